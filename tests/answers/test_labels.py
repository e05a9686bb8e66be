"""A source's own word for what is good or bad counts, and tells of what it is said."""

from __future__ import annotations

import pytest

from advisor.answers.labels import cell_label, label_of, label_said, labelled
from advisor.types import Label, Sentence
from tests.fakes import Shelf, candidate_of, sentence_of


def _said(text: str, **said: object) -> Sentence:
    return sentence_of(0, "a.txt", (0, 0, len(text)), text, **said)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tunnel – svagheter: Dyr i drift", Label("against", "tunnel")),
        ("Fördelar – tunnel: Billig i drift", Label("for", "tunnel")),
        ("Tunnel – upplevda nackdelar: Mörk", Label("against", "tunnel")),
        ("Tunnel – längd: 400 meter", None),
        ("Tunnel – fördelar och nackdelar: Se bilaga", None),
        ("Tunnel – minskade risker: Färre bilar", None),
        ("Tunnel – färre hinder: Ingen färja", None),
        ("Tunnel utan etikett", None),
    ],
)
def test_cell_is_labelled_by_its_row_or_its_column(text: str, label: Label | None) -> None:
    assert label_of(_said(text, kind="table_row")) == label


@pytest.mark.parametrize(
    ("section", "lead_in", "label"),
    [
        (("Tunnlar", "Fördelar"), None, Label("for", "tunnlar")),
        (("Tunnlar",), "Nackdelar med långa tunnlar:", Label("against", "langa tunnlar")),
        (("Fördelar",), "Så här gick det till:", None),  # the nearest words count
        (("Sammanfattning av utmaningar",), None, None),
    ],
)
def test_list_item_is_labelled_by_what_stands_over_it(
    section: tuple[str, ...], lead_in: str | None, label: Label | None
) -> None:
    item = _said("De är mörka.", kind="list_item", section=section)

    assert label_of(item, lead_in) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("En nackdel med tunneln är mörkret.", Label("against", "tunneln")),
        ("Den största fördelen med tunnlar är farten.", Label("for", "tunnlar")),
        ("Det som ses som mest negativt med en tunnel är mörkret.", Label("against", "en tunnel")),
        ("The main drawback of a tunnel is the dark.", Label("against", "a tunnel")),
        ("En nackdel med tunneln är inte mörkret.", None),
        ("Inga nackdelar med tunneln är kända.", None),
        ("Tunneln har en nackdel.", None),
        ("Fördelarna med tunneln är få.", None),
        ("The drawbacks of a tunnel are overstated.", None),
    ],
)
def test_sentence_is_labelled_where_it_says_so_first(text: str, label: Label | None) -> None:
    assert label_of(_said(text)) == label


def test_lead_in_is_read_from_the_document() -> None:
    shelf = Shelf()
    lead, item = shelf.add("a.txt", "Nackdelar med tunnlar:", "De är mörka.", kind="list_item")
    place = (lead.sentence.start, lead.sentence.end)
    led = _said("De är mörka.", kind="list_item", lead_in=place)

    found = labelled(candidate_of(led), shelf.document)

    assert found.label == Label("against", "tunnlar")
    assert labelled(item, shelf.document).label is None


def test_label_of_a_quote_is_what_it_begins_with() -> None:
    assert label_said("Tunnel – styrkor: Snabb") == Label("for", "tunnel")
    assert label_said("Tunneln är snabb: det är bra") is None
    assert cell_label("Tunnel – styrkor: Snabb") == "Tunnel – styrkor"
