"""A question of several holds those that can be asked by themselves."""

from __future__ import annotations

import pytest

from advisor.questions.parts import parts_alone
from advisor.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Vilka nackdelar har en egen brandkår och hur väljs borgmästaren i Viken?",
            "sv",
            ("Vilka nackdelar har en egen brandkår?", "Hur väljs borgmästaren i Viken?"),
        ),
        (
            "Hur är Vikens hamn organiserad, och vad kostar den?",
            "sv",
            ("Hur är Vikens hamn organiserad?",),
        ),
        (
            "Vilka kommuner äger Vikens hamn? Varför?",
            "sv",
            ("Vilka kommuner äger Vikens hamn?",),
        ),
        (
            "Kajen är gammal och har fått sprickor. Hur lagas en kaj i Viken?",
            "sv",
            (),  # what is told before asks nothing
        ),
        ("Ska vi bygga en bro eller ska vi köpa en färja?", "sv", ()),  # one choice
        ("Vilka broar och färjor har Viken?", "sv", ()),
        ("", "sv", ()),
        ("?", "sv", ()),
        (
            "Which towns own the harbour, and what did it cost?",
            "en",
            ("Which towns own the harbour?",),
        ),
        (
            "how is the harbour of Viken run and what makes wooden bridges in Viken rot",
            "en",
            ("How is the harbour of Viken run?", "What makes wooden bridges in Viken rot?"),
        ),
    ],
)
def test_parts_that_can_be_asked_by_themselves(
    text: str, language: Language, parts: tuple[str, ...]
) -> None:
    assert parts_alone(text, language) == parts
