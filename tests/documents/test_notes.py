"""A footnote is found by the mark that refers to it, in the raw text."""

from advisor.documents.notes import footnotes, notes_of
from advisor.types import Document
from tests.documents.parsed import PROSE, txt

NOTE = "Sjöö, Trånga kajer, 2010, s. 4."
OTHER = "Ek, Breda broar, 2012, s. 9."


def _with_notes(said: str, *notes: str) -> Document:
    below = "\n\n".join(notes)
    return txt(f"1 Hamnen\n\n{said}\n\n{below}\n\n{PROSE}")


def _referred(document: Document, sentence: str) -> tuple[str, ...]:
    start = document.text.index(sentence)
    return notes_of(document, footnotes(document), start, start + len(sentence))


def test_each_note_is_kept_by_its_number_without_its_mark() -> None:
    document = _with_notes("Kajen är trång.³ Bron är bred.¹²", f"³ {NOTE}", f"¹² {OTHER}")

    assert footnotes(document) == {"3": NOTE, "12": OTHER}


def test_number_that_is_used_twice_keeps_its_first_note() -> None:
    document = _with_notes("Kajen är trång.¹ Bron är bred.¹", f"¹ {NOTE}", f"¹ {OTHER}")

    assert footnotes(document) == {"1": NOTE}


def test_document_without_raised_figures_has_no_notes() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\n1. Kajen är trång.\n\n{PROSE}")

    assert footnotes(document) == {}
    assert notes_of(document, {}, 0, len(document.text)) == ()


def test_mark_behind_or_inside_a_sentence_refers_to_its_note() -> None:
    document = _with_notes("Kajen är trång.¹ Bron ² är bred.", f"¹ {NOTE}", f"² {OTHER}")

    assert _referred(document, "Kajen är trång.") == (NOTE,)
    assert _referred(document, "Bron är bred.") == (OTHER,)


def test_several_marks_give_their_notes_in_the_order_of_the_marks() -> None:
    document = _with_notes("Kajen² är trång¹ och låg.", f"¹ {NOTE}", f"² {OTHER}")

    assert _referred(document, "Kajen är trång och låg.") == (OTHER, NOTE)


def test_mark_of_the_sentence_before_is_not_that_of_the_next() -> None:
    document = _with_notes("Kajen är trång.¹ Bron är bred. Snön faller.", f"¹ {NOTE}")

    assert _referred(document, "Bron är bred.") == ()
    assert _referred(document, "Snön faller.") == ()


def test_mark_without_a_note_refers_to_nothing() -> None:
    document = _with_notes("Kajen är trång.⁷ Bron är bred.¹", f"¹ {NOTE}")

    assert _referred(document, "Kajen är trång.") == ()
    assert _referred(document, "Bron är bred.") == (NOTE,)


def test_mark_of_a_note_below_is_not_that_of_the_sentence_above() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\nKajen är bred.\n¹ {NOTE}\n\n{PROSE}")

    assert _referred(document, "Kajen är bred.") == ()


def test_square_metres_refer_to_no_note() -> None:
    document = _with_notes("Ytan är 30 m² stor. Kajen är trång.²", f"² {NOTE}")

    start = document.text.index("Ytan")
    end = document.text.index("Kajen") - 1

    assert notes_of(document, footnotes(document), start, end) == ()
