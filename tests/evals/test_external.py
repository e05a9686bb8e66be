"""The figures on collections that are not the project's own."""

import json
from pathlib import Path

import pytest

from advisor.errors import BadInputError
from evals.external import FOLDER, Row, find_folder, main, read_collection, score, table


def _write(folder: Path, questions: list[object], answers: list[object]) -> Path:
    for name, rows in (("questions.jsonl", questions), ("answers.jsonl", answers)):
        text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_missing_collection_is_skipped_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([], parents=[tmp_path])

    assert status == 0
    said = capsys.readouterr().out
    assert said.startswith("SKIPPED")
    assert "questions.jsonl" in said


def test_a_folder_that_was_named_and_is_not_there_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--folder", str(tmp_path / "nowhere")])

    assert status == BadInputError.exit_code
    assert "nowhere" in capsys.readouterr().err


def test_folder_is_found_beside_a_parent(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    inside = tmp_path / "project" / "evals"
    assert find_folder(inside.parents) is None

    _write(folder, [], [])

    assert find_folder(inside.parents) == folder


def test_question_without_its_answer_is_bad_input(tmp_path: Path) -> None:
    question = {"id": "q1", "question": "Får barn vaccin?", "answer": "a2"}
    folder = _write(tmp_path, [question], [{"id": "a1", "text": "Ja."}])

    with pytest.raises(BadInputError, match="a2"):
        read_collection(folder)


def test_broken_line_is_named_and_ends_with_its_own_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _write(tmp_path, [{"id": "q1"}], [{"id": "a1", "text": "Ja."}])

    status = main(["--folder", str(folder)])

    assert status == BadInputError.exit_code
    assert "questions.jsonl, line 1" in capsys.readouterr().err


def test_each_question_is_answered_from_its_own_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four answers without a word in common: every ranking must find all of them first."""
    texts = {
        "a1": "Bygglov krävs för en altan som är högre än en meter över marken.",
        "a2": "Parkeringstillstånd söks hos gatukontoret och gäller i två år.",
        "a3": "Förskolan stänger klockan sjutton på vardagar under hösten.",
        "a4": "Sopkärl töms varannan vecka av renhållningen i tätorten.",
    }
    asked = {
        "a1": "När krävs bygglov för altanen?",
        "a2": "Hur länge gäller parkeringstillståndet?",
        "a3": "När stänger förskolan?",
        "a4": "Hur ofta töms sopkärlet?",
    }
    folder = _write(
        tmp_path,
        [{"id": f"q-{a}", "question": text, "answer": a} for a, text in asked.items()],
        [{"id": a, "text": text} for a, text in texts.items()],
    )

    status = main(["--folder", str(folder)])

    lines = capsys.readouterr().out.splitlines()
    ranked = [line for line in lines if "1.000" in line]
    assert status == 0
    assert len(ranked) == 5
    assert all("1.000  1.000    1.000" in line for line in ranked), "\n".join(ranked)


def test_score_counts_the_place_of_the_right_answer() -> None:
    rankings = {"q1": ["a1", "a2"], "q2": ["a1", "a2"], "q3": []}

    row = score("some", rankings, {"q1": "a1", "q2": "a2", "q3": "a3"})

    assert row.r1 == pytest.approx(1 / 3)
    assert row.r10 == pytest.approx(2 / 3)
    assert row.ndcg10 == pytest.approx((1 + 0.6309) / 3, abs=1e-4)
    assert row.by_question == pytest.approx({"q1": 1.0, "q2": 0.6309, "q3": 0.0}, abs=1e-4)


def test_table_tells_how_far_each_ranking_is_from_the_one_in_use() -> None:
    now = Row("now", 0.5, 1.0, 0.75, {"q1": 1.0, "q2": 0.5})
    worse = Row("worse", 0.0, 1.0, 0.25, {"q1": 0.5, "q2": 0.0})

    lines = table([now, worse], in_use="now").splitlines()

    assert lines[1].endswith("in use")
    assert lines[2].endswith("-0.500 (-0.500 to -0.500)")
