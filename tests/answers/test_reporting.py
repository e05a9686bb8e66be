"""What stands around the statements says what the evidence carries, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from advisor.answers.citations import Cited
from advisor.answers.reporting import Reporter
from advisor.types import (
    Citation,
    Document,
    Form,
    Language,
    Query,
    Question,
    Role,
    Statement,
    Status,
)
from tests.fakes import document_of

QUOTE = "Larmen är billiga."


def _reporter(*documents: Document, topics: Sequence[str] = ()) -> Reporter:
    shelf = {d.source.file: d for d in documents}
    return Reporter(shelf.__getitem__, lambda _: topics, today=lambda: date(2026, 6, 1))


def _query(language: Language = "sv", form: Form = "open") -> Query:
    return Query(Question("?"), "?", language, form, ())


def _citation(number: int = 1, document: Document | None = None, **said: object) -> Citation:
    document = document or document_of(QUOTE)
    known = {"section": ("2. Kostnader",), "page": None, "repaired": False, "quote": QUOTE} | said
    return Citation(
        number=number,
        source=document.source.file,
        title=document.source.display_title,
        kind=document.source.kind,
        year=document.source.year,
        language="sv",
        start=0,
        end=len(QUOTE),
        raw_quote=QUOTE,
        raw_start=0,
        raw_end=len(QUOTE),
        **known,  # type: ignore[arg-type]
    )


def _says(*citations: Citation, role: Role = "finding") -> Statement:
    return Statement(role, QUOTE, citations or (_citation(),))


def _cited(*statements: Statement, nearest: tuple[Citation, ...] = ()) -> Cited:
    return Cited(statements, nearest, ())


def _codes(document: Document, language: Language = "sv", **said: object) -> set[str]:
    citation = replace(_citation(document=document), **said)  # type: ignore[arg-type]
    caveats = _reporter(document).caveats(_query(language), [_says(citation)])
    return {caveat.code for caveat in caveats}


# --- Summary ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "sv",
            "Underlaget ger två rekommendationer, ett skäl som talar för och ett villkor,"
            " från två källor. I det som hittades talar inget uttryckligen emot.",
        ),
        (
            "en",
            "The sources give two recommendations, one reason in favour and one condition,"
            " from two sources. Nothing that was found speaks expressly against.",
        ),
    ],
)
def test_summary_counts_statements_by_role_and_sources_once(language: Language, said: str) -> None:
    one, two = _citation(), _citation(2, document_of(QUOTE, "b.txt"))
    statements = [
        _says(one, role="recommendation"),
        _says(two, role="recommendation"),
        _says(one, two, role="argument_for"),
        _says(one, role="condition"),
    ]

    summary = _reporter().summary(_query(language, "decision"), "answered", _cited(*statements))

    assert summary == said


def test_summary_of_a_decision_claims_no_silence_where_something_speaks_against() -> None:
    cited = _cited(_says(role="recommendation"), _says(role="argument_against"))

    said = _reporter().summary(_query(form="decision"), "answered", cited)

    assert "talar inget" not in said


def test_summary_of_one_source_says_so() -> None:
    summary = _reporter().summary(_query(), "answered", _cited(_says(), _says()))

    assert summary == "Underlaget ger två resultat, från en källa."


def test_summary_of_risks_calls_them_risks() -> None:
    cited = _cited(_says(role="argument_against"))

    assert "en risk eller svårighet" in _reporter().summary(_query(form="risk"), "answered", cited)
    assert "talar emot" in _reporter().summary(_query(form="decision"), "answered", cited)


def test_partial_answer_says_that_a_part_is_missing_before_it_counts() -> None:
    summary = _reporter().summary(_query(), "partial", _cited(_says()))

    assert summary == (
        "Underlaget besvarar en del av frågan. Underlaget ger ett resultat, från en källa."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_kind_of_refusal_has_words_of_its_own(language: Language) -> None:
    reporter, query = _reporter(), _query(language)
    kinds: list[tuple[Status, Cited]] = [
        ("no_evidence", _cited()),
        ("no_evidence", _cited(nearest=(_citation(),))),
        ("refused", _cited()),
        ("clarification", _cited()),
    ]

    said = [reporter.summary(query, status, cited) for status, cited in kinds]

    assert len(set(said)) == 4
    assert said[1].startswith(said[0])


# --- Strength ---------------------------------------------------------------------


def test_strength_counts_each_source_once_and_names_what_is_behind_it() -> None:
    one = document_of(QUOTE, "a.txt", kind="evaluation", date="2021", setting="fyra byar")
    two = document_of(QUOTE, "b.txt", kind="guideline", date="2019-04")
    statements = [
        _says(_citation(1, one), _citation(2, one)),
        _says(_citation(1, one), _citation(3, two)),
    ]

    single, joint = _reporter(one, two).strengths(statements)

    assert (single.statement, single.independent_sources, single.agreement) == (0, 1, "single")
    assert (joint.statement, joint.independent_sources, joint.agreement) == (1, 2, "agree")
    assert joint.kinds == ("evaluation", "guideline")
    assert joint.years == (2019, 2021)
    assert joint.settings == ("fyra byar",)


# --- Caveats ----------------------------------------------------------------------


def test_sound_recent_source_needs_no_caveat() -> None:
    document = document_of(QUOTE, version="1.2", setting="fyrtio kommuner", method="intervjuer")

    assert _codes(document) == set()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"date": "2015"}, "old_source"),
        ({"date": None}, "undated"),
        ({"version": "0.3"}, "preliminary"),
        ({"setting": "två små kommuner"}, "few_cases"),
        ({"setting": "a single municipality"}, "few_cases"),
        ({"kind": "thesis_record"}, "record"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_weakness_of_a_source_is_told(
    language: Language, said: dict[str, object], code: str
) -> None:
    document = document_of(QUOTE, "a.txt", **said)

    assert _codes(document, language) == {code}


@pytest.mark.parametrize(("year", "is_old"), [("2015", True), ("2016", False), ("2026", False)])
def test_source_is_old_after_more_than_ten_years(year: str, is_old: bool) -> None:
    assert ("old_source" in _codes(document_of(QUOTE, date=year))) is is_old


def test_repair_is_told_of_the_citation_that_has_one() -> None:
    assert _codes(document_of(QUOTE), repaired=True) == {"repaired"}


@pytest.mark.parametrize(
    ("quote", "answers", "codes"),
    [
        ("Hela 33 % är nöjda.", 11, {"few_respondents", "figure_contradicted"}),
        ("Hela 27 procent är nöjda.", 11, {"few_respondents"}),
        ("As many as 33 per cent agree.", 11, {"few_respondents", "figure_contradicted"}),
        ("Hela 33 % är nöjda.", 29, {"few_respondents", "figure_contradicted"}),
        ("Hela 33 % är nöjda.", 30, set()),
        ("De flesta är nöjda.", 11, set()),
        ("En hög procent är nöjda.", 11, set()),
    ],
)
def test_share_of_few_answers_is_told_and_so_is_one_that_cannot_be(
    quote: str, answers: int, codes: set[str]
) -> None:
    document = document_of(f"En enkät gjordes. {quote}", method=f"enkät, {answers} svarande")

    assert _codes(document, quote=quote) == codes


def test_figure_far_from_any_survey_is_not_taken_as_the_survey_s() -> None:
    document = document_of("Hela 33 % är nöjda.", method="enkät, 11 svarande")

    assert _codes(document, quote="Hela 33 % är nöjda.") == set()


def test_range_of_answers_is_told_as_a_range() -> None:
    text = "En enkät gjordes. Hela 50 % är nöjda."
    document = document_of(text, method="enkät, 10-12 svarande")
    citation = _citation(document=document, quote="Hela 50 % är nöjda.")

    (caveat,) = _reporter(document).caveats(_query(), [_says(citation)])

    assert caveat.text == "Siffran kommer ur en enkät med 10–12 svarande."


def test_caveat_is_said_once_for_all_citations_that_it_concerns() -> None:
    old, new = document_of(QUOTE, "a.txt", date="2001"), document_of(QUOTE, "b.txt")
    one, two, three = _citation(1, old), _citation(2, new), _citation(3, old)

    (caveat,) = _reporter(old, new).caveats(_query(), [_says(one, two), _says(three, one)])

    assert caveat.citations == (1, 3)


def test_caveats_speak_the_language_of_the_question() -> None:
    document = document_of(QUOTE, date=None)
    statement = _says(_citation(document=document))

    texts = [
        _reporter(document).caveats(_query(language), [statement])[0].text
        for language in ("sv", "en")
    ]

    assert texts == ["Källan är odaterad.", "The source is undated."]


# --- Ways on ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("4.2 Kostnader för larm", "Vad säger underlaget om ”kostnader för larm”?"),
        ("IT i hemtjänsten", "Vad säger underlaget om ”IT i hemtjänsten”?"),
        ("KOSTNADER", "Vad säger underlaget om ”kostnader”?"),
        ("Kostnader:", "Vad säger underlaget om ”kostnader”?"),
        ("3. Varför larm?", "Varför larm?"),
    ],
)
def test_heading_becomes_a_question(heading: str, question: str) -> None:
    cited = _cited(nearest=(_citation(section=("1", heading)),))

    assert _reporter().next_questions(_query(), "no_evidence", cited) == (question,)


@pytest.mark.parametrize(
    "heading", ["7. Slutsatser", "Diskussion", "Introduction", "Bilaga 2", "Kapitel 3", "1.1"]
)
def test_heading_without_a_subject_becomes_none(heading: str) -> None:
    cited = _cited(nearest=(_citation(section=(heading,)),))

    assert _reporter().next_questions(_query(), "no_evidence", cited) == ()


def test_partial_answer_suggests_questions_near_what_it_found() -> None:
    statements = [_says(_citation(n, section=(f"Ämne {n}",))) for n in (1, 2, 2, 3, 4)]

    found = _reporter().next_questions(_query("en"), "partial", _cited(*statements))

    assert found == tuple(f"What do the sources say about “ämne {n}”?" for n in (1, 2, 3))


@pytest.mark.parametrize("status", ["answered", "refused", "clarification"])
def test_only_what_is_not_fully_answered_suggests_questions(status: Status) -> None:
    cited = _cited(_says(), nearest=(_citation(),))

    assert _reporter().next_questions(_query(), status, cited) == ()


def test_vague_question_is_offered_the_subjects_of_the_sources() -> None:
    reporter = _reporter(
        topics=["Sammanfattning", "Larm i bergen", "2. Larm i bergen", "Fjärrvård"]
    )

    assert reporter.choices(_query(), "clarification") == (
        "Vad säger underlaget om ”larm i bergen”?",
        "Vad säger underlaget om ”fjärrvård”?",
    )
    assert reporter.choices(_query(), "answered") == ()


def test_statement_is_left_as_it_is() -> None:
    statement = _says()
    before = replace(statement)

    _reporter(document_of(QUOTE)).caveats(_query(), [statement])

    assert statement == before
