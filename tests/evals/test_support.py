"""The checks of statements, on pairs that were written before them."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.bootstrap import open_parts
from advisor.documents.sources import load_sources
from advisor.errors import BadInputError
from advisor.settings import Settings
from evals.gold import CORPUS
from evals.support import (
    BARS,
    KINDS,
    PAIRS,
    Judged,
    bars_missed,
    full_lexicon,
    judge,
    load_pairs,
    main,
    table,
)

# How many pairs each file has; those of `test` and of the files for validation are not
# looked at.
FILES = {
    "dev": 170,
    "test": 170,
    "dev_b": 220,
    "dev_c": 240,
    "dev_d": 220,
    "dev_e": 120,
    "valid": 220,
}
# By eighteen writers who knew nothing of the checks; what is weighed was learned from them.
LEARNED_FROM = {
    "dev_f": 280,
    "dev_g": 288,
    "dev_h": 388,
    "dev_i": 492,
    "dev_j": 516,
    "dev_k": 528,
    "dev_l": 579,
    "dev_m": 515,
    "dev_n": 626,
    "dev_o": 562,
    "dev_q": 545,
    "dev_r": 641,
    "dev_s": 584,
    "dev_t": 537,
    "dev_w": 553,
    "dev_x": 786,
    "dev_y": 344,
    "dev_z": 824,
}
LATER_VALID = {"valid_b": 264, "valid_c": 404}
ALL_FILES = FILES | LEARNED_FROM | LATER_VALID


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return _judged("dev.jsonl")


def _judged(file: str) -> list[Judged]:
    sources = {source.file: source for source in load_sources(CORPUS).sources}
    return judge(load_pairs(PAIRS / file), full_lexicon(), sources)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_pairs_is_half_faithful_with_every_kind_and_its_own_ids(name: str) -> None:
    pairs = load_pairs(PAIRS / f"{name}.jsonl")

    kinds = Counter(pair.kind for pair in pairs)
    assert kinds["faithful"] * 2 == len(pairs) == FILES[name]
    assert set(kinds) == set(KINDS)
    assert len({pair.id for pair in pairs}) == len(pairs)


@pytest.mark.parametrize("name", LEARNED_FROM | LATER_VALID)
def test_a_later_file_is_half_faithful_with_every_kind_that_has_a_bar(name: str) -> None:
    pairs = load_pairs(PAIRS / f"{name}.jsonl")

    kinds = Counter(pair.kind for pair in pairs)
    assert len(pairs) == ALL_FILES[name]
    assert 0.44 * len(pairs) <= kinds["faithful"] <= 0.52 * len(pairs)
    assert set(kinds) >= {"faithful", *BARS}
    assert len({pair.id for pair in pairs}) == len({pair.statement for pair in pairs}) == len(pairs)


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_pair_is_over_a_source_of_the_corpus_and_never_over_nothing(name: str) -> None:
    sources = {source.file for source in load_sources(CORPUS).sources}

    for pair in load_pairs(PAIRS / f"{name}.jsonl"):
        assert pair.source in sources
        assert 1 <= len(pair.quotes) <= 3
        assert all(pair.quotes)
        assert pair.statement


def test_pairs_are_half_faithful_in_both_languages(judged: list[Judged]) -> None:
    kinds = Counter(one.pair.kind for one in judged)
    languages = Counter(one.pair.language for one in judged)

    assert kinds["faithful"] * 2 == len(judged) == 170
    assert min(languages.values()) >= 0.4 * len(judged)


def test_a_quote_of_a_pair_stands_in_the_text_of_its_source(indexed_data: Path) -> None:
    evidence = open_parts(Settings(data=indexed_data, corpus=CORPUS)).evidence
    texts = {one.file: evidence.document(one.file).text for one in evidence.sources()}

    missing = [
        pair.id
        for name in ALL_FILES
        for pair in load_pairs(PAIRS / f"{name}.jsonl")
        for quote in pair.quotes
        if quote not in texts[pair.source]
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("file", "stopped", "lost"), [("dev", 0.85, 0.1), ("dev_b", 0.85, 0.1), ("dev_k", 0.75, 0.15)]
)
def test_what_was_learned_from_is_told_apart(file: str, stopped: float, lost: float) -> None:
    """Only that nothing went back: of writers that nothing was learned from it tells less."""
    judged = _judged(f"{file}.jsonl")

    wrong = [one.reason is not None for one in judged if one.pair.kind in BARS]
    faithful = [one.reason is not None for one in judged if one.pair.is_faithful]
    assert sum(wrong) >= stopped * len(wrong)
    assert sum(faithful) <= lost * len(faithful)


def test_a_bar_that_is_missed_is_named(judged: list[Judged]) -> None:
    unstopped = [
        replace(one, reason=None if one.pair.kind in ("number", "faithful") else "link")
        for one in judged
    ]
    too_strict = [replace(one, reason="link") for one in judged]

    assert [line.split(":")[0] for line in bars_missed(unstopped)] == ["number"]
    assert [line.split(":")[0] for line in bars_missed(too_strict)] == ["faithful"]


def test_rates_are_told_by_kind_and_language_with_their_intervals(judged: list[Judged]) -> None:
    lines = list(table(judged))

    number = next(line for line in lines if line.startswith("number"))
    assert "22/22 100% (85%-100%)" in number
    assert len(lines) == 8


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"id": "1", "kind": "rumour"}) + "\n", encoding="utf-8")

    with pytest.raises(BadInputError, match=r"line 1: No kind is called rumour"):
        load_pairs(file)


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl cannot be read" in capsys.readouterr().err
