"""A sentence is ranked by what it shares with the question, and by what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.index.store import Evidence, write_evidence
from advisor.language.concepts import concept_names
from advisor.language.folding import fold
from advisor.retrieval.concepts import ABOVE, ConceptRows, write_concepts
from advisor.retrieval.lexical import as_hits
from advisor.retrieval.postings import Postings, Rows, ngram_keys, word_key
from advisor.retrieval.ranking_weights import FEATURES, WEIGHTS
from advisor.retrieval.relevance import TRAIT, Nothing, RelevanceModel, nothing_learned
from advisor.retrieval.selection import (
    ABOVE_WEIGHT,
    NEIGHBOUR_WEIGHT,
    RELEVANCE_ELSEWHERE,
    Described,
    Selector,
)
from advisor.retrieval.weighting import bm25, count_keys, idf, tf_idf
from advisor.types import Chunk, Query, Question, Sentence, Term
from advisor.vocabulary import Form, SectionRole
from tests.fakes import document_of, sentence_of

# Chunk by chunk: its file, its heading, its sentences. Two chunks of one file, one of another.
CHUNKS = [
    ("broar.txt", "Rostskydd", ["Bron bör målas.", "Stålet håller längre.", "Snön faller."]),
    ("broar.txt", "Ekonomi", ["Färgen kostar 40 kronor.", "Sommaren var torr."]),
    ("lampor.txt", "Belysning", ["Lampan lyser.", "Bron syns bättre."]),
]
ROLES: Mapping[str, SectionRole] = {"Ekonomi": "conclusion"}
_LEMMAS = {"bron": "bro", "stalet": "stal", "fargen": "farg", "lampan": "lampa", "malas": "mala"}


def _counts(text: str) -> dict[str, float]:
    words = fold(text).replace(".", "").split()
    return {_LEMMAS.get(word, word): 1.0 for word in words}


def _rows(
    texts: list[dict[str, float]], n_chunks: int, keys_of: Callable[[str], tuple[int, ...]]
) -> tuple[Postings, Rows]:
    """Postings of the first texts, rows of the others, over the same keys."""
    counts = count_keys(texts, keys_of)
    weights = idf(counts.frequency(range(n_chunks)), n_chunks)
    postings = Postings.from_matrix(bm25(counts.matrix(slice(0, n_chunks)), weights), counts.keys)
    return postings, Rows.from_matrix(tf_idf(counts.matrix(slice(n_chunks, None)), weights + 1))


def _sentences() -> list[Sentence]:
    made: list[Sentence] = []
    for chunk, (file, heading, texts) in enumerate(CHUNKS):
        for text in texts:
            place = (chunk, 100 * len(made), 100 * len(made) + len(text))
            said = {"section": (heading,), "role": ROLES.get(heading, "other")}
            made.append(sentence_of(len(made), file, place, text, **said))
    return made


@pytest.fixture
def select(tmp_path: Path) -> Callable[..., Selector]:
    def _select(
        weights: Mapping[str, float] | None = None,
        *,
        meant: Mapping[int, Mapping[str, float]] | None = None,
        headed: Mapping[int, Mapping[str, float]] | None = None,
        **changes: Sentence,
    ) -> Selector:
        sentences = [changes.get(f"s{s.id}", s) for s in _sentences()]
        chunks = [
            Chunk(
                i, file, file, (heading,), ROLES.get(heading, "other"), " ".join(texts), 0, 1, "sv"
            )
            for i, (file, heading, texts) in enumerate(CHUNKS)
        ]
        documents = [
            document_of("Text.", "broar.txt", publisher="Höganäs kommun"),
            document_of("Text.", "lampor.txt", publisher="Lomma kommun"),
        ]
        write_evidence(tmp_path, documents, chunks, sentences, {}, [], {})
        in_chunks = [_counts(c.text) for c in chunks]
        in_sentences = [_counts(s.text) for s in sentences]
        headings = [_counts(s.section[0]) for s in sentences]
        words, rows = _rows(
            [*in_chunks, *headings, *in_sentences, *headings], len(chunks), lambda w: (word_key(w),)
        )
        n = len(sentences)
        ngrams, of_ngrams = _rows([*in_chunks, *in_sentences], len(chunks), ngram_keys)
        own = [(meant or {}).get(s.id, {}) for s in sentences]
        above = [(headed or {}).get(s.id, {}) for s in sentences]
        write_concepts(tmp_path, own, above, [{} for _ in sentences])
        return Selector(
            Evidence(tmp_path),
            sentence_ngrams=of_ngrams,
            sentence_words=_part(rows, n, 2 * n),
            context_words=_part(rows, 2 * n, 3 * n),
            concepts=ConceptRows.load(tmp_path),
            model=nothing_learned(),
            ngrams=ngrams,
            words=words,
            weights=WEIGHTS if weights is None else weights,
        )

    return _select


def _part(rows: Rows, begin: int, end: int) -> Rows:
    return Rows(rows.starts[begin : end + 1], rows.positions, rows.weights)


def _query(*terms: Term, form: Form = "open") -> Query:
    return Query(Question("?"), "?", "sv", form, terms)


BRO = Term("bro", "bro")


def _described(selector: Selector, query: Query, *chunks: int) -> dict[str, Described]:
    return {d.sentence.text: d for d in selector.describe(query, as_hits(chunks))}


def test_every_sentence_of_the_hits_is_a_candidate_and_no_other(
    select: Callable[..., Selector],
) -> None:
    found = select().select(_query(BRO), as_hits([1, 0]))

    assert {c.sentence.text for c in found} == {*CHUNKS[0][2], *CHUNKS[1][2]}


def test_sentence_that_has_the_words_comes_first(select: Callable[..., Selector]) -> None:
    best = select().select(_query(BRO, Term("måla", "mala")), as_hits([2, 1, 0]))[0]

    assert best.sentence.text == "Bron bör målas."
    assert best.found == {0, 1}


def test_no_hits_give_no_candidates(select: Callable[..., Selector]) -> None:
    assert select().select(_query(BRO), []) == []


def test_word_beside_counts_less_than_the_word_itself(select: Callable[..., Selector]) -> None:
    described = _described(select(), _query(BRO), 0)

    assert described["Bron bör målas."].features["near"] == pytest.approx(1.0)
    assert described["Stålet håller längre."].features["near"] == pytest.approx(NEIGHBOUR_WEIGHT)
    assert described["Snön faller."].features["near"] == 0
    assert described["Stålet håller längre."].near == {0}
    assert described["Stålet håller längre."].within == frozenset()


def test_word_beside_in_another_source_does_not_count(select: Callable[..., Selector]) -> None:
    described = _described(select(), _query(Term("lampa", "lampa")), 1, 2)

    assert described["Bron syns bättre."].near == {0}
    assert described["Sommaren var torr."].near == frozenset()


def test_word_of_the_heading_counts_for_all_below_it(select: Callable[..., Selector]) -> None:
    described = _described(select(), _query(Term("rostskydd", "rostskydd")), 0)

    assert {d.features["above"] for d in described.values()} == {1.0}
    assert {round(d.features["near"], 6) for d in described.values()} == {ABOVE_WEIGHT}
    assert {d.within for d in described.values()} == {frozenset({0})}


def test_source_that_the_question_names_is_preferred(select: Callable[..., Selector]) -> None:
    described = _described(select(), _query(BRO, Term("Lomma", "lomma")), 0, 2)

    named, other = described["Bron syns bättre."], described["Bron bör målas."]
    assert (named.features["named_source"], named.features["other_source"]) == (1, 0)
    assert (other.features["named_source"], other.features["other_source"]) == (0, 1)
    assert 1 in named.within


HOGANAS, REPORT = Term("Höganäs", "hoganas"), Term("rapporten", "rapport")


def test_source_that_is_asked_for_as_a_whole_is_looked_up_where_it_concludes(
    select: Callable[..., Selector],
) -> None:
    query = replace(_query(HOGANAS, REPORT), gist=frozenset({1}))

    described = _described(select(), query, 0, 2)

    gist = {text: d.features["gist"] for text, d in described.items()}
    assert set(gist) == {text for _, _, texts in CHUNKS for text in texts}
    assert {text for text, tells in gist.items() if tells} == set(CHUNKS[1][2])


def test_source_that_is_asked_of_a_matter_is_not_asked_for_as_a_whole(
    select: Callable[..., Selector],
) -> None:
    query = replace(_query(HOGANAS, REPORT, BRO), gist=frozenset({1}))

    described = _described(select(), query, 0, 2)

    assert not set(CHUNKS[1][2]) & set(described)
    assert not any(d.features["gist"] for d in described.values())


def test_chunk_that_ranks_higher_says_more_for_its_sentences(
    select: Callable[..., Selector],
) -> None:
    selector = select()

    first = _described(selector, _query(BRO), 0, 1)["Snön faller."].features
    second = _described(selector, _query(BRO), 1, 0)["Snön faller."].features

    assert first["chunk"] > second["chunk"]
    assert first["section"] > second["section"]


def test_sentence_that_does_what_the_form_asks_for_is_preferred(
    select: Callable[..., Selector],
) -> None:
    number = sentence_of(
        3, "broar.txt", (1, 300, 324), CHUNKS[1][2][0], signs=frozenset({"number"})
    )
    selector = select(s3=number)

    figure = _described(selector, _query(BRO, form="figure"), 1)
    risk = _described(selector, _query(BRO, form="risk"), 1)

    assert figure["Färgen kostar 40 kronor."].features["form"] == 1
    assert risk["Färgen kostar 40 kronor."].features["form"] == 0


def test_sentence_that_means_what_is_asked_shares_it_without_its_words(
    select: Callable[..., Selector],
) -> None:
    thrift = concept_names()[0]
    selector = select(meant={1: {thrift: 1.0}}, headed={2: {thrift: 1.0}})

    query = _query(Term("spara", "spara", concepts=((thrift, 1.0),)))
    described = _described(selector, query, 0)

    assert described["Stålet håller längre."].features["meaning"] == pytest.approx(1.0)
    assert described["Snön faller."].features["meaning"] == pytest.approx(ABOVE)
    assert described["Snön faller."].features["meaning_above"] == pytest.approx(1.0)
    assert described["Bron bör målas."].features["meaning"] == 0
    assert not any(d.found for d in described.values())


def test_candidate_tells_its_share_of_the_meaning(select: Callable[..., Selector]) -> None:
    thrift = concept_names()[0]
    selector = select({"meaning": 1.0}, meant={2: {thrift: 1.0}})

    found = selector.select(_query(Term("spara", "spara", concepts=((thrift, 1.0),))), as_hits([0]))

    assert found[0].sentence.text == "Snön faller."
    assert [c.meaning for c in found] == pytest.approx([1.0, 0.0, 0.0])


def test_learned_weights_raise_the_sentences_that_they_speak_for(
    select: Callable[..., Selector],
) -> None:
    advice = sentence_of(2, "broar.txt", (0, 200, 212), "Snön faller.", signs=frozenset({"advice"}))
    weights = np.zeros((1, 3 * len(concept_names()) + 1), dtype=np.float32)
    weights[0, -1] = 2.0
    learned = RelevanceModel({"word bro": 0}, ["sign advice"], weights)
    plain = select({"relevance": 1.0}, s2=advice)

    found = plain.with_model(learned).select(_query(BRO), as_hits([0]))

    assert found[0].sentence.text == "Snön faller."
    assert [c.relevance for c in found] == pytest.approx([2.0 * TRAIT, 0, 0])
    assert {c.relevance for c in plain.select(_query(BRO), as_hits([0]))} == {0}


def test_learned_weights_say_less_of_a_source_that_they_were_not_learned_of(
    select: Callable[..., Selector],
) -> None:
    weights = np.zeros((1, 3 * len(concept_names()) + 1), dtype=np.float32)
    weights[0, -1] = 2.0
    learned = RelevanceModel({"word bro": 0}, ["kind paragraph"], weights)
    known = select().with_model(learned)
    unknown = replace(known, is_learned=lambda source: source != "broar.txt")

    found, less = (
        {c.sentence.source: c.relevance for c in it.select(_query(BRO), as_hits([0, 2]))}
        for it in (known, unknown)
    )

    assert found == {"broar.txt": pytest.approx(2.0 * TRAIT), "lampor.txt": found["broar.txt"]}
    assert less == {
        "broar.txt": pytest.approx(RELEVANCE_ELSEWHERE * found["broar.txt"]),
        "lampor.txt": found["lampor.txt"],
    }


def test_candidate_tells_how_far_it_stands_above_no_sentence_at_all(
    select: Callable[..., Selector],
) -> None:
    weights = np.zeros((1, 3 * len(concept_names())), dtype=np.float32)
    nothing = Nothing(1.5, np.array([2.0], dtype=np.float32))
    plain = select({"coverage": 4.0})
    learned = RelevanceModel({"word bro": 0}, [], weights, nothing=nothing)

    found = plain.with_model(learned).select(_query(BRO), as_hits([0]))

    assert [c.above_nothing for c in found] == pytest.approx([c.score - 3.5 for c in found])
    assert {c.above_nothing for c in plain.select(_query(BRO), as_hits([0]))} == {0.0}


def test_score_is_the_weighted_sum_of_the_features(select: Callable[..., Selector]) -> None:
    selector = select({"coverage": 2.0, "short": -0.5, "no such feature": 9.0})

    scores = {c.sentence.text: c.score for c in selector.select(_query(BRO), as_hits([0]))}

    assert scores["Bron bör målas."] == pytest.approx(2.0 - 0.5)
    assert scores["Snön faller."] == pytest.approx(-0.5)


def test_candidates_that_score_alike_come_in_the_order_of_the_text(
    select: Callable[..., Selector],
) -> None:
    found = select({"coverage": 0.0}).select(_query(BRO), as_hits([2, 0, 1]))

    assert [c.sentence.id for c in found] == sorted(c.sentence.id for c in found)


def test_shares_lie_between_zero_and_one(select: Callable[..., Selector]) -> None:
    terms = (BRO, Term("stål", "stal", variants=(("rostskydd", 0.7),)), Term("xyz", "xyz"))

    found = select().describe(_query(*terms), as_hits([0, 1, 2]))

    assert found
    for described in found:
        for name in (
            "coverage",
            "near",
            "above",
            "similarity",
            "chunk",
            "section",
            "form",
            "meaning",
        ):
            assert 0 <= described.features[name] <= 1 + 1e-6, name


def test_every_feature_is_in_the_table_and_the_table_has_no_other(
    select: Callable[..., Selector],
) -> None:
    [described, *_] = select().describe(_query(BRO), as_hits([0]))

    assert described.features.keys() == FEATURES.keys()


def test_question_without_words_is_shared_by_nothing(select: Callable[..., Selector]) -> None:
    described = _described(select(), _query(), 0)

    assert {d.features["coverage"] for d in described.values()} == {0}
    assert {d.features["similarity"] for d in described.values()} == {0}
