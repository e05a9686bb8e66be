"""A question's words reach the words of the sources, however they are typed."""

from __future__ import annotations

import math

import pytest

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.questions.terms import UNKNOWN_WEIGHT, TermReader
from advisor.types import Term
from tests.questions.canals import CHUNKS, GLOSSARY, LEMMATIZER, SPLITTER, Corpus


@pytest.fixture(scope="module")
def reader() -> TermReader:
    return TermReader(Corpus(), LEMMATIZER, SPLITTER.split, GLOSSARY)


def _terms(reader: TermReader, text: str) -> dict[str, Term]:
    return {term.word: term for term in reader.read(text, detect_language(text))}


def test_function_words_are_no_terms(reader: TermReader) -> None:
    assert list(_terms(reader, "Hur ska vi sköta en kanal?")) == ["sköta", "kanal"]


def test_inflected_word_is_asked_for_by_its_lemma(reader: TermReader) -> None:
    terms = _terms(reader, "Hur sköts kanalerna i kommunerna?")

    assert (terms["kanalerna"].lemma, terms["kommunerna"].lemma) == ("kanal", "kommun")


@pytest.mark.parametrize(
    ("text", "word", "variants"),
    [
        ("Hur sköts viadukten?", "viadukten", {"kanal", "brygga"}),
        ("How is the canal kept?", "canal", {"kanal", "brygga"}),
        ("What does maintenance cost?", "maintenance", {"underhall"}),
    ],
)
def test_only_words_of_the_sources_stand_for_a_term(
    reader: TermReader, text: str, word: str, variants: set[str]
) -> None:
    assert {v for v, _ in _terms(reader, text)[word].variants} == variants


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("underhållningsfri", None),
        ("malning", "malning"),
        ("målnign", "malning"),
        ("rostsyddd", "rostskydd"),
        ("färja", "farja"),
        ("xyzzyplugh", None),
    ],
)
def test_slip_or_missing_diacritics_reach_the_word_of_the_sources(
    reader: TermReader, typed: str, lemma: str | None
) -> None:
    term = _terms(reader, f"Hur sköts {typed}?")[typed]

    reached = {term.lemma, *(v for v, _ in term.variants)} & {fold(w) for w in CHUNKS}
    assert reached == ({lemma} if lemma else set())


def test_compound_brings_its_parts(reader: TermReader) -> None:
    terms = _terms(reader, "Hur planeras kanalmålningen?")

    assert "malning" in terms["kanalmålningen"].parts


def test_weights_lie_between_zero_and_one_and_rare_words_weigh_more(
    reader: TermReader,
) -> None:
    text = "Hur sköter kommunen rostskydd på en kanal vid Höganäs, xyzzyplugh?"

    terms = _terms(reader, text)

    assert all(0 <= term.weight <= 1 for term in terms.values())
    assert all(0 < weight <= 1 for term in terms.values() for _, weight in term.variants)
    assert terms["kommunen"].weight < terms["kanal"].weight < terms["rostskydd"].weight
    assert terms["xyzzyplugh"].weight == UNKNOWN_WEIGHT


def test_word_that_no_source_has_is_marked_unknown(reader: TermReader) -> None:
    terms = _terms(reader, "Hur sköts kanaler av xyzzyplugh?")

    assert (terms["kanaler"].known, terms["xyzzyplugh"].known) == (True, False)


def test_synonym_that_no_source_has_either_does_not_make_a_word_known(
    reader: TermReader,
) -> None:
    terms = _terms(reader, "Hur sköts en färjeled?")

    assert not terms["färjeled"].known
    assert terms["färjeled"].weight > UNKNOWN_WEIGHT


@pytest.mark.parametrize(
    ("text", "particular"),
    [
        ("Hur sköts kanaler i Höganäs?", {"Höganäs"}),
        ("Vad kostade kanalen 2019?", {"2019"}),
        ("Vad säger SKR om kanaler?", {"SKR"}),
        ("Kanaler i kommuner?", set()),
        ("Hur sköttes kanaler i June, on a Monday?", set()),
        ("HUR SKÖTS KANALER I KOMMUNER?", set()),
        ("Hej! Kanaler rostar. Hur sköts kanaler?", set()),
        ("Vi är 9 000 invånare i Höganäs. Hur sköts kanaler?", set()),
        ("”Kanaler” och ”bryggor”: hur sköts de?", set()),
    ],
)
def test_names_and_numbers_of_what_is_asked_are_particular(
    reader: TermReader, text: str, particular: set[str]
) -> None:
    terms = _terms(reader, text)

    assert {term.word for term in terms.values() if term.particular} == particular


def test_words_told_beside_the_question_weigh_less_and_may_be_lacking(
    reader: TermReader,
) -> None:
    terms = _terms(reader, "Färjan är full. Hur sköter vi underhåll av en kanal?")

    assert terms["Färjan"].aside
    assert not terms["kanal"].aside
    alone = _terms(reader, "Är färjan full?")["färjan"]
    assert terms["Färjan"].weight < alone.weight


def test_a_light_word_weighs_less(reader: TermReader) -> None:
    terms = _terms(reader, "Ska vi lägga rostskydd på kanalen?")

    assert terms["lägga"].aside
    assert terms["lägga"].weight < terms["rostskydd"].weight


def test_a_slip_in_a_word_of_the_glossary_brings_what_stands_for_it(
    reader: TermReader,
) -> None:
    terms = _terms(reader, "Vad kostar underhål av broar?")

    assert terms["underhål"].known
    assert terms["underhål"].lemma == "underhall"


@pytest.mark.parametrize(
    ("word", "is_thing"),
    [("varg", True), ("skolmaten", True), ("snårig", False), ("jagar", False), ("Volvo", True)],
)
def test_a_lacking_noun_or_name_is_told_from_other_words(
    reader: TermReader, word: str, is_thing: bool
) -> None:
    term = _terms(reader, f"Kan underhåll av kanaler bli {word}?")[word]

    assert not term.known
    assert term.thing is is_thing


def test_common_abbreviations_are_no_names(reader: TermReader) -> None:
    terms = _terms(reader, "Är det OK att IT-avdelningen målar Höganäs kanal?")

    assert not terms["OK"].particular
    assert not terms["IT-avdelningen"].particular
    assert terms["Höganäs"].particular


@pytest.mark.parametrize(
    ("text", "lemma", "concepts"),
    [
        ("Hur sköts kanalerna?", "kanal", {"water"}),
        ("Hur sköts rosten?", "rost", {"decay", "metal"}),
        ("How is a ferry line kept?", "ferry line", {"traffic"}),
        ("Hur sköts xyzzyplugh?", "xyzzyplugh", set()),
    ],
)
def test_term_means_what_its_word_means(
    reader: TermReader, text: str, lemma: str, concepts: set[str]
) -> None:
    (term,) = (t for t in _terms(reader, text).values() if t.lemma == lemma)

    assert {name for name, _ in term.concepts} == concepts


def test_phrase_without_a_meaning_of_its_own_means_what_its_words_mean(
    reader: TermReader,
) -> None:
    term = _terms(reader, "Who plans the upkeep work?")["upkeep work"]

    assert {name for name, _ in term.concepts} == {"care", "labour"}


def test_compound_without_a_meaning_of_its_own_means_what_its_parts_mean(
    reader: TermReader,
) -> None:
    term = _terms(reader, "Hur planeras kanalmålningen?")["kanalmålningen"]

    assert {name for name, _ in term.concepts} == {"water", "colour"}


def test_word_without_a_meaning_takes_that_of_what_may_stand_for_it(
    reader: TermReader,
) -> None:
    term = _terms(reader, "Hur sköts viadukten?")["viadukten"]

    concepts = dict(term.concepts)
    assert concepts.keys() == {"water", "land"}
    assert concepts["water"] > concepts["land"]  # `brygga` is only related


def test_what_a_term_means_is_a_direction_of_length_one(reader: TermReader) -> None:
    terms = _terms(reader, "Hur planeras kanalmålningen vid rosten på viadukten?")

    meant = [term.concepts for term in terms.values() if term.concepts]
    assert len(meant) == 3
    assert all(
        math.hypot(*(share for _, share in concepts)) == pytest.approx(1) for concepts in meant
    )


def test_swedish_term_in_an_english_question_is_read_as_swedish(reader: TermReader) -> None:
    terms = reader.read("Who is responsible for rostskydd and underhåll in the canals?", "en")

    by_word = {term.word: term for term in terms}
    assert by_word["rostskydd"].known
    assert set(by_word["rostskydd"].parts) == {"rost", "skydd"}
    assert "canals" in by_word


def test_function_words_of_a_swedish_phrase_are_no_terms_in_an_english_question(
    reader: TermReader,
) -> None:
    terms = reader.read("What speaks for “underhåll av kanal”?", "en")

    assert {term.lemma for term in terms} >= {"underhall", "kanal"}
    assert "av" not in {term.word for term in terms}


def test_word_of_both_languages_is_of_the_question_s(reader: TermReader) -> None:
    assert reader.read("Is the brygga a kanal or a system?", "en")[-1].word == "system"


@pytest.mark.parametrize(
    ("framed", "bare"),
    [
        ("Vad säger underlaget om rostskydd?", "rostskydd"),
        ("Vad säger källorna om rostskydd?", "rostskydd"),
        ("Enligt rapporterna, hur sköts rostskydd?", "sköts rostskydd"),
        ("What do the sources say about canals?", "canals"),
        ("According to the reports, what is said of canals?", "canals"),
    ],
)
def test_asking_the_sources_as_such_adds_no_term(
    reader: TermReader, framed: str, bare: str
) -> None:
    assert [term.word for term in reader.read(framed, detect_language(framed))] == bare.split()


@pytest.mark.parametrize(
    ("framed", "bare"),
    [
        ("Är det klokt att måla kanalen?", "måla kanalen"),
        ("Vore det en bra idé att måla kanalen?", "måla kanalen"),
        ("Is it a good idea to paint the canal?", "paint canal"),
        ("Would it be wise to paint the canal?", "paint canal"),
        ("Is it smart grids that the canal needs?", "smart grids canal needs"),
    ],
)
def test_asking_for_a_judgement_adds_no_term(reader: TermReader, framed: str, bare: str) -> None:
    assert [term.word for term in reader.read(framed, detect_language(framed))] == bare.split()
