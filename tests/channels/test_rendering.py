"""An answer reads the same in every channel: its parts, its marks, its data."""

import json
from dataclasses import fields, replace
from types import MappingProxyType
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.channels.rendering import (
    LEAST_WIDTH,
    MOST_WIDTH,
    paragraphs,
    quoted,
    to_json,
    to_rich,
    to_text,
    visible,
)
from advisor.types import Answer, Caveat, Citation, Provenance, Statement, Strength, Unsupported
from advisor.vocabulary import Form, Language, Role

CITATION = Citation(
    number=1,
    source="rapport.txt",
    title="Rapport om samverkan",
    kind="regional_report",
    year=2024,
    section=("5 Slutsats", "5.4 Volym"),
    page=55,
    language="sv",
    quote="Kommunerna bör samverka.",
    start=10,
    end=34,
    raw_quote="Kommunerna bor samverka.",
    raw_start=12,
    raw_end=36,
    repaired=False,
)
OTHER = replace(
    CITATION, number=2, quote="Samverkan kostar tid.", section=("3 Resultat",), page=None
)
STATEMENT = Statement("recommendation", CITATION.quote, (CITATION,), "Rapporten (2024) föreslår")
ANSWER = Answer(
    id="a-1",
    created="2026-11-22T09:30:00Z",
    question="Ska vi samverka?",
    standalone_question="Ska vi samverka?",
    language="sv",
    form="decision",
    status="answered",
    summary="Underlaget ger en rekommendation, från ett dokument.",
    statements=(STATEMENT,),
    provenance=Provenance("b1", "sha256:1", "extractive", seconds={"retrieve": 0.01}),
)


def _statement(citation: Citation, attribution: str | None = None) -> Statement:
    return Statement("finding", citation.quote, (citation,), attribution)


def _shown(answer: Answer) -> list[str]:
    """The lines, wide enough that none is broken."""
    return [" " * p.indent + p.text for p in paragraphs(answer)]


# --- As data --------------------------------------------------------------------------


def test_data_has_every_field_of_an_answer_in_the_documented_order() -> None:
    data = to_json(ANSWER)

    assert list(data) == [
        *("id", "created", "question", "standalone_question", "language", "form", "status"),
        *("summary", "statements", "strength", "caveats", "nearest", "next_questions", "choices"),
        *("profile_effect", "unsupported", "provenance"),
    ]
    assert set(data) == {field.name for field in fields(Answer)}


def test_data_of_a_statement_and_its_citation_have_the_documented_order() -> None:
    statement = to_json(ANSWER)["statements"][0]

    assert list(statement) == ["role", "bearing", "text", "attribution", "citations"]
    assert list(statement["citations"][0]) == [field.name for field in fields(Citation)]


def test_data_survives_json_unchanged() -> None:
    seconds = MappingProxyType({"retrieve": 0.01})
    answer = replace(ANSWER, provenance=replace(ANSWER.provenance, seconds=seconds))

    data = to_json(answer)

    assert json.loads(json.dumps(data)) == data


def test_data_has_null_for_the_unknown_and_a_list_for_none() -> None:
    citation = replace(CITATION, page=None, year=None)

    data = to_json(replace(ANSWER, statements=(_statement(citation),)))

    assert data["statements"][0]["citations"][0]["page"] is None
    assert data["statements"][0]["attribution"] is None
    assert data["profile_effect"] is None
    assert data["nearest"] == data["choices"] == data["caveats"] == data["unsupported"] == []


# --- As text --------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "word"), [("sv", "automatiskt"), ("en", "automated")])
def test_first_line_says_that_a_system_answers(language: str, word: str) -> None:
    first = _shown(replace(ANSWER, language=language))[0]  # type: ignore[arg-type]

    assert word in first


def test_statement_stands_with_its_attribution_its_quote_and_its_number() -> None:
    lines = _shown(ANSWER)

    at = lines.index("Rekommendation")
    assert lines[at + 1 : at + 3] == [
        "  Rapporten (2024) föreslår:",
        "    ”Kommunerna bör samverka.” [1]",
    ]


def test_same_attribution_is_said_once_for_statements_in_a_row() -> None:
    said = "Rapporten (2024) visar"
    statements = (_statement(CITATION, said), _statement(OTHER, said))

    lines = _shown(replace(ANSWER, statements=statements))

    assert lines.count(f"  {said}:") == 1


def test_statements_of_a_role_stand_together_under_one_heading() -> None:
    against = Statement("argument_against", OTHER.quote, (OTHER,))
    more = replace(STATEMENT, citations=(replace(CITATION, number=3),))

    lines = _shown(replace(ANSWER, statements=(STATEMENT, against, more)))

    assert lines.count("Rekommendationer") == 1
    assert lines.index("Rekommendationer") < lines.index("Talar emot")


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("form", get_args(Form))
def test_every_role_has_a_heading_in_answers_of_every_form(
    role: Role, language: Language, form: Form
) -> None:
    statement = replace(STATEMENT, role=role, attribution=None)

    shown = paragraphs(replace(ANSWER, language=language, form=form, statements=(statement,)))

    headings = [paragraph.text for paragraph in shown if paragraph.kind == "heading"]
    assert len(headings) == 2  # the role's and that of the sources
    assert all(headings)


def test_risk_answer_calls_what_speaks_against_risks() -> None:
    risks = tuple(Statement("argument_against", c.quote, (c,)) for c in (CITATION, OTHER))

    lines = _shown(replace(ANSWER, form="risk", statements=risks))

    assert "Risker" in lines


@pytest.mark.parametrize(
    ("answer_in", "quote_in", "shown"),
    [
        ("sv", "sv", "”Kommunerna bör samverka.” [1]"),
        ("sv", "en", "”Kommunerna bör samverka.” (på engelska) [1]"),
        ("en", "en", "“Kommunerna bör samverka.” [1]"),
        ("en", "sv", "“Kommunerna bör samverka.” (in Swedish) [1]"),
    ],
)
def test_quote_has_the_marks_of_the_answer_and_tells_another_language(
    answer_in: str, quote_in: str, shown: str
) -> None:
    citation = replace(CITATION, language=quote_in)  # type: ignore[arg-type]

    lines = _shown(replace(ANSWER, language=answer_in, statements=(_statement(citation),)))  # type: ignore[arg-type]

    assert f"  {shown}" in lines


def test_each_of_several_quotes_has_its_own_number() -> None:
    both = Statement("finding", f"{CITATION.quote} {OTHER.quote}", (CITATION, OTHER))

    lines = _shown(replace(ANSWER, statements=(both,)))

    assert "  ”Kommunerna bör samverka.” [1] ”Samverkan kostar tid.” [2]" in lines


def test_same_words_from_two_sources_are_quoted_once() -> None:
    twin = replace(CITATION, number=2, source="annan.txt")
    statement = Statement("finding", CITATION.quote, (CITATION, twin))

    lines = _shown(replace(ANSWER, statements=(statement,)))

    assert "  ”Kommunerna bör samverka.” [1] [2]" in lines


def test_prose_is_followed_by_the_quotes_that_carry_it() -> None:
    prose = Statement("finding", "Samverkan lönar sig, men tar tid.", (CITATION, OTHER))

    lines = _shown(replace(ANSWER, statements=(prose,)))

    at = lines.index("  Samverkan lönar sig, men tar tid. [1] [2]")
    assert lines[at + 1 : at + 3] == [
        "    ”Kommunerna bör samverka.” [1]",
        "    ”Samverkan kostar tid.” [2]",
    ]


def test_document_is_listed_once_with_the_places_that_are_cited() -> None:
    third = replace(OTHER, number=3, quote="Det tar år.")
    statements = tuple(_statement(c) for c in (CITATION, OTHER, third))

    lines = _shown(replace(ANSWER, statements=statements))

    at = lines.index("Källor")
    assert lines[at + 1 : at + 4] == [
        "  Rapport om samverkan, 2024",
        "    [1] 5 Slutsats › 5.4 Volym, s. 55",
        "    [2] [3] 3 Resultat",
    ]


def test_title_that_ends_with_the_year_does_not_repeat_it() -> None:
    citation = replace(CITATION, title="Digitalisering 2024")

    lines = _shown(replace(ANSWER, statements=(_statement(citation),)))

    assert "  Digitalisering 2024" in lines


def test_undated_and_repaired_sources_are_marked() -> None:
    citation = replace(CITATION, year=None, repaired=True)

    lines = _shown(replace(ANSWER, statements=(_statement(citation),)))

    assert "  Rapport om samverkan, odaterad" in lines
    assert "    [1] 5 Slutsats › 5.4 Volym, s. 55 (rättad OCR-text)" in lines


def test_place_without_section_and_page_leaves_the_number_alone() -> None:
    citation = replace(CITATION, section=(), page=None)

    lines = _shown(replace(ANSWER, statements=(_statement(citation),)))

    assert "    [1]" in lines


def test_disagreeing_sources_are_told_at_the_statement() -> None:
    strength = Strength(0, 2, ("regional_report",), (2024,), (), "disagree")

    lines = _shown(replace(ANSWER, strength=(strength,)))

    at = next(i for i, line in enumerate(lines) if "[1]" in line)
    assert "oense" in lines[at + 1]


def test_what_stands_against_a_statement_is_named_at_it() -> None:
    strength = Strength(
        *(0, 1, ("regional_report",), (2024,), (), "both_sides"),
        against=(7,),
        about=("cost",),
        note="Samma källa tar upp båda sidor i fråga om kostnaderna: jämför [7].",
    )

    lines = _shown(replace(ANSWER, strength=(strength,)))

    at = next(i for i, line in enumerate(lines) if "[1]" in line)
    assert lines[at + 1].strip() == strength.note


def test_caveats_name_the_citations_they_concern() -> None:
    lines = _shown(replace(ANSWER, caveats=(Caveat("old_source", "Källan är gammal.", (1, 2)),)))

    assert lines[lines.index("Att tänka på") + 1] == "  - Källan är gammal. [1] [2]"


def test_what_is_nearest_stands_with_its_source() -> None:
    lines = _shown(replace(ANSWER, status="no_evidence", statements=(), nearest=(CITATION,)))

    at = lines.index("Närmast i underlaget")
    assert lines[at + 1 : at + 3] == [
        "  ”Kommunerna bör samverka.”",
        "    Rapport om samverkan, 2024, 5 Slutsats › 5.4 Volym, s. 55",
    ]
    assert "Källor" not in lines


def test_ways_on_are_listed() -> None:
    answer = replace(ANSWER, next_questions=("Vad kostar det?",), choices=("Vad gäller det?",))

    lines = _shown(answer)

    assert "  - Vad kostar det?" in lines
    assert "  - Vad gäller det?" in lines


@pytest.mark.parametrize(("count", "said"), [(1, "Ett påstående"), (3, "3 påståenden")])
def test_what_was_left_out_is_counted(count: int, said: str) -> None:
    lines = _shown(replace(ANSWER, unsupported=(Unsupported("x", "no_quote"),) * count))

    assert lines[-1].startswith(said)


def test_question_as_understood_is_shown_where_it_differs() -> None:
    follow_up = replace(ANSWER, question="Och små?", standalone_question="Ska små samverka?")

    assert "Tolkad som: Ska små samverka?" in _shown(follow_up)
    assert not any("Tolkad" in line for line in _shown(ANSWER))


# --- Width and safety -----------------------------------------------------------------


@given(st.integers(min_value=-5, max_value=400))
def test_lines_keep_to_the_width(width: int) -> None:
    lines = to_text(ANSWER, width).splitlines()

    assert max(map(len, lines)) <= max(LEAST_WIDTH, min(width, MOST_WIDTH))


def test_breaking_lines_loses_no_word() -> None:
    narrow, wide = to_text(ANSWER, LEAST_WIDTH), to_text(ANSWER, MOST_WIDTH)

    assert narrow != wide
    assert narrow.split() == wide.split()


def test_long_address_is_not_cut() -> None:
    address = "https://exempel.se/" + "a" * 150
    answer = replace(ANSWER, caveats=(Caveat("undated", address, ()),))

    assert address in to_text(answer, 60)


def test_styled_text_has_the_same_words_and_reads_no_markup() -> None:
    answer = replace(ANSWER, summary="Läs [bold]detta[/bold] och [/nonsense].")

    assert to_rich(answer, 80).plain == to_text(answer, 80)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mröd\x1b[0m", "röd"),
        ("\x9b31mröd", "röd"),
        ("\x1b]0;titel\x07efter", "efter"),
        ("\x1b]8;;http://ont.se\x1b\\länk\x1b]8;;\x1b\\", "länk"),
        ("rad\r\nrad", "rad  rad"),
        ("a\u202eb", "ab"),
        ("a\u2028b", "a b"),
        ("half\ud800", "half"),
        ("å ä ö – ”citat” 12\u00a0000 €", "å ä ö – ”citat” 12\u00a0000 €"),
    ],
)
def test_visible_text_keeps_letters_and_drops_what_a_terminal_obeys(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "L", "P"])))
def test_visible_text_is_safe_whatever_came(text: str) -> None:
    shown = visible(text)

    assert "\x1b" not in shown
    assert shown == visible(shown)
    shown.encode()


def test_text_from_a_document_cannot_command_the_terminal() -> None:
    citation = replace(
        CITATION, quote="Läs\x1b[2J detta.", title="T\x1b]0;x\x07", section=("\x9bS",)
    )
    answer = replace(ANSWER, statements=(_statement(citation, "Rap\x07porten"),), summary="\x1b[1m")

    assert not set(to_text(answer)) & set("\x1b\x9b\x07")


@pytest.mark.parametrize("quote", ["2026-06-11", "K. LIND"])
def test_names_and_numbers_are_in_no_language(quote: str) -> None:
    assert "Swedish" not in quoted(replace(CITATION, quote=quote), "en")
    assert "Swedish" in quoted(CITATION, "en")
