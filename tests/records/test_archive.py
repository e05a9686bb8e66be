"""The sources of an answer stay as long as it does, byte by byte, and go with the last of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.errors import NotFoundError, RecordsUnusableError
from advisor.records.archive import Archive, KeptIndex
from advisor.records.database import Database
from advisor.records.retention import Retention
from advisor.regenerating import regenerate
from advisor.service.parts import Service
from advisor.settings import Settings
from tests.records.conftest import EVA

Ask = Callable[..., str]


def test_first_answer_from_an_index_keeps_its_sources_as_they_came(
    service: Service, ask: Ask, tmp_path: Path
) -> None:
    record = service.answers.record(ask(service), None)
    archive = Archive(service.database)

    index = archive.index(record.answer["provenance"]["index_hash"])
    archive.lay_out(index, tmp_path / "out")

    corpus = tmp_path / "out" / "originals" / "corpus"
    for name in ("plattform.txt", "budget.txt"):
        assert (corpus / name).read_bytes() == (tmp_path / "corpus" / name).read_bytes()
    assert {path.name for path in corpus.iterdir()} == {
        "plattform.txt",
        "budget.txt",
        "sources.yaml",
    }
    assert index.manifest["made_from"]["documents"].keys() == {"plattform.txt", "budget.txt"}


def test_answers_after_the_first_write_no_source_again(service: Service, ask: Ask) -> None:
    ask(service)
    before = _stamps(service.settings)

    ask(service)

    assert before
    assert _stamps(service.settings) == before


def test_answer_is_not_kept_when_its_sources_cannot_be(service: Service, ask: Ask) -> None:
    """And so it is not given either."""
    (service.settings.data / "archive").write_text("a file in the folder's place")

    with pytest.raises(RecordsUnusableError, match="See to space and rights"):
        ask(service)

    assert service.answers.latest(10) == []


def test_source_that_was_changed_in_the_index_is_not_kept(service: Service, ask: Ask) -> None:
    service.live.current()  # it was whole when it was opened
    [original] = service.settings.index_folder.glob("*/originals/corpus/budget.txt")
    original.write_text("Något annat.")

    with pytest.raises(RecordsUnusableError, match="not what it was when it was indexed"):
        ask(service)

    assert service.answers.latest(10) == []


def test_answer_of_an_older_index_is_made_again_from_what_was_kept(
    service: Service, ask: Ask, settings: Settings
) -> None:
    record = service.answers.record(ask(service), EVA.id)
    shutil.rmtree(settings.index_folder)
    shutil.rmtree(settings.corpus_folder)

    again = regenerate(record, Archive(service.database), settings)

    assert again.is_rebuilt
    assert again.is_same_index
    assert again.is_same
    assert [part.same for part in again.parts if part.name == "quotes"] != [0]
    assert again.lost_quotes == ()


def test_answer_of_the_index_in_use_is_asked_again_there(
    service: Service, ask: Ask, settings: Settings
) -> None:
    record = service.answers.record(ask(service), EVA.id)

    again = regenerate(record, Archive(service.database), settings)

    assert not again.is_rebuilt
    assert again.is_same


def test_record_that_was_tampered_with_is_told_line_by_line(
    service: Service, ask: Ask, settings: Settings
) -> None:
    id = ask(service)
    told = json.loads(json.dumps(service.answers.record(id, None).answer))
    citation = told["statements"][0]["citations"][0]
    citation["raw_quote"] = "Kommunerna bör lägga ner."
    told["summary"] = "Nej."
    with service.database.writing() as connection:
        connection.execute("UPDATE answers SET answer = ?", (json.dumps(told),))

    again = regenerate(service.answers.record(id, None), Archive(service.database), settings)

    assert not again.is_same
    assert ["lägga ner" in quote for quote in again.lost_quotes] == [True]
    differing = {part.name: part.gone for part in again.parts if not part.is_same}
    assert differing.keys() == {"summary", "quotes"}
    assert differing["summary"] == ("Nej.",)


def test_archived_source_that_is_damaged_or_missing_is_told(
    service: Service, ask: Ask, tmp_path: Path
) -> None:
    record = service.answers.record(ask(service), None)
    archive = Archive(service.database)
    index = archive.index(record.answer["provenance"]["index_hash"])
    kept = archive.path(index.files["originals/corpus/budget.txt"])

    kept.write_bytes(kept.read_bytes().replace(b"a", b"b", 1))
    with pytest.raises(RecordsUnusableError, match="advisor restore"):
        archive.lay_out(index, tmp_path / "one")
    kept.unlink()
    with pytest.raises(RecordsUnusableError, match="advisor restore"):
        archive.lay_out(index, tmp_path / "two")


def test_index_that_was_not_kept_is_told(database: Database) -> None:
    with pytest.raises(NotFoundError, match="can be shown, but not made again"):
        Archive(database).index("sha256:0")


def test_sources_go_with_the_last_answer_and_those_still_needed_stay(
    service: Service, ask: Ask
) -> None:
    first, _second = ask(service), ask(service)
    archive = Archive(service.database)
    of_first = archive.index(service.answers.record(first, None).answer["provenance"]["index_hash"])
    shared = {"originals/corpus/plattform.txt": of_first.files["originals/corpus/plattform.txt"]}
    [build] = service.settings.index_folder.glob("2*")
    archive.keep(KeptIndex("sha256:other", {}, shared), build)
    with service.database.writing() as connection:
        connection.execute("UPDATE answers SET index_hash = 'sha256:other' WHERE id <> ?", (first,))
        connection.execute("UPDATE answers SET created = '2020-01-01' WHERE id = ?", (first,))

    done = Retention(service.database, archive).purge(30, "test")

    assert (done.answers, done.indexes) == (1, 1)
    kept = {path.name for path in (service.settings.data / "archive").glob("??/*")}
    assert kept == set(shared.values())


def test_leftover_of_a_copy_that_was_stopped_is_removed(service: Service, ask: Ask) -> None:
    ask(service)
    folder = service.settings.data / "archive" / "ab"
    folder.mkdir(exist_ok=True)
    (folder / f"{'ab' * 32}.part").write_bytes(b"half")

    assert Archive(service.database).release() == 1
    assert Archive(service.database).release() == 0


def _stamps(settings: Settings) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (settings.data / "archive").glob("??/*")}
