"""Some questions only a name, a date or a duration answers."""

from __future__ import annotations

import pytest

from advisor.questions.particulars import Particular, asked_particular, tells_particular
from advisor.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "particular", "language"),
    [
        ("Vilka kommuner har byggt en bro?", "municipality", "sv"),
        ("I vilken kommun finns en gångbro?", "municipality", "sv"),
        ("Vilka tre kommuner i länet delar bro?", "municipality", "sv"),
        ("Vilka av länets kommuner har en bro?", "municipality", "sv"),
        ("Which two municipalities were compared?", "municipality", "en"),
        ("Vilka kommuner brukar ha en bro?", None, "sv"),
        ("Vilka kommuner tjänar på en bro?", None, "sv"),
        ("Vilka argument har kommuner för en bro?", None, "sv"),
        ("Vilken sorts kommuner bygger broar?", None, "sv"),
        ("Which councils benefit from a bridge?", None, "en"),
        ("När ska bron öppna?", "date", "sv"),
        ("When was the bridge opened?", "date", "en"),
        ("När bör man bygga en bro?", None, "sv"),
        ("When does a bridge pay off?", None, "en"),
        ("Hur länge höll bron?", "duration", "sv"),
        ("How long did the bridge last?", "duration", "en"),
        ("Hur byggs en bro?", None, "sv"),
    ],
)
def test_what_only_a_particular_answers_is_told_by_how_it_is_asked(
    text: str, particular: Particular | None, language: Language
) -> None:
    assert asked_particular(text, language) == particular


@pytest.mark.parametrize(
    ("text", "particular", "question", "is_told"),
    [
        ("Bron ligger i Höganäs.", "municipality", "Vilka kommuner har en bro?", True),
        ("Bron ligger i Höganäs.", "municipality", "Vilka kommuner har Höganäs bro?", False),
        ("Några kommuner har en bro.", "municipality", "Vilka kommuner har en bro?", False),
        ("Mindre kommuner har broar.", "municipality", "Vilka kommuner har en bro?", True),
        ("Mindre kommuner har broar.", "municipality", "Vilka små kommuner har en bro?", False),
        ("Bron öppnade 2019.", "date", "När öppnade bron?", True),
        ("Bron öppnade sent.", "date", "När öppnade bron?", False),
        ("Bron höll i tio år.", "duration", "Hur länge höll bron?", True),
        ("Bron har stått sedan 1912.", "duration", "Hur länge har bron stått?", True),
        ("Bron höll inte.", "duration", "Hur länge höll bron?", False),
    ],
)
def test_text_has_a_particular_that_the_question_does_not_name(
    text: str, particular: Particular, question: str, is_told: bool
) -> None:
    assert tells_particular(text, particular, question) is is_told
