"""Keys open what they were made for, until they are revoked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisor.errors import BadInputError, NotFoundError, RecordsUnusableError
from advisor.records.database import Database
from advisor.records.keys import MOST_NAME_CHARS, USE_SECONDS, KeyRecords


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def keys(database: Database) -> KeyRecords:
    return KeyRecords(database)


def test_key_is_held_with_its_rights(keys: KeyRecords) -> None:
    made, token = keys.create("  Open \n WebUI ", ["ask", "audit"])

    held = keys.holder(token)

    assert held is not None
    assert (held.id, held.name) == (made.id, "Open WebUI")
    assert held.rights == frozenset({"ask", "audit"})
    assert token.startswith(f"{made.prefix}_")


def test_tokens_differ_and_hold_256_random_bits(keys: KeyRecords) -> None:
    tokens = {keys.create("one", ["ask"])[1] for _ in range(50)}

    assert len(tokens) == 50
    assert {len(token.split("_", 2)[2]) for token in tokens} == {43}


def test_token_is_not_kept(keys: KeyRecords, tmp_path: Path) -> None:
    _, token = keys.create("one", ["ask"])
    secret = token.split("_", 2)[2]

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"one" in kept
    assert secret.encode() not in kept


def _forgeries(token: str, other: str) -> dict[str, str]:
    prefix, secret = token[: len("advisor_00000000_")], token[len("advisor_00000000_") :]
    last = "A" if secret[-1] != "A" else "B"
    return {
        "empty": "",
        "space": " ",
        "prefix alone": prefix,
        "prefix without its end": prefix[:-1],
        "secret alone": secret,
        "secret of another key": prefix + other[len(prefix) :],
        "id of another key": other[: len(prefix)] + secret,
        "id that is not there": f"advisor_ffffffff_{secret}",
        "last letter changed": token[:-1] + last,
        "first letter changed": prefix + ("A" if secret[0] != "A" else "B") + secret[1:],
        "last letter gone": token[:-1],
        "one letter more": token + "A",
        "twice": token * 2,
        "upper case": token.upper(),
        "lower case": token.lower(),
        "space before": f" {token}",
        "space behind": f"{token} ",
        "line break behind": f"{token}\n",
        "null behind": f"{token}\0",
        "null within": f"{prefix}\0{secret[1:]}",
        "null before": f"\0{token}",
        "quoted": f'"{token}"',
        "percent": token.replace("_", "%5F"),
        "Bearer": f"Bearer {token}",
        "two": f"{token},{other}",
        "full-width digit": f"advisor_{chr(0xFF10)}{token[9:]}",
        "Cyrillic letter": token.replace("a", chr(0x430), 1),
        "combining mark": token + chr(0x301),
        "half a character": prefix + chr(0xD800) + secret[1:],
        "right to left": chr(0x202E) + token,
        "huge": "A" * 1_000_000,
        "huge key": prefix + "A" * 1_000_000,
        "SQL": f"advisor_' OR 1=1 --_{secret}",
        "LIKE": f"advisor_%%%%%%%%_{secret}",
        "wildcard secret": f"{prefix}{'%' * 43}",
        "zeros": f"{prefix}{'0' * 43}",
        "None": "None",
        "null": "null",
        "hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }


@pytest.mark.parametrize("name", _forgeries("advisor_00000000_" + "x" * 43, "y" * 60))
def test_forged_token_opens_nothing(keys: KeyRecords, name: str) -> None:
    _, token = keys.create("one", ["ask"])
    _, other = keys.create("two", ["ask"])

    assert keys.holder(_forgeries(token, other)[name]) is None
    assert keys.holder(token) is not None


def test_hash_of_a_key_does_not_open(keys: KeyRecords, tmp_path: Path) -> None:
    made, _ = keys.create("one", ["ask"])
    with sqlite3.connect(tmp_path / "advisor.sqlite") as file:
        (kept,) = file.execute("SELECT hash FROM keys").fetchone()
    file.close()

    assert keys.holder(kept) is None
    assert keys.holder(f"{made.prefix}_{kept[:43]}") is None


def test_revoked_key_opens_nothing_in_another_process(keys: KeyRecords, tmp_path: Path) -> None:
    made, token = keys.create("one", ["ask"])
    assert keys.holder(token) is not None

    elsewhere = Database(tmp_path)
    KeyRecords(elsewhere).revoke(made.id)
    elsewhere.close()

    assert keys.holder(token) is None
    assert not keys.exist()


def test_revoking_again_keeps_the_first_time(keys: KeyRecords) -> None:
    made, _ = keys.create("one", ["ask"])

    first = keys.revoke(made.id)
    again = keys.revoke(made.id)

    assert first.revoked is not None
    assert again == first


def test_revoking_what_is_not_there_is_told(keys: KeyRecords) -> None:
    with pytest.raises(NotFoundError, match="advisor keys list"):
        keys.revoke("nothing")


def test_last_use_is_written_at_most_once_a_minute(database: Database) -> None:
    clock = Clock()
    keys = KeyRecords(database, clock)
    _, token = keys.create("one", ["ask"])
    with database.writing() as connection:
        connection.execute("CREATE TABLE uses (at TEXT)")
        connection.execute(
            "CREATE TRIGGER used UPDATE ON keys BEGIN INSERT INTO uses VALUES (new.used); END"
        )

    for seconds in (0, 1, USE_SECONDS - 1, USE_SECONDS, USE_SECONDS + 1):
        clock.seconds = seconds
        keys.holder(token)

    assert len(database.rows("SELECT * FROM uses")) == 2
    assert keys.all()[0].used is not None


def test_key_that_was_never_used_says_so(keys: KeyRecords) -> None:
    keys.create("one", ["ask"])

    assert keys.all()[0].used is None


class _FullDatabase(Database):
    """Has no room left, as soon as it is told."""

    is_full = False

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        if self.is_full:
            raise RecordsUnusableError("The disk is full.")
        with super().writing() as connection:
            yield connection


def test_full_disk_does_not_stop_a_key(tmp_path: Path) -> None:
    database = _FullDatabase(tmp_path)
    keys = KeyRecords(database)
    _, token = keys.create("one", ["ask"])

    database.is_full = True

    assert keys.holder(token) is not None
    database.close()


@pytest.mark.parametrize("name", ["", "  ", "x" * (MOST_NAME_CHARS + 1), "a\0b", "\x1b[31m"])
def test_key_needs_a_name_that_can_be_read(keys: KeyRecords, name: str) -> None:
    with pytest.raises(BadInputError, match="name of a key"):
        keys.create(name, ["ask"])

    assert keys.all() == []


def test_key_needs_a_right(keys: KeyRecords) -> None:
    with pytest.raises(BadInputError, match="ask, audit, operate"):
        keys.create("one", [])
