"""Refuses zip files that are damaged, locked or built to do harm, before a reader opens them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.errors import UnreadableFileError

_MAX_PARTS = 2_000
_MAX_BYTES = 200 * 1024 * 1024  # unpacked
_MAX_RATIO = 200  # unpacked to packed; an office file has 3 to 20
_BLOCK_BYTES = 64 * 1024  # read at a time
_XML = (".xml", ".rels")
_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class PackageFormat:
    """A format whose files are zip packages of XML, as a person knows it."""

    name: str  # "DOCX"
    program: str  # that opens it: "Word"

    @property
    def save_again(self) -> str:
        return f"Open it in {self.program} and save it again as {self.name}."


def check_package(content: bytes, expected: PackageFormat) -> None:
    """Raise UnreadableFileError for a file that is no sound package, or may do harm.

    What passes has few parts, stays small when it is unpacked, is not encrypted, names no place
    outside itself, and declares no document type in its XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_sizes(package.infolist(), len(content), expected)
            _check_names(package.infolist())
            _check_xml(package, expected)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(
            f"it is damaged, or no {expected.name} at all. {expected.save_again}"
        ) from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo], packed: int, expected: PackageFormat) -> None:
    unpacked = sum(part.file_size for part in parts)
    for what, value, limit in (
        ("holds {:,} parts", len(parts), _MAX_PARTS),
        ("grows to {:,} bytes when unpacked", unpacked, _MAX_BYTES),
        ("grows {:,} times when unpacked", unpacked // packed, _MAX_RATIO),
    ):
        if value > limit:
            raise UnreadableFileError(
                f"it {what.format(value)} (at most {limit:,}), so it may be built to do harm. "
                f"If you trust it, open it in {expected.program} and save it as PDF."
            )


def _check_names(parts: Iterable[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise UnreadableFileError(
                f"its part {part.filename!r} points outside the file: it is built to do harm. "
                "Do not use it."
            )
        if part.flag_bits & 1:
            raise UnreadableFileError("its parts are encrypted. Save it without password.")


def _check_xml(package: zipfile.ZipFile, expected: PackageFormat) -> None:
    """Refuse document types: office programs write none, and their entities can do harm."""
    for part in package.infolist():
        if part.filename.lower().endswith(_XML) and _has_doctype(package, part):
            raise UnreadableFileError(
                f"its part {part.filename!r} holds a document type, which no {expected.program} "
                "file has, so it may be built to do harm. If you trust it, open it in "
                f"{expected.program} and save it again."
            )


def _has_doctype(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    seen = b""
    with package.open(part) as unpacked:
        while block := unpacked.read(_BLOCK_BYTES):
            block = block.replace(b"\0", b"")  # as UTF-16 would have it
            if _DOCTYPE in seen + block:
                return True
            seen = block[-len(_DOCTYPE) :]
    return False
