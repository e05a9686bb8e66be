"""A memo of Word's holds the whole answer, names every source, and is text alone."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import get_args

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.channels.document_texts import WORDS
from advisor.channels.kinds import KINDS, begun
from advisor.channels.rendering import TEXTS, visible
from advisor.channels.word import title_of, to_word
from advisor.channels.word_styles import TEXT_WIDTH
from advisor.channels.word_writing import safe
from advisor.types import Answer, Caveat, Citation, Profile, Statement, Strength, Unsupported
from advisor.vocabulary import Agreement, Form, ItOrganisation, Language, Role, SourceKind, Status
from tests.channels.payloads import OURS, hostile_texts
from tests.channels.test_rendering import ANSWER, CITATION, OTHER, STATEMENT
from tests.channels.word_files import (
    alive,
    attribute,
    below,
    languages,
    opened,
    out_of_order,
    parts,
    shown,
    texts,
)

BASE = "https://advisor.test/"
THIRD = replace(
    CITATION,
    number=3,
    source="uppsats å.txt",
    title="Uppsats om drift",
    kind="bachelor_thesis",
    year=None,
    section=(),
    page=None,
    language="en",
    quote="It is cheaper.",
    repaired=True,
)
NEAR = replace(CITATION, number=4, quote="Nära ligger detta.", page=7)
STRENGTHS = (
    Strength(0, 2, ("regional_report",), (2024,), ("14 kommuner",), "agree"),
    Strength(1, 1, ("regional_report",), (2024,), ("14 kommuner",), "disagree"),
    Strength(2, 1, ("bachelor_thesis",), (), (), "single"),
)
WHOLE = replace(
    ANSWER,
    statements=(
        STATEMENT,
        Statement("argument_against", OTHER.quote, (OTHER,)),
        Statement("finding", "Drift blir billigare.", (THIRD,)),
    ),
    strength=STRENGTHS,
    caveats=(Caveat("old_source", "Källan är gammal.", (1, 2, 3)), Caveat("undated", "Tyst.", ())),
    nearest=(NEAR,),
    next_questions=("Vad kostar det?",),
    choices=("Drift",),
    profile_effect="Sagt om små kommuner, som er: [1].",
    unsupported=(Unsupported("Obelagt.", "no_quote"),),
)


def _link(citation: Citation) -> str:
    return f"{BASE}{citation.number}"


def _in(language: Language, answer: Answer = WHOLE) -> Answer:
    return replace(answer, language=language)


def _saying(text: str) -> Answer:
    """An answer that says a text wherever a source, a question or a profile can be heard."""
    citation = replace(CITATION, title=text, section=(text, text), quote=text, source=text)
    return replace(
        WHOLE,
        question=text,
        standalone_question=f"{text} {text}",
        summary=text,
        statements=(
            Statement("finding", text, (citation,), text),
            Statement("step", f"Prosa {text}", (replace(citation, number=2, language="en"),)),
        ),
        strength=(Strength(0, 1, ("other",), (), (text,), "disagree"),),
        caveats=(Caveat("undated", text, (1,)),),
        nearest=(replace(citation, number=3),),
        next_questions=(text,),
        choices=(text,),
        profile_effect=text,
        provenance=replace(ANSWER.provenance, composer=text, model=text, prompt_version=text),
    )


# --- As a Word file -------------------------------------------------------------------


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("answer", [WHOLE, ANSWER, replace(ANSWER, statements=())], ids=range(3))
def test_elements_stand_in_the_order_of_the_schema(language: Language, answer: Answer) -> None:
    file = to_word(_in(language, answer), _link, Profile("Forshaga", 11_400))

    assert out_of_order(file) == []


def test_order_is_really_looked_at() -> None:
    """Otherwise the test above could not fail."""
    document = opened(to_word(ANSWER))
    run = next(document.element.body.iter(qn("w:lang"), qn("w:rStyle"))).getparent()
    run.insert(0, run.makeelement(qn("w:lang")))
    written = BytesIO()
    document.save(written)

    assert len(out_of_order(written.getvalue())) == 1


def test_same_answer_gives_the_same_file() -> None:
    assert to_word(WHOLE, _link) == to_word(WHOLE, _link)


def test_file_holds_no_more_than_a_memo_needs() -> None:
    """No picture of another document, no name of a program that did not make it."""
    assert set(parts(to_word(WHOLE, _link))) == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml"),
        *("word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml"),
        *("word/numbering.xml", "word/theme/theme1.xml", "word/header1.xml", "word/footer1.xml"),
    }


@pytest.mark.parametrize(("language", "tag"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_document_says_its_language_and_foreign_words_say_theirs(
    language: Language, tag: str
) -> None:
    document = opened(to_word(_in(language)))

    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert attribute(default, "w:val") == tag
    assert document.core_properties.language == tag
    expected = {
        "sv": {"”It is cheaper.”": "en-GB"},
        "en": {
            "“Kommunerna bör samverka.”": "sv-SE",
            "“Samverkan kostar tid.”": "sv-SE",
            "“Nära ligger detta.”": "sv-SE",
            "5 Slutsats › 5.4 Volym": "sv-SE",
            "3 Resultat": "sv-SE",
        },
    }
    assert languages(document) == expected[language]


def test_file_tells_of_itself_without_naming_a_person_or_a_machine() -> None:
    question = "Ska vi samverka? " * 40

    told = opened(to_word(replace(ANSWER, question=question))).core_properties

    assert told.title == "Underlag för beslut: Ska vi samverka?"
    assert told.subject == question[:255]
    assert told.created == told.modified == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert told.author == "advisor (automatiskt system)"
    assert told.identifier == "a-1"
    assert (told.last_modified_by, told.comments, told.keywords) == ("", "", "")


def test_page_is_a4_and_every_page_has_its_number_and_says_who_compiled_it() -> None:
    section = opened(to_word(ANSWER)).sections[0]

    assert (round(section.page_width or 0, -4), round(section.page_height or 0, -4)) == (
        round(Mm(210), -4),
        round(Mm(297), -4),
    )
    assert section.header.paragraphs[0].text == (
        "Underlag för beslut\tSammanställt av ett automatiskt system"
    )
    footer = section.footer.paragraphs[0]
    fields = [attribute(f, "w:instr") for f in footer._p.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert footer.text.startswith("a-1\tSida ")


# --- To be read and listened to -------------------------------------------------------


@pytest.mark.parametrize("language", get_args(Language))
def test_headings_skip_no_level_and_no_paragraph_is_empty(language: Language) -> None:
    document = opened(to_word(_in(language), _link, Profile("Forshaga")))

    styles = [style for style, _ in shown(document)]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert styles[0] == "Title"
    assert styles.count("Title") == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [text for _, text in shown(document) if not text.strip()] == []


def test_headings_of_word_are_used_and_not_large_letters() -> None:
    document = opened(to_word(WHOLE))

    assert {style for style, _ in shown(document)} == {
        *("Title", "Subtitle", "Heading 1", "Heading 2", "Normal", "Quote", "List Bullet"),
        *("Attribution", "Note", "Source Entry", "Table Heading", "Table Text"),
    }
    direct = {child.tag for rpr in document.element.body.iter(qn("w:rPr")) for child in rpr}
    assert direct == {qn("w:rStyle"), qn("w:lang")}


def test_tables_are_named_have_a_header_row_and_fit_the_page() -> None:
    tables = opened(to_word(WHOLE)).tables

    assert len(tables) == 2
    for table in tables:
        rows = [row._tr.trPr for row in table.rows]
        heads = [row is not None and row.find(qn("w:tblHeader")) is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert attribute(table._tbl.tblPr.find(qn("w:tblCaption")), "w:val")
        widths = [sum(cell.width or 0 for cell in row.cells) for row in table.rows]
        assert widths == [Twips(TEXT_WIDTH)] * len(rows)


@pytest.mark.parametrize(("language", "role"), [("sv", "Rekommendation"), ("en", "Recommendation")])
def test_parts_stand_in_the_order_in_which_they_are_needed(language: Language, role: str) -> None:
    document = opened(to_word(_in(language)))
    words, said = WORDS[language], TEXTS[language]

    assert texts(document, "Heading 1") == [
        *(words.question, words.summary, words.statements, words.support, said["profile"]),
        *(said["caveats"], said["nearest"], said["next_questions"], said["choices"]),
        *(said["sources"], words.about),
    ]
    assert texts(document, "Heading 2")[0] == role


# --- The answer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("created", "when"),
    [
        ("2026-11-22T23:30:00Z", "23\u00a0november 2026 kl.\u00a000.30"),
        ("2026-07-01T09:05:00Z", "1\u00a0juli 2026 kl.\u00a011.05"),
    ],
)
def test_opening_says_that_a_system_answered_and_when_in_swedish_time(
    created: str, when: str
) -> None:
    (subtitle,) = texts(opened(to_word(replace(ANSWER, created=created))), "Subtitle")

    assert subtitle.startswith("Ett automatiskt system svarar")
    assert f"Svaret gavs den {when}. Ingen människa har granskat det" in subtitle


def test_question_stands_as_asked_and_as_understood_where_that_differs() -> None:
    follow_up = replace(ANSWER, question="Och små?", standalone_question="Ska små samverka?")

    assert below(opened(to_word(follow_up)), "Fråga") == [
        "Och små?",
        "Tolkad som: Ska små samverka?",
    ]
    assert below(opened(to_word(ANSWER)), "Fråga") == ["Ska vi samverka?"]


def test_statement_stands_below_its_attribution_with_the_number_of_its_quote() -> None:
    assert below(opened(to_word(WHOLE)), "Vad källorna säger") == [
        "Rekommendation",
        "Rapporten (2024) föreslår:",
        "”Kommunerna bör samverka.”\u00a0[1]",
        "Talar emot",
        "”Samverkan kostar tid.”\u00a0[2]",
        "Källorna är oense om detta.",
        "Så här står det i källorna",
        "Drift blir billigare.\u00a0[3]",
        "”It is cheaper.” (på engelska)\u00a0[3]",
        "Ett påstående är utelämnat, eftersom det inte kunde beläggas.",
    ]


def test_quotes_of_one_statement_stand_in_one_paragraph_and_shared_words_once() -> None:
    twin = replace(CITATION, number=5, source="annan.txt")
    quotes = (CITATION, twin, OTHER)
    both = Statement("finding", f"{CITATION.quote} {OTHER.quote}", quotes)

    document = opened(to_word(replace(ANSWER, statements=(both,))))

    assert texts(document, "Quote") == [
        "”Kommunerna bör samverka.”\u00a0[1]\u00a0[5] ”Samverkan kostar tid.”\u00a0[2]"
    ]


def test_what_stands_behind_the_statements_is_told_in_words() -> None:
    table = opened(to_word(WHOLE)).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [
            "Citat",
            "Oberoende källor per påstående",
            "Typ",
            "År",
            "Undersökningen gäller",
            "Samstämmighet",
        ],
        ["[1]", "2", "Regional rapport", "2024", "14 kommuner", "flera källor säger detsamma"],
        ["[2]", "1", "Regional rapport", "2024", "14 kommuner", "källor säger emot varandra"],
        [
            *("[3]", "1", "Kandidatuppsats", "odaterad", "okänt"),
            "ingen annan källa i svaret bekräftar det",
        ],
    ]


def test_statements_share_a_row_only_where_the_same_documents_stand_behind_them() -> None:
    citations = [replace(CITATION, number=n, source=s) for n, s in enumerate("aaab", start=1)]
    statements = tuple(Statement("finding", c.quote, (c,)) for c in citations)
    strength = tuple(Strength(i, 1, ("other",), (2024,), (), "single") for i in range(4))

    table = opened(to_word(replace(ANSWER, statements=statements, strength=strength))).tables[0]

    assert [row.cells[0].text for row in table.rows[1:]] == ["[1]–[3]", "[4]"]


def test_statements_that_contradict_each_other_have_rows_that_name_the_other() -> None:
    """They share their document and all else that stands behind them."""
    citations = [replace(CITATION, number=n) for n in (1, 2)]
    statements = tuple(Statement("finding", c.quote, (c,)) for c in citations)
    strength = tuple(
        Strength(i, 1, ("other",), (2024,), (), "both_sides", against=(other,), about=("cost",))
        for i, other in enumerate((2, 1))
    )

    table = opened(to_word(replace(ANSWER, statements=statements, strength=strength))).tables[0]

    assert [(row.cells[0].text, row.cells[-1].text) for row in table.rows[1:]] == [
        ("[1]", "samma källa tar upp den andra sidan i\u00a0[2]"),
        ("[2]", "samma källa tar upp den andra sidan i\u00a0[1]"),
    ]


def test_caveats_name_the_quotes_they_concern() -> None:
    assert below(opened(to_word(WHOLE)), "Att tänka på") == [
        "Källan är gammal.\u00a0[1]–[3]",
        "Tyst.",
    ]


def test_refusal_shows_what_is_nearest_and_the_ways_on() -> None:
    refusal = replace(
        ANSWER,
        status="no_evidence",
        statements=(),
        nearest=(NEAR,),
        next_questions=("Vad kostar det?",),
    )

    document = opened(to_word(refusal))

    assert texts(document, "Title") == ["Fråga som källorna inte besvarar"]
    assert below(document, "Närmast i underlaget") == [
        "Rapport om samverkan, 2024:",
        "”Nära ligger detta.”\u00a0[4]",
    ]
    assert below(document, "Frågor som underlaget kan svara på") == ["Vad kostar det?"]
    assert "[4]\t5 Slutsats › 5.4 Volym, s.\u00a07" in below(document, "Källor")


@pytest.mark.parametrize("status", ["clarification", "refused"])
def test_answer_without_quotes_has_no_list_of_sources_and_bids_nobody_read_them(
    status: Status,
) -> None:
    document = opened(to_word(replace(ANSWER, status=status, statements=())))

    assert "Källor" not in texts(document, "Heading 1")
    assert "citaten i sina källor" not in texts(document, "Subtitle")[0]


@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("language", get_args(Language))
def test_every_answer_has_a_document_with_a_title(
    form: Form, status: Status, language: Language
) -> None:
    statements = tuple(replace(STATEMENT, role=role) for role in get_args(Role))
    answer = replace(ANSWER, form=form, status=status, language=language, statements=statements)

    document = opened(to_word(answer))

    assert texts(document, "Title") == [title_of(answer)]
    is_memo = title_of(answer) == WORDS[language].memo
    assert is_memo == (form == "decision" and status in ("answered", "partial"))


# --- The sources and the record -------------------------------------------------------


def test_every_citation_is_in_the_list_of_sources_with_its_place() -> None:
    assert below(opened(to_word(WHOLE, _link)), "Källor") == [
        "Rapport om samverkan, 2024",
        "Regional rapport. Fil: rapport.txt",
        "[1]\t5 Slutsats › 5.4 Volym, s.\u00a055. Visa i källan",
        "[2]\t3 Resultat. Visa i källan",
        "[4]\t5 Slutsats › 5.4 Volym, s.\u00a07. Visa i källan",
        "Uppsats om drift, odaterad",
        "Kandidatuppsats. Fil: uppsats å.txt",
        "[3]\trubrik och sida är okända (rättad OCR-text). Visa i källan",
    ]


@pytest.mark.parametrize("kind", get_args(SourceKind))
def test_kind_of_a_source_is_told_in_words(kind: SourceKind) -> None:
    citation = replace(CITATION, kind=kind)
    answer = replace(ANSWER, statements=(Statement("finding", citation.quote, (citation,)),))

    said = {
        language: below(opened(to_word(_in(language, answer))), TEXTS[language]["sources"])[1]
        for language in get_args(Language)
    }

    assert said == {
        "sv": f"{begun(KINDS['sv'][kind])}. Fil: rapport.txt",
        "en": f"{begun(KINDS['en'][kind])}. File: rapport.txt",
    }


def test_numbers_lead_to_their_places_in_the_list_of_sources() -> None:
    body = opened(to_word(WHOLE)).element.body

    targets = [attribute(b, "w:name") for b in body.iter(qn("w:bookmarkStart"))]
    ids = [attribute(b, "w:id") for b in body.iter(qn("w:bookmarkStart"))]
    links = {attribute(link, "w:anchor") for link in body.iter(qn("w:hyperlink"))}
    assert sorted(filter(None, targets)) == ["source_1", "source_2", "source_3", "source_4"]
    assert len(set(ids)) == len(ids)
    assert ids == [attribute(b, "w:id") for b in body.iter(qn("w:bookmarkEnd"))]
    assert links == set(targets)


def test_number_that_no_source_has_leads_nowhere() -> None:
    answer = replace(ANSWER, caveats=(Caveat("undated", "Källan är odaterad.", (9,)),))

    document = opened(to_word(answer))

    assert below(document, "Att tänka på") == ["Källan är odaterad.\u00a0[9]"]
    links = {attribute(one, "w:anchor") for one in document.element.body.iter(qn("w:hyperlink"))}
    assert links == {"source_1"}


def test_only_addresses_of_ours_lead_out_of_the_document() -> None:
    rels = opened(to_word(WHOLE, _link)).part.rels.values()

    assert {one.target_ref for one in rels if one.is_external} == {
        f"{BASE}{n}" for n in range(1, 5)
    }


@pytest.mark.parametrize("address", ["", "/v1/sources/a", "javascript:alert(1)", "file:///etc"])
def test_address_that_is_none_of_the_web_is_left_out(address: str) -> None:
    document = opened(to_word(WHOLE, lambda _citation: address))

    assert not any(one.is_external for one in document.part.rels.values())
    assert "Visa i källan" not in " ".join(below(document, "Källor"))


def test_record_tells_what_the_answer_was_made_with() -> None:
    profile = Profile("Forshaga", 11_400, 900, "Värmlands län", "shared", False, ("miljö", "skola"))
    answer = replace(
        ANSWER, provenance=replace(ANSWER.provenance, model="gemma", prompt_version="3")
    )

    table = opened(to_word(answer, profile=profile)).tables[-1]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Uppgift", "Värde"],
        ["Svarets id", "a-1"],
        ["Tidpunkt (UTC)", "2026-11-22T09:30:00Z"],
        [
            "Uppgifter om kommunen som vägdes in",
            "Forshaga, Värmlands län, 11\u00a0400 invånare, 900 anställda, delad it-organisation,"
            " har ingen digitaliseringsansvarig, mål: miljö; skola",
        ],
        ["Register över källorna", "b1"],
        ["Registrets kontrollsumma", "sha256:1"],
        ["Sammanställt genom", "ordagranna citat, utan språkmodell"],
        ["Språkmodell", "gemma"],
        ["Språkmodellens instruktion", "3"],
    ]


@pytest.mark.parametrize("profile", [None, Profile()])
def test_nothing_is_told_of_a_municipality_that_told_nothing(profile: Profile | None) -> None:
    table = opened(to_word(ANSWER, profile=profile)).tables[-1]

    assert WORDS["sv"].profile not in [row.cells[0].text for row in table.rows]


@pytest.mark.parametrize("language", get_args(Language))
def test_words_are_there_for_whatever_an_answer_may_hold(language: Language) -> None:
    words = WORDS[language]

    assert set(KINDS[language]) == set(get_args(SourceKind))
    assert set(words.titles) == set(get_args(Status))
    assert set(words.agreement) == set(get_args(Agreement))
    assert set(words.it_organisations) == set(get_args(ItOrganisation))
    assert len(words.months) == 12
    assert len(words.support_columns) == 6


# --- Hostile texts --------------------------------------------------------------------


@pytest.mark.parametrize("text", OURS)
def test_text_of_a_source_or_a_question_is_shown_and_stays_text(text: str) -> None:
    answer = _saying(text)
    file = to_word(answer, _link, Profile(text, county=text, goals=(text,)))

    assert alive(file, BASE) == []
    document = opened(file)
    assert below(document, "Fråga")[0] == visible(text)
    assert texts(document, "Quote")[0] == f"”{visible(text)}”\u00a0[1]"
    assert texts(document, "List Bullet")[-1] == visible(text)


def test_texts_of_the_public_sets_stay_text() -> None:
    found = {text: alive(to_word(_saying(text))) for text in hostile_texts()[::25]}

    assert len(found) > 30
    assert {text: one for text, one in found.items() if one} == {}


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_stand_in_a_document(text: str) -> None:
    file = to_word(_saying(text), _link)

    assert alive(file, BASE) == []
    assert below(opened(file), "Fråga")[0] == safe(text)


@pytest.mark.parametrize("text", ["\ufffe", "\uffff", "\x00", "\ud800", "\x0b", "a\tb\nc"])
def test_text_that_xml_cannot_hold_breaks_no_document(text: str) -> None:
    document = opened(to_word(_saying(f"före{text}efter")))

    (first, *_) = below(document, "Fråga")
    assert first.startswith("före")
    assert first.endswith(("efter", "c efter", "cefter"))


def test_what_would_come_alive_is_really_looked_for() -> None:
    """Otherwise the tests above could not fail."""
    assert len(alive(to_word(WHOLE, _link))) == 4
