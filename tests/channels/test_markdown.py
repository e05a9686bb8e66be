"""Markdown of an answer shows it in full, and nothing in it but our own links is alive."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.channels.markdown import escaped, first_marks, to_markdown, to_markdown_file
from advisor.channels.rendering import visible
from advisor.types import Answer, Caveat, Citation, Statement
from tests.channels.payloads import OURS, active, hostile_texts, read
from tests.channels.test_rendering import ANSWER, CITATION, OTHER, STATEMENT

BASE = "http://advisor.test/"


def _link(citation: Citation) -> str:
    return f"{BASE}{citation.start}"


def _words(text: str) -> str:
    return " ".join(text.split())


def _shown(markdown: str) -> str:
    """What a person reads."""
    kinds = ("text", "code_inline")
    return _words("".join(token.content for token in read(markdown) if token.type in kinds))


def saying(text: str) -> Answer:
    """An answer that says a text wherever a source or a question can be heard."""
    citation = replace(CITATION, title=text, section=(text, text), quote=text)
    return replace(
        ANSWER,
        question=text,
        standalone_question=f"{text} {text}",
        summary=text,
        statements=(
            Statement("finding", text, (citation,), text),
            Statement("step", f"Prosa {text}", (replace(citation, number=2),)),
        ),
        caveats=(Caveat("undated", text, (1,)),),
        nearest=(replace(citation, number=3),),
        next_questions=(text,),
        choices=(text,),
        profile_effect=text,
    )


def test_what_holds_for_the_municipality_names_its_citations_as_the_answer_does() -> None:
    markdown = to_markdown(replace(ANSWER, profile_effect="Närmast er är 14 kommuner [1] [9]."))

    assert "14 kommuner [1] &#91;9&#93;." in markdown


@pytest.mark.parametrize("after", ["(http://evil.example)", "(x)", ": x", "[x]"])
def test_number_in_what_holds_for_the_municipality_begins_no_link(after: str) -> None:
    markdown = to_markdown(replace(ANSWER, profile_effect=f"Enligt [1]{after}"))

    assert active(markdown) == active(to_markdown(ANSWER))


@pytest.mark.parametrize("text", OURS)
def test_text_is_shown_letter_for_letter(text: str) -> None:
    assert _shown(f"Så: {escaped(text)}") == _words(f"Så: {visible(text)}")


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_shown_as_it_is_and_stays_dead(text: str) -> None:
    markdown = f"Så: {escaped(text)} slut"

    assert _shown(markdown) == _words(f"Så: {visible(text)} slut")
    assert active(markdown) == []


@pytest.mark.parametrize("text", OURS)
def test_nothing_of_a_source_or_a_question_comes_alive(text: str) -> None:
    assert active(to_markdown(saying(text), _link), BASE) == []


def test_nothing_of_the_public_sets_comes_alive() -> None:
    alive = {t: found for t in hostile_texts() if (found := active(to_markdown(saying(t))))}

    assert alive == {}


@pytest.mark.parametrize("text", ["- punkt", "1. punkt", "10) punkt", "+ punkt", "===", "---"])
def test_a_text_begins_no_list_rule_or_heading(text: str) -> None:
    answer = replace(ANSWER, statements=(), summary="Slut.", next_questions=(text,))

    kinds = [token.type for token in read(to_markdown(answer))]

    assert kinds.count("list_item_open") == 1
    assert "hr" not in kinds
    assert kinds.count("heading_open") == 1


def test_statement_stands_below_its_attribution_with_its_number() -> None:
    markdown = to_markdown(ANSWER)

    assert (
        "### Rekommendation\n\n- Rapporten (2024) föreslår:\n  - ”Kommunerna bör samverka.” [1]\n"
    ) in markdown


def test_notice_is_first_unless_it_was_given_before() -> None:
    assert to_markdown(ANSWER).startswith("*Ett automatiskt system svarar")
    assert to_markdown(ANSWER, notice=False).startswith("**Underlaget ger")


def test_numbers_in_the_list_of_sources_lead_to_their_places() -> None:
    answer = replace(ANSWER, statements=(STATEMENT, Statement("finding", "x", (OTHER,))))

    markdown = to_markdown(answer, _link)

    assert f"  - [[1]]({BASE}10) 5 Slutsats › 5.4 Volym, s. 55\n" in markdown
    assert f"  - [[2]]({BASE}10) 3 Resultat\n" in markdown
    links = [token for token in read(markdown) if token.type == "link_open"]
    assert len(links) == 2


def test_each_citation_is_marked_once_by_its_number() -> None:
    answer = replace(ANSWER, caveats=(Caveat("undated", "Källan är odaterad.", (1,)),))

    markdown = to_markdown(answer, _link)

    [mark] = first_marks(markdown)
    assert mark.number == 1
    assert markdown[mark.start : mark.end] == "[1]"
    assert markdown[: mark.start].endswith("Kommunerna bör samverka.” ")


def test_number_within_a_quote_is_not_taken_for_a_citation() -> None:
    quote = "Så visar tidigare forskning [7], [12]."
    citation = replace(CITATION, quote=quote)

    markdown = to_markdown(replace(ANSWER, statements=(Statement("finding", quote, (citation,)),)))

    assert [mark.number for mark in first_marks(markdown)] == [1]
    assert quote in _shown(markdown)


def test_file_has_its_question_above_and_what_made_it_below() -> None:
    markdown = to_markdown_file(ANSWER, _link)

    assert markdown.startswith("# Ska vi samverka?\n\n*Ett automatiskt system svarar")
    assert "\n## Rekommendation\n" in markdown
    assert markdown.endswith(
        "## Uppgifter om svaret\n\n- Svarets id: a-1\n- Tidpunkt (UTC): 2026-11-22T09:30:00Z\n"
        "- Register över källorna: b1\n- Registrets kontrollsumma: sha256:1\n"
        "- Sammanställt genom: ordagranna citat, utan språkmodell\n"
    )


@pytest.mark.parametrize("text", [*OURS, "### rubrik", "a ### b"])
def test_nothing_comes_alive_in_a_file(text: str) -> None:
    markdown = to_markdown_file(saying(text), _link)

    assert active(markdown, BASE) == []
    assert f"{_words(visible(text))} " in f"{_shown(markdown)} "
