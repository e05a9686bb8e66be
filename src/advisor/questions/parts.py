"""The questions that one question holds: "Who owns it, and what does it cost?" holds two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.questions.focus import asking_sentences
from advisor.questions.leaning import leans
from advisor.vocabulary import Language

_ASKS: Mapping[Language, str] = {
    "sv": (
        r"(?:vad|vilk(?:en|et|a|as)|hur|n[äa]r|var|vart|vem|vilka|varf[öo]r|ska(?:ll)?|b[öo]r|kan"
        r"|f[åa]r|finns|[äa]r|har|m[åa]ste|beh[öo]ver)"
    ),
    "en": (
        r"(?:what|which|how|when|where|who|whose|why|should|can|could|may|must|is|are|was|were|do"
        r"|does|did|has|have|will|would)"
    ),
}
# Where a second question begins in the sentence of the first.
_BETWEEN: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(rf"(?:,\s*|\s+)(?:och|samt|men)\s+(?={_ASKS['sv']}\b)", re.IGNORECASE),
    "en": re.compile(rf"(?:,\s*|\s+)(?:and|but)\s+(?={_ASKS['en']}\b)", re.IGNORECASE),
}
_BEGINS = {language: re.compile(rf"{asks}\b", re.IGNORECASE) for language, asks in _ASKS.items()}
_FEWEST_WORDS = 3  # of a question that can be asked by itself
_FEWEST_PARTS = 2


def parts_alone(text: str, language: Language) -> tuple[str, ...]:
    """Those questions of a text with several that can be asked by themselves.

    None of a text with one. A part that leans on what stands before it ("and what does it cost?")
    is left out.
    """
    parts = list(_parts(text, language))
    if len(parts) < _FEWEST_PARTS:
        return ()
    return tuple(
        f"{part[0].upper()}{part[1:]}?"
        for part, told in parts
        if len(part.split()) >= _FEWEST_WORDS and not (told and leans(part, [told], language))
    )


def all_parts(text: str, language: Language) -> tuple[str, ...]:
    """The questions of a text with several, whether they can be asked by themselves or not."""
    parts = tuple(f"{part}?" for part, _told in _parts(text, language))
    return parts if len(parts) >= _FEWEST_PARTS else ()


def _parts(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """What the asking sentences hold that begins as a question, each with all that is before it."""
    for start, end in asking_sentences(text):
        at = start
        for between in (*_BETWEEN[language].finditer(text, start, end), None):
            part = text[at : between.start() if between else end].strip(" ,.?!")
            if _BEGINS[language].match(part):
                yield part, text[:at].strip()
            at = between.end() if between else end
