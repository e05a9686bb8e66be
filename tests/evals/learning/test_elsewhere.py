"""When to refuse on other sources is learned where a part of the corpus is all there is."""

from __future__ import annotations

from advisor.answers.refusal import ASKED, ELSEWHERE
from advisor.language.weights import read_weights
from evals.gold import CORPUS, QUESTIONS, load_questions
from evals.learning.elsewhere import PARTS, SCALED, Part, asked, kinds
from evals.learning.training import TrainingQuestion
from evals.spans import RawSpan

HERE, THERE = RawSpan("a.txt", 0, 9), RawSpan("b.txt", 0, 9)
PART = Part("one", ("a.txt",), ranked_by="other")


def _question(text: str, *nuggets: tuple[RawSpan, ...], also: tuple[RawSpan, ...] = ()) -> object:
    return TrainingQuestion(text, "a", "sv", "open", text, nuggets, also)


def test_question_is_answered_by_a_part_that_carries_each_of_its_points() -> None:
    questions = [
        _question("both here", (HERE,), (THERE, HERE)),
        _question("half here", (HERE,), (THERE,)),
        _question("elsewhere", (THERE,)),
        _question("fits here", (THERE,), also=(HERE,)),
    ]

    found = list(kinds(PART, questions))  # type: ignore[arg-type]

    assert found == [("both here", "answerable"), ("elsewhere", "near")]


def test_parts_are_ranked_by_what_was_learned_on_other_documents() -> None:
    files = {part.name: set(part.files) for part in PARTS}

    assert all(not files[part.ranked_by] & files[part.name] for part in PARTS)
    assert all((CORPUS / file).is_file() for part in PARTS for file in part.files)


def test_each_part_is_asked_what_it_answers_and_what_it_does_not() -> None:
    gold = {question.question for question in load_questions(QUESTIONS)}

    for part in PARTS:
        of_part = asked(part)

        assert {kind for _, kind in of_part} == {"answerable", "near", "far"}
        assert not gold & {text for text, _ in of_part}


def test_what_is_asked_has_no_weight_on_other_sources() -> None:
    weights = read_weights(ELSEWHERE)

    assert {"always", "doubted", "passages", "carried", "own words"} <= weights.keys()
    assert not [name for name in weights if name.startswith(ASKED) or name in SCALED]
