"""A question that cannot be read alone is read with the one before."""

from __future__ import annotations

import pytest

from advisor.language.detection import detect_language
from advisor.questions.follow_ups import standalone_parts
from advisor.vocabulary import Language

BEFORE = {"sv": "Ska vi gå med i ett gemensamt e-arkiv?", "en": "Should we join a shared archive?"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Och för små kommuner?", "sv"),
        ("Vad kostar det?", "sv"),
        ("vad kostar den da", "sv"),
        ("Varför det?", "sv"),
        ("Varför?", "sv"),
        ("Gäller det även skolor?", "sv"),
        ("Hur påverkas de?", "sv"),
        ("Vilka risker medför detta?", "sv"),
        ("Är det lagligt?", "sv"),
        ("Vem betalar för den?", "sv"),
        ("Även för regioner?", "sv"),
        ("Vilka var med?", "sv"),
        ("räcker pengarna?", "sv"),
        ("varför inte", "sv"),
        ("What were the steps?", "en"),
        ("Men hur finansieras driften?", "sv"),
        ("What about larger ones?", "en"),
        ("What does it cost?", "en"),
        ("And for small municipalities?", "en"),
        ("Why?", "en"),
        ("Is that legal?", "en"),
        ("Who pays for it?", "en"),
        ("Do these save money?", "en"),
        ("Does it work in schools?", "en"),
    ],
)
def test_follow_up_is_read_with_the_question_before(text: str, language: Language) -> None:
    subject = BEFORE[language].rstrip("?")

    first, addition = standalone_parts(text, (BEFORE[language],), language)

    assert first == subject
    assert addition.endswith("?") == text.endswith("?")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vilka risker finns med att lägga driften utomlands?", "sv"),
        ("Vad är det största hindret för öppna data?", "sv"),
        ("Vilken är den största risken med molntjänster?", "sv"),
        ("Finns det risker med molntjänster?", "sv"),
        ("Är det klokt att äga servrar?", "sv"),
        ("Lönar det sig att hyra servrar?", "sv"),
        ("Hur styr kommuner där it saknas?", "sv"),
        ("Vad är en digital tvilling?", "sv"),
        ("How large is the IT budget?", "en"),
        ("Are there risks with cloud services?", "en"),
        ("Which systems that are shared fail?", "en"),
        ("What is a digital twin?", "en"),
    ],
)
def test_question_with_a_subject_of_its_own_is_read_alone(text: str, language: Language) -> None:
    assert standalone_parts(text, (BEFORE[language],), language) == (text,)


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("Vilka nackdelar har e-arkivet?", "Och fördelarna?", "Vilka fördelar har e-arkivet?"),
        (
            "Vilka är riskerna med e-arkiv?",
            "Möjligheter då?",
            "Vilka är möjligheterna med e-arkiv?",
        ),
        ("Fördelar med e-arkiv?", "vilka ar nackdelarna", "Nackdelar med e-arkiv?"),
        ("Vad talar för ett e-arkiv?", "Och emot?", "Vad talar emot ett e-arkiv?"),
        ("Vad talar för ett e-arkiv?", "Vad talar emot det?", "Vad talar emot ett e-arkiv?"),
        (
            "What are the risks of leasing?",
            "And the benefits?",
            "What are the benefits of leasing?",
        ),
        ("What speaks for leasing?", "And against?", "What speaks against leasing?"),
    ],
)
def test_other_aspect_takes_the_place_of_the_one_before(before: str, text: str, read: str) -> None:
    assert standalone_parts(text, (before,), detect_language(before)) == (read,)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Ska vi gå med i ett e-arkiv?", "Och riskerna?"),  # there is none to take the place of
        ("Vilka risker och hinder finns med e-arkiv?", "Och kostnaderna?"),
        ("Vilka risker finns med e-arkiv?", "Och riskerna för dem?"),
    ],
)
def test_other_aspect_is_added_where_it_takes_no_place(before: str, text: str) -> None:
    assert standalone_parts(text, (before,), "sv")[0] == before.rstrip("?")


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("Vilka broar har Viken?", "och i Sanden?", "Vilka broar har Sanden?"),
        (
            "Har Viken sett några vinster med bron?",
            "Sanden då",
            "Har Sanden sett några vinster med bron?",
        ),
        ("Hur sköter Viken sina broar?", "hur gör man i Sanden?", "Hur sköter Sanden sina broar?"),
        ("Vad kostar det enligt SKR?", "och EU?", "Vad kostar det enligt EU?"),
        (
            "How does Viken care for bridges?",
            "how about Sanden?",
            "How does Sanden care for bridges?",
        ),
    ],
)
def test_other_name_takes_the_place_of_the_one_before(before: str, text: str, read: str) -> None:
    assert standalone_parts(text, (before,), detect_language(before)) == (read,)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Vilka broar har Viken och Sanden?", "och Holmen?"),  # which of the two?
        ("Vad betyder NIS 2 för broar?", "och EU?"),
        ("Vad betyder Vikens bro?", "och Sanden?"),  # of Sanden, it would be `Sandens`
        ("Vilka broar har Viken?", "och EU?"),  # an acronym is no place
        ("Vilka broar har Viken?", "och Viken?"),
        ("Vilka broar har kommunen?", "och Viken?"),
    ],
)
def test_other_name_is_added_where_it_takes_no_place(before: str, text: str) -> None:
    assert standalone_parts(text, (before,), "sv")[0] == before.rstrip("?")


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("Vad sägs om broarnas färg?", "Och om rosten?", "Vad sägs om rosten?"),
        ("Vilka råd ges till hamnar?", "och till varv", "Vilka råd ges till varv?"),
        (
            "What does the thesis say about paint?",
            "And about rust?",
            "What does the thesis say about rust?",
        ),
    ],
)
def test_other_subject_takes_the_place_of_the_one_before(before: str, text: str, read: str) -> None:
    assert standalone_parts(text, (before,), detect_language(before)) == (read,)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Vad sägs om rost om våren?", "Och om färgen?"),  # which of the two?
        ("Vad sägs om rost när bron i norr är gammal?", "Och om färgen?"),
        ("Vilka broar är röda?", "Och för små kommuner?"),
    ],
)
def test_other_subject_is_added_where_it_takes_no_place(before: str, text: str) -> None:
    assert standalone_parts(text, (before,), "sv")[0] == before.rstrip("?")


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("Vilka broar har Viken?", "Nej, jag menade Sanden", "Vilka broar har Sanden?"),
        (
            "Vilka råd ges till hamnar?",
            "nej förlåt jag menar till varv",
            "Vilka råd ges till varv?",
        ),
        ("What is said about paint?", "Sorry, I meant about rust.", "What is said about rust?"),
    ],
)
def test_correction_takes_the_place_of_what_it_corrects(before: str, text: str, read: str) -> None:
    assert standalone_parts(text, (before,), detect_language(before)) == (read,)


@pytest.mark.parametrize("text", ["Tack!", "tack så mycket för hjälpen", "Thank you very much."])
def test_thanks_ask_nothing_of_the_question_before(text: str) -> None:
    assert standalone_parts(text, (BEFORE["sv"],), detect_language(text)) == (text,)


def test_chain_of_follow_ups_keeps_its_subject() -> None:
    history = ("Ska vi gå med i ett gemensamt e-arkiv?", "Vad kostar det?")

    read = standalone_parts("Och för små kommuner?", history, "sv")

    assert read == ("Ska vi gå med i ett gemensamt e-arkiv", "Vad kostar det", "för små kommuner?")


def test_question_without_history_is_left_as_it_is() -> None:
    assert standalone_parts("Vad kostar det?", (), "sv") == ("Vad kostar det?",)
