"""A question's words reach the words of the sources, however they are typed."""

from __future__ import annotations

import math

import pytest

from advisor.language.compounds import CompoundSplitter
from advisor.language.concepts import Meaning, meaning_key
from advisor.language.folding import fold
from advisor.language.glossary import Entry, Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.questions.understanding import UNKNOWN_WEIGHT, Understanding
from advisor.types import Form, Language, Query, Question, Term

# Lemmas of a corpus of a hundred chunks, with how many of them have each.
CHUNKS = {
    "kanal": 40,
    "rostskydd": 2,
    "rost": 8,
    "skydd": 10,
    "målning": 12,
    "farja": 3,
    "underhåll": 20,
    "kommun": 100,
    "brygga": 5,
    "Höganäs": 4,
}
MEANINGS: dict[str, Meaning] = {
    "sv:kanal": {"water": 1.0},
    "sv:rost": {"decay": 0.8, "metal": 0.6},
    "sv:malning": {"colour": 1.0},
    "sv:brygga": {"land": 1.0},
    "en:ferry line": {"traffic": 1.0},
    "en:ferry": {"boat": 1.0},
    "en:line": {"string": 1.0},
    "en:upkeep": {"care": 1.0},
    "en:work": {"labour": 1.0},
}


class Corpus:
    """What a corpus of canals knows of words."""

    n_chunks = 100

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """(occurrences, chunks, parts) of a folded lemma."""
        n = next((n for known, n in CHUNKS.items() if fold(known) == lemma), 0)
        return 2 * n, n, ()

    def form_counts(self) -> dict[str, int]:
        """The word forms as the corpus writes them."""
        return {lemma.casefold(): 2 * n for lemma, n in CHUNKS.items()}

    def meaning(self, folded: str, language: Language) -> Meaning:
        """The concepts of a folded word or phrase."""
        return MEANINGS.get(meaning_key(folded, language), {})


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    glossary = Glossary(
        [
            Entry(("kanal", "viadukt", "akvedukt"), ("canal",), ("brygga",)),
            Entry(("underhåll",), ("maintenance", "upkeep work"), ()),
            Entry(("färjeled",), ("ferry line",), ()),
        ]
    )
    splitter = CompoundSplitter(dict.fromkeys(CHUNKS, 10))
    return Understanding(Corpus(), Lemmatizer(), splitter.split, glossary)


def _terms(query: Query) -> dict[str, Term]:
    return {term.word: term for term in query.terms}


def _ask(understanding: Understanding, text: str, *history: str) -> Query:
    return understanding.understand(Question(text, history))


def test_function_words_are_no_terms(understanding: Understanding) -> None:
    assert list(_terms(_ask(understanding, "Hur ska vi sköta en kanal?"))) == ["sköta", "kanal"]


def test_inflected_word_is_asked_for_by_its_lemma(understanding: Understanding) -> None:
    terms = _terms(_ask(understanding, "Hur sköts kanalerna i kommunerna?"))

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
    understanding: Understanding, text: str, word: str, variants: set[str]
) -> None:
    assert {v for v, _ in _terms(_ask(understanding, text))[word].variants} == variants


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
    understanding: Understanding, typed: str, lemma: str | None
) -> None:
    term = _terms(_ask(understanding, f"Hur sköts {typed}?"))[typed]

    reached = {term.lemma, *(v for v, _ in term.variants)} & {fold(w) for w in CHUNKS}
    assert reached == ({lemma} if lemma else set())


def test_compound_brings_its_parts(understanding: Understanding) -> None:
    terms = _terms(_ask(understanding, "Hur planeras kanalmålningen?"))

    assert "malning" in terms["kanalmålningen"].parts


def test_weights_lie_between_zero_and_one_and_rare_words_weigh_more(
    understanding: Understanding,
) -> None:
    query = _ask(
        understanding, "Hur sköter kommunen rostskydd på en kanal vid Höganäs, xyzzyplugh?"
    )
    terms = _terms(query)

    assert all(0 <= term.weight <= 1 for term in query.terms)
    assert all(0 < weight <= 1 for term in query.terms for _, weight in term.variants)
    assert terms["kommunen"].weight < terms["kanal"].weight < terms["rostskydd"].weight
    assert terms["xyzzyplugh"].weight == UNKNOWN_WEIGHT


def test_word_that_no_source_has_is_marked_unknown(understanding: Understanding) -> None:
    terms = _terms(_ask(understanding, "Hur sköts kanaler av xyzzyplugh?"))

    assert (terms["kanaler"].known, terms["xyzzyplugh"].known) == (True, False)


def test_synonym_that_no_source_has_either_does_not_make_a_word_known(
    understanding: Understanding,
) -> None:
    terms = _terms(_ask(understanding, "Hur sköts en färjeled?"))

    assert not terms["färjeled"].known
    assert terms["färjeled"].weight > UNKNOWN_WEIGHT


@pytest.mark.parametrize(
    ("text", "particular"),
    [
        ("Hur sköts kanaler i Höganäs?", {"Höganäs"}),
        ("Vad kostade kanalen 2019?", {"2019"}),
        ("Vad säger SKR om kanaler?", {"SKR"}),
        ("Kanaler i kommuner?", set()),
        ("HUR SKÖTS KANALER I KOMMUNER?", set()),
        ("Hej! Kanaler rostar. Hur sköts kanaler?", set()),
        ("Vi är 9 000 invånare i Höganäs. Hur sköts kanaler?", set()),
        ("”Kanaler” och ”bryggor”: hur sköts de?", set()),
    ],
)
def test_names_and_numbers_of_what_is_asked_are_particular(
    understanding: Understanding, text: str, particular: set[str]
) -> None:
    query = _ask(understanding, text)

    assert {term.word for term in query.terms if term.particular} == particular


def test_repeated_word_is_one_term(understanding: Understanding) -> None:
    query = _ask(understanding, "Ska kanalen målas, och när ska kanaler målas?")

    assert [term.lemma for term in query.terms].count("kanal") == 1


def test_words_that_say_what_answer_is_wanted_are_no_terms(understanding: Understanding) -> None:
    query = _ask(understanding, "Vad är skillnaden mellan en kanal och en brygga?")

    assert query.form == "comparison"
    assert {term.lemma for term in query.terms} == {"kanal", "brygga"}


def test_figure_question_tells_what_is_measured_and_counted(understanding: Understanding) -> None:
    query = _ask(understanding, "Hur många kanaler har rostskydd?")

    assert (query.form, query.measure) == ("figure", "count")
    assert query.counted is not None
    assert query.terms[query.counted].lemma == "kanal"


def test_question_of_another_form_measures_nothing(understanding: Understanding) -> None:
    query = _ask(understanding, "Ska kommunen måla när kanalen rostar?")

    assert (query.form, query.measure, query.counted) == ("decision", None, None)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Och för små kommuner?", "decision"),
        ("Vad kostar det?", "figure"),
        ("Varför det?", "open"),
        ("Vad talar emot det?", "risk"),
    ],
)
def test_follow_up_is_read_with_its_subject_and_keeps_the_form_where_it_has_none(
    understanding: Understanding, text: str, form: Form
) -> None:
    query = _ask(understanding, text, "Ska vi måla kanalen?")

    assert query.standalone.startswith("Ska vi måla kanalen – ")
    assert "kanalen" in _terms(query)
    assert query.form == form
    assert query.question.text == text


def test_language_is_that_of_the_question(understanding: Understanding) -> None:
    assert _ask(understanding, "Should we paint the canal?").language == "en"
    assert _ask(understanding, "Ska vi måla kanalen?").language == "sv"


def test_what_the_wording_decides_is_in_the_query(understanding: Understanding) -> None:
    assert _ask(understanding, "Skriv en dikt om kanalen.").status == "refused"
    assert _ask(understanding, "Vad ska vi göra?").status == "clarification"


def test_words_told_beside_the_question_weigh_less_and_may_be_lacking(
    understanding: Understanding,
) -> None:
    terms = _terms(_ask(understanding, "Färjan är full. Hur sköter vi underhåll av en kanal?"))

    assert terms["Färjan"].aside
    assert not terms["kanal"].aside
    alone = _terms(_ask(understanding, "Är färjan full?"))["färjan"]
    assert terms["Färjan"].weight < alone.weight


def test_a_light_word_weighs_less(understanding: Understanding) -> None:
    terms = _terms(_ask(understanding, "Ska vi lägga rostskydd på kanalen?"))

    assert terms["lägga"].aside
    assert terms["lägga"].weight < terms["rostskydd"].weight


def test_what_a_follow_up_leans_on_keeps_its_own_language(understanding: Understanding) -> None:
    query = _ask(understanding, "Varför då?", "What is the cost of canal maintenance?")

    assert query.language == "sv"
    words = {word for term in query.terms for word, _ in term.variants}
    assert {"kanal", "underhall"} <= words


def test_a_slip_in_a_word_of_the_glossary_brings_what_stands_for_it(
    understanding: Understanding,
) -> None:
    terms = _terms(_ask(understanding, "Vad kostar underhål av broar?"))

    assert terms["underhål"].known
    assert terms["underhål"].lemma == "underhall"


@pytest.mark.parametrize(
    ("word", "is_thing"),
    [("varg", True), ("skolmaten", True), ("snårig", False), ("jagar", False), ("Volvo", True)],
)
def test_a_lacking_noun_or_name_is_told_from_other_words(
    understanding: Understanding, word: str, is_thing: bool
) -> None:
    term = _terms(_ask(understanding, f"Kan underhåll av kanaler bli {word}?"))[word]

    assert not term.known
    assert term.thing is is_thing


def test_common_abbreviations_are_no_names(understanding: Understanding) -> None:
    terms = _terms(_ask(understanding, "Är det OK att IT-avdelningen målar Höganäs kanal?"))

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
    understanding: Understanding, text: str, lemma: str, concepts: set[str]
) -> None:
    (term,) = (t for t in _ask(understanding, text).terms if t.lemma == lemma)

    assert {name for name, _ in term.concepts} == concepts


def test_phrase_without_a_meaning_of_its_own_means_what_its_words_mean(
    understanding: Understanding,
) -> None:
    term = _terms(_ask(understanding, "Who plans the upkeep work?"))["upkeep work"]

    assert {name for name, _ in term.concepts} == {"care", "labour"}


def test_compound_without_a_meaning_of_its_own_means_what_its_parts_mean(
    understanding: Understanding,
) -> None:
    term = _terms(_ask(understanding, "Hur planeras kanalmålningen?"))["kanalmålningen"]

    assert {name for name, _ in term.concepts} == {"water", "colour"}


def test_word_without_a_meaning_takes_that_of_what_may_stand_for_it(
    understanding: Understanding,
) -> None:
    term = _terms(_ask(understanding, "Hur sköts viadukten?"))["viadukten"]

    concepts = dict(term.concepts)
    assert concepts.keys() == {"water", "land"}
    assert concepts["water"] > concepts["land"]  # `brygga` is only related


def test_what_a_term_means_is_a_direction_of_length_one(understanding: Understanding) -> None:
    query = _ask(understanding, "Hur planeras kanalmålningen vid rosten på viadukten?")

    meant = [term.concepts for term in query.terms if term.concepts]
    assert len(meant) == 3
    assert all(
        math.hypot(*(share for _, share in concepts)) == pytest.approx(1) for concepts in meant
    )
