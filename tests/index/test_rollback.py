"""The index before comes back whole, or the one in use stays."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.bootstrap import open_advisor
from advisor.errors import AdvisorError, IndexBusyError, IndexUnusableError
from advisor.index.building import build_index
from advisor.index.publishing import CURRENT, build_before, current_build, exclusive, put_back
from advisor.index.rollback import roll_back
from advisor.settings import Settings
from advisor.types import Question
from tests.conftest import ROOT, Run
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

QUESTION = Question("Ska kommunerna ha en gemensam e-tjänsteplattform?")


@dataclass(frozen=True, slots=True)
class Built:
    """Two indexes, one after the other; the second, of changed documents, is in use."""

    settings: Settings
    first: str
    second: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("made")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    first = build_index(settings).build.name
    (folder / "corpus" / "budget.txt").write_text(f"{BUDGET}\nTillägg.\n", encoding="utf-8")
    return Built(settings, first, build_index(settings).build.name)


@pytest.fixture
def built(made: Built, tmp_path: Path) -> Built:
    """A copy, to be changed."""
    shutil.copytree(made.settings.data, tmp_path / "data")
    settings = settings_in(tmp_path, corpus=made.settings.corpus)
    return Built(settings, made.first, made.second)


def _in_use(settings: Settings) -> str:
    """The build that a question is answered from."""
    return open_advisor(settings).ask(QUESTION).provenance.index_build


def test_index_before_is_put_back_in_use(built: Built) -> None:
    done = roll_back(built.settings)

    assert (done.build.name, done.replaced, done.is_older) == (built.first, built.second, True)
    assert _in_use(built.settings) == built.first


def test_second_rollback_undoes_the_first(built: Built) -> None:
    roll_back(built.settings)

    done = roll_back(built.settings)

    assert not done.is_older
    assert _in_use(built.settings) == built.second


def test_indexing_after_a_rollback_reads_the_documents_as_they_are(built: Built) -> None:
    roll_back(built.settings)

    report = build_index(built.settings)

    assert report.is_new
    assert build_before(built.settings.index_folder).name == built.first


def test_without_an_index_before_nothing_changes(built: Built) -> None:
    index = built.settings.index_folder
    entry, _ = (index / CURRENT).read_text(encoding="utf-8").splitlines()
    (index / CURRENT).write_text(f"{entry}\n", encoding="utf-8")

    with pytest.raises(IndexUnusableError, match="There is no index to go back to"):
        roll_back(built.settings)

    assert _in_use(built.settings) == built.second


def test_damaged_index_is_not_put_back(built: Built) -> None:
    (built.settings.index_folder / built.first / "vectors.npy").write_bytes(b"")

    with pytest.raises(IndexUnusableError, match=r"damaged or missing; the one in use stays"):
        roll_back(built.settings)

    assert _in_use(built.settings) == built.second


def test_index_whose_parts_do_not_work_is_not_put_back(built: Built) -> None:
    """Chroma's files are sealed apart, so only the check that uses the index finds this."""
    shutil.rmtree(built.settings.index_folder / built.first / "chroma")

    with pytest.raises(AdvisorError, match=r"did not pass its check.*the one in use stays"):
        put_back(built.settings.index_folder)

    assert _in_use(built.settings) == built.second


def test_rollback_mends_an_index_that_is_damaged_in_use(built: Built) -> None:
    (built.settings.index_folder / built.second / "vectors.npy").write_bytes(b"")

    roll_back(built.settings)

    assert _in_use(built.settings) == built.first


def test_index_made_with_another_model_is_not_put_back(built: Built, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, corpus=built.settings.corpus, embedding_model="another")

    with pytest.raises(IndexUnusableError, match="made by another version of advisor or with"):
        roll_back(settings)

    assert current_build(built.settings.index_folder).name == built.second


def test_nothing_is_rolled_back_while_another_process_indexes(built: Built) -> None:
    with exclusive(built.settings.index_folder), pytest.raises(IndexBusyError):
        roll_back(built.settings)


def test_build_that_was_never_put_in_use_is_not_gone_back_to(built: Built) -> None:
    """A process may be killed between naming its build and putting it in use."""
    index = built.settings.index_folder
    shutil.copytree(index / built.second, index / "29990101T000000000000")

    assert roll_back(built.settings).build.name == built.first


ROLL_BACK_WITHOUT_END = """
import sys
from pathlib import Path
from advisor.index.publishing import _point_at, _pointed_at, exclusive

folder = Path(sys.argv[1])
with exclusive(folder):
    print("begun", flush=True)
    while True:
        _point_at(folder, *reversed(_pointed_at(folder)))
"""


def test_rollback_that_is_killed_leaves_one_of_the_two_in_use(built: Built) -> None:
    index = built.settings.index_folder
    seen = set()
    for number in range(30):
        process = subprocess.Popen(
            [sys.executable, "-c", ROLL_BACK_WITHOUT_END, str(index)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.003 * (number % 7))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.add(current_build(index).name)
        assert {current_build(index).name, build_before(index).name} == {built.first, built.second}

    assert seen <= {built.first, built.second}
    roll_back(built.settings)
    assert _in_use(built.settings) in {built.first, built.second}


def test_command_tells_what_is_in_use_now(built: Built, run: Run, tmp_path: Path) -> None:
    variables = {
        "ADVISOR_DATA": built.settings.data,
        "ADVISOR_CORPUS": built.settings.corpus_folder,
    }

    done = run("-m", "advisor", "index", "--rollback", cwd=tmp_path, **variables)

    assert done.returncode == 0, done.stderr
    assert f"{built.first}, is in use again, in the place of {built.second}" in done.stdout
    assert "advisor index --rollback" in done.stdout


def test_command_refuses_to_read_documents_as_well(run: Run, tmp_path: Path) -> None:
    done = run("-m", "advisor", "index", "--rollback", "--force", cwd=tmp_path)

    assert done.returncode == 2
    assert "Leave out --corpus and --force" in done.stderr
