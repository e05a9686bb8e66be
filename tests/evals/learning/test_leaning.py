"""Which questions lean on those before them is learned from labels, and told of other writers."""

from __future__ import annotations

import pytest

from advisor.questions.leaning import ALWAYS, known_words, leaning, leans
from evals.gold import QUESTIONS, load_questions
from evals.learning.leaning import (
    FEWEST_QUESTIONS,
    IN_DOUBT,
    Turn,
    features_of,
    held_out,
    learn,
    load_turns,
    standing_alone,
)

THINGS = ("bron", "kajen", "hamnen", "dammen", "fyren", "slussen", "kanalen", "molen")
BEFORE = ("Vad kostar färjan?",)


def _turns(writers: str = "ab") -> list[Turn]:
    """By each writer: "räcker" goes on from what was asked, and "beskriv" does not."""
    return [
        Turn(writer, BEFORE, f"{word} {thing}", leans)
        for writer in writers
        for word, leans in (("räcker", True), ("beskriv", False))
        for thing in THINGS
    ]


def _told(question: str, weights: dict[str, float]) -> bool:
    turn = Turn("z", BEFORE, question, leans=False)
    return leaning(features_of(turn, known_words(weights)), weights) > 0


def test_leaning_is_learned_from_the_wording() -> None:
    weights = learn(_turns())

    assert _told("räcker tunneln", weights)
    assert not _told("beskriv tunneln", weights)


def test_word_of_one_writer_or_of_few_questions_is_not_told_apart() -> None:
    own = [Turn("a", BEFORE, f"snälla räcker {thing}", True) for thing in THINGS]
    seldom = [
        Turn(writer, BEFORE, "kanhända räcker bron", True)
        for writer in "ab"
        for _ in range((FEWEST_QUESTIONS - 1) // 2)
    ]

    weights = learn([*_turns(), *own, *seldom])

    assert {"racker", "beskriv"} <= known_words(weights)
    assert not {"snalla", "kanhanda"} & known_words(weights)


def test_question_in_doubt_is_read_alone() -> None:
    unsure = [Turn(w, BEFORE, "räcker bron", so) for w in "ab" for so in (True, False) * 10]

    weights = learn(unsure)

    assert weights[ALWAYS] <= -IN_DOUBT + 0.1
    assert not _told("räcker bron", weights)


def test_what_a_writer_asks_is_told_by_what_the_others_taught() -> None:
    swapped = [Turn("c", turn.history, turn.question, not turn.leans) for turn in _turns("a")]

    lines = list(held_out([*_turns("abd"), *swapped], []))

    assert lines[-4:-2] == [
        "c: of 16, 0.00 of those that lean are told to,",
        "  and 1.00 of the others",
    ]


@pytest.fixture(scope="module")
def turns() -> list[Turn]:
    return load_turns()


def test_every_conversation_has_a_question_before(turns: list[Turn]) -> None:
    assert [turn.question for turn in turns if not turn.history or not turn.question.strip()] == []


def test_no_two_writers_labelled_the_same_conversation(turns: list[Turn]) -> None:
    asked = [(turn.history, turn.question) for turn in turns]

    assert len(asked) == len(set(asked))


def test_no_conversation_is_one_of_the_gold_questions(turns: list[Turn]) -> None:
    asked = {(turn.history, turn.question) for turn in turns}

    assert [q.id for q in load_questions(QUESTIONS) if (q.history, q.question) in asked] == []


def test_table_tells_most_of_what_it_was_learned_from(turns: list[Turn]) -> None:
    right = sum(leans(turn.question, turn.history, "sv") == turn.leans for turn in turns[::10])

    assert right / len(turns[::10]) > 0.8


def test_training_questions_after_another_stand_alone() -> None:
    alone = standing_alone(20)

    assert len(alone) == 20
    assert all(turn.history != (turn.question,) and not turn.leans for turn in alone)
