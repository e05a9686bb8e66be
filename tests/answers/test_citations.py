"""What does not stand in a source, letter by letter, is never shown."""

from __future__ import annotations

import random

import pytest

from advisor.answers.citations import Citer
from advisor.documents.places import locate
from advisor.types import (
    Block,
    Document,
    Draft,
    DraftStatement,
    Segment,
    Source,
    Span,
    Unsupported,
)
from tests.fakes import document_of, span_of

TEXT = (
    "Nämnden bör inte köpa in 12 nya larm före 2027. Larmen minskar inte antalet utryckningar.\n"
    "Av 40 tillfrågade vårdbiträden uppgav 25 % att tekniken stör arbetet. Ingen ville ta bort den."
)
QUOTES = [
    "Nämnden bör inte köpa in 12 nya larm före 2027.",
    "Larmen minskar inte antalet utryckningar.",
    "Av 40 tillfrågade vårdbiträden uppgav 25 % att tekniken stör arbetet.",
    "Ingen ville ta bort den.",
]
LARM = document_of(TEXT, "larm.txt", display_title="Larm i hemtjänsten", kind="evaluation")
SHELF = {"larm.txt": LARM, "annan.txt": document_of("Ingen ville ta bort den.", "annan.txt")}


@pytest.fixture
def citer() -> Citer:
    return Citer(SHELF.__getitem__, locate)


def _draft(*statements: tuple[Span, ...], nearest: tuple[Span, ...] = ()) -> Draft:
    return Draft("answered", tuple(DraftStatement("finding", s) for s in statements), nearest)


def _altered(span: Span, rng: random.Random) -> Span:
    """The claim with one thing wrong: a letter, a digit, a negation, a case, a space, its place."""
    quote, at = span.quote, rng.randrange(len(span.quote))
    letters = "abcdefghijklmnopqrstuvwxyzåäö"
    kind = rng.randrange(8)
    changed = {
        0: quote[:at] + rng.choice(letters) + quote[at + 1 :],
        1: "".join(rng.choice("3456") if c.isdigit() else c for c in quote),
        2: quote.replace("inte ", "").replace("Ingen", "Någon"),
        3: quote.swapcase() if rng.random() < 0.5 else quote[0].lower() + quote[1:],
        4: quote.replace(" ", rng.choice(["  ", "\n", " "]), 1),
        5: quote[:at] + quote[at + 1 :],
    }
    if kind in changed:
        return Span(span.source, span.start, span.end, changed[kind])
    if kind == 6:
        shift = rng.choice([-3, -1, 1, 2, 5])
        return Span(span.source, span.start + shift, span.end + shift, quote)
    return Span(rng.choice(["annan.txt", "okänd.txt"]), span.start, span.end, quote)


def test_no_altered_quote_is_shown_and_each_is_reported(citer: Citer) -> None:
    rng = random.Random(20)
    claims: list[Span] = []
    while len(claims) < 500:
        true = span_of(LARM, rng.choice(QUOTES))
        claim = _altered(true, rng)
        if claim != true:
            claims.append(claim)

    cited = citer.cite(_draft(*((claim,) for claim in claims), nearest=tuple(claims)))

    assert cited.statements == ()
    assert cited.nearest == ()
    assert [u.text for u in cited.unsupported] == [claim.quote for claim in claims]
    assert {u.reason for u in cited.unsupported} == {"quote_not_in_source"}


def test_unaltered_quote_is_shown(citer: Citer) -> None:
    spans = tuple(span_of(LARM, quote) for quote in QUOTES)

    cited = citer.cite(_draft(*((span,) for span in spans)))

    assert [s.text for s in cited.statements] == QUOTES
    assert cited.unsupported == ()


@pytest.mark.parametrize(
    "span",
    [
        Span("larm.txt", 5, 5, ""),
        Span("larm.txt", -4, 0, ""),
        Span("larm.txt", 7, 3, ""),
        Span("larm.txt", len(TEXT) - 4, len(TEXT) + 1, TEXT[-4:]),
        Span("larm.txt", -4, -1, TEXT[-4:-1]),
        Span("saknas.txt", 0, 7, "Nämnden"),
    ],
)
def test_span_outside_the_source_is_never_shown(citer: Citer, span: Span) -> None:
    cited = citer.cite(_draft((span,), nearest=(span,)))

    assert cited.statements == ()
    assert cited.nearest == ()
    assert [u.reason for u in cited.unsupported] == ["quote_not_in_source"]


def test_statement_without_a_quote_is_reported(citer: Citer) -> None:
    cited = citer.cite(_draft(()))

    assert [u.reason for u in cited.unsupported] == ["no_quote"]


def test_one_false_quote_takes_the_whole_statement_with_it(citer: Citer) -> None:
    true, false = span_of(LARM, QUOTES[0]), Span("larm.txt", 0, 3, "Näm ")

    cited = citer.cite(_draft((true, false), (span_of(LARM, QUOTES[1]),)))

    assert [s.text for s in cited.statements] == [QUOTES[1]]
    assert [u.text for u in cited.unsupported] == [f"{QUOTES[0]} Näm "]


def test_citations_are_numbered_by_first_use_and_a_span_has_one_number(citer: Citer) -> None:
    one, two, three = (span_of(LARM, quote) for quote in QUOTES[:3])

    cited = citer.cite(_draft((two,), (one, two), nearest=(three, one)))

    assert [[c.number for c in s.citations] for s in cited.statements] == [[1], [2, 1]]
    assert [c.number for c in cited.nearest] == [3, 2]


def test_citation_of_several_statements_is_listed_once(citer: Citer) -> None:
    one, two, near = (span_of(LARM, quote) for quote in QUOTES[:3])

    cited = citer.cite(_draft((two, one), (two,), nearest=(near,)))

    assert [c.quote for c in cited.citations] == [two.quote, one.quote]


def test_unsupported_statement_uses_up_no_number(citer: Citer) -> None:
    true, other = span_of(LARM, QUOTES[0]), span_of(LARM, QUOTES[1])

    cited = citer.cite(_draft((other, Span("larm.txt", 0, 2, "XX")), (true,)))

    assert [c.number for s in cited.statements for c in s.citations] == [1]


def test_same_words_of_two_sources_are_said_once(citer: Citer) -> None:
    twins = (span_of(LARM, QUOTES[3]), span_of(SHELF["annan.txt"], QUOTES[3]))

    (statement,) = citer.cite(_draft(twins)).statements

    assert statement.text == QUOTES[3]
    assert [c.source for c in statement.citations] == ["larm.txt", "annan.txt"]


def test_citation_says_what_is_known_of_its_source_and_place(citer: Citer) -> None:
    (statement,) = citer.cite(_draft((span_of(LARM, QUOTES[1]),))).statements

    (citation,) = statement.citations
    assert (citation.title, citation.kind, citation.year) == (
        "Larm i hemtjänsten",
        "evaluation",
        2024,
    )
    assert (citation.section, citation.page, citation.language) == (("2. Resultat",), None, "sv")


def _scanned() -> Document:
    """Raw text with a broken line and one letter misread, beside its reading text."""
    raw = "Larmet ger\ntrygghet at alla. Det\nkostar lite."
    text = "Larmet ger trygghet åt alla. Det kostar lite."
    segments = (
        Segment(0, 10, 0, 10),
        Segment(10, 11, 10, 11, "layout"),
        Segment(11, 20, 11, 20),
        Segment(20, 21, 20, 21, "repair"),
        Segment(21, 32, 21, 32),
        Segment(32, 33, 32, 33, "layout"),
        Segment(33, 45, 33, 45),
    )
    blocks = (Block("paragraph", 0, len(text), (), "other"),)
    return Document(Source("skannad.txt", "Skannad", "other"), raw, text, segments, blocks)


@pytest.mark.parametrize(
    ("quote", "raw_quote", "repaired"),
    [
        ("Larmet ger trygghet åt alla.", "Larmet ger\ntrygghet at alla.", True),
        ("Det kostar lite.", "Det\nkostar lite.", False),
        ("Larmet ger", "Larmet ger", False),
    ],
)
def test_raw_quote_reads_back_and_only_other_letters_are_a_repair(
    quote: str, raw_quote: str, repaired: bool
) -> None:
    document = _scanned()
    citer = Citer({"skannad.txt": document}.__getitem__, locate)

    (statement,) = citer.cite(_draft((span_of(document, quote),))).statements

    (citation,) = statement.citations
    assert citation.raw_quote == raw_quote
    assert document.raw[citation.raw_start : citation.raw_end] == citation.raw_quote
    assert document.text[citation.start : citation.end] == citation.quote == quote
    assert citation.repaired is repaired
    assert citation.year is None


def _prose(text: str, *quotes: str) -> DraftStatement:
    return DraftStatement("finding", tuple(span_of(LARM, quote) for quote in quotes), text=text)


def test_prose_is_shown_in_its_own_words_with_its_quotes(citer: Citer) -> None:
    cited = citer.cite(Draft("answered", (_prose("Larmen bör vänta.", QUOTES[0]),)))

    assert [s.text for s in cited.statements] == ["Larmen bör vänta."]
    assert [c.quote for c in cited.citations] == [QUOTES[0]]


def test_prose_with_a_false_quote_is_left_out(citer: Citer) -> None:
    false = DraftStatement("finding", (Span("larm.txt", 0, 3, "Näm "),), text="Larmen bör vänta.")

    cited = citer.cite(Draft("answered", (false,)))

    assert cited.statements == ()
    assert [u.reason for u in cited.unsupported] == ["quote_not_in_source"]


def test_what_the_composer_left_out_is_reported_beside_what_the_look_up_did(citer: Citer) -> None:
    left_out = Unsupported("", "number_not_in_quote")

    cited = citer.cite(Draft("answered", (DraftStatement("finding", ()),), unsupported=(left_out,)))

    assert [u.reason for u in cited.unsupported] == ["number_not_in_quote", "no_quote"]


def test_what_was_offered_is_told_once_and_keeps_its_numbers(citer: Citer) -> None:
    seen: list[object] = []
    first, second, third = (_prose(f"Sak {i}.", QUOTES[i]) for i in range(3))
    citing = citer.begin(seen.append)

    citing.offer(first)
    citing.offer(second)
    cited = citing.finish(Draft("answered", (first, second, third)))

    assert seen == list(cited.statements)
    assert [c.number for c in cited.citations] == [1, 2, 3]


def test_other_statements_than_were_offered_are_numbered_from_one(citer: Citer) -> None:
    """A model that fails after its first statement leaves the sources' own words."""
    seen: list[object] = []
    citing = citer.begin(seen.append)

    citing.offer(_prose("Sak.", QUOTES[2]))
    cited = citing.finish(_draft((span_of(LARM, QUOTES[0]),), (span_of(LARM, QUOTES[1]),)))

    assert [c.number for c in cited.citations] == [1, 2]
    assert seen[1:] == list(cited.statements)
    assert [s.text for s in cited.statements] == QUOTES[:2]


def test_offered_statement_with_a_false_quote_is_never_told(citer: Citer) -> None:
    seen: list[object] = []
    false = DraftStatement("finding", (Span("larm.txt", 0, 3, "Näm "),), text="Larmen bör vänta.")
    citing = citer.begin(seen.append)

    citing.offer(false)
    cited = citing.finish(Draft("answered", (false,)))

    assert seen == []
    assert [u.reason for u in cited.unsupported] == ["quote_not_in_source"]
