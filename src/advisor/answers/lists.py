"""The list of a source that answers a question, taken whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.answers.bearing import support
from advisor.answers.labels import cell_label, labelled
from advisor.answers.proposals import proposal_of
from advisor.answers.quoting import Pick, Surroundings, picked
from advisor.types import Candidate, Query, Sentence, Span

# A list is taken when what stands over it carries the question: its headings and lead-in, or a
# sentence among the very best that announces it.
LEAST_WORTH = 0.6  # share of the question
LOOKED_AT = 6  # candidates; with worse ones a list is about something beside
ANNOUNCING = 3  # candidates that may announce one
ITEM_WORDS = 28  # a longer item is cut to what stands before its colon


def best_list(
    query: Query, candidates: Sequence[Candidate], surroundings: Surroundings
) -> list[Pick]:
    """All items of the list that answers the question, in order; empty where none does."""
    worths: dict[tuple[str, int], float] = {}
    for rank, candidate in enumerate(candidates[:LOOKED_AT]):
        found = _list_of(query, candidate, rank, surroundings)
        if found is not None:
            source, group, worth = found
            worths[source, group] = max(worths.get((source, group), 0.0), worth)
    best = max(worths, key=lambda key: worths[key], default=None)
    if best is None or worths[best] < LEAST_WORTH:
        return []
    source, group = best
    member = next(c for c in candidates if c.sentence.source == source)
    text = surroundings.document(source).text
    items = [
        labelled(replace(member, sentence=item), surroundings.document)
        for item in _first_sentences(surroundings.list_items(source, group), text)
    ]
    return [picked(query, c, _short_span(c.sentence)) for c in of_side(query, items)]


def rest_of_row(query: Query, pick: Pick, surroundings: Surroundings) -> list[Pick]:
    """The other cells of a table that stand in the same row and column, or list, as a pick.

    Where both sides are asked for, those of the row that a source tells under either.
    """
    sentence = pick.candidate.sentence
    if sentence.kind != "table_row" or not _has_of_matter(query, pick.candidate):
        return []
    row = surroundings.list_items(sentence.source, sentence.group)
    return [
        picked(query, cell, _whole(cell.sentence))
        for cell in (
            labelled(replace(pick.candidate, sentence=item), surroundings.document) for item in row
        )
        if cell.sentence.id != sentence.id
        and (
            cell_label(cell.sentence.text) == cell_label(sentence.text)
            or (query.sides == "both" and cell.label is not None)
        )
    ]


def of_side(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, where one side is asked for without what is labelled as the other.

    Who asks for a risk is told the gains that come with it.
    """
    if query.sides not in ("for", "against") or (query.sides == "for" and query.form == "risk"):
        return list(candidates)
    return [c for c in candidates if c.label is None or c.label.side == query.sides]


def _has_of_matter(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence has more of the question than the name of a side."""
    label = candidate.label
    if label is not None and proposal_of(query).is_called(label.of):
        return True
    return any(query.terms[i].thing for i in candidate.found)


def _list_of(
    query: Query, candidate: Candidate, rank: int, surroundings: Surroundings
) -> tuple[str, int, float] | None:
    """The list that a candidate stands in or announces, and how much speaks for it."""
    sentence = candidate.sentence
    if sentence.group and sentence.kind != "paragraph":
        return sentence.source, sentence.group, candidate.context
    group = surroundings.list_after(sentence) if rank < ANNOUNCING else None
    if group is None or not _announces(sentence, surroundings.list_items(sentence.source, group)):
        return None
    return sentence.source, group, support(query, candidate.within)


def _announces(sentence: Sentence, items: Sequence[Sentence]) -> bool:
    """Whether a sentence leads in a list that stands after it, which has no other lead-in."""
    lead_in = next((item.lead_in for item in items if item.lead_in is not None), None)
    return lead_in is None or (sentence.start < lead_in[1] and lead_in[0] < sentence.end)


def _first_sentences(items: Sequence[Sentence], text: str) -> list[Sentence]:
    """The first sentence of each list item; items stand on lines of their own."""
    first: list[Sentence] = []
    for number, item in enumerate(items):
        begins = number == 0 or "\n" in text[items[number - 1].end : item.start]
        if begins and "question" not in item.signs:
            first.append(item)
    return first


def _whole(item: Sentence) -> Span:
    return Span(item.source, item.start, item.end, item.text)


def _short_span(item: Sentence) -> Span:
    """A list item; what stands before its colon when it is long."""
    quote = item.text
    if len(quote.split()) > ITEM_WORDS:
        head = quote.split(":")[0]
        if head != quote and 1 < len(head.split()) <= ITEM_WORDS:
            quote = head
    return Span(item.source, item.start, item.start + len(quote), quote)
