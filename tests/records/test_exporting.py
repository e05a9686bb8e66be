"""What is handed out holds every answer, and of persons only what it is told to."""

import json
from collections.abc import Callable

from advisor.records.exporting import lines
from advisor.records.feedback import Feedback
from advisor.service.parts import Service
from advisor.types import Profile, Question
from tests.records.conftest import EVA, OLA, QUESTION

Ask = Callable[..., str]
SECRETS = ("850709-9805", "eva.oberg@kommun.se", "070-123 45 67", "person:eva")


def _keep(service: Service) -> str:
    before = ("Gäller 850709-9805.", "Ring 070-123 45 67!")
    question = Question(QUESTION, before, Profile(goals=("nå eva.oberg@kommun.se",)))
    id = service.desk.ask(question, EVA, "api").answer.id
    service.feedback.keep(Feedback(id, False, "Mitt nummer är 850709-9805"), EVA.id)
    return id


def test_masked_export_tells_of_no_person_and_leaves_quotes_as_they_stand(
    service: Service, ask: Ask
) -> None:
    id = _keep(service)
    ask(service, "Vem är eva.oberg@kommun.se, 070-123 45 67, född 850709-9805?", OLA)

    text = "\n".join(lines(service.answers, service.feedback, unmasked=False))

    assert [secret for secret in SECRETS if secret in text] == []
    first, second = map(json.loads, text.splitlines())
    assert first["id"] == id
    assert first["answer"]["statements"]
    kept = service.answers.record(id, None).answer
    for name in ("statements", "nearest", "provenance"):
        assert first["answer"][name] == json.loads(json.dumps(kept[name]))
    assert [first["owner"], second["owner"]] == ["person-1", "person-2"]
    assert second["asked"]["text"] == "Vem är [e-post], [telefon], född [personnummer]?"
    assert first["feedback"] == [{"useful": False, "comment": "Mitt nummer är [personnummer]"}]


def test_unmasked_export_is_what_was_kept(service: Service) -> None:
    id = _keep(service)

    [line] = lines(service.answers, service.feedback, unmasked=True)

    row = json.loads(line)
    record = service.answers.record(id, None)
    assert row["asked"] == record.asked
    assert row["answer"] == record.answer
    assert [secret for secret in SECRETS if secret not in line] == []


def test_export_holds_every_answer_once_and_in_order(service: Service) -> None:
    """Also beyond what is read at a time, and where many share a moment."""
    with service.database.writing() as connection:
        connection.execute("INSERT INTO conversations VALUES ('c', 'o', 'api', '')")
        connection.executemany(
            "INSERT INTO answers"
            " VALUES (?, 'c', ?, 'o', 'api', ?, 'answered', '', '{}', '{}', '{}')",
            ((f"a-{n:03}", n, f"2026-01-01T00:00:{n // 120:02}") for n in range(250)),
        )

    rows = [json.loads(line) for line in lines(service.answers, service.feedback, unmasked=False)]

    assert [row["id"] for row in rows] == [f"a-{n:03}" for n in range(250)]
