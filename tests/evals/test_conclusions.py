"""What the sources themselves conclude is asked for by the gold questions."""

from collections import Counter
from typing import Any

import pytest

from evals.gold import CORPUS, QUESTIONS, load_questions, load_raws, locate
from evals.lines import read_lines
from evals.spans import HELD_SHARE, RawSpan, Word, words_of

CONCLUSIONS = QUESTIONS.with_name("conclusions.jsonl")


@pytest.fixture(scope="module")
def conclusions() -> list[dict[str, Any]]:
    return read_lines(CONCLUSIONS, dict)


@pytest.fixture(scope="module")
def raws() -> dict[str, str]:
    return load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])


def _words(conclusion: dict[str, Any], raws: dict[str, str]) -> list[Word]:
    source, quote = conclusion["source"], conclusion["quote"]
    start = raws[source].index(quote)
    return words_of(RawSpan(source, start, start + len(quote)), raws)


def test_every_kind_of_conclusion_is_listed(conclusions: list[dict[str, Any]]) -> None:
    counts = Counter((item["source"], item["kind"]) for item in conclusions)

    thesis, fyrbodal, report = (
        "e-tjansteutveckling-sma-kommuner.txt",
        "fyrbodal-status-digitalisering-2024.txt",
        "gu-nationella-och-lokala-initiativ-2026.txt",
    )
    assert counts[report, "recommendation"] >= 10
    assert counts[report, "ideal_type"] == 3
    assert counts[thesis, "lesson"] == 12
    assert counts[thesis, "research_question"] >= 3
    assert counts[thesis, "comparison"] >= 1
    assert counts[fyrbodal, "conclusion"] == 6
    assert counts[fyrbodal, "challenge"] == 21
    assert counts[fyrbodal, "opportunity"] >= 1
    assert {path.name for path in CORPUS.glob("*.txt")} == {source for source, _ in counts}


def test_every_conclusion_is_covered_by_a_nugget(
    conclusions: list[dict[str, Any]], raws: dict[str, str]
) -> None:
    """A nugget's evidence holds half of the conclusion's words, or lies within it."""
    quotes = [
        quote.words
        for question in load_questions(QUESTIONS)
        for quote in locate(question, raws).quotes
    ]

    uncovered = [
        item["id"]
        for item in conclusions
        for words in [frozenset(_words(item, raws))]
        if not any(
            len(words & set(quote)) >= HELD_SHARE * min(len(words), len(quote)) for quote in quotes
        )
    ]

    assert uncovered == []


def test_no_conclusion_is_listed_twice(conclusions: list[dict[str, Any]]) -> None:
    ids = [item["id"] for item in conclusions]

    assert len(set(ids)) == len(ids)
