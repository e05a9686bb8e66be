import pytest

from advisor.documents.chunking import chunk
from tests.documents.parsed import PROSE, txt


def test_only_the_first_sentence_of_an_item_has_its_lead_in() -> None:
    document = txt(f"{PROSE} Kommunen bör:\n\n- Laga hela kajen. Det tar två år till.\n\n{PROSE}")

    first, second = [s for s in chunk(document)[1] if s.kind == "list_item"]

    assert first.lead_in is not None
    assert document.text[slice(*first.lead_in)] == "Kommunen bör:"
    assert second.lead_in is None
    assert first.group == second.group > 0


def test_share_of_bold_is_told() -> None:
    _, sentences = chunk(txt("Kajen **är trasig**. Bron är hel och ny."))

    assert sentences[0].emphasis == pytest.approx(len("är trasig") / len("Kajen är trasig."))
    assert sentences[1].emphasis == 0


def test_sentence_knows_whose_word_it_is() -> None:
    _, sentences = chunk(
        txt(
            "1 Hamnen\n\nKajen har rasat två gånger. Hamnchefen anser att kajen är för trång. "
            "Trånga kajer rasar oftare (Sjöö, 2010)."
        )
    )

    assert [(s.voice, s.said_by) for s in sentences] == [
        ("author", ""),
        ("respondent", "Hamnchefen"),
        ("literature", "Sjöö, 2010"),
    ]


def test_name_is_a_work_where_the_document_cites_it_and_a_person_where_not() -> None:
    said = "Sjöö menar att trånga kajer rasar oftare."

    with_work = chunk(txt(f"1 Hamnen\n\n{said}\n\nKajer rasar varje vinter (Sjöö, 2010)."))[1]
    without = chunk(txt(f"1 Hamnen\n\n{said}\n\nKajer rasar varje vinter."))[1]

    assert (with_work[0].voice, without[0].voice) == ("literature", "respondent")


def test_sentence_with_a_note_is_the_word_of_the_work_in_the_note() -> None:
    _, sentences = chunk(
        txt(f"1 Hamnen\n\nKajen är trång.¹ Bron är bred.\n\n¹ (Sjöö, 2010)\n\n{PROSE}")
    )

    assert (sentences[0].voice, sentences[0].said_by) == ("literature", "Sjöö, 2010")
    assert (sentences[1].voice, sentences[1].said_by) == ("author", "")


def test_sentence_knows_what_it_does_in_the_argument() -> None:
    _, sentences = chunk(
        txt(
            "1 Resultat\n\n40 % av båtarna använder hamnen i Ekvik. "
            "Kommunen bör därför bygga ut kajen."
        )
    )

    assert [s.act for s in sentences] == ["finding", "recommendation"]


def test_work_that_a_paragraph_relays_is_not_named_for_the_next() -> None:
    _, sentences = chunk(
        txt(
            "1 Hamnen\n\nI rapporten Kajer i norr¹ visas att kajer rasar. Det är kallt där. "
            "Rapporten pekar på isen.\n\nRapporten beskriver även broar.\n\n"
            f"¹ (Sjöö, 2010)\n\n{PROSE}\n\n2 Bron\n\nRapporten beskriver även vägar.\n\n{PROSE}"
        )
    )

    assert [(s.voice, s.said_by) for s in sentences if "apporten" in s.text] == [
        ("literature", "Sjöö, 2010"),
        ("literature", "Sjöö, 2010"),
        ("literature", ""),
        ("author", ""),
    ]


def test_notes_printed_within_a_sentence_are_not_its_own() -> None:
    _, sentences = chunk(
        txt(
            f"1 Hamnen\n\n{PROSE}\n\nKajen är trång.¹ Bron är bred men ligger så att den\n\n"
            f"¹ (Sjöö, 2010)\n\nbara nås till fots.\n\n{PROSE}"
        )
    )

    said = {s.text: (s.voice, s.said_by) for s in sentences}

    assert said["Kajen är trång."] == ("literature", "Sjöö, 2010")
    assert said["Bron är bred men ligger så att den bara nås till fots."] == ("author", "")
