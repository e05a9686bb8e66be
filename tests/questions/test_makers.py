"""Who made a work is asked for by its name, and told by those of its makers."""

from __future__ import annotations

import pytest

from advisor.questions.makers import Making, asked_making, tells_making


@pytest.mark.parametrize(
    ("text", "making"),
    [
        ("Vem har skrivit rapporten om broarna?", "writing"),
        ("Vilka forskare står bakom den här studien?", "writing"),
        ("Vem är författare till kandidatuppsatsen?", "writing"),
        ("Who wrote the thesis on bridges?", "writing"),
        ("Which consultancy carried out the pre-study?", "writing"),
        ("Och vem betalade för den undersökningen?", "paying"),
        ("Who commissioned the report?", "paying"),
        ("Vem har skrivit om att broar rostar?", None),
        ("Vilka avgränsningar gjorde man i studien?", None),
        ("Vem är rapporten skriven för?", None),
        ("Who pays for the bridges?", None),
        ("Vem betalar när grannkommunerna bygger tillsammans?", None),
    ],
)
def test_question_for_the_makers_of_a_work_is_told(text: str, making: Making | None) -> None:
    assert asked_making(text) == making


@pytest.mark.parametrize(
    ("text", "making", "is_told"),
    [
        ("Författare: Anna Lindqvist", "writing", True),
        ("Rapporten är skriven av Anna Lindqvist.", "writing", True),
        ("The study was conducted by the county.", "writing", True),
        ("Studien finansierades av länet.", "paying", True),
        ("I studien har författaren använt enkäter.", "writing", False),
        ("Staten betalar sällan hela kostnaden.", "paying", False),
    ],
)
def test_makers_are_told_by_a_sentence_that_names_them(
    text: str, making: Making, is_told: bool
) -> None:
    assert tells_making(text, making) is is_told
