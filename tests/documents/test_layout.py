from tests.documents.parsed import PROSE, block, blocks, md, text_of, txt

FRONT = "Ekviks kommun\n\nHamnplan för Ekvik\n\nFörfattare: Anna Berg\n\n2024-03-01\n\n"


def test_title_page_is_no_section_and_no_evidence() -> None:
    document = txt(f"{FRONT}1 Bakgrund\n\n{PROSE}", "Hamnplan för Ekvik")

    assert [(b.kind, text_of(document, b)) for b in document.blocks][:5] == [
        ("notice", "Ekviks kommun"),
        ("heading", "Hamnplan för Ekvik"),
        ("notice", "Författare: Anna Berg"),
        ("notice", "2024-03-01"),
        ("heading", "1 Bakgrund"),
    ]
    assert block(document, "Vattenverket").section == ("1 Bakgrund",)


def test_table_of_versions_is_no_evidence() -> None:
    document = txt(
        f"{FRONT}Versionshistorik\n\nDatum\tVersion\n2024-03-01\t0.9\n\n1 Bakgrund\n\n{PROSE}",
        "Hamnplan för Ekvik",
    )

    assert blocks(document, "table_row") == []


def test_heading_above_the_first_prose_is_no_part_of_the_title_page() -> None:
    document = txt(f"{FRONT}Läget i hamnen\n\n{PROSE}", "Hamnplan för Ekvik")

    assert block(document, "Vattenverket").section == ("Läget i hamnen",)


def test_text_without_a_title_page_begins_at_once() -> None:
    document = txt(f"Läget i hamnen\n\n{PROSE}")

    assert [b.kind for b in document.blocks] == ["heading", "paragraph"]


def test_only_top_heading_of_a_format_is_the_title() -> None:
    document = md(f"# Hamnplan\n\n## Läget\n\n{PROSE}\n\n## Kajen\n\n{PROSE}")

    assert [b.section for b in document.blocks if b.kind == "paragraph"] == [("Läget",), ("Kajen",)]
