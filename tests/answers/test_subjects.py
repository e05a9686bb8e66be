"""What is said of another than the one that is asked about is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from advisor.answers.subjects import of_asked_subject
from advisor.types import Candidate, Query, Question, Term
from advisor.vocabulary import Form
from tests.fakes import candidate_of, sentence_of

EKVIK, SJOBO = ("Ekvik",), ("Sjöbo",)
FRUGAL, BOLD = ("Den sparsamma kommunen",), ("Den djärva kommunen",)


def _said(text: str, subject: tuple[str, ...] = (), number: int = 0, **said: object) -> Candidate:
    sentence = sentence_of(number, "a.txt", (0, 0, len(text)), text, **said)
    return candidate_of(replace(sentence, subject=subject))


def _asking(text: str, *names: str, form: Form = "open") -> Query:
    terms = (Term("hamn", "hamn"), *(Term(n, n.lower(), particular=True) for n in names))
    return Query(Question(text), text, "sv", form, terms)


OF_EKVIK = _said("Hamnen är den äldsta i länet.", EKVIK, 1)
OF_SJOBO = _said("Hamnen är stängd på vintern.", SJOBO, 2)
OF_NOBODY = _said("Hamnar behöver lotsar.", (), 3)
ALL = [OF_EKVIK, OF_SJOBO, OF_NOBODY]


def _kept(query: Query, candidates: Sequence[Candidate] = ALL) -> list[int]:
    return [c.sentence.id for c in of_asked_subject(query, candidates, candidates)]


def test_what_is_on_another_is_left_out() -> None:
    assert _kept(_asking("Hur är hamnen i Ekvik?", "Ekvik")) == [1, 3]
    assert _kept(_asking("Hur är hamnen i Sjöbo?", "Sjöbo")) == [2, 3]


def test_all_stays_where_nobody_or_somebody_unknown_is_named() -> None:
    assert _kept(_asking("Hur är hamnen?")) == [1, 2, 3]
    assert _kept(_asking("Hur är hamnen i Rönninge?", "Rönninge")) == [1, 2, 3]


def test_both_stay_where_both_are_named() -> None:
    assert _kept(_asking("Har Ekvik och Sjöbo hamn?", "Ekvik", "Sjöbo")) == [1, 2, 3]


def test_what_names_the_asked_one_stays_under_the_heading_of_another() -> None:
    names_ekvik = _said("Båtarna går till Ekvik när isen lagt sig.", SJOBO, 4)

    assert _kept(_asking("Hur är hamnen i Ekvik?", "Ekvik"), [*ALL, names_ekvik]) == [1, 3, 4]


def test_another_source_does_not_treat_them_in_turn() -> None:
    elsewhere = replace(OF_SJOBO, sentence=replace(OF_SJOBO.sentence, id=4, source="b.txt"))

    assert _kept(_asking("Hur är hamnen i Ekvik?", "Ekvik"), [*ALL, elsewhere]) == [1, 3, 4]


def test_those_within_each_other_are_one() -> None:
    within = _said("Förbundet bildades av fem hamnar.", ("Ekvik", "HITS"), 4)
    apart = _said("Bolaget köptes av två hamnar.", ("Sjöbo", "NORDIC"), 5)
    candidates = [*ALL, within, apart]

    assert _kept(_asking("Hur är hamnen i Ekvik?", "Ekvik"), candidates) == [1, 3, 4]
    assert _kept(_asking("Vad gör HITS?", "HITS"), candidates) == [1, 3, 4]
    assert _kept(_asking("Vad gör NORDIC?", "NORDIC"), candidates) == [2, 3, 5]


@pytest.mark.parametrize(
    "question",
    [
        "Hur skiljer sig Ekvik från den andra kommunen?",
        "Varför är hamnen större i Malmö än i Ekvik?",
        "How does the port of Ekvik compare? Is it bigger than in other municipalities?",
        "Vad är skillnaden i hur hamnen sköts, i Ekvik och annars?",
    ],
)
def test_all_stays_where_others_are_asked_of_too(question: str) -> None:
    assert _kept(_asking(question, "Ekvik")) == [1, 2, 3]


def test_all_stays_where_an_asker_may_do_as_another_does() -> None:
    question = "Ska vi göra som Ekvik eller stänga hamnen på vintern?"

    assert _kept(_asking(question, "Ekvik", form="decision")) == [1, 2, 3]


def test_all_stays_where_a_place_is_asked_of_that_only_others_name() -> None:
    of_scania = _said("I Skåne är hamnen stängd.", SJOBO, 4)
    candidates = [*ALL, of_scania]

    assert _kept(_asking("Kan Ekvik göra som i Skåne?", "Ekvik", "Skåne"), candidates) == [
        *(1, 2, 3, 4)
    ]
    assert _kept(_asking("Anlitar Ekvik Skåne?", "Ekvik", "Skåne"), candidates) == [1, 3]


def test_name_of_the_asker_asks_of_nobody() -> None:
    asker = replace(_asking("Vi i Ekvik söker råd om hamnen.", "Ekvik"), terms=())
    told_aside = Term("Ekvik", "ekvik", particular=True, aside=True)

    assert _kept(replace(asker, terms=(told_aside,))) == [1, 2, 3]


def test_only_the_section_of_another_type_is_left_out() -> None:
    own = _said("Lån tas aldrig i förväg.", FRUGAL, 1, section=FRUGAL)
    other = _said("Lån tas så ofta som möjligt.", BOLD, 2, section=BOLD)
    learned = _said("Kommunen behöver låna av det djärva mönstret.", BOLD, 3)
    candidates = [own, other, learned]

    assert _kept(_asking("Hur lånar den sparsamma kommunen?"), candidates) == [1, 3]
    assert _kept(_asking("Hur lånar en sparsam kämnär?"), candidates) == [1, 2, 3]
    asks_both = "Hur lånar den sparsamma kommunen, och den djärva?"
    assert _kept(_asking(asks_both), candidates) == [1, 2, 3]


def test_name_of_several_words_is_read_in_the_question_as_a_whole() -> None:
    first = _said("Hamnen är den äldsta i länet.", ("Kommun A",), 1)
    other = _said("Hamnen är stängd på vintern.", ("Kommun B",), 2)

    assert _kept(_asking("Hur är hamnen i kommun A?"), [first, other]) == [1]


def test_one_that_is_treated_is_known_by_all_that_was_found() -> None:
    query = _asking("Hur är hamnen i Ekvik?", "Ekvik")

    assert not of_asked_subject(query, [OF_SJOBO], ALL)
