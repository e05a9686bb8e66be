import pytest

from advisor.documents.sections import heading_role, section_role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Sammanfattning", "summary"),
        ("Executive summary", "summary"),
        ("6. Slutsatser", "conclusion"),
        ("5.2 Concluding remarks", "conclusion"),
        ("Slutsatser och rekommendationer", "recommendation"),
        ("Policy implications", "recommendation"),
        ("VÄGEN FRAMÅT", "recommendation"),
        ("Förslag till beslut", "recommendation"),
        ("3 Metod och urval", "method"),
        ("Källkritik", "method"),
        ("Litteraturgenomgång", "theory"),
        ("Kapitel 2 Bakgrund", "background"),
        ("Förord", "background"),
        ("Analys", "discussion"),
        ("4 Resultat", "result"),
        ("Nulägesbeskrivning", "result"),
        ("Källor och litteratur", "references"),
        ("9. Källförteckning", "references"),
        ("Bilaga 2: Frågor", "appendix"),
        ("Appendix A", "appendix"),
        ("Figurförteckning", "contents"),
        ("Skolans lokaler", "other"),
        ("Källkod för kartan", "other"),
        ("Genomförande av bytet", "other"),
    ],
)
def test_heading_names_the_role_of_its_section(heading: str, role: str) -> None:
    assert heading_role(heading) == role


def test_lost_diacritics_do_not_hide_a_role() -> None:
    assert heading_role("Lardomar") == heading_role("Lärdomar") == "conclusion"


def test_innermost_heading_that_names_a_role_decides() -> None:
    assert section_role("4 Resultat", "Hamnen", "Sammanfattning av hamnen") == "summary"


def test_heading_without_a_role_takes_the_one_above() -> None:
    assert section_role("5 Diskussion", "Hamnen") == "discussion"


@pytest.mark.parametrize("outer", ["Bilaga 1", "Teoretisk ram", "Metod", "Referenser"])
def test_summary_inside_theory_method_or_appendix_does_not_speak_for_the_document(
    outer: str,
) -> None:
    assert section_role(outer, "Sammanfattning") == heading_role(outer)


def test_text_under_no_heading_has_no_role() -> None:
    assert section_role() == "other"
