"""An answer on the page: what stands together, and that its texts are never markup."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.service.paragraphs import Paragraph, Piece
from advisor.types import Answer, Caveat, Citation, Statement, Strength, Unsupported
from advisor.vocabulary import Agreement, Language
from tests.channels.payloads import OURS, hostile_texts
from tests.channels.test_markdown import saying
from tests.channels.test_rendering import ANSWER, CITATION, OTHER, STATEMENT
from ui.answers import AnswerView, Around, answer_view
from ui.conversation_texts import TEXTS
from ui.pages import render
from ui.texts import PATHS

LEAD_IN = "Rapporten föreslår att:"
BOTH = Paragraph(
    LEAD_IN,
    (
        Piece("Först detta. "),
        Piece(CITATION.quote, (1,), (1,)),
        Piece(" Sedan det. "),
        Piece(OTHER.quote, (2,), (2,)),
    ),
)


def around(citations: Sequence[Citation]) -> list[Paragraph]:
    """Each quote in a paragraph of its own."""
    return [_around(c, "Först detta. ", " Sedan det.") for c in citations]


def _all_around(text: str, citations: Sequence[Citation]) -> list[Paragraph]:
    return [_around(c, text, text) for c in citations]


def _around(citation: Citation, before: str, after: str) -> Paragraph:
    quote = Piece(citation.quote, (citation.number,), (citation.number,))
    return Paragraph(LEAD_IN, (Piece(before), quote, Piece(after)))


def _view(answer: Answer) -> AnswerView:
    return answer_view(answer, around, "sv", "svaret som text")


def _html(
    answer: Answer,
    paragraphs: Around = around,
    *,
    language: Language = "sv",
    examples: tuple[str, ...] = (),
) -> BeautifulSoup:
    view = answer_view(answer, paragraphs, language, answer.summary)
    html = render(
        "_answer.html",
        answer=view,
        conversation="c-1",
        said=None,
        comment=None,
        examples=examples,
        language=language,
        paths=PATHS[language],
        t=TEXTS[language],
        a=TEXTS[answer.language],
    )
    return BeautifulSoup(html, "html.parser")


def _strength(agreement: Agreement, sources: int) -> Strength:
    return Strength(0, sources, ("regional_report",), (2024,), ("14 kommuner",), agreement)


def _finding(strength: Strength) -> Answer:
    statement = replace(STATEMENT, role="finding")
    return replace(ANSWER, statements=(statement,), strength=(strength,))


def test_statements_of_a_role_stand_together_by_their_speaker() -> None:
    against = Statement("argument_against", OTHER.quote, (OTHER,), "Rapporten (2024) visar")
    more = replace(STATEMENT, text=OTHER.quote, citations=(OTHER,))

    view = _view(replace(ANSWER, statements=(STATEMENT, against, more)))

    assert [(g.name, len(g.spoken), len(g.spoken[0].statements)) for g in view.groups] == [
        ("recommendation", 1, 2),
        ("argument_against", 1, 1),
    ]


def test_what_may_be_on_something_else_stands_last_under_a_heading_of_its_own() -> None:
    loose = replace(STATEMENT, text=OTHER.quote, citations=(OTHER,), bearing="loose")

    soup = _html(replace(ANSWER, statements=(loose, STATEMENT)))

    assert [h.text for h in soup.select(".role h3")][-1] == "Kan också ha med saken att göra"
    assert OTHER.quote in soup.select(".role-loose")[0].text


def test_prose_is_told_from_quotes_that_speak_for_themselves() -> None:
    prose = replace(STATEMENT, text="Samverka, säger rapporten.")

    view = _view(replace(ANSWER, statements=(STATEMENT, prose)))

    of_quotes, of_prose = view.groups[0].spoken[0].statements
    assert (of_quotes.prose, of_prose.prose) == (None, "Samverka, säger rapporten.")


def test_every_number_leads_to_its_evidence_and_back() -> None:
    soup = _html(replace(ANSWER, statements=(replace(STATEMENT, citations=(CITATION, OTHER)),)))

    marks = soup.select("a.cite")
    assert [mark.text for mark in marks] == ["[1]", "[2]"]
    for mark in marks:
        quote = soup.select_one(str(mark["href"]))
        assert quote is not None
        card = quote.find_parent("article")
        assert card is not None
        back = card.select_one("a.back")
        assert back is not None
        assert back["href"] == f"#{mark['id']}"


def test_paragraph_of_several_quotes_is_shown_once_with_each_under_its_number() -> None:
    answer = replace(ANSWER, statements=(replace(STATEMENT, citations=(CITATION, OTHER)),))

    (card,) = _html(answer, lambda _: [BOTH]).select(".evidence .card")

    assert card.select_one("h4 .number:nth-of-type(2)") is not None
    assert card["aria-label"] == "Belägg 1, 2"
    assert [(q["id"], q.text) for q in card.select("[role=group]")] == [
        ("a-1-e1", f"[1] {CITATION.quote}"),
        ("a-1-e2", f"[2] {OTHER.quote}"),
    ]
    assert [a.text for a in card.select("a.one-of")] == ["Visa i källan [1]", "Visa i källan [2]"]


def test_paragraph_that_is_near_is_shown_once_however_much_of_it_is() -> None:
    refused = replace(ANSWER, status="no_evidence", statements=(), nearest=(CITATION, OTHER))

    (card,) = _html(refused, lambda _: [BOTH]).select(".nearest .card")

    assert [mark.text for mark in card.select("mark")] == [CITATION.quote, OTHER.quote]
    assert card.select(".number, [id]") == []


def test_pages_of_a_paragraph_are_those_that_its_quotes_stand_on() -> None:
    over = replace(OTHER, page=56)
    answer = replace(ANSWER, statements=(replace(STATEMENT, citations=(CITATION, over)),))

    place = _html(answer, lambda _: [BOTH]).select_one(".evidence .place")

    assert place is not None
    assert place.text.endswith("s. 55–56")


def test_quote_is_marked_within_its_paragraph() -> None:
    card = _html(ANSWER).select_one(".card blockquote")

    assert card is not None
    assert [p.text for p in card.select("p")] == [
        "Rapporten föreslår att:",
        "Först detta. Kommunerna bör samverka. Sedan det.",
    ]
    assert [mark.text for mark in card.select("mark")] == ["Kommunerna bör samverka."]


def test_quote_whose_source_has_changed_stands_alone_and_that_is_said() -> None:
    alone = _html(ANSWER, lambda _: ())

    assert [p.text for p in alone.select(".card blockquote p")] == [CITATION.quote]
    assert TEXTS["sv"]["moved"] in alone.text
    assert TEXTS["sv"]["moved"] not in _html(ANSWER).text


def test_mended_quote_shows_the_file_s_own_letters_one_click_away() -> None:
    mended = replace(STATEMENT, citations=(replace(CITATION, repaired=True),))

    details = _html(replace(ANSWER, statements=(mended,))).select_one(".card .as-in-file")

    assert details is not None
    assert "Kommunerna bor samverka." in details.text
    assert _html(ANSWER).select_one(".card .as-in-file") is None


@pytest.mark.parametrize(
    ("agreement", "sources"), [("agree", 2), ("disagree", 3), ("both_sides", 2)]
)
def test_strength_is_drawn_with_a_leaf_for_each_independent_source(
    agreement: Agreement, sources: int
) -> None:
    drawn = _html(_finding(_strength(agreement, sources))).select_one(".strength")

    assert drawn is not None
    assert len(drawn.select(".leaf")) == sources
    assert TEXTS["sv"][agreement].format(n=sources) in drawn.text


@pytest.mark.parametrize("agreement", ["agree", "disagree", "both_sides"])
def test_strength_of_one_source_that_others_speak_of_is_told_in_the_singular(
    agreement: Agreement,
) -> None:
    drawn = _html(replace(ANSWER, strength=(_strength(agreement, 1),))).select_one(".strength")

    assert drawn is not None
    assert TEXTS["sv"][f"{agreement}_one"] in drawn.text
    assert "1 oberoende" not in drawn.text


def test_what_stands_against_a_statement_is_told_beside_it() -> None:
    note = "Källorna är oense om kostnaden: jämför [2]."
    strength = replace(_strength("disagree", 2), note=note)

    drawn = _html(replace(ANSWER, strength=(strength,))).select_one(".strength")

    assert drawn is not None
    assert note in drawn.text


@pytest.mark.parametrize(("sources", "is_told"), [(2, True), (1, False)])
def test_several_sources_behind_one_document_are_said_to_be_relayed(
    sources: int, is_told: bool
) -> None:
    drawn = _html(replace(ANSWER, strength=(_strength("agree", sources),))).select_one(".strength")

    assert drawn is not None
    assert (TEXTS["sv"]["relayed"] in drawn.text) is is_told


def test_strength_of_one_source_is_drawn_for_recommendations_alone() -> None:
    single = _strength("single", 1)

    assert _html(_finding(single)).select_one(".strength") is None
    assert _html(replace(ANSWER, strength=(single,))).select_one(".strength") is not None


def test_sources_are_drawn_by_how_much_of_the_answer_they_carry() -> None:
    other = replace(OTHER, source="annan.txt", title="En annan rapport")
    third = replace(CITATION, number=3, quote="Tredje.")
    statement = replace(STATEMENT, citations=(CITATION, other, third))

    view = _view(replace(ANSWER, statements=(statement,)))

    assert [(share.title, share.quotes, share.percent) for share in view.shares] == [
        ("Rapport om samverkan", 2, 100),
        ("En annan rapport", 1, 50),
    ]


@pytest.mark.parametrize(
    ("numbers", "ranges", "holds_for_all"),
    [
        ((1, 2), ((1, 2),), True),
        ((2,), ((2, 2),), False),
        ((), (), False),
    ],
)
def test_caveat_names_its_citations_in_runs(
    numbers: tuple[int, ...], ranges: tuple[tuple[int, int], ...], holds_for_all: bool
) -> None:
    answer = replace(
        ANSWER,
        statements=(replace(STATEMENT, citations=(CITATION, OTHER)),),
        caveats=(Caveat("old_source", "Källan är gammal.", numbers),),
    )

    (caveat,) = _view(answer).caveats

    assert (caveat.ranges, caveat.holds_for_all) == (ranges, holds_for_all)


def test_refusal_offers_its_next_questions_and_what_is_nearest() -> None:
    refused = replace(
        ANSWER,
        status="no_evidence",
        statements=(),
        nearest=(CITATION,),
        next_questions=("Hur samverkar kommuner?",),
    )

    soup = _html(refused)

    assert [b["data-ask"] for b in soup.select(".asks button")] == ["Hur samverkar kommuner?"]
    nearest = soup.select_one(".nearest mark")
    assert nearest is not None
    assert nearest.text == CITATION.quote


def test_link_to_what_is_nearest_is_named_by_its_place() -> None:
    refused = replace(ANSWER, status="no_evidence", statements=(), nearest=(CITATION,))

    link = _html(refused).select_one(".nearest a")

    assert link is not None
    assert " › ".join((CITATION.title, *CITATION.section)) in link.text


def test_section_of_a_source_is_marked_with_its_language() -> None:
    place = _html(ANSWER, language="en").select_one(".evidence .place [lang]")

    assert place is not None
    assert (place["lang"], place.text) == ("sv", " › ".join(CITATION.section))


def test_what_is_refused_offers_questions_that_can_be_answered() -> None:
    refused = replace(ANSWER, status="refused", statements=())

    soup = _html(refused, examples=("Hur samverkar kommuner?",))

    assert [b["data-ask"] for b in soup.select(".asks button")] == ["Hur samverkar kommuner?"]


def test_what_was_left_out_is_told() -> None:
    answer = replace(ANSWER, unsupported=(Unsupported("Påstående", "number_not_in_quote"),))

    assert TEXTS["sv"]["left_out_one"] in _html(answer).text


def test_answer_in_another_language_than_the_page_says_which() -> None:
    said = _html(replace(ANSWER, language="en")).select_one(".said")

    assert said is not None
    assert said["lang"] == "en"
    quote = said.select_one("q")
    assert quote is not None
    assert quote["lang"] == "sv"


def test_text_of_sources_and_questions_makes_no_element() -> None:
    plain = _elements(_html(saying("text")))

    for text in (*OURS, *hostile_texts()):
        answer = replace(saying(text), profile_effect=text.replace("[", "("))
        assert _elements(_html(answer, partial(_all_around, text))) == plain, text


@settings(deadline=None)  # a page is made in each; a busy machine is no fault of it
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_makes_no_element(text: str) -> None:
    plain = _elements(_html(saying("text")))

    assert _elements(_html(saying(f"a{text}"))) == plain


def test_number_in_what_holds_for_the_municipality_leads_to_its_evidence() -> None:
    soup = _html(replace(ANSWER, profile_effect="Närmast er är 14 kommuner [1] [9]."))

    effect = soup.select_one(".profile-effect p")
    assert effect is not None
    assert effect.text == "Närmast er är 14 kommuner [1] [9]."
    assert [a["href"] for a in effect.select("a.cite")] == ["#a-1-e1"]


def test_signs_that_turn_the_direction_of_text_are_left_out() -> None:
    shown = _html(saying("a\u202eb\u2066c\u200fd")).text

    assert "abcd" in shown


def _elements(soup: BeautifulSoup) -> Counter[tuple[str, ...]]:
    """Every element with the names of its attributes; addresses lead to our own pages."""
    for link in soup.select("[href]"):
        assert str(link["href"]).startswith(("#", "/sv/", "/v1/")), link
    return Counter((tag.name, *sorted(tag.attrs)) for tag in soup.find_all(True))
