"""The gold questions keep their form, and what they call evidence stands in the sources."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from advisor.errors import BadInputError
from advisor.types import Form
from evals.gold import (
    CORPUS,
    QUESTIONS,
    Evidence,
    EvidenceSpan,
    GoldQuestion,
    Nugget,
    evidence_spans,
    load_questions,
    load_raws,
    sources_of,
)

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
        quotes = [evidence.quote for nugget in question.nuggets for evidence in nugget.evidence]
        spans = evidence_spans(question, raws)
        found = {raws[span.source][span.start : span.end] for span in spans}
        assert found == set(quotes)


def test_every_source_of_the_corpus_is_asked_about(questions: list[GoldQuestion]) -> None:
    texts = {path.name for path in CORPUS.glob("*.txt")}

    assert set(sources_of(questions)) == texts
    assert len(texts) == CORPUS_SOURCES


def test_the_questions_have_their_shares(questions: list[GoldQuestion]) -> None:
    asked = [item for item in questions if item.refuse is None]
    first = [item for item in asked if not item.history]

    assert sum(item.language == "sv" for item in first) >= 60
    assert sum(item.language == "en" for item in first) >= 25
    assert len(asked) - len(first) >= 6
    assert sum(item.refuse == "far" for item in questions) >= 12
    assert sum(item.refuse == "near" for item in questions) >= 14
    assert sum(item.refuse in ("scope", "vague") for item in questions) >= 3


def test_some_questions_need_more_than_one_source(questions: list[GoldQuestion]) -> None:
    assert sum(len(sources_of([item])) > 1 for item in questions) >= 20


def test_a_third_of_every_kind_is_kept_for_the_test(questions: list[GoldQuestion]) -> None:
    splits: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        if question.refuse is None:
            splits[question.kind].append(question.split)
        elif question.refuse in ("far", "near"):
            splits[question.refuse].append(question.split)

    assert set(splits) == {*get_args(Form), "far", "near"}
    for kind, given in splits.items():
        assert 0.28 <= given.count("test") / len(given) <= 0.4, kind


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


def test_every_place_of_a_quote_is_a_span(write: Callable[..., Path]) -> None:
    (question,) = load_questions(write(item()))

    spans = evidence_spans(question, {"a.txt": "Ja. Nej. Ja."})

    assert spans == (EvidenceSpan(0, "a.txt", 0, 3), EvidenceSpan(0, "a.txt", 9, 12))


def test_a_quote_that_does_not_stand_in_its_source_is_an_error(
    write: Callable[..., Path],
) -> None:
    (question,) = load_questions(write(item()))

    with pytest.raises(BadInputError, match=r"not found in a\.txt"):
        evidence_spans(question, {"a.txt": "Nej."})


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Å\r\nJa.".encode())

    assert load_raws(tmp_path, ["a.txt"]) == {"a.txt": "Å\r\nJa."}
