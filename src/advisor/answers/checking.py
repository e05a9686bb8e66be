"""Whether evidence carries what was written from it, as far as words and their sources tell."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.answers.evidence import Evidence
from advisor.answers.proving import Check
from advisor.answers.support import Known, Lexicon, unsupported_because
from advisor.vocabulary import Language


def check_with(lexicon: Lexicon) -> Check:
    """A check by what is known of words."""

    def check(text: str, language: Language, evidence: Sequence[Evidence]) -> str | None:
        sources = [one.source for one in evidence]
        names = [
            name
            for one in evidence
            for name in (
                *(one.source.display_title, one.source.title, one.source.publisher),
                *(one.source.setting, *one.source.authors, *one.section),
            )
            if name
        ]
        years = tuple(source.year for source in sources if source.year is not None)
        quotes = [" ".join(span.quote for span in one.spans) for one in evidence]
        return unsupported_because(text, language, quotes, Known(lexicon, tuple(names), years))

    return check
