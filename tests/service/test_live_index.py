"""Who asks always has an index that is whole, and an index that nobody reads is let go."""

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any, cast

import pytest

from advisor.errors import AdvisorError, IndexUnusableError, NotFoundError
from advisor.index.publishing import CURRENT
from advisor.service.live_index import LiveIndex, OpenIndex
from advisor.service.seal import Seal
from advisor.types import Provenance

SECONDS = 10  # until a test gives up


class Indexes:
    """Opens what the pointer names; remembers what was closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.closed: list[str] = []
        self.opened = 0
        self.may_open = Event()
        self.may_open.set()
        self.failure: Exception | None = None

    def publish(self, name: str) -> None:
        (self.folder / name).write_bytes(b"content")
        pointer = self.folder / "new"
        pointer.write_text(name, encoding="utf-8")
        pointer.replace(self.folder / CURRENT)

    def open(self) -> OpenIndex:
        self.may_open.wait(SECONDS)
        self.opened += 1
        if self.failure is not None:
            raise self.failure
        name = (self.folder / CURRENT).read_text(encoding="utf-8")
        nothing = cast(Any, None)
        return OpenIndex(
            advisor=nothing,
            plain=nothing,
            evidence=nothing,
            understanding=nothing,
            retriever=nothing,
            selector=nothing,
            provenance=Provenance(name, f"sha256:{name}", "extractive"),
            seal=Seal([self.folder / name]),
            close=lambda: self.closed.append(name),
        )


@pytest.fixture
def indexes(tmp_path: Path) -> Indexes:
    """The index `a` is published."""
    made = Indexes(tmp_path)
    made.publish("a")
    return made


@pytest.fixture
def live(indexes: Indexes) -> Iterator[LiveIndex]:
    made = LiveIndex(indexes.folder, indexes.open, opening_seconds=SECONDS, retry_seconds=0.2)
    yield made
    indexes.may_open.set()
    made.close()


def _name(live: LiveIndex) -> str:
    with live.lent() as index:
        return index.provenance.index_build


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)


def test_first_question_waits_for_the_index_that_is_being_opened(
    live: LiveIndex, indexes: Indexes
) -> None:
    indexes.may_open.clear()
    names: list[str] = []
    asking = Thread(target=lambda: names.append(_name(live)))
    asking.start()

    assert live.provenance() is None
    indexes.may_open.set()
    asking.join(SECONDS)

    assert names == ["a"]


def test_waiting_for_an_index_has_an_end(indexes: Indexes) -> None:
    live = LiveIndex(indexes.folder, indexes.open, opening_seconds=0.1)
    indexes.may_open.clear()

    with pytest.raises(IndexUnusableError, match="Ask again in a moment"):
        _name(live)

    indexes.may_open.set()


def test_questions_go_on_with_the_index_before_until_the_new_one_is_open(
    live: LiveIndex, indexes: Indexes
) -> None:
    assert _name(live) == "a"
    indexes.may_open.clear()
    indexes.publish("b")

    assert _name(live) == "a"
    indexes.may_open.set()

    _until(lambda: _name(live) == "b")


def test_index_is_closed_when_the_last_who_borrowed_it_gives_it_back(
    live: LiveIndex, indexes: Indexes
) -> None:
    with live.lent() as first:
        with live.lent():
            indexes.publish("b")
            _until(lambda: _name(live) == "b")
        assert first.provenance.index_build == "a"
        assert indexes.closed == []

    assert indexes.closed == ["a"]


def test_index_that_nobody_reads_is_closed_at_once(live: LiveIndex, indexes: Indexes) -> None:
    for name in "bcd":
        indexes.publish(name)
        _until(lambda wanted=name: _name(live) == wanted)  # type: ignore[misc]

    _until(lambda: indexes.closed == ["b", "c"])


def test_new_index_is_found_also_while_nobody_asks(live: LiveIndex, indexes: Indexes) -> None:
    with live.watched():
        _until(lambda: live.provenance() is not None)
        opened = indexes.opened

        indexes.publish("b")

        _until(lambda: indexes.opened > opened)


def test_index_that_cannot_be_opened_leaves_the_one_before_in_use(
    live: LiveIndex, indexes: Indexes
) -> None:
    assert _name(live) == "a"
    indexes.failure = IndexUnusableError("b is damaged. Run `advisor index --force`.")
    indexes.publish("b")

    _until(lambda: live.problem() is not None)

    assert _name(live) == "a"
    assert str(live.problem()) == "b is damaged. Run `advisor index --force`."


def test_problem_is_tried_again_after_a_while_and_logged_once(
    live: LiveIndex, indexes: Indexes, caplog: pytest.LogCaptureFixture
) -> None:
    assert _name(live) == "a"
    indexes.failure = IndexUnusableError("b is damaged.")
    indexes.publish("b")

    _until(lambda: live.problem() is not None and indexes.opened >= 3)
    indexes.failure = None

    _until(lambda: _name(live) == "b")
    assert live.problem() is None
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in told] == ["index not opened: b is damaged."]


def test_another_index_is_tried_at_once(indexes: Indexes) -> None:
    live = LiveIndex(indexes.folder, indexes.open, retry_seconds=3600)
    indexes.failure = IndexUnusableError("a is damaged.")
    with pytest.raises(IndexUnusableError, match="a is damaged"):
        _name(live)
    indexes.failure = None

    with pytest.raises(IndexUnusableError):  # not yet: nothing has changed
        _name(live)
    indexes.publish("b")

    assert _name(live) == "b"
    live.close()


def test_failure_nobody_thought_of_is_told_and_does_not_stop_the_index_in_use(
    live: LiveIndex, indexes: Indexes, caplog: pytest.LogCaptureFixture
) -> None:
    assert _name(live) == "a"
    indexes.failure = ZeroDivisionError("a bug")
    indexes.publish("b")

    _until(lambda: live.problem() is not None)

    assert _name(live) == "a"
    assert "ZeroDivisionError" in str(live.problem())
    assert "a bug" in caplog.text


def test_without_an_index_the_question_is_told_why(live: LiveIndex, indexes: Indexes) -> None:
    indexes.failure = IndexUnusableError("There is no index. Run `advisor index`.")

    with pytest.raises(IndexUnusableError, match="Run `advisor index`"):
        _name(live)


def test_answer_made_while_the_files_were_written_to_is_not_given(
    live: LiveIndex, indexes: Indexes
) -> None:
    with pytest.raises(IndexUnusableError, match="changed while it was in use"), live.lent():
        (indexes.folder / "a").write_bytes(b"\0\0\0\0\0\0\0")

    _until(lambda: indexes.closed == ["a"])


def test_error_out_of_files_that_were_written_to_is_told_as_damage(
    live: LiveIndex, indexes: Indexes
) -> None:
    def read() -> None:
        with live.lent():
            (indexes.folder / "a").write_bytes(b"\0\0\0\0\0\0\0")
            raise IndexError("read from zeros")

    with pytest.raises(IndexUnusableError):
        read()


def test_error_out_of_whole_files_stays_what_it_is(live: LiveIndex) -> None:
    with pytest.raises(NotFoundError), live.lent():
        raise NotFoundError("There is no such source.")


def test_index_whose_files_were_written_to_is_opened_anew_before_it_is_lent(
    live: LiveIndex, indexes: Indexes
) -> None:
    assert _name(live) == "a"
    (indexes.folder / "a").write_bytes(b"the same, checked again")

    assert _name(live) == "a"

    assert indexes.opened == 2
    assert indexes.closed == ["a"]


def test_index_whose_files_are_damaged_is_lent_no_more(live: LiveIndex, indexes: Indexes) -> None:
    assert _name(live) == "a"
    indexes.failure = IndexUnusableError("a is damaged. Run `advisor index --force`.")
    (indexes.folder / "a").write_bytes(b"\0")

    with pytest.raises(IndexUnusableError, match="a is damaged"):
        _name(live)

    assert live.provenance() is None


def test_files_that_were_removed_are_read_on(live: LiveIndex, indexes: Indexes) -> None:
    assert _name(live) == "a"

    (indexes.folder / "a").unlink()

    assert _name(live) == "a"
    assert indexes.opened == 1


def test_when_the_server_ends_the_index_is_closed_and_no_more_is_lent(
    live: LiveIndex, indexes: Indexes
) -> None:
    with live.watched():
        assert _name(live) == "a"

    assert indexes.closed == ["a"]
    with pytest.raises(AdvisorError, match="being stopped"):
        _name(live)
