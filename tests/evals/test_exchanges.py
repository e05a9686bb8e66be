"""Exchanges with a language model: written down, and given again to the same questions alone."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.errors import BadInputError
from advisor.llm.model import ModelError
from evals.exchanges import RecordingModel, ReplayingModel, exchange_key, load_exchanges
from evals.stand_in import EXCHANGES
from tests.llm.models import REPLY, QueueModel, request_of

HEAD = '{"model": "openai:m", "where": "here"}\n'


def test_recorded_reply_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "exchanges.jsonl"
    RecordingModel(QueueModel(REPLY), path).ask(request_of("Vad kostar det?"))

    replaying = ReplayingModel(load_exchanges(path))

    assert replaying.ask(request_of("Vad kostar det?")) == REPLY
    assert (replaying.name, replaying.missing) == ("openai:m", 0)


def test_recorded_failure_fails_again(tmp_path: Path) -> None:
    path = tmp_path / "exchanges.jsonl"
    recording = RecordingModel(QueueModel("declined"), path)
    with pytest.raises(ModelError):
        recording.ask(request_of())

    with pytest.raises(ModelError) as failed:
        ReplayingModel(load_exchanges(path)).ask(request_of())

    assert failed.value.reason == "declined"


def test_what_was_not_recorded_fails_and_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "exchanges.jsonl"
    RecordingModel(QueueModel(), path).ask(request_of("Vad kostar det?"))
    replaying = ReplayingModel(load_exchanges(path))

    with pytest.raises(ModelError):
        replaying.ask(request_of("Vad kostar det då?"))

    assert replaying.missing == 1


def test_question_is_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "exchanges.jsonl"

    RecordingModel(QueueModel(), path).ask(request_of("Vad kostar Hemliga Huset?"))

    assert "Hemliga" not in path.read_text(encoding="utf-8")


def test_mark_around_the_evidence_makes_no_difference() -> None:
    one, other = (f"<<<{mark}\nBelägg.\n{mark}>>>" for mark in ("a" * 24, "b" * 24))

    assert exchange_key(request_of(one)) == exchange_key(request_of(other))


@pytest.mark.parametrize(
    "change",
    [
        lambda request: replace(request, user="Något annat."),
        lambda request: replace(request, system="You answer otherwise."),
        lambda request: replace(request, schema={"type": "array"}),
    ],
    ids=["user", "system", "schema"],
)
def test_all_else_that_is_asked_does(change: Callable[..., object]) -> None:
    asked = request_of("<<<" + "a" * 24)

    assert exchange_key(asked) != exchange_key(change(asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "which model"),
        ('{"asked": "a", "reply": {"text": "{}", "tokens_in": 1}}\n', "line 1"),
        (HEAD + "nonsense\n", "line 2"),
        (HEAD + '{"asked": "a"}\n', "no 'reply'"),
        (HEAD + '{"asked": "a", "reply": {"text": 1}}\n', "no text"),
        (HEAD + '{"asked": "a", "failed": "moon"}\n', "moon"),
    ],
)
def test_file_that_holds_no_exchanges_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "exchanges.jsonl"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInputError, match=said):
        load_exchanges(path)


def test_file_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="Name another"):
        RecordingModel(QueueModel(), tmp_path)


def test_exchanges_of_the_project_say_that_no_model_made_them() -> None:
    recorded = load_exchanges(EXCHANGES)

    assert "no language model" in recorded.model
    assert len(recorded.replies) >= 12
    assert all("statements" in json.loads(r.text) for r in recorded.replies.values())  # type: ignore[union-attr]
