"""The municipalities of Sweden by name, which are neither slips nor forms of other words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from advisor.language.folding import fold

_NAMES = Path(__file__).with_name("municipalities.txt")


def municipality(word: str) -> str | None:
    """The name of the municipality that a word names, in small letters; None where it names none.

    The word may be a genitive, and be typed without å, ä and ö.
    """
    names, folded = _by_folded(), fold(word)
    return names.get(folded) or names.get(folded.removesuffix("s"))


@cache
def _by_folded() -> Mapping[str, str]:
    lines = _NAMES.read_text(encoding="utf-8").splitlines()
    named = (name.strip() for line in lines if not line.startswith("#") for name in line.split(";"))
    return {fold(name): name.casefold() for name in named}
