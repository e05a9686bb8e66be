"""How one question becomes one answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol
from uuid import uuid4

from advisor.answers.citations import Citer
from advisor.answers.reporting import Reporter
from advisor.types import (
    Answer,
    Candidate,
    Composer,
    Hit,
    Provenance,
    Query,
    Question,
    Retriever,
    Stage,
    Watch,
)
from advisor.vocabulary import Language, Status

HITS = 80  # passages whose sentences are looked at


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
        with clock("compose"):
            draft = self._composer.compose(query, candidates)
        with clock("cite"):
            cited = self._citer.cite(draft, watch)
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
            provenance=replace(self._provenance, seconds=clock.seconds),
            strength=report.strength,
            caveats=report.caveats,
            nearest=cited.nearest,
            next_questions=report.next_questions,
            choices=report.choices,
            profile_effect=report.profile_effect,
            unsupported=cited.unsupported,
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
