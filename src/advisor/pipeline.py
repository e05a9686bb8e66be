"""How one question becomes one answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol
from uuid import uuid4

from advisor.answers.citations import Citer
from advisor.answers.reporting import Reporter, StatusOf
from advisor.types import (
    Answer,
    Candidate,
    Composer,
    Draft,
    Hit,
    Provenance,
    Query,
    Question,
    Retriever,
    Stage,
    Watch,
)
from advisor.vocabulary import Language, Status

HITS = 200  # passages whose sentences are looked at
MOST_OFFERED = 2_000  # questions of which it is remembered whether they are answered


class Understand(Protocol):
    """Turns a question into a query."""

    def understand(self, question: Question) -> Query:
        """The query that a question stands for."""
        ...


class Select(Protocol):
    """Turns passages into scored sentences."""

    def select(self, query: Query, hits: Sequence[Hit]) -> Sequence[Candidate]:
        """Quotable sentences, best first."""
        ...


class Advisor:
    """Answers questions from one index."""

    def __init__(
        self,
        *,
        understanding: Understand,
        retriever: Retriever,
        selector: Select,
        composer: Composer,
        citer: Citer,
        reporter: Reporter,
        provenance: Provenance,
    ) -> None:
        self._understanding = understanding
        self._retriever = retriever
        self._selector = selector
        self._composer = composer
        self._citer = citer
        self._reporter = reporter
        self._provenance = provenance

    def ask(self, question: Question, watch: Watch = lambda _seen: None) -> Answer:
        """The answer, each of its quotes looked up again in the stored sources.

        `watch` is told of each stage when it begins, and of each statement when it is proven.
        """
        clock = _Clock(watch)
        with clock("understand"):
            query = self._understanding.understand(question)
        clock.language = query.answer_language
        with clock("retrieve"):
            hits = self._retriever.retrieve(query, HITS)
        with clock("select"):
            candidates = self._selector.select(query, hits)
        citing = self._citer.begin(watch)
        with clock("compose"):
            draft = self._composer.compose(query, candidates, citing.offer)
        with clock("cite"):
            cited = citing.finish(draft)
        lost = draft.status in ("answered", "partial") and not cited.statements
        status: Status = "no_evidence" if lost else draft.status
        with clock("report"):
            report = self._reporter.report(query, status, cited)
        return Answer(
            id=f"a-{uuid4().hex}",
            created=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            question=question.text,
            standalone_question=query.standalone,
            language=query.answer_language,
            form=query.form,
            status=status,
            summary=report.summary,
            statements=cited.statements,
            provenance=_made_by(draft, replace(self._provenance, seconds=clock.seconds)),
            strength=report.strength,
            caveats=report.caveats,
            nearest=cited.nearest,
            next_questions=report.next_questions,
            choices=report.choices,
            profile_effect=report.profile_effect,
            unsupported=cited.unsupported,
        )


def status_by(
    understanding: Understand, retriever: Retriever, selector: Select, composer: Composer
) -> StatusOf:
    """Tells how far a question would be answered; None where that would be in another language.

    What was told is kept: the same few questions are offered again and again.
    """

    @lru_cache(maxsize=MOST_OFFERED)
    def status_of(text: str, language: Language) -> Status | None:
        query = understanding.understand(Question(text))
        if query.answer_language != language:
            return None
        candidates = selector.select(query, retriever.retrieve(query, HITS))
        return composer.compose(query, candidates, lambda _said: None).status

    return status_of


def _made_by(draft: Draft, provenance: Provenance) -> Provenance:
    author = draft.written_by
    if author is None:
        return provenance
    return replace(
        provenance,
        composer=author.composer,
        model=author.model,
        prompt_version=author.prompt_version,
    )


class _Clock:
    """Seconds by stage."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.seconds: dict[str, float] = {}
        self.language: Language | None = None

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self._watch(Stage(stage, self.language))
        started = time.perf_counter()
        yield
        self.seconds[stage] = round(time.perf_counter() - started, 4)
