"""A backup that is made while others write comes back elsewhere, and a damaged one never does."""

import io
import random
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.errors import BadInputError, RecordsUnusableError
from advisor.index.building import build_index
from advisor.records.archive import Archive
from advisor.records.database import FILE, Database
from advisor.records.folder_lock import UNFINISHED
from advisor.regenerating import regenerate
from advisor.service.backup import Backup, back_up
from advisor.service.backup_file import MANIFEST
from advisor.service.parts import Service
from advisor.service.restore import restore
from advisor.settings import Settings
from advisor.types import Caller, Question
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

QUESTION = Question("Bör kommunerna ha en gemensam plattform?")
EVA = Caller("person:eva", "Eva", frozenset({"ask"}))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a small index with two answers, not to be changed."""
    folder = tmp_path_factory.mktemp("kept")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    service = _service(settings)
    for _ in range(2):
        service.desk.ask(QUESTION, EVA, "api")
    service.database.close()
    return settings


@pytest.fixture(scope="module")
def good(kept: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good backup of it, not to be changed."""
    return _back_up(kept, tmp_path_factory.mktemp("backups")).path


@pytest.fixture
def copied(kept: Settings, tmp_path: Path) -> Settings:
    """A copy of what is kept, to be changed."""
    shutil.copytree(kept.data, tmp_path / "data")
    return settings_in(tmp_path, corpus=kept.corpus)


def test_backup_made_during_writes_comes_back_elsewhere_with_the_same_answers(
    copied: Settings, tmp_path: Path
) -> None:
    with _asking(copied) as acknowledged:
        before = list(acknowledged)
        done = _back_up(copied, tmp_path / "backup.tar.gz")
        during = len(acknowledged)

    restore(done.path, tmp_path / "elsewhere")

    shutil.rmtree(copied.data)
    there = settings_in(tmp_path, data=tmp_path / "elsewhere")
    service = _service(there)
    records = {record.id: record for record in service.answers.everything()}
    assert done.answers == len(records) >= len(before) + 2
    assert set(before) <= records.keys()
    assert service.database.problem() is None
    again = regenerate(records[before[0]], Archive(service.database), there)
    assert again.is_same
    assert not again.is_rebuilt
    assert during >= len(before)
    service.database.close()


def test_restored_sources_make_the_answer_again_without_the_index(
    good: Path, kept: Settings, tmp_path: Path
) -> None:
    restore(good, tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "index")
    settings = settings_in(tmp_path, corpus=tmp_path / "none")
    database = Database(settings.data)
    service = _service(kept)

    again = regenerate(service.answers.latest(1)[0], Archive(database), settings)

    assert again.is_rebuilt
    assert again.is_same
    database.close()
    service.database.close()


def test_backup_into_a_folder_gets_a_name_and_only_its_owner_reads_it(
    kept: Settings, tmp_path: Path
) -> None:
    done = _back_up(kept, tmp_path)

    assert done.path.parent == tmp_path
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [done.path.name]


def test_backup_never_takes_the_place_of_a_file(kept: Settings, tmp_path: Path) -> None:
    out = tmp_path / "backup.tar.gz"
    out.write_text("the backup of yesterday")

    with pytest.raises(BadInputError, match="exists already"):
        _back_up(kept, out)

    assert out.read_text() == "the backup of yesterday"


def test_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="ADVISOR_DATA"):
        _back_up(settings_in(tmp_path), tmp_path / "backup.tar.gz")

    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_made_and_takes_backup_after_backup(
    copied: Settings, tmp_path: Path
) -> None:
    first = _back_up(copied, tmp_path / "backups")
    first.path.rename(first.path.with_name("advisor-yesterday.tar.gz"))

    second = _back_up(copied, tmp_path / "backups")

    assert second.path.parent == tmp_path / "backups"
    assert restore(second.path, tmp_path / "elsewhere").manifest


def test_backup_that_cannot_be_written_is_told(kept: Settings, tmp_path: Path) -> None:
    with pytest.raises(RecordsUnusableError, match="See to space and rights"):
        _back_up(kept, tmp_path / "no" / "such" / "folder.tar.gz")


def test_backup_of_damaged_records_is_refused(copied: Settings, tmp_path: Path) -> None:
    database = Database(copied.data)
    with database.writing() as connection:
        connection.executemany(
            "INSERT INTO events VALUES (?, ?)", ((f"e-{n:06}", "x" * 40) for n in range(3000))
        )
    database.close()
    content = bytearray((copied.data / FILE).read_bytes())
    content[-4096 * 20 : -4096 * 18] = bytes(8192)
    (copied.data / FILE).write_bytes(content)

    with pytest.raises(RecordsUnusableError, match="damaged"):
        _back_up(copied, tmp_path / "backup.tar.gz")

    assert not (tmp_path / "backup.tar.gz").exists()


def test_source_that_is_missing_is_told_and_the_rest_is_saved(
    copied: Settings, tmp_path: Path
) -> None:
    lost = next((copied.data / "archive").glob("??/*"))
    lost.unlink()

    done = _back_up(copied, tmp_path / "backup.tar.gz")

    assert done.missing == (lost.name,)
    assert restore(done.path, tmp_path / "elsewhere").manifest["missing"] == [lost.name]


def test_backup_without_an_index_saves_the_records(copied: Settings, tmp_path: Path) -> None:
    shutil.rmtree(copied.index_folder)

    done = _back_up(copied, tmp_path / "backup.tar.gz")

    assert (done.index_build, done.answers) == (None, 2)
    restore(done.path, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere" / "index").exists()


def test_restore_refuses_a_folder_that_keeps_something(good: Path, copied: Settings) -> None:
    before = _contents(copied.data)

    with pytest.raises(BadInputError, match="--replace"):
        restore(good, copied.data)

    assert _contents(copied.data) == before


def test_restore_that_is_told_to_moves_aside_what_was_there(good: Path, copied: Settings) -> None:
    service = _service(copied)
    later = service.desk.ask(QUESTION, EVA, "api").answer.id
    service.database.close()

    done = restore(good, copied.data, replace=True)

    assert done.aside is not None
    assert _answers(done.aside) == [*_answers(copied.data), later]
    assert not (copied.data / UNFINISHED).exists()


def test_restore_is_refused_while_the_folder_is_in_use(good: Path, copied: Settings) -> None:
    database = Database(copied.data)
    before = _contents(copied.data)

    with pytest.raises(RecordsUnusableError, match="advisor serve"):
        restore(good, copied.data, replace=True)

    assert _contents(copied.data) == before
    database.close()


@pytest.mark.parametrize("seed", range(12))
def test_backup_with_a_flipped_bit_is_refused(good: Path, seed: int, tmp_path: Path) -> None:
    content = bytearray(good.read_bytes())
    place = random.Random(seed).randrange(10, len(content))  # what is before tells nothing
    content[place] ^= 1 << seed % 8
    harmed = tmp_path / "harmed.tar.gz"
    harmed.write_bytes(content)

    with pytest.raises(BadInputError, match=r"cannot be used.*Nothing was changed"):
        restore(harmed, tmp_path / "data")

    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99, 0.99999])
def test_backup_that_was_cut_short_is_refused(good: Path, share: float, tmp_path: Path) -> None:
    content = good.read_bytes()
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(BadInputError, match="Nothing was changed"):
        restore(cut, tmp_path / "data")

    assert not (tmp_path / "data").exists()


Change = Callable[[str, bytes], tuple[str, bytes] | None]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda n, c: None if n == FILE else (n, c), "missing"),
        (lambda n, c: None if n.startswith("archive/") else (n, c), "missing"),
        (lambda n, c: None if n.endswith("vectors.npy") else (n, c), "missing"),
        (lambda n, c: None if n == MANIFEST else (n, c), "list of files is missing"),
        (lambda n, c: (n, b"{}") if n == MANIFEST else (n, c), "list of files is damaged"),
        (lambda n, c: (n, c[:-1] + b"x") if n == FILE else (n, c), "damaged"),
        (lambda n, c: ("index/../../evil", c) if n.startswith("archive/") else (n, c), "belong"),
        (lambda n, c: ("/tmp/evil", c) if n.startswith("archive/") else (n, c), "belong"),
        (lambda n, c: (f"{n}x", c) if n.startswith("archive/") else (n, c), "belong"),
    ],
)
def test_backup_whose_files_were_changed_is_refused(
    good: Path, change: Change, told: str, tmp_path: Path
) -> None:
    """Packed again, so that the checksum of the whole is right."""
    changed = tmp_path / "changed.tar.gz"
    _repack(good, changed, change)
    data = tmp_path / "data"
    data.mkdir()
    (data / "notes.txt").write_text("left alone")

    with pytest.raises(BadInputError, match=f"{told}.*Nothing was changed"):
        restore(changed, data)

    assert {p.name for p in data.iterdir()} <= {"notes.txt", "advisor.lock"}
    assert not (tmp_path / "evil").exists()


def test_backup_that_holds_a_link_is_refused(tmp_path: Path) -> None:
    linked = tmp_path / "linked.tar.gz"
    with tarfile.open(linked, "w:gz") as tar:
        entry = tarfile.TarInfo(FILE)
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)

    with pytest.raises(BadInputError, match="does not belong"):
        restore(linked, tmp_path / "data")


def test_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_text("Anteckningar")

    for name in ("a.tar.gz", "none.tar.gz"):
        with pytest.raises(BadInputError):
            restore(tmp_path / name, tmp_path / "data")

    assert not (tmp_path / "data").exists()


@contextmanager
def _asking(settings: Settings) -> Iterator[list[str]]:
    """Asks again and again while the block runs; what was acknowledged is in the list."""
    service = _service(settings)
    stop, first = Event(), Event()
    ids: list[str] = []

    def run() -> None:
        while not stop.is_set():
            ids.append(service.desk.ask(QUESTION, EVA, "api").answer.id)
            first.set()

    thread = Thread(target=run)
    thread.start()
    try:
        assert first.wait(60)
        yield ids
    finally:
        stop.set()
        thread.join()
        service.database.close()


def _service(settings: Settings) -> Service:
    return open_service(settings.model_copy(update={"questions_per_minute": 100_000}), to_json)


def _back_up(settings: Settings, out: Path) -> Backup:
    return back_up(settings, out, {"query_prompt": None, "glossary": None})


def _answers(data: Path) -> list[str]:
    database = Database(data)
    try:
        return [row["id"] for row in database.rows("SELECT id FROM answers ORDER BY created")]
    finally:
        database.close()


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "advisor.lock"
    }


def _repack(backup: Path, target: Path, change: Change) -> None:
    with tarfile.open(backup, "r:gz") as old, tarfile.open(target, "w:gz") as new:
        for name, content in _files(old):
            if (changed := change(name, content)) is not None:
                entry = tarfile.TarInfo(changed[0])
                entry.size = len(changed[1])
                new.addfile(entry, io.BytesIO(changed[1]))


def _files(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in tar:
        content = tar.extractfile(entry)
        assert content is not None
        yield entry.name, content.read()
