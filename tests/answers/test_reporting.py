"""What stands around the statements says what the evidence carries, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor.answers.citations import Cited
from advisor.answers.profiles import IdealType
from advisor.answers.reporting import Reporter
from advisor.answers.strength import SentencesWithin
from advisor.types import (
    Citation,
    Document,
    Form,
    Language,
    Profile,
    Query,
    Question,
    Role,
    Statement,
    Status,
    Term,
)
from tests.fakes import Shelf, citation_of, document_of

QUOTE = "Larmen är billiga."


def _reporter(
    *documents: Document, topics: Sequence[str] = (), types: Sequence[IdealType] = ()
) -> Reporter:
    shelf = {d.source.file: d for d in documents} or {"a.txt": document_of(QUOTE)}
    return _reporter_of(shelf.__getitem__, topics=topics, types=types)


def _reporter_of(
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin = lambda *_: (),
    topics: Sequence[str] = (),
    types: Sequence[IdealType] = (),
) -> Reporter:
    return Reporter(
        get_document,
        sentences_within,
        topics=lambda _: topics,
        types=lambda: types,
        today=lambda: date(2026, 6, 1),
    )


def _query(language: Language = "sv", form: Form = "open", *words: str, **said: object) -> Query:
    terms = tuple(Term(word, word) for word in words)
    return Query(Question("?"), "?", language, form, terms, **said)  # type: ignore[arg-type]


def _citation(number: int = 1, document: Document | None = None, **said: object) -> Citation:
    known: dict[str, Any] = {"quote": QUOTE, **said}
    return citation_of(document or document_of(QUOTE), number=number, **known)


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
    documents = document_of(QUOTE), document_of(QUOTE, "b.txt")
    one, two = _citation(1, documents[0]), _citation(2, documents[1])
    statements = [
        _says(one, role="recommendation"),
        _says(two, role="recommendation"),
        _says(one, two, role="argument_for"),
        _says(one, role="condition"),
    ]

    summary = _reporter(*documents).summary(
        _query(language, "decision", "tak"), "answered", _cited(*statements)
    )

    assert summary == said


def test_summary_of_a_decision_claims_no_silence_where_something_speaks_against() -> None:
    cited = _cited(_says(role="recommendation"), _says(role="argument_against"))

    said = _reporter().summary(_query(form="decision"), "answered", cited)

    assert "talar inget" not in said


def test_summary_of_a_choice_speaks_neither_for_nor_against() -> None:
    query = _query("sv", "decision", "larm", stance="choose")

    said = _reporter().summary(query, "answered", _cited(_says(role="recommendation")))

    assert said == "Underlaget ger en rekommendation, från en källa."


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


# --- What the evidence leans to ---------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "language", "said"),
    [
        (0, "sv", "Underlaget talar för. "),
        (1, "sv", "Underlaget talar för, på ett villkor. "),
        (2, "sv", "Underlaget talar för, på två villkor. "),
        (0, "en", "The sources speak for it. "),
        (2, "en", "The sources speak for it, on two conditions. "),
    ],
)
def test_advice_on_just_this_comes_first_with_the_number_of_its_conditions(
    conditions: int, language: Language, said: str
) -> None:
    cited = _cited(_says(role="recommendation"), *[_says(role="condition")] * conditions)
    query = _query(language, "decision", "larm", "tak")

    assert _reporter().summary(query, "answered", cited).startswith(said)


def test_advice_may_name_the_matter_in_its_heading() -> None:
    cited = _cited(_says(_citation(section=("3. Staket",)), role="recommendation"))

    query = _query("sv", "decision", "staket")

    assert "talar för" in _reporter().summary(query, "answered", cited)


def test_advice_on_something_else_is_told_as_leaning_nowhere() -> None:
    cited = _cited(_says(role="recommendation"))
    query = _query("sv", "decision", "larm", "tak", "staket")

    said = _reporter().summary(query, "answered", cited)

    assert said.startswith("Underlaget ger en rekommendation")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Ingen källa ger en uttrycklig rekommendation om just detta."),
        ("en", "No source gives an express recommendation on just this."),
    ],
)
def test_decision_without_advice_is_told_so(language: Language, said: str) -> None:
    query = _query(language, "decision", "larm")

    assert _reporter().summary(query, "answered", _cited(_says())).startswith(said)


@pytest.mark.parametrize(
    "query",
    [
        _query("sv", "decision", "larm", stance="leave"),
        _query("sv", "decision", "larm", stance="choose"),
        _query("sv", "open", "larm"),
    ],
)
@pytest.mark.parametrize("role", ["recommendation", "finding"])
def test_only_a_deed_is_leaned_to(query: Query, role: Role) -> None:
    said = _reporter().summary(query, "answered", _cited(_says(role=role)))

    assert said.startswith("Underlaget ger")


@pytest.mark.parametrize(
    ("texts", "language", "said"),
    [
        (("Larm minskar kostnaderna.", "Larm ökar kostnaderna."), "sv", " om kostnaderna."),
        (("Larm minskar kostnaderna.", "Larm ökar kostnaderna."), "en", " on costs."),
        (
            (
                "Larm sänker kvaliteten.",
                "Larm höjer kvaliteten.",
                "Larm ökar riskerna.",
                "Larm minskar riskerna.",
            ),
            "sv",
            " om kvaliteten och riskerna.",
        ),
        (("Vissa vill ha larm, medan andra vill ha grindar.", QUOTE), "sv", " är oense."),
        (("Larm minskar kostnaderna.", "Larm sänker utgifterna."), "sv", None),
    ],
)
def test_disagreement_is_told_with_what_it_is_about(
    texts: Sequence[str], language: Language, said: str | None
) -> None:
    shelf = Shelf()
    statements = []
    for number, text in enumerate(texts, 1):
        shelf.add(f"{number}.txt", text)
        statements.append(_says(citation_of(shelf.document(f"{number}.txt"), text, number)))
    reporter = _reporter_of(shelf.document, shelf.within)

    summary = reporter.summary(_query(language, "open", "larm"), "answered", _cited(*statements))

    assert summary.endswith(said) if said else not re.search("oense|disagree", summary)


# --- Strength ---------------------------------------------------------------------


def test_strength_counts_each_source_once_and_names_what_is_behind_it() -> None:
    one = document_of(QUOTE, "a.txt", kind="evaluation", date="2021", setting="fyra byar")
    two = document_of(QUOTE, "b.txt", kind="guideline", date="2019-04")
    statements = [
        _says(_citation(1, one), _citation(2, one)),
        _says(_citation(1, one), _citation(3, two)),
    ]

    single, joint = _reporter(one, two).strengths(_query(), statements)

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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "blir tillsammans 95 %"),
        ("en", "add up to 95 %"),
    ],
)
def test_shares_of_a_paragraph_that_should_be_all_and_are_not_are_told(
    language: Language, said: str
) -> None:
    quote = "Katter har 40 %, hundar 30 %, fiskar 20 % och ormar 5 %."
    document = document_of(quote)

    (caveat,) = _reporter(document).caveats(
        _query(language), [_says(_citation(document=document, quote=quote))]
    )

    assert caveat.code == "figures_do_not_add_up"
    assert said in caveat.text


def test_shares_of_few_answers_may_not_add_up_either() -> None:
    quote = "Katter har 40 %, hundar 30 %, fiskar 20 % och ormar 5 %."
    document = document_of(f"{quote} Så är det i enkäten.", method="enkät, 20 svarande")

    assert _codes(document, quote=quote) == {"few_respondents", "figures_do_not_add_up"}


def test_shares_beside_a_quote_without_any_are_nothing_to_warn_of() -> None:
    document = document_of("Många har djur. 40 %, 30 %, 20 % och 5 % har olika slag.")

    assert _codes(document, quote="Många har djur.") == set()


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


# --- The profile ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        (None, None),
        (Profile(), None),
        (
            Profile(population=6000),
            "Närmast er i storlek bland de studerade: Åby, 5 000 invånare [1].",
        ),
    ],
)
def test_profile_is_held_against_the_settings_of_the_sources(
    profile: Profile | None, said: str | None
) -> None:
    document = document_of(QUOTE, setting="Åby, 5 000 invånare")
    query = replace(_query(), question=Question("?", profile=profile))

    effect = _reporter(document).profile_effect(query, [_says(_citation(document=document))])

    assert effect == said


def test_profile_changes_nothing_where_nothing_is_said() -> None:
    query = replace(_query(), question=Question("?", profile=Profile(population=6000)))

    assert _reporter().profile_effect(query, []) is None


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
