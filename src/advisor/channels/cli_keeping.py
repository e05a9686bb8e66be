"""The commands about what is kept: looking at records, letting go of them, backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# What a command needs is imported within it, so that `--help` answers at once.

records = typer.Typer(
    no_args_is_help=True, help="What was asked and answered: look at it, export it, let it go."
)

AnswerId = Annotated[str, typer.Argument(help="Id of an answer, as `records list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def add_to(app: typer.Typer) -> None:
    """Let the program have these commands."""
    app.add_typer(records, name="records")
    app.command()(backup)
    app.command()(restore)


@records.command(name="list")
def list_records(
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 20,
) -> None:
    """List the answers that were given last, with their ids."""
    from advisor.channels.cli_records import print_list

    print_list(limit)


@records.command()
def show(id: AnswerId, as_json: AsJson = False) -> None:
    """Show an answer as it was given, and what it was made with."""
    from advisor.channels.cli_records import print_record

    print_record(id, as_json=as_json)


@records.command()
def compare(id: AnswerId, as_json: AsJson = False) -> None:
    """Ask the question of an answer again, from its own sources, and tell what differs.

    Where another index is in use by now, one is built from the sources that were kept.
    Exit codes: 0 the answer is the same; 1 it differs.
    """
    from advisor.channels.cli_records import print_comparison

    raise typer.Exit(print_comparison(id, as_json=as_json))


@records.command()
def export(
    out: Annotated[Path, typer.Option(help="File to write, a line for each answer; - prints.")],
    unmasked: Annotated[
        bool,
        typer.Option(
            "--unmasked",
            help="Leave in what tells of persons: identity numbers, mail, telephones, who asked.",
        ),
    ] = False,
) -> None:
    """Write all records as lines of JSON, what tells of persons masked."""
    from advisor.channels.cli_records import export as write

    write(out, unmasked=unmasked)


@records.command()
def document(
    id: AnswerId,
    out: Annotated[Path, typer.Option(help="File to write: .docx for Word, .md for Markdown.")],
) -> None:
    """Write one answer as a document with its sources, to decide by or to register."""
    from advisor.channels.cli_records import write_document

    write_document(id, out)


@records.command()
def purge(
    older_than: Annotated[
        int | None,
        typer.Option(min=0, metavar="DAYS", help="Days to keep; unset: ADVISOR_RETENTION_DAYS."),
    ] = None,
) -> None:
    """Delete the records that are older, with the sources that only they led to."""
    from advisor.channels.cli_records import purge as delete

    delete(older_than)


@records.command()
def purges() -> None:
    """List when records were deleted, how many and by whom."""
    from advisor.channels.cli_records import print_purges

    print_purges()


def backup(
    out: Annotated[Path, typer.Option(help="File to write, or a folder to put it in.")],
) -> None:
    """Write the records, their sources and the index in use into one file; a server may run.

    Exit codes: 0 all is in it; 1 sources that the records lead to were missing, or a failure.
    """
    from advisor.channels.cli_backup import back_up

    raise typer.Exit(back_up(out))


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `advisor backup` wrote.")],
    data: Annotated[
        Path | None, typer.Option(help="Folder to restore into; unset: ADVISOR_DATA.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move aside what the folder keeps already.")
    ] = False,
) -> None:
    """Put a backup in place, once all of it is proven; no server may run on the folder."""
    from advisor.channels.cli_backup import restore as put_back

    put_back(file, data, replace=replace)
