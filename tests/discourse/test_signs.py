"""What a sentence does in an argument is told by words that hold for any report."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from advisor.discourse import signs as module
from advisor.discourse.signs import signs
from advisor.language.tables import table_rows
from advisor.vocabulary import Language, Sign

TABLE = Path(module.__file__).with_name("signs.tsv")

SWEDISH = {
    "advice": """
        Hamnen bör öppna slussen tidigare.
        Lotsarna måste få utbildning.
        Rederiet rekommenderas att byta bränsle.
        Utvärdera avgiften varje år.
        """,
    "conclusion": """
        Slutsatsen är att slussen behövs.
        Sammantaget talar mycket för en ny kaj.
        Mätningen visar att farleden är grund.
        """,
    "benefit": """
        Fördelen är att båtarna slipper vänta.
        En ny kaj bidrar till säkrare angöring.
        Avgiften möjliggör underhåll.
        """,
    "drawback": """
        Risken är att isen stänger farleden.
        Nackdelen är en högre avgift.
        Bristen på lotsar är stor.
        """,
    "shortfall": """
        Endast 3 hamnar har lots.
        Ett fåtal hamnar har lots.
        Få hamnar har lots.
        Hamnen saknar lots.
        Bryggan står utan egen vakt.
        Farleden är inte tillräckligt djup.
        Underhållet är eftersatt.
        """,
    "condition": """
        Slussen öppnas förutsatt att isen har gått.
        Vinsten beror på vädret.
        Färjan går så länge isen håller sig borta.
        Om isen går kan slussen öppnas.
        Slussen öppnas endast när isen har gått.
        Lots är avgörande för säkerheten.
        Lots är en förutsättning för trafiken.
        """,
    "contrast": """
        Kajen är av sten medan bryggan är av trä.
        Till skillnad från färjan går båten hela året.
        """,
    "definition": """
        Med farled menas en utmärkt väg till sjöss.
        Lotsplikt innebär att lots ska anlitas.
        """,
    "reported": """
        Enligt hamnkaptenen räcker djupet.
        Flera lotsar upplever att farleden är trång.
        Djupet räcker sällan (Ek, 2009).
        """,
    "cause": """
        Slussen stängs eftersom isen är tjock.
        Förseningen beror på vädret.
        """,
    "number": """
        Kajen är 40 meter lång.
        Hälften av båtarna läcker.
        Avgiften höjdes med 12 %.
        """,
    "announcement": """
        I följande avsnitt beskrivs hamnen.
        I detta kapitel presenteras mätningen.
        """,
    "question": """
        Hur djup är farleden?
        ”Hur djup är farleden?”
        """,
}
ENGLISH = {
    "advice": "The harbour should open the lock earlier.",
    "conclusion": "The survey shows that the channel is shallow.",
    "benefit": "A new quay improves safety.",
    "drawback": "There is a risk of ice.",
    "shortfall": "Only two harbours have a pilot.",
    "condition": "The lock opens unless there is ice.",
    "contrast": "The quay is of stone, whereas the pier is of wood.",
    "definition": "A fairway is a marked route at sea.",
    "reported": "According to the captain, the channel is deep.",
    "cause": "The lock closes because of ice.",
    "number": "The quay is 40 metres long.",
    "announcement": "This section describes the harbour.",
    "question": "How deep is the channel?",
}
DOING = [
    *(
        (line.strip(), sign, "sv")
        for sign, ls in SWEDISH.items()
        for line in ls.strip().split("\n")
    ),
    *((sentence, sign, "en") for sign, sentence in ENGLISH.items()),
]


@pytest.mark.parametrize(("sentence", "sign", "language"), DOING)
def test_sentence_shows_what_it_does(sentence: str, sign: str, language: Language) -> None:
    assert sign in signs(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "sign", "language"),
    [
        ("Kajen skapades av is.", "advice", "sv"),
        ("Utvärderingen gjordes i maj.", "advice", "sv"),
        ("Bidraget söks i mars.", "benefit", "sv"),
        ("Staten delar ut bidrag till hamnar.", "benefit", "sv"),
        ("Frisksporten växer.", "drawback", "sv"),
        ("Hamnen mättes av Ek (2009).", "number", "sv"),
        ("Hamnen byggdes 1987.", "number", "sv"),
        ("Hamnen har en e-tjänst.", "number", "sv"),
        ("Se avsnitt 4.2.1 om kajer.", "number", "sv"),
        ("Hamnen är stängd.", "question", "sv"),
        ("Hamnen är stängd.", "drawback", "sv"),
        ("Hamnen är stängd.", "advice", "sv"),
        ("Hamnen får lots i maj.", "shortfall", "sv"),
        ("Hamnen har inte lots på söndagar.", "shortfall", "sv"),
        ("Kaptenen är knapphändig.", "shortfall", "sv"),
        ("Hamnens förutsättningar är goda.", "condition", "sv"),
        ("Lotsarna undrar om isen har gått.", "condition", "sv"),
        ("The harbour has a pilot.", "shortfall", "en"),
        ("The lock was rebuilt in order to save time.", "condition", "en"),
        ("The harbour was built in 1987.", "number", "en"),
        ("Boats come in spring.", "advice", "en"),
        ("Boats come in spring.", "drawback", "en"),
        ("The keyboard is new.", "advice", "en"),
    ],
)
def test_word_that_only_looks_like_a_sign_is_none(
    sentence: str, sign: str, language: Language
) -> None:
    assert sign not in signs(sentence, language)


def test_table_has_each_sign_that_words_show_in_both_languages() -> None:
    """The others are told by how a sentence begins and ends."""
    rows = table_rows(TABLE)
    by_its_ends = {"question", "lead", "keywords", "cut"}

    told = {(sign, language) for sign, language, _, _ in rows}

    assert told == set(product({*get_args(Sign)} - by_its_ends, get_args(Language)))


def test_no_row_of_the_table_stands_twice_or_cannot_be_read() -> None:
    rows = [tuple(row) for row in table_rows(TABLE)]

    assert len(set(rows)) == len(rows)
    assert {stands for _, _, stands, _ in rows} == {"word", "stem", "opening", "anywhere"}
    assert all(re.compile(pattern) for *_, pattern in rows)


@pytest.mark.parametrize(
    ("sentence", "sign", "is_shown"),
    [
        ("Avsaknaden märks.", "shortfall", True),  # a stem
        ("Få lotsar finns.", "shortfall", True),  # an opening
        ("Lotsarna är få.", "shortfall", False),
        ("Hamnen behöver is.", "directive", True),  # a word
        ("Hamnen obehöver is.", "directive", False),
        ("Kaj7 läcker.", "number", True),  # anywhere
    ],
)
def test_word_shows_a_sign_where_the_table_says_that_it_stands(
    sentence: str, sign: Sign, is_shown: bool
) -> None:
    assert (sign in signs(sentence, "sv")) is is_shown


def test_share_beside_a_year_is_a_number() -> None:
    assert "number" in signs("År 2019 läckte 40 % av båtarna.", "sv")


def test_sentence_may_do_several_things_at_once() -> None:
    found = signs("Enligt lotsen bör slussen stängas eftersom isen är en risk.", "sv")

    assert {"reported", "advice", "cause", "drawback"} <= found


@pytest.mark.parametrize(
    ("both", "one", "language"),
    [
        ("Kajen har möjligheter och utmaningar.", "Kajen har utmaningar.", "sv"),
        ("Kajen ger risker och nya möjligheter.", "Kajen ger risker.", "sv"),
        ("The quay has opportunities and challenges.", "The quay has challenges.", "en"),
    ],
)
def test_difficulties_named_along_with_opportunities_are_no_drawback(
    both: str, one: str, language: Language
) -> None:
    assert "drawback" not in signs(both, language)
    assert "drawback" in signs(one, language)


@pytest.mark.parametrize(
    ("lessened", "told", "language"),
    [
        (
            "En fast grupp minskar risken för att projekt stannar eller tappas bort.",
            "Det minskar kostnaden, men risken är att projekt stannar.",
            "sv",
        ),
        (
            "A steady group reduces the risk that projects fail.",
            "It reduces the price, but the risk is that projects fail.",
            "en",
        ),
    ],
)
def test_risk_that_gets_smaller_is_no_drawback(
    lessened: str, told: str, language: Language
) -> None:
    assert "drawback" not in signs(lessened, language)
    assert "drawback" in signs(told, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Det minskar sårbarheten, men skapar nya problem för personalen.", "sv"),
        ("Minskad kontroll riskerar att leda till problem.", "sv"),
        ("Sänkta anslag medför risker och problem i driften.", "sv"),
        ("Kostnaderna sänks men risken är att problem uppstår.", "sv"),
        ("It reduces the risk of errors, but creates new problems for staff.", "en"),
        ("Reduced funding raises the risk of problems.", "en"),
    ],
)
def test_drawback_beside_what_is_lessened_is_one(sentence: str, language: Language) -> None:
    assert "drawback" in signs(sentence, language)
