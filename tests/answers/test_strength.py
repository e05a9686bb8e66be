"""A source counts once however often it is relayed, and opposite claims are not hidden."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from advisor.answers.strength import disputed_things, strengths
from advisor.types import Query, Statement, Strength
from tests.fakes import Shelf, citation_of, query_for

CHEAPER, CHEAPER_TOO = "Larm minskar kostnaderna.", "Larm sänker utgifterna."
DEARER = "Larm ökar kostnaderna."
NEUTRAL = "Larm sitter på väggen."


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _statement(shelf: Shelf, *told: tuple[str, str]) -> Statement:
    """A statement that quotes each text of each file."""
    citations = tuple(
        citation_of(shelf.document(file), text, number)
        for number, (file, text) in enumerate(told, 1)
    )
    return Statement("finding", " ".join(text for _, text in told), citations)


def _strengths(
    shelf: Shelf, *statements: Statement, query: Query | None = None
) -> tuple[Strength, ...]:
    return strengths(query or query_for("larm"), statements, shelf.document, shelf.within)


def _apart(shelf: Shelf, *texts: str, **said: object) -> list[Statement]:
    """Each text as a statement from a document of its own."""
    for number, text in enumerate(texts):
        shelf.add(f"{number}.txt", text, **said)
    return [_statement(shelf, (f"{number}.txt", text)) for number, text in enumerate(texts)]


def _agreement(shelf: Shelf, *statements: Statement, query: Query | None = None) -> list[str]:
    return [s.agreement for s in _strengths(shelf, *statements, query=query)]


# --- Origins ----------------------------------------------------------------------


def test_sentences_of_one_source_are_one_source(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER, NEUTRAL)

    (told,) = _strengths(shelf, _statement(shelf, ("a.txt", CHEAPER), ("a.txt", NEUTRAL)))

    assert (told.independent_sources, told.agreement) == (1, "single")


def test_two_sources_that_say_it_by_themselves_are_two(shelf: Shelf) -> None:
    _apart(shelf, CHEAPER, CHEAPER_TOO)

    (told,) = _strengths(shelf, _statement(shelf, ("0.txt", CHEAPER), ("1.txt", CHEAPER_TOO)))

    assert (told.independent_sources, told.agreement) == (2, "agree")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("Malm (2010)", "Malm, 2010", 1),
        ("Malm (2010)", "Malm & Ek, 2010", 1),
        ("Hägg (2010)", "HÄGG, 2010a", 1),
        ("Malm (2010)", "Malm (2012)", 2),
        ("Malm (2010)", "Ek (2010)", 2),
        ("Malm 2010", "Ek 2010", 2),
        ("Malm 2010", "Malm-Hägg 2010, SKL, 2013", 2),
        ("Malm 2010", "Ture Malm (2010)", 1),
        ("Grindverket 2013, s. 9", "Grindverket (2013)", 1),
        ("Malmö stad, 2024", "Lunds stad, 2024", 2),
        ("", "", 2),  # works that are not named may be two
    ],
)
def test_work_that_two_reports_relay_is_one_source(
    shelf: Shelf, one: str, other: str, count: int
) -> None:
    shelf.add("a.txt", CHEAPER, voice="literature", said_by=one)
    shelf.add("b.txt", CHEAPER_TOO, voice="literature", said_by=other)

    (told,) = _strengths(shelf, _statement(shelf, ("a.txt", CHEAPER), ("b.txt", CHEAPER_TOO)))

    assert told.independent_sources == count


@pytest.mark.parametrize(
    ("authors", "date", "count"),
    [
        (("Ture Malm",), "2010-05", 1),
        (("Ture Malm", "Ida Ek"), "2010", 1),
        (("Ida Ek", "Ture Malm"), "2010", 2),
        (("Ture Malm",), "2011", 2),
        (("Ture Malm",), None, 2),
        ((), "2010", 2),
    ],
)
def test_report_that_relays_a_cited_work_is_no_second_source(
    shelf: Shelf, authors: tuple[str, ...], date: str | None, count: int
) -> None:
    shelf.add("own.txt", CHEAPER)
    shelf.describe("own.txt", authors=authors, date=date)
    shelf.add("relaying.txt", CHEAPER_TOO, voice="literature", said_by="Malm (2010)")

    both = _statement(shelf, ("own.txt", CHEAPER), ("relaying.txt", CHEAPER_TOO))

    assert _strengths(shelf, both)[0].independent_sources == count


def test_one_report_that_relays_two_works_has_two_sources(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER, voice="literature", said_by="Malm (2010)")
    first = _statement(shelf, ("a.txt", CHEAPER))
    shelf.add("b.txt", CHEAPER_TOO)

    (told,) = _strengths(
        shelf,
        Statement(
            "finding", "", (*first.citations, citation_of(shelf.document("b.txt"), CHEAPER_TOO))
        ),
    )

    assert told.independent_sources == 2


def test_those_who_were_asked_are_the_source_s_own_evidence(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER, voice="respondent", said_by="Malm")
    shelf.add("b.txt", CHEAPER_TOO, voice="respondent", said_by="Malm")

    (told,) = _strengths(shelf, _statement(shelf, ("a.txt", CHEAPER), ("b.txt", CHEAPER_TOO)))

    assert told.independent_sources == 2


def test_quote_whose_sentences_are_not_known_counts_as_its_file(shelf: Shelf) -> None:
    one, two = _apart(shelf, CHEAPER, CHEAPER_TOO)
    both = Statement("finding", "", (*one.citations, *two.citations))

    (told,) = strengths(query_for("larm"), [both], shelf.document, lambda *_: ())

    assert told.independent_sources == 2


# --- Agreement --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "agreement"),
    [
        ([CHEAPER, DEARER], ["disagree", "disagree"]),
        ([CHEAPER, CHEAPER_TOO], ["agree", "agree"]),
        ([CHEAPER, NEUTRAL], ["single", "single"]),
        ([NEUTRAL, NEUTRAL], ["single", "single"]),
        ([CHEAPER, CHEAPER_TOO, DEARER, NEUTRAL], ["disagree", "disagree", "disagree", "single"]),
        ([CHEAPER, "Larm sänker kvaliteten."], ["single", "single"]),
    ],
)
def test_statements_agree_or_disagree_by_what_they_claim(
    shelf: Shelf, texts: Sequence[str], agreement: Sequence[str]
) -> None:
    assert _agreement(shelf, *_apart(shelf, *texts)) == agreement


def test_one_source_does_not_disagree_with_itself(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER, DEARER)
    told = [_statement(shelf, ("a.txt", text)) for text in (CHEAPER, DEARER)]

    assert _agreement(shelf, *told) == ["single", "single"]


def test_reports_that_relay_one_work_do_not_bear_each_other_out(shelf: Shelf) -> None:
    relayed = _apart(shelf, CHEAPER, CHEAPER_TOO, voice="literature", said_by="Malm (2010)")

    assert _agreement(shelf, *relayed) == ["single", "single"]


def test_one_origin_does_not_disagree_with_itself_beside_another(shelf: Shelf) -> None:
    """The second report says nothing of its own on what the first one says twice."""
    shelf.add("a.txt", CHEAPER, DEARER)
    shelf.add("b.txt", "Grindar målas.")
    alone = _statement(shelf, ("a.txt", CHEAPER))
    beside = _statement(shelf, ("a.txt", DEARER), ("b.txt", "Grindar målas."))

    assert _agreement(shelf, alone, beside)[0] == "single"


def test_effects_on_another_matter_are_no_disagreement(shelf: Shelf) -> None:
    other = "Grindar ökar kostnaderna."

    assert _agreement(shelf, *_apart(shelf, CHEAPER, other)) == ["single", "single"]


def test_heading_tells_what_a_claim_is_about(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER)
    shelf.add("b.txt", "De ökar kostnaderna.", section=("3. Larm",))
    told = [
        _statement(shelf, ("a.txt", CHEAPER)),
        _statement(shelf, ("b.txt", "De ökar kostnaderna.")),
    ]

    assert _agreement(shelf, *told) == ["disagree", "disagree"]


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        ("Vissa byar vill ha larm, medan andra vill ha hundar.", "disagree"),
        ("Om larm råder delade meningar.", "disagree"),
        ("Opinions differ on larm.", "disagree"),
        ("Alla byar vill ha larm.", "single"),
        ("Vissa byar vill ha grindar, medan andra vill ha hundar.", "single"),  # no word of larm
    ],
)
def test_sentence_that_says_itself_that_opinions_differ_is_disputed(
    shelf: Shelf, text: str, agreement: str
) -> None:
    assert _agreement(shelf, *_apart(shelf, text)) == [agreement]


# --- What is told of the sources --------------------------------------------------


def test_strength_names_what_is_behind_each_statement(shelf: Shelf) -> None:
    one, two = _apart(shelf, CHEAPER, NEUTRAL)
    shelf.describe("0.txt", kind="evaluation", date="2021-03", setting="fyra byar")
    shelf.describe("1.txt", kind="guideline", date="2019")
    both = Statement("finding", "", (*one.citations, *two.citations))

    first, second = _strengths(shelf, one, both)

    assert (first.statement, second.statement) == (0, 1)
    assert (first.kinds, second.kinds) == (("evaluation",), ("evaluation", "guideline"))
    assert (first.years, second.years) == ((2021,), (2019, 2021))
    assert second.settings == ("fyra byar",)


@pytest.mark.parametrize(
    ("texts", "things"),
    [
        ([CHEAPER, DEARER], ["cost"]),
        (
            [CHEAPER, DEARER, "Larm höjer kvaliteten.", "Larm sänker kvaliteten."],
            ["cost", "quality"],
        ),
        ([CHEAPER, DEARER, "Larm höjer kvaliteten."], ["cost"]),
        ([CHEAPER, CHEAPER_TOO], []),
        (["Om larm råder delade meningar."], []),
    ],
)
def test_disputed_things_are_those_with_claims_on_both_sides(
    shelf: Shelf, texts: Sequence[str], things: Sequence[str]
) -> None:
    statements = _apart(shelf, *texts)

    assert disputed_things(query_for("larm"), _strengths(shelf, *statements), statements) == things


def test_opposite_effects_of_different_matters_are_not_disputed(shelf: Shelf) -> None:
    statements = _apart(shelf, CHEAPER, "Grindar ökar kostnaderna.")

    assert disputed_things(query_for("larm"), _strengths(shelf, *statements), statements) == []
