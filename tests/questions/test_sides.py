"""Sides are asked for in so many words, of one thing, of several ways or of how it is to be so."""

from __future__ import annotations

import pytest

from advisor.questions.sides import (
    as_one_party,
    compares,
    is_of_somebody,
    is_of_state,
    names_side,
    question_sides,
    speaking_spans,
    without_asking_for_sides,
)
from advisor.vocabulary import Sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Vad talar för och emot en gemensam kanal?", "both"),
        ("Vilka skäl talar för respektive emot kanalen?", "both"),
        ("För- och nackdelar med bryggor", "both"),
        ("Vilka fördelar respektive nackdelar har bryggor?", "both"),
        ("Bryggor: plus och minus?", "both"),
        ("Styrkor och svagheter med bryggor?", "both"),
        ("Risker och möjligheter med bryggor", "both"),
        ("Vilka risker och möjligheter ser hamnen i år?", None),  # of nothing that is named
        ("Pros and cons of a wider canal?", "both"),
        ("What speaks for and against dredging?", "both"),
        ("What are the benefits and drawbacks of dredging?", "both"),
        ("Vilka nackdelar har bryggor?", "against"),
        ("Vad talar emot bryggor?", "against"),
        ("Vilka styrkor har bryggor?", "for"),
        ("Vad talar för bryggor?", "for"),
        ("Är fiskarna för eller emot bryggor?", None),  # where somebody stands
        ("Vad är kanalen till för och hur djup är den?", None),
        ("Ska vi bygga bryggor?", None),
    ],
)
def test_sides_are_told_by_the_words_that_ask_for_them(text: str, sides: Sides | None) -> None:
    assert question_sides(text, text) == sides


def test_side_that_is_only_told_of_is_not_asked_for() -> None:
    text = "Grannen säger att bryggor bara har fördelar. Stämmer det?"

    assert question_sides(text, "Stämmer det?") is None


def test_both_sides_may_be_asked_for_beside_the_question() -> None:
    text = "Ska vi bygga bryggor? För- och nackdelar, tack."

    assert question_sides(text, "Ska vi bygga bryggor?") == "both"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("För- och nackdelar med bryggor jämfört med kajer?", True),
        ("Bryggor, kajer och pirar: plus och minus?", True),
        ("What are the pros and cons of each option?", True),
        ("Vad talar för och emot att varje hamn bygger själv?", False),
    ],
)
def test_several_ways_are_set_beside_each_other(text: str, is_so: bool) -> None:
    assert compares(text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Vilka styrkor och svagheter har kommunerna i länet?", True),
        ("Strengths and weaknesses of the coastal municipality?", True),
        ("Styrkor och svagheter med bryggor i kommunen?", False),
        ("Pros and cons of merging municipalities?", False),
    ],
)
def test_sides_of_somebody_are_not_those_of_something_to_do(text: str, is_so: bool) -> None:
    assert is_of_somebody(text) is is_so


def test_how_it_is_to_be_so_is_told_from_who_asks() -> None:
    assert is_of_state("Vilka fördelar och nackdelar finns med att vara en liten hamn?")
    assert not is_of_state("Vi är en liten hamn. Vad talar för och emot bryggor?")


def test_parties_of_which_either_may_act_offer_no_choice() -> None:
    assert as_one_party("att staten eller regionen tar över") == "att staten tar över"
    assert as_one_party("broar eller färjor") == "broar eller färjor"


def test_words_that_ask_for_sides_are_left_out_where_they_stand() -> None:
    text = "Vad talar för och emot en bro?"

    assert without_asking_for_sides(text).strip() == "en bro?"
    assert next(text[slice(*span)] for span in speaking_spans(text)) == "Vad talar för och emot"
    assert not list(speaking_spans("Vilka nackdelar har en bro?"))  # sources have these words


def test_word_names_a_side_where_that_side_is_asked_for() -> None:
    assert names_side("fördelar nackdelar", "both")
    assert names_side("Risker", "both")
    assert not names_side("Risker", "against")
    assert not names_side("fördelar broar", "both")
