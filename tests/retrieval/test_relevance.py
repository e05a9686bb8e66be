"""Learned weights speak for a sentence by the features of the question and its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import ModelUnavailableError
from advisor.language.concepts import concept_names
from advisor.questions.asked import ASKING, SAID
from advisor.retrieval.concepts import ConceptRows, write_concepts
from advisor.retrieval.relevance import (
    BESIDE,
    TRAIT,
    Nothing,
    Relevance,
    RelevanceModel,
    default_model,
    nothing_learned,
    question_features,
    sentence_features,
)
from advisor.retrieval.sentence_words import LearnedWords
from advisor.types import Query, Question, Sentence, Term
from advisor.vocabulary import Act, BlockKind, Form, SectionRole, Sign, Voice
from tests.fakes import query_for, sentence_of
from tests.retrieval.words import words_of_sentences

THRIFT, FEAR = concept_names()[:2]
WIDTH = len(concept_names())
WORDS = words_of_sentences(("bro", "måla"), ("snö", "falla"))  # of the two sentences
TRAITS = ("sign advice", "role result", "kind paragraph", "voice author", "act finding")


@pytest.fixture
def concepts(tmp_path: Path) -> ConceptRows:
    """Of two sentences: one means thrift, under fear; the other nothing, beside thrift."""
    own: list[Mapping[str, float]] = [{THRIFT: 0.5}, {}]
    write_concepts(tmp_path, own, [{FEAR: 0.3}, {}], [{}, {THRIFT: 0.2}])
    return ConceptRows.load(tmp_path)


def _sentences() -> list[Sentence]:
    advice = sentence_of(0, "a.txt", (0, 0, 9), "Måla bron.", signs=frozenset({"advice"}))
    return [advice, sentence_of(1, "a.txt", (0, 10, 20), "Snön faller.")]


def _model(weights: Mapping[tuple[str, int], float], traits: Sequence[str]) -> RelevanceModel:
    """A model with the weights of some questions' features for some columns."""
    names = {name: i for i, name in enumerate(dict.fromkeys(name for name, _ in weights))}
    table = np.zeros((len(names), 3 * WIDTH + len(traits)), dtype=np.float32)
    for (name, column), weight in weights.items():
        table[names[name], column] = weight
    return RelevanceModel(names, traits, table)


# --- Features -----------------------------------------------------------------------


def test_question_is_told_by_its_meaning_its_words_its_form_what_it_asks_for_and_how(
    concepts: ConceptRows,
) -> None:
    term = Term("spara", "spara", variants=(("snala", 0.5),), concepts=((THRIFT, 1.0),))
    query = Query(Question("Spara?"), "Spara?", "sv", "risk", (term,), aspect="drawback")

    features = question_features(concepts, query)

    assert features == {
        f"means {THRIFT}": pytest.approx(1.0),
        "word spara": pytest.approx(1 / 1.25**0.5),
        "word snala": pytest.approx(0.5 / 1.25**0.5),
        "form risk": ASKING,
        "asks drawback": ASKING,
        "always": ASKING,
        "said spara": pytest.approx(SAID),
        "said ^ spara": pytest.approx(SAID / 2**0.5),
        "said spara $": pytest.approx(SAID / 2**0.5),
    }


def test_question_without_words_has_its_form_alone(concepts: ConceptRows) -> None:
    assert question_features(concepts, query_for()).keys() == {"form open", "always"}


def test_word_that_two_terms_have_counts_by_the_heavier(concepts: ConceptRows) -> None:
    terms = (Term("bro", "bro", weight=0.8), Term("väg", "vag", variants=(("bro", 0.6),)))
    query = Query(Question("?"), "?", "sv", "open", terms)

    features = question_features(concepts, query)

    assert features["word bro"] / features["word vag"] == pytest.approx(0.8)


def test_sentence_is_told_by_meaning_of_itself_above_and_beside_by_its_traits_and_words(
    concepts: ConceptRows,
) -> None:
    first, second = sentence_features(
        concepts, LearnedWords(WORDS, {"snö": 2.0}), _sentences(), TRAITS
    )

    of_word = 3 * WIDTH + len(TRAITS)
    assert first.nonzero()[0].tolist() == [0, WIDTH + 1, *range(3 * WIDTH, of_word)]
    assert first[[0, WIDTH + 1]].tolist() == pytest.approx([1.0, 1.0])
    assert first[3 * WIDTH : of_word].tolist() == pytest.approx([TRAIT] * 5)
    assert second.nonzero()[0].tolist() == [2 * WIDTH, *range(3 * WIDTH + 1, of_word + 1)]
    assert second[of_word] == pytest.approx(1.0)
    assert second[2 * WIDTH] == pytest.approx(BESIDE)


# --- Scores -------------------------------------------------------------------------


def test_weight_speaks_for_the_sentences_that_have_its_feature(concepts: ConceptRows) -> None:
    model = _model({("word bro", 0): 2.0, ("form open", 3 * WIDTH): -1.0}, ["sign advice"])

    scores = Relevance(concepts, WORDS, model).scores(query_for("bro"), _sentences())

    assert scores.tolist() == pytest.approx([2.0 - ASKING * TRAIT, 0.0])


def test_feature_of_a_question_that_was_not_learned_counts_nothing(concepts: ConceptRows) -> None:
    relevance = Relevance(concepts, WORDS, _model({("word bro", 0): 2.0}, ["sign advice"]))

    scores = relevance.scores(query_for("lampa"), _sentences())

    assert scores.tolist() == [0.0, 0.0]


def test_trait_of_a_sentence_that_was_not_learned_counts_nothing(concepts: ConceptRows) -> None:
    model = _model({("always", 3 * WIDTH): 5.0}, ["sign benefit"])

    scores = Relevance(concepts, WORDS, model).scores(query_for("bro"), _sentences())

    assert scores.tolist() == [0.0, 0.0]


def test_nothing_learned_prefers_no_sentence(concepts: ConceptRows) -> None:
    scores = Relevance(concepts, WORDS, nothing_learned()).scores(query_for("bro"), _sentences())

    assert scores.tolist() == [0.0, 0.0]


def test_weight_speaks_for_the_sentences_that_have_its_word(concepts: ConceptRows) -> None:
    weights = np.zeros((1, 3 * WIDTH + 2), dtype=np.float32)
    weights[0, -1] = 3.0
    model = RelevanceModel({"word bro": 0}, ["sign advice"], weights, {"snö": 1.5})

    scores = Relevance(concepts, WORDS, model).scores(query_for("bro"), _sentences())

    assert scores.tolist() == pytest.approx([0.0, 3.0])


def test_nothing_has_what_the_questions_features_say_for_it(concepts: ConceptRows) -> None:
    plain = _model({("word bro", 0): 2.0, ("form open", 0): 1.0}, TRAITS)
    nothing = Nothing(1.5, np.array([4.0, -1.0], dtype=np.float32))
    model = replace(plain, nothing=nothing)

    of_bridge, of_lamp = (
        Relevance(concepts, WORDS, model).of_nothing(query_for(word)) for word in ("bro", "lampa")
    )

    assert of_bridge == pytest.approx(1.5 + 4.0 - ASKING)
    assert of_lamp == pytest.approx(1.5 - ASKING)
    assert Relevance(concepts, WORDS, plain).of_nothing(query_for("bro")) is None


def test_no_sentences_have_no_scores(concepts: ConceptRows) -> None:
    scores = Relevance(concepts, WORDS, nothing_learned()).scores(query_for("bro"), [])

    assert scores.shape == (0,)


MEANINGS = st.dictionaries(st.sampled_from(concept_names()), st.floats(0.05, 1.0), max_size=4)
DRAWN = st.lists(
    st.tuples(MEANINGS, MEANINGS, MEANINGS, st.frozensets(st.sampled_from(["advice", "number"]))),
    min_size=1,
    max_size=6,
)


RARITY = {"bro": 2.0, "snö": 0.5, "okänd": 1.0}
WORDED = st.lists(
    st.frozensets(st.sampled_from(["bro", "snö", "lampa"])).map(sorted), min_size=6, max_size=6
)


@given(DRAWN, WORDED, st.integers(0, 99))
def test_scores_are_the_features_that_were_learned_from_times_their_weights(
    drawn: list[tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float], Set[str]]],
    worded: Sequence[Sequence[str]],
    seed: int,
) -> None:
    own, above, beside, signs = zip(*drawn, strict=True)
    with TemporaryDirectory() as folder:
        write_concepts(Path(folder), own, above, beside)
        concepts = ConceptRows.load(Path(folder))
        sentences = [
            sentence_of(i, "a.txt", (0, 9 * i, 9 * i + 8), "Text.", signs=of)
            for i, of in enumerate(signs)
        ]
        words = words_of_sentences(*(said for said in worded[: len(sentences)]))
        width = 3 * WIDTH + len(TRAITS) + len(RARITY)
        weights = np.random.default_rng(seed).normal(size=(2, width)).astype(np.float32)
        model = RelevanceModel({"word bro": 0, "always": 1}, TRAITS, weights, RARITY)

        scores = Relevance(concepts, words, model).scores(query_for("bro"), sentences)

        learned = LearnedWords(words, RARITY)
        features = sentence_features(concepts, learned, sentences, TRAITS)
        towards = model.towards(question_features(concepts, query_for("bro")))
        assert scores == pytest.approx(features @ towards, abs=1e-5)


# --- On disk ------------------------------------------------------------------------


def test_model_that_was_saved_scores_the_same_up_to_rounding(
    concepts: ConceptRows, tmp_path: Path
) -> None:
    drawn = np.random.default_rng(7).normal(size=(2, 3 * WIDTH + len(TRAITS) + 1))
    nothing = Nothing(2.5, np.array([0.25, -1.0], dtype=np.float32))
    model = RelevanceModel(
        {"word bro": 0, "always": 1}, TRAITS, drawn.astype(np.float32), {"snö": 0.5}, nothing
    )
    model.save(tmp_path / "model.npz")

    loaded = RelevanceModel.load(tmp_path / "model.npz")

    half_a_step = float(np.abs(drawn).max()) / 127 / 2
    assert loaded.question_names == model.question_names
    assert (tuple(loaded.traits), loaded.words) == (TRAITS, {"snö": 0.5})
    assert np.abs(loaded.step * loaded.weights - drawn).max() <= half_a_step + 1e-6
    before, after = (Relevance(concepts, WORDS, m) for m in (model, loaded))
    scores = before.scores(query_for("bro"), _sentences())
    assert np.abs(scores).min() > 0.1
    assert after.scores(query_for("bro"), _sentences()).tolist() == pytest.approx(
        scores.tolist(), abs=10 * half_a_step
    )
    assert after.of_nothing(query_for("bro")) == before.of_nothing(query_for("bro")) == 2.25


def test_model_that_knows_no_score_of_nothing_is_read_back_as_such(tmp_path: Path) -> None:
    _model({("always", 0): 1.0}, ["sign advice"]).save(tmp_path / "model.npz")

    assert RelevanceModel.load(tmp_path / "model.npz").nothing is None


def test_weights_that_are_all_nothing_are_read_back_as_nothing(tmp_path: Path) -> None:
    _model({("always", 0): 0.0}, ["sign advice"]).save(tmp_path / "model.npz")

    loaded = RelevanceModel.load(tmp_path / "model.npz")

    assert not loaded.weights.any()


def test_model_that_was_learned_with_other_concepts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    _model({("always", 0): 1.0}, ["sign advice"]).save(path)
    kept = dict(np.load(path))
    np.savez(path, **{**kept, "concepts": kept["concepts"][::-1]})

    with pytest.raises(ModelUnavailableError, match=r"model\.npz.*Learn it anew"):
        RelevanceModel.load(path)


# --- The model that comes with the project ------------------------------------------


def test_shipped_model_has_a_weight_for_each_pair_of_features() -> None:
    model = default_model()

    width = 3 * WIDTH + len(model.traits) + len(model.words)
    assert model.weights.shape == (len(model.question_names), width)
    assert model.nothing is not None
    assert model.nothing.weights.shape == (len(model.question_names),)
    assert sorted(model.question_names.values()) == list(range(len(model.question_names)))
    assert np.isfinite(model.weights).all()
    assert model.weights.any(axis=0).mean() > 0.5


def test_shipped_model_knows_only_what_a_question_or_a_sentence_may_have() -> None:
    model = default_model()
    of_sentences = {"role": SectionRole, "kind": BlockKind, "voice": Voice, "act": Act}
    of_sentences["sign"] = Sign
    possible = {f"{what} {value}" for what, of in of_sentences.items() for value in get_args(of)}
    asked = {f"means {name}" for name in concept_names()}
    asked |= {f"{what} {v}" for what, of in (("form", Form), ("asks", Sign)) for v in get_args(of)}

    names = {n for n in model.question_names if not n.startswith(("word ", "said "))}

    assert set(model.traits) <= possible
    assert {"sign advice", "voice respondent", "act recommendation"} <= set(model.traits)
    assert names <= {*asked, "always"}
    assert {"always", "form decision", "asks benefit"} <= names
