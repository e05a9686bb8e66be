"""A report holds all that stands around the statements, made from one count of what backs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from advisor.answers.citations import Cited
from advisor.answers.reporting import Report, Reporter, StatusOf
from advisor.answers.strength import SentencesWithin
from advisor.types import Citation, Document, Profile, Query, Question, Statement
from advisor.vocabulary import Status
from tests.fakes import Shelf, citation_of, document_of, query_for, sentence_of

QUOTE = "Larmen är billiga."


def _report(
    *statements: Statement,
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin = lambda *_: (),
    query: Query | None = None,
    status_of: StatusOf = lambda *_: "answered",
) -> Report:
    reporter = Reporter(
        get_document,
        sentences_within,
        topics=lambda _: (),
        status_of=status_of,
        today=lambda: date(2026, 6, 1),
    )
    return reporter.report(query or query_for("larm"), "answered", Cited(statements, (), ()))


def _says(*citations: Citation) -> Statement:
    return Statement("finding", QUOTE, citations)


def test_report_counts_each_source_once_and_names_what_is_behind_a_statement() -> None:
    one = document_of(QUOTE, "a.txt", kind="evaluation", date="2021", setting="fyra byar")
    two = document_of(QUOTE, "b.txt", kind="guideline", date="2019-04")
    first, again = citation_of(one, QUOTE, 1), citation_of(one, QUOTE, 2)
    other = citation_of(two, QUOTE, 3)

    report = _report(
        _says(first, again),
        _says(first, other),
        get_document={"a.txt": one, "b.txt": two}.__getitem__,
    )

    single, joint = report.strength
    assert (single.statement, single.independent_sources, single.agreement) == (0, 1, "single")
    assert (joint.statement, joint.independent_sources, joint.agreement) == (1, 2, "agree")
    assert joint.kinds == ("evaluation", "guideline")
    assert joint.years == (2019, 2021)
    assert joint.settings == ("fyra byar",)


def test_disagreement_that_is_counted_is_told_in_the_summary() -> None:
    shelf = Shelf()
    texts = ("Larm minskar kostnaderna.", "Larm ökar kostnaderna.")
    for number, text in enumerate(texts, 1):
        shelf.add(f"{number}.txt", text)
    statements = [
        _says(citation_of(shelf.document(f"{number}.txt"), text, number))
        for number, text in enumerate(texts, 1)
    ]

    report = _report(*statements, get_document=shelf.document, sentences_within=shelf.within)

    assert [s.agreement for s in report.strength] == ["disagree", "disagree"]
    assert report.summary.endswith("Källorna är oense om kostnaderna.")


@pytest.mark.parametrize(
    ("relayed", "documents", "sources"),
    [
        ([("a.txt", "Malm (2010)"), ("a.txt", "Ek (2012)")], "ett dokument", 1),
        ([("a.txt", "Malm (2010)"), ("b.txt", "Malm, 2010")], "två dokument", 1),
        ([("a.txt", "Malm (2010)"), ("b.txt", "Ek (2012)")], "två dokument", 2),
    ],
)
def test_summary_counts_documents_and_strength_those_that_rest_on_works_of_their_own(
    relayed: Sequence[tuple[str, str]], documents: str, sources: int
) -> None:
    """Two numbers under two names: what a reader can open, and who speaks independently."""
    texts = (QUOTE, "Larmen är små.")
    shelf = {file: document_of(" ".join(texts), file) for file, _ in relayed}
    cited = [
        citation_of(shelf[file], text, number)
        for number, ((file, _), text) in enumerate(zip(relayed, texts, strict=True), 1)
    ]
    sentences = {
        (c.source, c.start): sentence_of(
            *(0, c.source, (0, c.start, c.end), c.quote), voice="literature", said_by=who
        )
        for c, (_, who) in zip(cited, relayed, strict=True)
    }

    report = _report(
        _says(*cited),
        get_document=shelf.__getitem__,
        sentences_within=lambda source, start, _: [sentences[source, start]],
    )

    assert report.summary == f"Underlaget ger ett resultat, i två citat från {documents}."
    assert report.strength[0].independent_sources == sources


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        (None, None),
        (Profile(), None),
        (
            Profile(population=6000),
            "Närmast er i storlek bland de studerade: Åby, 5 000 invånare [1].",
        ),
    ],
)
def test_profile_is_held_against_the_settings_of_the_sources(
    profile: Profile | None, said: str | None
) -> None:
    document = document_of(QUOTE, setting="Åby, 5 000 invånare")
    query = replace(query_for("larm"), question=Question("?", profile=profile))

    report = _report(
        _says(citation_of(document, QUOTE)), get_document=lambda _: document, query=query
    )

    assert report.profile_effect == said


def test_profile_changes_nothing_where_nothing_is_said() -> None:
    query = replace(query_for(), question=Question("?", profile=Profile(population=6000)))

    assert _report(get_document=lambda _: document_of(QUOTE), query=query).profile_effect is None


def test_caveats_are_those_of_today_and_of_what_is_cited() -> None:
    old, unused = document_of(QUOTE, date="2015"), document_of(QUOTE, "b.txt", date=None)

    report = _report(
        _says(citation_of(old, QUOTE)),
        get_document={"a.txt": old, "b.txt": unused}.__getitem__,
    )

    assert [caveat.code for caveat in report.caveats] == ["old_source"]


def test_statement_is_left_as_it_is() -> None:
    statement = _says(citation_of(document_of(QUOTE), QUOTE))
    before = replace(statement)

    _report(statement, get_document=lambda _: document_of(QUOTE))

    assert statement == before


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (("answered", "no_evidence"), "Ställd för sig får ”Vem målar?” inget svar"),
        (("answered", "partial"), ""),
        (("answered", None), ""),
    ],
)
def test_part_of_a_question_that_is_refused_alone_is_told(
    statuses: Sequence[Status | None], told: str
) -> None:
    parts = ("Vad kostar larm?", "Vem målar?")
    document = document_of(QUOTE, "a.txt")

    report = _report(
        _says(citation_of(document, QUOTE, 1)),
        get_document={"a.txt": document}.__getitem__,
        query=replace(query_for("larm"), parts=parts),
        status_of=lambda part, _: dict(zip(parts, statuses, strict=True))[part],
    )

    assert told in report.summary
    assert ("Ställd för sig" in report.summary) is bool(told)


def test_cases_of_a_source_are_no_weakness_of_what_it_relays() -> None:
    shelf = Shelf()
    shelf.add("a.txt", QUOTE, voice="literature", said_by="Malm (2010)")
    shelf.add("b.txt", QUOTE)
    shelf.add("c.txt", QUOTE, role="theory")
    citations = [
        citation_of(shelf.document(file), QUOTE, n)
        for n, file in enumerate(["a.txt", "b.txt", "c.txt"], 1)
    ]
    cases = {
        c.source: replace(
            shelf.document(c.source),
            source=replace(shelf.document(c.source).source, setting="två kommuner"),
        )
        for c in citations
    }

    report = _report(
        *map(_says, citations), get_document=cases.__getitem__, sentences_within=shelf.within
    )

    assert [c.citations for c in report.caveats if c.code == "few_cases"] == [(2,)]
