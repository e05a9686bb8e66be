"""Ways on from an answer that is not whole: questions that the sources do answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from advisor.answers.citations import Cited
from advisor.answers.phrases import PHRASES
from advisor.vocabulary import Language, Status

Topics = Callable[[Language], Sequence[str]]  # the headings of the sources in a language

MOST_SUGGESTIONS = 3
_GENERIC = re.compile(
    r"(?:sammanfatt\w*|slutsats\w*|abstract|summary|conclusions?|bakgrund|background|inledning"
    r"|introduction|metod\w*|methods?|teori|theory|resultat|results?|rekommendation\w*"
    r"|recommendations?|syfte\w*|purpose|diskussion|discussion|analys|analysis|referenser|references"
    r"|bilag\w+|appendix|kapitel|chapter)\b",
    re.IGNORECASE,
)


def next_questions(status: Status, cited: Cited, language: Language) -> tuple[str, ...]:
    """Questions near one that the sources answer in part or not at all; none near any other."""
    if status not in ("no_evidence", "partial"):
        return ()
    near = (*cited.nearest, *cited.citations)
    return _as_questions([c.section[-1] for c in near if c.section], language)


def choices(status: Status, topics: Topics, language: Language) -> tuple[str, ...]:
    """Questions on the topics, to choose among when one was too vague; none for any other."""
    return _as_questions(topics(language), language) if status == "clarification" else ()


def _as_questions(headings: Sequence[str], language: Language) -> tuple[str, ...]:
    questions = dict.fromkeys(q for q in (_as_question(h, language) for h in headings) if q)
    return tuple(questions)[:MOST_SUGGESTIONS]


def _as_question(heading: str, language: Language) -> str:
    """A question about a heading's subject; empty for a heading that names none."""
    words = re.sub(r"^[\d.]+\s*", "", heading).strip(" .:;,")
    if words.isupper():
        words = words.lower()
    if words.endswith("?"):
        return words[0].upper() + words[1:]
    if len(words) < 4 or _GENERIC.match(words):
        return ""
    is_name = words.split()[0].isupper()
    topic = words if is_name else words[0].lower() + words[1:]
    return PHRASES[language].ask.format(topic=topic)
