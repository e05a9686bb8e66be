"""Reads any file of the corpus: the formats that are known, and where each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.errors import UnreadableFileError
from advisor.readers.decoding import NotTextError
from advisor.readers.docx_reader import read_docx
from advisor.readers.html_reader import read_html
from advisor.readers.pdf_reader import read_pdf
from advisor.readers.plain_reader import read_md, read_txt
from advisor.readers.sandbox import read_in_sandbox
from advisor.types import RawDocument


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one format are read."""

    read: Callable[[bytes], RawDocument]
    advised_as: str = ""  # what a person whose file cannot be read is told to save; empty: not told
    is_harmless: bool = False  # no content can stop or exhaust the process that reads it


READERS: dict[str, Reader] = {
    ".txt": Reader(read_txt, advised_as="text in UTF-8", is_harmless=True),
    ".md": Reader(read_md, is_harmless=True),
    ".html": Reader(read_html),
    ".htm": Reader(read_html),
    ".pdf": Reader(read_pdf, advised_as="PDF"),
    ".docx": Reader(read_docx, advised_as="DOCX"),
}

_EMPTY = "it is empty. Put the document in its place, or take it off the list in sources.yaml."
# Characters that no font shows and some programs still read (Unicode's block "Tags").
_TAGS = re.compile("[\U000e0000-\U000e007f]+")


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost. A megabyte is 1,048,576 bytes."""

    file_megabytes: int = 50
    seconds: int = 10
    memory_megabytes: int = 512


def read_file(path: Path, limits: ReadingLimits = ReadingLimits()) -> RawDocument:
    """The file's own text, cut into lines.

    What may do harm is read in a sandbox: a process of its own, so that no file can stop or
    exhaust this one. Raises UnreadableFileError, naming the file, what is wrong and what to do.
    """
    try:
        document = _read(path, limits)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error}") from error
    return _with_hidden_tags(document)


def read_content(suffix: str, content: bytes) -> RawDocument:
    """The text of a file whose name ends so, read in this process."""
    try:
        return READERS[suffix].read(content)
    except NotTextError as error:
        *others, last = (reader.advised_as for reader in READERS.values() if reader.advised_as)
        raise UnreadableFileError(
            f"{error} Open it in the program that made it and save it as {', '.join(others)} "
            f"or {last}."
        ) from error


def _read(path: Path, limits: ReadingLimits) -> RawDocument:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UnreadableFileError(
            f"files of type {suffix or '(none)'} are not known. "
            f"Save it as one of {', '.join(READERS)}."
        )
    content = _content(path, limits)
    if READERS[suffix].is_harmless:
        document = read_content(suffix, content)
    else:
        document = read_in_sandbox(
            suffix,
            content,
            seconds=limits.seconds,
            memory_megabytes=limits.memory_megabytes,
        )
    if not document.raw.strip():
        raise UnreadableFileError(_EMPTY)
    return document


def _content(path: Path, limits: ReadingLimits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_megabytes * 1024 * 1024:
            raise UnreadableFileError(
                f"it has {size / 1024 / 1024:,.0f} MB, at most {limits.file_megabytes} MB are "
                "read. Split it, or save it without its pictures."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{error.strerror or error}. Check that it is there and that you may read it."
        ) from error
    if not content.strip():
        raise UnreadableFileError(_EMPTY)
    return content


def _with_hidden_tags(document: RawDocument) -> RawDocument:
    tags = {found.span() for found in _TAGS.finditer(document.raw)}
    if not tags:
        return document
    return replace(document, hidden=tuple(sorted({*document.hidden, *tags})))
