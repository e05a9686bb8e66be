"""How sentences are read is measured on labels that still belong to sentences of the corpus."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from advisor.discourse.acts import ACTS, act_features
from advisor.index.publishing import current_build
from advisor.index.store import Evidence
from advisor.types import Sentence
from advisor.vocabulary import Act, Voice
from evals.learning.acts import (
    Labelled,
    Rate,
    accuracy,
    features_of,
    is_counter,
    learn,
    load_labels,
    matched,
    rates,
    report,
)
from tests.fakes import sentence_of

LABEL = Labelled("a.txt", "Måla bron.", "test", "author", "", "recommendation", False, False)


def _sentence(text: str = "Måla bron.", **more: object) -> Sentence:
    return sentence_of(0, "a.txt", (0, 0, len(text)), text, **more)


# --- Figures ------------------------------------------------------------------------


def test_accuracy_is_the_share_that_is_told_right() -> None:
    assert accuracy(["a", "b", "b", "b"], ["a", "a", "b", "b"]) == 0.75


def test_precision_counts_what_was_told_and_recall_what_was_there() -> None:
    found = rates(["a", "b", "b", "b"], ["a", "a", "b", "a"])

    assert found == {"a": Rate(1.0, 1 / 3, 3), "b": Rate(1 / 3, 1.0, 1)}


def test_class_that_was_never_told_or_never_there_has_no_such_figure() -> None:
    found = rates(["a", "a"], ["a", "b"])
    turned = rates(["a", "b"], ["a", "a"])

    assert math.isnan(found["b"].precision)
    assert (found["b"].recall, found["b"].n) == (0.0, 1)
    assert math.isnan(turned["b"].recall)
    assert (turned["b"].precision, turned["b"].n) == (0.0, 0)


def test_one_answer_for_each_sentence_is_needed() -> None:
    with pytest.raises(ValueError, match="zip"):
        accuracy(["a"], ["a", "b"])


def test_report_tells_voice_act_counter_and_condition() -> None:
    right = _sentence(act="recommendation")
    wrong = _sentence(act="finding", voice="literature")

    lines = report([(LABEL, right), (LABEL, wrong)]).splitlines()

    assert lines[0] == "2 sentences"
    assert "voice: accuracy 0.50" in lines
    assert "  author: P 1.00 R 0.50 n 2" in lines
    assert "counter: accuracy 1.00" in lines


@pytest.mark.parametrize(
    ("signs", "speaks_against"),
    [({"drawback"}, True), ({"shortfall", "number"}, True), ({"benefit"}, False), (set(), False)],
)
def test_drawback_or_shortfall_speaks_against(signs: set[str], speaks_against: bool) -> None:
    assert is_counter(_sentence(signs=frozenset(signs))) is speaks_against


# --- Labels and their sentences -----------------------------------------------------


def test_label_belongs_to_the_sentence_of_its_source_whatever_the_line_breaks() -> None:
    broken = _sentence("Måla\n bron.")
    elsewhere = replace(broken, id=1, source="b.txt")

    assert matched([LABEL], [elsewhere, broken]) == [(LABEL, broken)]
    assert matched([LABEL], [elsewhere]) == []


def test_act_is_learned_from_what_shows_it() -> None:
    advice = _sentence("Kommunen bör måla.", signs=frozenset({"advice"}))
    number = _sentence("Bron har 40 stolpar.", signs=frozenset({"number"}))
    pairs = [(LABEL, advice), (replace(LABEL, act="finding"), number)] * 10

    weights = learn(pairs)

    of_advice = dict(zip(ACTS, weights["sign_advice"], strict=True))
    of_number = dict(zip(ACTS, weights["sign_number"], strict=True))
    assert max(ACTS, key=lambda act: of_advice[act]) == "recommendation"
    assert max(ACTS, key=lambda act: of_number[act]) == "finding"
    assert "sign_benefit" not in weights


def test_features_of_an_indexed_sentence_are_those_it_was_read_with() -> None:
    sentence = _sentence("Kommunen bör måla bron varje vår.", signs=frozenset({"advice"}))
    read = act_features(
        sentence.text,
        "sv",
        signs=sentence.signs,
        role="result",
        kind="paragraph",
        voice="author",
        section=sentence.section,
    )

    assert {"sign_advice", "role_result", "kind_paragraph", "voice_author"} <= read
    assert read < features_of(replace(sentence, lead_in=(0, 4), emphasis=0.5))
    assert features_of(sentence) == read


# --- The labelled sentences ---------------------------------------------------------


@pytest.fixture(scope="module")
def labels() -> list[Labelled]:
    return load_labels()


def test_labels_are_of_the_known_kinds(labels: list[Labelled]) -> None:
    assert {label.split for label in labels} == {"train", "test"}
    assert {label.voice for label in labels} == set(get_args(Voice))
    assert {label.act for label in labels} == set(get_args(Act))
    assert [label.text for label in labels if label.voice == "author" and label.said_by] == []


def test_at_least_three_hundred_sentences_are_kept_for_testing(labels: list[Labelled]) -> None:
    tested = [(label.source, label.text) for label in labels if label.split == "test"]

    assert len(tested) >= 300
    assert len(set(tested)) == len(tested)


def test_no_sentence_is_learned_from_and_tested_with(labels: list[Labelled]) -> None:
    learned = {(label.source, label.text) for label in labels if label.split == "train"}
    tested = {(label.source, label.text) for label in labels if label.split == "test"}

    assert sorted(learned & tested) == []


def test_every_labelled_sentence_is_still_a_sentence_of_the_corpus(
    labels: list[Labelled], indexed_data: Path
) -> None:
    evidence = Evidence(current_build(indexed_data / "index").folder)
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())

    found = {label for label, _ in matched(labels, sentences)}

    assert [label.text for label in labels if label not in found] == []
