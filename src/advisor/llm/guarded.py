"""Asks a model within bounds: of time, money and calls, and of what may be sent and logged."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from advisor.llm.breaker import Breaker
from advisor.llm.budget import UNCHARGED, CallRate, Reservation, Spending
from advisor.llm.cache import ReplyCache
from advisor.llm.masking import tells_of_a_person
from advisor.llm.model import Hear, Model, ModelError, ModelReply, ModelRequest, Reason

# A failure that says nothing about how the server fares.
_NOT_ITS_FAULT: frozenset[Reason] = frozenset({"declined", "cut_short"})

_log = logging.getLogger(__name__)


class GuardedModel:
    """A model with all that stands between it and a question; threads may share it.

    What was asked is never logged, unless `log_prompts`. `most_tokens` and `seconds` hold for
    every request, whatever it asks for itself. Without `spending` there is no limit of money.
    """

    def __init__(
        self,
        model: Model,
        *,
        breaker: Breaker,
        rate: CallRate,
        cache: ReplyCache,
        spending: Spending | None,
        most_tokens: int,
        seconds: float,
        log_prompts: bool = False,
    ) -> None:
        self._model = model
        self._breaker = breaker
        self._rate = rate
        self._cache = cache
        self._spending = spending
        self._most_tokens = most_tokens
        self._seconds = seconds
        self._log_prompts = log_prompts

    @property
    def name(self) -> str:
        """As ADVISOR_LLM names it."""
        return self._model.name

    @property
    def where(self) -> str:
        """The host that it runs on."""
        return self._model.where

    @property
    def cache(self) -> ReplyCache:
        """What is kept of its replies; to be told which index is in use."""
        return self._cache

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        """Its reply, or one that is kept, which is not heard; ModelError where there is none."""
        request = self._bounded(request)
        begun = time.monotonic()
        try:
            kept = self._cache.get(request, self.name)
            reply = kept or self._asked(request, hear)
        except ModelError as error:
            self._note(request, error.reason, begun, None)
            raise
        self._note(request, "kept" if kept else "answered", begun, reply)
        return reply

    def forget(self, request: ModelRequest) -> None:
        """Keep the reply no longer."""
        self._cache.drop(self._bounded(request), self.name)

    def _bounded(self, request: ModelRequest) -> ModelRequest:
        return replace(
            request,
            most_tokens=min(request.most_tokens, self._most_tokens),
            seconds=min(request.seconds, self._seconds),
        )

    def _asked(self, request: ModelRequest, hear: Hear | None) -> ModelReply:
        if tells_of_a_person(request.system + request.user):
            raise self._error("personal_data")
        if not self._breaker.lets_pass():
            raise self._error("circuit_open")
        try:
            reserved = self._reserve(request)
        except ModelError:
            self._breaker.undecided()
            raise
        try:
            reply = self._model.ask(request, hear)
        except ModelError as error:
            self._failed(error.reason, reserved)
            raise
        except BaseException:
            self._breaker.undecided()
            raise
        self._breaker.succeeded()
        if self._spending and reserved:
            self._spending.settle(reserved, request, reply)
        self._cache.put(request, self.name, reply)
        return reply

    def _reserve(self, request: ModelRequest) -> Reservation | None:
        if request.seconds <= 0:
            raise self._error("timeout")
        if not self._rate.count():
            raise self._error("calls_spent")
        if self._spending is None:
            return None
        reserved = self._spending.reserve(request)
        if reserved is None:
            raise self._error("money_spent")
        return reserved

    def _failed(self, reason: Reason, reserved: Reservation | None) -> None:
        if reason in _NOT_ITS_FAULT:
            self._breaker.succeeded()
        elif self._breaker.failed():
            _log.warning("language model left alone", extra={"model": self.name, "reason": reason})
        if self._spending and reserved and reason in UNCHARGED:
            self._spending.give_back(reserved)

    def _error(self, reason: Reason) -> ModelError:
        return ModelError(reason, self.where)

    def _note(
        self, request: ModelRequest, outcome: str, begun: float, reply: ModelReply | None
    ) -> None:
        told: dict[str, object] = {
            "model": self.name,
            "outcome": outcome,
            "seconds": round(time.monotonic() - begun, 3),
        }
        if reply is not None:
            told |= {"tokens_in": reply.tokens_in, "tokens_out": reply.tokens_out}
        if self._log_prompts:
            told |= {"system": request.system, "user": request.user}
            told |= {"reply": reply.text if reply else None}
        _log.info("language model asked", extra=told)
