"""Whatever makes a draft of what was found keeps the same promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.answers.citations import Citer
from advisor.answers.extractive import ExtractiveComposer
from advisor.documents.places import locate
from advisor.types import Candidate, Composer, DraftStatement, Query, Question, Term
from advisor.vocabulary import Form, Status
from tests.answers.writing import composer, replied, said
from tests.fakes import Shelf, candidate_of
from tests.llm.models import QueueModel

TEXTS = (
    "Kostnaden delas av 12 kommuner i länet.",
    "Personalen saknar tid för utbildning varje höst.",
    "Leverantören kan höja priset efter två år.",
)
_WRITTEN = replied(
    said("De är 12 kommuner.", [1], ["12 kommuner"]),
    said("Personalen saknar tid.", [2], ["saknar tid"]),
    said("Hittepå.", [77], ["x"]),
)
MAKERS: dict[str, Callable[[Shelf], Composer]] = {
    "extractive": ExtractiveComposer,
    "generative": lambda shelf: composer(shelf, QueueModel(_WRITTEN)),
    "a model that fails": lambda shelf: composer(shelf, QueueModel("unreachable")),
    "a model that says nothing": lambda shelf: composer(shelf, QueueModel(replied())),
    "a model that invents": lambda shelf: composer(shelf, QueueModel(replied(said("x", [9])))),
}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[Shelf], Composer]:
    return MAKERS[request.param]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(form: Form = "open", status: Status = "answered") -> Query:
    return Query(Question("?"), "?", "sv", form, (Term("ord0", "ord0"),), status=status)


def _found(shelf: Shelf) -> list[Candidate]:
    found = [shelf.add(f"{i}.txt", text)[0] for i, text in enumerate(TEXTS)]
    return [candidate_of(c.sentence, 1 - i / 100, relevance=20.0) for i, c in enumerate(found)]


@pytest.mark.parametrize("form", ["open", "decision", "list", "how", "figure", "risk"])
def test_every_quote_stands_where_it_is_said_to_stand(
    shelf: Shelf, make: Callable[[Shelf], Composer], form: Form
) -> None:
    found = _found(shelf)
    draft = make(shelf).compose(_query(form), found, lambda _said: None)

    cited = Citer(shelf.document, locate).cite(draft)

    assert draft.statements
    assert len(cited.statements) == len(draft.statements)


def test_every_statement_has_a_quote(shelf: Shelf, make: Callable[[Shelf], Composer]) -> None:
    draft = make(shelf).compose(_query(), _found(shelf), lambda _said: None)

    assert all(statement.spans for statement in draft.statements)


@pytest.mark.parametrize("status", ["clarification", "refused"])
def test_what_the_wording_decides_stands(
    shelf: Shelf, make: Callable[[Shelf], Composer], status: Status
) -> None:
    draft = make(shelf).compose(_query(status=status), _found(shelf), lambda _said: None)

    assert (draft.status, draft.statements) == (status, ())


def test_without_anything_found_nothing_is_said(
    shelf: Shelf, make: Callable[[Shelf], Composer]
) -> None:
    draft = make(shelf).compose(_query(), [], lambda _said: None)

    assert (draft.status, draft.statements) == ("no_evidence", ())


def test_what_is_offered_begins_the_draft_or_is_not_in_it(
    shelf: Shelf, make: Callable[[Shelf], Composer]
) -> None:
    offered: list[DraftStatement] = []

    draft = make(shelf).compose(_query(), _found(shelf), offered.append)

    begun = draft.statements[: len(offered)] == tuple(offered)
    assert begun or not set(offered) & set(draft.statements)


def test_same_question_gets_the_same_draft(shelf: Shelf, make: Callable[[Shelf], Composer]) -> None:
    found = _found(shelf)

    first, second = (make(shelf).compose(_query(), found, lambda _said: None) for _ in "ab")

    assert first == second
