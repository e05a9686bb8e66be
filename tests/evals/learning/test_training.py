"""What was learned from lies in the sources and is no gold question."""

from __future__ import annotations

from itertools import pairwise

import pytest

from evals.gold import CORPUS, QUESTIONS, load_questions, load_raws
from evals.learning.training import TrainingQuestion, load_training
from tests.evals.learning.nearness import NEARLY, share_in_common, telling_words


@pytest.fixture(scope="module")
def training() -> list[TrainingQuestion]:
    return load_training()


def test_every_training_question_has_an_id_of_its_own(training: list[TrainingQuestion]) -> None:
    ids = sorted(question.id for question in training)

    assert len(ids) > 3000
    assert [one for one, other in pairwise(ids) if one == other] == []


def test_every_training_question_is_in_a_fold_and_has_an_answer(
    training: list[TrainingQuestion],
) -> None:
    assert {question.fold for question in training} == {"a", "b"}
    assert [q.id for q in training if not (q.question.strip() and q.nuggets)] == []
    assert [q.id for q in training if not all(q.nuggets)] == []


def test_every_place_of_the_training_questions_lies_inside_its_source(
    training: list[TrainingQuestion],
) -> None:
    raws = load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])
    places = [
        (question.id, span)
        for question in training
        for span in (*(span for nugget in question.nuggets for span in nugget), *question.also)
    ]

    outside = [
        f"{id} at {span.id}"
        for id, span in places
        if not 0 <= span.start < span.end <= len(raws.get(span.source, ""))
        or not raws[span.source][span.start : span.end].strip()
    ]

    assert len(places) > len(training)
    assert outside == []


def test_questions_that_share_most_of_their_words_are_nearly_the_same() -> None:
    asked = telling_words("Vad kostar det att måla kommunens broar om våren?", "sv")
    likewise = telling_words("Vad kostar det kommunen att måla kommunens broar om VAREN?", "sv")
    other = telling_words("Vad kostar det att sopa gatorna?", "sv")

    assert share_in_common(asked, likewise) >= NEARLY > share_in_common(asked, other) > 0
    assert share_in_common(frozenset(), frozenset()) == 0


def test_no_training_question_is_nearly_a_gold_question(training: list[TrainingQuestion]) -> None:
    gold = [(q, telling_words(q.question, q.language)) for q in load_questions(QUESTIONS)]

    near = [
        f"{learned.id} {learned.question!r} is nearly {asked.id} {asked.question!r}"
        for learned in training
        for words in [telling_words(learned.question, learned.language)]
        for asked, asked_words in gold
        if share_in_common(words, asked_words) >= NEARLY
    ]

    assert near == [], "\n".join(near)
