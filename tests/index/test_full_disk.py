"""A disk that is full while an index is written is told of, and the index in use stays."""

import subprocess
import sys
from pathlib import Path

import pytest

from advisor.bootstrap import open_advisor
from advisor.index.building import build_index
from advisor.index.publishing import current_build
from advisor.settings import Settings
from advisor.types import Question
from tests.conftest import ROOT
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limit is that of Unix shells")

# Blocks of 512 bytes that a file may have at most: the system then refuses to write on, as it does
# on a full disk. Each limit is met in another step.
LIMITS = {"a table of words": 2, "an array": 100, "Chroma": 300, "the texts": 700}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A good index; no test puts another in use."""
    folder = tmp_path_factory.mktemp("full")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    made = settings_in(folder)
    build_index(made)
    return made


@pytest.mark.parametrize("blocks", LIMITS.values(), ids=LIMITS)
def test_full_disk_is_told_and_the_index_in_use_answers(settings: Settings, blocks: int) -> None:
    before = current_build(settings.index_folder).name

    done = _index_with_files_of_at_most(blocks, settings)

    assert done.returncode == 1, done.stderr
    said = done.stderr.splitlines()[-1]
    assert said.startswith("Error: The index could not be written")
    assert "See to space and rights there" in said
    answer = open_advisor(settings).ask(Question("Ska vi ha en gemensam plattform?"))
    assert answer.provenance.index_build == before
    assert not list(settings.index_folder.glob("*.building"))


def _index_with_files_of_at_most(
    blocks: int, settings: Settings
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *("sh", "-c", 'ulimit -f "$0" && exec "$@"', str(blocks)),
            *(sys.executable, "-m", "advisor", "index", "--force"),
        ],
        cwd=Path(settings.data),
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "src"),
            "ADVISOR_DATA": str(settings.data),
            "ADVISOR_CORPUS": str(settings.corpus_folder),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
