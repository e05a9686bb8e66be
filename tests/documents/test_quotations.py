"""Whoever begins a quotation speaks on until it ends."""

from advisor.discourse.voices import OWN, Said
from advisor.documents.chunking import chunk
from advisor.documents.quotations import Quotation
from tests.documents.parsed import PROSE, txt

MALM = Said("respondent", "Malm")
EK = Said("literature", "Ek (2010)")


def test_quotation_goes_on_until_it_ends() -> None:
    quotation = Quotation()

    assert quotation.speaker("Malm säger: ”Kajen är trång.", MALM) == MALM
    assert quotation.speaker("Isen är tjock.", OWN) == MALM
    assert quotation.speaker("Bron är bred.”", OWN) == MALM
    assert quotation.speaker("Vägen är ny.", OWN) == OWN


def test_quotation_behind_a_colon_is_that_of_whoever_was_introduced() -> None:
    quotation = Quotation()
    quotation.speaker("Ek (2010) skriver:", EK)

    below = quotation.into("”Kajen är trång. Isen är tjock.”")

    assert below.speaker("”Kajen är trång.", Said("respondent")) == EK
    assert below.speaker("Isen är tjock.”", OWN) == EK
    assert below.speaker("Vägen är ny.", OWN) == OWN


def test_name_within_a_quotation_keeps_its_own_word() -> None:
    quotation = Quotation()
    quotation.speaker("Malm säger: ”Kajen är trång.", MALM)

    assert quotation.speaker("Ek (2010) ser isen.", EK) == EK


def test_quotation_that_never_ends_in_its_paragraph_is_not_followed() -> None:
    quotation = Quotation().into("Malm säger: ”Kajen är trång. Isen är tjock.")

    quotation.speaker("Malm säger: ”Kajen är trång.", MALM)

    assert quotation.speaker("Isen är tjock.", OWN) == OWN


def test_quotation_without_a_speaker_stays_as_it_is() -> None:
    quotation = Quotation()
    quotation.speaker("Nedan följer ett citat:", OWN)

    assert quotation.speaker("”Kajen är trång.", Said("respondent")) == Said("respondent")


def test_sentences_of_a_document_within_a_quotation_know_who_speaks() -> None:
    _, sentences = chunk(
        txt(
            f"4 Kajen\n\nPer Malm (Sjöö, 2010) säger:\n\n”Kajen är trång och sned. "
            f"Den har rasat två gånger.” Bron är bred och ny.\n\n{PROSE}"
        )
    )

    assert [(s.voice, s.said_by) for s in sentences[:4]] == [
        *[("literature", "Sjöö, 2010")] * 3,
        ("author", ""),
    ]
