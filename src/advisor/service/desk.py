"""Where every channel hands in a question: it is answered in its conversation, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advisor.records.answers import AnswerRecords
from advisor.service.limits import Gate
from advisor.service.live_index import LiveIndex
from advisor.service.observers import Observe, Observers
from advisor.types import Answer, Caller, Question, Stage, Statement, Watch
from advisor.vocabulary import Channel

MOST_HISTORY = 10  # earlier questions that a follow-up may lean on

AsData = Callable[[Answer], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, kept as the latest of a conversation."""

    answer: Answer
    conversation: str


class Desk:
    """Answers for callers who are known, as far as the gate lets them pass."""

    def __init__(
        self,
        live: LiveIndex,
        records: AnswerRecords,
        gate: Gate,
        as_data: AsData,
        observe: Observe | None = None,
    ) -> None:
        self._live = live
        self._records = records
        self._gate = gate
        self._as_data = as_data
        self._observe = observe or Observers()

    def ask(
        self,
        question: Question,
        caller: Caller,
        channel: Channel,
        conversation: str | None = None,
        watch: Watch = lambda _seen: None,
    ) -> Answered:
        """Answer and keep the answer; it is on disk when this returns.

        In a conversation, which must be the caller's (NotFoundError), the questions before are the
        history. A question that brings its own history starts a conversation. What the gate
        raises is raised here.
        """
        with self._observe(caller, channel) as tell, self._gate.passing(caller, channel):

            def told(seen: Stage | Statement) -> None:
                watch(seen)
                tell(seen)

            answered = self._answered(question, caller, channel, conversation, told)
            tell(answered.answer)
            return answered

    def _answered(
        self,
        question: Question,
        caller: Caller,
        channel: Channel,
        conversation: str | None,
        watch: Watch,
    ) -> Answered:
        if conversation is not None:
            earlier = self._records.questions(conversation, caller.id, MOST_HISTORY)
            question = replace(question, history=earlier)
        with self._live.lent() as index:
            answer = index.advisor.ask(question, watch)
        data = self._as_data(answer)
        kept_in = self._records.keep(conversation, caller.id, channel, question, answer, data)
        return Answered(answer, kept_in)
