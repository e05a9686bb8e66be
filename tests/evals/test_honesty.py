"""Answerers that cheat are caught, each by the figure that is there to catch it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from advisor.bootstrap import open_parts
from advisor.types import Question
from evals.gold import CORPUS, QUESTIONS, Located, load_questions, load_raws, locate
from evals.measuring import Measured, measure
from evals.metrics import figures_of, invariants
from evals.peers import passages_shown
from evals.scoring import REFUSED
from evals.spans import Passages, RawSpan
from evals.statistics import Figure
from evals.subjects import AdvisorSubject, Observation
from tests.fakes import settings_in

SHOWN = 8


@pytest.fixture(scope="module")
def raws() -> dict[str, str]:
    return load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])


@pytest.fixture(scope="module")
def gold(raws: dict[str, str]) -> list[Located]:
    """The Swedish dev questions: enough to tell an honest answerer from one that is not."""
    asked = load_questions(QUESTIONS)
    chosen = [item for item in asked if item.split == "dev" and item.language == "sv"]
    return [locate(question, raws) for question in chosen]


@pytest.fixture(scope="module")
def advisor(indexed_data: Path) -> AdvisorSubject:
    settings = settings_in(indexed_data, corpus=CORPUS, data=indexed_data)
    return AdvisorSubject("advisor", open_parts(settings, use_chroma=False))


@pytest.fixture(scope="module")
def honest(
    advisor: AdvisorSubject, gold: Sequence[Located], raws: Mapping[str, str]
) -> dict[str, Figure]:
    return figures_of(measure(advisor, gold, raws).items)


@dataclass(frozen=True)
class Cheat:
    """Answers in advisor's place; what it does with a question is its subclass's matter."""

    advisor: AdvisorSubject
    raws: Mapping[str, str]
    name: str = "cheat"

    @property
    def passages(self) -> Passages:
        return self.advisor.passages

    @property
    def reading(self) -> Mapping[str, str]:
        return self.raws

    def place(self, source: str, start: int, end: int) -> RawSpan:
        return RawSpan(source, start, end)

    def observe(self, question: Question) -> Observation:
        raise NotImplementedError

    def show(self, spans: Sequence[RawSpan]) -> Observation:
        return Observation(passages_shown(spans, self.raws), tuple(spans))


class RandomPassages(Cheat):
    """Shows passages that have nothing to do with the question."""

    def observe(self, question: Question) -> Observation:
        return self.show(random.Random(question.text).sample(self.passages.spans, SHOWN))


class WholeSections(Cheat):
    """Shows all of the text around the best passages, as if length were an answer."""

    def observe(self, question: Question) -> Observation:
        best = self.advisor.observe(question).retrieved[:SHOWN]
        return self.show([self._around(span) for span in best])

    def _around(self, span: RawSpan) -> RawSpan:
        end = min(span.end + 3000, len(self.raws[span.source]))
        return RawSpan(span.source, max(span.start - 3000, 0), end)


class NeverRefuses(Cheat):
    """Answers as advisor does, and where it refuses, with the passages nearest."""

    def observe(self, question: Question) -> Observation:
        seen = self.advisor.observe(question)
        if seen.answer["status"] not in REFUSED:
            return replace(seen, answer=_in_raw_offsets(seen.answer))
        return self.show(seen.retrieved[:SHOWN] or self.passages.spans[:SHOWN])


class AlwaysRefuses(Cheat):
    """Says nothing, so that nothing can be wrong."""

    def observe(self, question: Question) -> Observation:  # noqa: ARG002 - whatever is asked
        return self.show([])


class AltersQuotes(Cheat):
    """Shows the best passages with a word changed in each."""

    def observe(self, question: Question) -> Observation:
        seen = self.show(self.advisor.observe(question).retrieved[:SHOWN])
        for made in seen.answer["statements"]:
            for cited in made["citations"]:
                cited["quote"] = made["text"] = f"Alla {cited['quote']}"
        return seen


class ShowsOtherWords(Cheat):
    """Is graded on the best passages, and shows the reader the beginning of the source."""

    def observe(self, question: Question) -> Observation:
        seen = self.show(self.advisor.observe(question).retrieved[:SHOWN])
        for made in seen.answer["statements"]:
            for cited in made["citations"]:
                shown = self.raws[cited["source"]][:200]
                made["text"] = shown
                cited.update(quote=shown, start=0, end=200)
        return seen


def _in_raw_offsets(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with quotes as the raw text has them: the cheat's reading text is the raw one."""
    spans = [cited for made in answer["statements"] for cited in made["citations"]]
    for cited in [*spans, *answer["nearest"]]:
        cited.update(quote=cited["raw_quote"], start=cited["raw_start"], end=cited["raw_end"])
    return dict(answer)


@pytest.fixture(scope="module")
def figures(advisor: AdvisorSubject, gold: Sequence[Located], raws: Mapping[str, str]) -> Any:
    """The figures of a cheat, and what it was measured from."""

    def _figures(cheat: type[Cheat]) -> tuple[dict[str, Figure], Measured]:
        measured = measure(cheat(advisor, raws), gold, raws)
        return figures_of(measured.items), measured

    return _figures


def test_the_honest_answerer_keeps_every_invariant(
    advisor: AdvisorSubject, gold: Sequence[Located], raws: Mapping[str, str]
) -> None:
    measured = measure(advisor, gold[:40], raws)

    assert all(figure.value == 1.0 and figure.n for figure in invariants(measured.items).values())


def test_random_passages_cover_nothing(figures: Any, honest: dict[str, Figure]) -> None:
    found, _ = figures(RandomPassages)

    assert found["strict_vital_score"].high < 0.15
    assert found["strict_vital_score"].high < honest["strict_vital_score"].low
    assert found["nDCG@10"].value < 0.1
    assert found["truthfulness"].value < -0.8


def test_whole_sections_are_long_and_what_comes_late_does_not_count(
    figures: Any, honest: dict[str, Figure]
) -> None:
    found, _ = figures(WholeSections)

    assert found["answer_words"].value > 5 * honest["answer_words"].value
    assert found["strict_vital_score"].high < honest["strict_vital_score"].low
    assert found["attribution_precision"].high < honest["attribution_precision"].low


def test_who_never_refuses_is_caught_by_the_questions_without_an_answer(
    figures: Any, honest: dict[str, Figure]
) -> None:
    found, _ = figures(NeverRefuses)

    assert found["deflection_tpr"].value == 0.0
    assert honest["deflection_tpr"].value > 0.5
    assert found["truthfulness"].high < honest["truthfulness"].value


def test_who_always_refuses_is_caught_by_the_questions_with_one(
    figures: Any, honest: dict[str, Figure]
) -> None:
    found, _ = figures(AlwaysRefuses)

    assert found["deflection_fpr"].value == 1.0
    assert found["strict_vital_score"].value == 0.0
    assert honest["deflection_fpr"].high < 0.5


def test_altered_quotes_break_the_invariant(figures: Any) -> None:
    _, measured = figures(AltersQuotes)

    assert invariants(measured.items)["quote_fidelity"].value == 0.0


def test_words_other_than_those_graded_break_the_invariant(figures: Any) -> None:
    found, measured = figures(ShowsOtherWords)

    assert found["strict_vital_score"].value > 0
    assert invariants(measured.items)["quote_fidelity"].value < 0.1
