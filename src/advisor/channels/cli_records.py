"""`advisor records`: shows, compares, exports and deletes what is kept."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from advisor.channels.cli_output import print_json, print_note, print_out, text_width, use_utf8
from advisor.channels.markdown import to_markdown_file
from advisor.channels.rendering import to_text, visible
from advisor.errors import BadInputError
from advisor.records.answers import AnswerRecords, Record
from advisor.records.archive import Archive
from advisor.records.comparing import Part
from advisor.records.database import FILE, Database
from advisor.records.exporting import lines
from advisor.records.feedback import FeedbackRecords
from advisor.records.reading_back import answer_of, question_of
from advisor.records.retention import Retention
from advisor.settings import Settings, load_settings

_QUESTION_CHARS = 70


@dataclass(frozen=True, slots=True)
class _Kept:
    settings: Settings
    answers: AnswerRecords
    feedback: FeedbackRecords
    archive: Archive
    retention: Retention


def print_list(limit: int) -> None:
    """A line for each answer."""
    with _kept() as kept:
        found = kept.answers.latest(limit)
    for record in found:
        question = visible(str(record.asked["text"]))
        if len(question) > _QUESTION_CHARS:
            question = f"{question[:_QUESTION_CHARS]}..."
        told = f"{record.created[:19]}  {record.channel:5}  {record.answer['status']:12}"
        print_out(f"{record.id}  {told}  {question}\n")
    if not found:
        print_note("No answer is kept.")


def print_record(id: str, *, as_json: bool) -> None:
    """What was asked, what was answered, and what it was made with."""
    with _kept() as kept:
        record = kept.answers.record(id, None)
        said = kept.feedback.of(id, None)
    if as_json:
        print_json(asdict(record) | {"feedback": [asdict(one) for one in said]})
        return
    print_out(_told(record))
    print_out(to_text(answer_of(record), text_width()))
    for one in said:
        useful = "useful" if one.useful else "not useful"
        print_out(f"\nSaid of it: {useful}. {visible(one.comment or '')}".rstrip() + "\n")


def print_comparison(id: str, *, as_json: bool) -> int:
    """0 when the question is answered as it was."""
    from advisor.regenerating import Regenerated, regenerate

    with _kept() as kept:
        print_note("Asking again; an index may have to be built first.")
        result: Regenerated = regenerate(kept.answers.record(id, None), kept.archive, kept.settings)
    if as_json:
        told = asdict(result) | {"same": result.is_same}
        print_json({name: told[name] for name in told if name not in ("before", "after")})
        return 0 if result.is_same else 1
    then, now = result.versions
    index = "built from the kept sources" if result.is_rebuilt else "in use"
    print_out(f"Answered by advisor {then} then, by {now} now, from the index {index}.\n")
    if not result.is_same_index:
        print_out("This version makes another index from the same sources.\n")
    for name in result.other_settings:
        print_out(f"ADVISOR_{name.upper()} was set otherwise.\n")
    count = len(result.lost_quotes)
    print_out(
        f"{count} quotes of the record do not stand in its sources.\n"
        if count
        else "Every quote of the record stands in its sources.\n"
    )
    for part in result.parts:
        print_out(_compared(part))
    return 0 if result.is_same else 1


def export(out: Path, *, unmasked: bool) -> None:
    """Write the records; a file that exists is left alone."""
    with _kept() as kept:
        rows = lines(kept.answers, kept.feedback, unmasked=unmasked)
        if str(out) == "-":
            use_utf8()
            for row in rows:
                print_out(f"{row}\n")
            return
        count = _write(out, rows)
    print_out(
        f"{count} answers are in {out}{'' if unmasked else ', what tells of persons masked'}.\n"
    )


def write_document(id: str, out: Path) -> None:
    """Write one answer as the kind of file that the name ends in; one that exists is left alone."""
    ending = out.suffix.casefold()
    if ending not in (".docx", ".md"):
        raise BadInputError(f"{out} ends neither in .docx nor in .md. Name a file that does.")
    with _kept() as kept:
        record = kept.answers.record(id, None)
    answer = answer_of(record)
    if ending == ".md":
        content = to_markdown_file(answer).encode()
    else:
        from advisor.channels.word import to_word  # only for those who want one

        content = to_word(answer, profile=question_of(record).profile)
    with _created(out) as file:
        file.write(content)
    print_out(f"The answer is in {out}.\n")


def purge(days: int | None) -> None:
    """Delete what is older, and say what that was."""
    with _kept() as kept:
        days = kept.settings.retention_days if days is None else days
        done = kept.retention.purge(days, f"advisor records purge ({_user()})")
    print_out(
        f"Deleted what was older than {days} days: answers {done.answers}, conversations"
        f" {done.conversations}, feedback {done.feedback}, events {done.events}, indexes whose"
        f" sources were kept {done.indexes}.\n"
    )


def print_purges() -> None:
    """A line for each time that records were deleted."""
    with _kept() as kept:
        found = kept.retention.purges()
    for one in found:
        print_out(
            f"{one.done[:19]}  before {one.before[:19]}  answers {one.answers}, conversations"
            f" {one.conversations}, feedback {one.feedback}  {visible(one.by)}\n"
        )
    if not found:
        print_note("Nothing was deleted yet.")


@contextmanager
def _kept() -> Iterator[_Kept]:
    settings = load_settings()
    if not (settings.data / FILE).exists():
        raise BadInputError(
            f"No records are kept in {settings.data}. `advisor serve` keeps them; set ADVISOR_DATA"
            " to its folder."
        )
    database = Database(settings.data)
    try:
        archive = Archive(database)
        yield _Kept(
            settings,
            AnswerRecords(database),
            FeedbackRecords(database),
            archive,
            Retention(database, archive),
        )
    finally:
        database.close()


def _told(record: Record) -> str:
    """Who asked what, when, and what answered."""
    question, made_by = question_of(record), record.answer["provenance"]
    rows = [
        ("Answer", record.id),
        ("Conversation", record.conversation),
        ("Asked", f"{record.created} by {record.owner} ({record.channel})"),
        *(("Before", earlier) for earlier in question.history),
        ("Question", question.text),
        ("Understood", str(record.answer["standalone_question"])),
        ("Index", f"{made_by['index_build']} ({made_by['index_hash']})"),
        ("Composer", f"{made_by['composer']}, advisor {record.made_with.get('advisor', '?')}"),
    ]
    return "".join(f"{name + ':':14}{visible(value)}\n" for name, value in rows) + "\n"


def _compared(part: Part) -> str:
    if part.is_same:
        return f"{part.name}: the same\n"
    gone = "".join(f"  - {visible(line)}\n" for line in part.gone)
    new = "".join(f"  + {visible(line)}\n" for line in part.new)
    return f"{part.name}: {part.same} the same, others differ\n{gone}{new}"


def _write(out: Path, rows: Iterator[str]) -> int:
    count = 0
    with _created(out) as file:
        for row in rows:
            file.write(f"{row}\n".encode())
            count += 1
    return count


@contextmanager
def _created(out: Path) -> Iterator[BinaryIO]:
    """A new file that its owner alone may read."""
    try:
        opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            yield file
    except FileExistsError as error:
        raise BadInputError(f"{out} exists already. Name another file.") from error
    except OSError as error:
        raise BadInputError(
            f"{out} cannot be written ({error.strerror or error}). Name another file."
        ) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know its user by number alone
        return str(getattr(os, "getuid", int)())
