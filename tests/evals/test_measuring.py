"""What became of the questions under one subject, and where what is missing was lost."""

from collections.abc import Sequence
from typing import Any

import pytest

from advisor.types import Question
from evals.gold import Located
from evals.measuring import measure, measured, observe
from evals.metrics import Item, Loss
from evals.scoring import QUOTED_WORDS_COUNTED, Attribution
from evals.spans import Passages, RawSpan
from evals.subjects import Observation
from tests.evals.builders import (
    COUNT,
    RAWS,
    answer_of,
    cite,
    gold_of,
    nugget_of,
    span_of,
    statement_of,
)

HOLDS, LACKS = span_of("noll. en två tre fyra"), span_of("fem sex sju åtta")
EVIDENCE = span_of("en två tre fyra")
ANSWER_BESIDE = answer_of(statement_of(cite("fem sex")))


class FakeSubject:
    """Gives one observation, whatever is asked, and keeps what was asked."""

    name = "fake"
    reading = RAWS
    place = staticmethod(RawSpan)

    def __init__(self, seen: Observation, passages: Sequence[RawSpan] = (HOLDS, LACKS)) -> None:
        self.passages = Passages(passages)
        self.asked: list[Question] = []
        self._seen = seen

    def observe(self, question: Question) -> Observation:
        self.asked.append(question)
        return self._seen


def seen(answer: dict[str, Any], *, drafted: Sequence[RawSpan] = (LACKS,)) -> Observation:
    """All was found, and the sentence that holds the evidence is ranked second."""
    return Observation(answer, (LACKS, HOLDS), ranked=(LACKS, EVIDENCE), drafted=tuple(drafted))


# --- Where points were lost --------------------------------------------------------------


def lost(subject: FakeSubject) -> tuple[Loss, ...]:
    """What the subject's answer to a question with one vital nugget lacks."""
    return measure(subject, [gold_of(COUNT)], RAWS).items[0].lost


def test_a_point_may_be_lost_because_the_question_was_wrongly_refused() -> None:
    refused = seen(answer_of(status="no_evidence"))

    assert lost(FakeSubject(refused)) == (Loss(0, "wrongly refused", rank=2),)


def test_a_point_may_be_lost_because_no_passage_holds_it() -> None:
    nowhere = Observation(ANSWER_BESIDE, (LACKS,), ranked=(LACKS,), drafted=(LACKS,))

    assert lost(FakeSubject(nowhere, passages=[LACKS])) == (Loss(0, "not indexed"),)


def test_a_point_may_be_lost_because_its_passage_was_not_found() -> None:
    beside = Observation(ANSWER_BESIDE, (LACKS,), ranked=(LACKS,), drafted=(LACKS,))

    assert lost(FakeSubject(beside)) == (Loss(0, "not retrieved"),)


def test_a_point_may_be_lost_because_other_sentences_were_taken() -> None:
    assert lost(FakeSubject(seen(ANSWER_BESIDE))) == (Loss(0, "not selected", rank=2),)


def test_a_point_may_be_lost_because_what_was_chosen_is_not_cited() -> None:
    chosen = seen(ANSWER_BESIDE, drafted=[LACKS, EVIDENCE])

    assert lost(FakeSubject(chosen)) == (Loss(0, "not cited", rank=2),)


def test_a_point_quoted_after_the_250th_word_is_lost_as_not_cited() -> None:
    filler = ("ord " * 250).strip()
    late = answer_of(statement_of(cite(filler)), statement_of(cite("en två tre fyra")))

    found = lost(FakeSubject(seen(late, drafted=[span_of(filler), EVIDENCE])))

    assert found == (Loss(0, "not cited", rank=2),)


def test_a_point_that_is_covered_or_not_vital_is_not_lost() -> None:
    gold = gold_of(COUNT, nugget_of("noll", vital=False))
    covering = seen(answer_of(statement_of(cite("en två tre fyra"))))

    (item,) = measure(FakeSubject(covering), [gold], RAWS).items

    assert item.score.covered == (True, False)
    assert item.lost == ()


def test_a_subject_that_ranks_no_sentences_tells_nothing_of_losses() -> None:
    passages_alone = Observation(ANSWER_BESIDE, (LACKS, HOLDS))

    assert lost(FakeSubject(passages_alone)) == ()


def test_a_subject_that_ranks_no_sentences_may_still_refuse_wrongly() -> None:
    refused = Observation(answer_of(status="no_evidence"), ())

    assert lost(FakeSubject(refused)) == (Loss(0, "wrongly refused"),)


def test_a_point_whose_passage_was_found_and_no_sentence_ranked_has_no_rank() -> None:
    unranked = Observation(ANSWER_BESIDE, (LACKS, HOLDS), ranked=(LACKS,), drafted=(LACKS,))

    assert lost(FakeSubject(unranked)) == (Loss(0, "not selected", rank=None),)


# --- A subject measured ----------------------------------------------------------------


def test_a_question_is_asked_with_those_before_it() -> None:
    subject = FakeSubject(seen(ANSWER_BESIDE))

    measure(subject, [gold_of(COUNT, question="Och sedan?", history=("Vad?",))], RAWS)

    assert subject.asked == [Question("Och sedan?", ("Vad?",))]


def test_what_was_found_and_cited_is_held_against_the_passages_with_evidence() -> None:
    (item,) = measure(FakeSubject(seen(ANSWER_BESIDE)), [gold_of(COUNT)], RAWS).items

    assert item.ranked["RR@10"] == 0.5
    assert item.attribution == Attribution(cited=1, relevant=1, both=0)


def test_a_question_to_be_refused_has_no_figure_of_retrieval_and_no_loss() -> None:
    (item,) = measure(FakeSubject(seen(ANSWER_BESIDE)), [gold_of(refuse="near")], RAWS).items

    assert (item.ranked, item.lost) == ({}, ())
    assert item.attribution == Attribution(cited=1, relevant=0, both=0)


def test_a_failure_names_the_question_it_came_from() -> None:
    class Broken(FakeSubject):
        def observe(self, _question: Question) -> Observation:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as raised:
        measure(Broken(seen(ANSWER_BESIDE)), [gold_of(COUNT, id="sv-007")], RAWS)

    assert raised.value.__notes__ == ["fake was answering sv-007."]


def test_a_subject_is_measured_under_its_name_in_the_order_of_the_questions() -> None:
    questions = [gold_of(COUNT, id="sv-002"), gold_of(refuse="far"), gold_of(COUNT, id="sv-003")]

    found = measure(FakeSubject(seen(ANSWER_BESIDE)), questions, RAWS)

    assert found.name == "fake"
    assert [item.question for item in found.items] == [gold.question for gold in questions]


def test_seconds_are_those_that_the_subject_tells() -> None:
    timed = Observation(ANSWER_BESIDE, (LACKS,), seconds={"retrieve": 0.25})

    (item,) = measure(FakeSubject(timed), [gold_of(COUNT)], RAWS).items

    assert item.seconds == {"retrieve": 0.25}


# --- Observed once, measured in several ways -----------------------------------------------


def test_every_question_is_asked_once_in_order() -> None:
    first, second = gold_of(COUNT, question="Vad?"), gold_of(COUNT, question="När?")
    subject = FakeSubject(seen(ANSWER_BESIDE))

    observed = observe(subject, [first, second])

    assert subject.asked == [Question("Vad?"), Question("När?")]
    assert observed == [seen(ANSWER_BESIDE)] * 2


LATE = answer_of(statement_of(cite(("ord " * 250).strip())), statement_of(cite("en två tre fyra")))


def counting(gold: Located, counted: int | None) -> Item:
    """What becomes of an answer that quotes the evidence after 250 other words."""
    subject = FakeSubject(seen(LATE))
    found = measured("some words", subject, [gold], observe(subject, [gold]), RAWS, counted)
    assert found.name == "some words"
    return found.items[0]


@pytest.mark.parametrize(("counted", "covered"), [(QUOTED_WORDS_COUNTED, False), (None, True)])
def test_what_was_observed_is_measured_with_so_many_words_or_with_all(
    counted: int | None, covered: bool
) -> None:
    item = counting(gold_of(COUNT), counted)

    assert item.score.covered == (covered,)
    assert bool(item.lost) is not covered


def test_there_is_one_observation_for_each_question() -> None:
    subject = FakeSubject(seen(ANSWER_BESIDE))
    observed = observe(subject, [gold_of(COUNT)])

    with pytest.raises(ValueError, match="zip"):
        measured("fake", subject, [gold_of(COUNT), gold_of(COUNT)], observed, RAWS)
