"""How others do it: passages cut, found and shown whole."""

import re
from collections.abc import Sequence

import pytest
from langchain_text_splitters import RecursiveCharacterTextSplitter

from advisor.documents.chunking import CHUNK_CHARS
from advisor.types import Question
from evals.peers import (
    OVERLAP_CHARS,
    RETRIEVED_PASSAGES,
    SHOWN_PASSAGES,
    PassagesSubject,
    bm25,
    passages_shown,
    split_passages,
)
from evals.scoring import score
from evals.spans import RawSpan
from tests.evals.builders import RAWS, TEXTS, gold_of, nugget_of, span_of

# --- Shown ---------------------------------------------------------------------------------


def test_passages_are_shown_whole_with_quotes_that_hold() -> None:
    spans = [span_of("en två tre"), span_of("sex sju", "a.txt"), span_of("fyra.", "b.txt")]

    result = score(gold_of(nugget_of("en två tre")), passages_shown(spans, RAWS), TEXTS)

    assert result.quotes == ("en två tre", "sex sju", "fyra.")
    assert result.true_quotes == result.supported == result.needed == (True,) * 3
    assert (result.covered, result.refused) == ((True,), False)


def test_no_passage_to_show_is_a_refusal() -> None:
    result = score(gold_of(refuse="far"), passages_shown([], RAWS), TEXTS)

    assert (result.refused, result.statements) == (True, 0)


class FakeSearch:
    """Finds the passages at given places, and keeps what it was asked for."""

    def __init__(self, places: Sequence[int]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._places = list(places)

    def search(self, text: str, k: int) -> list[int]:
        self.asked.append((text, k))
        return self._places


SPANS = [RawSpan("a.txt", start, start + 4) for start in range(12)]


def test_all_that_is_found_is_told_and_the_best_of_it_is_shown() -> None:
    places = list(reversed(range(12)))
    subject = PassagesSubject("fake", SPANS, RAWS, FakeSearch(places))

    seen = subject.observe(Question("Vad?"))

    assert seen.retrieved == tuple(SPANS[place] for place in places)
    assert seen.answer == passages_shown(seen.retrieved[:SHOWN_PASSAGES], RAWS)
    assert (seen.ranked, seen.drafted) == ((), ())


def test_a_question_is_searched_with_those_before_it() -> None:
    search = FakeSearch([])

    PassagesSubject("fake", SPANS, RAWS, search).observe(Question("Och sedan?", ("Vad?", "När?")))

    assert search.asked == [("Vad? När? Och sedan?", RETRIEVED_PASSAGES)]


# --- Cut -----------------------------------------------------------------------------------

LONG = {
    "prose.txt": "\n\n".join(f"Stycke {n}. " + f"Mening {n} om samverkan. " * 20 for n in range(9)),
    "alike.txt": "  En rad.\n\n" + "Samma mening här. " * 200,
    "windows.txt": "Rad ett.\r\n\r\nRad två är längre.\r\n" * 80,
    "beyond.txt": "å\u2028é🙂 e\u0301n " * 300,
    "unbroken.txt": "x" * 2500,
    "short.txt": "Kort.",
    "empty.txt": "",
}


@pytest.mark.parametrize("name", LONG)
def test_the_offsets_of_passages_are_exact(name: str) -> None:
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)

    spans = split_passages({name: LONG[name]})

    cut = [LONG[name][span.start : span.end] for span in spans]
    assert cut == splitter.split_text(LONG[name])
    assert {span.source for span in spans} <= {name}


@pytest.mark.parametrize("name", LONG)
def test_every_word_is_in_a_passage_and_no_passage_is_too_long(name: str) -> None:
    spans = split_passages({name: LONG[name]})

    assert all(0 < span.end - span.start <= CHUNK_CHARS for span in spans)
    places = {place for span in spans for place in range(span.start, span.end)}
    words = re.finditer(r"\w+", LONG[name])
    assert all(place in places for word in words for place in range(*word.span()))


def test_each_source_is_cut_by_itself() -> None:
    spans = split_passages({"a.txt": "Kort.", "b.txt": "Kortare."})

    assert spans == [RawSpan("a.txt", 0, 5), RawSpan("b.txt", 0, 8)]


# --- Found by words ------------------------------------------------------------------------

NOTES = {
    "plattform.txt": "Kommunerna bygger en gemensam plattform för e-tjänster.",
    "budget.txt": "Avsätt en särskild budget för innovation, skild från driften.",
    "enkat.txt": "Sju av elva svarande säger att driften växer.",
}


def found(question: str) -> list[str]:
    """The notes that BM25 finds, best first; each is one passage."""
    return [span.source for span in bm25(NOTES).observe(Question(question)).retrieved]


def test_bm25_finds_the_passage_that_has_the_words() -> None:
    assert found("gemensam plattform") == ["plattform.txt"]
    assert found("Vad sägs om budget och om driften?") == ["budget.txt", "enkat.txt"]


def test_bm25_folds_case_and_diacritics_and_nothing_else() -> None:
    assert found("SARSKILD") == ["budget.txt"]
    assert found("plattformar") == []


def test_bm25_that_finds_nothing_refuses() -> None:
    seen = bm25(NOTES).observe(Question("trädgårdsdamm"))

    assert seen.retrieved == ()
    assert seen.answer["status"] == "no_evidence"


@pytest.mark.parametrize(
    "question",
    [
        'Vad är en "plattform"?',
        "plattform' OR 1=1; --",
        '"plattform" AND NOT (',
        "plattform*",
        "NEAR(plattform",
        "text: plattform",
        "_ plattform ^",
    ],
)
def test_signs_and_words_of_the_search_language_are_words_like_others(question: str) -> None:
    assert found(question)[0] == "plattform.txt"


@pytest.mark.parametrize("question", ["???", '"', "' -- *", "…"])
def test_bm25_finds_nothing_for_a_question_of_signs_alone(question: str) -> None:
    assert found(question) == []
