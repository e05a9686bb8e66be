"""`advisor index`: builds the index while showing how far it is, then tells what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.channels.cli_output import print_note, print_out, print_rich, progress_bar
from advisor.channels.rendering import visible
from advisor.index.progress import Stage, Step

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from advisor.index.building import IndexReport
    from advisor.index.corpus import DocumentReport

_STAGES: Mapping[Stage, str] = {
    "corpus": "Reading the list of documents",
    "documents": "Reading the documents",
    "words": "Finding sentences and words",
    "rankings": "Weighing words and parts of words",
    "vectors": "Storing vectors",
    "verify": "Checking the new index",
    "done": "Done",
}


def build(corpus: Path | None, *, force: bool) -> None:
    """Build the index of the corpus in use, or of `corpus`, and print the report."""
    from advisor.index.building import build_index
    from advisor.settings import load_settings

    settings = load_settings()
    if corpus is not None:
        settings = settings.model_copy(update={"corpus": corpus})
    with progress_bar() as show:
        report = build_index(settings, lambda step: show(_told(step), step.share), force=force)
    _print_report(report)


def go_back() -> None:
    """Put the index before back in use, and print what that means."""
    from advisor.index.rollback import roll_back
    from advisor.settings import load_settings

    done = roll_back(load_settings())
    which = "The index before" if done.is_older else "The newer index"
    print_out(
        f"{which}, {done.build.name}, is in use again, in the place of {done.replaced}."
        " `advisor index --rollback` once more undoes this.\n"
        "`advisor index` makes an index of the documents as they are now: mend or take out first"
        " what was wrong with them.\n"
    )


def _told(step: Step) -> str:
    return _STAGES[step.stage] if step.file is None else f"Reading {visible(step.file)}"


def _print_report(report: IndexReport) -> None:
    print_rich(_table(report))
    for warning in report.warnings:
        print_out(f"Warning: {visible(warning)}\n")
    for document in report.documents:
        for warning in document.warnings:
            print_out(f"Warning: {visible(document.file)}: {visible(warning)}\n")
    name = report.build.name
    print_out(
        f"The new index {name} is in use.\n"
        if report.is_new
        else f"The index is already up to date ({name}).\n"
    )
    for document in report.documents:
        if document.error:
            print_note(f"NOT INDEXED: {visible(document.file)}: {visible(document.error)}")


def _table(report: IndexReport) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Document", overflow="fold")
    table.add_column("Language")
    for number in ("Sections", "Chunks", "Repaired"):
        table.add_column(number, justify="right")
    table.add_column("Result")
    for document in report.documents:
        table.add_row(*_cells(document, is_new=report.is_new))
    return table


def _cells(document: DocumentReport, *, is_new: bool) -> list[Text | str]:
    """Texts that are not read as markup."""
    from rich.text import Text

    file = Text(visible(document.file))
    if document.error:
        return [file, "", "", "", "", Text("NOT INDEXED", style="bold red")]
    result = "unchanged" if document.reused or not is_new else "read"
    warnings = len(document.warnings)
    if warnings:
        result += f", {warnings} warning{'s' if warnings > 1 else ''}"
    return [
        file,
        document.language,
        str(document.sections),
        str(document.chunks),
        f"{document.repaired:.0%}",
        result,
    ]
