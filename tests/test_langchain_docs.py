"""What docs/langchain.md shows can be run, and what it tells of is there."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from langchain_core.documents import Document

from advisor.channels.asked import MOST_CHARS
from advisor.channels.langchain import AdvisorRetriever, AdvisorRunnable, Showing
from advisor.channels.langchain.retriever import MOST_K, USUAL_K
from advisor.settings import Settings
from tests.conftest import Run

TEXT = (Path(__file__).parents[1] / "docs" / "langchain.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
QUESTION = "Vad talar för en gemensam e-tjänsteplattform?"


@pytest.fixture(scope="module")
def retriever(indexed_data: Path) -> Iterator[AdvisorRetriever]:
    """Of the corpus, as the service at an address shows it."""
    with closing(AdvisorRetriever.open(indexed_data)) as opened:
        yield opened.model_copy(update={"shown_by": Showing("https://advisor.example.se")})


@pytest.fixture(scope="module")
def passage(retriever: AdvisorRetriever) -> Document:
    """One that was found."""
    return retriever.invoke(QUESTION)[0]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, r"(?s)\A1 [^\n]+\n   [^\n]+\..*^recommendation "), (1, r"\AJa, enligt \[1\]\.\n\Z")],
    ids=["both parts", "chain"],
)
def test_example_runs(
    number: int, shown: str, indexed_data: Path, tmp_path: Path, run: Run
) -> None:
    done = run("-W", "error", "-c", EXAMPLES[number], cwd=tmp_path, ADVISOR_DATA=indexed_data)

    assert done.returncode == 0, done.stderr
    assert re.search(shown, done.stdout, re.MULTILINE), done.stdout


def test_table_of_metadata_names_each_once_and_nothing_else(passage: Document) -> None:
    table = TEXT.partition("| metadata | |")[2].partition("\n\n")[0]
    names = [name for row in table.splitlines() for name in _names(row.split("|")[1:2])]

    assert sorted(names) == sorted(passage.metadata)


def test_row_of_sentences_names_what_is_told_of_each(passage: Document) -> None:
    [row] = re.findall(r"^\| `sentences` \|(.*)", TEXT, re.MULTILINE)

    assert sorted(_names([row])) == sorted(passage.metadata["sentences"][0])


def test_extras_of_an_annotation_are_named(retriever: AdvisorRetriever) -> None:
    told = " ".join(TEXT.partition("`extras` its")[2].partition("What is not known")[0].split())
    message = AdvisorRunnable(index=retriever.index).invoke(QUESTION)

    [block] = message.content_blocks
    assert block["type"] == "text"
    citations = [one for one in block["annotations"] if one["type"] == "citation"]
    extras = {name for citation in citations for name in citation["extras"]}
    assert {*_names([told])} - {"nearest"} == extras


def test_figures_and_settings_are_those_in_force() -> None:
    known = {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}

    assert f"({USUAL_K} unless told, at most {MOST_K})" in " ".join(TEXT.split())
    assert f"{MOST_CHARS:,} characters" in TEXT
    assert set(re.findall(r"ADVISOR_[A-Z_]+", TEXT)) <= known


def _names(texts: list[str]) -> list[str]:
    return [name for text in texts for name in re.findall(r"`(\w+)`", text)]
