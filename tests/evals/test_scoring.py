"""The scoring rules, on answers small enough to check by hand."""

from typing import Any

import pytest

from advisor.errors import BadInputError
from evals.scoring import (
    Attribution,
    Texts,
    attribution,
    cited_spans,
    first_to_hold,
    relevant_passages,
    score,
)
from evals.spans import Passages, RawSpan
from tests.evals.builders import (
    COUNT,
    OTHER_SOURCE,
    RAW,
    RAWS,
    TEXTS,
    answer_of,
    cite,
    gold_of,
    nugget_of,
    question_of,
    score_of,
    span_of,
    statement_of,
)

GO_ON = nugget_of("fem sex sju åtta")


def answer_citing(*quotes: str) -> dict[str, Any]:
    """An answer with one statement for each quote."""
    return answer_of(*(statement_of(cite(quote)) for quote in quotes))


def words(count: int) -> str:
    """So many words that are evidence of nothing."""
    return ("ord " * count).strip()


# --- What is covered ----------------------------------------------------------------


def test_a_nugget_whose_evidence_is_quoted_is_covered() -> None:
    result = score(gold_of(COUNT), answer_citing("en två tre fyra"), TEXTS)

    assert result.covered == (True,)
    assert (result.vital, result.all) == (1.0, 1.0)


@pytest.mark.parametrize(("quoted", "covered"), [("två tre", True), ("två", False)])
def test_half_of_the_words_cover_and_fewer_do_not(quoted: str, covered: bool) -> None:
    result = score(gold_of(COUNT), answer_citing(quoted), TEXTS)

    assert result.covered == (covered,)


def test_quotes_of_several_statements_cover_together() -> None:
    result = score(gold_of(COUNT), answer_citing("en", "fyra"), TEXTS)

    assert result.covered == (True,)


def test_words_of_two_evidence_quotes_do_not_add_up() -> None:
    either = nugget_of("en två tre fyra", "fem sex sju åtta")

    result = score(gold_of(either), answer_citing("en", "fem"), TEXTS)

    assert result.covered == (False,)


def test_any_one_evidence_quote_covers_its_nugget() -> None:
    either = nugget_of("en två tre fyra", "fem sex sju åtta")

    result = score(gold_of(either), answer_citing("sex sju åtta"), TEXTS)

    assert result.covered == (True,)


def test_the_same_words_in_another_source_do_not_count() -> None:
    elsewhere = answer_of(statement_of(cite("en två tre fyra", OTHER_SOURCE)))

    result = score(gold_of(COUNT), elsewhere, TEXTS)

    assert result.covered == (False,)


def test_the_same_words_in_another_place_do_not_count() -> None:
    last = RAW.rindex("ord")
    question = gold_of(nugget_of("åtta. ord"))

    elsewhere = score(question, answer_of(statement_of(cite("ord", at=last))), TEXTS)
    there = score(question, answer_citing("ord"), TEXTS)

    assert (elsewhere.covered, there.covered) == ((False,), (True,))


def test_evidence_that_stands_twice_may_be_quoted_at_either_place() -> None:
    last = RAW.rindex("ord")

    result = score(gold_of(nugget_of("ord")), answer_of(statement_of(cite("ord", at=last))), TEXTS)

    assert result.covered == (True,)


def test_a_quote_that_does_not_stand_at_its_offsets_counts_for_nothing() -> None:
    moved = cite("en två tre fyra", at=RAW.index("en två") + 1)

    result = score(gold_of(COUNT), answer_of(statement_of(moved)), TEXTS)

    assert result.covered == (False,)
    assert result.quoted_words == 0


def test_words_after_the_250th_do_not_count() -> None:
    late = score(gold_of(COUNT), answer_citing(words(249), "en två tre fyra"), TEXTS)
    early = score(gold_of(COUNT), answer_citing("en två tre fyra", words(249)), TEXTS)

    assert (late.covered, early.covered) == ((False,), (True,))
    assert late.quoted_words == 253


def test_the_word_at_the_cut_still_counts() -> None:
    result = score(gold_of(COUNT), answer_citing(words(248), "en två tre fyra"), TEXTS)

    assert result.covered == (True,)


def test_all_words_count_where_no_number_is_set() -> None:
    late = answer_citing(words(250), "en två tre fyra")

    result = score(gold_of(COUNT), late, TEXTS, counted=None)

    assert result.covered == (True,)


def test_words_quoted_twice_count_once() -> None:
    again = answer_citing(words(200), words(200), "en två tre fyra")

    result = score(gold_of(COUNT), again, TEXTS)

    assert result.covered == (True,)
    assert (result.quoted_words, result.statements) == (204, 3)


def test_only_vital_nuggets_make_the_vital_score() -> None:
    gold = gold_of(nugget_of("noll"), COUNT, nugget_of("fem sex sju åtta", vital=False))

    result = score(gold, answer_citing("noll", "fem sex"), TEXTS)

    assert result.vital == 0.5
    assert result.all == pytest.approx(2 / 3)
    assert result.missed == (1,)


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("no_evidence", True),
        ("refused", True),
        ("clarification", True),
        ("answered", False),
        ("partial", False),
    ],
)
def test_three_statuses_are_refusals(status: str, refused: bool) -> None:
    assert score(gold_of(refuse="far"), answer_of(status=status), TEXTS).refused is refused


def test_a_refusal_covers_nothing() -> None:
    refused = answer_of(statement_of(cite("en två tre fyra")), status="no_evidence")

    assert score(gold_of(COUNT), refused, TEXTS).covered == (False,)


def test_the_quotes_of_an_answer_are_kept_in_its_order() -> None:
    result = score(gold_of(COUNT), answer_citing("fem sex", "noll"), TEXTS)

    assert result.quotes == ("fem sex", "noll")


@pytest.mark.parametrize("missing", ["status", "statements", "nearest"])
def test_an_answer_in_another_form_is_named(missing: str) -> None:
    answer = answer_citing("noll")
    del answer[missing]

    with pytest.raises(BadInputError, match="sv-001 is not in the agreed form"):
        score(gold_of(COUNT), answer, TEXTS)


# --- How true it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("covered", "expected"),
    [((True, True), 1.0), ((True, False), 0.5), ((False, False), -1.0)],
)
def test_an_answer_is_as_true_as_its_share_of_vital_points_and_misleads_without_any(
    covered: tuple[bool, ...], expected: float
) -> None:
    assert score_of(question_of(COUNT, GO_ON), *covered).truth == expected


def test_points_that_are_not_vital_do_not_make_an_answer_true() -> None:
    beside = nugget_of("fem sex sju åtta", vital=False)

    assert score_of(question_of(COUNT, beside), False, True).truth == -1.0


def test_refusing_an_answerable_question_is_neither_true_nor_misleading() -> None:
    assert score_of(question_of(COUNT), False, refused=True).truth == 0.0


@pytest.mark.parametrize(("refused", "expected"), [(True, 1.0), (False, -1.0)])
def test_a_question_to_be_refused_is_rightly_refused_or_misleads(
    refused: bool, expected: float
) -> None:
    assert score_of(question_of(refuse="near"), refused=refused).truth == expected


# --- What must always hold of quotes ---------------------------------------------------


def test_a_quote_is_true_where_it_stands_in_both_texts() -> None:
    texts = Texts(
        raw={"a.txt": "sam-\nverkan lönar sig"},
        reading={"a.txt": "samverkan lönar sig"},
        place=lambda source, start, end: RawSpan(source, start, end + 2),
    )
    place = {"start": 0, "end": 9, "raw_start": 0, "raw_end": 11}
    right = {"source": "a.txt", "quote": "samverkan", "raw_quote": "sam-\nverkan", **place}
    wrongs = [{**right, "end": 8}, {**right, "raw_end": 12}, {**right, "source": "c.txt"}]
    shown = answer_of(*(statement_of(cited) for cited in (right, *wrongs)))

    result = score(gold_of(COUNT), shown, texts)

    assert result.true_quotes == (True, False, False, False)


def test_the_nearest_quotes_of_a_refusal_must_be_true_too() -> None:
    moved = cite("en två", at=0)
    refused = answer_of(status="no_evidence", nearest=[cite("noll"), moved])

    assert score(gold_of(COUNT), refused, TEXTS).true_quotes == (True, False)


def test_words_shown_from_one_place_and_graded_at_another_are_not_true() -> None:
    """Both stand where they are said to stand: a reader sees the one, coverage counts the other."""
    shown, graded = cite("fem sex sju åtta"), cite("en två tre fyra")
    raw = {name: graded[name] for name in ("raw_quote", "raw_start", "raw_end")}

    result = score(gold_of(COUNT), answer_of(statement_of({**shown, **raw})), TEXTS)

    assert result.covered == (True,)
    assert result.true_quotes == (False,)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("en två", True),
        ("en två … sju åtta.", True),
        ("en två\n… sju åtta", True),
        ("en två och sju åtta", False),
        ("inte en två", False),
    ],
)
def test_a_statement_is_supported_when_it_is_words_of_its_quotes(
    text: str, supported: bool
) -> None:
    made = statement_of(cite("en två"), cite("sju åtta"), text=text)

    assert score(gold_of(COUNT), answer_of(made), TEXTS).supported == (supported,)


def test_a_statement_without_citation_is_not_supported() -> None:
    assert score(gold_of(COUNT), answer_of(statement_of(text="")), TEXTS).supported == (False,)


def test_a_citation_is_needed_when_its_statement_has_its_words() -> None:
    made = statement_of(cite("en två"), cite("sju åtta"), text="en två tre")

    assert score(gold_of(COUNT), answer_of(made), TEXTS).needed == (True, False)


# --- Passages ------------------------------------------------------------------------

FIRST, SECOND = span_of("noll. en två tre"), span_of("tre fyra. fem sex")
THIRD = span_of("sju åtta. ord")
PASSAGES = Passages([FIRST, SECOND, THIRD])


def test_the_relevant_passages_hold_half_of_an_evidence_quote() -> None:
    assert relevant_passages(gold_of(COUNT), PASSAGES) == {FIRST, SECOND}
    assert relevant_passages(gold_of(COUNT, GO_ON), PASSAGES) == {FIRST, SECOND, THIRD}
    assert relevant_passages(gold_of(refuse="far"), PASSAGES) == frozenset()


def test_the_first_span_to_hold_a_nugget_is_told_by_its_place() -> None:
    spans = [span_of("noll"), THIRD, span_of("en"), FIRST, SECOND]

    first = first_to_hold(gold_of(COUNT, nugget_of("noll"), GO_ON), spans, RAWS)

    assert first == {1: 0, 2: 1, 0: 3}


def test_a_nugget_that_no_span_holds_has_no_place() -> None:
    assert first_to_hold(gold_of(COUNT), [THIRD], RAWS) == {}


def test_quotes_are_traced_where_they_stand_and_left_out_where_they_do_not() -> None:
    moved = cite("en två", at=0)

    spans = cited_spans(answer_of(statement_of(moved, cite("fem sex"))), TEXTS)

    assert spans == [span_of("fem sex")]


def test_the_passages_cited_are_held_against_the_relevant_ones() -> None:
    cited = [span_of("noll. en"), span_of("sju åtta")]

    found = attribution(frozenset({FIRST, SECOND}), cited, PASSAGES, RAWS)

    assert found == Attribution(cited=2, relevant=2, both=1)


def test_a_passage_cited_twice_counts_once() -> None:
    cited = [span_of("sju"), span_of("åtta")]

    assert attribution(frozenset(), cited, PASSAGES, RAWS) == Attribution(1, 0, 0)


def test_attribution_weighs_precision_and_recall_alike() -> None:
    found = Attribution(cited=4, relevant=2, both=1)

    assert (found.precision, found.recall) == (0.25, 0.5)
    assert found.f1 == pytest.approx(1 / 3)


@pytest.mark.parametrize("found", [Attribution(0, 2, 0), Attribution(3, 0, 0)])
def test_attribution_is_nothing_where_nothing_is_cited_or_relevant(found: Attribution) -> None:
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)
