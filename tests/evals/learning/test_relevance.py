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
from advisor.retrieval.relevance import RelevanceModel, sentence_features
from advisor.types import Sentence
from evals.learning.relevance import FEWEST_QUESTIONS, Example, examples, learn, mean, strongest
from evals.learning.training import TrainingQuestion
from evals.spans import RawSpan
from tests.fakes import BUDGET, PLATFORM, sentence_of, settings_in, write_corpus

if TYPE_CHECKING:
    from numpy.typing import NDArray

THRIFT, FEAR, SNOW = concept_names()[:3]
MEANT: Sequence[Mapping[str, float]] = ({THRIFT: 1.0}, {FEAR: 1.0}, {SNOW: 1.0})


@pytest.fixture
def concepts(tmp_path: Path) -> ConceptRows:
    """Of three sentences: of thrift, of fear, of snow."""
    write_concepts(tmp_path, MEANT, [{}, {}, {}], [{}, {}, {}])
    return ConceptRows.load(tmp_path)


SENTENCES = [sentence_of(i, "a.txt", (0, 10 * i, 10 * i + 5), "Text.") for i in range(3)]


def _example(feature: str, *, right: int | Sequence[int], ignored: int | None = None) -> Example:
    carrying = (right,) if isinstance(right, int) else right
    return Example(
        features={feature: 1.0},
        ids=np.arange(3),
        base=np.zeros(3, dtype=np.float32),
        points=np.array([np.isin(np.arange(3), carrying)]),
        ignored=np.arange(3) == (-1 if ignored is None else ignored),
    )


def _scores(model: RelevanceModel, concepts: ConceptRows, feature: str) -> list[float]:
    rows = sentence_features(concepts, SENTENCES, model.traits)
    scores: list[float] = (rows @ model.towards({feature: 1.0})).tolist()
    return scores


# --- Learning -----------------------------------------------------------------------


def test_sentences_like_those_that_answered_are_lifted_for_questions_alike(
    concepts: ConceptRows,
) -> None:
    seen = [_example("word spara", right=0), _example("word oro", right=1)] * 40

    model = learn(seen, SENTENCES, concepts)

    of_thrift, of_fear = (_scores(model, concepts, name) for name in ("word spara", "word oro"))
    assert of_thrift[0] > 0.1 + max(of_thrift[1:])
    assert of_fear[1] > 0.1 + max(of_fear[0], of_fear[2])


def test_what_was_seen_in_too_few_questions_has_no_weight(concepts: ConceptRows) -> None:
    often = [_example("word spara", right=0)] * FEWEST_QUESTIONS
    seldom = [_example("word oro", right=1)] * (FEWEST_QUESTIONS - 1)

    model = learn([*often, *seldom], SENTENCES, concepts)

    assert model.question_names.keys() == {"word spara"}
    assert _scores(model, concepts, "word oro") == [0.0, 0.0, 0.0]


def test_sentence_that_is_neither_right_nor_wrong_is_neither_lifted_nor_lowered(
    concepts: ConceptRows,
) -> None:
    seen = [_example("word spara", right=0, ignored=1)] * FEWEST_QUESTIONS

    model = learn(seen, SENTENCES, concepts)

    row = model.weights[model.question_names["word spara"]]
    assert row[0] > 0
    assert row[1] == pytest.approx(0.0, abs=1e-6)
    assert row[2] < 0


def test_one_sentence_is_enough_for_a_point_and_each_point_needs_one(concepts: ConceptRows) -> None:
    easy = replace(
        _example("word spara", right=(0, 1)), base=np.array([3.0, 0.0, 0.0], dtype=np.float32)
    )
    of_two = replace(easy, points=np.array([[True, False, False], [False, True, False]]))

    one, both = (learn([seen] * 40, SENTENCES, concepts) for seen in (easy, of_two))

    assert _lead(both) < _lead(one) - 0.1  # the second sentence is lifted where it is needed


def _lead(model: RelevanceModel) -> float:
    """How much more the first sentence is lifted than the second."""
    first, second, _ = model.weights[model.question_names["word spara"], :3].tolist()
    return float(first - second)


def test_learning_twice_gives_the_same_weights(concepts: ConceptRows) -> None:
    seen = [_example("word spara", right=0), _example("word oro", right=1)] * FEWEST_QUESTIONS

    first, second = (learn(seen, SENTENCES, concepts) for _ in range(2))

    assert first.weights.tolist() == second.weights.tolist()


def test_each_point_counts_so_that_a_broad_question_counts_more(concepts: ConceptRows) -> None:
    """One question in two says the first sentence; the others have two points at the second."""
    single = _example("word spara", right=0)
    broad = replace(single, points=np.array([[False, True, False]] * 2))

    model = learn([single, broad] * 20, SENTENCES, concepts)

    of_first, of_second, _ = _scores(model, concepts, "word spara")
    assert of_second > of_first


def test_mean_of_several_models_lies_between_them(concepts: ConceptRows) -> None:
    seen = [_example("word spara", right=0), _example("word oro", right=1)] * 40
    models = [learn(seen, SENTENCES, concepts, seed) for seed in (0, 1)]

    both = mean(models)

    assert both.question_names == models[0].question_names
    np.testing.assert_allclose(
        both.weights, (models[0].weights + models[1].weights) / 2, rtol=1e-5, atol=1e-6
    )


def test_strongest_weights_are_named_by_both_sides() -> None:
    weights = np.zeros((2, 3 * len(concept_names()) + 1), dtype=np.float32)
    weights[0, 0], weights[0, len(concept_names())], weights[1, -1] = 0.5, 1.5, -2.0
    model = RelevanceModel({"word spara": 0, "form risk": 1}, ["sign advice"], weights)

    assert strongest(model, count=2) == [
        "-2.00  form risk  ->  sign advice",
        f"+1.50  word spara  ->  under {THRIFT}",
    ]
    assert strongest(model, "spara", 2)[1] == f"+0.50  word spara  ->  means {THRIFT}"


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


def test_question_of_which_no_answer_is_seen_teaches_nothing(parts: Parts) -> None:
    elsewhere = RawSpan("another.txt", 0, 100)

    assert examples(parts, [_question([elsewhere])]) == []
