"""Of what a language model writes only what its evidence carries is kept, and never less told."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from advisor.answers.evidence import Evidence
from advisor.answers.extractive import ExtractiveComposer
from advisor.answers.prompts import CANARY, PROMPT_VERSION
from advisor.llm.model import REASONS, Hear, ModelReply, ModelRequest, Reason
from advisor.types import Candidate, Draft, DraftStatement, Profile, Query, Question, Term
from advisor.vocabulary import Form, Language, Status
from tests.answers.writing import composer, passes, replied, said, stops
from tests.fakes import Shelf, candidate_of
from tests.llm.models import Clock, QueueModel

COSTS = "Kostnaden delas av tolv kommuner i länet."
STAFF = "Personalen saknar tid för utbildning varje höst."
RISKS = "Leverantören kan höja priset efter två år."
DOES_JOIN = "Kommunerna bör ansluta sig till plattformen ord0."
TEXTS = (COSTS, STAFF, RISKS)
MADE_UP = "Ett hittepå utan belägg."


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(form: Form = "open", asked: str = "Vad kostar det?", **more: object) -> Query:
    known = {"status": "answered", **more}
    question = Question(asked)
    return Query(question, asked, "sv", form, (Term("ord0", "ord0"),), **known)  # type: ignore[arg-type]


def _found(shelf: Shelf, *texts: str, **more: object) -> list[Candidate]:
    """Each text in a document of its own, best first, all sure to answer."""
    found = [shelf.add(f"{i}.txt", text, **more)[0] for i, text in enumerate(texts)]
    return [candidate_of(c.sentence, 6 - i / 100, relevance=20.0) for i, c in enumerate(found)]


def _texts(draft: Draft) -> list[str | None]:
    return [statement.text for statement in draft.statements]


def _reasons(draft: Draft) -> list[str]:
    return [one.reason for one in draft.unsupported]


def _composed(draft: Draft) -> str:
    assert draft.written_by is not None
    return draft.written_by.composer


def test_statement_that_its_evidence_carries_is_told_in_the_models_words(shelf: Shelf) -> None:
    model = QueueModel(replied(said("Tolv kommuner delar kostnaden.", [1], ["tolv kommuner"])))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert _texts(draft) == ["Tolv kommuner delar kostnaden."]
    assert [span.quote for span in draft.statements[0].spans] == [COSTS]
    assert draft.written_by is not None
    assert (draft.written_by.composer, draft.written_by.prompt_version) == (
        "generative",
        PROMPT_VERSION,
    )
    assert "llm.example.se" in (draft.written_by.model or "")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (said("Kostnaden delas.", [], ["Kostnaden"]), "evidence_not_given"),
        (said("Kostnaden delas.", [0], ["Kostnaden"]), "evidence_not_given"),
        (said("Kostnaden delas.", [-1], ["Kostnaden"]), "evidence_not_given"),
        (said("Kostnaden delas.", [4], ["Kostnaden"]), "evidence_not_given"),
        (said("Kostnaden delas.", [1, 99], ["Kostnaden"]), "evidence_not_given"),
        (said("Kostnaden delas.", [1], []), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], [""]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], [" ", "."]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], ["e"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], ["ostnade"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], ["kostnaden"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], ["Kostnaden  delas"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1], ["Kostnaden", "tretton kommuner"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [1, 2], ["Kostnaden"]), "words_not_in_evidence"),
        (said("Kostnaden delas.", [2], ["Kostnaden delas"]), "words_not_in_evidence"),
        (said("", [1], ["Kostnaden"]), "empty"),
        (said(" \n\t", [1], ["Kostnaden"]), "empty"),
        (said("Kostnaden delas. " * 40, [1], ["Kostnaden"]), "too_long"),
        (said("x" * 50_000, [1], ["Kostnaden"]), "too_long"),
        (said("Kostnaden\u200b delas.", [1], ["Kostnaden"]), "markup"),
        (said("Kostnaden \x1b[31mdelas.", [1], ["Kostnaden"]), "markup"),
        (said("Kostnaden \x00delas.", [1], ["Kostnaden"]), "markup"),
        (said("Kostnaden \ud800delas.", [1], ["Kostnaden"]), "markup"),
        (said("Kostnaden\U000e0053 delas.", [1], ["Kostnaden"]), "markup"),
        (said(f"Kostnaden {CANARY} delas.", [1], ["Kostnaden"]), "repeats_the_prompt"),
        (said("Kostnaden alke kung 7q3x delas.", [1], ["Kostnaden"]), "repeats_the_prompt"),
        (said("A L K E K U N G - 7 Q 3 X", [1], ["Kostnaden"]), "repeats_the_prompt"),
        (
            said("You write statements for a municipal officer.", [1], ["Kostnaden"]),
            "repeats_the_prompt",
        ),
    ],
)
def test_statement_that_breaks_a_rule_is_left_out_and_reported_by_its_reason(
    shelf: Shelf, statement: dict[str, object], reason: str
) -> None:
    good = said("Kostnaden delas.", [1], ["Kostnaden delas"])
    text = json.dumps({"statements": [good, statement]})  # escaped, as a server may send it
    model = QueueModel(ModelReply(text, 1, 1, 0.1))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert _texts(draft) == ["Kostnaden delas."]
    assert _reasons(draft) == [reason]


def test_words_of_a_model_that_nothing_carries_are_passed_on_to_nobody(shelf: Shelf) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"]), said(MADE_UP, [9])))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert [(one.text, one.reason) for one in draft.unsupported] == [("", "evidence_not_given")]


def test_more_evidence_than_a_statement_may_stand_on_is_refused(shelf: Shelf) -> None:
    many = said("Allt hänger ihop.", [1, 2, 3, 4], ["Kostnaden", "Personalen", "priset", "ansluta"])
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"]), many))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS, DOES_JOIN))

    assert _reasons(draft) == ["too_much_evidence"]


@pytest.mark.parametrize(
    "statement",
    [
        "Kostnaden delas.",
        None,
        [],
        {},
        {"role": "finding", "text": "Kostnaden delas.", "evidence": [1]},
        said("Kostnaden delas.", ["1"], ["Kostnaden"]),
        said("Kostnaden delas.", [True], ["Kostnaden"]),
        said("Kostnaden delas.", [1.0], ["Kostnaden"]),
        said("Kostnaden delas.", [1], ["Kostnaden"], role="system"),
        {**said("x", [1], ["Kostnaden"]), "text": 7},
        {**said("x", [1]), "words": [None]},
        {**said("x", [1]), "words": "Kostnaden"},
    ],
)
def test_what_is_not_of_the_form_is_no_statement(shelf: Shelf, statement: object) -> None:
    model = QueueModel(replied(statement))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert _composed(draft) == "extractive_fallback"
    assert all(one.text is None for one in draft.statements)


@pytest.mark.parametrize(
    "text",
    ["", "Hej!", "[]", "null", "{}", '{"statements": {}}', '{"statements": "x"}', "[" * 9999],
)
def test_reply_that_is_not_of_the_form_gives_the_sources_own_words(shelf: Shelf, text: str) -> None:
    model = QueueModel(ModelReply(text, 1, 1, 0.1))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert _composed(draft) == "extractive_fallback"
    assert [span.quote for one in draft.statements for span in one.spans] == list(TEXTS)


@pytest.mark.parametrize("reason", REASONS)
def test_model_that_fails_gives_the_sources_own_words_marked_as_such(
    shelf: Shelf, reason: Reason
) -> None:
    found = _found(shelf, *TEXTS)

    draft = composer(shelf, QueueModel(reason)).compose(_query(), found)

    plain = ExtractiveComposer(shelf).compose(_query(), found)
    assert draft.statements == plain.statements
    assert _composed(draft) == "extractive_fallback"


def test_what_failed_is_asked_for_once_more_all_at_once_with_the_reasons(shelf: Shelf) -> None:
    first = replied(
        said("Kostnaden delas.", [1], ["Kostnaden"]), said("fel", [2], ["Personalen"]), said("ute")
    )
    again = replied(said("Personalen saknar tid.", [2], ["saknar tid"]))
    model = QueueModel(first, again)

    draft = composer(shelf, model, stops("fel")).compose(_query(), _found(shelf, *TEXTS))

    assert _texts(draft) == ["Kostnaden delas.", "Personalen saknar tid."]
    asked = model.asked[1].user
    assert asked.startswith(model.asked[0].user)
    told = [json.loads(line) for line in asked[len(model.asked[0].user) :].splitlines()[-2:]]
    assert told == [
        {"text": "fel", "problem": "number_not_in_quote"},
        {"text": "ute", "problem": "words_not_in_evidence"},
    ]


def test_what_fails_again_is_left_out_and_not_asked_for_a_third_time(shelf: Shelf) -> None:
    good = said("Kostnaden delas.", [1], ["Kostnaden"])
    model = QueueModel(replied(good, said("fel", [2], ["Personalen"])))

    draft = composer(shelf, model, stops("fel")).compose(_query(), _found(shelf, *TEXTS))

    assert _texts(draft) == ["Kostnaden delas."]
    assert _reasons(draft) == ["number_not_in_quote"]
    assert len(model.asked) == 2


def test_model_is_not_asked_again_where_nothing_failed(shelf: Shelf) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"])))

    composer(shelf, model).compose(_query(), _found(shelf, *TEXTS))

    assert len(model.asked) == 1


def test_failure_of_the_second_call_keeps_what_the_first_one_gave(shelf: Shelf) -> None:
    first = replied(said("Kostnaden delas.", [1], ["Kostnaden"]), said("fel", [2], ["Personalen"]))

    draft = composer(shelf, QueueModel(first, "timeout"), stops("fel")).compose(
        _query(), _found(shelf, *TEXTS)
    )

    assert _texts(draft) == ["Kostnaden delas."]
    assert _reasons(draft) == ["number_not_in_quote"]
    assert _composed(draft) == "generative"


def test_all_calls_of_an_answer_share_its_seconds_and_its_tokens(shelf: Shelf) -> None:
    clock = Clock()

    def slow() -> ModelReply:
        clock.at += 6
        return replied(said("fel", [1], ["Kostnaden"]), tokens_out=300)

    model = QueueModel(slow)
    it = composer(shelf, model, stops("fel"), seconds=20, most_tokens=1_000, clock=clock)

    it.compose(_query(), _found(shelf, *TEXTS))

    assert [(one.seconds, one.most_tokens) for one in model.asked] == [(20, 1_000), (14, 700)]


@pytest.mark.parametrize(("took", "tokens"), [(16.0, 30), (1.0, 800)])
def test_too_little_time_or_too_few_tokens_are_not_spent_on_a_second_call(
    shelf: Shelf, took: float, tokens: int
) -> None:
    clock = Clock()

    def costly() -> ModelReply:
        clock.at += took
        return replied(said("fel", [1], ["Kostnaden"]), tokens_out=tokens)

    model = QueueModel(costly)
    it = composer(shelf, model, stops("fel"), seconds=20, most_tokens=1_000, clock=clock)

    it.compose(_query(), _found(shelf, *TEXTS))

    assert len(model.asked) == 1


def test_kept_reply_leaves_time_for_a_second_call(shelf: Shelf) -> None:
    """A reply from the cache tells how long it took once, not how long it took now."""
    kept = replied(said("fel", [1], ["Kostnaden"]), seconds=19.0)
    model = QueueModel(kept)

    composer(shelf, model, stops("fel")).compose(_query(), _found(shelf, *TEXTS))

    assert len(model.asked) == 2


@pytest.mark.parametrize(("form", "most"), [("open", 8), ("decision", 8), ("list", 12)])
def test_statements_are_few(shelf: Shelf, form: Form, most: int) -> None:
    texts = [f"Del {chr(97 + i)}{chr(98 + i)}ord kostar {i + 2} kronor." for i in range(20)]
    many = [said(f"Den kostar {i} kr.", [i % 20 + 1], ["kostar"]) for i in range(400)]

    draft = composer(shelf, QueueModel(replied(*many))).compose(_query(form), _found(shelf, *texts))

    assert 0 < len(draft.statements) <= most


def test_quoted_words_are_few_and_what_was_left_out_for_it_is_reported(shelf: Shelf) -> None:
    texts = [f"{' '.join(f'{c}{d}ord' for d in 'abcdefghij')} " * 8 + "slut." for c in "abcd"]
    each = [said(f"Sak {i}.", [i], ["slut"]) for i in (1, 2, 3, 4)]

    draft = composer(shelf, QueueModel(replied(*each))).compose(_query(), _found(shelf, *texts))

    spans = {span for one in draft.statements for span in one.spans}
    assert sum(len(span.quote.split()) for span in spans) <= 250
    assert _reasons(draft) == ["too_many_words"]


def _decided(shelf: Shelf) -> list[Candidate]:
    """What recommends, and what speaks for and against it."""
    recommended = shelf.add("a.txt", DOES_JOIN, role="recommendation")
    against = shelf.add("b.txt", "Det finns en risk att ord0 blir dyrare.")
    rest = [shelf.add(f"{i}.txt", t)[0] for i, t in enumerate((COSTS, STAFF))]
    return [candidate_of(c.sentence, relevance=20.0) for c in (*recommended, *against, *rest)]


def test_what_a_decision_needs_and_the_model_left_out_stands_beside_its_words(shelf: Shelf) -> None:
    found = _decided(shelf)
    plain = ExtractiveComposer(shelf).compose(_query("decision"), found)
    vital = [one for one in plain.statements if one.role != "finding"]
    assert vital, "the sources have nothing vital"
    number = 1 + [s.spans[0].quote for s in plain.statements].index(COSTS)
    model = QueueModel(replied(said("Kostnaden delas.", [number], ["Kostnaden"], "finding")))

    draft = composer(shelf, model).compose(_query("decision"), found)

    assert _texts(draft)[0] == "Kostnaden delas."
    assert list(draft.statements[1:]) == vital


def test_what_is_vital_takes_the_place_of_what_is_not_where_both_are_too_much(shelf: Shelf) -> None:
    found = _decided(shelf)
    plain = ExtractiveComposer(shelf).compose(_query("decision"), found)
    vital = {one.role for one in plain.statements} - {"finding"}
    eight = [said(f"Sak {i}.", [1], [DOES_JOIN]) for i in range(8)]

    draft = composer(shelf, QueueModel(replied(*eight))).compose(_query("decision"), found)

    assert len(draft.statements) == 8
    assert vital <= {one.role for one in draft.statements}
    assert _texts(draft)[0] == "Sak 0."


@pytest.mark.parametrize(
    ("text", "composed"),
    [("Kostnaden delas.", "extractive_fallback"), ("De är 12 kommuner.", "generative")],
)
def test_answer_to_how_much_has_its_number(shelf: Shelf, text: str, composed: str) -> None:
    found = _found(shelf, "Kostnaden delas av 12 kommuner.")

    draft = composer(shelf, QueueModel(replied(said(text, [1], ["Kostnaden"])))).compose(
        _query("figure"), found
    )

    assert _composed(draft) == composed


@pytest.mark.parametrize(("told", "composed"), [(1, "extractive_fallback"), (2, "generative")])
def test_list_of_the_model_is_not_much_shorter_than_that_of_the_sources(
    shelf: Shelf, told: int, composed: str
) -> None:
    found = _found(shelf, *TEXTS, DOES_JOIN)
    each = [said(f"Sak {i}.", [i], [text.split()[0]]) for i, text in enumerate(TEXTS, 1)]

    draft = composer(shelf, QueueModel(replied(*each[:told]))).compose(_query("list"), found)

    assert _composed(draft) == composed


def test_what_may_be_on_something_else_is_not_missed(shelf: Shelf) -> None:
    best, other = _found(shelf, "Nämnden bör köpa ord0.", "Risken är att ord0 flagnar.")
    found = [best, replace(other, score=best.score - 1.9)]
    plain = ExtractiveComposer(shelf).compose(_query("decision"), found)
    told = replied(said("Köpet.", [1], ["köpa"], role=plain.statements[0].role))

    draft = composer(shelf, QueueModel(told)).compose(_query("decision"), found)

    assert [s.bearing for s in plain.statements] == ["close", "loose"]
    assert plain.statements[1].role == "argument_against"
    assert _texts(draft) == ["Köpet."]


@pytest.mark.parametrize(
    "status", [s for s in get_args(Status) if s not in ("answered", "partial")]
)
def test_question_that_is_not_answered_is_never_sent(shelf: Shelf, status: Status) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"])))

    draft = composer(shelf, model).compose(_query(status=status), _found(shelf, *TEXTS))

    assert draft.status == status
    assert model.asked == []
    assert draft.written_by is None


def test_question_that_nothing_answers_is_never_sent(shelf: Shelf) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"])))

    draft = composer(shelf, model).compose(_query(), [])

    assert draft.status == "no_evidence"
    assert model.asked == []


def test_question_about_a_person_skips_the_model(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"])))
    asked = "Vem är 19121212-1212?"

    with caplog.at_level(logging.DEBUG):
        draft = composer(shelf, model).compose(_query(asked=asked), _found(shelf, *TEXTS))

    assert model.asked == []
    assert _composed(draft) == "extractive_fallback"
    assert "1212" not in caplog.text + str([vars(record) for record in caplog.records])


def test_what_tells_of_a_person_is_masked_in_question_and_profile(shelf: Shelf) -> None:
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"])))
    goals = ("Fråga anna.berg@exempel.se om målen för alla e-tjänster",)
    profile = Profile("Lilla kommun", 9_000, goals=goals)
    asked = "Vad kostar det för kommunen? Svara till anna.berg@exempel.se tack"
    query = _query(asked=asked)
    query = replace(query, question=replace(query.question, profile=profile))

    composer(shelf, model).compose(query, _found(shelf, *TEXTS))

    sent = model.asked[0].system + model.asked[0].user + model.asked[0].key
    assert "anna.berg" not in sent
    assert "Lilla kommun" in sent
    assert "Vad kostar det för kommunen?" in sent


def test_same_question_is_the_same_request_for_whoever_keeps_replies(shelf: Shelf) -> None:
    found = _found(shelf, *TEXTS)
    model = QueueModel(replied(said("fel", [1], ["Kostnaden"])))

    for secret in (b"one", b"two"):
        composer(shelf, model, stops("fel"), secret=secret).compose(_query(), found)

    first, first_again, second, second_again = model.asked
    assert (first.key, first_again.key) == (second.key, second_again.key)
    assert first.key != first_again.key
    assert first.user != second.user


@pytest.mark.parametrize("other", ["asked", "evidence", "language"])
def test_another_question_evidence_or_language_is_another_request(other: str) -> None:
    keys = []
    for changed in (False, True):
        shelf, model = Shelf(), QueueModel(replied())
        query = _query(asked="Hur dyrt blir det?" if changed and other == "asked" else "Hur dyrt?")
        language: Language | None = "en" if changed and other == "language" else None
        query = replace(query, question=replace(query.question, language=language))
        texts = (*TEXTS, DOES_JOIN) if changed and other == "evidence" else TEXTS
        composer(shelf, model).compose(query, _found(shelf, *texts))
        keys.append(model.asked[0].key)

    assert keys[0] != keys[1]


def test_statement_is_offered_as_soon_as_it_is_proven_and_no_other(shelf: Shelf) -> None:
    offered: list[DraftStatement] = []
    model = QueueModel(replied(said("Kostnaden delas.", [1], ["Kostnaden"]), said(MADE_UP, [9])))

    draft = composer(shelf, model).compose(_query(), _found(shelf, *TEXTS), offered.append)

    assert tuple(offered) == draft.statements


def test_check_is_asked_with_the_pieces_that_the_statement_names(shelf: Shelf) -> None:
    seen: list[tuple[str, Language, list[int]]] = []

    def check(text: str, language: Language, evidence: Sequence[Evidence]) -> str | None:
        seen.append((text, language, [one.number for one in evidence]))
        return None

    model = QueueModel(replied(said("Båda.", [2, 1, 2], ["Kostnaden", "Personalen"])))

    composer(shelf, model, check).compose(_query(), _found(shelf, *TEXTS))

    assert seen == [("Båda.", "sv", [2, 1])]


def test_model_that_speaks_at_random_never_breaks_the_answer(shelf: Shelf) -> None:
    rng = random.Random(8)
    found = _found(shelf, *TEXTS)
    parts: list[object] = [
        None,
        True,
        1.5,
        "x",
        [],
        {},
        10**30,
        "\ud800",
        "\x00",
        ["Kostnaden"],
        [1],
    ]

    class Babbling:
        name, where = "openai:m", "llm.example.se"

        def ask(self, _request: ModelRequest, _hear: Hear | None = None) -> ModelReply:
            keys = ("role", "text", "evidence", "words")
            made = [{key: rng.choice(parts) for key in keys} for _ in range(rng.randrange(4))]
            return ModelReply(json.dumps({"statements": made}), 0, 0, 0.0)

        def forget(self, _request: ModelRequest) -> None:
            pass

    for _ in range(300):
        draft = composer(shelf, Babbling(), passes).compose(_query(), found)

        assert draft.statements
        assert _composed(draft) == "extractive_fallback"
