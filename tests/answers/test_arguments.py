"""An argument is one for or against just what is proposed; all else is a finding."""

from __future__ import annotations

import pytest

from advisor.answers.arguments import (
    is_for_others,
    may_advise,
    may_speak_against,
    may_speak_for,
    role_in_argument,
    tells_no_gain,
)
from advisor.answers.proposals import proposal_of
from advisor.discourse.signs import signs
from advisor.types import Query, Question, Sentence, Term
from advisor.vocabulary import Language, Role
from tests.fakes import sentence_of

PROPOSAL = proposal_of(
    Query(
        Question("?"), "?", "sv", "decision", (Term("färja", "farja", variants=(("ferry", 0.7),)),)
    )
)


def _sentence(text: str, language: Language = "sv", **said: object) -> Sentence:
    shown = signs(text, language)
    place = (0, 0, len(text))
    return sentence_of(0, "a.txt", place, text, signs=shown, language=language, **said)


def _role(
    text: str, language: Language = "sv", *, considered: bool = False, **said: object
) -> Role:
    sentence = _sentence(text, language, **said)
    return role_in_argument(PROPOSAL, sentence, text, is_considered=considered, asked="?")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Färjan förbättrar livet på ön.", "argument_for"),
        ("Bron förbättrar livet på ön.", "finding"),
        ("Färjan ökar risken för isbrott.", "argument_against"),
        ("Färjan minskar risken för isbrott.", "argument_for"),
        ("Färjan förbättrar livet men ökar risken för isbrott.", "finding"),
        ("Bron är full, men färjan förbättrar livet.", "argument_for"),
        ("Färjan är lång, medan bron förbättrar livet.", "argument_for"),
        ("Ingen färja har förbättrat livet på ön.", "finding"),
        ("Färjan syftar till att förbättra livet på ön.", "finding"),
        ("Problem inom färjetrafiken är vanliga.", "finding"),
        ("Utöver färjan finns en bro som förbättrar livet.", "finding"),
    ],
)
def test_gain_and_harm_are_told_of_the_thing_itself(text: str, role: Role) -> None:
    assert _role(text) == role


@pytest.mark.parametrize(
    "text",
    [
        "Byn saknar färja, vilket försvårar resor.",
        "Utan färja riskerar byn att tömmas.",
        "Om man inte har en färja riskerar byn att tömmas.",
        "Endast en minoritet har färja, vilket leder till ineffektiva resor.",
        "Bristen på färjor skapar problem.",
        "Några byar har färja. De andra saknar denna länk, vilket kan försvåra resor.",
        "Det gynnar bron på bekostnad av färjan.",
    ],
)
def test_harm_of_doing_without_speaks_for(text: str) -> None:
    assert _role(text) == "argument_for"


def test_lack_that_does_no_harm_argues_for_nothing() -> None:
    assert _role("Byn saknar färja.") == "finding"


@pytest.mark.parametrize(
    ("text", "said", "role"),
    [
        ("Köp en färja.", {"role": "recommendation"}, "recommendation"),
        ("Köp en bro.", {"role": "recommendation"}, "finding"),
        ("Bygg en bro i stället för färjan.", {"role": "recommendation"}, "argument_against"),
        ("En rekommendation är att köpa en färja.", {}, "recommendation"),
        ("En rekommendation är att minska beroendet av färjor.", {}, "argument_against"),
        ("Rådet rekommenderar en färja.", {}, "recommendation"),
        ("Byn bör köpa en färja.", {"considered": True}, "recommendation"),
        ("Byn bör köpa en färja.", {}, "finding"),
        ("Byn bör fråga länet för att få en färja.", {"considered": True}, "finding"),
        ("Staten bör köpa en färja.", {"considered": True}, "finding"),
    ],
)
def test_advice_is_on_just_this_and_to_those_who_ask(
    text: str, said: dict[str, object], role: Role
) -> None:
    assert _role(text, **said) == role  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Anslut byn till de byar som samverkar.", "recommendation"),
        ("Anslut byn till elnätet.", "finding"),
        ("Byarna samverkar om elnätet.", "finding"),
    ],
)
def test_to_join_a_shared_thing_is_to_join_those_who_share_it(text: str, role: Role) -> None:
    asked = "Ska vi ansluta oss till en gemensam färja?"
    terms = (
        Term("ansluta", "ansluta"),
        Term("gemensam", "gemensam"),
        Term("färja", "farja", variants=(("ferry", 0.7),)),
    )
    joining = proposal_of(Query(Question(asked), asked, "sv", "decision", terms))
    sentence = _sentence(text, role="recommendation")

    assert role_in_argument(joining, sentence, text, is_considered=True, asked=asked) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We recommend a ferry.", "recommendation"),
        ("It is recommended to buy a ferry.", "recommendation"),
        ("A ferry improves life.", "argument_for"),
        ("Without a ferry there are problems.", "argument_for"),
        ("A ferry requires a pier.", "condition"),
    ],
)
def test_english_is_read_alike(text: str, role: Role) -> None:
    assert _role(text, "en") == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Färjan kräver en brygga.", "condition"),
        ("En brygga är avgörande för färjan.", "condition"),
        ("För att färjan ska gå krävs en brygga.", "condition"),
        ("Bryggan kräver en färja.", "finding"),
        ("Färjan är avgörande för bryggan.", "finding"),
        ("Byn skapar förutsättningar för färjan.", "finding"),
        ("Färjan kräver en brygga och skapar merarbete.", "argument_against"),
    ],
)
def test_condition_is_what_the_thing_depends_on(text: str, role: Role) -> None:
    assert _role(text) == role


@pytest.mark.parametrize(
    ("section", "asked", "is_it"),
    [
        (("Råd", "Råd för nationella aktörer"), "Ska vi köpa en färja?", True),
        (("Råd", "Råd för nationella aktörer"), "Vad bör nationella aktörer göra?", False),
        (("Råd", "Råd för kommuner"), "Ska vi köpa en färja?", False),
        (("Råd", "Råd för kommuner"), "Vad bör nationella aktörer göra?", True),
        (("Råd", "Råd för kommuner"), "Vad råds SKR att göra?", True),
        (("Råd", "Råd för kommuner"), "Vad bör kommuner och staten göra?", False),
        (("Råd", "Råd för kommuner"), "Finns det någon statistik?", False),
    ],
)
def test_advice_under_a_heading_for_others_is_for_others(
    section: tuple[str, ...], asked: str, is_it: bool
) -> None:
    assert is_for_others(_sentence("Köp en färja.", section=section), asked) is is_it


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Färjan ökar risken för isbrott.", True),
        ("En svaghet är isen.", True),
        ("Byn ser inte några vinster.", True),
        ("Utan färja riskerar byn att tömmas.", False),
        ("Färjan minskar risken för isbrott.", False),
        ("Färjan är röd.", False),
    ],
)
def test_what_may_speak_against_tells_a_harm_that_is_not_of_doing_without(
    text: str, may: bool
) -> None:
    assert may_speak_against(PROPOSAL, text, "sv") is may


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("En nackdel är isen.", True),
        ("Fördelar och nackdelar väger lika.", False),
        ("Det är svårt att nå några besparingar.", True),
        ("Det är lätt att nå besparingar.", False),
        ("The village does not see any benefits.", True),
    ],
)
def test_gain_that_does_not_come_is_none(text: str, is_none: bool) -> None:
    assert tells_no_gain(text) is is_none


@pytest.mark.parametrize(
    ("text", "may"),
    [("Färjan bör köpas.", True), ("Bron bör köpas.", False), ("Färjan köptes.", False)],
)
def test_what_may_advise_says_what_ought_to_be_of_the_thing(text: str, may: bool) -> None:
    assert may_advise(PROPOSAL, text) is may


@pytest.mark.parametrize(
    "text",
    [
        "Få kommuner har som mål att prova nya och ovana sätt att korsa sundet, till"
        " exempel färja, vilket är en risk.",
        "Färjor har värden som är svåra att mäta och undervärderas därför.",
    ],
)
def test_harm_of_having_few_or_prizing_it_low_speaks_not_against_it(text: str) -> None:
    assert _role(text) != "argument_against"


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Färjan är grön.", False),
        ("Färjan är en fördel.", True),
        ("Kommunen bör köpa en färja.", True),
        ("Utan färja riskerar ön att tömmas.", True),
        ("Färjan är dyr.", False),
    ],
)
def test_what_tells_a_gain_or_the_harm_of_doing_without_may_speak_for(text: str, may: bool) -> None:
    assert may_speak_for(PROPOSAL, text, "sv") is may
