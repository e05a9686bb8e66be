"""A footnote is found by the mark that refers to it, in the raw text."""

from advisor.documents.notes import Referred, footnotes, notes_of
from advisor.types import Document
from tests.documents.parsed import PROSE, txt

NOTE = "Sjöö, Trånga kajer, 2010, s. 4."
OTHER = "Ek, Breda broar, 2012, s. 9."


def _with_notes(said: str, *notes: str) -> Document:
    below = "\n\n".join(notes)
    return txt(f"1 Hamnen\n\n{said}\n\n{below}\n\n{PROSE}")


def _referred(document: Document, sentence: str) -> Referred:
    start = document.text.index(sentence)
    return notes_of(document, footnotes(document), start, start + len(sentence))


def _numbered(document: Document) -> list[tuple[str, str]]:
    return [(note.number, note.text) for note in footnotes(document)]


def test_each_note_is_kept_by_its_number_without_its_mark() -> None:
    document = _with_notes("Kajen är trång.³ Bron är bred.¹²", f"³ {NOTE}", f"¹² {OTHER}")

    assert _numbered(document) == [("3", NOTE), ("12", OTHER)]
    assert [document.raw[note.at] for note in footnotes(document)] == ["³", "¹"]


def test_number_that_is_used_again_means_the_next_note_of_that_number() -> None:
    document = txt(
        f"1 Hamnen\n\nKajen är trång.¹\n\n¹ {NOTE}\n\n{PROSE}\n\n"
        f"Bron är bred.¹\n\n¹ {OTHER}\n\n{PROSE}"
    )

    assert _referred(document, "Kajen är trång.").behind == (NOTE,)
    assert _referred(document, "Bron är bred.").behind == (OTHER,)


def test_mark_below_its_note_still_means_it() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\n¹ {NOTE}\n\nKajen är trång.¹\n\n{PROSE}")

    assert _referred(document, "Kajen är trång.").behind == (NOTE,)


def test_document_without_raised_figures_has_no_notes() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\n1. Kajen är trång.\n\n{PROSE}")

    assert footnotes(document) == ()
    assert notes_of(document, (), 0, len(document.text)) == Referred()


def test_mark_behind_or_inside_a_sentence_refers_to_its_note() -> None:
    document = _with_notes("Kajen är trång.¹ Bron ² är bred.", f"¹ {NOTE}", f"² {OTHER}")

    assert _referred(document, "Kajen är trång.") == Referred(behind=(NOTE,))
    assert _referred(document, "Bron är bred.") == Referred(within=(OTHER,))


def test_mark_before_the_full_stop_stands_behind_all_that_is_said() -> None:
    document = _with_notes("Kajen är trång¹. Bron är bred (och låg)².", f"¹ {NOTE}", f"² {OTHER}")

    assert _referred(document, "Kajen är trång.") == Referred(behind=(NOTE,))
    assert _referred(document, "Bron är bred (och låg).") == Referred(behind=(OTHER,))


def test_notes_printed_at_a_page_break_are_not_those_of_the_sentence_that_they_cut() -> None:
    document = txt(
        f"1 Hamnen\n\n{PROSE}\n\nKajen är trång.¹ Bron är bred men ligger så att den\n\n"
        f"¹ {NOTE}\n\n² {OTHER}\n\nbara nås till fots. Vägen är ny.² Den är rak.\n\n{PROSE}"
    )

    cut = _referred(document, "Bron är bred men ligger så att den bara nås till fots.")

    assert cut == Referred()
    assert _referred(document, "Kajen är trång.").behind == (NOTE,)
    assert _referred(document, "Vägen är ny.").behind == (OTHER,)


def test_sentence_that_a_page_break_cuts_keeps_its_own_mark() -> None:
    document = txt(
        f"1 Hamnen\n\n{PROSE}\n\nBron är bred men ligger så att den\n\n¹ {NOTE}\n\n"
        f"bara nås till fots.² Den är rak.\n\n² {OTHER}\n\n{PROSE}"
    )

    cut = _referred(document, "Bron är bred men ligger så att den bara nås till fots.")

    assert cut == Referred(behind=(OTHER,))


def test_several_marks_give_their_notes_in_the_order_of_the_marks() -> None:
    document = _with_notes("Kajen² är trång¹ och låg.", f"¹ {NOTE}", f"² {OTHER}")

    assert _referred(document, "Kajen är trång och låg.").within == (OTHER, NOTE)


def test_mark_of_the_sentence_before_is_not_that_of_the_next() -> None:
    document = _with_notes("Kajen är trång.¹ Bron är bred. Snön faller.", f"¹ {NOTE}")

    assert _referred(document, "Bron är bred.") == Referred()
    assert _referred(document, "Snön faller.") == Referred()


def test_mark_without_a_note_refers_to_nothing() -> None:
    document = _with_notes("Kajen är trång.⁷ Bron är bred.¹", f"¹ {NOTE}")

    assert _referred(document, "Kajen är trång.") == Referred()
    assert _referred(document, "Bron är bred.").behind == (NOTE,)


def test_mark_of_a_note_below_is_not_that_of_the_sentence_above() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\nKajen är bred.\n¹ {NOTE}\n\n{PROSE}")

    assert _referred(document, "Kajen är bred.") == Referred()


def test_square_metres_refer_to_no_note() -> None:
    document = _with_notes("Ytan är 30 m² stor. Kajen är trång.²", f"² {NOTE}")

    start = document.text.index("Ytan")
    end = document.text.index("Kajen") - 1

    assert notes_of(document, footnotes(document), start, end) == Referred()
