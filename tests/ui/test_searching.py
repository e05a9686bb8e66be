"""What is searched for within a document is found in whatever form it stands."""

import pytest

from advisor.types import Block, Document, Segment, Source
from ui.searching import Match, search

TEXT = (
    "Kommunerna valde en e-tjänsteplattform. Plattformen är dyr.\n"
    "En jämförelse mellan två kommuner visar annat. Risk finns."
)


LEMMAS = {
    "sv:kommunerna": "kommun",
    "sv:kommuner": "kommun",
    "sv:kommun": "kommun",
    "sv:plattformen": "plattform",
    "sv:plattform": "plattform",
    "sv:plattformar": "plattform",
    "sv:jämförelse": "jämförelse",
    "sv:jämförelsen": "jämförelse",
}
PARTS = {"e-tjansteplattform": ("e-tjanst", "tjanst", "plattform")}


class FakeWords:
    """The words of a small index."""

    def lemma_of(self, form: str) -> str | None:
        """As it is listed."""
        return LEMMAS.get(form)

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """Every lemma occurs once."""
        return 1, 1, PARTS.get(lemma, ())


def _document(*, hidden: bool = False) -> Document:
    cut = TEXT.index("\n")
    blocks = (
        Block("paragraph", 0, cut, ("1. Val",), "other"),
        Block("paragraph", cut + 1, len(TEXT), ("2. Jämförelse",), "other", hidden=hidden),
    )
    segments = (Segment(0, len(TEXT), 0, len(TEXT)),)
    return Document(Source("a.txt", "A", "other"), TEXT, TEXT, segments, blocks)


def _search(asked: str, *, hidden: bool = False) -> tuple[Match, ...]:
    return search(_document(hidden=hidden), asked, FakeWords())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("plattform", ["e-tjänsteplattform", "Plattformen"]),
        ("PLATTFORMAR", ["e-tjänsteplattform", "Plattformen"]),
        ("kommun", ["Kommunerna", "kommuner"]),
        ("jamforelse", ["jämförelse"]),
        ("jämförelsen", ["jämförelse"]),
        ("tjänsteplattform", ["e-tjänsteplattform"]),
        ("plattf", ["e-tjänsteplattform", "Plattformen"]),
        ("ris", ["Risk"]),
        ("en jämförelse", ["jämförelse"]),
        ("form", []),
        ("zebra", []),
        ("", []),
        ("?!", []),
    ],
)
def test_word_is_found_in_its_forms_and_compounds(asked: str, found: list[str]) -> None:
    matches = _search(asked)

    assert [words for match in matches for words, is_found in match.pieces if is_found] == found


def test_match_is_the_sentence_letter_for_letter() -> None:
    (match,) = _search("dyr")

    assert TEXT[match.start : match.end] == "Plattformen är dyr."
    assert "".join(words for words, _ in match.pieces) == "Plattformen är dyr."
    assert match.section == ("1. Val",)


def test_sentence_must_have_all_words() -> None:
    assert len(_search("kommuner")) == 2
    assert len(_search("kommuner plattform")) == 1
    assert _search("risk plattform") == ()


def test_words_that_say_little_are_searched_for_only_by_themselves() -> None:
    assert len(_search("finns")) == 1
    assert len(_search("finns plattform")) == 2


def test_hidden_text_is_not_found() -> None:
    assert len(_search("jämförelse")) == 1
    assert _search("jämförelse", hidden=True) == ()
