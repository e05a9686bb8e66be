"""The role of a section, told by its headings."""

from __future__ import annotations

import re

from advisor.language.folding import fold
from advisor.types import SectionRole

# The first row that matches a heading gives its role. Folded stems, Swedish and English.
_HEADINGS: tuple[tuple[SectionRole, str], ...] = (
    ("contents", r"innehallsforteckning|table of contents|^contents$"),
    (
        "references",
        r"^(\d+\.? )?(referens(er|lista)?|litteratur(forteckning|lista)?|kallforteckning|kallor"
        r"|references|bibliography|works cited)$",
    ),
    ("appendix", r"^(\d+\.? )?(bilag(a|or)|appendi(x|ces))\b|intervjuguide|interview guide"),
    ("recommendation", r"rekommendation|recommendation|atgardsforslag|^forslag|vagen framat|proposals?$"),
    ("conclusion", r"slutsats|conclusion|avslutande|lardomar|lessons learned|slutord"),
    ("summary", r"sammanfatt(ning|ande)|summary|abstract|i korthet|key findings|huvudbudskap"),
    ("method", r"\bmetod|tillvagagangssatt|genomforande|method|urval|avgransning|datainsamling|reliabilitet|validitet"),
    ("theory", r"teoreti|teori|tidigare forskning|forskningslage|literature review|previous research|theor"),
    ("background", r"bakgrund|inledning|introduktion|^(\d+[\d.]* )?syfte|uppdragsbeskrivning|fragestallning|malgrupp|om undersokningen|om rapporten|background|introduction|purpose|^aims?\b"),
    ("discussion", r"diskussion|\banalys\b|reflektion|discussion|analysis|vidare forskning|further research"),
    ("result", r"resultat|empiri|result|finding"),
)
_DOMINANT: frozenset[SectionRole] = frozenset(
    {"contents", "references", "appendix", "theory", "method", "background"}
)


def heading_role(heading: str) -> SectionRole:
    """The role that one heading names; "other" where it names none."""
    folded = re.sub(r"[^\w\s.]", " ", fold(heading)).strip()
    for role, pattern in _HEADINGS:
        if re.search(pattern, folded):
            return role
    return "other"


def section_role(*headings: str) -> SectionRole:
    """The role of text under these headings, outermost first.

    The innermost heading that names a role decides, but a summary inside a theory chapter sums up
    theory, and nothing inside an appendix is a conclusion.
    """
    roles = [role for role in map(heading_role, headings) if role != "other"]
    if not roles:
        return "other"
    outer = next((role for role in roles if role in _DOMINANT), None)
    if outer in ("contents", "references", "appendix", "theory", "method"):
        return outer
    return roles[-1]
