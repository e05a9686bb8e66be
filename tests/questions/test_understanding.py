"""A question's wording decides what is asked for, and what is left to be looked up."""

from __future__ import annotations

import pytest

from advisor.questions.understanding import Understanding
from advisor.types import Query, Question
from advisor.vocabulary import Form, Sign, Stance
from tests.questions.canals import GLOSSARY, LEMMATIZER, SPLITTER, Corpus


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(Corpus(), LEMMATIZER, SPLITTER.split, GLOSSARY)


def _ask(understanding: Understanding, text: str, *history: str) -> Query:
    return understanding.understand(Question(text, history))


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
    assert "kanalen" in {term.word for term in query.terms}
    assert query.form == form
    assert query.question.text == text


def test_language_is_that_of_the_question(understanding: Understanding) -> None:
    assert _ask(understanding, "Should we paint the canal?").language == "en"
    assert _ask(understanding, "Ska vi måla kanalen?").language == "sv"


def test_what_the_wording_decides_is_in_the_query(understanding: Understanding) -> None:
    assert _ask(understanding, "Skriv en dikt om kanalen.").status == "refused"
    assert _ask(understanding, "Vad ska vi göra?").status == "clarification"


def test_what_a_follow_up_leans_on_keeps_its_own_language(understanding: Understanding) -> None:
    query = _ask(understanding, "Varför då?", "What is the cost of canal maintenance?")

    assert query.language == "sv"
    words = {word for term in query.terms for word, _ in term.variants}
    assert {"kanal", "underhall"} <= words


def test_question_for_a_person_is_told_in_the_query(understanding: Understanding) -> None:
    assert _ask(understanding, "Vem sköter kanalen?").asks_who
    assert not _ask(understanding, "Hur sköts kanalen?").asks_who


def test_size_of_the_municipality_that_asks_is_shown_and_not_looked_up(
    understanding: Understanding,
) -> None:
    query = _ask(understanding, "Ska vi i Viken med 9 000 invånare måla kanalen?")

    assert query.standalone == "Ska vi i Viken med 9 000 invånare måla kanalen?"
    assert query.wording == query.bare == "Ska vi i Viken måla kanalen?"
    assert not {"9", "000", "invånare"} & {term.word for term in query.terms}


def test_words_of_a_follow_up_are_its_own(understanding: Understanding) -> None:
    query = _ask(understanding, "Vad kostar det?", "Ska vi måla kanalen?")

    assert query.wording == "Vad kostar det?"
    assert "kanal" in {term.lemma for term in query.terms}


def test_question_of_two_has_parts_unless_it_leans_on_another(understanding: Understanding) -> None:
    text = "Vilka nackdelar har kanalen i Viken och varför rostar bryggan i Sanden?"

    assert len(_ask(understanding, text).parts) == 2
    assert _ask(understanding, "Och vad kostar det?", text).parts == ()


@pytest.mark.parametrize(
    ("text", "has_share"),
    [
        ("How many towns share a canal?", True),
        ("What share of the towns has a canal?", False),
        ("How large is the share of towns with a canal?", False),
        ("How much do we save if we share a canal?", True),
        ("What number of towns are sharing a canal?", True),
    ],
)
def test_sharing_is_no_share(understanding: Understanding, text: str, has_share: bool) -> None:
    lemmas = {term.lemma for term in _ask(understanding, text).terms}

    assert bool(lemmas & {"share", "sharing"}) == has_share


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hur många kommuner har en bro?", "figure"),
        ("Vad är en bro och hur många har en?", "open"),
        ("Hur många har en bro och vad kan man göra åt det?", "open"),
        ("Hur ofta målas broarna?", "open"),
        ("Does size matter for how many bridges a council has?", "open"),
    ],
)
def test_brief_form_is_for_what_asks_for_nothing_more(
    understanding: Understanding, text: str, form: Form
) -> None:
    assert understanding.understand(Question(text)).form == form


@pytest.mark.parametrize(
    ("text", "form", "stance"),
    [
        ("Vad talar för och emot en kanal?", "decision", "do"),
        ("Vilka fördelar och nackdelar har kanalen?", "decision", "do"),
        ("Vilka fördelar och nackdelar har det att vara en liten kanal?", "decision", "be"),
        ("Kanal eller brygga – för- och nackdelar?", "comparison", "choose"),
    ],
)
def test_both_sides_of_one_thing_are_asked_for_as_of_a_decision(
    understanding: Understanding, text: str, form: Form, stance: Stance
) -> None:
    query = _ask(understanding, text)

    assert (query.form, query.stance, query.sides) == (form, stance, "both")
    assert query.aspect is None


def test_words_that_ask_for_sides_are_no_part_of_the_thing(understanding: Understanding) -> None:
    spoken = _ask(understanding, "Vad talar för och emot en kanal?")
    named = _ask(understanding, "Vilka fördelar och nackdelar har en kanal?")

    assert [term.lemma for term in spoken.terms] == ["kanal"]
    assert [term.lemma for term in named.terms if term.thing] == ["kanal"]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [("Vilka nackdelar har kanalen?", "drawback"), ("Vad talar för kanalen?", "benefit")],
)
def test_side_that_is_asked_for_is_the_aspect(
    understanding: Understanding, text: str, aspect: Sign
) -> None:
    assert _ask(understanding, text).aspect == aspect
