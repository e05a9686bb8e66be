"""A sentence gets its role from its section and from what it does, as far as the form has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from advisor.answers.roles import advice_role, in_order_of_roles, role_of
from advisor.discourse.signs import signs
from advisor.types import Candidate, DraftStatement, Label, Query, Question, Term
from advisor.vocabulary import Form, Role, Stance
from tests.fakes import candidate_of, sentence_of

GOOD, BAD = "Fördelen med färg är en längre livslängd.", "Risken är att färgen flagnar."


def _query(form: Form, stance: Stance = "do") -> Query:
    return Query(Question("?"), "?", "sv", form, (Term("färgen", "farg"),), stance=stance)


def _found(text: str, relevance: float = 2.0, **said: Any) -> Candidate:
    place = (0, 0, len(text))
    sentence = sentence_of(0, "a.txt", place, text, signs=signs(text, "sv"), **said)
    return candidate_of(sentence, meaning=0.6, relevance=relevance)


@pytest.mark.parametrize(
    ("text", "section_role", "role"),
    [
        ("Nämnden bör köpa färg.", "recommendation", "recommendation"),
        ("Nämnden bör köpa färg.", "conclusion", "recommendation"),
        ("Nämnden bör köpa färg.", "result", "argument_for"),  # not its considered word
        (GOOD, "result", "argument_for"),
        (BAD, "result", "argument_against"),
        ("I detta kapitel redovisas ned fördelar med färg.", "result", "finding"),
    ],
)
def test_sentence_argues_about_a_decision_by_what_it_does(
    text: str, section_role: str, role: Role
) -> None:
    assert role_of(_query("decision"), _found(text, role=section_role)) == role


@pytest.mark.parametrize(
    ("stance", "advised", "good", "bad"),
    [
        ("do", "recommendation", "argument_for", "argument_against"),
        ("leave", "argument_against", "argument_against", "argument_for"),
        ("choose", "recommendation", "finding", "finding"),
    ],
)
def test_what_is_good_about_a_thing_speaks_against_leaving_it(
    stance: Stance, advised: Role, good: Role, bad: Role
) -> None:
    query = _query("decision", stance)
    advice = _found("Nämnden bör köpa färg.", role="recommendation")

    assert role_of(query, advice) == advised
    assert (role_of(query, _found(GOOD)), role_of(query, _found(BAD))) == (good, bad)


def test_what_a_thing_takes_is_no_condition_of_leaving_it() -> None:
    condition = _found("Färgen kräver en torr bro.")

    assert role_of(_query("decision"), condition) == "condition"
    assert role_of(_query("decision", "leave"), condition) == "finding"


def test_what_is_quoted_with_a_sentence_tells_what_it_argues_about() -> None:
    leaning = _found("Det är en stor fördel.")
    query = _query("decision")

    assert role_of(query, leaning) == "finding"
    assert role_of(query, leaning, f"Bron har färg. {leaning.sentence.text}") == "argument_for"


@pytest.mark.parametrize(
    "text",
    [
        "En nackdel med färg är att ingen bro saknar den.",
        "Små byar har svårt att se några vinster av färgen, som är en fördel för livslängden.",
    ],
)
def test_drawback_and_gain_that_does_not_come_are_no_reasons_for(text: str) -> None:
    assert role_of(_query("decision"), _found(text, role="summary")) != "argument_for"


def test_harm_is_a_reason_against_where_its_sentence_is_surely_on_the_matter() -> None:
    query = replace(
        _query("decision"), terms=tuple(Term(word, word) for word in ("farg", "bro", "sjo"))
    )

    assert role_of(query, _found(BAD)) == "argument_against"
    assert role_of(query, _found(BAD, relevance=0.0)) == "finding"


@pytest.mark.parametrize(
    ("form", "text", "role"),
    [
        ("decision", "Nämnden bör köpa färg.", "recommendation"),
        ("decision", "Nämnden bör köpa båtar.", "finding"),
        ("open", "Nämnden bör köpa båtar.", "recommendation"),
        ("open", "Staten bör köpa båtar.", "finding"),
    ],
)
def test_advice_to_one_kind_is_advice_where_it_is_on_what_was_asked(
    form: Form, text: str, role: Role
) -> None:
    assert advice_role(_query(form), _found(text, role="recommendation").sentence) == role


@pytest.mark.parametrize(
    ("form", "text", "said", "role"),
    [
        ("how", "Nämnden bör måla bron.", {}, "step"),
        ("how", "Måla bron.", {"kind": "list_item"}, "step"),
        ("how", "Bron är målad.", {"role": "recommendation"}, "finding"),
        ("how", "Nämnden bör måla bron, svarade 40 %.", {}, "finding"),
        ("how", "Broarna bör vara målade.", {"role": "method"}, "finding"),
        ("how", "Staten bör måla bron.", {}, "finding"),
        ("risk", BAD, {}, "argument_against"),
        ("risk", GOOD, {}, "finding"),
        ("risk", BAD, {"role": "recommendation"}, "recommendation"),
        ("open", BAD, {}, "finding"),
        ("open", GOOD, {"role": "recommendation"}, "recommendation"),
    ],
)
def test_other_forms_have_roles_of_their_own(
    form: Form, text: str, said: dict[str, Any], role: Role
) -> None:
    assert role_of(_query(form), _found(text, **said)) == role


def test_every_role_has_its_place_and_what_is_advised_comes_first() -> None:
    statements = [DraftStatement(role, ()) for role in reversed(get_args(Role))]

    ordered = [statement.role for statement in in_order_of_roles(statements)]

    assert set(ordered[:2]) == {"recommendation", "step"}
    assert ordered[2:] == ["argument_for", "argument_against", "condition", "finding"]


@pytest.mark.parametrize(
    ("section_role", "relevance", "role"),
    [
        ("recommendation", 0.2, "argument_for"),  # of another matter, maybe
        ("recommendation", 1.2, "recommendation"),
        ("result", 1.2, "argument_for"),
    ],
)
def test_what_a_source_recommends_in_other_words_is_its_recommendation(
    section_role: str, relevance: float, role: Role
) -> None:
    advice = _found("Måla bron för att färgen är en fördel.", relevance, role=section_role)

    assert role_of(_query("decision"), advice) == role


def test_order_within_a_role_stays() -> None:
    one, two = (DraftStatement("finding", (), attribution) for attribution in "ab")

    assert in_order_of_roles([two, one]) == [two, one]


@pytest.mark.parametrize("led", ["step", "argument_against"])
@pytest.mark.parametrize(
    ("scores", "is_first"),
    [((2.0, 1.9, 1.0), True), ((2.0, 1.0, 2.5), False), ((1.0, 1.0, 1.0), True)],
)
def test_steps_and_risks_come_first_unless_they_lie_far_behind_the_best_finding(
    scores: tuple[float, float, float], is_first: bool, led: Role
) -> None:
    roles: tuple[Role, ...] = ("finding", led, "finding")
    statements = [DraftStatement(role, (), str(i)) for i, role in enumerate(roles)]

    ordered = in_order_of_roles(statements, scores)

    assert (ordered[0].role == led) == is_first
    assert [s.attribution for s in ordered if s.role == "finding"] == ["0", "2"]


@pytest.mark.parametrize(
    ("stance", "good", "bad"),
    [
        ("do", "argument_for", "argument_against"),
        ("leave", "argument_against", "argument_for"),
        ("be", "argument_for", "argument_against"),
        ("choose", "finding", "finding"),
    ],
)
def test_side_that_a_source_names_itself_is_the_role(stance: Stance, good: Role, bad: Role) -> None:
    query = _query("decision", stance)
    strength = _found("Färg – styrkor: Torkar fort", kind="table_row")
    weakness = _found("Färg – svagheter: Luktar", kind="table_row")

    assert role_of(query, replace(strength, label=Label("for", "farg"))) == good
    assert role_of(query, replace(weakness, label=Label("against", "farg"))) == bad


def test_cell_that_is_labelled_as_of_something_else_argues_for_nothing() -> None:
    cell = _found("Lack – styrkor: Skyddar färgen, en stor fördel", kind="table_row")

    labelled = replace(cell, label=Label("for", "lack"))

    assert role_of(_query("decision"), labelled) == "finding"


def test_state_has_no_reasons_but_those_that_a_source_calls_so() -> None:
    assert role_of(_query("decision", "be"), _found(GOOD)) == "finding"
    assert role_of(_query("decision", "be"), _found(BAD)) == "finding"
