"""Whether something is to be done, given up or chosen is told from a question's wording."""

from __future__ import annotations

import pytest

from advisor.questions.stance import question_stance
from advisor.vocabulary import Stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ska vi bygga en brygga?", "do"),
        ("Ska vi lämna hamnförbundet?", "leave"),
        ("Ska vi lämna över hamnen till länet?", "do"),
        ("Should we pull the plug on the ferry?", "leave"),
        ("Should we quit the ferry board?", "leave"),
        ("Ska vi laga eller byta bryggan?", "choose"),
        ("Bör vi hellre hyra en färja?", "choose"),
        ("Should we mend or replace the bridge?", "choose"),
        ("Ska vi strunta i färjan?", "leave"),
        ("Ska vi låta bli att bygga en brygga?", "leave"),
        ("Bör vi bygga bryggor framför broar?", "choose"),
        ("Är det klokt att bara bygga bryggor?", "choose"),
        ("Should we keep our old ferry?", "choose"),
        ("Ska vi bygga en brygga eller inte?", "do"),
        ("Vi kan lämna hamnen. Ska vi bygga en brygga?", "do"),
    ],
)
def test_stance_is_what_a_decision_is_about(text: str, stance: Stance) -> None:
    assert question_stance(text) == stance


@pytest.mark.parametrize(
    "text",
    [
        "Ska vi lämna samarbetet om t.ex. drift?",
        "Ska vi lämna samarbetet om bl.a. drift fr.o.m. 1.1.?",
        "Should we leave the co-operation on e.g. hosting?",
    ],
)
def test_abbreviation_does_not_cut_off_what_is_asked(text: str) -> None:
    assert question_stance(text) == "leave"
