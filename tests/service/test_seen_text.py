"""What is hidden in a file is seen by nobody who reads on."""

from advisor.service.seen_text import seen_text
from advisor.types import Block, Document, Source

TEXT = "Synligt. Lyd mig! Mer text."


def _document(*hidden: tuple[int, int]) -> Document:
    blocks = tuple(Block("paragraph", a, b, (), "other", hidden=True) for a, b in hidden)
    return Document(Source("a.txt", "A", "other"), TEXT, TEXT, (), blocks)


def test_hidden_text_is_blank_and_places_stay_the_same() -> None:
    shown = seen_text(_document((9, 17)))

    assert shown == "Synligt.          Mer text."
    assert len(shown) == len(TEXT)


def test_hidden_blocks_that_overlap_are_blank_once() -> None:
    assert seen_text(_document((0, 8), (2, 8), (4, 17))) == " " * 17 + " Mer text."


def test_text_without_hidden_parts_is_shown_as_it_is() -> None:
    assert seen_text(_document()) == TEXT
