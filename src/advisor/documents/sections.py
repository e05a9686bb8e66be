"""The role of a section, told by its headings."""

from __future__ import annotations

import re

from advisor.language.folding import fold
from advisor.vocabulary import SectionRole

# The first row that matches a heading gives its role. Folded stems, Swedish and English; a
# leading section number has been taken off.
_HEADINGS: tuple[tuple[SectionRole, str], ...] = (
    ("contents", r"innehallsforteckning|(figur|tabell)forteckning|table of contents|^contents$"),
    (
        "references",
        r"^(referens(er|lista)?|litteratur(forteckning|lista)?|kall(or|forteckning|hanvisning(ar)?)"
        r"|referenser och kallor|kallor och (litteratur|referenser)|noter|slutnoter"
        r"|references|bibliography|works cited|literature|notes|endnotes)$",
    ),
    ("appendix", r"^(bilag(a|or)|appendi(x|ces)|annex(es)?)\b|intervjuguide|interview guide"),
    (
        "recommendation",
        r"rekommendation|recommendation|atgardsforslag|forbattringsforslag|^forslag\b"
        r"|vagen framat|vagen vidare|nasta steg|next steps|way forward|policy implications"
        r"|^proposals?$",
    ),
    (
        "conclusion",
        r"slutsats|conclusion|concluding|avslutande|avslutning|lardomar|lessons learned|slutord",
    ),
    (
        "summary",
        r"sammanfatt(ning|ande)|summary|abstract|i korthet|key (findings|messages)|huvudbudskap"
        r"|highlights",
    ),
    (
        "method",
        r"\bmetod|tillvagagangssatt|^genomforande( av (studien|undersokningen|arbetet))?$"
        r"|method|\burval|avgransning|datainsamling|reliabilitet|validitet|kallkritik",
    ),
    (
        "theory",
        r"teoreti|teori|tidigare forskning|forskningslage|litteratur(genomgang|oversikt|studie)"
        r"|literature review|previous research|theor",
    ),
    (
        "background",
        r"bakgrund|inledning|introduktion|^forord$|^syfte|uppdragsbeskrivning|fragestallning"
        r"|malgrupp|om undersokningen|om rapporten|background|introduction|foreword|preface"
        r"|purpose|^aims?\b",
    ),
    (
        "discussion",
        r"diskussion|\banalys\b|reflektion|discussion|analysis|vidare forskning|further research"
        r"|limitations",
    ),
    ("result", r"resultat|empiri|nulage|kartlaggning|result|finding"),
)
# Nothing inside such a section speaks for the document itself.
_DOMINANT: frozenset[SectionRole] = frozenset(
    {"contents", "references", "appendix", "theory", "method"}
)


def heading_role(heading: str) -> SectionRole:
    """The role that one heading names; "other" where it names none."""
    folded = re.sub(r"[^\w\s.]", " ", fold(heading))
    folded = re.sub(
        r"^\s*(\d{1,2}(\.\d{1,2})*\.?|[ivx]{1,4}\.|kapitel \d+|chapter \d+)\s", "", folded
    )
    folded = re.sub(r"\s+", " ", folded).strip(" .")
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
    return next((role for role in roles if role in _DOMINANT), roles[-1])
