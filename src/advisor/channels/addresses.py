"""Where the service shows a place in a source, below its own address."""

from __future__ import annotations

from urllib.parse import quote


def text_address(source: str, start: int, end: int) -> str:
    """Of text[start:end] of a source, in the interface for programs."""
    return f"/v1/sources/{quote(source, safe='')}/text?start={start}&end={end}"
