"""`advisor eval` as a municipality runs it on its own corpus with its own questions."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, Protocol

import pytest

from tests.conftest import Run
from tests.fakes import BUDGET, PLATFORM, write_corpus

PLATFORM_QUOTE = (
    "Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform för att dela kostnaden."
)
BUDGET_QUOTE = "Kommunerna behöver skilja budgeten för drift från budgeten för innovation."


class Evaluate(Protocol):
    """Runs `advisor eval` in a folder with a corpus and questions of its own."""

    folder: Path

    def __call__(self, *arguments: str) -> CompletedProcess[str]: ...


def _question(id: str, split: str, question: str, quote: str | None, source: str) -> dict[str, Any]:
    evidence = {"source": source, "quote": quote}
    nuggets = [{"text": "poängen", "vital": True, "evidence": [evidence]}] if quote else []
    refuse = {} if quote else {"refuse": "far"}
    asked = {"id": id, "language": "sv", "kind": "decision", "split": split, "history": []}
    return {**asked, "question": question, "nuggets": nuggets, **refuse}


QUESTIONS = [
    _question(
        "q1",
        "dev",
        "Bör kommunerna ansluta sig till en gemensam e-tjänsteplattform?",
        PLATFORM_QUOTE,
        "plattform.txt",
    ),
    _question("q2", "dev", "Hur ofta ska snön skottas på gågatan?", None, ""),
    # As many as a total of the test split must have.
    *(
        _question(f"t{number}", "test", question, BUDGET_QUOTE, "budget.txt")
        for number, question in enumerate(
            (
                "Ska budgeten för drift skiljas från budgeten för innovation?",
                "Bör vi skilja budgeten för drift från den för innovation?",
                "Behöver kommunerna skilja budgeten för innovation från drift?",
                "Ska budgeten för innovation skiljas från budgeten för drift?",
                "Bör kommunerna ha en budget för drift skild från innovation?",
            )
        )
    ),
]


@pytest.fixture(scope="module")
def evaluate(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Evaluate:
    folder = tmp_path_factory.mktemp("municipality")
    corpus = write_corpus(folder / "reports", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    _write(corpus / "questions.jsonl", QUESTIONS)

    class _Evaluate:
        def __init__(self) -> None:
            self.folder = folder

        def __call__(self, *arguments: str) -> CompletedProcess[str]:
            own = ("--corpus", "reports", "--questions", "reports/questions.jsonl")
            return run("-m", "advisor", "eval", *own, *arguments, cwd=folder, ADVISOR_DATA="data")

    made = _Evaluate()
    accepted = made("--accept", "--out", "full")
    assert accepted.returncode == 0, accepted.stderr
    return made


def _write(path: Path, questions: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    path.write_text(text, encoding="utf-8")


def test_an_accepted_run_is_the_baseline_beside_the_questions(evaluate: Evaluate) -> None:
    kept = json.loads((evaluate.folder / "reports" / "baseline.json").read_text(encoding="utf-8"))

    assert kept["items"]["q1"]["figures"]["truthfulness"] == 1.0
    assert kept["items"]["q2"]["figures"]["truthfulness"] == 1.0
    assert set(kept["items"]) == {"q1", "q2"}


def test_the_same_code_passes_and_leaves_a_report(evaluate: Evaluate) -> None:
    finished = evaluate("--quick")

    assert finished.returncode == 0, finished.stderr
    assert "strict_vital_score" in finished.stdout
    assert finished.stdout.endswith("Passed.\n")
    names = {path.name for path in (evaluate.folder / "data" / "evals").iterdir()}
    assert names == {"report.html", "results.json", "junit.xml"}


def test_a_full_run_compares_with_other_ways(evaluate: Evaluate) -> None:
    page = (evaluate.folder / "full" / "report.html").read_text(encoding="utf-8")

    for name in ("without glossary", "dense alone", "LangChain + Chroma, 250 words", "BM25"):
        assert name in page


def test_a_fall_of_the_test_totals_does_not_pass(evaluate: Evaluate) -> None:
    """The baseline says that more was reached than is."""
    path = evaluate.folder / "reports" / "baseline.json"
    better = json.loads(path.read_text(encoding="utf-8"))
    for row in better["figures"]:
        if row["split"] == "test":
            row["figures"]["truthfulness"]["value"] = 2.0
    (evaluate.folder / "better.json").write_text(json.dumps(better), encoding="utf-8")

    finished = evaluate("--quick", "--compare", "better.json")

    assert finished.returncode == 1
    assert "truthfulness of the sv test questions went from 2.000" in finished.stderr


def test_a_quote_that_does_not_stand_in_its_source_is_bad_input(evaluate: Evaluate) -> None:
    wrong = _question("q1", "dev", "Ska vi?", "Detta står inte där.", "budget.txt")
    _write(evaluate.folder / "wrong.jsonl", [wrong])

    finished = evaluate("--questions", "wrong.jsonl")

    assert finished.returncode == 2
    assert "q1: not found in budget.txt" in finished.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "--split", "dev"), "A baseline holds both splits"),
        (("--accept", "--quick"), "A baseline holds both splits"),
        (("--compare", "reports/questions.jsonl"), "is not the result of an eval run"),
        (("--questions", "nowhere.jsonl"), "nowhere.jsonl cannot be read"),
        (("--corpus", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_says_what_to_do(
    evaluate: Evaluate, arguments: tuple[str, ...], said: str
) -> None:
    finished = evaluate(*arguments)

    assert finished.returncode == 2
    assert said in finished.stderr


def test_the_index_in_use_is_left_alone(evaluate: Evaluate) -> None:
    assert not (evaluate.folder / "data" / "index").exists()
