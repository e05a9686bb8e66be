"""What is kept is on disk, in a file that is ours alone, or the caller is told that it is not."""

import re
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from advisor.errors import RecordsUnusableError
from advisor.records.database import FILE, Database
from advisor.records.folder_lock import UNFINISHED, FolderLock
from advisor.records.schema import APPLICATION, MIGRATIONS
from tests.conftest import Run


def test_what_was_written_is_read_by_a_file_opened_anew(tmp_path: Path) -> None:
    first = Database(tmp_path)
    _write(first, "e-1")
    first.close()

    second = Database(tmp_path)

    assert _events(second) == ["e-1"]
    second.close()


def test_each_transaction_waits_for_the_disk(database: Database) -> None:
    with database.writing() as connection:
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]

    assert (synchronous, journal) == (2, "wal")  # 2 is FULL


def test_block_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database, "e-1")

    assert _events(database) == []
    _write(database, "e-2")
    assert _events(database) == ["e-2"]


def test_nobody_else_may_read_the_files(database: Database) -> None:
    _write(database, "e-1")

    files = [path for path in database.folder.iterdir() if path.name.startswith("advisor")]

    assert {path.name for path in files} >= {FILE, f"{FILE}-wal", f"{FILE}-shm"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    Database(tmp_path).close()
    (tmp_path / FILE).chmod(0o644)

    Database(tmp_path).close()

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_older_file_is_brought_up_to_date_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Database(tmp_path)
    _write(old, "e-1")
    old.close()
    later = (*MIGRATIONS, "ALTER TABLE events ADD COLUMN chat TEXT NOT NULL DEFAULT 'slack';")
    monkeypatch.setattr("advisor.records.database.MIGRATIONS", later)

    new = Database(tmp_path)

    assert [tuple(row)[0::2] for row in new.rows("SELECT * FROM events")] == [("e-1", "slack")]
    assert new.rows("PRAGMA user_version")[0][0] == len(later)
    new.close()


def test_file_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Database(tmp_path).close()
    _execute(tmp_path / FILE, "PRAGMA user_version = 99")
    before = (tmp_path / FILE).read_bytes()

    with pytest.raises(RecordsUnusableError, match="later version"):
        Database(tmp_path)

    assert (tmp_path / FILE).read_bytes() == before


def test_file_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    _execute(tmp_path / FILE, "CREATE TABLE theirs (a)")
    before = (tmp_path / FILE).read_bytes()

    with pytest.raises(RecordsUnusableError, match="not written by advisor"):
        Database(tmp_path)

    assert (tmp_path / FILE).read_bytes() == before


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Anteckningar fran motet. " * 400)

    with pytest.raises(RecordsUnusableError, match="advisor restore"):
        Database(tmp_path)


def test_damage_within_is_found_by_a_thorough_look(tmp_path: Path) -> None:
    database = Database(tmp_path)
    with database.writing() as connection:
        connection.executemany(
            "INSERT INTO events VALUES (?, ?)", ((f"e-{n:06}", "x" * 40) for n in range(3000))
        )
    database.close()
    whole = Database(tmp_path)
    assert whole.problem() is None
    whole.close()
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096 * 30 : 4096 * 32] = bytes(8192)
    (tmp_path / FILE).write_bytes(content)

    damaged = Database(tmp_path)

    assert damaged.problem()
    damaged.close()


def test_disk_that_is_full_is_told_and_nothing_half_is_kept(database: Database) -> None:
    _write(database, "e-1")
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(RecordsUnusableError, match=r"full.*space"):
        _write(database, "e-2", "e-3" * 100_000)

    assert _events(database) == ["e-1"]
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    _write(database, "e-4")
    assert _events(database) == ["e-1", "e-4"]


def test_file_that_may_not_grow_is_told_and_usable_afterwards(tmp_path: Path, run: Run) -> None:
    """The system refuses to write, as it does on a full disk."""
    program = tmp_path / "program.py"
    program.write_text(
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from advisor.errors import RecordsUnusableError\n"
        "from advisor.records.database import Database\n"
        "kept = Database(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))\n"
        "try:\n"
        "    with kept.writing() as connection:\n"
        "        connection.execute('INSERT INTO events VALUES (?, ?)', ('e-1', 'x' * 900_000))\n"
        "except RecordsUnusableError as error:\n"
        "    print('told', error)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
        "with kept.writing() as connection:\n"
        "    connection.execute('INSERT INTO events VALUES (?, ?)', ('e-2', ''))\n"
        "print([row['id'] for row in kept.rows('SELECT id FROM events')], kept.problem())\n"
    )

    done = run(program, tmp_path / "data", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert re.match(r"told .*See to space", done.stdout)
    assert done.stdout.splitlines()[-1] == "['e-2'] None"


def test_space_of_what_was_deleted_is_given_back(database: Database) -> None:
    path = database.folder / FILE
    _write(database, *(f"{number:04}" * 200 for number in range(1000)))
    database.tidy()
    full = path.stat().st_size

    with database.writing() as connection:
        connection.execute("DELETE FROM events")
    database.tidy()

    assert path.stat().st_size < full / 4
    assert (database.folder / f"{FILE}-wal").stat().st_size == 0


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")

    with pytest.raises(RecordsUnusableError, match="See to space and rights"):
        Database(tmp_path / "data")


def test_threads_and_processes_write_at_the_same_time(tmp_path: Path) -> None:
    """They open the same new file at once, and none of what they write is lost."""
    program = (
        "import sys; from pathlib import Path; from advisor.records.database import Database\n"
        "kept = Database(Path(sys.argv[1]))\n"
        "for n in range(50):\n"
        "    with kept.writing() as connection:\n"
        "        connection.execute('INSERT INTO events VALUES (?, ?)', (f'{sys.argv[2]}-{n}', ''))"
    )
    folder = tmp_path / "data"
    command = [sys.executable, "-c", program, str(folder)]

    writers = [subprocess.Popen([*command, str(number)]) for number in range(3)]
    database = Database(folder)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: _write(database, f"t-{n}"), range(100)))

    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(_events(database)) == 250
    database.close()


def test_folder_that_is_being_restored_cannot_be_opened(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, alone=True)

    with pytest.raises(RecordsUnusableError, match="being restored"):
        Database(tmp_path)

    lock.release()
    Database(tmp_path).close()


def test_folder_whose_restore_was_stopped_half_way_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / UNFINISHED).touch()

    with pytest.raises(RecordsUnusableError, match="advisor restore"):
        Database(tmp_path)


def test_copy_is_whole_while_others_write(database: Database, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy-{number}" for number in range(5)]
    with ThreadPoolExecutor(2) as threads:
        written = threads.map(lambda n: _write(database, f"e-{n:04}"), range(200))
        for copy in copies:
            database.copy_to(copy)
        list(written)

    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
            rows = [row[0] for row in connection.execute("SELECT id FROM events ORDER BY rowid")]
        assert set(rows) <= {f"e-{n:04}" for n in range(200)}
    assert len(_events(database)) == 200


def _write(database: Database, *ids: str) -> None:
    with database.writing() as connection:
        connection.executemany("INSERT INTO events VALUES (?, '')", [(id,) for id in ids])


def _write_and_fail(database: Database, id: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO events VALUES (?, '')", (id,))
        raise ZeroDivisionError


def _events(database: Database) -> list[str]:
    return [row["id"] for row in database.rows("SELECT id FROM events ORDER BY rowid")]


def _execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()
