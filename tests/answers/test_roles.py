"""A sentence gets its role from its section and from what it does, as far as the form has it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from advisor.answers.roles import in_order_of_roles, role_of
from advisor.discourse.signs import signs
from advisor.types import Candidate, DraftStatement, Query, Question, Term
from advisor.vocabulary import Form, Role, Stance
from tests.fakes import candidate_of, sentence_of

GOOD, BAD = "Fördelen är en längre livslängd.", "Risken är att färgen flagnar."


def _query(form: Form, stance: Stance = "do") -> Query:
    return Query(Question("?"), "?", "sv", form, (Term("färgen", "farg"),), stance=stance)


def _found(text: str, **said: object) -> Candidate:
    place = (0, 0, len(text))
    return candidate_of(sentence_of(0, "a.txt", place, text, signs=signs(text, "sv"), **said))


@pytest.mark.parametrize(
    ("text", "section_role", "role"),
    [
        ("Nämnden bör måla bron.", "recommendation", "recommendation"),
        ("Nämnden bör måla bron.", "conclusion", "recommendation"),
        ("Nämnden bör måla bron.", "result", "finding"),
        (GOOD, "result", "argument_for"),
        (BAD, "result", "argument_against"),
        ("Fördelen är stor, men risken likaså.", "result", "finding"),
        ("Målningen beror på vädret i maj.", "result", "condition"),
        ("Fördelen beror på vädret, och risken är stor.", "result", "finding"),
        ("Det finns en risk när bron saknar färg.", "result", "argument_for"),
        ("I detta kapitel redovisas ned fördelar.", "result", "finding"),
    ],
)
def test_sentence_argues_about_a_decision_by_what_it_does(
    text: str, section_role: str, role: Role
) -> None:
    assert role_of(_query("decision"), _found(text, role=section_role)) == role


@pytest.mark.parametrize(
    ("stance", "good", "bad"),
    [
        ("do", "argument_for", "argument_against"),
        ("leave", "argument_against", "argument_for"),
        ("choose", "finding", "finding"),
    ],
)
def test_what_is_good_about_a_thing_speaks_against_leaving_it(
    stance: Stance, good: Role, bad: Role
) -> None:
    query = _query("decision", stance)

    assert (role_of(query, _found(GOOD)), role_of(query, _found(BAD))) == (good, bad)


def test_sentence_without_the_words_that_matter_argues_for_nothing() -> None:
    elsewhere = replace(_found(GOOD), within=frozenset())

    assert role_of(_query("decision"), elsewhere) == "finding"


@pytest.mark.parametrize(
    ("form", "text", "said", "role"),
    [
        ("how", "Nämnden bör måla bron.", {}, "step"),
        ("how", "Måla bron.", {"kind": "list_item"}, "step"),
        ("how", "Bron är målad.", {"role": "recommendation"}, "finding"),
        ("risk", BAD, {}, "argument_against"),
        ("risk", GOOD, {}, "finding"),
        ("risk", BAD, {"role": "recommendation"}, "recommendation"),
        ("open", BAD, {}, "finding"),
        ("open", GOOD, {"role": "recommendation"}, "recommendation"),
    ],
)
def test_other_forms_have_roles_of_their_own(
    form: Form, text: str, said: dict[str, object], role: Role
) -> None:
    assert role_of(_query(form), _found(text, **said)) == role


def test_every_role_has_its_place_and_what_is_advised_comes_first() -> None:
    statements = [DraftStatement(role, ()) for role in reversed(get_args(Role))]

    ordered = [statement.role for statement in in_order_of_roles(statements)]

    assert set(ordered[:2]) == {"recommendation", "step"}
    assert ordered[2:] == ["argument_for", "argument_against", "condition", "finding"]


def test_order_within_a_role_stays() -> None:
    one, two = (DraftStatement("finding", (), attribution) for attribution in "ab")

    assert in_order_of_roles([two, one]) == [two, one]
