"""The command line keeps its contract: what it reads, prints, writes, and its exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from advisor import __version__
from advisor.channels.asked import profile_from, question_from, read_profile
from advisor.errors import BadInputError
from advisor.types import Answer, Profile
from tests.conftest import ROOT, Run

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
NOT_IN_THE_SOURCES = "Vad kostar en liter mjölk i Tokyo?"
TRACEBACK = "Traceback"


class Cli:
    """The command in a process of its own, in an empty folder, on the corpus of the repository."""

    def __init__(self, run: Run, folder: Path, data: Path) -> None:
        self._run = run
        self.folder = folder
        self._variables: dict[str, str | Path] = {
            "ADVISOR_DATA": data,
            "ADVISOR_CORPUS": ROOT / "corpus",
        }

    def __call__(
        self, *arguments: str | Path, **variables: str | Path
    ) -> subprocess.CompletedProcess[str]:
        merged = self._variables | variables
        return self._run("-m", "advisor", *arguments, cwd=self.folder, **merged)

    def start(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
        environment = os.environ | {k: str(v) for k, v in self._variables.items()}
        return subprocess.Popen(
            [sys.executable, "-m", "advisor", *map(str, arguments)],
            cwd=self.folder,
            env=environment | {"PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            **options,
        )


@pytest.fixture
def cli(run: Run, tmp_path: Path, indexed_data: Path) -> Cli:
    return Cli(run, tmp_path, indexed_data)


@pytest.fixture
def bare(run: Run, tmp_path: Path) -> Cli:
    """Without an index."""
    return Cli(run, tmp_path, tmp_path / "data")


def _write_lines(path: Path, *lines: object) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --- Asking ---------------------------------------------------------------------------


def test_answer_is_plain_text_in_a_pipe(cli: Cli) -> None:
    asked = cli("ask", QUESTION, FORCE_COLOR="")

    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.startswith("Ett automatiskt system svarar")
    assert "Källor" in asked.stdout
    assert "[1]" in asked.stdout
    assert "\x1b" not in asked.stdout


def test_json_has_exactly_the_fields_of_an_answer(cli: Cli) -> None:
    asked = cli("ask", "--json", QUESTION)

    answer = json.loads(asked.stdout)
    assert asked.returncode == 0, asked.stderr
    assert set(answer) == {field.name for field in fields(Answer)}
    assert answer["question"] == QUESTION
    assert answer["statements"]


def test_json_is_utf_8_whatever_the_locale(cli: Cli) -> None:
    asked = cli("ask", "--json", QUESTION, PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert json.loads(asked.stdout)["question"] == QUESTION


def test_locale_without_our_letters_does_not_stop_an_answer(cli: Cli) -> None:
    asked = cli("ask", QUESTION, PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert asked.returncode == 0, asked.stderr


@pytest.mark.parametrize("question", [NOT_IN_THE_SOURCES, "Skriv en dikt om katter"])
def test_question_without_an_answer_ends_with_3_and_says_so(cli: Cli, question: str) -> None:
    asked = cli("ask", "--json", question)

    assert asked.returncode == 3, asked.stderr
    assert json.loads(asked.stdout)["status"] in {"no_evidence", "refused", "clarification"}


def test_question_that_begins_with_a_dash_stands_after_two_dashes(cli: Cli) -> None:
    asked = cli("ask", "--json", "--", f"-{QUESTION}")

    assert json.loads(asked.stdout)["question"] == f"-{QUESTION}"


def test_history_makes_a_follow_up_stand_alone(cli: Cli) -> None:
    asked = cli("ask", "--json", "Och för små kommuner?", "--history", QUESTION)

    answer = json.loads(asked.stdout)
    assert answer["question"] == "Och för små kommuner?"
    assert "e-tjänsteplattform" in answer["standalone_question"]


def test_dash_reads_the_question_from_standard_input(cli: Cli) -> None:
    process = cli.start("ask", "--json", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    printed, _ = process.communicate(f"{QUESTION}\n")

    assert json.loads(printed)["question"] == QUESTION


def test_profile_says_what_it_changes_and_without_one_nothing_is_guessed(cli: Cli) -> None:
    profile = cli.folder / "kommun.yaml"
    profile.write_text("name: Åmål\npopulation: 12000\n", encoding="utf-8")

    asked = cli("ask", "--json", QUESTION, "--profile", profile)

    assert asked.returncode == 0, asked.stderr
    assert "storlek" in json.loads(asked.stdout)["profile_effect"]
    assert json.loads(cli("ask", "--json", QUESTION).stdout)["profile_effect"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", ""],
        ["ask", " \t "],
        ["ask", "\x1b[31m\x07"],
        ["ask", "å" * 2001],
        ["ask", QUESTION, "--history", "å" * 2001],
        ["ask", QUESTION, "--profile", "missing.yaml"],
        ["ask", QUESTION, "--out", "answers.jsonl"],
        ["ask", QUESTION, "extra"],
        ["ask", QUESTION, "--no-such-option"],
        ["ask", "--batch", "missing.jsonl", "--out", "answers.jsonl"],
        ["ask", "--batch", "missing.jsonl"],
        ["ask", QUESTION, "--batch", "missing.jsonl", "--out", "answers.jsonl"],
        ["ask", "-"],
        ["no-such-command"],
    ],
)
def test_bad_input_ends_with_2_and_a_message(bare: Cli, arguments: list[str]) -> None:
    asked = bare(*arguments)

    assert asked.returncode == 2
    assert "Error: " in asked.stderr
    assert asked.stdout == ""
    assert TRACEBACK not in asked.stderr


def test_missing_index_ends_with_4_and_the_mend(bare: Cli) -> None:
    asked = bare("ask", QUESTION)

    assert asked.returncode == 4
    assert "Run `advisor index`" in asked.stderr
    assert TRACEBACK not in asked.stderr


def test_unknown_setting_ends_with_2_and_its_name(bare: Cli) -> None:
    (bare.folder / ".env").write_text("ADVISOR_GLOSARY=x\n", encoding="utf-8")

    asked = bare("ask", QUESTION)

    assert asked.returncode == 2
    assert "ADVISOR_GLOSARY" in asked.stderr


@pytest.mark.parametrize("value", ["10.0.0.5", '["10.0.0.5"'])
def test_list_that_is_no_json_ends_with_2_and_how_to_write_it(bare: Cli, value: str) -> None:
    (bare.folder / ".env").write_text(f"ADVISOR_TRUSTED_PROXIES={value}\n", encoding="utf-8")

    asked = bare("ask", QUESTION)

    assert asked.returncode == 2
    assert "ADVISOR_TRUSTED_PROXIES is no JSON" in asked.stderr
    assert TRACEBACK not in asked.stderr


def test_reader_that_has_gone_is_no_failure(cli: Cli) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    process = cli.start("ask", QUESTION, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, errors = process.communicate()

    assert process.returncode == 0
    assert errors == ""


# --- A batch --------------------------------------------------------------------------


def test_batch_answers_each_line_under_its_own_id(cli: Cli) -> None:
    lines = _write_lines(
        cli.folder / "in.jsonl",
        {"id": "ett", "question": QUESTION},
        "",
        {
            "id": "två",
            "question": "Och för små kommuner?",
            "history": [QUESTION],
            "profile": {"name": "Åmål", "digital_lead": "yes"},
        },
    )

    batch = cli("ask", "--batch", lines, "--out", "out.jsonl")

    answers = _read_lines(cli.folder / "out.jsonl")
    assert batch.returncode == 0, batch.stderr
    assert [answer["id"] for answer in answers] == ["ett", "två"]
    assert all(set(answer) == {field.name for field in fields(Answer)} for answer in answers)
    assert "e-tjänsteplattform" in answers[1]["standalone_question"]


def test_bad_line_gets_an_error_in_its_place_and_the_rest_goes_on(cli: Cli) -> None:
    lines = _write_lines(
        cli.folder / "in.jsonl",
        "{broken",
        "[" * 100_000,
        [1],
        {"question": QUESTION},
        {"id": 7, "question": QUESTION},
        '{"id": "\\ud800", "question": "x"}',
        {"id": "no question"},
        {"id": "empty", "question": " "},
        {"id": "long", "question": "å" * 2001},
        {"id": "unknown", "question": QUESTION, "histori": []},
        {"id": "history", "question": QUESTION, "history": QUESTION},
        {"id": "profile", "question": QUESTION, "profile": {"populaton": 3}},
        {"id": "good", "question": QUESTION},
    )

    batch = cli("ask", "--batch", lines, "--out", "out.jsonl")

    results = _read_lines(cli.folder / "out.jsonl")
    named = ["no question", "empty", "long", "unknown", "history", "profile"]
    assert batch.returncode == 0, batch.stderr
    assert [result["id"] for result in results] == [None] * 6 + [*named, "good"]
    for result in results[:-1]:
        assert set(result) == {"id", "error"}
        assert set(result["error"]) == {"code", "message"}
        assert result["error"]["code"] == "bad_input"
    assert "Did you mean history?" in results[9]["error"]["message"]
    assert "Did you mean population?" in results[11]["error"]["message"]
    assert results[-1]["status"] == "answered"


def test_batch_may_go_to_standard_output(cli: Cli) -> None:
    lines = _write_lines(cli.folder / "in.jsonl", {"id": "ett", "question": QUESTION})

    batch = cli("ask", "--batch", lines, "--out", "-")

    assert [json.loads(line)["id"] for line in batch.stdout.splitlines()] == ["ett"]


def test_batch_keeps_line_separators_within_a_question(cli: Cli) -> None:
    line = json.dumps({"id": "ett", "question": f"{QUESTION}\u2028"}, ensure_ascii=False)
    lines = _write_lines(cli.folder / "in.jsonl", line)

    batch = cli("ask", "--batch", lines, "--out", "-")

    assert json.loads(batch.stdout)["question"] == QUESTION


def test_batch_that_is_not_utf_8_ends_with_2(bare: Cli) -> None:
    lines = bare.folder / "in.jsonl"
    lines.write_bytes('{"id": "å"}'.encode("latin-1"))

    batch = bare("ask", "--batch", lines, "--out", "out.jsonl")

    assert batch.returncode == 2
    assert "UTF-8" in batch.stderr


@pytest.mark.parametrize("out", ["missing/out.jsonl", "."])
def test_batch_that_cannot_be_written_ends_with_2(bare: Cli, out: str) -> None:
    lines = _write_lines(bare.folder / "in.jsonl", {"id": "ett", "question": QUESTION})

    batch = bare("ask", "--batch", lines, "--out", out)

    assert batch.returncode == 2
    assert TRACEBACK not in batch.stderr


def test_batch_that_fails_leaves_the_answers_before_it_alone(bare: Cli) -> None:
    lines = _write_lines(bare.folder / "in.jsonl", {"id": "ett", "question": QUESTION})
    (bare.folder / "out.jsonl").write_text("before\n", encoding="utf-8")

    batch = bare("ask", "--batch", lines, "--out", "out.jsonl")

    assert batch.returncode == 4
    assert sorted(path.name for path in bare.folder.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert (bare.folder / "out.jsonl").read_text(encoding="utf-8") == "before\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGINT for one process")
def test_interrupted_batch_is_quiet_and_leaves_no_file(cli: Cli) -> None:
    many = [{"id": str(n), "question": f"{QUESTION} {n}"} for n in range(5000)]
    lines = _write_lines(cli.folder / "in.jsonl", *many)

    process = cli.start("ask", "--batch", lines, "--out", "out.jsonl", stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not any(p.stat().st_size for p in cli.folder.glob(".out.jsonl.*")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()

    assert process.returncode == 130
    assert errors == ""
    assert [path.name for path in cli.folder.iterdir()] == ["in.jsonl"]


# --- Questions and profiles -----------------------------------------------------------


def test_question_is_trimmed_and_freed_of_control_characters() -> None:
    question = question_from("  Ska\x07 vi\n\x1b[31msamverka\u202e?  ", ["  Och? ", " "])

    assert question.text == "Ska vi samverka?"
    assert question.history == ("Och?",)


def test_longest_question_is_read() -> None:
    assert len(question_from("å" * 2000).text) == 2000


def test_profile_may_tell_everything_or_nothing() -> None:
    values = {
        "name": "Åmål",
        "population": 12000,
        "employees": 1100,
        "county": "Västra Götaland",
        "it_organisation": "shared",
        "digital_lead": "yes",
        "goals": ["färre system"],
    }

    whole, none = profile_from(values), profile_from(dict.fromkeys(values))

    assert whole == Profile(
        "Åmål", 12000, 1100, "Västra Götaland", "shared", True, ("färre system",)
    )
    assert none == profile_from({}) == Profile()


@pytest.mark.parametrize(("told", "meant"), [("yes", True), ("No", False), (True, True)])
def test_digital_lead_is_told_in_words_or_as_a_boolean(told: object, meant: bool) -> None:
    assert profile_from({"digital_lead": told}).digital_lead is meant


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.yaml", "digital_lead: no\nit_organisation: none\npopulation: 12_000\n"),
        ("p.json", '\ufeff{"digital_lead": "no", "it_organisation": "none", "population": 12000}'),
        ("p.txt", '{"digital_lead": false, "it_organisation": "none", "population": 12000}'),
    ],
)
def test_profile_is_read_from_yaml_or_json(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    profile = read_profile(path)

    assert profile == Profile(population=12000, it_organisation="none", digital_lead=False)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"populaton": 3}, "Did you mean population?"),
        ({1: 3}, "Use name, population"),
        ({"population": "12 000"}, "a whole number"),
        ({"population": True}, "a whole number"),
        ({"employees": -1}, "a whole number"),
        ({"employees": 1.5}, "a whole number"),
        ({"name": 5}, "text"),
        ({"county": ["x"]}, "text"),
        ({"it_organisation": "cloud"}, "own, shared or none"),
        ({"it_organisation": []}, "own, shared or none"),
        ({"digital_lead": "maybe"}, "yes or no"),
        ({"digital_lead": 1}, "yes or no"),
        ({"goals": "one"}, "a list of texts"),
        ({"goals": [1]}, "a list of texts"),
        ({"goals": ["å" * 2001]}, "at most"),
        ([], "a mapping"),
        (None, "a mapping"),
    ],
)
def test_profile_that_is_wrong_says_what_to_give(values: object, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        profile_from(values)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.yaml", b"name: \xe5"),
        ("p.yaml", b"a: ["),
        ("p.yaml", b"a: \x00"),
        ("p.yaml", b"["),
        ("p.yaml", b"[" * 100_000),
        ("p.json", b"{" * 100_000),
        ("p.json", b"name: x"),
        ("p.yaml", b"!!python/object/apply:os.getcwd []"),
        ("p.yaml", b"x: 1\n" * 300_000),
    ],
)
def test_profile_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(BadInputError, match=r"The profile .*p\.(yaml|json)"):
        read_profile(path)


# --- The other commands ---------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version_is_told(bare: Cli, arguments: list[str]) -> None:
    told = bare(*arguments)

    assert told.returncode == 0
    assert told.stdout == f"advisor {__version__}\n"


def test_index_that_is_up_to_date_is_left_alone(cli: Cli, indexed_data: Path) -> None:
    current = (indexed_data / "index" / "current").read_bytes()

    indexed = cli("index")

    assert indexed.returncode == 0, indexed.stderr
    assert "up to date" in indexed.stdout
    assert indexed.stdout.count("unchanged") == 5
    assert (indexed_data / "index" / "current").read_bytes() == current


def test_document_that_fails_is_shown_and_the_rest_is_published(bare: Cli) -> None:
    corpus = bare.folder / "own"
    corpus.mkdir()
    (corpus / "bra.md").write_text("# Råd\n\nKommunerna bör samverka om IT.\n", encoding="utf-8")
    (corpus / "trasig.pdf").write_bytes(b"no PDF")
    (corpus / "olistad.md").write_text("x", encoding="utf-8")
    (corpus / "sources.yaml").write_text(
        "- {file: bra.md, display_title: Bra, kind: other}\n"
        "- {file: trasig.pdf, display_title: Trasig, kind: other}\n",
        encoding="utf-8",
    )

    indexed = bare("index", "--corpus", corpus)

    assert indexed.returncode == 0, indexed.stderr
    assert "NOT INDEXED: trasig.pdf" in indexed.stderr
    assert "olistad.md" in indexed.stdout
    assert bare("ask", "Bör kommunerna samverka om IT?").returncode in {0, 3}


def test_corpus_that_is_missing_ends_with_2(bare: Cli) -> None:
    indexed = bare("index", "--corpus", "missing")

    assert indexed.returncode == 2
    assert "missing" in indexed.stderr
    assert TRACEBACK not in indexed.stderr


def test_second_indexing_at_the_same_time_ends_with_1(bare: Cli) -> None:
    from advisor.index.publishing import exclusive

    with exclusive(bare.folder / "data" / "index"):
        indexed = bare("index")

    assert indexed.returncode == 1
    assert "Another process" in indexed.stderr
    assert TRACEBACK not in indexed.stderr


def test_doctor_finds_no_problem_where_all_is_well(cli: Cli) -> None:
    examined = cli("doctor", "--json")

    findings = json.loads(examined.stdout)
    assert examined.returncode == 0, examined.stdout
    assert all(set(f) == {"topic", "level", "message", "mend"} for f in findings)
    assert {f["level"] for f in findings} <= {"ok", "warning"}
    assert {"index", "vectors", "corpus", "version"} <= {f["topic"] for f in findings}


def test_doctor_without_an_index_ends_with_4_and_tells_the_mend(bare: Cli) -> None:
    examined = bare("doctor")

    assert examined.returncode == 4
    assert "Run `advisor index`" in " ".join(examined.stdout.split())


def test_doctor_reports_settings_that_cannot_be_read(bare: Cli) -> None:
    (bare.folder / ".env").write_text("ADVISOR_GLOSARY=x\n", encoding="utf-8")

    examined = bare("doctor")

    assert examined.returncode == 1
    assert "ADVISOR_GLOSARY" in examined.stdout


def test_models_show_tells_which_model_is_set(bare: Cli) -> None:
    assert "fitted on the corpus" in bare("models", "show").stdout
    assert "models fetch nobody/none" in " ".join(
        bare("models", "show", ADVISOR_EMBEDDING_MODEL="nobody/none").stdout.split()
    )
