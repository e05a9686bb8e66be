"""The commands about what is kept, as their users run them."""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.channels.word_files import below, opened
from tests.conftest import ROOT, Run, Serve, Server

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """A running server that has answered once, and heard what was thought of it."""
    with serve() as server:
        httpx.post(f"{server.url}/v1/ask", json={"question": "Vad kostar det?"}, timeout=60)
        answer = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=60).json()
        said = {"answer": answer["id"], "useful": True, "comment": "Ring 070-123 45 67"}
        httpx.post(f"{server.url}/v1/feedback", json=said, timeout=60).raise_for_status()
        yield server


@pytest.fixture
def advisor(server: Server, run: Run, tmp_path: Path) -> Run:
    """Runs a command on its data folder."""

    def _advisor(*arguments: str | Path, **variables: str | Path):  # type: ignore[no-untyped-def]
        places = {"ADVISOR_DATA": server.data, "ADVISOR_CORPUS": ROOT / "corpus", **variables}
        return run("-m", "advisor", *arguments, cwd=tmp_path, **places)

    return _advisor


def test_answer_is_listed_shown_and_the_same_when_it_is_asked_again(advisor: Run) -> None:
    listed = advisor("records", "list", "--limit", "1")
    id = listed.stdout.split()[0]
    shown = advisor("records", "show", id)
    data = json.loads(advisor("records", "show", id, "--json").stdout)
    compared = advisor("records", "compare", id)

    assert QUESTION in listed.stdout
    assert len(listed.stdout.splitlines()) == 1
    assert f"Question:     {QUESTION}" in shown.stdout
    assert "Said of it: useful. Ring 070-123 45 67" in shown.stdout
    assert data["answer"]["statements"]
    assert compared.returncode == 0, compared.stderr
    assert "quotes: the same" in compared.stdout
    assert "Every quote of the record stands in its sources." in compared.stdout


def test_answer_is_written_as_a_document_that_no_other_file_makes_way_for(
    advisor: Run, tmp_path: Path
) -> None:
    id = advisor("records", "list", "--limit", "1").stdout.split()[0]

    done = [advisor("records", "document", id, "--out", f"memo.{end}") for end in ("docx", "md")]
    again = advisor("records", "document", id, "--out", "memo.docx")
    other = advisor("records", "document", id, "--out", "memo.pdf")

    assert [one.returncode for one in done] == [0, 0], done[0].stderr
    document = opened((tmp_path / "memo.docx").read_bytes())
    assert below(document, "Fråga") == [QUESTION]
    assert "\n## Källor\n" in (tmp_path / "memo.md").read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "memo.docx").stat().st_mode) == 0o600
    assert (again.returncode, other.returncode) == (2, 2)
    assert "exists already" in again.stderr
    assert "neither in .docx nor in .md" in other.stderr


def test_records_are_exported_masked_unless_it_is_said(advisor: Run, tmp_path: Path) -> None:
    done = advisor("records", "export", "--out", "records.jsonl")
    again = advisor("records", "export", "--out", "records.jsonl")
    unmasked = advisor("records", "export", "--out", "-", "--unmasked")

    text = (tmp_path / "records.jsonl").read_text(encoding="utf-8")
    assert done.stdout.startswith("2 answers are in records.jsonl")
    assert [json.loads(line)["asked"]["text"] for line in text.splitlines()][1] == QUESTION
    assert "[telefon]" in text
    assert "070-123" not in text
    assert "070-123" in unmasked.stdout
    assert stat.S_IMODE((tmp_path / "records.jsonl").stat().st_mode) == 0o600
    assert again.returncode == 2
    assert "exists already" in again.stderr


def test_backup_of_a_running_server_is_restored_elsewhere(advisor: Run, tmp_path: Path) -> None:
    made = advisor("backup", "--out", "backup.tar.gz")
    refused = advisor("restore", "backup.tar.gz", "--replace")
    restored = advisor("restore", "backup.tar.gz", "--data", "there")
    listed = advisor("records", "list", ADVISOR_DATA=tmp_path / "there")
    asked = advisor("ask", QUESTION, ADVISOR_DATA=tmp_path / "there")

    assert made.returncode == 0, made.stderr
    assert "holds 2 answers" in made.stdout
    assert refused.returncode == 1
    assert "Stop `advisor serve`" in refused.stderr
    assert restored.returncode == 0, restored.stderr
    assert listed.stdout == advisor("records", "list").stdout
    assert asked.returncode == 0, asked.stderr


def test_old_records_are_deleted_and_that_is_noted(
    advisor: Run, server: Server, tmp_path: Path
) -> None:
    copied = tmp_path / "data"
    shutil.copytree(server.data, copied)

    kept = advisor("records", "purge", ADVISOR_DATA=copied)
    deleted = advisor("records", "purge", "--older-than", "0", ADVISOR_DATA=copied)
    purges = advisor("records", "purges", ADVISOR_DATA=copied).stdout.splitlines()

    assert "older than 730 days: answers 0" in kept.stdout
    assert "older than 0 days: answers 2, conversations 2, feedback 1" in deleted.stdout
    assert advisor("records", "list", ADVISOR_DATA=copied).stdout == ""
    assert "advisor serve" in purges[0]  # at its start
    assert "advisor records purge" in purges[-1]
    assert len(purges) == 3


def test_what_is_not_there_is_told(advisor: Run, tmp_path: Path) -> None:
    unknown = advisor("records", "show", "a-none")
    nowhere = advisor("records", "list", ADVISOR_DATA=tmp_path / "nowhere")

    assert (unknown.returncode, nowhere.returncode) == (1, 2)
    assert "There is no answer a-none" in unknown.stderr
    assert "No records are kept" in nowhere.stderr
    assert not (tmp_path / "nowhere").exists()
