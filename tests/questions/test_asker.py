"""Who asks is told aside; whom one asks about is what the answer must have."""

from __future__ import annotations

import pytest

from advisor.questions.asker import as_asker, with_asker_aside, without_frame, without_size
from advisor.types import Term
from advisor.vocabulary import Form

LJUSDAL = Term("Ljusdal", "ljusdal", known=False, particular=True)
KNOWN = Term("Forshaga", "forshaga", particular=True)
METHOD = Term("TOGAF", "togaf", known=False, particular=True)


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("Är det klokt av Ljusdal att gå med?", "decision"),
        ("Hur ska Ljusdal få med invånarna?", "how"),
        ("Vad bör vi i Ljusdal tänka på?", "list"),
        ("What should Ljusdal think of?", "list"),
        ("How do we in Ljusdal get there?", "how"),
    ],
)
def test_municipality_that_is_to_act_is_told_aside(asked: str, form: Form) -> None:
    (term,) = with_asker_aside([LJUSDAL], asked, form)

    assert (term.particular, term.aside) == (False, True)
    assert term.weight < LJUSDAL.weight


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("Hur många e-tjänster har Ljusdal?", "figure"),
        ("Hur arbetar Ljusdal med e-tjänster?", "how"),
        ("What does Ljusdal do?", "open"),
    ],
)
def test_municipality_that_is_asked_about_stays_a_name(asked: str, form: Form) -> None:
    assert with_asker_aside([LJUSDAL], asked, form) == (LJUSDAL,)


@pytest.mark.parametrize("term", [KNOWN, METHOD], ids=lambda term: term.word)
def test_name_of_the_sources_or_of_no_municipality_stays_a_name(term: Term) -> None:
    assert with_asker_aside([term], f"Ska {term.word} användas?", "decision") == (term,)


@pytest.mark.parametrize(
    ("asked", "bare"),
    [
        (
            "Klarar en kommun med 9 000 invånare en egen brandkår?",
            "Klarar en kommun en egen brandkår?",
        ),
        ("Vi är ca 12000 invånare, räcker en bro?", "Vi är, räcker en bro?"),
        ("Vad ska vi i Viken på 7 tusen invånare göra?", "Vad ska vi i Viken göra?"),
        (
            "Should a small town of about 12,000 inhabitants have a bridge?",
            "Should a small town have a bridge?",
        ),
        ("We, with our 9,000 residents, want a bridge.", "We, with our, want a bridge."),
    ],
)
def test_how_many_live_where_the_question_comes_from_is_left_out(asked: str, bare: str) -> None:
    assert without_size(asked) == bare


@pytest.mark.parametrize(
    "asked",
    [
        "Vilken kommun har 11 400 invånare?",
        "Hur många invånare har Viken?",
        "Kommuner med färre än 10 000 invånare, hur gör de?",
        "Vad kostar en bro på 9 000 meter?",
        "Which towns have more than 20,000 inhabitants?",
    ],
)
def test_how_many_live_elsewhere_is_asked_of(asked: str) -> None:
    assert without_size(asked) == asked


@pytest.mark.parametrize(
    ("asked", "bare"),
    [
        ("Ska kommunen bygga en bro?", "Ska vi bygga en bro?"),
        ("Hur bör vår kommun måla bron?", "Hur bör vi måla bron?"),
        ("Should the municipality build a bridge?", "Should we build a bridge?"),
        ("How can our municipality paint it?", "How can we paint it?"),
    ],
)
def test_one_that_asks_is_we_whatever_it_calls_itself(asked: str, bare: str) -> None:
    assert as_asker(asked) == bare


@pytest.mark.parametrize(
    "asked",
    [
        "Ska kommunen och regionen bygga en bro?",
        "Hur många broar har kommunen?",
        "Ska kommuner bygga broar?",
        "Should the municipality of Ekvik build a bridge?",
        "What can the municipality's residents expect?",
        "Vad kan kommunen Viken lära sig?",
    ],
)
def test_municipality_that_is_named_or_asked_about_stays(asked: str) -> None:
    assert as_asker(asked) == asked


@pytest.mark.parametrize(
    "asked",
    [
        "Hej! Vad kostar en bro?",
        "Vad kostar en bro? Tack på förhand!",
        "Vad kostar en bro enligt underlaget?",
        "Enligt rapporterna, Vad kostar en bro?",
        "Nämnden undrar: Vad kostar en bro?",
        "Hello, I have a question: Vad kostar en bro? Thank you",
        "Vad kostar en bro, according to the sources?",
    ],
)
def test_what_is_said_around_a_question_is_no_part_of_it(asked: str) -> None:
    assert without_frame(asked).rstrip("?") == "Vad kostar en bro"


@pytest.mark.parametrize(
    "asked",
    [
        "Hej då!",
        "Tack!",
        "Vad kostar en bro enligt Sjöborapporten?",
        "Vem tackar ja?",
        "Vad frågar nämnden?",
        "According to the minister, is a bridge needed?",
        "Är beslut enligt rapporterna bra?",
        "Should decisions be based on the evidence?",
    ],
)
def test_what_is_asked_stays(asked: str) -> None:
    assert without_frame(asked) == asked
