"""Texts that try to become links, images, scripts or commands, for what is shown to people."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Public collections that are not part of the project: SECURITY_PAYLOADS names their folder, or it
# lies in the checkout or in a folder above it.
FOLDER = Path("shared/testdata/security")

OURS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klicka](https://evil.example/x)",
    "![bild](https://evil.example/x.png)",
    "<https://evil.example>",
    "se https://evil.example/x?q=1 och www.evil.example eller evil.com.",
    "skriv till a@evil.example, @channel och @here",
    "[1]: https://evil.example 'x'",
    "[1](https://evil.example) [1][2] [^1]",
    "# rubrik",
    "- punkt",
    "1. punkt",
    "10) punkt",
    "+ punkt",
    "---",
    "===",
    "> citat",
    "    kod",
    "``` js\nalert(1)\n```",
    "`kod` och *kursiv* och __fet__ och ~~struken~~",
    "| a | b |\n|---|---|\n| c | d |",
    r"\[x\] \(y\) $z$ $$z$$ \<b\>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "{{HTML_FILE_ID_1}} {% raw %}",
    "javascript:alert(1) data:text/html,x",
    "HTTPS://EVIL.EXAMPLE //evil.com/x mailto:a@b.se ftp://evil.com",
    "`https://evil.example` ``x``https://evil.example",
    "\x1b]8;;https://evil.example\x07klicka\x1b]8;;\x07 \x1b\\[31mröd",
    "osynlig\u202etxet\u200b.com https://\u200bevil.example",
    "t.ex. bl.a. m.fl. 3.5 procent, kl. 10.30 (s. 4)",
)

# What the most eager reader makes clickable of plain text.
_CLICKABLE = re.compile(r"(?i)\w+://|\bwww\.|\w@\w|@\w|\b[\w-]+\.(?:com|net|org|example|se|ai)\b")


def hostile_texts() -> list[str]:
    """All of the public collections, each text once; skips where those are absent."""
    return list(dict.fromkeys(text for texts in collections().values() for text in texts))


def folder() -> Path | None:
    """Where the public collections lie; None where they are absent."""
    named = os.environ.get("SECURITY_PAYLOADS")
    above = (folder / FOLDER for folder in Path(__file__).resolve().parents)
    return next((folder for folder in ([Path(named)] if named else above) if folder.is_dir()), None)


def collections() -> Mapping[str, tuple[str, ...]]:
    """The texts of each file of the public collections; skips where those are absent."""
    found = folder()
    if found is None:
        named = os.environ.get("SECURITY_PAYLOADS")
        pytest.skip(f"no {named or FOLDER}; SECURITY_PAYLOADS names the folder")
    return _collections(found)


@cache
def _collections(folder: Path) -> Mapping[str, tuple[str, ...]]:
    read = {
        path.relative_to(folder).as_posix(): tuple(filter(str.strip, _texts(path)))
        for path in sorted(folder.glob("*/*"))
        if path.suffix in {".json", ".jsonl", ".tsv", ".txt"}
    }
    assert sum(map(len, read.values())) > 800
    return {name: texts for name, texts in read.items() if texts}


def _texts(file: Path) -> Iterator[str]:
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        yield from _strings(json.loads(content))
    else:
        yield from content.splitlines()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def read(markdown: str) -> list[Token]:
    """What a reader that allows HTML, tables and more makes of a text: all its tokens."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [inner for token in reader.parse(markdown) for inner in (token, *(token.children or ()))]


def active(markdown: str, allowed: str = "\0") -> list[str]:
    """What in a text a person could click, or a program would load or run.

    Links that begin with `allowed` are our own.
    """
    found: list[str] = []
    for token in read(markdown):
        if token.type in ("html_block", "html_inline", "image", "fence", "code_block"):
            found.append(f"{token.type}: {token.content}")
        elif token.type == "link_open" and not str(token.attrs["href"]).startswith(allowed):
            found.append(f"link: {token.attrs['href']}")
        elif token.type == "text" and _CLICKABLE.search(token.content):
            found.append(f"clickable: {token.content}")
    return found
