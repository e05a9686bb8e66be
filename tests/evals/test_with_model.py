"""Answers with a language model: what is counted of them, and what is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.bootstrap import open_parts
from advisor.errors import BadInputError
from advisor.index.building import build_index
from advisor.llm.budget import Prices
from advisor.llm.model import ModelReply
from advisor.settings import Settings
from advisor.types import Question
from evals import whole_documents
from evals.command import LlmOptions, Options, evaluate
from evals.exchanges import Recorded, ReplayingModel
from evals.finished import whole_json
from evals.gate import Verdict, with_model
from evals.report import html
from evals.runs import Run
from evals.stand_in import StandIn
from evals.subjects import AdvisorSubject
from evals.tables import model_costs, model_losses
from evals.whole_documents import WholeDocuments
from evals.with_model import (
    WITH_MODEL,
    Call,
    MeteredModel,
    ModelRun,
    Opened,
    Told,
    Way,
    run_with,
    spread,
)
from tests.evals.builders import COUNT, RIGHT, finished_of, gold_of, item_of, question_of
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus
from tests.llm.models import QueueModel, request_of

QUESTION = Question("Vad kostade det att bygga var sin e-tjänst?")
WRITTEN = Told((Call(1000, 100, 2.0),), "generative", ("wrong_number", "wrong_number"))
FELL_BACK = Told((Call(3000, 300, 4.0), Call(failed="timeout")), "extractive_fallback", ("empty",))
REFUSED = Told((), "extractive")
WAY = Way(WITH_MODEL, (RIGHT,), (WRITTEN, FELL_BACK, REFUSED))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a good index."""
    folder = tmp_path_factory.mktemp("built")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    return settings


def _reply(*statements: dict[str, Any]) -> ModelReply:
    return ModelReply(json.dumps({"statements": statements}), 10, 5, 0.5)


def _statement(number: int, words: str) -> dict[str, Any]:
    return {"role": "finding", "text": "Sagt.", "evidence": [number], "words": [words]}


def _whole(settings: Settings, reply: ModelReply | str) -> tuple[WholeDocuments, QueueModel]:
    parts = open_parts(settings)
    model = QueueModel(reply)  # type: ignore[arg-type]  # a reason
    documents = [parts.evidence.document(one.file) for one in parts.evidence.sources()]
    ours = AdvisorSubject("advisor", parts)
    return WholeDocuments(ours, documents, parts.understanding, model, settings), model


# --- What is counted -----------------------------------------------------------------------


def test_figures_are_of_answers_that_asked_the_model() -> None:
    assert len(WAY.asked) == 2
    assert WAY.tokens == (2000, 200)
    assert WAY.seconds == (2.0, 4.0)
    assert WAY.fallbacks == 1


def test_cost_is_of_tokens_in_and_out() -> None:
    assert WAY.cost(Prices(3.0, 15.0)) == pytest.approx(0.009)
    assert WAY.cost(None) is None


def test_what_was_left_out_and_what_failed_is_counted_by_reason() -> None:
    run = ModelRun("m", "here", (WAY,))

    assert model_losses(run) == [
        (WITH_MODEL, "statement left out", "wrong_number", "2"),
        (WITH_MODEL, "statement left out", "empty", "1"),
        (WITH_MODEL, "call failed", "timeout", "1"),
    ]


def test_cost_without_prices_is_said_to_be_unknown_and_not_nothing() -> None:
    [row] = model_costs(ModelRun("m", "here", (WAY,)))

    assert "prices not set" in row


def test_lost_quotes_lower_the_share_of_exact_ones() -> None:
    item = item_of(question_of(COUNT), True, true_quotes=(True, True, True))

    assert Way("w", (item,), (Told((), None, lost_quotes=1),)).exact_share == 0.75
    assert Way("w", (RIGHT,)).exact_share is None


def test_failed_call_is_counted_with_its_reason() -> None:
    metered = MeteredModel(QueueModel("rate_limited"))

    with pytest.raises(Exception, match="too often"):
        metered.ask(request_of())

    assert [call.failed for call in metered.taken()] == ["rate_limited"]
    assert metered.taken() == ()


def test_sample_is_spread_over_dev_alone() -> None:
    golds = [gold_of(COUNT, id=f"sv-{n}", split="test" if n % 2 else "dev") for n in range(12)]

    assert [gold.question.id for gold in spread(golds, 3)] == ["sv-0", "sv-4", "sv-8"]
    assert len(spread(golds, 100)) == 6
    assert spread(golds, None) == golds


# --- Whole documents -----------------------------------------------------------------------


def test_whole_documents_are_sent_with_the_question(built: Settings) -> None:
    subject, model = _whole(built, _reply())

    subject.observe(QUESTION)

    [request] = model.asked
    assert QUESTION.text in request.user
    assert all(json.dumps(one.text, ensure_ascii=False) in request.user for one in subject.given)


def test_quote_that_stands_in_the_document_is_a_citation_in_place(built: Settings) -> None:
    subject, _ = _whole(built, _reply())
    number = [one.source.file for one in subject.given].index("plattform.txt") + 1
    words = "Kostnaden blev hög för båda."

    subject, _ = _whole(built, _reply(_statement(number, words)))
    [statement] = subject.observe(QUESTION).answer["statements"]

    [cited] = statement["citations"]
    assert cited["source"] == "plattform.txt"
    assert cited["raw_quote"] == PLATFORM[cited["raw_start"] : cited["raw_end"]] == words


@pytest.mark.parametrize("words", ["Kostnaden blev låg för båda.", " ", ""])
def test_quote_that_stands_nowhere_is_counted_and_no_citation(words: str, built: Settings) -> None:
    subject, _ = _whole(built, _reply(_statement(1, words), _statement(2, words)))

    answer = subject.observe(QUESTION).answer

    assert [made["citations"] for made in answer["statements"]] == [[], []]
    assert [one["reason"] for one in answer["unsupported"]] == ["quote_not_found"] * 2


@pytest.mark.parametrize(
    "reply", ["timeout", ModelReply("[]", 1, 1, 0.1), ModelReply("no", 1, 1, 0.1), _reply()]
)
def test_reply_without_statements_is_no_answer(reply: ModelReply | str, built: Settings) -> None:
    subject, _ = _whole(built, reply)

    assert subject.observe(QUESTION).answer["status"] == "no_evidence"


def test_document_that_has_no_room_is_left_out_whole(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shortest = min(PLATFORM, BUDGET, key=len)
    monkeypatch.setattr(whole_documents, "CONTEXT_TOKENS", len(shortest) / 3 + 5)

    subject, _ = _whole(built, _reply())

    assert len(subject.given) == 1


# --- A run ---------------------------------------------------------------------------------


def test_same_questions_are_answered_with_the_model_and_without(built: Settings) -> None:
    gold = gold_of(COUNT)
    opened = Opened(StandIn(), [gold])

    run = run_with(opened, built, {}, [RIGHT, item_of(question_of(COUNT, id="sv-9"), True)])

    assert [len(way.items) for way in run.ways] == [1, 1, 1]
    assert run.model == StandIn.name


def test_missing_exchanges_are_told_and_too_many_are_a_problem(built: Settings) -> None:
    opened = Opened(ReplayingModel(Recorded("m", "here", {})), [gold_of(COUNT)])

    run = run_with(opened, built, {}, [RIGHT])

    assert run.missing == run.calls > 0
    assert any("Record them anew" in why for why in with_model(Verdict(()), run).problems)


def test_quote_with_the_model_that_does_not_stand_is_a_problem() -> None:
    item = item_of(question_of(COUNT), True, true_quotes=(True, False))

    verdict = with_model(Verdict(()), ModelRun("m", "here", (Way(WITH_MODEL, (item,)),)))

    assert any("does not stand" in why for why in verdict.problems)
    assert with_model(Verdict(()), None).is_passed


def test_report_and_results_tell_of_the_model() -> None:
    run = Run(finished_of(RIGHT).run.advisor, with_model=ModelRun("modell-7", "host", (WAY,)))
    finished = finished_of(RIGHT, run=run)

    page, results = html(finished), whole_json(finished)

    assert "modell-7" in page
    assert "wrong_number" in page
    assert results["with_model"]["ways"][0]["fallbacks"] == 1
    assert "With a language model" not in html(finished_of(RIGHT))


def test_llm_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, corpus=Path("corpus"))
    options = Options(quick=True, out=tmp_path / "out", llm=LlmOptions())

    with pytest.raises(BadInputError, match="Set ADVISOR_LLM"):
        evaluate(settings, options, lambda _what, _share: None)
