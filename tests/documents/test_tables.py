import pytest

from advisor.documents.tables import Cell, cells, could_be_header, is_row, items, labels


def _labelled(row: str, header: str) -> list[str]:
    names = [cell.text for cell in cells(header)]
    return [label + cell.text for cell, label in labels(cells(row), names)]


def test_cells_are_exact_slices() -> None:
    line = "| Bro | **Ny** | |"

    found = cells(line)

    assert [cell.text for cell in found] == ["Bro", "Ny", ""]
    assert line[found[1].start : found[1].end] == " **Ny** "


def test_row_and_column_go_before_a_cell() -> None:
    assert _labelled("Bro\tSnabb\tDyr", "Val\tStyrkor\tSvagheter") == [
        "Bro – styrkor: Snabb",
        "Bro – svagheter: Dyr",
    ]


def test_abbreviation_that_names_a_column_keeps_its_capitals() -> None:
    assert _labelled("Bro\tSvagt", "Val\tIT-stöd") == ["Bro – IT-stöd: Svagt"]


def test_number_of_a_row_does_not_name_it() -> None:
    assert _labelled("1\tMuddra farleden\tHamnchefen", "Nr\tÅtgärd\tAnsvarig") == [
        "Muddra farleden – ansvarig: Hamnchefen"
    ]


def test_year_names_a_column() -> None:
    assert _labelled("Ekvik\t45 %", "Kommun\t2024") == ["Ekvik – 2024: 45 %"]


def test_without_a_header_the_row_is_named() -> None:
    assert _labelled("Ekvik\t45 %", "") == ["Ekvik: 45 %"]


def test_empty_cells_say_nothing() -> None:
    assert _labelled("Ekvik\t\tJa", "Kommun\tPlan\tBudget") == ["Ekvik – budget: Ja"]


def test_items_listed_in_a_cell_are_cut_apart() -> None:
    line = "Bro\t<ul><li>Snabb</li><li>Trygg</li></ul>"

    spans = items(line, cells(line)[1])

    assert [line[a:b] for a, b in spans] == ["Snabb", "Trygg"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kommun\tAntal", True),
        ("| Kommun | Antal |", True),
        ("\tEtt stycke som är indraget med tabb", False),
        ("Kostnaden är 3 | 4 av budgeten", False),
    ],
)
def test_row_is_known_by_what_parts_its_cells(line: str, expected: bool) -> None:
    assert is_row(line) is expected


def test_header_has_words_in_its_cells() -> None:
    assert could_be_header([Cell(0, 0, "Kommun"), Cell(0, 0, "2024")])
    assert not could_be_header([Cell(0, 0, "Ekvik"), Cell(0, 0, "12 000")])
