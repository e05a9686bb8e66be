"""What is asked in a conversation is kept there; what is not answered leaves nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.errors import IndexUnusableError, NotFoundError
from advisor.index.building import build_index
from advisor.records.archive import Archive
from advisor.records.retention import Retention
from advisor.service.desk import MOST_HISTORY
from advisor.service.parts import Service
from advisor.types import Caller, Question
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

QUESTION = "Bör kommunerna ha en gemensam plattform?"
EVA = Caller("person:eva", "Eva", frozenset({"ask"}))
OLA = Caller("person:ola", "Ola", frozenset({"ask"}))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service on a small index."""
    folder = tmp_path_factory.mktemp("desk")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder).model_copy(update={"questions_per_minute": 1000})
    build_index(settings)
    opened = open_service(settings, to_json)
    yield opened
    opened.database.close()


def test_purge_while_a_first_question_is_answered_does_not_turn_it_away(service: Service) -> None:
    retention = Retention(service.database, Archive(service.database))
    later = datetime.now(UTC) + timedelta(hours=1)

    answered = service.desk.ask(
        Question(QUESTION), EVA, "api", watch=lambda _seen: retention.purge(0, "Eva", later)
    )

    assert service.answers.record(answered.answer.id, EVA.id).conversation == answered.conversation


def test_question_that_is_not_answered_opens_no_conversation(tmp_path: Path) -> None:
    service = open_service(settings_in(tmp_path), to_json)

    with pytest.raises(IndexUnusableError):
        service.desk.ask(Question(QUESTION), EVA, "api")

    assert service.database.rows("SELECT * FROM conversations") == []
    service.database.close()


def test_follow_up_leans_on_the_latest_questions_in_their_order(service: Service) -> None:
    texts = [f"Vad kostar plattform {number}?" for number in range(MOST_HISTORY + 2)]
    conversation = service.desk.ask(Question(texts[0]), EVA, "api").conversation
    for text in texts[1:]:
        service.desk.ask(Question(text), EVA, "api", conversation)

    id = service.desk.ask(Question(QUESTION), EVA, "api", conversation).answer.id

    assert service.answers.record(id, EVA.id).asked["history"] == texts[-MOST_HISTORY:]


@pytest.mark.parametrize("conversation", ["c-none", ""])
def test_conversation_that_is_not_there_is_told(service: Service, conversation: str) -> None:
    with pytest.raises(NotFoundError):
        service.desk.ask(Question(QUESTION), EVA, "api", conversation)


def test_conversation_of_somebody_else_is_not_there(service: Service) -> None:
    conversation = service.desk.ask(Question(QUESTION), EVA, "api").conversation

    with pytest.raises(NotFoundError):
        service.desk.ask(Question(QUESTION), OLA, "api", conversation)
