import pytest

from advisor.documents.catalogue import is_abstract, is_record
from advisor.readers.plain_reader import read_txt
from tests.documents.parsed import ABSTRACT, RECORD, block, blocks, corpus, text_of, txt

RECORD_TEXT = (
    "dc.contributor.authorBERG, ANNA\n"
    "dc.titleHamnar i skärgårdensv\n"
    "dc.description.abstractRapporten beskriver hur sju hamnar har gått samman om sin drift och"
    " vad det har kostat. Driften blev billigare i fem av dem.swe\n"
    "dc.descriptionThe report tells how seven harbours have joined their operations and what it"
    " has cost. Five of them became cheaper to run.eng\n"
    "dc.date.issued2021\n"
)


def test_record_gives_an_abstract_in_each_language() -> None:
    document = txt(RECORD_TEXT)

    abstracts = [b for b in document.blocks if b.kind == "paragraph"]

    assert [(b.language, b.role, b.section) for b in abstracts] == [
        ("sv", "summary", ("Abstract",)),
        ("en", "summary", ("Abstract",)),
    ]


def test_field_names_and_language_codes_are_no_words_of_an_abstract() -> None:
    texts = blocks(txt(RECORD_TEXT), "paragraph")

    assert texts[0].startswith("Rapporten beskriver")
    assert texts[0].endswith("fem av dem.")
    assert texts[1].endswith("cheaper to run.")


def test_every_other_field_is_a_notice() -> None:
    assert len(blocks(txt(RECORD_TEXT), "notice")) == 3


def test_report_that_names_a_field_is_no_record() -> None:
    document = read_txt(b"dc.title is a field.\nIt is used in records.\nRead on.\n")

    assert not is_record(document.raw, document.lines)


def test_abstract_is_cut_at_its_own_labels() -> None:
    document = txt(
        "Havens hamnar\n\nAbstract: Background: Small harbours are often run by one person who does"
        " everything. Method: Nine harbour masters were interviewed during one summer."
        " Conclusions: Harbours that share a master save money and keep longer hours."
    )

    found = {b.section: (b.role, text_of(document, b)) for b in document.blocks[1:]}

    assert list(found) == [
        ("Abstract", "Background"),
        ("Abstract", "Method"),
        ("Abstract", "Conclusions"),
    ]
    assert found["Abstract", "Conclusions"] == (
        "conclusion",
        "Harbours that share a master save money and keep longer hours.",
    )


def test_short_line_with_the_label_is_no_abstract() -> None:
    assert not is_abstract("Sammanfattning: se sidan 4")


@pytest.mark.parametrize(("language", "start"), [("sv", "Idag samverkar"), ("en", "Today more")])
def test_corpus_record_has_an_abstract_in_swedish_and_in_english(language: str, start: str) -> None:
    document = corpus()[RECORD]

    assert block(document, start).language == language
    assert "dc." not in "".join(blocks(document, "paragraph"))


def test_corpus_abstract_keeps_background_method_and_conclusions_apart() -> None:
    document = corpus()[ABSTRACT]

    roles = {b.section[-1]: b.role for b in document.blocks if b.kind == "paragraph"}

    assert roles == {
        "Background and problem": "background",
        "Purpose": "background",
        "Method": "method",
        "Conclusions": "conclusion",
    }
