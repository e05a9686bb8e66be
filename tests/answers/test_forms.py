"""Every form of question has a plan that an answer can be made by."""

from __future__ import annotations

from typing import get_args

import pytest

from advisor.answers.forms import PLANS, QUOTED_WORDS
from advisor.vocabulary import Form

FORMS = get_args(Form)
# The roles that a facet can be filled with, by what an answer tells.
FILLABLE = {
    "argument": {"recommendation", "argument_for", "argument_against", "condition", "finding"},
    "risks": {"recommendation", "argument_against", "finding"},
    "steps": {"step", "finding"},
    "findings": {"recommendation", "finding"},
}


def test_every_form_has_a_plan() -> None:
    assert set(PLANS) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_answer_has_room_for_its_facets(form: Form) -> None:
    plan = PLANS[form]

    assert len(plan.facets) < plan.statements
    assert 0 < plan.words <= QUOTED_WORDS


@pytest.mark.parametrize("form", FORMS)
def test_facets_are_of_roles_that_a_sentence_can_have(form: Form) -> None:
    plan = PLANS[form]

    assert {facet.role for facet in plan.facets} <= FILLABLE[plan.telling]


@pytest.mark.parametrize("form", FORMS)
def test_redundancy_only_takes_away(form: Form) -> None:
    """The next candidate is chosen without comparing words where it could not win by them."""
    assert PLANS[form].redundancy >= 0
