"""What the page on the architecture names is where it says."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "advisor"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:/|\.[A-Za-z]+))`", PAGE)))


def _is_there(name: str) -> bool:
    """A folder, a file, or something that a module has: `readers/reading.READERS`."""
    if any((base / name).exists() for base in (ROOT, PACKAGE)):
        return True
    module, _, attribute = name.partition(".")
    if not (PACKAGE / f"{module}.py").exists():
        return False
    return hasattr(importlib.import_module("advisor." + module.replace("/", ".")), attribute)


WRITTEN = (
    "data/",
    "evidence.sqlite",
    "advisor.sqlite",
    "archive/",
    "llm.sqlite",
)  # when advisor runs


@pytest.mark.parametrize("name", [name for name in NAMED if name not in WRITTEN])
def test_what_is_named_is_there(name: str) -> None:
    assert _is_there(name)


def test_names_are_found_at_all() -> None:
    assert {"readers/reading.READERS", "index/store.py", "questions/"} <= set(NAMED)


def test_picture_is_beside_the_page() -> None:
    assert (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8").startswith("<svg")
