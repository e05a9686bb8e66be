"""The scoring rules, on answers small enough to check by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import BadInputError
from advisor.types import Form, Language
from evals.gold import Evidence, GoldQuestion, Nugget, Refuse, Split
from evals.scoring import Score, aggregate, failures, load_answers, main, score, table

SOURCE = "a.txt"
# "en två tre fyra" stands twice: as evidence, and again where no one points.
RAW = "noll. en två tre fyra. fem sex sju åtta. " + "ord " * 300
RAWS = {SOURCE: RAW, "b.txt": "en två tre fyra."}


def gold(
    *quotes: str,
    id: str = "sv-001",
    language: Language = "sv",
    kind: Form = "list",
    split: Split = "dev",
    refuse: Refuse | None = None,
    history: tuple[str, ...] = (),
) -> GoldQuestion:
    """A question with one vital nugget per quote."""
    nuggets = tuple(Nugget(quote, True, (Evidence(SOURCE, quote),)) for quote in quotes)
    return GoldQuestion(id, language, kind, split, f"Fråga {id}?", history, nuggets, refuse)


def cite(quote: str, source: str = SOURCE, at: int | None = None) -> dict[str, Any]:
    start = RAWS[source].index(quote) if at is None else at
    return {
        "source": source,
        "raw_quote": quote,
        "raw_start": start,
        "raw_end": start + len(quote),
    }


def answer(*statements: list[dict[str, Any]], status: str = "answered") -> dict[str, Any]:
    made = [{"citations": citations} for citations in statements]
    return {"id": "sv-001", "status": status, "statements": made}


def test_a_nugget_whose_evidence_is_quoted_is_covered() -> None:
    result = score(gold("en två tre fyra"), answer([cite("en två tre fyra")]), RAWS)

    assert result.covered == (True,)
    assert (result.vital, result.all) == (1.0, 1.0)


@pytest.mark.parametrize(("quoted", "covered"), [("två tre", True), ("två", False)])
def test_half_of_the_words_cover_and_fewer_do_not(quoted: str, covered: bool) -> None:
    result = score(gold("en två tre fyra"), answer([cite(quoted)]), RAWS)

    assert result.covered == (covered,)


def test_quotes_of_several_statements_cover_together() -> None:
    parts = answer([cite("en")], [cite("fyra")])

    result = score(gold("en två tre fyra"), parts, RAWS)

    assert result.covered == (True,)


def test_the_same_words_in_another_source_do_not_count() -> None:
    result = score(gold("en två tre fyra"), answer([cite("en två tre fyra", "b.txt")]), RAWS)

    assert result.covered == (False,)


def test_the_same_words_in_another_place_do_not_count() -> None:
    raws = {SOURCE: "Om tid. en två. Om plats: en två."}
    question = gold("Om plats: en två")
    elsewhere = {"source": SOURCE, "raw_quote": "en två", "raw_start": 8, "raw_end": 14}

    assert score(question, answer([elsewhere]), raws).covered == (False,)
    there = {**elsewhere, "raw_start": 26, "raw_end": 32}
    assert score(question, answer([there]), raws).covered == (True,)


def test_a_quote_that_does_not_stand_at_its_offsets_counts_for_nothing() -> None:
    moved = cite("en två tre fyra", at=RAW.index("en två") + 1)

    result = score(gold("en två tre fyra"), answer([moved]), RAWS)

    assert result.covered == (False,)
    assert result.quoted_words == 0


def test_any_one_evidence_quote_covers_its_nugget() -> None:
    either = (Evidence(SOURCE, "en två tre fyra"), Evidence(SOURCE, "fem sex sju åtta"))
    question = GoldQuestion("q", "sv", "list", "dev", "?", (), (Nugget("t", True, either),))

    assert score(question, answer([cite("sex sju åtta")]), RAWS).covered == (True,)


def test_words_after_the_250th_do_not_count() -> None:
    filler = cite(("ord " * 250).strip())
    question = gold("en två tre fyra")

    late = score(question, answer([filler], [cite("en två tre fyra")]), RAWS)
    early = score(question, answer([cite("en två tre fyra")], [filler]), RAWS)

    assert (late.covered, early.covered) == ((False,), (True,))
    assert late.quoted_words == 254


def test_the_word_at_the_cut_still_counts() -> None:
    filler = cite(("ord " * 248).strip())

    result = score(gold("en två tre fyra"), answer([filler], [cite("en två tre fyra")]), RAWS)

    assert result.covered == (True,)


def test_words_quoted_twice_count_once() -> None:
    filler = cite(("ord " * 200).strip())
    again = answer([filler], [filler], [cite("en två tre fyra")])

    result = score(gold("en två tre fyra"), again, RAWS)

    assert result.covered == (True,)
    assert (result.quoted_words, result.statements) == (204, 3)


def test_only_vital_nuggets_make_the_vital_score() -> None:
    nuggets = (
        Nugget("a", True, (Evidence(SOURCE, "en två tre fyra"),)),
        Nugget("b", False, (Evidence(SOURCE, "fem sex sju åtta"),)),
    )
    question = GoldQuestion("q", "sv", "list", "dev", "?", (), nuggets)

    result = score(question, answer([cite("fem sex sju åtta")]), RAWS)

    assert (result.vital, result.all) == (0.0, 0.5)
    assert [nugget.text for nugget in result.missed] == ["a"]


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("no_evidence", True),
        ("refused", True),
        ("clarification", True),
        ("answered", False),
        ("partial", False),
    ],
)
def test_three_statuses_are_refusals(status: str, refused: bool) -> None:
    assert score(gold(refuse="far"), answer(status=status), RAWS).refused is refused


def test_a_refusal_covers_nothing() -> None:
    refused = answer([cite("en två tre fyra")], status="no_evidence")

    assert score(gold("en två tre fyra"), refused, RAWS).covered == (False,)


def test_an_error_is_neither_an_answer_nor_a_refusal() -> None:
    failed = {"id": "sv-001", "error": {"code": "failure", "message": "Det brast."}}

    result = score(gold("en två tre fyra"), failed, RAWS)

    assert (result.vital, result.refused, result.error) == (0.0, False, "Det brast.")


def test_an_answer_in_another_form_is_named() -> None:
    with pytest.raises(BadInputError, match="sv-001 is not in the agreed form"):
        score(gold("en två tre fyra"), {"id": "sv-001", "status": "answered"}, RAWS)


# --- Groups ----------------------------------------------------------------------


def scored(question: GoldQuestion, *covered: bool, refused: bool = False) -> Score:
    return Score(question, covered, refused, 2, 10)


def test_languages_are_never_averaged_together() -> None:
    rows = aggregate(
        [scored(gold("en"), True), scored(gold("en", id="en-001", language="en"), False)]
    )

    values = {row.group: row.figures["strict_vital_score"].value for row in rows}
    assert values["sv"] == 1.0
    assert values["en"] == 0.0
    assert {group.split(" / ")[0] for group in values} == {"sv", "en"}


def test_questions_are_grouped_by_kind_source_and_follow_up() -> None:
    rows = aggregate([scored(gold("en", kind="risk", history=("Vad?",)), True)])

    groups = [row.group for row in rows]
    assert groups == ["sv", "sv / follow-up", "sv / kind / risk", f"sv / source / {SOURCE}"]


def test_refusing_is_right_for_some_questions_and_wrong_for_others() -> None:
    rows = aggregate(
        [
            scored(gold("en"), False, refused=True),
            scored(gold("två"), True),
            scored(gold(refuse="near"), refused=True),
            scored(gold(refuse="near")),
            scored(gold(refuse="far"), refused=True),
        ]
    )

    figures = {row.group: row.figures for row in rows}
    assert figures["sv"]["deflection_fpr"].value == 0.5
    assert figures["sv / near"]["deflection_tpr"].value == 0.5
    assert figures["sv / far"]["deflection_tpr"].value == 1.0


def test_length_is_that_of_the_answers_given() -> None:
    rows = aggregate([scored(gold("en"), True), scored(gold("två"), False, refused=True)])

    words = rows[0].figures["answer_words"]
    assert (words.n, words.value) == (1, 10.0)


def test_an_interval_holds_its_mean_and_is_the_same_every_time() -> None:
    scores = [scored(gold("en"), index % 3 == 0) for index in range(30)]

    first, second = (aggregate(scores)[0].figures["strict_vital_score"] for _ in range(2))

    assert first == second
    assert first.low < first.value < first.high


def test_the_table_shows_n_of_every_group() -> None:
    text = table(aggregate([scored(gold("en"), True), scored(gold(refuse="far"), refused=True)]))

    lines = [line.split() for line in text.splitlines() if line]
    assert ["sv", "1", "1.00"] in [line[:3] for line in lines]
    assert ["sv", "/", "far", "1", "1.00", "(1.00-1.00)"] in lines


def test_failures_show_what_was_missed_and_quoted_in_dev() -> None:
    missed = score(gold("en två tre fyra"), answer([cite("fem sex")]), RAWS)

    text = failures([missed])

    assert "Fråga sv-001?" in text
    assert "missed: en två tre fyra" in text
    assert "quoted: fem sex" in text


def test_failures_never_show_a_test_item() -> None:
    hidden = score(gold("en två tre fyra", split="test"), answer(), RAWS)

    assert failures([hidden]) == ""


def test_an_answer_to_what_should_be_refused_is_a_failure() -> None:
    text = failures([scored(gold(refuse="near")), scored(gold(refuse="far"), refused=True)])

    assert "should have been refused (near)" in text
    assert "(far)" not in text


# --- The command -------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a corpus of one source, and two questions: one dev, one test."""
    (tmp_path / SOURCE).write_text(RAW, encoding="utf-8")
    items = [
        {
            "id": id,
            "language": "sv",
            "kind": "list",
            "split": split,
            "question": f"Fråga {id}?",
            "history": ["Tidigare?"],
            "nuggets": [
                {
                    "text": "Räkna.",
                    "vital": True,
                    "evidence": [{"source": SOURCE, "quote": "en två tre fyra"}],
                }
            ],
        }
        for id, split in (("sv-001", "dev"), ("sv-002", "test"))
    ]
    _write_lines(tmp_path / "questions.jsonl", items)
    return tmp_path


def _write_lines(path: Path, items: list[dict[str, Any]]) -> None:
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    path.write_text("".join(lines), encoding="utf-8")


def _run(project: Path, *arguments: str) -> int:
    questions = str(project / "questions.jsonl")
    return main([*arguments, "--questions", questions, "--corpus", str(project)])


def test_the_batch_holds_what_is_asked_and_nothing_of_the_key(project: Path) -> None:
    batch = project / "batch.jsonl"

    code = _run(project, "--write-batch", str(batch), "--split", "test")

    assert code == 0
    line = {"id": "sv-002", "question": "Fråga sv-002?", "history": ["Tidigare?"]}
    assert [json.loads(text) for text in batch.read_text(encoding="utf-8").splitlines()] == [line]


def test_the_command_prints_the_table_and_the_failures_of_dev(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = project / "answers.jsonl"
    _write_lines(answers, [{**answer([cite("fem sex")]), "id": id} for id in ("sv-001", "sv-002")])

    code = _run(project, str(answers), "--failures")

    printed = capsys.readouterr().out
    assert code == 0
    assert "strict_vital_score" in printed
    assert "Fråga sv-001?" in printed
    assert "Fråga sv-002?" not in printed


def test_a_missing_answer_is_bad_input(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = project / "answers.jsonl"
    _write_lines(answers, [answer()])

    assert _run(project, str(answers)) == BadInputError.exit_code
    assert "No answer to sv-002" in capsys.readouterr().err
    assert _run(project, str(answers), "--split", "dev") == 0


def test_an_answer_to_no_question_is_bad_input(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = project / "answers.jsonl"
    _write_lines(answers, [{**answer(), "id": "sv-999"}])

    assert _run(project, str(answers), "--split", "dev") == BadInputError.exit_code
    assert "sv-999" in capsys.readouterr().err


def test_the_command_wants_answers_or_a_batch_to_write(project: Path) -> None:
    with pytest.raises(SystemExit):
        _run(project)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "line 1 is not an object with an id"),
        ('{"id": "a"}\n{"id": "a"}', "line 2: a comes twice"),
    ],
)
def test_a_line_of_answers_that_cannot_be_read_is_named(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInputError, match=complaint):
        load_answers(path)
