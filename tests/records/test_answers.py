"""Answers are kept whole, by their owner, and let go of when the owner says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor import __version__
from advisor.errors import NotFoundError, RecordsUnusableError
from advisor.records.answers import AnswerRecords
from advisor.records.database import FILE, Database
from advisor.records.feedback import Feedback
from advisor.records.reading_back import answer_of, question_of
from advisor.service.parts import Service
from advisor.types import Profile, Question
from tests.records.conftest import EVA, OLA, QUESTION

Ask = Callable[..., str]


def test_record_reads_back_as_the_question_and_the_answer_that_they_were(service: Service) -> None:
    question = Question(
        QUESTION, ("Vad kostar det?",), Profile("Exempel", goals=("e-arkiv",)), "en"
    )
    answered = service.desk.ask(question, EVA, "slack")

    record = service.answers.record(answered.answer.id, EVA.id)

    assert question_of(record) == question
    assert answer_of(record) == answered.answer
    assert answered.answer.statements
    assert record.made_with == {"advisor": __version__, "query_prompt": None, "glossary": None}


def test_record_of_another_version_is_read_as_far_as_it_is_known(
    service: Service, ask: Ask
) -> None:
    record = service.answers.record(ask(service), None)
    newer = {**record.answer, "mood": "calm"}
    newer.pop("choices")

    read = answer_of(replace(record, answer=newer))

    assert read == answer_of(record)
    with pytest.raises(RecordsUnusableError, match=r"lacks created, .*question"):
        answer_of(replace(record, answer={"id": "a"}))


def test_nobody_reads_or_deletes_what_another_one_asked(service: Service, ask: Ask) -> None:
    id = ask(service, caller=EVA)
    conversation = service.answers.record(id, EVA.id).conversation
    records = service.answers

    for refused in (
        lambda: records.record(id, OLA.id),
        lambda: records.conversation(conversation, OLA.id),
        lambda: records.delete_answer(id, OLA.id),
        lambda: records.delete_conversation(conversation, OLA.id),
    ):
        with pytest.raises(NotFoundError):
            refused()

    assert records.conversations(OLA.id) == []
    assert records.record(id, EVA.id).id == id
    assert records.record(id, None).id == id


def test_conversations_are_listed_newest_first_with_their_first_question(
    service: Service, ask: Ask
) -> None:
    first = ask(service, "Vad kostar en plattform?")
    conversation = service.answers.record(first, EVA.id).conversation
    ask(service, "Och budgeten?", conversation=conversation)
    ask(service, QUESTION)
    ask(service, "Vad säger andra?", OLA)
    service.answers.open_conversation(EVA.id, "api")  # nothing was answered in it

    listed = service.answers.conversations(EVA.id)

    assert [(c.title, c.answers) for c in listed] == [
        (QUESTION, 1),
        ("Vad kostar en plattform?", 2),
    ]
    assert listed[1].latest >= listed[1].created
    assert len(service.answers.conversations(None)) == 3


def test_pages_of_conversations_hold_each_of_them_once(database: Database) -> None:
    """Also where many began in the same moment."""
    with database.writing() as connection:
        for number in range(25):
            id, time = f"c-{number:02}", f"2026-01-01T00:00:{number // 10:02}.000Z"
            connection.execute("INSERT INTO conversations VALUES (?, 'o', 'api', ?)", (id, time))
            connection.execute(
                "INSERT INTO answers"
                " VALUES (?, ?, 0, 'o', 'api', ?, 'answered', 'h', '{}', ?, '{}')",
                (f"a-{number}", id, time, f'{{"text": "Fråga {number}"}}'),
            )
    records = AnswerRecords(database)

    pages = [records.conversations("o", 10)]
    while pages[-1]:
        pages.append(records.conversations("o", 10, pages[-1][-1].cursor))

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    listed = [c.id for page in pages for c in page]
    assert listed == [f"c-{number:02}" for number in reversed(range(25))]
    before = records.conversations("o", 100, "2026-01-01T00:00:01.000Z")
    assert [c.id for c in before] == [f"c-{number:02}" for number in reversed(range(10))]


def test_deleted_answer_goes_with_what_was_said_of_it_and_leaves_no_trace_in_the_file(
    service: Service, ask: Ask
) -> None:
    first = ask(service, "Hur gör Vidunderby med gemensam plattform?")
    conversation = service.answers.record(first, EVA.id).conversation
    second = service.desk.ask(Question(QUESTION), OLA, "api").answer.id
    service.feedback.keep(Feedback(first, True, "Klokskapskommentar"), EVA.id)

    service.answers.delete_answer(first, EVA.id)

    with pytest.raises(NotFoundError):
        service.answers.record(first, EVA.id)
    with pytest.raises(NotFoundError):  # nothing is left in it
        service.answers.conversation(conversation, EVA.id)
    assert service.feedback.of(first, None) == []
    assert service.answers.record(second, OLA.id)
    left = b"".join(path.read_bytes() for path in service.settings.data.glob(f"{FILE}*"))
    assert b"Vidunderby" not in left
    assert b"Klokskapskommentar" not in left


def test_deleted_conversation_goes_with_its_answers(service: Service, ask: Ask) -> None:
    first = ask(service)
    conversation = service.answers.record(first, EVA.id).conversation
    second = ask(service, "Och budgeten?", conversation=conversation)

    service.answers.delete_conversation(conversation, EVA.id)

    for id in (first, second):
        with pytest.raises(NotFoundError):
            service.answers.record(id, None)


def test_answer_in_a_conversation_that_was_deleted_meanwhile_is_not_kept(
    service: Service, ask: Ask
) -> None:
    record = service.answers.record(ask(service), EVA.id)
    service.answers.delete_conversation(record.conversation, EVA.id)

    with pytest.raises(NotFoundError, match="no conversation"):
        service.answers.keep(
            record.conversation, EVA.id, "api", question_of(record), answer_of(record), {}
        )
    with pytest.raises(NotFoundError, match="no answer"):
        service.feedback.keep(Feedback(record.id, True), EVA.id)


def test_feedback_is_read_by_its_owner_and_replaced_by_a_later_one(
    service: Service, ask: Ask
) -> None:
    id = ask(service)
    service.feedback.keep(Feedback(id, False, "Nej"), EVA.id)
    service.feedback.keep(Feedback(id, True), EVA.id)

    assert service.feedback.of(id, EVA.id) == [Feedback(id, True, None)]
    assert service.feedback.of(id, OLA.id) == []
