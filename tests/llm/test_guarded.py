"""A model is asked within its bounds, and what was asked is not told."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.llm.breaker import REST_SECONDS, Breaker
from advisor.llm.budget import CallRate, Prices, Spending
from advisor.llm.cache import ReplyCache
from advisor.llm.guarded import GuardedModel
from advisor.llm.model import REASONS, ModelError, Reason
from advisor.llm.store import Store
from tests.llm.models import REPLY, Clock, QueueModel, WritingModel, request_of

FIVE_FAILURES: tuple[Reason, ...] = ("timeout",) * 5


def _guarded(
    model: QueueModel | WritingModel,
    folder: Path,
    *,
    per_day: float | None = None,
    most_calls: int = 100,
    clock: Clock | None = None,
    **more: Any,
) -> GuardedModel:
    store = Store(folder)
    limit = None if per_day is None else Spending(store, per_day, Prices(10.0, 50.0))
    return GuardedModel(
        model,
        breaker=Breaker(clock=clock or Clock()),
        rate=CallRate(most_calls, clock or Clock()),
        cache=ReplyCache(store, days=30),
        spending=limit,
        **{"most_tokens": 1000, "seconds": 20.0, **more},
    )


def _reason(model: GuardedModel, **request: Any) -> Reason:
    with pytest.raises(ModelError) as caught:
        model.ask(request_of(**request))
    return caught.value.reason


def test_reply_is_handed_on(tmp_path: Path) -> None:
    model = QueueModel(REPLY)

    assert _guarded(model, tmp_path).ask(request_of()) == REPLY


def test_request_is_cut_to_what_the_settings_allow(tmp_path: Path) -> None:
    model = QueueModel(REPLY)

    _guarded(model, tmp_path).ask(request_of(most_tokens=9_000, seconds=300))
    _guarded(model, tmp_path).ask(request_of(most_tokens=10, seconds=3))

    assert [(one.most_tokens, one.seconds) for one in model.asked] == [(1000, 20.0), (10, 3)]


def test_same_request_is_asked_once(tmp_path: Path) -> None:
    model = QueueModel(REPLY)
    guarded = _guarded(model, tmp_path)

    replies = [guarded.ask(request_of(key="k")) for _ in range(3)]

    assert replies == [REPLY] * 3
    assert len(model.asked) == 1


def test_request_whose_reply_is_forgotten_is_asked_anew(tmp_path: Path) -> None:
    model = QueueModel(REPLY)
    guarded = _guarded(model, tmp_path)
    request = request_of(key="k", most_tokens=9_000)
    guarded.ask(request)

    guarded.forget(request)
    guarded.ask(request)

    assert len(model.asked) == 2


def test_reply_is_heard_from_the_model_and_not_from_what_is_kept(tmp_path: Path) -> None:
    guarded = _guarded(WritingModel((REPLY.text, REPLY)), tmp_path)
    heard: list[str] = []

    replies = [guarded.ask(request_of(key="k"), heard.append) for _ in range(2)]

    assert replies == [REPLY] * 2
    assert "".join(heard) == REPLY.text


def test_call_that_is_ended_by_whoever_hears_it_says_nothing_of_the_server(tmp_path: Path) -> None:
    def stop(_piece: str) -> None:
        raise KeyError

    guarded = _guarded(WritingModel(*[(REPLY.text, REPLY)] * 8), tmp_path)

    for _ in range(7):
        with pytest.raises(KeyError):
            guarded.ask(request_of(), stop)

    assert guarded.ask(request_of()) == REPLY


def test_failure_is_not_kept(tmp_path: Path) -> None:
    guarded = _guarded(QueueModel("server_error", REPLY), tmp_path)

    assert _reason(guarded, key="k") == "server_error"
    assert guarded.ask(request_of(key="k")) == REPLY


def test_after_five_failures_the_model_is_left_alone(tmp_path: Path) -> None:
    model = QueueModel("timeout")
    guarded = _guarded(model, tmp_path)

    reasons = [_reason(guarded) for _ in range(7)]

    assert reasons == ["timeout"] * 5 + ["circuit_open"] * 2
    assert len(model.asked) == 5


def test_after_a_rest_it_is_tried_again(tmp_path: Path) -> None:
    clock = Clock()
    model = QueueModel(*FIVE_FAILURES, REPLY)
    guarded = _guarded(model, tmp_path, clock=clock)
    for _ in range(6):
        _reason(guarded)

    clock.at += REST_SECONDS

    assert guarded.ask(request_of()) == REPLY
    assert guarded.ask(request_of()) == REPLY


@pytest.mark.parametrize("reason", ["declined", "cut_short"])
def test_failure_that_is_not_the_servers_opens_nothing(tmp_path: Path, reason: Reason) -> None:
    guarded = _guarded(QueueModel(reason), tmp_path)

    assert [_reason(guarded) for _ in range(7)] == [reason] * 7


def test_kept_reply_is_given_while_the_model_is_left_alone(tmp_path: Path) -> None:
    guarded = _guarded(QueueModel(REPLY, "timeout"), tmp_path)
    guarded.ask(request_of(key="k"))
    for _ in range(6):
        _reason(guarded)

    assert guarded.ask(request_of(key="k")) == REPLY


def test_calls_over_the_limit_of_a_minute_are_not_made(tmp_path: Path) -> None:
    model = QueueModel(REPLY)
    guarded = _guarded(model, tmp_path, most_calls=2)
    guarded.ask(request_of())
    guarded.ask(request_of())

    assert _reason(guarded) == "calls_spent"
    assert len(model.asked) == 2


def test_money_of_a_day_ends(tmp_path: Path) -> None:
    model = QueueModel(replace(REPLY, tokens_in=0, tokens_out=1000))
    guarded = _guarded(model, tmp_path, per_day=0.12)  # a call costs about 0.05

    guarded.ask(request_of(most_tokens=1000))
    guarded.ask(request_of(most_tokens=1000))

    assert _reason(guarded, most_tokens=1000) == "money_spent"
    assert len(model.asked) == 2


def test_call_that_was_refused_by_the_server_costs_nothing(tmp_path: Path) -> None:
    guarded = _guarded(QueueModel("rate_limited", "rate_limited", REPLY), tmp_path, per_day=0.06)

    assert [_reason(guarded, most_tokens=1000) for _ in range(2)] == ["rate_limited"] * 2
    assert guarded.ask(request_of(most_tokens=1000)) == REPLY


def test_call_that_was_not_answered_in_time_may_have_cost(tmp_path: Path) -> None:
    guarded = _guarded(QueueModel("timeout", REPLY), tmp_path, per_day=0.06)

    assert _reason(guarded, most_tokens=1000) == "timeout"
    assert _reason(guarded, most_tokens=1000) == "money_spent"


def test_identity_number_is_sent_to_nobody(tmp_path: Path) -> None:
    model = QueueModel(REPLY)

    assert _reason(_guarded(model, tmp_path), user="Gäller det 850709-9805?") == "personal_data"
    assert model.asked == []


def test_request_that_has_no_time_left_is_not_made(tmp_path: Path) -> None:
    model = QueueModel(REPLY)

    assert _reason(_guarded(model, tmp_path), seconds=0.0) == "timeout"
    assert model.asked == []


def test_trial_that_fails_unexpectedly_does_not_block_those_that_follow(tmp_path: Path) -> None:
    def broken() -> Any:
        raise KeyboardInterrupt

    clock = Clock()
    guarded = _guarded(QueueModel(*FIVE_FAILURES, broken, REPLY), tmp_path, clock=clock)
    for _ in range(5):
        _reason(guarded)
    clock.at += REST_SECONDS
    with pytest.raises(KeyboardInterrupt):
        guarded.ask(request_of())

    assert guarded.ask(request_of()) == REPLY


def test_log_tells_of_each_call_and_nothing_of_what_was_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "advisor.llm")
    guarded = _guarded(QueueModel(REPLY, "timeout"), tmp_path)
    guarded.ask(request_of("Vad kostar hemtjänsten?", key="k"))
    guarded.ask(request_of("Vad kostar hemtjänsten?", key="k"))
    _reason(guarded, user="Vad kostar hemtjänsten?")

    told = [vars(record) for record in caplog.records]
    assert [one["outcome"] for one in told] == ["answered", "kept", "timeout"]
    assert {one["model"] for one in told} == {"openai:m"}
    assert told[0]["tokens_in"] == 1000
    assert "hemtjänsten" not in str(told)
    assert '{"a": 1}' not in str(told)


def test_log_tells_what_was_sent_where_that_is_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "advisor.llm")

    _guarded(QueueModel(REPLY), tmp_path, log_prompts=True).ask(request_of("Vad kostar det?"))

    told = vars(caplog.records[-1])
    assert (told["system"], told["user"]) == ("You answer.", "Vad kostar det?")
    assert told["reply"] == '{"a": 1}'


@pytest.mark.parametrize("reason", REASONS)
def test_every_failure_says_what_happened_at_which_host(reason: Reason) -> None:
    error = ModelError(reason, "llm.example.se")

    assert str(error).startswith("The language model at llm.example.se ")
    assert error.code == "language_model"
