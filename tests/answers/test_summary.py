"""The summary says what the evidence carries, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from advisor.answers.citations import Cited
from advisor.answers.strength import strengths
from advisor.answers.summary import summarize
from advisor.types import Citation, Document, Query, Question, Statement, Strength, Term
from advisor.vocabulary import Bearing, Form, Language, Role, Status
from tests.fakes import Shelf, citation_of, document_of

QUOTE = "Larmen är billiga."


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


def _summary(query: Query, cited: Cited, status: Status = "answered") -> str:
    """The summary of statements of which none is disputed."""
    return summarize(query, status, cited, ())


# --- What was found -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "sv",
            "Underlaget ger två rekommendationer, ett skäl som talar för och ett villkor,"
            " från två dokument. Bland det som visas talar inget uttryckligen emot. För och emot är"
            " utläst ur citatens ordalydelse: läs dem själv.",
        ),
        (
            "en",
            "The sources give two recommendations, one reason in favour and one condition,"
            " from two documents. Nothing of what is shown speaks expressly against."
            " For and against are told by the wording of the quotes: read them yourself.",
        ),
    ],
)
def test_summary_counts_statements_by_role_and_documents_once(
    language: Language, said: str
) -> None:
    documents = document_of(QUOTE), document_of(QUOTE, "b.txt")
    one, two = _citation(1, documents[0]), _citation(2, documents[1])
    statements = [
        _says(one, role="recommendation"),
        _says(two, role="recommendation"),
        _says(one, two, role="argument_for"),
        _says(one, role="condition"),
    ]

    summary = _summary(_query(language, "decision", "tak"), _cited(*statements))

    assert summary == said


def test_summary_counts_what_may_be_on_something_else_apart() -> None:
    loose = replace(_says(_citation(2), _citation(3)), bearing="loose")

    said = _summary(_query(), _cited(_says(), loose))

    assert said == (
        "Underlaget ger ett resultat, från ett dokument."
        " Sist visas två citat som kanske bara rör något närliggande."
    )


def test_summary_of_a_decision_claims_no_silence_where_something_speaks_against() -> None:
    cited = _cited(_says(role="recommendation"), _says(role="argument_against"))

    said = _summary(_query(form="decision"), cited)

    assert "talar inget" not in said


def test_summary_of_a_choice_speaks_neither_for_nor_against() -> None:
    query = _query("sv", "decision", "larm", stance="choose")

    said = _summary(query, _cited(_says(role="recommendation")))

    assert said == "Underlaget ger en rekommendation, från ett dokument."


def test_summary_of_one_document_says_so() -> None:
    summary = _summary(_query(), _cited(_says(), _says()))

    assert summary == "Underlaget ger två resultat, från ett dokument."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Underlaget ger ett resultat, i två citat från ett dokument."),
        ("en", "The sources give one finding, in two quotes from one document."),
    ],
)
def test_statement_that_rests_on_several_quotes_is_told_from_its_quotes(
    language: Language, said: str
) -> None:
    document = document_of(QUOTE)
    both = _says(_citation(1, document), _citation(2, document), role="finding")

    assert _summary(_query(language), _cited(both)) == said


def test_summary_of_risks_calls_them_risks() -> None:
    cited = _cited(_says(role="argument_against"))

    assert "en risk eller svårighet" in _summary(_query(form="risk"), cited)
    assert "talar emot" in _summary(_query(form="decision"), cited)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Larmköping", "Inget av det som visas nämner ”Larmköping”."),
        ("MSB", "Inget av det som visas nämner ”MSB”."),
        ("Bergens", ""),  # in the heading, in another form
        ("2020", ""),
    ],
)
def test_name_that_nothing_shown_mentions_is_told(word: str, told: str) -> None:
    term = Term(word, word.lower().removesuffix("s"), particular=True)
    query = replace(_query(), terms=(term,))

    said = _summary(query, _cited(_says(_citation(section=("Larm i Bergen",)))))

    assert ("nämner" in said) is bool(told)
    assert told in said


_ANSWERING: tuple[Status, ...] = ("partial", "answered")
LACKING = Term("lermarken", "lermarken", known=False)


@pytest.mark.parametrize(
    ("language", "terms", "told"),
    [
        ("sv", (LACKING,), "Ordet ”lermarken” finns inte i underlaget."),
        (
            "sv",
            (LACKING, replace(LACKING, word="tomtgränser")),
            "Orden ”lermarken” och ”tomtgränser” finns inte i underlaget.",
        ),
        ("sv", (replace(LACKING, known=True),), ""),
        ("sv", (replace(LACKING, thing=False),), ""),
        ("sv", (replace(LACKING, aside=True),), ""),
        ("sv", (replace(LACKING, concepts=(("mark", 1.0),)),), ""),
        ("sv", (replace(LACKING, parts=("ler", "mark")),), ""),
        ("sv", (replace(LACKING, lemma="lera"),), ""),
        ("en", (LACKING,), ""),
    ],
)
def test_partial_answer_tells_which_telling_words_no_source_has(
    language: Language, terms: tuple[Term, ...], told: str
) -> None:
    query = replace(_query(language), terms=terms)

    partial, whole = (_summary(query, _cited(_says()), s) for s in _ANSWERING)

    assert ("i underlaget." in partial or "in the sources." in partial) is bool(told)
    assert told in partial
    assert "lermarken" not in whole


def test_words_that_no_source_has_are_told_in_the_language_of_the_answer() -> None:
    query = replace(_query(), question=Question("?", language="en"), terms=(LACKING,))

    said = _summary(query, _cited(_says()), "partial")

    assert "The word “lermarken” is not in the sources." in said


def test_partial_answer_says_that_a_part_is_missing_before_it_counts() -> None:
    summary = _summary(_query(), _cited(_says()), "partial")

    assert summary == (
        "Underlaget besvarar troligen bara en del av frågan."
        " Underlaget ger ett resultat, från ett dokument."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_kind_of_refusal_has_words_of_its_own(language: Language) -> None:
    query = _query(language)
    kinds: list[tuple[Status, Cited]] = [
        ("no_evidence", _cited()),
        ("no_evidence", _cited(nearest=(_citation(),))),
        ("refused", _cited()),
        ("clarification", _cited()),
    ]

    said = [_summary(query, cited, status) for status, cited in kinds]

    assert len(set(said)) == 4
    assert said[1].startswith(said[0])


# --- What the evidence leans to ---------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "language", "said"),
    [
        (0, "sv", "Underlaget talar för det. "),
        (1, "sv", "Underlaget talar för det, på ett villkor. "),
        (2, "sv", "Underlaget talar för det, på två villkor. "),
        (0, "en", "The sources speak for it. "),
        (2, "en", "The sources speak for it, on two conditions. "),
    ],
)
def test_advice_on_just_this_comes_first_with_the_number_of_its_conditions(
    conditions: int, language: Language, said: str
) -> None:
    cited = _cited(_says(role="recommendation"), *[_says(role="condition")] * conditions)
    query = _query(language, "decision", "larm", "tak")

    assert _summary(query, cited).startswith(said)


def test_advice_may_name_the_matter_in_its_heading() -> None:
    query = _query("sv", "decision", "larm", "staket")

    cited = _cited(_says(_citation(section=("3. Staket",)), role="recommendation"))

    assert "talar för" in _summary(query, cited)


@pytest.mark.parametrize(
    ("status", "other", "quote"),
    [
        ("answered", "argument_against", "Larm är dyra."),
        ("partial", "finding", QUOTE),
    ],
)
def test_advice_leans_nowhere_beside_what_speaks_against_or_for_a_part(
    status: Status, other: Role, quote: str
) -> None:
    cited = _cited(
        _says(role="recommendation"),
        _says(_citation(document=document_of(quote), quote=quote), role=other),
    )

    assert "talar för" not in _summary(_query("sv", "decision", "larm"), cited, status)


def test_advice_for_something_else_is_not_told_as_no_advice() -> None:
    quote = "Köp grindar i stället för larm."
    cited = _cited(
        _says(_citation(document=document_of(quote), quote=quote), role="argument_against")
    )

    assert "Ingen källa" not in _summary(_query("sv", "decision", "larm"), cited)


def test_advice_on_something_else_is_told_as_leaning_nowhere() -> None:
    cited = _cited(_says(role="recommendation"))
    query = _query("sv", "decision", "larm", "tak", "staket")

    said = _summary(query, cited)

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

    assert _summary(query, _cited(_says())).startswith(said)


def test_lack_of_advice_is_not_told_where_a_quote_may_advise() -> None:
    query = _query("sv", "decision", "larm")
    quote = "Därför bör larm finnas i byn."
    statement = _says(citation_of(document_of(quote), quote, 1))

    assert "rekommendation" not in _summary(query, _cited(statement))


@pytest.mark.parametrize(
    ("quote", "is_told"),
    [
        ("Larm gör byn tryggare.", True),
        ("En nackdel med larm är ljudet.", False),
        ("Bygg ett vakttorn i stället för larm.", False),
    ],
)
def test_silence_is_not_told_where_a_quote_may_speak_against(quote: str, is_told: bool) -> None:
    query = _query("sv", "decision", "larm")
    other = Statement("finding", quote, (citation_of(document_of(quote), quote, 2),))

    said = _summary(query, _cited(_says(role="argument_for"), other))

    assert ("talar inget uttryckligen emot" in said) is is_told


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
    said = _summary(query, _cited(_says(role=role)))

    assert said.startswith("Underlaget ger")


# --- Disagreement ---------------------------------------------------------------------


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
        (("Vissa vill ha larm, medan andra vill ha grindar.", QUOTE), "sv", None),
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
    query = _query(language, "open", "larm")

    strength = strengths(query, statements, shelf.document, shelf.within)
    summary = summarize(query, "answered", _cited(*statements), strength)

    assert summary.endswith(said) if said else not re.search("oense|disagree", summary)


@pytest.mark.parametrize(("bearing", "is_told"), [("close", True), ("loose", False)])
def test_what_is_told_apart_makes_no_disagreement(bearing: Bearing, is_told: bool) -> None:
    other = replace(_says(_citation(2)), bearing=bearing)
    disputed = [
        Strength(index, 1, (), (), (), "disagree", against=(against,), about=("cost",))
        for index, against in ((0, 2), (1, 1))
    ]

    said = summarize(_query(), "answered", _cited(_says(), other), disputed)

    assert ("oense" in said) is is_told


def test_question_in_several_that_is_refused_alone_is_told() -> None:
    said = summarize(
        _query(), "answered", _cited(_says(_citation(1))), (), (), ["Vem äger bron?", "Varför?"]
    )

    assert "Ställda var för sig får ”Vem äger bron?” och ”Varför?” inget svar i underlaget." in said


def test_refusal_tells_that_a_part_is_answered_by_itself() -> None:
    query = replace(_query(), parts=("Vem äger larmen?", "Vad kostar en bro?"))

    with_part = summarize(query, "no_evidence", _cited(), (), ("Vem äger larmen?", "Varför larm?"))
    without = summarize(query, "no_evidence", _cited(), (), ("Varför larm?",))

    assert "En del av den besvaras när den ställs för sig" in with_part
    assert "En del" not in without


# --- Both sides -----------------------------------------------------------------------


def _quoted(role: Role, quote: str, number: int) -> Statement:
    return Statement(role, quote, (citation_of(document_of(quote), quote, number),))


@pytest.mark.parametrize(
    ("roles", "other", "said"),
    [
        (["argument_for"], "", "talar inget uttryckligen emot"),
        (["argument_for"], "Larmen är gröna.", "Vad som talar emot går inte säkert"),
        (["argument_for"], "Risken med larm är ljudet.", "Vad som talar emot går inte säkert"),
        (["argument_against"], "", "talar inget uttryckligen för"),
        (["argument_against"], "Larm är en fördel.", "Vad som talar för går inte säkert"),
        ([], "Larmen är gröna.", "Vad som talar för och emot går inte säkert"),
    ],
)
def test_side_of_which_nothing_is_told_is_named_where_both_were_asked_for(
    roles: list[Role], other: str, said: str
) -> None:
    query = _query("sv", "decision", "larm", sides="both")
    told = [_quoted(role, "Larmen tjuter.", 1) for role in roles]
    beside = [_quoted("finding", other, 2)] if other else []

    assert said in _summary(query, _cited(*told, *beside))


def test_side_that_was_not_asked_for_is_not_missed() -> None:
    cited = _cited(_says(role="argument_against"), _says())

    assert "inget uttryckligen för" not in _summary(_query("sv", "decision", "larm"), cited)


def test_sides_of_a_source_are_told_as_its_own() -> None:
    good = _quoted("argument_for", "Larm – styrkor: Hörs", 1)
    bad = _quoted("argument_against", "Larm – svagheter: Tjuter", 2)
    query = _query("sv", "decision", "larm", sides="both")

    assert "källans egen indelning" in _summary(query, _cited(good, bad))
    assert "utläst ur" in _summary(query, _cited(good, _quoted("argument_against", QUOTE, 2)))
