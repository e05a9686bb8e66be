"""What the commands print: to a terminal, a pipe that may close early, or a log."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any

PLAIN_WIDTH = 120  # of tables, where no terminal says how wide it is


def print_out(text: str) -> None:
    """Write to standard output; a reader that has gone is no failure."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_rich(renderable: Any) -> None:
    """Write a renderable to standard output, with colours only where a terminal shows them."""
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    with console.capture() as captured:
        console.print(renderable, soft_wrap=False)
    print_out(captured.get())


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Write a value as JSON in UTF-8, whatever the locale says."""
    use_utf8()
    print_out(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def use_utf8() -> None:
    """Let standard output write UTF-8 from here on."""
    if isinstance(sys.stdout, TextIOWrapper):  # not what a caller put in its place
        sys.stdout.reconfigure(encoding="utf-8")


def print_note(text: str) -> None:
    """Write a line to standard error."""
    with suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


def text_width() -> int:
    """Columns of the terminal, or of COLUMNS."""
    return shutil.get_terminal_size().columns


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar where a person watches; elsewhere a line for each stage.

    What is yielded takes what is being done and the share that is done, 0 to 1.
    """
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0)
        yield lambda what, share: bar.update(task, completed=share, description=what)


class _Lines:
    """Prints a stage when it is met for the first time."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, what: str, share: float) -> None:
        if what not in self._seen:
            self._seen.add(what)
            print_note(f"{share:4.0%} {what}")
