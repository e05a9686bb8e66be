"""Whose a sentence is, is told by headings that are names, by itself, or by the one before it."""

import pytest

from advisor.documents.chunking import chunk
from tests.documents.parsed import THESIS, corpus, md

OPENING = "Broarna i Ekvik och i Sjöbo målas, och både Ekvik och Sjöbo har en hamn vid HITS."


def _subjects(*lines: str) -> dict[str, tuple[str, ...]]:
    """The subject of each sentence of a document that opens with a line naming all."""
    document = md("\n\n".join(["# Inledning", OPENING, OPENING, *lines]))
    return {sentence.text: sentence.subject for sentence in chunk(document)[1]}


TWO = ("# Empiri", "## Ekvik", "Hamnen är den äldsta i länet.")
OTHER = ("## Sjöbo kommun", "Fyren lyser bara om vintern.")


def test_heading_that_is_a_name_tells_whose_its_sentences_are() -> None:
    found = _subjects(*TWO, "### Avgifter", "Avgiften höjs varje vår av nämnden.", *OTHER)

    assert found["Hamnen är den äldsta i länet."] == ("Ekvik",)
    assert found["Avgiften höjs varje vår av nämnden."] == ("Ekvik",)
    assert found["Fyren lyser bara om vintern."] == ("Sjöbo",)


def test_name_that_stands_alone_among_headings_tells_nothing() -> None:
    found = _subjects(*TWO, "## Avgifter", "Avgiften höjs varje vår av nämnden.")

    assert set(found.values()) == {()}


@pytest.mark.parametrize("heading", ["Avgifter", "IT-drift", "Sverige"])
def test_heading_that_is_no_name_tells_nothing(heading: str) -> None:
    said = f"I {heading} ligger hamnen, och {heading.lower()} är dyra i år igen."

    found = _subjects(*TWO, *OTHER, f"## {heading}", "Taket läcker när snön smälter.", said)

    assert found["Taket läcker när snön smälter."] == ()


def test_names_within_each_other_are_told_from_the_outermost() -> None:
    inner = ("### HITS", "Förbundet bildades av fem hamnar.")
    other = ("### NORDIC", "Bolaget köptes av två hamnar.")
    named = "Avtalet med NORDIC och NORDIC självt granskas, och HITS granskas."

    found = _subjects(named, *TWO, *inner, *OTHER, *other)

    assert found["Förbundet bildades av fem hamnar."] == ("Ekvik", "HITS")
    assert found["Bolaget köptes av två hamnar."] == ("Sjöbo", "NORDIC")


def test_sentence_elsewhere_is_on_the_one_that_it_names() -> None:
    found = _subjects(*TWO, *OTHER, "# Analys", "Lotsarna i Ekvik är för få.")

    assert found["Lotsarna i Ekvik är för få."] == ("Ekvik",)
    assert found[OPENING] == ()


def test_sentence_that_compares_is_on_nobody_alone() -> None:
    compared = "Jämfört med Ekvik är lotsarna för få."

    assert _subjects(*TWO, *OTHER, "# Analys", compared)[compared] == ()


@pytest.mark.parametrize(
    ("second", "subject"),
    [
        ("Därför har kommunen lånat båtar.", ("Ekvik",)),
        ("Båtar lånas av många hamnar.", ()),
        ("Enligt Malm (2010) lånar kommunen för mycket.", ()),
    ],
)
def test_sentence_that_goes_back_is_on_what_the_one_before_it_is_on(
    second: str, subject: tuple[str, ...]
) -> None:
    found = _subjects(*TWO, *OTHER, "# Analys", f"Lotsarna i Ekvik är för få. {second}")

    assert found[second] == subject


def test_next_paragraph_does_not_go_back() -> None:
    second = "Därför har kommunen lånat båtar."

    found = _subjects(*TWO, *OTHER, "# Analys", "Lotsarna i Ekvik är för få.", second)

    assert found[second] == ()


def test_what_was_studied_under_a_sign_is_a_name() -> None:
    first = ("## Kommun A", "Hamnen är den äldsta i länet.")
    other = ("## Kommun B", "Fyren lyser bara om vintern.")

    found = _subjects("# Empiri", *first, *other, "# Analys", "Lotsarna i kommun B är för få.")

    assert found["Hamnen är den äldsta i länet."] == ("Kommun A",)
    assert found["Lotsarna i kommun B är för få."] == ("Kommun B",)


def test_types_that_a_report_makes_up_are_told_apart() -> None:
    first = ("## Den sparsamma kommunen", "Lån tas aldrig i förväg.")
    other = ("## Den djärva kommunen", "Lån tas så ofta som möjligt.")

    found = _subjects("# Resultat", *first, *other)

    assert found["Lån tas aldrig i förväg."] == ("Den sparsamma kommunen",)


def test_thesis_treats_two_municipalities_and_their_federations() -> None:
    found = {sentence.subject for sentence in chunk(corpus()[THESIS])[1]}

    assert len({subject[0] for subject in found if subject}) == 2
    assert max(len(subject) for subject in found) == 2
