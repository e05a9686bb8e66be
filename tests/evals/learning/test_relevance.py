"""Sentences like those that answered are lifted for questions alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from advisor.bootstrap import Parts, open_parts
from advisor.index.building import build_index
from advisor.language.concepts import concept_names
from advisor.retrieval.concepts import ConceptRows, write_concepts
from advisor.retrieval.relevance import RelevanceModel
from advisor.types import Sentence
from evals.learning.relevance import (
    FEWEST_QUESTIONS,
    FEWEST_SAID,
    FEWEST_SENTENCES,
    NOTHING,
    SCALE,
    Columns,
    Example,
    examples,
    learn,
    rarity_of,
    strongest,
)
from evals.learning.training import TrainingQuestion, Unanswerable
from evals.spans import RawSpan
from tests.fakes import BUDGET, PLATFORM, sentence_of, settings_in, write_corpus
from tests.retrieval.words import words_of_sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

THRIFT, FEAR, SNOW = concept_names()[:3]
MEANT: Sequence[Mapping[str, float]] = ({THRIFT: 1.0}, {FEAR: 1.0}, {SNOW: 1.0})


@pytest.fixture
def columns(tmp_path: Path) -> Columns:
    """Of three sentences: of thrift, of fear, of snow, each with words of its own."""
    write_concepts(tmp_path, MEANT, [{}, {}, {}], [{}, {}, {}])
    return Columns.of(SENTENCES, ConceptRows.load(tmp_path), WORDS, RARITY)


SENTENCES = [sentence_of(i, "a.txt", (0, 10 * i, 10 * i + 5), "Text.") for i in range(3)]
WORDS = words_of_sentences(("krona", "text"), ("hot", "text"), ("flinga", "text"))
RARITY = {"krona": 1.0, "hot": 1.0}
LEVEL = NOTHING / SCALE  # of the scores: as high as no sentence, before anything is learned


def _example(feature: str, *, right: int | Sequence[int], ignored: int | None = None) -> Example:
    carrying = (right,) if isinstance(right, int) else right
    return Example(
        features={feature: 1.0},
        ids=np.arange(3),
        base=np.full(3, LEVEL, dtype=np.float32),
        points=np.array([np.isin(np.arange(3), carrying)]),
        ignored=np.arange(3) == (-1 if ignored is None else ignored),
    )


def _unanswered(feature: str) -> Example:
    example = _example(feature, right=0)
    return replace(example, points=np.zeros((0, 3), dtype=bool), is_answered=False)


def _scores(model: RelevanceModel, columns: Columns, feature: str) -> list[float]:
    scores: list[float] = (columns.rows @ model.towards({feature: 1.0})).tolist()
    return scores


# --- Learning -----------------------------------------------------------------------


def test_sentences_like_those_that_answered_are_lifted_for_questions_alike(
    columns: Columns,
) -> None:
    seen = [_example("word spara", right=0), _example("word oro", right=1)] * 400

    model = learn(seen, columns)

    of_thrift, of_fear = (_scores(model, columns, name) for name in ("word spara", "word oro"))
    assert of_thrift[0] > 0.1 + max(of_thrift[1:])
    assert of_fear[1] > 0.1 + max(of_fear[0], of_fear[2])


def test_what_was_seen_in_too_few_questions_has_no_weight(columns: Columns) -> None:
    often = [_example("word spara", right=0)] * FEWEST_QUESTIONS
    seldom = [_example("word oro", right=1)] * (FEWEST_QUESTIONS - 1)

    model = learn([*often, *seldom], columns)

    assert model.question_names.keys() == {"word spara"}
    assert _scores(model, columns, "word oro") == [0.0, 0.0, 0.0]


def test_wording_must_be_seen_in_more_questions_than_a_lemma(columns: Columns) -> None:
    often = [_example("said hur vet", right=0)] * FEWEST_SAID
    seldom = [_example("said vet vi", right=1)] * (FEWEST_SAID - 1)

    model = learn([*often, *seldom], columns)

    assert FEWEST_SAID > FEWEST_QUESTIONS
    assert model.question_names.keys() == {"said hur vet"}


def test_sentence_that_is_neither_right_nor_wrong_is_neither_lifted_nor_lowered(
    columns: Columns,
) -> None:
    seen = [_example("word spara", right=0, ignored=1)] * FEWEST_QUESTIONS

    model = learn(seen, columns)

    row = model.weights[model.question_names["word spara"]]
    assert row[0] > 0
    assert row[1] == pytest.approx(0.0, abs=1e-6)
    assert row[2] < 0


def test_one_sentence_is_enough_for_a_point_and_each_point_needs_one(columns: Columns) -> None:
    easy = replace(
        _example("word spara", right=(0, 1)),
        base=np.array([LEVEL + 3.0, LEVEL, LEVEL], dtype=np.float32),
    )
    of_two = replace(easy, points=np.array([[True, False, False], [False, True, False]]))

    one, both = (learn([seen] * 400, columns) for seen in (easy, of_two))

    assert _lead(both) < _lead(one) - 0.1  # the second sentence is lifted where it is needed


def _lead(model: RelevanceModel) -> float:
    """How much more the first sentence is lifted than the second."""
    first, second, _ = model.weights[model.question_names["word spara"], :3].tolist()
    return float(first - second)


def test_learning_twice_gives_the_same_weights(columns: Columns) -> None:
    seen = [_example("word spara", right=0), _example("word oro", right=1)] * FEWEST_QUESTIONS

    first, second = (learn(seen, columns) for _ in range(2))

    assert first.weights.tolist() == second.weights.tolist()


def test_each_point_counts_so_that_a_broad_question_counts_more(columns: Columns) -> None:
    """One question in two says the first sentence; the others have two points at the second."""
    single = _example("word spara", right=0)
    broad = replace(single, points=np.array([[False, True, False]] * 2))

    model = learn([single, broad] * 400, columns)

    of_first, of_second, _ = _scores(model, columns, "word spara")
    assert of_second > of_first


def test_words_of_sentences_that_answered_speak_for_others_that_have_them(
    columns: Columns,
) -> None:
    model = learn([_example("word spara", right=0)] * 400, columns)

    of_words = model.weights[model.question_names["word spara"], -len(RARITY) :]
    assert model.words == RARITY
    assert of_words[0] > 0.05
    assert of_words[1] < 0


def test_no_sentence_stands_above_nothing_where_the_sources_have_no_answer(
    columns: Columns,
) -> None:
    model = learn([_example("word spara", right=0), _unanswered("word oro")] * 400, columns)

    for feature, is_answered in (("word spara", True), ("word oro", False)):
        nothing = model.towards_nothing({feature: 1.0})
        assert nothing is not None
        best = max(_scores(model, columns, feature)) + LEVEL
        assert (best > nothing + 0.05) == is_answered


def test_strongest_weights_are_named_by_both_sides() -> None:
    weights = np.zeros((2, 3 * len(concept_names()) + 2), dtype=np.float32)
    weights[0, 0], weights[0, len(concept_names())], weights[1, -2] = 0.5, 1.5, -2.0
    weights[0, -1] = -1.0
    names = {"word spara": 0, "form risk": 1}
    model = RelevanceModel(names, ["sign advice"], weights, {"krona": 2.0})

    assert strongest(model, count=2) == [
        "-2.00  form risk  ->  sign advice",
        f"+1.50  word spara  ->  under {THRIFT}",
    ]
    assert strongest(model, "spara", 3)[1:] == [
        "-1.00  word spara  ->  word krona",
        f"+0.50  word spara  ->  means {THRIFT}",
    ]


# --- What the selection sees --------------------------------------------------------


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    folder = tmp_path_factory.mktemp("small")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    return open_parts(settings, use_chroma=False)


def _question(
    right: Sequence[RawSpan],
    also: Sequence[RawSpan] = (),
    text: str = "Vad sägs om plattformen för bygglov?",
) -> TrainingQuestion:
    return TrainingQuestion("t-1", "a", "sv", "open", text, (tuple(right),), tuple(also))


def _at(source: str, raw: str, words: str) -> RawSpan:
    start = raw.index(words)
    return RawSpan(source, start, start + len(words))


def _texts(parts: Parts, example: Example, chosen: NDArray[np.bool_]) -> list[str]:
    found: dict[int, Sentence] = parts.evidence.sentences(example.ids.tolist())
    return [found[i].text for i in example.ids[chosen].tolist()]


def test_sentences_at_the_places_are_right_and_those_that_only_fit_are_ignored(
    parts: Parts,
) -> None:
    right = _at("plattform.txt", PLATFORM, "blev hög för båda")
    also = _at("plattform.txt", PLATFORM, "De saknade")

    [example] = examples(parts, [_question([right], [also])])

    assert _texts(parts, example, example.points[0]) == ["Kostnaden blev hög för båda."]
    assert _texts(parts, example, example.ignored) == [
        "De saknade en gemensam plattform när arbetet började."
    ]
    assert {"form open", "word bygglov"} <= example.features.keys()
    assert example.base.shape == example.ids.shape


def test_question_that_no_source_answers_is_seen_without_points(parts: Parts) -> None:
    unanswerable = Unanswerable("u-1", "sv", "near", "Vad kostar plattformen för bygglov?")

    [example] = examples(parts, [], [unanswerable])

    assert not example.is_answered
    assert example.points.shape == (0, len(example.ids))
    assert not example.ignored.any()


def test_words_that_nearly_all_or_too_few_sentences_have_tell_nothing() -> None:
    often = [("och", "bro", "lampa") if i < FEWEST_SENTENCES else ("och",) for i in range(20)]
    words = words_of_sentences(*often[:-1], ("och", "snö"))

    rarity = rarity_of(["och", "bro", "snö", "okänd"], words, 20)

    assert rarity == {"bro": pytest.approx(np.log(20 / FEWEST_SENTENCES))}


def test_question_of_which_no_answer_is_seen_teaches_nothing(parts: Parts) -> None:
    elsewhere = RawSpan("another.txt", 0, 100)

    assert examples(parts, [_question([elsewhere])]) == []
