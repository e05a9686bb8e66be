"""What is heard of a reply is offered once it is proven; the whole reply decides what stays."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import pytest

from advisor.answers.evidence import Evidence
from advisor.answers.prompts import CANARY
from advisor.llm.model import REASONS, ModelReply, Reason
from advisor.types import Candidate, Draft, DraftStatement, Query, Question, Term
from advisor.vocabulary import Form, Language
from tests.answers.writing import composer, passes, replied, said, stops
from tests.fakes import Shelf, candidate_of
from tests.llm.models import QueueModel, WritingModel

TEXTS = (
    "Kostnaden delas av tolv kommuner i länet.",
    "Personalen saknar tid för utbildning varje höst.",
    "Leverantören kan höja priset efter två år.",
)
FIRST = said("Kostnaden delas.", [1], ["Kostnaden"])
SECOND = said("Personalen saknar tid.", [2], ["saknar tid"])
THIRD = said("Priset kan höjas.", [3], ["höja priset"])
UNPROVEN = said("Ett hittepå utan belägg.", [9])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(form: Form = "open") -> Query:
    asked = "Vad kostar det?"
    return Query(Question(asked), asked, "sv", form, (Term("ord0", "ord0"),), status="answered")


def _found(shelf: Shelf) -> list[Candidate]:
    """Each text in a document of its own, best first, all sure to answer."""
    found = [shelf.add(f"{i}.txt", text)[0] for i, text in enumerate(TEXTS)]
    return [candidate_of(c.sentence, 1 - i / 100, relevance=20.0) for i, c in enumerate(found)]


def _whole(*statements: object) -> tuple[str, ModelReply]:
    """A reply that is written as it is in the end."""
    reply = replied(*statements)
    return reply.text, reply


def _texts(statements: Sequence[DraftStatement]) -> list[str | None]:
    return [statement.text for statement in statements]


def _composed(draft: Draft) -> str:
    assert draft.written_by is not None
    return draft.written_by.composer


def test_statement_is_offered_while_the_next_one_is_not_written_yet(shelf: Shelf) -> None:
    model = WritingModel(_whole(FIRST, SECOND))
    written: list[str] = []

    draft = composer(shelf, model).compose(
        _query(), _found(shelf), lambda _said: written.append(model.written)
    )

    assert "Personalen" not in written[0]
    assert len(written) == len(draft.statements) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        UNPROVEN,
        said("Kostnaden delas.", [1], ["kostnaden"]),
        said(f"Kostnaden {CANARY} delas.", [1], ["Kostnaden"]),
        said("fel", [1], ["Kostnaden"]),
        {"role": "finding", "text": "Kostnaden delas.", "evidence": [1]},
    ],
)
def test_statement_that_is_not_proven_is_not_offered(
    shelf: Shelf, wrong: dict[str, object]
) -> None:
    offered: list[DraftStatement] = []
    model = WritingModel(_whole(wrong, SECOND), ("", "timeout"))

    composer(shelf, model, stops("fel")).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Personalen saknar tid."]


def test_each_statement_is_checked_once_and_offered_once(shelf: Shelf) -> None:
    checked: list[str] = []
    offered: list[DraftStatement] = []

    def check(text: str, _language: Language, _evidence: Sequence[Evidence]) -> str | None:
        checked.append(text)
        return None

    model = WritingModel((_whole(FIRST, SECOND)[0], replied(FIRST, THIRD, SECOND)))

    draft = composer(shelf, model, check).compose(_query(), _found(shelf), offered.append)

    assert checked == ["Kostnaden delas.", "Personalen saknar tid.", "Priset kan höjas."]
    assert sorted(map(str, _texts(offered))) == sorted(checked)
    assert _texts(draft.statements) == [FIRST["text"], THIRD["text"], SECOND["text"]]


@pytest.mark.parametrize("reason", REASONS)
def test_model_that_fails_while_it_writes_leaves_nothing_of_what_was_heard(
    shelf: Shelf, reason: Reason
) -> None:
    offered: list[DraftStatement] = []
    model = WritingModel((_whole(FIRST, SECOND)[0][:-30], reason))

    draft = composer(shelf, model).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Kostnaden delas."]
    assert _composed(draft) == "extractive_fallback"
    assert not set(offered) & set(draft.statements)


def test_reply_that_is_not_what_was_heard_decides(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    model = WritingModel((_whole(FIRST, UNPROVEN)[0], replied(SECOND)))

    draft = composer(shelf, model).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Kostnaden delas.", "Personalen saknar tid."]
    assert _texts(draft.statements) == ["Personalen saknar tid."]
    assert draft.unsupported == ()  # what failed was not said either


def test_what_was_mended_is_offered_as_it_is_written(shelf: Shelf) -> None:
    model = WritingModel(_whole(FIRST, UNPROVEN), _whole(SECOND, THIRD))
    written: list[str] = []

    draft = composer(shelf, model).compose(
        _query(), _found(shelf), lambda _said: written.append(model.written)
    )

    assert "Priset" not in written[1]
    assert _texts(draft.statements) == [one["text"] for one in (FIRST, SECOND, THIRD)]


def test_second_reply_that_breaks_off_leaves_what_the_first_one_gave(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    model = WritingModel(_whole(FIRST, UNPROVEN), (_whole(SECOND)[0], "timeout"))

    draft = composer(shelf, model).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Kostnaden delas.", "Personalen saknar tid."]
    assert _texts(draft.statements) == ["Kostnaden delas."]
    assert [one.reason for one in draft.unsupported] == ["evidence_not_given"]


def test_what_a_model_thinks_aloud_is_not_offered(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    reply = replied(SECOND)
    model = WritingModel((f"<think>{_whole(FIRST)[0]}</think>{reply.text}", reply))

    composer(shelf, model).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Personalen saknar tid."]


def test_model_that_repeats_itself_is_offered_once(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    model = WritingModel((_whole(*[FIRST] * 500)[0], "too_large"))

    composer(shelf, model).compose(_query(), _found(shelf), offered.append)

    assert _texts(offered) == ["Kostnaden delas."]


def test_no_more_is_offered_than_an_answer_has(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    many = [said(f"Den kostar {i} kr.", [1], ["Kostnaden"]) for i in range(50)]
    text, reply = _whole(*many)

    draft = composer(shelf, WritingModel((text, reply))).compose(
        _query(), _found(shelf), offered.append
    )

    assert tuple(offered) == draft.statements
    assert len(offered) == 8


def test_draft_is_the_same_whatever_was_heard(shelf: Shelf) -> None:
    rng = random.Random(5)
    found = _found(shelf)
    pool = [FIRST, SECOND, THIRD, UNPROVEN, FIRST, {"role": "x"}, said("fel", [1], ["Kostnaden"])]

    for _ in range(200):
        turns = [replied(*rng.choices(pool, k=rng.randrange(6))) for _ in range(2)]
        heard = [replied(*rng.choices(pool, k=rng.randrange(6))).text for _ in turns]
        cut = [text[: rng.randrange(len(text) + 1)] for text in heard]
        loud = WritingModel(*zip(cut, turns, strict=True), size=rng.randrange(1, 40))
        quiet = QueueModel(*turns)

        drafts = [
            composer(shelf, model, stops("fel")).compose(_query(), found) for model in (loud, quiet)
        ]

        assert drafts[0] == drafts[1]
        assert loud.asked == quiet.asked


@pytest.mark.parametrize(
    ("turns", "forgotten"),
    [
        ([replied(FIRST)], []),
        ([replied()], [0]),
        ([replied({"role": "x"})], [0]),
        ([replied(UNPROVEN), replied()], [0, 1]),
        ([replied(UNPROVEN), replied(UNPROVEN)], [0, 1]),
        ([replied(FIRST, UNPROVEN), replied(UNPROVEN)], [1]),
        ([replied(FIRST, UNPROVEN), replied(SECOND)], []),
        ([replied(FIRST, UNPROVEN), "timeout"], []),
        ([replied(UNPROVEN), "timeout"], [0]),
    ],
)
def test_reply_of_which_nothing_is_used_is_not_kept(
    shelf: Shelf, turns: list[ModelReply | Reason], forgotten: list[int]
) -> None:
    model = QueueModel(*turns)

    composer(shelf, model, passes).compose(_query(), _found(shelf))

    assert [model.asked.index(one) for one in model.forgotten] == forgotten


def test_reply_that_answers_too_little_is_not_kept(shelf: Shelf) -> None:
    model = QueueModel(replied(FIRST))

    draft = composer(shelf, model).compose(_query("figure"), _found(shelf))

    assert _composed(draft) == "extractive_fallback"
    assert model.forgotten == model.asked


def test_offer_that_is_refused_ends_the_call(shelf: Shelf) -> None:
    class LeftError(Exception):
        pass

    def leave(_said: DraftStatement) -> None:
        raise LeftError

    model = WritingModel(_whole(FIRST, SECOND))

    with pytest.raises(LeftError):
        composer(shelf, model).compose(_query(), _found(shelf), leave)

    assert json.dumps("Personalen saknar tid.", ensure_ascii=False) not in model.written
