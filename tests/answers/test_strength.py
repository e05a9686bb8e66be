"""A source counts once however often it is relayed, and opposite claims are not hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from advisor.answers.strength import Maker, disputed_things, strengths
from advisor.types import Citation, Query, Statement, Strength
from tests.fakes import Shelf, citation_of, document_of, query_for, sentence_of

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


def _numbered(shelf: Shelf, number: int, file: str, text: str) -> Statement:
    """A statement with one citation of this number."""
    return Statement("finding", text, (citation_of(shelf.document(file), text, number),))


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


def test_works_that_one_document_relays_are_read_through_that_document(shelf: Shelf) -> None:
    first, second = shelf.add("a.txt", CHEAPER, CHEAPER_TOO, voice="literature")
    said_by = {first.sentence.id: "Malm (2010)", second.sentence.id: "Ek (2012)"}

    (told,) = strengths(
        query_for("larm"),
        [_statement(shelf, ("a.txt", CHEAPER), ("a.txt", CHEAPER_TOO))],
        shelf.document,
        lambda *place: [replace(s, said_by=said_by[s.id]) for s in shelf.within(*place)],
    )

    assert (told.independent_sources, told.agreement) == (1, "single")


@pytest.mark.parametrize(
    ("told_by", "count"),
    [
        ({"a.txt": ["Malm (2010)", "Ek (2012)"], "b.txt": ["Malm (2010)"]}, 2),
        ({"a.txt": ["Malm (2010)"], "b.txt": ["Malm (2010)", "Ek (2012)"]}, 2),
        ({"a.txt": ["Malm (2010)"], "b.txt": ["Malm, 2010"], "c.txt": ["Malm (2010)", ""]}, 2),
        ({"a.txt": ["Malm (2010)", "Ek (2012)", ""], "b.txt": ["Malm 2010"], "c.txt": ["Ek"]}, 3),
    ],
)
def test_as_many_sources_count_as_documents_with_an_origin_of_their_own(
    shelf: Shelf, told_by: Mapping[str, Sequence[str]], count: int
) -> None:
    citations: list[Citation] = []
    works: list[str] = []
    for file, said_by in told_by.items():
        texts = [f"{CHEAPER[:-1]} {number}." for number in range(len(said_by))]
        shelf.add(file, *texts, voice="literature")
        works += said_by
        citations += [citation_of(shelf.document(file), text) for text in texts]

    (told,) = strengths(
        query_for("larm"),
        [Statement("finding", "", tuple(citations))],
        shelf.document,
        lambda *place: [replace(s, said_by=works[s.id]) for s in shelf.within(*place)],
    )

    assert told.independent_sources == count


def test_document_with_a_word_of_its_own_counts_beside_the_work_it_relays(shelf: Shelf) -> None:
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


def test_one_source_does_not_disagree_with_itself_but_tells_both_sides(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER, DEARER)
    told = [
        _numbered(shelf, number, "a.txt", text) for number, text in enumerate((CHEAPER, DEARER), 1)
    ]

    first, second = _strengths(shelf, *told)

    assert (first.agreement, second.agreement) == ("both_sides", "both_sides")
    assert (first.against, second.against) == ((2,), (1,))
    assert first.note == "Samma källa tar upp båda sidor i fråga om kostnaderna: jämför [2]."


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Malm (2010)", "Ek (2012)", "disagree"),
        ("Malm (2010)", "Malm, 2010", "both_sides"),
        ("Malm (2010)", "", "both_sides"),
    ],
)
def test_two_who_are_named_may_disagree_within_one_document(
    shelf: Shelf, one: str, other: str, agreement: str
) -> None:
    shelf.add("a.txt", CHEAPER, voice="literature", said_by=one)
    statements = [_statement(shelf, ("a.txt", CHEAPER))]
    place = (0, len(CHEAPER) + 1, len(CHEAPER) + 1 + len(DEARER))
    beside = sentence_of(1, "a.txt", place, DEARER, voice="literature", said_by=other)
    document = document_of(f"{CHEAPER} {DEARER}", "a.txt")
    statements.append(Statement("finding", DEARER, (citation_of(document, DEARER, 2),)))

    told = strengths(
        query_for("larm"),
        statements,
        lambda _file: document,
        lambda source, start, end: [
            s for s in (*shelf.within(source, start, end), beside) if start <= s.start < end
        ],
    )

    assert [s.agreement for s in told] == [agreement, agreement]


def test_statement_names_what_stands_against_it_and_of_what(shelf: Shelf) -> None:
    shelf.add("a.txt", CHEAPER)
    shelf.add("b.txt", DEARER)
    told = [_numbered(shelf, 3, "a.txt", CHEAPER), _numbered(shelf, 7, "b.txt", DEARER)]

    first, second = _strengths(shelf, *told)

    assert (first.against, second.against) == ((7,), (3,))
    assert first.about == second.about == ("cost",)
    assert first.note == "Källorna är oense om kostnaderna: [7] säger emot."


def test_what_nothing_stands_against_has_no_note(shelf: Shelf) -> None:
    told = _strengths(shelf, *_apart(shelf, CHEAPER, CHEAPER_TOO))

    assert [(s.against, s.about, s.note) for s in told] == [((), (), "")] * 2


def test_reports_that_relay_one_work_do_not_bear_each_other_out(shelf: Shelf) -> None:
    relayed = _apart(shelf, CHEAPER, CHEAPER_TOO, voice="literature", said_by="Malm (2010)")

    assert _agreement(shelf, *relayed) == ["single", "single"]


def test_one_origin_does_not_disagree_with_itself_beside_another(shelf: Shelf) -> None:
    """The second report says nothing of its own on what the first one says twice."""
    shelf.add("a.txt", CHEAPER, DEARER)
    shelf.add("b.txt", "Grindar målas.")
    alone = _statement(shelf, ("a.txt", CHEAPER))
    beside = _statement(shelf, ("a.txt", DEARER), ("b.txt", "Grindar målas."))

    assert _agreement(shelf, alone, beside)[0] == "both_sides"


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
        ("Vissa byar vill ha larm, medan andra vill ha hundar.", "both_sides"),
        ("Om larm råder delade meningar.", "both_sides"),
        ("Opinions differ on larm.", "both_sides"),
        ("Alla byar vill ha larm.", "single"),
        ("Vissa byar vill ha grindar, medan andra vill ha hundar.", "single"),  # no word of larm
    ],
)
def test_sentence_that_says_itself_that_opinions_differ_tells_both_sides(
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


def test_what_was_studied_is_quoted_where_the_answer_is_in_another_language(shelf: Shelf) -> None:
    (one,) = _apart(shelf, CHEAPER)
    shelf.describe("0.txt", setting="fyra små byar")
    query = query_for("larm")
    english = replace(query, question=replace(query.question, language="en"))

    assert _strengths(shelf, one)[0].settings == ("fyra små byar",)
    assert _strengths(shelf, one, query=english)[0].settings == ("“fyra små byar” (in Swedish)",)


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
        (["Om larm råder delade meningar.", CHEAPER], []),
    ],
)
def test_disputed_things_are_those_with_claims_on_both_sides(
    shelf: Shelf, texts: Sequence[str], things: Sequence[str]
) -> None:
    statements = _apart(shelf, *texts)

    assert disputed_things(_strengths(shelf, *statements)) == things


def test_opposite_effects_of_different_matters_are_not_disputed(shelf: Shelf) -> None:
    statements = _apart(shelf, CHEAPER, "Grindar ökar kostnaderna.")

    assert disputed_things(_strengths(shelf, *statements)) == []


def test_differing_opinions_are_told_where_they_touch_on_the_question(shelf: Shelf) -> None:
    """A light word may be all of the question that the sentence says."""
    query = query_for("larm", "grindar")
    (told,) = _apart(shelf, "Om grindar råder delade meningar.")
    weights = {"larm": 1.0, "grindar": 0.4}
    light = replace(
        query, terms=tuple(replace(term, weight=weights[term.word]) for term in query.terms)
    )
    lighter = replace(
        light, terms=tuple(replace(term, weight=term.weight**4) for term in light.terms)
    )

    assert _agreement(shelf, told, query=light) == ["both_sides"]
    assert _agreement(shelf, told, query=lighter) == ["single"]


@pytest.mark.parametrize(
    ("one", "other", "is_side"),
    [
        (("Viken",), ("Udden",), False),
        (("Viken",), ("Viken", "HITS"), True),
        ((), ("Udden",), True),
    ],
)
def test_two_places_in_one_document_are_no_two_sides(
    one: tuple[str, ...], other: tuple[str, ...], is_side: bool
) -> None:
    assert Maker("a.txt", "a", "", one).tells_other_side(Maker("a.txt", "a", "", other)) is is_side
    assert not Maker("a.txt", "a", "", one).tells_other_side(Maker("b.txt", "b", "", one))
