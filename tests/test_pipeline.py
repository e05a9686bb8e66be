"""One question becomes one answer, stage by stage, and nothing unproven gets through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from advisor.answers.citations import Citer
from advisor.answers.reporting import Reporter
from advisor.documents.places import locate
from advisor.pipeline import Advisor
from advisor.types import (
    Answer,
    Candidate,
    Draft,
    DraftStatement,
    Hit,
    Profile,
    Provenance,
    Query,
    Question,
    Span,
)
from advisor.vocabulary import Status
from tests.fakes import (
    FakeRetriever,
    QueueComposer,
    candidate_of,
    document_of,
    sentence_of,
    span_of,
)

DOCUMENT = document_of(
    "Bron bör målas i vår. Färgen kostar 40 kronor.", date="2001", setting="Åby, 5 000 invånare"
)
TRUE, OTHER = (
    span_of(DOCUMENT, "Bron bör målas i vår."),
    span_of(DOCUMENT, "Färgen kostar 40 kronor."),
)
FALSE = Span("a.txt", TRUE.start, TRUE.end, "Bron bör inte målas.")
CANDIDATE = candidate_of(sentence_of(0, "a.txt", (3, 0, 21), TRUE.quote))


class FakeUnderstanding:
    """Understands every question as itself, with a status that is given."""

    def __init__(self, status: Status = "answered") -> None:
        self._status = status

    def understand(self, question: Question) -> Query:
        """The question as a Swedish decision."""
        return Query(question, f"{question.text}!", "sv", "decision", (), status=self._status)


class FakeSelector:
    """One candidate, whatever was hit; the hits are kept."""

    def __init__(self) -> None:
        self.hits: Sequence[Hit] = ()

    def select(self, _query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """The one candidate."""
        self.hits = hits
        return [CANDIDATE]


def _advisor(
    *drafts: Draft, status: Status = "answered", selector: FakeSelector | None = None
) -> tuple[Advisor, QueueComposer]:
    composer = QueueComposer(*drafts)
    get_document = {"a.txt": DOCUMENT}.__getitem__
    advisor = Advisor(
        understanding=FakeUnderstanding(status),
        retriever=FakeRetriever([3, 1]),
        selector=selector or FakeSelector(),
        composer=composer,
        citer=Citer(get_document, locate),
        reporter=Reporter(
            get_document,
            sentences_within=lambda *_: [],
            topics=lambda _: ["Broars färg"],
            status_of=lambda *_: "answered",
            today=lambda: date(2026, 6, 1),
        ),
        provenance=Provenance("bygge", "sha256:0", "queue"),
    )
    return advisor, composer


def _draft(*spans: Span, status: Status = "answered", nearest: tuple[Span, ...] = ()) -> Draft:
    statements = tuple(DraftStatement("recommendation", (span,)) for span in spans)
    return Draft(status, statements, nearest)


def _ask(draft: Draft, status: Status = "answered") -> Answer:
    advisor, _ = _advisor(draft, status=status)
    return advisor.ask(Question("Ska vi måla bron?"))


def test_each_stage_gets_what_the_one_before_it_made() -> None:
    selector = FakeSelector()
    advisor, composer = _advisor(_draft(TRUE), selector=selector)

    advisor.ask(Question("Ska vi måla bron?"))

    assert selector.hits == [Hit(3, 1), Hit(1, 2)]
    assert composer.seen == [[CANDIDATE]]


def test_seconds_are_told_for_each_stage_in_order() -> None:
    seconds = _ask(_draft(TRUE)).provenance.seconds

    assert list(seconds) == ["understand", "retrieve", "select", "compose", "cite", "report"]
    assert all(value >= 0 for value in seconds.values())


def test_answer_is_complete() -> None:
    answer = _ask(_draft(TRUE, OTHER))

    assert re.fullmatch(r"a-[0-9a-f]{32}", answer.id)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.created)
    assert (answer.question, answer.standalone_question) == (
        "Ska vi måla bron?",
        "Ska vi måla bron?!",
    )
    assert (answer.language, answer.form, answer.status) == ("sv", "decision", "answered")
    assert answer.summary == (
        "Underlaget ger två rekommendationer, från ett dokument."
        " Bland det som visas talar inget uttryckligen emot."
    )
    assert [s.text for s in answer.statements] == [TRUE.quote, OTHER.quote]
    assert [s.statement for s in answer.strength] == [0, 1]
    assert [(c.code, c.citations) for c in answer.caveats] == [("old_source", (1, 2))]
    assert (answer.nearest, answer.next_questions, answer.choices) == ((), (), ())
    assert answer.profile_effect is None
    assert (answer.provenance.index_build, answer.provenance.composer) == ("bygge", "queue")


def test_profile_of_the_asker_is_held_against_what_is_cited() -> None:
    advisor, _ = _advisor(_draft(TRUE))

    answer = advisor.ask(Question("Ska vi måla bron?", profile=Profile(population=6000)))

    assert answer.profile_effect is not None
    assert "Åby" in answer.profile_effect


def test_unsupported_statement_is_left_out_and_reported() -> None:
    answer = _ask(_draft(FALSE, TRUE))

    assert [s.text for s in answer.statements] == [TRUE.quote]
    assert [u.text for u in answer.unsupported] == [FALSE.quote]
    assert answer.summary == (
        "Underlaget ger en rekommendation, från ett dokument."
        " Bland det som visas talar inget uttryckligen emot."
    )


@pytest.mark.parametrize("status", ["answered", "partial"])
def test_answer_that_lost_every_statement_is_no_evidence(status: Status) -> None:
    answer = _ask(_draft(FALSE, status=status, nearest=(OTHER, FALSE)))

    assert (answer.status, answer.statements, answer.strength) == ("no_evidence", (), ())
    assert [c.quote for c in answer.nearest] == [OTHER.quote]
    assert [u.text for u in answer.unsupported] == [FALSE.quote]
    assert answer.summary.startswith("Underlaget besvarar inte frågan.")


def test_no_evidence_shows_what_is_nearest_and_where_to_go_on() -> None:
    answer = _ask(_draft(status="no_evidence", nearest=(OTHER,)))

    assert answer.status == "no_evidence"
    assert [c.quote for c in answer.nearest] == [OTHER.quote]


def test_refused_request_gets_words_alone() -> None:
    answer = _ask(_draft(status="refused"), status="refused")

    assert (answer.status, answer.statements, answer.nearest) == ("refused", (), ())
    assert (answer.caveats, answer.choices, answer.next_questions) == ((), (), ())
    assert answer.summary


def test_vague_question_gets_subjects_to_choose_among() -> None:
    answer = _ask(_draft(status="clarification"), status="clarification")

    assert (answer.status, answer.statements, answer.nearest) == ("clarification", (), ())
    assert len(answer.choices) == 1


def test_same_question_gets_the_same_answer_but_for_its_id_and_times() -> None:
    advisor, _ = _advisor(_draft(TRUE, FALSE), _draft(TRUE, FALSE))
    question = Question("Ska vi måla bron?")

    one, two = advisor.ask(question), advisor.ask(question)

    assert one.id != two.id
    provenance = replace(two.provenance, seconds=one.provenance.seconds)
    assert replace(two, id=one.id, created=one.created, provenance=provenance) == one
