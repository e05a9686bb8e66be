"""A profile changes an answer only where a source says whom its findings hold for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from advisor.answers.profiles import (
    LARGE,
    SMALL,
    IdealType,
    gain,
    ideal_types,
    nearest_type,
    profile_effect,
    size_asked,
    size_of,
    sizes_meant,
)
from advisor.types import Profile, Sentence, Source, Statement
from advisor.vocabulary import Language, Size
from tests.fakes import candidate_of, citation_of, document_of, sentence_of

SOURCE = Source("slag.txt", "Slag", "regional_report", publisher="Byrådet", date="2020")
TINY, BIG = Profile(population=5_000), Profile(population=90_000)


def _sentence(text: str, start: int = 0, **said: object) -> Sentence:
    return sentence_of(0, "slag.txt", (0, start, start + len(text)), text, **said)


def _type(name: str, who: str, start: int = 0, siblings: int = 2) -> IdealType:
    return IdealType("slag.txt", name, siblings, _sentence(who, start), None)


# --- Sizes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (900, "small"),
        (SMALL - 1, "small"),
        (SMALL, None),
        (LARGE - 1, None),
        (LARGE, "large"),
        (None, None),
    ],
)
def test_size_is_told_at_the_ends_only(population: int | None, size: str | None) -> None:
    assert size_of(Profile(population=population)) == size


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Små kommuner lånar stängsel.", {"small"}),
        ("Det är lätt i mindre svenska kommuner.", {"small"}),
        ("Small rural municipalities borrow fences.", {"small"}),
        ("Stora kommuner köper grindar.", {"large"}),
        ("Medelstora kommuner köper grindar.", {"large"}),
        ("Det är lätt i större och rikare kommuner.", {"large"}),
        ("Larger municipalities buy gates.", {"large"}),
        ("Små kommuner lånar av stora kommuner.", {"small", "large"}),
        ("Kommuner köper små grindar.", set()),
        ("Små företag köper grindar i kommunen.", set()),
    ],
)
def test_size_is_said_of_municipalities(text: str, sizes: set[str]) -> None:
    assert sizes_meant(text) == sizes


@pytest.mark.parametrize(
    ("profile", "text", "sign"),
    [
        (TINY, "Små kommuner lånar stängsel.", 1),
        (TINY, "Stora kommuner köper grindar.", -1),
        (BIG, "Stora kommuner köper grindar.", 1),
        (BIG, "Små kommuner lånar stängsel.", -1),
        (TINY, "Små kommuner lånar av stora kommuner.", 0),
        (TINY, "Kommuner köper grindar.", 0),
        (Profile(population=30_000), "Små kommuner lånar stängsel.", 0),
        (Profile(), "Små kommuner lånar stängsel.", 0),
    ],
)
def test_finding_gains_where_it_holds_for_the_asker_and_loses_where_it_does_not(
    profile: Profile, text: str, sign: int
) -> None:
    gained = gain(profile, candidate_of(_sentence(text)))

    assert (gained > 0) - (gained < 0) == sign


# --- Kinds of municipalities ------------------------------------------------------


def _told(*told: tuple[str, str], **said: object) -> list[Sentence]:
    """Sentences under headings: (heading, text)."""
    return [
        _sentence(text, 100 * number, section=("3. Slag", heading), **said)
        for number, (heading, text) in enumerate(told)
    ]


CALM = "Den lugna kommunen är ofta en av de små kommunerna."
QUICK = "Den snabba kommunen är ofta en av de stora kommunerna."


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (("Den lugna kommunen", "Den snabba kommunen"), ["lugna", "snabba"]),
        (("1. Den lugna kommunen", "2 Den snabba kommunen"), ["lugna", "snabba"]),
        (("Den lugna kommunen", "Den snabba kommunens vägar"), []),  # one alone is no kind
        (("Lugna kommuner", "Snabba kommuner"), []),
    ],
)
def test_kinds_are_found_under_headings_of_their_own(
    headings: tuple[str, str], names: Sequence[str]
) -> None:
    sentences = _told(*zip(headings, (CALM, QUICK), strict=True))

    found = ideal_types(SOURCE, sentences)

    assert [(it.name, it.siblings, it.source) for it in found] == [
        (name, 2, "slag.txt") for name in names
    ]


def test_kinds_are_found_under_english_headings() -> None:
    sentences = _told(
        ("The calm municipality", "Small municipalities are calm."),
        ("The quick municipality", "Large municipalities are quick."),
    )

    assert [it.name for it in ideal_types(SOURCE, sentences)] == ["calm", "quick"]


def test_kind_is_told_by_the_first_sentence_that_says_of_what_size_it_is() -> None:
    sentences = _told(
        ("Den lugna kommunen", "Den lugna kommunen dricker te."),
        ("Den lugna kommunen", CALM),
        ("Den lugna kommunen", "Lugna vanor finns i mindre kommuner."),
        ("Den snabba kommunen", QUICK),
    )

    calm, quick = ideal_types(SOURCE, sentences)

    assert (calm.who.text, quick.who.text) == (CALM, QUICK)


def test_kind_is_not_told_by_a_sentence_that_leans() -> None:
    headed = "Den lugna kommunen"
    first, second = _told((headed, f"Därför är {CALM}"), (headed, CALM))
    sentences = [replace(first, leans=True), second, *_told(("Den snabba kommunen", QUICK))]

    assert ideal_types(SOURCE, sentences)[0].who.text == CALM


def test_kind_that_is_nowhere_described_is_left_out_and_counted() -> None:
    sentences = _told(
        ("Den lugna kommunen", CALM),
        ("Den snabba kommunen", "Den snabba kommunen dricker kaffe."),
    )

    (calm,) = ideal_types(SOURCE, sentences)

    assert (calm.name, calm.siblings) == ("lugna", 2)


def test_advice_to_a_kind_is_what_a_recommendation_says_of_it() -> None:
    advice = _sentence("Lugna kommuner bör låna stängsel.", 500, role="recommendation")
    general = _sentence("Alla bör låna stängsel.", 600, role="recommendation")
    sentences = _told(("Den lugna kommunen", CALM), ("Den snabba kommunen", QUICK))

    calm, quick = ideal_types(SOURCE, [*sentences, general, advice])

    assert (calm.advice, quick.advice) == (advice, None)


SIZED = [_type("lugna", CALM), _type("snabba", QUICK)]
ABLE = [
    _type("vana", "Små kommuner med intern kompetens är vana."),
    _type("ovana", "Små kommuner med begränsade resurser är ovana."),
]


@pytest.mark.parametrize(
    ("profile", "types", "name"),
    [
        (TINY, SIZED, "lugna"),
        (BIG, SIZED, "snabba"),
        (TINY, SIZED[::-1], "lugna"),
        (Profile(population=30_000), SIZED, None),
        (Profile(), SIZED, None),
        (TINY, ABLE, None),  # both alike
        (replace(TINY, it_organisation="own", digital_lead=True), ABLE, "vana"),
        (replace(TINY, it_organisation="own"), ABLE, None),  # half of what it takes
        (replace(TINY, digital_lead=True), ABLE, None),
        (replace(TINY, it_organisation="shared"), ABLE, "ovana"),
        (replace(TINY, it_organisation="none"), ABLE, "ovana"),
        (replace(TINY, digital_lead=False), ABLE, "ovana"),
        (BIG, SIZED[:1], None),
        (TINY, [], None),
    ],
)
def test_nearest_kind_is_the_one_that_clearly_fits_best(
    profile: Profile, types: Sequence[IdealType], name: str | None
) -> None:
    nearest = nearest_type(profile, types)

    assert (nearest.name if nearest else None) == name


# --- What is told of it -----------------------------------------------------------


def _says(*quotes: str, file: str = "slag.txt", first: int = 1) -> list[Statement]:
    """A statement for each quote; each quote opens its document."""
    document = document_of(" ".join(quotes), file)
    return [
        Statement("finding", quote, (citation_of(document, quote, number),))
        for number, quote in enumerate(quotes, first)
    ]


def _effect(
    profile: Profile,
    statements: Sequence[Statement],
    setting: str | None = None,
    kind: IdealType | None = None,
    language: Language = "sv",
) -> str | None:
    sources = {"slag.txt": replace(SOURCE, setting=setting), "b.txt": Source("b.txt", "B", "other")}
    return profile_effect(profile, statements, sources, kind, language)


def test_profile_that_no_source_speaks_of_changes_nothing() -> None:
    assert _effect(TINY, _says("Kommuner lånar stängsel."), "fyra byar") is None
    assert _effect(Profile(), _says("Små kommuner lånar stängsel."), "Åby, 5 000 invånare") is None


@pytest.mark.parametrize(
    ("population", "is_alike"),
    [(2_400, False), (2_500, True), (5_000, True), (10_000, True), (10_100, False)],
)
@pytest.mark.parametrize("setting", ["Åby, 5 000 invånare", "Åby (5000 inhabitants)"])
def test_studied_municipality_is_alike_up_to_twice_or_half_the_size(
    population: int, is_alike: bool, setting: str
) -> None:
    effect = _effect(Profile(population=population), _says("Te dricks."), setting)

    told = f"Närmast er i storlek bland de studerade: {setting} [1]."
    assert effect == (told if is_alike else None)


@pytest.mark.parametrize(
    ("county", "is_told"),
    [
        ("Kronobergs län", True),
        ("Kronoberg", True),
        ("Kronoberg county", True),
        ("Hallands län", False),
        (None, False),
        ("", False),
    ],
)
def test_source_on_the_asker_s_county_is_told(county: str | None, is_told: bool) -> None:
    effect = _effect(Profile(county=county), _says("Te dricks."), "fyra byar i Kronoberg")

    assert effect == ("Källan är om ert län: fyra byar i Kronoberg [1]." if is_told else None)


@pytest.mark.parametrize(
    ("profile", "quote", "language", "said"),
    [
        (TINY, "Små kommuner lånar.", "sv", "Gäller små kommuner, som er: [1]."),
        (BIG, "Stora kommuner köper.", "sv", "Gäller större kommuner, som er: [1]."),
        (BIG, "Små kommuner lånar.", "sv", "Gäller små kommuner, till skillnad från er: [1]."),
        (TINY, "Stora kommuner köper.", "sv", "Gäller större kommuner än er: [1]."),
        (TINY, "Små kommuner lånar.", "en", "About small municipalities, like yours: [1]."),
        (BIG, "Stora kommuner köper.", "en", "About larger municipalities, like yours: [1]."),
        (BIG, "Små kommuner lånar.", "en", "About small municipalities, unlike yours: [1]."),
        (TINY, "Stora kommuner köper.", "en", "About larger municipalities than yours: [1]."),
    ],
)
def test_scope_of_a_quote_is_held_against_the_asker_s_size(
    profile: Profile, quote: str, language: Language, said: str
) -> None:
    assert _effect(profile, _says(quote), language=language) == said


def test_quotes_of_the_same_scope_are_told_together() -> None:
    quotes = [
        "Små kommuner lånar.",
        "Kommuner sover.",
        "Mindre kommuner sparar.",
        "Stora kommuner köper.",
    ]

    assert _effect(TINY, _says(*quotes)) == (
        "Gäller små kommuner, som er: [1] [3]. Gäller större kommuner än er: [4]."
    )


def test_quote_about_both_sizes_has_no_scope() -> None:
    assert _effect(TINY, _says("Små kommuner lånar av stora kommuner.")) is None


def test_effect_is_told_in_the_order_likeness_scope_and_kind() -> None:
    statements = [*_says(CALM), *_says("Te dricks.", file="b.txt", first=2)]

    effect = _effect(TINY, statements, "Åby, 6 000 invånare", _type("lugna", CALM, siblings=3))

    assert effect == (
        "Närmast er i storlek bland de studerade: Åby, 6 000 invånare [1]."
        " Gäller små kommuner, som er: [1]."
        " Rapporten från Byrådet (2020) beskriver tre slags kommuner; era uppgifter pekar mot den"
        " lugna [1]."
    )


def test_source_that_is_alike_is_not_told_again_for_its_county() -> None:
    profile = replace(TINY, county="Kalmar län")

    effect = _effect(profile, _says("Te dricks."), "Åby i Kalmar, 6 000 invånare")

    assert effect == "Närmast er i storlek bland de studerade: Åby i Kalmar, 6 000 invånare [1]."


def test_effect_speaks_the_language_of_the_question() -> None:
    effect = _effect(TINY, _says(CALM), "Åby, 6 000 invånare", _type("lugna", CALM), language="en")

    assert effect == (
        "Nearest to you in size among those studied: “Åby, 6 000 invånare” (in Swedish) [1]."
        " About small municipalities, like yours: [1]."
        " The report from Byrådet (2020) describes two kinds of municipalities; your details point"
        " to the one called “lugna” (in Swedish) [1]."
    )


def test_kind_that_no_statement_tells_of_is_not_mentioned() -> None:
    assert _effect(TINY, _says("Te dricks."), kind=_type("lugna", CALM, start=700)) is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Klarar en kommun med 9 000 invånare det?", "small"),
        ("Can a town of 90,000 inhabitants do it?", "large"),
        ("Klarar en kommun med 30 000 invånare det?", None),
        ("Klarar små kommuner det?", "small"),
        ("Kostar det 9 000 kronor?", None),
        ("Ska vi med 9 000 invånare gå ihop med större kommuner?", None),  # of both sizes
    ],
)
def test_size_that_is_asked_of_is_told_by_word_or_number(text: str, size: Size | None) -> None:
    assert size_asked(text) == size
