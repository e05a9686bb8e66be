"""Answers that a language model takes part in: what they hold, cost and leave out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from advisor.bootstrap import Parts, open_parts
from advisor.llm.budget import Prices
from advisor.llm.model import Hear, Model, ModelError, ModelReply, ModelRequest, Reason
from advisor.settings import Settings
from advisor.types import Document, Question
from evals.exchanges import ReplayingModel
from evals.gold import Located
from evals.measuring import measured, observe
from evals.metrics import Group, Item, figures_of, grouped
from evals.statistics import Figure, percentile
from evals.subjects import AdvisorSubject, Observation, Subject
from evals.whole_documents import QUOTE_NOT_FOUND, WholeDocuments

WITH_MODEL = "advisor with a model"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the model."""

    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    failed: Reason | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: the calls it took, who wrote it and what was left out of it."""

    calls: tuple[Call, ...]
    composer: str | None
    left_out: tuple[str, ...] = ()  # reasons
    lost_quotes: int = 0  # given as the words of a document in which they do not stand

    @property
    def seconds(self) -> float:
        """Spent with the model."""
        return sum(call.seconds for call in self.calls)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of answering, over the questions that the model was given."""

    name: str
    items: tuple[Item, ...]
    told: tuple[Told, ...] = ()  # empty: it has no model

    @property
    def figures(self) -> dict[Group, Mapping[str, Figure]]:
        """The totals by split and language."""
        return {
            group: figures_of(items)
            for group, items in grouped(self.items).items()
            if group.trait == "all"
        }

    @property
    def asked(self) -> list[Told]:
        """The answers for which the model was called; a refusal needs none."""
        return [told for told in self.told if told.calls]

    @property
    def fallbacks(self) -> int:
        """Answers given in the sources' own words because the model's could not be used."""
        return sum(told.composer == "extractive_fallback" for told in self.told)

    @property
    def left_out(self) -> Counter[str]:
        """Statements that were not shown, by reason."""
        return Counter(why for told in self.told for why in told.left_out)

    @property
    def failures(self) -> Counter[str]:
        """Calls that gave nothing, by reason."""
        return Counter(call.failed for told in self.told for call in told.calls if call.failed)

    @property
    def seconds(self) -> tuple[float, float]:
        """(p50, p95) with the model, of the answers that asked it."""
        taken = [told.seconds for told in self.asked] or [0.0]
        return percentile(taken, 0.5), percentile(taken, 0.95)

    @property
    def tokens(self) -> tuple[float, float]:
        """(in, out) for an answer that asked it, on average."""
        calls = [call for told in self.asked for call in told.calls]
        answers = len(self.asked) or 1
        sent, received = (sum(c.tokens_in for c in calls), sum(c.tokens_out for c in calls))
        return sent / answers, received / answers

    @property
    def exact_share(self) -> float | None:
        """Of the quotes that were given as such; None: there were none."""
        true = [hit for item in self.items for hit in item.score.true_quotes]
        quotes = len(true) + sum(told.lost_quotes for told in self.told)
        return sum(true) / quotes if quotes else None

    def cost(self, prices: Prices | None) -> float | None:
        """Of an answer that asked the model, on average; None: prices are not set."""
        if prices is None:
            return None
        sent, received = self.tokens
        return (sent * prices.tokens_in + received * prices.tokens_out) / _MILLION


@dataclass(frozen=True, slots=True)
class ModelRun:
    """The same questions with a model, without it, and with nothing but it and the documents."""

    model: str
    where: str
    ways: tuple[Way, ...]
    prices: Prices | None = None
    missing: int = 0  # calls of which nothing was recorded

    @property
    def calls(self) -> int:
        """All that were made."""
        return sum(len(told.calls) for way in self.ways for told in way.told)


@dataclass(frozen=True, slots=True)
class Opened:
    """A model that is ready to take part, and the questions that it is given."""

    model: Model
    questions: Sequence[Located]
    prices: Prices | None = None


class MeteredModel:
    """A model whose calls are counted."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._calls: list[Call] = []

    @property
    def name(self) -> str:
        """That of the model."""
        return self._model.name

    @property
    def where(self) -> str:
        """Where it runs."""
        return self._model.where

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        """What the model gives."""
        begun = time.monotonic()
        try:
            reply = self._model.ask(request, hear)
        except ModelError as error:
            self._calls.append(Call(seconds=time.monotonic() - begun, failed=error.reason))
            raise
        self._calls.append(Call(reply.tokens_in, reply.tokens_out, reply.seconds))
        return reply

    def forget(self, request: ModelRequest) -> None:
        """As the model does."""
        self._model.forget(request)

    def taken(self) -> tuple[Call, ...]:
        """The calls since this was last asked."""
        calls, self._calls = tuple(self._calls), []
        return calls


def run_with(
    opened: Opened, settings: Settings, raws: Mapping[str, str], without: Sequence[Item]
) -> ModelRun:
    """The ways of answering, side by side; `without` are advisor's own items, of all questions."""
    model, questions = opened.model, opened.questions
    metered = MeteredModel(model)
    ids = {gold.question.id for gold in questions}
    with closing(open_parts(settings, model=metered)) as parts:
        ours = AdvisorSubject(WITH_MODEL, parts)
        whole = WholeDocuments(ours, _documents(parts), parts.understanding, metered, settings)
        ways = [_way(subject, metered, questions, raws) for subject in (ours, whole)]
    alone = Way("advisor", tuple(item for item in without if item.question.id in ids))
    missing = model.missing if isinstance(model, ReplayingModel) else 0
    return ModelRun(model.name, model.where, (alone, *ways), opened.prices, missing)


def prices_of(settings: Settings) -> Prices | None:
    """What tokens cost, where both prices are set."""
    if settings.llm_price_in is None or settings.llm_price_out is None:
        return None
    return Prices(settings.llm_price_in, settings.llm_price_out)


def spread(questions: Sequence[Located], count: int | None) -> list[Located]:
    """So many dev questions, evenly over the file; None: all questions."""
    if count is None:
        return list(questions)
    own = [gold for gold in questions if gold.question.split == "dev"]
    count = min(count, len(own))
    return [own[place * len(own) // count] for place in range(count)]


class _Listening:
    """A subject of which is kept what each answer took."""

    def __init__(self, subject: Subject, metered: MeteredModel) -> None:
        self._subject = subject
        self._metered = metered
        self.name = subject.name
        self.told: list[Told] = []
        self.passages, self.reading, self.place = subject.passages, subject.reading, subject.place

    def observe(self, question: Question) -> Observation:
        """The same, noted."""
        self._metered.taken()
        seen = self._subject.observe(question)
        self.told.append(_told(seen.answer, self._metered.taken()))
        return seen


def _way(
    subject: Subject,
    metered: MeteredModel,
    questions: Sequence[Located],
    raws: Mapping[str, str],
) -> Way:
    listening = _Listening(subject, metered)
    observed = observe(listening, questions)
    found = measured(subject.name, subject, questions, observed, raws)
    return Way(subject.name, found.items, tuple(listening.told))


def _told(answer: Mapping[str, Any], calls: tuple[Call, ...]) -> Told:
    reasons = [one["reason"] for one in answer["unsupported"]]
    return Told(
        calls,
        answer["provenance"]["composer"],
        tuple(why for why in reasons if why != QUOTE_NOT_FOUND),
        reasons.count(QUOTE_NOT_FOUND),
    )


def _documents(parts: Parts) -> list[Document]:
    return [parts.evidence.document(source.file) for source in parts.evidence.sources()]
