"""A citation of an answer that was kept, found again with the passage that it quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import AdvisorError, NotFoundError
from advisor.service.library import Library, Passage
from advisor.types import Citation


def citation_of(answer: Mapping[str, Any], number: int) -> Citation:
    """A citation by its number, also among what comes nearest; NotFoundError if there is none."""
    cited = [c for statement in answer["statements"] for c in statement["citations"]]
    for citation in (*cited, *answer["nearest"]):
        if citation["number"] == number:
            return Citation(**(citation | {"section": tuple(citation["section"])}))
    raise NotFoundError(f"The answer has no citation {number}. Ask again.")


def passage_of(library: Library, citation: Citation) -> Passage | None:
    """Where the quote stands in the index in use; None where it no longer does."""
    try:
        passage = library.passage(citation.source, citation.start, citation.end)
    except AdvisorError:
        return None
    return passage if passage.text == citation.quote else None
