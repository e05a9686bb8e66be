"""`advisor ask`: one question to the terminal, or a file of questions to a file of answers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from advisor.channels.asked import (
    profile_from,
    question_from,
    question_on_stdin,
    read_profile,
    unknown_key,
)
from advisor.channels.cli_output import (
    print_json,
    print_note,
    print_out,
    print_rich,
    text_width,
    use_utf8,
)
from advisor.channels.rendering import to_json, to_rich, to_text
from advisor.errors import BadInputError
from advisor.pipeline import Advisor
from advisor.types import Answer, Question

NO_ANSWER = 3
_LINE_KEYS = ("id", "question", "history", "profile")

Write = Callable[[str], object]


def answer_one(
    text: str | None,
    history: Sequence[str],
    profile: Path | None,
    out: Path | None,
    *,
    as_json: bool,
) -> int:
    """Print the answer; the exit code tells whether there was one."""
    if text is None:
        raise BadInputError("No question was given. Write it after `advisor ask`, in quotes.")
    if out is not None:
        raise BadInputError("--out belongs to --batch. Leave it out, or give --batch too.")
    read = question_on_stdin() if text == "-" else text
    question = question_from(read, history, read_profile(profile) if profile else None)
    answer = _open_advisor().ask(question)
    _print_answer(answer, as_json=as_json)
    return 0 if answer.status in ("answered", "partial") else NO_ANSWER


def refuse_beside_batch(given: Sequence[str]) -> None:
    """Raise BadInputError when anything that belongs to one question stands beside --batch."""
    if given:
        raise BadInputError(
            f"--batch takes its questions from the file; leave out {', '.join(given)}."
            " In a batch, history and profile stand on each question's line."
        )


def answer_batch(path: Path, out: Path | None) -> int:
    """Write an answer or an error object for every line that is not blank; 0 when all are done."""
    if out is None:
        raise BadInputError("--batch needs --out with a file for the answers, or - to print them.")
    lines = _read_lines(path)
    with _output(out) as write:
        advisor = _open_advisor()
        errors = 0
        for number, line in _with_progress(lines):
            result = _answer_line(advisor, line, number)
            errors += "error" in result
            write(json.dumps(result, ensure_ascii=False) + "\n")
    print_note(f"{len(lines) - errors} answered, {errors} with an error.")
    return 0


def _open_advisor() -> Advisor:
    from advisor.bootstrap import open_advisor
    from advisor.settings import load_settings

    return open_advisor(load_settings())


def _print_answer(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(to_json(answer))
    elif sys.stdout.isatty():
        print_rich(to_rich(answer, text_width()))
    else:
        print_out(to_text(answer, text_width()))


# --- A batch --------------------------------------------------------------------------


def _read_lines(path: Path) -> list[tuple[int, str]]:
    """The lines that are not blank, each with its number from 1."""
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"The batch {path} is not UTF-8 text. Save it as UTF-8.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BadInputError(
            f"The batch {path} cannot be read ({reason}). Name a file that can."
        ) from error
    # Only at line feeds: JSON may hold other line separators within a text.
    return [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _answer_line(advisor: Advisor, line: str, number: int) -> dict[str, Any]:
    """The answer under the question's own id, or what is wrong with the line."""
    own_id: str | None = None
    try:
        values = _parsed(line)
        own_id = _id_of(values)
        question = _question_of(values)
    except BadInputError as error:
        return {"id": own_id, "error": {"code": error.code, "message": f"Line {number}: {error}"}}
    return {**to_json(advisor.ask(question)), "id": own_id}


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"not JSON ({error}). Mend the line.") from error
    if not isinstance(values, dict):
        raise BadInputError('not a JSON object. Write {"id": "...", "question": "..."}.')
    return values


def _id_of(values: Mapping[str, Any]) -> str:
    own_id = values.get("id")
    if not isinstance(own_id, str) or not own_id:
        raise BadInputError("id is missing or not a text. Give each question its own id.")
    try:
        own_id.encode()
    except UnicodeEncodeError as error:
        raise BadInputError("id holds half a character. Write it anew.") from error
    return own_id


def _question_of(values: Mapping[str, Any]) -> Question:
    for key in values:
        if key not in _LINE_KEYS:
            raise unknown_key(key, _LINE_KEYS)
    text, history, profile = values.get("question"), values.get("history"), values.get("profile")
    if not isinstance(text, str):
        raise BadInputError("question is missing or not a text. Write the question.")
    earlier = [] if history is None else history
    if not isinstance(earlier, list) or not all(isinstance(item, str) for item in earlier):
        raise BadInputError("history is not a list of texts. Give earlier questions, oldest first.")
    return question_from(text, earlier, None if profile is None else profile_from(profile))


@contextmanager
def _output(out: Path) -> Iterator[Write]:
    """A way to write that leaves either the whole file or, when stopped, the one before it."""
    if str(out) == "-":
        use_utf8()
        yield print_out
        return
    target = out.resolve()
    if target.exists() and not target.is_file():
        raise BadInputError(f"{out} is not a file that can be replaced. Name another one.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        file = partial.open("w", encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BadInputError(
            f"The answers cannot be written to {out} ({reason}). Name another file."
        ) from error
    try:
        with file:
            yield file.write
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _with_progress(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines, with a bar on standard error while a person watches it."""
    if not sys.stderr.isatty():
        yield from lines
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(lines, "Answering", console=Console(stderr=True), transient=True)
