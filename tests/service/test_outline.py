"""Sections of a document, from its blocks."""

from advisor.service.outline import Section, outline
from advisor.types import Block, Document, Source
from advisor.vocabulary import BlockKind


def _document(*parts: tuple[BlockKind, str, tuple[str, ...]]) -> Document:
    """Blocks one after another, each on a page of its own."""
    text, blocks = "", []
    for page, (kind, words, section) in enumerate(parts, 1):
        start = len(text)
        text += f"{words}\n\n"
        end = start + len(words)
        blocks.append(Block(kind, start, end, section, "other", page=page))
    source = Source(file="a.txt", display_title="A", kind="other")
    return Document(source, text, text, (), tuple(blocks))


def _tree(sections: tuple[Section, ...]) -> list[object]:
    return [(section.heading, _tree(section.sections)) for section in sections]


def test_section_holds_the_sections_below_it() -> None:
    document = _document(
        ("heading", "1 Ett", ()),
        ("heading", "1.1 Två", ("1 Ett",)),
        ("paragraph", "Text.", ("1 Ett", "1.1 Två")),
        ("heading", "2 Tre", ()),
        ("paragraph", "Mer.", ("2 Tre",)),
    )

    one, three = outline(document)

    assert _tree((one, three)) == [("1 Ett", [("1.1 Två", [])]), ("2 Tre", [])]
    assert document.text[one.start : one.end] == "1 Ett\n\n1.1 Två\n\nText."
    assert document.text[three.start : three.end] == "2 Tre\n\nMer."
    assert (one.page, one.sections[0].page, three.page) == (1, 2, 4)


def test_headings_that_are_called_alike_begin_sections_of_their_own() -> None:
    document = _document(
        ("heading", "Slutsats", ()),
        ("paragraph", "Den ena.", ("Slutsats",)),
        ("heading", "Slutsats", ()),
        ("paragraph", "Den andra.", ("Slutsats",)),
    )

    first, second = outline(document)

    assert document.text[first.start : first.end] == "Slutsats\n\nDen ena."
    assert document.text[second.start : second.end] == "Slutsats\n\nDen andra."


def test_section_without_a_heading_of_its_own_begins_with_its_text() -> None:
    document = _document(
        ("notice", "Utan rubrik.", ()),
        ("paragraph", "Varför.", ("Abstract", "Purpose")),
        ("paragraph", "Hur.", ("Abstract", "Method")),
    )

    (abstract,) = outline(document)

    assert _tree((abstract,)) == [("Abstract", [("Purpose", []), ("Method", [])])]
    assert document.text[abstract.start : abstract.end] == "Varför.\n\nHur."


def test_document_without_sections_has_none() -> None:
    assert outline(_document(("paragraph", "Text.", ()))) == ()
