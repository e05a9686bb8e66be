import pytest

from advisor.types import Document
from tests.documents.parsed import (
    PROSE,
    REPORT,
    SLIDES,
    THESIS,
    WRAPPED,
    block,
    blocks,
    corpus,
    md,
    text_of,
    txt,
)

# --- Paragraphs ---------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph() -> None:
    assert len(blocks(txt(f"1 Hamnen\n\n{WRAPPED}"), "paragraph")) == 1


def test_paragraphs_of_unwrapped_text_are_its_lines() -> None:
    assert blocks(txt(f"{PROSE}\n\nKajen är ny\n\n{PROSE}\n{PROSE}"), "paragraph").count(PROSE) == 3


@pytest.mark.parametrize("end", ["enligt Berg (2020)", "som heter ”Ekvik”", "i juni 2020"])
def test_sentence_goes_on_in_lower_case_after_an_empty_line(end: str) -> None:
    sentence = f"Kajen lagades av kommunen själv {end}\n\ndå isen gick."

    document = txt(f"1 Hamnen\n\n{WRAPPED}\n\n{sentence}\n\n{WRAPPED}")

    assert f"Kajen lagades av kommunen själv {end} då isen gick." in blocks(document, "paragraph")


def test_short_line_without_an_end_does_not_swallow_the_next() -> None:
    text = f"1 Hamnen\n\n{WRAPPED}\n• Laga kajen\n• Måla bron\nEfter arbetet skall allt besiktigas."

    assert blocks(txt(text), "list_item") == ["Laga kajen", "Måla bron"]


def test_footnote_does_not_part_a_sentence() -> None:
    document = txt(
        f"{PROSE}\n\nFärjor går till Ekvik, Sjöbo,\n\n¹ (Berg, 2020)\n\nNorrdal och Fågelö."
    )

    assert "Färjor går till Ekvik, Sjöbo, Norrdal och Fågelö." in blocks(document, "paragraph")
    assert blocks(document, "footnote") == ["(Berg, 2020)"]


def test_note_at_the_foot_of_a_page_does_not_part_a_sentence() -> None:
    page = (
        "Hamnen är öppen för alla båtar från hela länet och för dem som kommer längre ifrån och\n"
    )
    text = "\f".join(
        [
            f"{page}{page}betalar inte mer. Avgiften sattes av\n1 Enligt taxan från förra året.\n",
            f"nämnden i mars.\n{page}{page}som förr.",
            page,
        ]
    )

    document = txt(text)

    assert "Avgiften sattes av nämnden i mars." in document.text
    assert blocks(document, "footnote") == ["Enligt taxan från förra året."]
    assert block(document, "Enligt taxan").page == 1


def test_number_alone_on_its_line_is_no_text() -> None:
    assert blocks(txt(f"Hamnen\n\n3\n\n{PROSE}"), "notice") == ["3"]


# --- Lists ---------------------------------------------------------------------------


def _leads(document: Document, words: str) -> str | None:
    lead_in = block(document, words).lead_in
    return document.text[slice(*lead_in)] if lead_in else None


@pytest.mark.parametrize("mark", ["-", "•", "–", "*", "1.", "a)", "(1)", "▪"])
def test_list_marks_are_known(mark: str) -> None:
    document = txt(f"{PROSE} Kommunen bör:\n\n{mark} laga kajen\n\n{PROSE}")

    assert blocks(document, "list_item") == ["laga kajen"]


def test_sentence_before_a_list_leads_in_its_items() -> None:
    document = txt(f"{PROSE} Kommunen har två uppgifter.\n\n- Laga kajen\n- Måla bron\n\n{PROSE}")

    assert _leads(document, "Laga kajen") == "Kommunen har två uppgifter."
    assert _leads(document, "Måla bron") == "Kommunen har två uppgifter."


def test_heading_leads_in_where_no_sentence_does() -> None:
    assert _leads(txt("4 Uppgifter\n\n- Laga kajen\n- Måla bron\n"), "Måla") == "4 Uppgifter"


def test_items_of_one_list_share_a_group_and_lists_do_not() -> None:
    document = txt(f"Först:\n\n- Laga\n- Måla\n\n{PROSE} Sedan:\n\n- Köpa\n\n{PROSE}")

    groups = [b.group for b in document.blocks if b.kind == "list_item"]

    assert groups[0] == groups[1] != groups[2]
    assert 0 not in groups


def test_list_that_counts_from_one_again_is_another() -> None:
    document = txt(f"{PROSE} Först:\n1. Laga\n2. Måla\n1. Köpa\n2. Sälja\n\n{PROSE}")

    assert [b.group for b in document.blocks if b.kind == "list_item"] == [1, 1, 2, 2]


def test_inner_list_is_led_in_by_its_item() -> None:
    document = md("Kommunen bör:\n\n- Laga kajen\n  - i Ekvik\n  - i Sjöbo\n- Måla bron\n")

    assert _leads(document, "i Sjöbo") == "Laga kajen"
    assert _leads(document, "Måla bron") == "Kommunen bör:"
    assert block(document, "Måla bron").group == block(document, "Laga kajen").group


def test_bullets_that_a_scanner_read_as_letters_are_known_where_many_are() -> None:
    document = txt(f"{PROSE} Vi bör:\n\ne Laga kajen\n\ne Måla bron\n\no Köpa färja\n\n{PROSE}")

    assert blocks(document, "list_item") == ["Laga kajen", "Måla bron", "Köpa färja"]


# --- Tables ---------------------------------------------------------------------------


def test_cells_of_a_table_read_by_themselves() -> None:
    document = txt(f"{PROSE}\n\nVal\tStyrkor\tSvagheter\nBro\tSnabb\tDyr\n\n{PROSE}")

    assert blocks(document, "table_row") == ["Bro – styrkor: Snabb", "Bro – svagheter: Dyr"]


def test_header_of_one_table_does_not_serve_the_next() -> None:
    document = txt(
        f"{PROSE}\n\nVal\tNytta\nBro\tStor\n\n{PROSE}\n\nKommun\tBåtar\nEkvik\tMånga\n\n{PROSE}"
    )

    assert blocks(document, "table_row") == ["Bro – nytta: Stor", "Ekvik – båtar: Många"]


def test_table_goes_on_below_a_footnote_with_its_header() -> None:
    document = txt(f"{PROSE}\n\nVal\tNytta\nBro\tStor\n\n² (Berg, 2020)\n\nFärja\tLiten\n\n{PROSE}")

    assert blocks(document, "table_row") == ["Bro – nytta: Stor", "Färja – nytta: Liten"]


def test_tab_after_a_bullet_or_a_number_makes_no_table() -> None:
    document = txt(
        f"1.1\tHamnens läge\n\n{PROSE} Vi bör:\n\n•\tLaga kajen\n2.\tMåla bron\n\n{PROSE}"
    )

    assert blocks(document, "heading") == ["1.1 Hamnens läge"]
    assert blocks(document, "list_item") == ["Laga kajen", "Måla bron"]
    assert blocks(document, "table_row") == []


def test_framed_table_in_plain_text_is_read() -> None:
    document = txt(f"{PROSE}\n\n| Val | Nytta |\n|---|---|\n| Bro | Stor |\n\n{PROSE}")

    assert blocks(document, "table_row") == ["Bro – nytta: Stor"]


# --- Markdown ---------------------------------------------------------------------------


def test_settings_and_code_of_markdown_are_no_text() -> None:
    document = md(f"---\ntitle: Plan\n---\n\n# Plan\n\n{PROSE}\n\n```\nkör = 1\n```\n\n{PROSE}")

    assert blocks(document, "paragraph") == [PROSE, PROSE]


def test_rules_between_parts_of_markdown_are_dropped() -> None:
    assert blocks(md(f"{PROSE}\n\n***\n\n{PROSE}\n\n---\n\n{PROSE}"), "paragraph") == [PROSE] * 3


def test_markdown_footnote_is_a_footnote() -> None:
    assert blocks(md(f"{PROSE}[^1]\n\n[^1]: Berg, 2020.\n"), "footnote") == ["Berg, 2020."]


# --- The corpus -----------------------------------------------------------------------


def test_twelve_lessons_of_the_thesis_are_one_list_with_its_lead_in() -> None:
    document = corpus()[THESIS]
    first = block(document, "Agera följare till en framstående kommun.")

    lessons = [b for b in document.blocks if b.group == first.group]

    assert len(lessons) == 12
    assert {b.lead_in for b in lessons} == {first.lead_in}
    assert first.lead_in is not None
    assert document.text[slice(*first.lead_in)].startswith("De lärdomar som studien upptäckt")
    assert text_of(document, lessons[-1]).startswith("Gemensam semantik")
    assert {b.role for b in lessons} == {"conclusion"}


def test_ten_recommendations_stand_in_two_lists() -> None:
    document = corpus()[SLIDES]

    items = [b for b in document.blocks if b.kind == "list_item"]
    by_heading = [
        sum(b.section[-1] == heading for b in items)
        for heading in ("Rekommendationer för kommuner", "Rekommendationer för nationella aktörer")
    ]

    assert by_heading == [6, 4]
    assert len({b.group for b in items}) == 2
    assert {b.role for b in items} == {"recommendation"}


@pytest.mark.parametrize(
    "words",
    [
        "Samverkan – svagheter: Ökade transaktionskostnader",
        "Asymmetrisk ansvarsfördelning – styrkor: Skalfördelar i kombination med närhet",
        "Uppgifter flyttas till stat/region – svagheter: Sämre transparens",
    ],
)
def test_table_of_strengths_and_weaknesses_reads_by_itself(words: str) -> None:
    assert words in blocks(corpus()[REPORT], "table_row")


def test_report_paragraph_parted_by_footnotes_is_whole() -> None:
    paragraph = text_of(corpus()[REPORT], block(corpus()[REPORT], "Tanum, Trollhättan"))

    assert "Tanum, Trollhättan, Uddevalla, Vänersborg och Åmål." in paragraph


@pytest.mark.parametrize(
    ("file", "words", "role"),
    [
        (REPORT, "Kommunernas digitala mognad är generellt låg till medel", "summary"),
        (REPORT, "För att effektivt kunna driva digitaliseringsinitiativ", "conclusion"),
        (SLIDES, "Studien bygger på intervjuer med representanter", "method"),
        (SLIDES, "Skillnaderna mellan dessa mönster handlar ytterst", "discussion"),
        (THESIS, "Ett nyckelbegrepp inom e-förvaltning och samverkan", "theory"),
    ],
)
def test_role_of_a_corpus_section(file: str, words: str, role: str) -> None:
    assert block(corpus()[file], words).role == role
