"""What a long question asks is told from what only tells why it is asked."""

from __future__ import annotations

import pytest

from advisor.questions.focus import asking_spans, is_light, last_question
from advisor.vocabulary import Language


def _asking(text: str, language: Language = "sv") -> list[str]:
    return [text[start:end] for start, end in asking_spans(text, language)]


def test_the_sentence_with_the_question_mark_asks() -> None:
    text = "Hej! Vi byter kanalsystem nästa år. Vilka risker har gemensamt underhåll av kanaler?"

    assert _asking(text) == ["Vilka risker har gemensamt underhåll av kanaler?"]


def test_every_sentence_with_a_question_mark_asks() -> None:
    text = "Vad kostar underhållet av kanalen? Vi är en liten kommun. Vem betalar rostskyddet idag?"

    assert _asking(text) == [
        "Vad kostar underhållet av kanalen?",
        "Vem betalar rostskyddet idag?",
    ]


def test_a_question_that_says_little_is_taken_with_the_sentence_before() -> None:
    text = "Vi har många broar. Grannen vill sköta underhållet av våra kanaler. Ska vi göra det?"

    assert _asking(text) == [
        "Grannen vill sköta underhållet av våra kanaler.",
        "Ska vi göra det?",
    ]


def test_a_question_with_a_name_says_enough() -> None:
    text = "Vår nämnd vill ha ett ja eller nej. Ska vi gå med i Vikens förbund?"

    assert _asking(text) == ["Ska vi gå med i Vikens förbund?"]
    assert _asking("Nämnden vill ha svar. Ska vi göra det? Ska vi vänta?")[0].startswith("Nämnden")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Kort fråga: vem betalar rostskyddet idag?", "vem betalar rostskyddet idag?"),
        (
            "Vår nämnd frågar: lönar sig gemensamt underhåll?",
            "lönar sig gemensamt underhåll?",
        ),
        ("Vem sköter kanalen kl 12:30 på söndagar?", "Vem sköter kanalen kl 12:30 på söndagar?"),
    ],
)
def test_what_is_announced_by_a_colon_is_asked(text: str, asked: str) -> None:
    assert _asking(text) == [asked]


def test_subject_before_a_colon_is_asked_about() -> None:
    assert _asking("Kanalens rostskydd: ska vi göra det?") == [
        "Kanalens rostskydd:",
        "ska vi göra det?",
    ]


def test_a_question_that_points_back_needs_more_words_of_its_own() -> None:
    text = (
        "Some want steel bridges, others wooden ones. What did the canal study say about the two?"
    )

    assert _asking(text, "en") == [
        "Some want steel bridges, others wooden ones.",
        "What did the canal study say about the two?",
    ]


def test_a_text_without_a_question_mark_asks_as_a_whole() -> None:
    text = "risker gemensam drift. liten kommun"

    assert _asking(text) == [text]


@pytest.mark.parametrize(
    ("word", "language", "light"),
    [
        ("lägga", "sv", True),
        ("Verkligen", "sv", True),
        ("plattform", "sv", False),
        ("actually", "en", True),
        ("platform", "en", False),
    ],
)
def test_a_light_word_says_little(word: str, language: Language, light: bool) -> None:
    assert is_light(word, language) is light


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Rostar den? Vi undrar. Vad kostar den? Tack!", "Vad kostar den?"),
        ("Vad kostar t.ex. färjan?", "Vad kostar t.ex. färjan?"),
        ("Berätta om färjan. Gärna kort.", "Berätta om färjan. Gärna kort."),
    ],
)
def test_last_question_is_the_last_sentence_that_asks(text: str, last: str) -> None:
    assert last_question(text) == last
