"""What settings are turned into, and what is said where that cannot be done."""

import json
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from advisor.bootstrap import fused, open_advisor, open_parts
from advisor.errors import IndexUnusableError, ModelUnavailableError
from advisor.index.building import build_index
from advisor.index.publishing import CURRENT, MANIFEST, current_build
from advisor.index.store import FILE
from advisor.retrieval.fusion import RANKING_WEIGHTS
from advisor.retrieval.relevance import RelevanceModel, nothing_learned
from advisor.settings import Settings
from advisor.types import Question
from tests.fakes import BUDGET, PLATFORM, FakeRetriever, query_for, settings_in, write_corpus


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a good index, not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    return settings


@pytest.fixture
def copied(built: Settings, tmp_path: Path) -> Settings:
    """A copy of it, to be harmed."""
    shutil.copytree(built.data, tmp_path / "data")
    return settings_in(tmp_path, corpus=built.corpus)


def test_settings_become_an_advisor_that_cites(built: Settings) -> None:
    answer = open_advisor(built).ask(Question("Bör kommunerna ha en gemensam plattform?"))

    assert {c.source for s in answer.statements for c in s.citations} == {"plattform.txt"}
    assert answer.provenance.index_hash == current_build(built.index_folder).index_hash


def test_every_ranking_has_a_weight(built: Settings) -> None:
    parts = open_parts(built, use_chroma=False)

    assert parts.rankings.keys() == RANKING_WEIGHTS.keys()


def test_one_ranking_is_fused_into_itself() -> None:
    retriever = fused({"words": FakeRetriever([3, 1, 2])})

    assert [hit.chunk for hit in retriever.retrieve(query_for("budget"), 2)] == [3, 1]


def test_index_of_other_code_is_refused_with_its_mend_and_made_anew(copied: Settings) -> None:
    _say_made_by(copied, "another")

    with pytest.raises(IndexUnusableError, match=r"another version.*Run `advisor index`"):
        open_parts(copied)
    report = build_index(copied)

    assert report.is_new
    assert not any(document.reused for document in report.documents)
    assert open_parts(copied, use_chroma=False)


@pytest.mark.parametrize("table", ["meanings", "sentences", "facts"])
def test_index_without_a_table_is_said_to_be_unusable(copied: Settings, table: str) -> None:
    """Though each hash is right: whoever made it knew no such table."""
    folder = current_build(copied.index_folder).folder
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute(f"DROP TABLE {table}")
    connection.close()
    _seal_again(copied)

    with pytest.raises(IndexUnusableError, match=r"no such table.*Run `advisor index --force`"):
        open_advisor(copied).ask(Question("Bör kommunerna ha en gemensam plattform?"))


def test_model_of_other_concepts_is_told_before_a_question_and_can_be_left_out(
    built: Settings,
) -> None:
    """It can be left out so that it can be learned anew, which takes an index."""

    def learned() -> RelevanceModel:
        raise ModelUnavailableError("Learn it anew.")

    with pytest.raises(ModelUnavailableError, match="Learn it anew"):
        open_parts(built, use_chroma=False, learned=learned)

    assert open_parts(built, use_chroma=False, learned=nothing_learned)


def _say_made_by(settings: Settings, code: str) -> None:
    path = current_build(settings.index_folder).folder / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["made_from"]["code"] = code
    path.write_text(json.dumps(manifest), encoding="utf-8")
    _point_at(settings, path)


def _seal_again(settings: Settings) -> None:
    folder = current_build(settings.index_folder, check=False).folder
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][FILE] = sha256((folder / FILE).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    _point_at(settings, folder / MANIFEST)


def _point_at(settings: Settings, manifest: Path) -> None:
    """Let the index in use be the one with this manifest, as it is now."""
    line = f"{manifest.parent.name} {sha256(manifest.read_bytes()).hexdigest()}\n"
    (settings.index_folder / CURRENT).write_text(line, encoding="utf-8")
