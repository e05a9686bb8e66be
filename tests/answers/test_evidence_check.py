"""What the sources do not carry is no answer, however near it sounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.answers.evidence_check import assess, is_figure
from advisor.language.discourse import signs
from advisor.types import Candidate, Form, Measure, Query, Question, Term
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


def test_question_that_is_carried_is_answered() -> None:
    assert assess(_query(*_words(3)), [_having(0, 1, 2)]) == "answered"


def test_question_that_is_carried_in_part_is_answered_in_part() -> None:
    assert assess(_query(*_words(5)), [_having(0, 1, 2)]) == "partial"


def test_question_that_hardly_any_sentence_carries_is_not_answered() -> None:
    assert assess(_query(*_words(5)), [_having(0), _having(1)]) == "no_evidence"


def test_words_carried_by_different_sentences_do_not_add_up() -> None:
    together = assess(_query(*_words(6)), [_having(0, 1, 2, 3, 4, 5)])
    apart = assess(_query(*_words(6)), [_having(0), _having(1), _having(2), _having(3)])

    assert (together, apart) == ("answered", "no_evidence")


def test_nothing_found_is_no_answer() -> None:
    assert assess(_query(*_words(2)), []) == "no_evidence"


def test_question_without_words_is_not_answered() -> None:
    assert assess(_query(), [_having()]) == "no_evidence"


def test_question_half_of_unknown_words_is_not_answered() -> None:
    unknown = _words(2, known=False, weight=0.3)

    assert assess(_query(*_words(2), *unknown), [_having(0, 1)]) == "no_evidence"


@pytest.mark.parametrize("said", [{"particular": True}, {"particular": True, "known": False}])
def test_name_that_no_passage_found_has_is_not_answered_for(said: dict[str, bool]) -> None:
    name = Term("Höganäs", "höganas", **said)  # type: ignore[arg-type]

    assert assess(_query(*_words(4), name), [_having(0, 1, 2, 3)]) == "no_evidence"
    assert assess(_query(*_words(4), name), [_having(0, 1, 2, 3, 4)]) == "answered"


def test_name_counts_only_where_the_rest_of_the_question_stands() -> None:
    name = Term("Höganäs", "höganas", particular=True)

    found = [_having(0, 1, 2, 3), _having(4)]

    assert assess(_query(*_words(4), name), found) == "no_evidence"


def test_comparison_needs_one_of_its_names_in_a_passage_only() -> None:
    names = [Term(n, n.lower(), particular=True) for n in ("Höganäs", "Lomma")]
    found = [_having(0, 1), _having(0, 2)]

    assert assess(_query(*_words(1), *names, form="comparison"), found) != "no_evidence"
    assert assess(_query(*_words(1), *names, form="open"), found) == "no_evidence"


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

    assert is_figure(query, found) is is_there
    assert assess(query, [found]) == ("answered" if is_there else "no_evidence")


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Larmen satt i åtta hus.", True),
        ("Larmen satt i två gamla hus.", True),
        ("Larmen satt i 40 hus.", True),
        ("Larmen satt i alla hus under 8 veckor.", False),
    ],
)
def test_count_stands_before_the_word_that_is_counted(text: str, is_there: bool) -> None:
    query = _query(Term("hus", "hus"), Term("larm", "larm"), form="figure", measure="count")

    assert is_figure(replace(query, counted=0), _having(0, 1, text=text)) is is_there


def test_figure_about_something_else_is_none() -> None:
    query = _query(*_words(3), form="figure")

    assert not is_figure(query, _having(0, text="Larmen satt i 40 hus."))


def test_a_thing_that_no_source_names_asks_for_more_support() -> None:
    lacking = Term("varg", "varg", known=False, weight=0.3)
    carried = [_having(0, 1, 2)]  # 3 of 5.3, then of 5

    assert assess(_query(*_words(5), lacking), carried) == "no_evidence"
    assert assess(_query(*_words(5)), carried) == "partial"
    assert assess(_query(*_words(3), lacking), carried) == "answered"


@pytest.mark.parametrize("said", [{"aside": True}, {"thing": False}])
def test_what_is_told_beside_or_is_no_thing_may_be_lacking(said: dict[str, bool]) -> None:
    lacking = replace(Term("varg", "varg", known=False, weight=0.1), **said)  # type: ignore[arg-type]

    assert assess(_query(*_words(5), lacking), [_having(0, 1, 2)]) == "partial"


def test_two_things_lacking_are_no_question_for_these_sources() -> None:
    lacking = [Term(word, word, known=False, weight=0.1) for word in ("varg", "skolmat")]

    assert assess(_query(*_words(5), *lacking), [_having(0, 1, 2, 3, 4)]) == "no_evidence"


def test_the_name_of_a_source_is_not_lacking() -> None:
    name = Term("Södertörn", "sodertorn", known=False, weight=0.3)
    sentence = replace(_having(0, 1, 2), within=frozenset({0, 1, 2, 5}))

    assert assess(_query(*_words(5), name), [sentence]) == "partial"


def test_a_definition_needs_a_sentence_that_defines() -> None:
    query = _query(Term("larm", "larm"), form="definition")

    assert assess(query, [_having(0, text="Vi har larm i tre hus.")]) == "no_evidence"
    assert assess(query, [_having(0, text="Ett larm är en anordning som varnar.")]) == "answered"


@pytest.mark.parametrize(("lacking", "status"), [(1, "partial"), (3, "no_evidence")])
def test_of_an_english_question_the_share_of_lacking_words_decides(
    lacking: int, status: str
) -> None:
    words = [Term(f"w{i}", f"w{i}", known=False, weight=0.1) for i in range(lacking)]
    query = replace(_query(*_words(4), *words), language="en")

    assert assess(query, [_having(0, 1)]) == status
