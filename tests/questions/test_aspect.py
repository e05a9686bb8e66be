"""Which side of a thing is asked about is told from a question's wording."""

from __future__ import annotations

import pytest

from advisor.discourse.signs import signs
from advisor.questions.aspect import question_aspect


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Vilka svårigheter möter små kommuner?", "drawback"),
        ("Vad försvårar samarbetet?", "drawback"),
        ("What challenges do small municipalities face?", "drawback"),
        ("Vilka vinster ger en gemensam drift?", "benefit"),
        ("Vilka förutsättningar behövs?", "condition"),
        ("Varför bildades förbundet?", "cause"),
        ("Vad bör vi tänka på vid inköp?", "directive"),
        ("Vilka fördelar och problem finns?", None),
        ("Vilka system används?", None),
    ],
)
def test_aspect_is_what_a_telling_sentence_does(text: str, aspect: str | None) -> None:
    assert question_aspect(text) == aspect


def test_every_aspect_is_a_sign_that_sentences_can_have() -> None:
    telling = [
        "Det är svårt.",
        "Det ger stora vinster.",
        "Det krävs en plan.",
        "Det beror på vädret.",
        "Kommunen bör vänta.",
    ]
    asked = ["Vilka hinder?", "Vilken nytta?", "Vilka villkor?", "Varför?", "Vilka råd?"]

    for sentence, question in zip(telling, asked, strict=True):
        assert question_aspect(question) in signs(sentence, "sv")
