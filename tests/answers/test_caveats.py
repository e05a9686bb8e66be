"""What weakens a citation is told, once for all that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from advisor.answers.caveats import caveats
from advisor.types import Caveat, Citation, Document
from advisor.vocabulary import Language, Size
from tests.fakes import citation_of, document_of

QUOTE = "Larmen är billiga."
TODAY = date(2026, 6, 1)


def _citation(number: int = 1, document: Document | None = None, **said: object) -> Citation:
    known: dict[str, Any] = {"quote": QUOTE, **said}
    return citation_of(document or document_of(QUOTE), number=number, **known)


def _caveats(
    *citations: Citation,
    of: Sequence[Document],
    language: Language = "sv",
    asked: Size | None = None,
) -> tuple[Caveat, ...]:
    shelf = {d.source.file: d for d in of}
    return caveats(citations, language, shelf.__getitem__, TODAY, asked)


def _codes(document: Document, language: Language = "sv", **said: object) -> set[str]:
    citation = replace(_citation(document=document), **said)  # type: ignore[arg-type]
    return {caveat.code for caveat in _caveats(citation, of=[document], language=language)}


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


@pytest.mark.parametrize(
    ("quote", "values"),
    [
        ("Bara 2 % är nöjda och 17 % är missnöjda.", "2 %"),  # 17 is 2 of 12
        ("Hela 20 % är nöjda, 50 % är det inte och 13 % vet inte.", "20 % och 13 %"),
        ("Hela 27 % är nöjda.", None),  # 3 of 11
        ("Hela 23 % är nöjda.", None),  # 3 of 13
    ],
)
def test_share_that_no_number_of_a_span_gives_cannot_be(quote: str, values: str | None) -> None:
    document = document_of(f"En enkät gjordes. {quote}", method="enkät, 11-13 svarande")

    found = _caveats(_citation(document=document, quote=quote), of=[document])

    said = [c.text for c in found if c.code == "figure_contradicted"]
    assert said == (
        [
            f"{values} kan inte komma ur 11–13 svar: siffran är fel, eller så bygger den på ett"
            " annat antal svar än det som källan uppger."
        ]
        if values
        else []
    )


def test_impossible_shares_that_add_up_to_a_hundred_look_like_shares_of_all_answers() -> None:
    quote = "I enkäten valde 30 % av byarna katt, 25 % hund, 20 % fisk, 13 % orm och 12 % get."
    few = document_of(quote, method="enkät, 11-13 svarande")
    many = document_of(quote, method="enkät, 200 svarande")

    assert _codes(few, quote=quote) == {"few_respondents", "shares_of_answers"}
    assert _codes(many, quote=quote) == set()


@pytest.mark.parametrize(
    ("quote", "asked", "said", "is_too_wide"),
    [
        ("Hela 30 % är nöjda.", "small", {"setting": "40 kommuner"}, True),
        ("Hela 30 % är nöjda.", "large", {"setting": "40 kommuner"}, True),
        ("Hela 30 % är nöjda.", None, {"setting": "40 kommuner"}, False),
        ("De flesta är nöjda.", "small", {"setting": "40 kommuner"}, False),
        ("Bland små kommuner är 30 % nöjda.", "small", {"setting": "40 kommuner"}, False),
        ("Hela 30 % är nöjda.", "small", {"setting": "40 små kommuner"}, False),
        ("Hela 30 % är nöjda.", "small", {"setting": "40 byar med 900 hus, 9 000 invånare"}, False),
        ("Hela 30 % är nöjda.", "small", {"setting": None}, False),
    ],
)
def test_figure_of_all_is_told_in_an_answer_on_some(
    quote: str, asked: Size | None, said: dict[str, Any], is_too_wide: bool
) -> None:
    document = document_of(quote, **said)

    found = _caveats(_citation(document=document, quote=quote), of=[document], asked=asked)

    assert ("figure_of_all" in {c.code for c in found}) is is_too_wide


def test_words_of_a_source_are_quoted_in_an_answer_in_another_language() -> None:
    swedish = document_of(QUOTE, setting="två små kommuner")
    english = document_of(QUOTE, setting="two small municipalities")

    said = {
        (language, document.source.setting): _caveats(
            _citation(document=document), of=[document], language=language
        )[0].text
        for language in get_args(Language)
        for document in (swedish, english)
    }

    assert said == {
        ("sv", "två små kommuner"): "Studien bygger på få fall: två små kommuner.",
        ("sv", "two small municipalities"): "Studien bygger på få fall: ”two small municipalities”"
        " (på engelska).",
        ("en", "två små kommuner"): "The study rests on few cases: “två små kommuner”"
        " (in Swedish).",
        ("en", "two small municipalities"): "The study rests on few cases: two small"
        " municipalities.",
    }


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

    (caveat,) = _caveats(
        _citation(document=document, quote=quote), of=[document], language=language
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

    (caveat,) = _caveats(citation, of=[document])

    assert caveat.text == "Siffran kommer från en enkät med 10–12 svarande, enligt källan."


def test_relayed_word_rests_on_other_cases_and_answers_than_those_of_the_source() -> None:
    quote = "I enkäten är 33 % nöjda."
    document = document_of(
        quote, method="enkät, 11 svarande", setting="två kommuner", version="0.2"
    )
    citation = _citation(document=document, quote=quote)

    own, relayed = (
        {c.code for c in caveats([citation], "sv", lambda _: document, TODAY, None, is_relayed)}
        for is_relayed in (lambda _: False, lambda _: True)
    )

    assert own == {"few_cases", "few_respondents", "figure_contradicted", "preliminary"}
    assert relayed == {"preliminary"}


def test_caveat_is_said_once_for_all_citations_that_it_concerns() -> None:
    old, new = document_of(QUOTE, "a.txt", date="2001"), document_of(QUOTE, "b.txt")
    one, two, three = _citation(1, old), _citation(2, new), _citation(3, old)

    (caveat,) = _caveats(one, two, three, of=[old, new])

    assert caveat.citations == (1, 3)


def test_caveats_speak_the_language_of_the_question() -> None:
    document = document_of(QUOTE, date=None)
    citation = _citation(document=document)

    texts = [
        caveat.text
        for language in get_args(Language)
        for caveat in _caveats(citation, of=[document], language=language)
    ]

    assert texts == ["Källan är odaterad.", "The source is undated."]
