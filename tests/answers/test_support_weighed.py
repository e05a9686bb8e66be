"""The signs by which a statement is weighed beside its quotes, and what they come to."""

from __future__ import annotations

import pytest

from advisor.answers.support import Known, features_of, unsupported_because
from advisor.answers.support_alignment import Alignment
from advisor.answers.support_claims import _classes
from advisor.answers.support_families import _families
from advisor.answers.support_weighed import ALWAYS, TABLE, doubt
from advisor.language.detection import detect_language
from advisor.language.weights import read_weights
from evals.support import PAIRS, full_lexicon, load_pairs

QUOTE = (
    "Små kommuner behöver stöd med kapacitet, medan stora kommuner behöver en gemensam plattform."
)


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(full_lexicon())


def _features(statement: str, known: Known, *quotes: str) -> dict[str, float]:
    return features_of(statement, detect_language(statement), quotes or (QUOTE,), known)


def _aligned(statement: str, known: Known, *quotes: str) -> Alignment:
    read = known.lexicon.read
    return Alignment(
        read(statement, detect_language(statement)),
        [read(quote, detect_language(quote)) for quote in quotes or (QUOTE,)],
    )


def test_words_are_met_in_either_language(known: Known) -> None:
    aligned = _aligned("Small municipalities need support.", known)

    assert aligned.features()["said"] >= 0.75
    assert aligned.features()["other language"] == 1.0
    assert {place.word.text for i in range(3) for place in _places(aligned, i)} >= {
        "Små",
        "kommuner",
    }


def _places(aligned: Alignment, said: int) -> list:  # type: ignore[type-arg]
    return [aligned.stated[place] for place in aligned.places[said]]


def test_a_word_that_no_quote_has_is_unsaid_and_what_is_not_told_is_left_out(known: Known) -> None:
    aligned = _aligned("Små kommuner behöver brandbilar.", known)

    assert [word.text for word in aligned.unsaid()] == ["brandbilar"]
    assert "kapacitet" in {word.text for word in aligned.left_out()}


def test_a_clause_is_met_by_the_one_that_says_most_of_it(known: Known) -> None:
    aligned = _aligned("Stora kommuner behöver en plattform.", known)

    met = aligned.clause_for(0)

    assert met is not None
    assert met[0] == aligned.stated[-1].clause
    assert _aligned("Brandbilen tutar.", known).clause_for(0) is None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Det regionala stödet räcker.", "Det nationella stödet räcker."),
        ("Politikerna ser en vinst.", "Medarbetarna ser en vinst."),
        ("Det tog tre månader.", "Det tog tre veckor."),
        ("The operational type is common.", "Den pragmatiska typen är vanlig."),
    ],
)
def test_a_thing_in_the_place_of_one_of_its_family_is_a_sign(
    statement: str, quote: str, known: Known
) -> None:
    features = _features(statement, known, quote)

    assert features["substituted alone"] == 1.0
    assert _features(quote, known, quote)["substituted"] == 0.0


def test_compounds_with_one_end_are_of_a_kind(known: Known) -> None:
    quote = "Bara en av tio har en väl fungerande arkitekturstyrning."

    said = _features("En av tio har en väl fungerande projektstyrning.", known, quote)

    assert said["substituted compound"] == 1.0


def test_things_that_change_places_fit_each_other_better(known: Known) -> None:
    crossed = "Stora kommuner behöver stöd med kapacitet, medan små kommuner behöver en plattform."

    assert _features(crossed, known)["crossed family"] > 0
    assert _features(QUOTE.replace("stöd", "hjälp"), known)["crossed family"] == 0.0


def test_one_thing_told_of_another_fits_it_better(known: Known) -> None:
    quotes = ("Forshaga har en egen strategi.", "Karlstad saknar plattform och avtal.")

    said = _features("Forshaga saknar plattform och avtal.", known, *quotes)

    assert said["fits another"] > 0
    assert _features("Karlstad saknar plattform och avtal.", known, *quotes)["fits another"] == 0.0


def test_numbers_that_change_places_fit_each_other_better(known: Known) -> None:
    quotes = ("11 % har bra styrning av projekt.", "2 % har bra styrning av portföljen.")

    said = _features("2 % har bra styrning av projekt.", known, *quotes)

    assert said["crossed numbers"] > 0
    assert _features(quotes[0], known, *quotes)["crossed numbers"] <= 0.0


def test_who_is_the_measure_is_a_sign(known: Known) -> None:
    quote = "Forshaga har, till skillnad från Karlstad, en egen avdelning."

    turned = _features("Karlstad har en egen avdelning, till skillnad från Forshaga.", known, quote)

    assert turned["measured otherwise"] == 1.0
    assert _features(quote, known, quote)["measured otherwise"] == 0.0


@pytest.mark.parametrize(
    ("statement", "quote", "sign"),
    [
        ("Kommunen har en strategi.", "Kommunen har inte någon strategi.", "none denied now"),
        ("Kommunen har ingen strategi.", "Kommunen har en strategi.", "none denied before"),
        ("Kostnaden ökar varje år.", "Kostnaden minskar varje år.", "clause by opposite"),
        ("Kostnaden ökar inte varje år.", "Kostnaden ökar varje år.", "clause turned"),
        ("Alla kommuner har en plan.", "Några kommuner har en plan.", "all new"),
        ("Kommunen måste ha en plan.", "Kommunen bör ha en plan.", "must new"),
        ("Kommunen inför en plan.", "Kommunen kan införa en plan.", "hedge lost"),
        ("Kommunen kan införa en plan.", "Kommunen inför en plan.", "hedge added"),
    ],
)
def test_what_is_claimed_otherwise_is_a_sign(
    statement: str, quote: str, sign: str, known: Known
) -> None:
    assert _features(statement, known, quote)[sign] > 0
    assert _features(quote, known, quote).get(sign, 0.0) == 0.0


def test_a_denial_told_by_its_opposite_turns_nothing(known: Known) -> None:
    features = _features("Kostnaden minskar.", known, "Kostnaden ökar inte.")

    assert features["clause by opposite denied"] > 0
    assert features.get("clause turned", 0.0) == 0.0


@pytest.mark.parametrize(
    "name", [ALWAYS, "any reason", "said", "substituted", "english", "none denied now", "only new"]
)
def test_every_kind_of_sign_has_a_weight(name: str) -> None:
    assert name in read_weights(TABLE)


def test_signs_add_up_and_what_has_no_weight_counts_nothing() -> None:
    weights = {name: weight for name, (weight,) in read_weights(TABLE).items()}

    assert doubt({}) == doubt({"no such sign": 5.0}) == weights[ALWAYS]
    assert doubt({"substituted": 2.0}) == pytest.approx(
        weights[ALWAYS] + 2 * weights["substituted"]
    )


@pytest.mark.parametrize(
    ("name", "met", "missed"),
    [
        ("done", "Kommunen har infört en plan.", "Kommunen har ett stort behov."),
        ("done", "Planen antogs och infördes, och har gjort nytta.", "De höga graderna."),
        ("all", "Samtliga kommuner svarade.", "Kommunerna svarade."),
        ("only", "Det gäller endast drift.", "Det gäller drift."),
        ("may", "Costs tend to rise.", "The tender was won."),
        ("despite", "Det gick, trots kostnaden.", "Hon är fast anställd."),
    ],
)
def test_words_of_a_class_are_met_and_others_are_not(name: str, met: str, missed: str) -> None:
    assert _classes()[name].search(met)
    assert not _classes()[name].search(missed)


@pytest.mark.parametrize(
    ("family", "one", "other"),
    [
        ("type", "pragmatiska", "operational"),
        ("level", "regionalt", "national"),
        ("size", "stort", "small"),
        ("span", "veckor", "months"),
        ("governing", "projektstyrning", "architecture governance"),
    ],
)
def test_words_of_a_family_are_told_apart(family: str, one: str, other: str) -> None:
    first, second = (
        [bool(member.fullmatch(word)) for member in _families()[family]] for word in (one, other)
    )

    assert sum(first) == sum(second) == 1
    assert first != second


def test_a_quote_beside_itself_has_nothing_new_and_nothing_gone(known: Known) -> None:
    """What `Beslut (kan) flyttas` says stands in its clauses without content words too."""
    pairs = load_pairs(PAIRS / "dev_k.jsonl")[:150]
    quotes = sorted({quote for pair in pairs for quote in pair.quotes})

    signs = {
        f"{name}: {quote}"
        for quote in (*quotes, "Beslut (kan) flyttas.")
        for name, value in _features(quote, known, quote).items()
        if value > 0 and name.endswith((" new", " gone", " new here", "denied", "crossed"))
        if name not in ("none denied", "affirmed still")
    }

    assert signs == set()


@pytest.mark.parametrize(
    ("statement", "is_shown"),
    [
        ("Små kommuner behöver stöd med kapacitet.", True),
        ("Small municipalities need support with capacity.", True),
        ("Stora kommuner behöver en gemensam plattform.", True),
        ("Regionerna behöver stöd med kapacitet.", False),
        ("Små kommuner behöver inte stöd med kapacitet.", False),
        ("Små kommuner har fått stöd med kapacitet.", False),
    ],
)
def test_what_is_weighed_decides_what_is_shown(
    statement: str, is_shown: bool, known: Known
) -> None:
    reason = unsupported_because(statement, detect_language(statement), (QUOTE,), known)

    assert (reason is None) == is_shown
