"""Ways on from an answer that is not whole: questions that the sources do answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from advisor.answers.citations import Cited
from advisor.answers.phrases import PHRASES
from advisor.types import Document
from advisor.vocabulary import Language, Status

Topics = Callable[[Language], Sequence[str]]  # the headings of the sources in a language
IsAnswered = Callable[[str, Language], bool]  # whether the sources answer a question

MOST_SUGGESTIONS = 3
_MOST_TRIED = 6  # headings; each is a question of its own to the sources
_SHORTEST = 4  # letters of a heading that names a subject
_LONGEST_ACRONYM = 5  # letters of a heading in capitals that is one
_NAMED = 5  # times as often with a capital as without: a name
_GENERIC = re.compile(
    r"(?:sammanfatt\w*|slutsats\w*|abstract|summary|conclusions?|bakgrund|background|inledning"
    r"|introduction|metod\w*|methods?|teori|theory|resultat|results?|rekommendation\w*"
    r"|recommendations?|syfte\w*|purpose|diskussion|discussion|analys|analysis|referenser|references"
    r"|bilag\w+|appendix|kapitel|chapter|empiri|teoretisk\w*|theoretical"
    r"|om (?:undersökningen|studien|rapporten)|about the (?:study|report))\b",
    re.IGNORECASE,
)


# Under these headings a report tells of itself.
_OF_THE_REPORT = re.compile(
    r"[\d.\s]*(?:metod|method|referens|reference|bilag|appendi)", re.IGNORECASE
)


def next_questions(
    status: Status,
    cited: Cited,
    language: Language,
    is_answered: IsAnswered,
    get_document: Callable[[str], Document],
    parts: Sequence[str] = (),
) -> tuple[str, ...]:
    """Questions near one that the sources answer in part or not at all; none near any other.

    Each of them is answered: its own `parts` first, then of the headings that what was found
    stands under, the nearest first.
    """
    if status not in ("no_evidence", "partial"):
        return ()
    near = [
        citation
        for citation in (*cited.nearest, *cited.citations)
        if citation.section and not any(map(_OF_THE_REPORT.match, citation.section))
    ]
    headings = [(citation.section[-1], citation.source) for citation in near]
    headings += [(above, c.source) for c in near for above in reversed(c.section[:-1])]
    subjects = (_subject(heading, get_document(file).text) for heading, file in headings)
    own = tuple(part for part in parts[:MOST_SUGGESTIONS] if is_answered(part, language))
    return (*own, *_as_questions(subjects, language, is_answered))[:MOST_SUGGESTIONS]


def choices(
    status: Status, topics: Topics, language: Language, is_answered: IsAnswered
) -> tuple[str, ...]:
    """Questions on the topics, to choose among when one was too vague; none for any other."""
    if status != "clarification":
        return ()
    subjects = (_subject(heading) for heading in topics(language))
    return _as_questions(subjects, language, is_answered)


def _as_questions(
    subjects: Iterable[str], language: Language, is_answered: IsAnswered
) -> tuple[str, ...]:
    asked = (_as_question(subject, language) for subject in subjects)
    tried = islice(_each_once(asked), _MOST_TRIED)
    answered = (question for question in tried if is_answered(question, language))
    return tuple(islice(answered, MOST_SUGGESTIONS))


def _each_once(questions: Iterable[str]) -> Iterator[str]:
    seen = {""}
    for question in questions:
        if question not in seen:
            seen.add(question)
            yield question


def _subject(heading: str, text: str | None = None) -> str:
    """A heading as it stands inside a sentence: `Åtvidaberg`, which its source does not write
    small, keeps its capital.
    """
    words = re.sub(r"^[\d.]+\s*", "", heading).strip(" .:;,")
    is_acronym = words.isupper() and len(words) <= _LONGEST_ACRONYM
    if words.isupper() and not is_acronym:
        words = " ".join(_as_written(word, text or "") for word in words.lower().split())
    first = words.partition(" ")[0]
    if words.endswith("?") or not first[1:].islower():
        return words
    small = first.lower()
    return words if text is not None and _is_name(small, text) else small + words[len(first) :]


def _as_written(word: str, text: str) -> str:
    """A word of a heading in capitals: with its first one where it is a name, with all where it is
    an acronym.
    """
    if len(word) <= _LONGEST_ACRONYM and _is_mostly(word.upper(), word, text):
        return word.upper()
    return word.capitalize() if _is_name(word, text) else word


def _is_name(word: str, text: str) -> bool:
    """Whether a source hardly ever writes a word small: in an address, at the most."""
    return _is_mostly(word.capitalize(), word, text)


def _is_mostly(written: str, other: str, text: str) -> bool:
    count, others = (len(re.findall(rf"\b{re.escape(one)}\b", text)) for one in (written, other))
    return count > _NAMED * others


def _as_question(subject: str, language: Language) -> str:
    """A question about a heading's subject; empty for one that names none."""
    if subject.endswith("?"):
        return subject[0].upper() + subject[1:]
    if len(subject) < _SHORTEST or _GENERIC.match(subject):
        return ""
    return PHRASES[language].ask.format(topic=subject)
