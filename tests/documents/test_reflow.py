import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.documents.reflow import reflow


def _read(raw: str, *, is_item: bool = False, words: frozenset[str] = frozenset()) -> str:
    spans = [match.span() for match in re.finditer(r"[^\n]+", raw)]
    return reflow(raw, spans, words, is_item=is_item)[0].text


def test_lines_become_one_with_single_spaces() -> None:
    assert _read("Bron över \t ån\n  är   stängd.") == "Bron över ån är stängd."


def test_hyphen_of_the_line_end_is_taken_away() -> None:
    assert _read("Alla kom-\nmuner svarade.") == "Alla kommuner svarade."


def test_hyphen_of_the_word_stays() -> None:
    words = frozenset({"e-tjanst", "it-avdelning"})

    assert _read("En ny e-\ntjänst och en IT-\navdelning", words=words) == (
        "En ny e-tjänst och en IT-avdelning"
    )


def test_word_known_with_its_hyphen_keeps_it() -> None:
    assert _read("De har top-\ndown styrning", words=frozenset({"top-down"})) == (
        "De har top-down styrning"
    )


def test_hyphen_that_stands_for_a_part_left_out_keeps_its_space() -> None:
    assert _read("både drifts-\noch investeringsbudget") == "både drifts- och investeringsbudget"


def test_hyphenated_word_over_a_page_is_joined_though_the_next_line_is_indented() -> None:
    assert _read("i kom-\n munens namn") == "i kommunens namn"


def test_soft_hyphens_vanish_within_and_between_lines() -> None:
    assert _read("vatten\u00adverket och av\u00ad\nloppet") == "vattenverket och avloppet"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("- Bygg om", "Bygg om"),
        ("• Bygg om", "Bygg om"),
        ("e Bygg om", "Bygg om"),
        ("3. Bygg om", "Bygg om"),
        ("(2) Bygg om", "Bygg om"),
        ("b) Bygg om", "Bygg om"),
        ("+ Bygg om", "Bygg om"),
    ],
)
def test_list_mark_is_left_out_of_an_item(raw: str, text: str) -> None:
    assert _read(raw, is_item=True) == text


def test_list_mark_stays_outside_a_list() -> None:
    assert _read("3. kvartalet var bäst") == "3. kvartalet var bäst"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Hamnen¹² växer.", "Hamnen växer."),
        ("Hamnen[^3] växer.", "Hamnen växer."),
        ("## Hamnen", "Hamnen"),
        ("> Hamnen\n> växer", "Hamnen växer"),
        ("Se [hamnens plan](https://exempel.se/a_b) här", "Se hamnens plan här"),
        ("Kör `make` och _läs_ __allt__", "Kör make och läs allt"),
        ("<ul><li>Hamnen</li></ul>", "Hamnen"),
        ("Tal som 3\\*4", "Tal som 3*4"),
    ],
)
def test_marks_are_left_out(raw: str, text: str) -> None:
    assert _read(raw) == text


def test_underscore_inside_a_word_stays() -> None:
    assert _read("filen plan_2024_v2 gäller") == "filen plan_2024_v2 gäller"


def test_bold_words_are_told() -> None:
    raw = "Det är **viktigt att\nmäta** nyttan."
    traced, bold = reflow(raw, [(0, 20), (21, 35)], frozenset())

    assert [traced.text[a:b] for a, b in bold] == ["viktigt att mäta"]


_LINES = st.lists(
    st.text(alphabet="abeåö -*_`¹²>[]()<#\u00ad\u00a0.1", min_size=1, max_size=25),
    min_size=1,
    max_size=5,
)


@given(_LINES, st.booleans())
def test_map_of_any_lines_is_exact(lines: list[str], is_item: bool) -> None:
    raw = "\n".join(lines)
    spans = [match.span() for match in re.finditer(r"[^\n]+", raw)]

    traced, bold = reflow(raw, spans, frozenset(), is_item=is_item)

    raw_position = 0
    for s in traced.segments():
        assert s.raw_start >= raw_position - 1
        raw_position = max(raw_position, s.raw_start)
        if s.kind == "same":
            assert traced.text[s.start : s.end] == raw[s.raw_start : s.raw_end]
    assert traced.text == traced.text.strip()
    assert not re.search(r"\s{2}", traced.text)
    assert all(0 <= a < b <= len(traced.text) for a, b in bold)
