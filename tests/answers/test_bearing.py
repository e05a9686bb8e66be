"""What a sentence has of a question is told by the question's own words and by no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.answers.bearing import (
    asks_what_it_is,
    has_measure,
    is_about,
    is_figure,
    is_label,
    is_lacking,
    is_turned,
    names_all,
    names_in,
    names_missing,
    names_unheard,
    of_named_work,
    shared_missing,
    support,
    tells_figure,
    turns_on,
)
from advisor.discourse.signs import signs
from advisor.types import Candidate, Query, Question, Term
from advisor.vocabulary import Form, Measure
from tests.fakes import candidate_of, sentence_of


def _query(*terms: Term, form: Form = "open", measure: Measure | None = None) -> Query:
    text = " ".join(term.word for term in terms) or "?"
    return Query(Question(text), text, "sv", form, terms, measure=measure)


def _having(*indexes: int, text: str = "Larmen är billiga.") -> Candidate:
    terms = frozenset(indexes)
    sentence = sentence_of(0, "a.txt", (0, 0, len(text)), text, signs=signs(text, "sv"))
    return candidate_of(sentence, found=terms, within=terms, near=terms)


def _words(n: int, **said: object) -> list[Term]:
    return [Term(f"ord{i}", f"ord{i}", **said) for i in range(n)]  # type: ignore[arg-type]


# --- Figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "text", "is_there"),
    [
        ("money", "Larmen kostade 40 000 kronor.", True),
        ("money", "Larmen var 40 till antalet.", False),
        ("money", "Larmen kostade tre miljoner.", True),
        ("share", "Larmen täcker 40 % av husen.", True),
        ("share", "Larmen täcker hälften av husen.", True),
        ("share", "Larmen satt i 40 hus.", False),
        ("date", "Larmen köptes 2019.", True),
        ("date", "Larmen köptes den 3 mars.", True),
        ("date", "Larmen köptes till 19 hus.", False),
        ("duration", "Larmen räckte i fem år.", True),
        ("duration", "Larmen räckte till fem hus.", False),
        ("count", "Larmen satt i åtta hus.", True),
        ("count", "Larmen satt i många hus.", False),
        (None, "Larmen räckte i 5 år.", True),
        (None, "Larmen räckte länge.", False),
    ],
)
def test_figure_is_of_the_kind_that_was_asked_for(
    measure: Measure | None, text: str, is_there: bool
) -> None:
    query = _query(Term("larm", "larm"), form="figure", measure=measure)
    found = _having(0, text=text)

    assert has_measure(query, found) is is_there
    assert is_figure(query, found) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Larmen satt i åtta hus.", True),
        ("Larmen satt i två gamla hus.", True),
        ("Larmen satt i 40 hus.", True),
        ("Larmen satt i alla hus under 8 veckor.", False),
        ("Inget hus hade larm.", True),
    ],
)
def test_count_stands_before_the_word_that_is_counted(text: str, is_there: bool) -> None:
    query = _query(Term("hus", "hus"), Term("larm", "larm"), form="figure", measure="count")

    assert tells_figure(replace(query, counted=0), _having(0, 1, text=text)) is is_there


@pytest.mark.parametrize(
    ("term", "text", "is_there"),
    [
        (Term("radhusen", "radhus", parts=("rad", "hus")), "Larm fanns i åtta hus.", True),
        (Term("radhusen", "radhus", parts=("rad", "hus")), "Larm fanns på åtta rader.", False),
        (Term("hus", "hus"), "Larm fanns i två husbilar.", False),
        (Term("region", "region", variants=(("regional", 1.0),)), "Två regionala larm.", False),
        (Term("region", "region", variants=(("regional", 1.0),)), "Två storregioner.", True),
        (Term("provning", "prova"), "Under våren provades fyra larm.", True),
        (Term("people", "people"), "Larm saknas för 1,2 miljoner svenskar.", True),
        (Term("people", "people"), "Larm saknas i 12 hus.", False),
    ],
)
def test_what_is_counted_may_be_told_by_another_name(term: Term, text: str, is_there: bool) -> None:
    query = replace(_query(term, form="figure", measure="count"), counted=0)

    assert tells_figure(query, _having(0, text=text)) is is_there


def test_number_of_whatever_does_where_nothing_is_named_that_is_counted() -> None:
    query = _query(*_words(2), form="figure", measure="count")

    assert tells_figure(query, _having(0, text="Larmen satt i 40 hus."))


@pytest.mark.parametrize(("having", "is_there"), [((0,), False), ((0, 1), True)])
def test_figure_is_about_half_of_the_question_at_least(
    having: tuple[int, ...], is_there: bool
) -> None:
    query = _query(*_words(3), form="figure")
    found = _having(*having, text="Larmen satt i 40 hus.")

    assert has_measure(query, found)
    assert is_figure(query, found) is is_there


def test_figure_is_about_every_name_of_the_question() -> None:
    query = _query(*_words(3), Term("Lomma", "lomma", particular=True), form="figure")
    text = "Larmen satt i 40 hus."

    assert not is_figure(query, _having(0, 1, 2, text=text))
    assert is_figure(query, _having(0, 1, 3, text=text))


def test_figure_whose_own_sentence_has_nothing_of_the_question_is_none() -> None:
    query = _query(*_words(2), form="figure")
    found = replace(_having(0, 1, text="Det satt i 40 hus."), found=frozenset())

    assert not is_figure(query, found)


@pytest.mark.parametrize(
    ("asked", "text", "turned"),
    [
        ("Hur många har larm?", "40 % har inte larm.", True),
        ("Hur många har larm?", "40 % har larm.", False),
        ("Hur många saknar larm?", "40 % har larm.", True),
        ("Hur många saknar larm?", "40 % saknar larm.", False),
        ("Hur många har larm?", "40 % saknar larm, medan 60 % har det.", False),
        ("How many lack alarms?", "40 % have alarms.", True),
        ("Hur många har larm?", "Byn har inte larm.", False),  # no figure at all
    ],
)
def test_figure_of_having_is_turned_where_lacking_is_asked_for(
    asked: str, text: str, turned: bool
) -> None:
    query = replace(_query(Term("larm", "larm"), form="figure"), standalone=asked)

    assert is_turned(query, _having(0, text=text)) is turned


def test_members_of_municipalities_are_counted_as_municipalities() -> None:
    query = _query(Term("members", "member"), form="figure", measure="count")

    assert tells_figure(replace(query, counted=0), _having(0, text="De sex kommunerna delar larm."))


def test_number_before_a_name_counts_those_who_have_it() -> None:
    terms = (Term("hus", "hus"), Term("XQ", "xq", particular=True))
    query = replace(_query(*terms, form="figure", measure="count"), counted=0)

    assert tells_figure(query, _having(1, text="Av dem använder tre XQ."))
    assert not tells_figure(query, _having(1, text="Av dem använder tre larm XQ."))


@pytest.mark.parametrize(
    ("known", "having", "all_"), [(True, (0,), False), (True, (0, 1), True), (False, (0,), True)]
)
def test_names_that_a_source_has_stand_in_or_beside_the_figure(
    known: bool, having: tuple[int, ...], all_: bool
) -> None:
    query = _query(Term("larm", "larm"), Term("Lomma", "lomma", particular=True, known=known))

    assert names_all(query, _having(*having)) is all_


def test_name_is_in_a_text_whole_and_not_by_its_parts() -> None:
    office = Term("Larmverket", "larmverket", variants=(("larm", 0.5),), particular=True)

    assert names_in(office, "Enligt Larmverkets råd.")
    assert not names_in(office, "Larm är billiga.")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Vad säger Lommarapporten om larm?", 1),
        ("Vad säger man i Lomma om larm?", 2),
        ("Vad rapporterar man i Lomma om larm?", 2),
        ("Vad säger Lommarapporten och Lundastudien om larm?", 2),
        ("What does the Lomma report say?", 1),
        ("Vad sägs i Lommas rapporter?", 1),
    ],
)
def test_work_that_is_asked_of_answers_alone(asked: str, kept: int) -> None:
    query = replace(_query(Term("larm", "larm")), standalone=asked)
    other, its = _having(0), replace(_having(0), named=frozenset({1}))

    assert len(of_named_work(query, [other, its])) == kept
    assert len(of_named_work(query, [other, other])) == 2


# --- Labels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Larmnät för kanaler: en brygga mellan hus.", True),
        ("Kanaler och larmnät (2019): en brygga.", True),
        ("Larmnät: en brygga mellan hus.", False),
        ("Larmnät för kanaler:", False),
        ("Larmnät för kanaler är en brygga mellan hus.", False),
        ("Det finns i husen vid vattnet både larmnät och kanaler: bryggor.", False),
    ],
)
def test_label_is_what_was_asked_about_and_a_colon(text: str, is_it: bool) -> None:
    query = _query(
        Term("larmnät", "larmnat"), Term("kanaler", "kanal"), Term("nu", "nu", aside=True)
    )

    assert is_label(query, _having(0, 1, text=text)) is is_it


# --- What the question turns on ---------------------------------------------------

LIGHT_AND_HEAVY = (Term("kommun", "kommun", weight=0.4), Term("larm", "larm", weight=0.9))


@pytest.mark.parametrize(("having", "is_it"), [((0,), False), ((1,), True), ((), False)])
def test_sentence_is_about_the_heaviest_word(having: tuple[int, ...], is_it: bool) -> None:
    assert is_about(_query(*LIGHT_AND_HEAVY), _having(*having)) is is_it


def test_word_nearly_as_heavy_counts_as_the_heaviest() -> None:
    query = _query(*LIGHT_AND_HEAVY, Term("grind", "grind", weight=0.7))

    assert is_about(query, _having(2))


def test_word_that_no_source_knows_does_not_make_the_others_light() -> None:
    query = _query(
        Term("kommun", "kommun", weight=0.4), Term("varg", "varg", weight=0.9, known=False)
    )

    assert is_about(query, _having(0))
    assert turns_on(query, "En kommun i norr.")
    assert not turns_on(query, "En varg i norr.")


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Larmen är billiga.", True),
        ("Ett brandlarm hörs långt.", True),
        ("LARMET hörs långt.", True),
        ("Sirenen hörs långt.", True),  # may stand for it
        ("Klockan hörs långt.", False),  # hardly so
        ("Kommunen är liten.", False),
        ("", False),
    ],
)
def test_text_turns_on_the_heaviest_word_or_what_stands_for_it(text: str, is_it: bool) -> None:
    light, heavy = LIGHT_AND_HEAVY
    variants = (("siren", 0.6), ("klocka", 0.5))

    assert turns_on(_query(light, replace(heavy, variants=variants)), text) is is_it


def test_letters_with_marks_are_the_same_in_the_question_and_in_the_text() -> None:
    assert turns_on(_query(Term("grändens", "grand")), "Gränden är mörk.")


def test_question_without_words_turns_on_nothing() -> None:
    assert not turns_on(_query(), "Larmen är billiga.")


def test_support_is_the_share_of_weight_that_the_terms_carry() -> None:
    query = _query(Term("kommun", "kommun", weight=0.5), Term("larm", "larm", weight=1.5))

    assert support(query, frozenset({1})) == 0.75
    assert support(query, frozenset()) == 0.0


# --- What is missing --------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "is_it"),
    [
        (Term("varg", "varg", known=False), True),
        (Term("varg", "varg"), False),
        (Term("ylande", "yla", known=False, thing=False), False),
    ],
)
def test_only_an_unknown_thing_is_lacking(term: Term, is_it: bool) -> None:
    assert is_lacking(term) is is_it


# --- What it is -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "terms", "is_it"),
    [
        ("definition", _words(2), True),
        ("definition", _words(3), False),
        ("definition", [*_words(2), Term("här", "här", aside=True)], True),
        ("open", _words(2), False),
    ],
)
def test_question_for_more_than_one_thing_asks_more_than_what_it_is(
    form: Form, terms: list[Term], is_it: bool
) -> None:
    assert asks_what_it_is(_query(*terms, form=form)) is is_it


# --- Names ------------------------------------------------------------------------

LOMMA = Term("Lomma", "lomma", particular=True)


def test_name_is_unheard_where_nothing_found_has_it() -> None:
    assert names_unheard(_query(*_words(1), LOMMA), [_having(0), _having(0)]) == ["Lomma"]


def test_name_is_heard_where_one_of_what_was_found_has_it_beside() -> None:
    assert names_unheard(_query(*_words(1), LOMMA), [_having(0), _having(0, 1)]) == []


@pytest.mark.parametrize(("word", "unheard"), [("1987", ["1987"]), ("12", [])])
def test_year_is_a_name_and_another_number_is_none(word: str, unheard: list[str]) -> None:
    assert names_unheard(_query(Term(word, word, particular=True)), [_having()]) == unheard


def test_what_is_told_aside_need_not_be_heard() -> None:
    assert names_unheard(_query(replace(LOMMA, aside=True)), [_having()]) == []


@pytest.mark.parametrize("text", ["Larmen i Skurup är billiga.", "Skurups larm är billiga."])
def test_name_within_a_longer_one_is_heard_where_it_stands_alone(text: str) -> None:
    query = _query(Term("Skurupsmodellen", "skurupsmodell", particular=True))

    assert names_unheard(query, [_having(text=text)]) == []
    assert names_missing(query, text) == []


def test_short_word_at_the_start_of_a_name_is_chance() -> None:
    query = _query(Term("Larmtjänst", "larmtjanst", particular=True))

    assert names_unheard(query, [_having()]) == ["Larmtjänst"]


@pytest.mark.parametrize(
    ("term", "missing"),
    [
        (Term("regionerna", "region"), ["regionerna"]),
        (Term("byarna", "by"), []),
        (Term("fjällbyarna", "fjallby", parts=("fjall", "by")), []),
        (Term("orterna", "ort", variants=(("by", 0.9),)), []),
        (Term("svarande", "svarande"), []),
        (Term("Viken", "viken", particular=True), []),
    ],
)
def test_share_of_others_than_those_who_were_asked_for_is_told(
    term: Term, missing: list[str]
) -> None:
    text = "33 % av byarna har larm."
    query = replace(_query(term, form="figure", measure="share"), shared=0)

    assert shared_missing(query, text) == missing
    assert shared_missing(replace(query, form="open"), text) == []
    assert shared_missing(replace(query, shared=None), text) == []
