"""A sentence claims that something gets better or worse; its negation claims the opposite."""

from __future__ import annotations

import pytest

from advisor.discourse.claims import Claim, claims, is_disputed
from advisor.vocabulary import Language, Outcome, Thing


@pytest.mark.parametrize(
    ("sentence", "thing", "outcome", "language"),
    [
        ("En ny kaj ökar effektiviteten.", "efficiency", "better", "sv"),
        ("Kvaliteten förbättras av en ny kaj.", "quality", "better", "sv"),
        ("En ny kaj minskar kostnaderna.", "cost", "better", "sv"),
        ("Avgifterna sjunker.", "cost", "better", "sv"),
        ("Risken minskar.", "risk", "better", "sv"),
        ("Hamnarna delar kostnaden för isbrytaren.", "cost", "better", "sv"),
        ("En egen isbrytare blir billigare.", "cost", "better", "sv"),
        ("Lastningen går snabbare.", "pace", "better", "sv"),
        ("Kvaliteten försämras.", "quality", "worse", "sv"),
        ("Hamnen förlorar insyn.", "insight", "worse", "sv"),
        ("Kostnaderna ökar.", "cost", "worse", "sv"),
        ("Två kajer skapar konflikter.", "conflict", "worse", "sv"),
        ("En egen isbrytare blir dyrare.", "cost", "worse", "sv"),
        ("Lastningen går långsammare.", "pace", "worse", "sv"),
        ("A new quay improves quality.", "quality", "better", "en"),
        ("A new quay reduces costs.", "cost", "better", "en"),
        ("Costs fall.", "cost", "better", "en"),
        ("Loading is cheaper.", "cost", "better", "en"),
        ("The harbour loses influence.", "influence", "worse", "en"),
        ("Service quality declines.", "quality", "worse", "en"),
        ("A new quay raises costs.", "cost", "worse", "en"),
        ("Loading is slower.", "pace", "worse", "en"),
    ],
)
def test_more_of_a_good_is_better_and_more_of_a_burden_is_worse(
    sentence: str, thing: Thing, outcome: Outcome, language: Language
) -> None:
    assert claims(sentence, language) == {Claim(thing, outcome)}


@pytest.mark.parametrize(
    ("sentence", "thing", "outcome", "language"),
    [
        ("En ny kaj minskar inte kostnaderna.", "cost", "worse", "sv"),
        ("Det är svårt att minska kostnaderna.", "cost", "worse", "sv"),
        ("Ingen kaj höjer säkerheten.", "security", "worse", "sv"),
        ("En egen isbrytare blir aldrig billigare.", "cost", "worse", "sv"),
        ("Lastningen blir inte långsammare.", "pace", "better", "sv"),
        ("A new quay does not reduce costs.", "cost", "worse", "en"),
        ("Loading is never cheaper.", "cost", "worse", "en"),
        ("Loading is hardly slower.", "pace", "better", "en"),
    ],
)
def test_negation_claims_the_opposite(
    sentence: str, thing: Thing, outcome: Outcome, language: Language
) -> None:
    assert claims(sentence, language) == {Claim(thing, outcome)}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("En ny kaj minskar inte bara kostnaderna.", "sv"),
        ("En ny kaj minskar inte minst kostnaderna.", "sv"),
        ("En ny kaj minskar inte enbart kostnaderna.", "sv"),
        ("A new quay not only reduces costs.", "en"),
    ],
)
def test_not_only_negates_nothing(sentence: str, language: Language) -> None:
    assert claims(sentence, language) == {Claim("cost", "better")}


def test_negation_far_before_the_effect_is_of_something_else() -> None:
    sentence = "Isen har inte legat kvar i farleden i år och kostnaderna ökar."

    assert claims(sentence, "sv") == {Claim("cost", "worse")}


def test_both_outcomes_of_one_thing_cancel_and_leave_other_things() -> None:
    sentence = "Kvaliteten förbättras: i maj ökar kostnaderna men i juni minskar kostnaderna."

    assert claims(sentence, "sv") == {Claim("quality", "better")}


def test_sentence_may_claim_better_of_one_thing_and_worse_of_another() -> None:
    sentence = "En ny kaj ökar effektiviteten, men avgifterna stiger."

    assert claims(sentence, "sv") == {Claim("efficiency", "better"), Claim("cost", "worse")}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Kajen är av sten.", "sv"),
        ("Kostnaderna är kända.", "sv"),
        ("Hamnen är öppen, och avgifterna betalas i maj.", "sv"),
        ("Hamnen minskar buller som kostnaden styr.", "sv"),
        ("Med en kaj undviker hamnen att vänta, vilket kan försena fartyg.", "sv"),
        ("En kaj hjälper till att förhindra att kostnaderna ökar.", "sv"),
        ("Det finns en brist på kompetens i hamnen.", "sv"),
        ("Hamnen behöver mer kompetens.", "sv"),
        ("A quay avoids what raises costs.", "en"),
        ("The quay is of stone.", "en"),
        ("The costs are known.", "en"),
        ("", "en"),
    ],
)
def test_sentence_without_an_effect_claims_nothing(sentence: str, language: Language) -> None:
    assert claims(sentence, language) == frozenset()


def test_words_of_the_other_language_claim_nothing() -> None:
    assert claims("En ny kaj minskar kostnaderna.", "en") == frozenset()


@pytest.mark.parametrize(("outcome", "other"), [("better", "worse"), ("worse", "better")])
def test_opposite_is_of_the_same_thing(outcome: Outcome, other: Outcome) -> None:
    assert Claim("cost", outcome).opposite == Claim("cost", other)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vissa lotsar vill ha en kaj medan andra vill ha en brygga.",
        "Lotsarna har olika uppfattningar om kajen.",
        "Det råder delade meningar om kajen.",
        "Åsikterna går isär.",
        "Forskningen är inte entydig.",
        "Vissa studier visar på vinster, medan andra pekar på problem.",
        "Some pilots want a quay, while others want a pier.",
        "Opinions differ on the quay.",
    ],
)
def test_sentence_that_says_that_opinions_differ_is_disputed(sentence: str) -> None:
    assert is_disputed(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vissa lotsar vill ha en kaj.",
        "Vissa hamnar vill framåt medan andra kan framstå som bromsklossar.",
        "Vissa hamnar har en kaj, medan andra har två.",
        "Some harbours want a quay, while others have one.",
        "Kajen är lång medan bryggan är kort.",
        "Some pilots want a quay.",
        "The quay is long, while the pier is short.",
    ],
)
def test_difference_between_things_is_no_dispute(sentence: str) -> None:
    assert not is_disputed(sentence)
