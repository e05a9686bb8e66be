"""An index is put in use whole, found damaged before it answers, and read while it is replaced."""

import hashlib
import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from advisor.bootstrap import open_advisor
from advisor.errors import AdvisorError, IndexUnusableError
from advisor.index.building import build_index
from advisor.index.publishing import CURRENT, MANIFEST, current_build, exclusive, new_build, publish
from advisor.retrieval.array_store import VECTORS
from advisor.retrieval.chroma_store import SEAL
from advisor.retrieval.stores import IndexStore, open_store
from advisor.settings import Settings
from tests.damage import flip, overwrite, truncate
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A good index, not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    return settings


@pytest.fixture
def copied(built: Settings, tmp_path: Path) -> Settings:
    """A copy of the good index, to be harmed."""
    shutil.copytree(built.data, tmp_path / "data")
    return settings_in(tmp_path, corpus=built.corpus)


def _delete(path: Path) -> None:
    path.unlink()


DAMAGES: dict[str, Damage] = {
    "flip": flip,
    "truncate": truncate,
    "overwrite": overwrite,
    "delete": _delete,
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_to_any_file_is_told_with_its_mend_before_the_first_answer(
    copied: Settings, kind: str
) -> None:
    folder = current_build(copied.index_folder).folder
    files = [p for p in folder.rglob("*") if p.is_file() and IndexStore.FOLDER not in p.parts]
    assert len(files) > 20

    for path in [*files, copied.index_folder / CURRENT]:
        content = path.read_bytes()
        DAMAGES[kind](path)
        with pytest.raises(IndexUnusableError, match="Run `advisor index"):
            open_advisor(copied)
        path.write_bytes(content)

    assert open_advisor(copied)


@pytest.mark.parametrize("kind", DAMAGES)
def test_damaged_store_is_never_opened_and_the_array_answers_the_same(
    copied: Settings, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged file of Chroma's can end the process: were it opened, this test would end too."""
    folder = current_build(copied.index_folder).folder
    right = _nearest(folder)
    files = [p for p in (folder / IndexStore.FOLDER).rglob("*") if p.is_file() and p.stat().st_size]
    assert len(files) >= 4

    for path in files:
        content = path.read_bytes()
        DAMAGES[kind](path)
        caplog.clear()
        assert open_store(folder).has_fallen_back
        assert _nearest(folder) == right
        assert "Run `advisor index --force`" in caplog.text
        path.write_bytes(content)

    assert not open_store(folder).has_fallen_back


def test_store_that_is_gone_is_replaced_by_the_array(
    copied: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    folder = current_build(copied.index_folder).folder
    shutil.rmtree(folder / IndexStore.FOLDER)

    with caplog.at_level(logging.WARNING):
        found = _nearest(folder)

    assert found[0] == 0
    assert IndexStore.NAME in caplog.text


def test_asking_changes_no_file_of_the_index(copied: Settings) -> None:
    folder = current_build(copied.index_folder).folder
    before = _hashes(copied.index_folder)

    store = open_store(folder)
    store.nearest(np.load(folder / VECTORS)[0], 10)

    assert not store.has_fallen_back
    assert _hashes(copied.index_folder) == before


@pytest.mark.parametrize("damaged", [CURRENT, MANIFEST, VECTORS, SEAL])
def test_damaged_index_is_mended_by_indexing(copied: Settings, damaged: str) -> None:
    index = copied.index_folder
    path = index / damaged if damaged == CURRENT else current_build(index).folder / damaged
    flip(path)

    report = build_index(copied)

    assert report.is_new
    assert open_advisor(copied)


def test_without_an_index_the_mend_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match=r"There is no index.*Run `advisor index`"):
        current_build(tmp_path)


def test_one_build_before_the_one_in_use_is_kept(copied: Settings) -> None:
    names = [current_build(copied.index_folder).name]
    names += [build_index(copied, force=True).build.name for _ in range(2)]

    assert _builds(copied.index_folder) == names[1:]


def test_build_that_was_never_put_in_use_does_not_push_out_the_one_that_was(
    copied: Settings,
) -> None:
    """A process may be killed between naming its build and putting it in use."""
    index = copied.index_folder
    in_use = current_build(index).folder
    shutil.copytree(in_use, index / "29990101T000000000000")

    new = build_index(copied, force=True).build.name

    assert _builds(index) == [in_use.name, new]


def test_leftovers_of_stopped_builds_are_removed_and_other_folders_are_not(
    copied: Settings,
) -> None:
    index = copied.index_folder
    (index / "20200101T000000000000.building" / IndexStore.FOLDER).mkdir(parents=True)
    (index / "notes").mkdir()

    build_index(copied, force=True)

    assert not list(index.glob("*.building"))
    assert (index / "notes").is_dir()


def test_build_that_fails_its_check_is_not_put_in_use(copied: Settings) -> None:
    before = current_build(copied.index_folder)
    with exclusive(copied.index_folder), new_build(copied.index_folder) as folder:
        for path in before.folder.iterdir():
            copy = shutil.copytree if path.is_dir() else shutil.copyfile
            copy(path, folder / path.name)
        vectors = np.load(folder / VECTORS)
        np.save(folder / VECTORS, vectors[:-1])

        with pytest.raises(AdvisorError, match=r"vectors do not match the chunks.*in use stays"):
            publish(folder, {"index_hash": "sha256:x", "made_from": {}, "reports": []})

    assert current_build(copied.index_folder).name == before.name
    assert not list(copied.index_folder.glob("*.building"))


def test_folder_that_cannot_be_written_is_told_with_its_mend(
    built: Settings, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    settings = settings_in(tmp_path, corpus=built.corpus)

    with pytest.raises(AdvisorError, match=r"could not be written.*space and rights"):
        build_index(settings)


ASK_UNTIL_STOPPED = """
import sys
from pathlib import Path
from advisor.bootstrap import open_advisor
from advisor.types import Question
from tests.fakes import settings_in

folder, stop = Path(sys.argv[1]), Path(sys.argv[2])
builds = set()
while not stop.exists():
    answer = open_advisor(settings_in(folder, corpus=Path(sys.argv[3]))).ask(
        Question("Ska kommunerna ha en gemensam e-tjänsteplattform?")
    )
    assert answer.statements and not answer.unsupported
    builds.add(answer.provenance.index_build)
print(*sorted(builds))
"""


def test_four_processes_ask_while_a_fifth_publishes(copied: Settings, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    arguments = [str(tmp_path), str(stop), str(copied.corpus)]
    with _processes([sys.executable, "-c", ASK_UNTIL_STOPPED, *arguments], 4) as readers:
        builds = {current_build(copied.index_folder).name}
        for _ in range(2):
            builds.add(build_index(copied, force=True).build.name)
        time.sleep(2)  # so that the last one is read, too
        stop.touch()
        ends = [(*reader.communicate(timeout=120), reader.returncode) for reader in readers]

    assert [(errors, code) for _, errors, code in ends] == [("", 0)] * 4
    asked = {name for output, _, _ in ends for name in output.split()}
    assert len(asked) > 1
    assert asked <= builds


class _processes:  # noqa: N801 - used like a function
    """Runs a command several times at once, and leaves none of them behind."""

    def __init__(self, command: list[str], count: int) -> None:
        self._running = [
            subprocess.Popen(
                command,
                cwd=Path(__file__).parents[2],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(count)
        ]

    def __enter__(self) -> list[subprocess.Popen[str]]:
        return self._running

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.kill()
            process.communicate()


def _nearest(folder: Path) -> list[int]:
    """What the store finds that is opened in the folder."""
    return list(open_store(folder).nearest(np.load(folder / VECTORS)[0], 10))


def _builds(index: Path) -> list[str]:
    return sorted(path.name for path in index.iterdir() if path.is_dir())


def _hashes(folder: Path) -> dict[Path, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
