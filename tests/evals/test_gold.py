"""The gold questions keep their form, and what they call evidence stands in the sources."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from advisor.errors import BadInputError
from advisor.vocabulary import Form
from evals.gold import (
    CORPUS,
    QUESTIONS,
    Evidence,
    GoldQuestion,
    Nugget,
    Wording,
    load_questions,
    load_raws,
    locate,
    sources_needed,
    sources_of,
)
from evals.spans import RawSpan

CORPUS_SOURCES = 5


@pytest.fixture(scope="module")
def questions() -> list[GoldQuestion]:
    return load_questions(QUESTIONS)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the given objects as one file of questions."""

    def _write(*items: object) -> Path:
        path = tmp_path / "questions.jsonl"
        path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        return path

    return _write


def item(**changes: object) -> dict[str, Any]:
    """A sound question, with some fields changed."""
    evidence = {"source": "a.txt", "quote": "Ja."}
    return {
        "id": "sv-001",
        "language": "sv",
        "kind": "decision",
        "split": "dev",
        "question": "Ska vi?",
        "history": [],
        "nuggets": [{"text": "Ja.", "vital": True, "evidence": [evidence]}],
        **changes,
    }


# --- The questions themselves ---------------------------------------------------


def test_every_quote_stands_in_its_source(questions: list[GoldQuestion]) -> None:
    raws = load_raws(CORPUS, sources_of(questions))

    for question in questions:
        quotes = {
            " ".join(evidence.quote.split())
            for nugget in question.nuggets
            for evidence in nugget.evidence
        }
        spans = [quote.span for quote in locate(question, raws).quotes]
        found = {" ".join(raws[s.source][s.start : s.end].split()) for s in spans}
        assert found == quotes


def test_every_source_of_the_corpus_is_asked_about(questions: list[GoldQuestion]) -> None:
    texts = {path.name for path in CORPUS.glob("*.txt")}

    assert set(sources_of(questions)) == texts
    assert len(texts) == CORPUS_SOURCES


def test_the_questions_have_their_shares(questions: list[GoldQuestion]) -> None:
    asked = [item for item in questions if item.refuse is None]
    first = [item for item in asked if not item.history]

    assert sum(item.language == "sv" for item in first) >= 100
    assert sum(item.language == "en" for item in first) >= 50
    assert len(asked) - len(first) >= 20
    assert sum(len(sources_of([item])) > 1 for item in asked) >= 20
    assert sum(sources_needed(item) > 1 for item in asked) >= 20
    assert sum(item.disagree for item in asked) >= 15
    assert sum(item.refuse == "far" for item in questions) >= 40
    assert sum(item.refuse == "near" for item in questions) >= 60


def test_both_languages_are_asked_in_every_way(questions: list[GoldQuestion]) -> None:
    ways = {(item.language, item.wording) for item in questions}

    # English has no diacritics to leave out.
    assert ways == {(way, w) for way in ("sv", "en") for w in get_args(Wording)} - {
        ("en", "folded")
    }


def test_a_third_of_every_kind_is_kept_for_the_test(questions: list[GoldQuestion]) -> None:
    splits: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        splits[question.refuse or question.kind].append(question.split)

    for kind, given in splits.items():
        assert 0.25 <= given.count("test") / len(given) <= 0.45, kind


def test_both_languages_ask_every_kind(questions: list[GoldQuestion]) -> None:
    asked = {(item.language, item.kind) for item in questions if item.refuse is None}

    assert asked == {(language, kind) for language in ("sv", "en") for kind in get_args(Form)}


def test_an_answerable_question_has_one_to_six_nuggets_and_a_vital_one(
    questions: list[GoldQuestion],
) -> None:
    for question in questions:
        if question.refuse is None:
            assert 1 <= len(question.nuggets) <= 6, question.id
            assert any(nugget.vital for nugget in question.nuggets), question.id


def test_no_question_is_asked_twice(questions: list[GoldQuestion]) -> None:
    asked = [(*item.history, item.question) for item in questions]

    assert len(set(asked)) == len(asked)


# --- Reading them ----------------------------------------------------------------


def test_a_question_is_read_whole(write: Callable[..., Path]) -> None:
    (question,) = load_questions(write(item(history=["Vad är det?"])))

    assert question == GoldQuestion(
        id="sv-001",
        language="sv",
        kind="decision",
        split="dev",
        question="Ska vi?",
        history=("Vad är det?",),
        nuggets=(Nugget("Ja.", True, (Evidence("a.txt", "Ja."),)),),
    )


def test_a_question_to_be_refused_needs_no_nuggets(write: Callable[..., Path]) -> None:
    (question,) = load_questions(write(item(nuggets=[], refuse="near")))

    assert question.refuse == "near"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"answer": "Ja."}, "unknown field answer"),
        ({"kind": "poem"}, "`kind` is 'poem'"),
        ({"language": "no"}, "`language` is 'no'"),
        ({"split": "train"}, "`split` is 'train'"),
        ({"kind": ["list"]}, "`kind` is"),
        ({"question": " "}, "`question` must be text"),
        ({"history": "Vad?"}, "`history` must be a list"),
        ({"nuggets": []}, "No nuggets"),
        ({"refuse": "near"}, "has no nuggets"),
        ({"nuggets": [], "refuse": "odd"}, "`refuse` is 'odd'"),
        ({"nuggets": [{"text": "Ja.", "vital": 1, "evidence": []}]}, "`vital` must be"),
        ({"nuggets": [{"text": "Ja.", "vital": True, "evidence": []}]}, "at least one evidence"),
        ({"nuggets": [{"text": "Ja.", "vital": True}]}, "lacks evidence"),
        ({"wording": "odd"}, "`wording` is 'odd'"),
        ({"disagree": "yes"}, "`disagree` must be"),
        ({"disagree": True}, "each side is a nugget"),
    ],
)
def test_an_unsound_question_is_named_with_its_line(
    write: Callable[..., Path], changes: dict[str, object], complaint: str
) -> None:
    path = write(item(id="sv-000"), item(**changes))

    with pytest.raises(BadInputError, match=rf"line 2: .*{complaint}"):
        load_questions(path)


def test_an_id_comes_once(write: Callable[..., Path]) -> None:
    with pytest.raises(BadInputError, match="line 2: the id sv-001 comes twice"):
        load_questions(write(item(), item()))


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(BadInputError, match="line 1"):
        load_questions(path)


# --- Where the evidence stands ------------------------------------------------------


def test_every_place_of_a_quote_is_found(write: Callable[..., Path]) -> None:
    (question,) = load_questions(write(item()))

    found = locate(question, {"a.txt": "Ja. Nej. Ja."})

    assert [quote.span for quote in found.quotes] == [
        RawSpan("a.txt", 0, 3),
        RawSpan("a.txt", 9, 12),
    ]
    assert found.quotes[1].words == (("a.txt", 9, 11),)


def test_a_quote_may_have_other_line_breaks_than_its_source() -> None:
    evidence = Evidence("a.txt", "en gemensam plattform")
    nuggets = (Nugget("Ja.", True, (evidence,)),)
    question = GoldQuestion("sv-001", "sv", "decision", "dev", "Ska vi?", (), nuggets)

    found = locate(question, {"a.txt": "Vi vill ha en\n gemensam\tplattform."})

    assert [(quote.span.start, quote.span.end) for quote in found.quotes] == [(11, 33)]


def test_a_quote_that_does_not_stand_in_its_source_is_an_error(
    write: Callable[..., Path],
) -> None:
    (question,) = load_questions(write(item()))

    with pytest.raises(BadInputError, match=r"not found in a\.txt"):
        locate(question, {"a.txt": "Nej."})


def test_sources_needed_are_the_fewest_that_hold_all_vital_points() -> None:
    first, second = Evidence("a.txt", "Ja."), Evidence("b.txt", "Nej.")
    either = Nugget("x", True, (first, second))
    only_b = Nugget("y", True, (second,))
    only_a = Nugget("z", True, (first,))

    def _needed(*nuggets: Nugget) -> int:
        return sources_needed(GoldQuestion("q", "sv", "list", "dev", "?", (), nuggets))

    assert _needed(either, only_b) == 1
    assert _needed(only_a, only_b) == 2
    assert _needed() == 0


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Å\r\nJa.".encode())

    assert load_raws(tmp_path, ["a.txt"]) == {"a.txt": "Å\r\nJa."}
