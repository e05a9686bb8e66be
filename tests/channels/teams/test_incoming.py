"""What Teams sends is read with care: a part that is odd is no reason to fail."""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor.channels.teams.incoming import Activity, Ask, Judge, Show, read_activity
from advisor.errors import BadInputError, NotFoundError
from tests.channels.teams.played import BOT, PlayedTeams, activity

TODAY = date(2026, 1, 1)
THREAD = {"id": "19:a@thread.tacv2;messageid=17", "conversationType": "channel"}


def _activity(**changes: Any) -> Activity:
    return read_activity(json.dumps(activity(**changes)).encode())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("<at>advisor</at> Vad är en e-tjänst?", "Vad är en e-tjänst?"),
        ("<at>advisor</at>&nbsp;Vad är det?", "Vad är det?"),
        ("Säg <at>Anna</at>, <at>advisor</at>: kostar det?", "Säg Anna,  : kostar det?"),
        ("<at>advisor</at>", ""),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("<at", "<at"),
        ("", ""),
    ],
)
def test_mentions_of_the_bot_are_left_out(text: str, asked: str) -> None:
    mention = {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>advisor</at>"}
    other = {"type": "mention", "mentioned": {"id": "29:anna"}, "text": "<at>Anna</at>"}

    read = _activity(text=text, entities=[other, mention, {"type": "mention"}, 7])

    assert read.asked == asked


def test_threads_of_a_channel_are_conversations_of_their_own() -> None:
    one = _activity(conversation=THREAD)
    other = _activity(conversation=THREAD | {"id": "19:a@thread.tacv2;messageid=18"})

    assert one.talk(TODAY) != other.talk(TODAY)
    assert one.talk(TODAY) == one.talk(date(2026, 1, 2))
    assert one.caller.id != other.caller.id


def test_chat_begins_anew_each_day() -> None:
    chat = _activity()

    assert chat.talk(TODAY) == _activity(id="1701").talk(TODAY)
    assert chat.talk(TODAY) != chat.talk(date(2026, 1, 2))
    assert chat.caller.id == "teams:a:1chat"


def test_answer_in_a_channel_goes_to_the_thread_of_the_question() -> None:
    channel = {"id": "19:a@thread.tacv2", "conversationType": "channel"}

    assert _activity(id="1700", conversation=channel).place == "19:a@thread.tacv2;messageid=1700"
    assert _activity(conversation=channel, replyToId="16").place.endswith(";messageid=16")
    assert _activity(conversation=THREAD).place == THREAD["id"]


def test_limits_are_of_the_person_and_answers_of_the_conversation() -> None:
    caller = _activity(conversation=THREAD).caller

    assert (caller.id, caller.person) == (f"teams:{THREAD['id']}", "teams:person-1")
    assert caller.rights == {"ask"}


def test_activity_that_is_sent_again_has_the_same_key() -> None:
    one = _activity(id="1700")

    assert one.key == _activity(id="1700", text="x").key
    assert one.key != _activity(id="1701").key
    assert one.key != _activity(id="1700", conversation={"id": "a:2"}).key


@pytest.mark.parametrize(
    ("value", "press"),
    [
        ({"advisor": {"do": "ask", "question": "Hej"}}, Ask(do="ask", question="Hej")),
        (
            {"advisor": {"do": "judge", "answer": "a-1", "useful": True}},
            Judge(do="judge", answer="a-1", useful=True),
        ),
        (
            {"advisor": {"do": "show", "answer": "a-1", "number": 1}},
            Show(do="show", answer="a-1", number=1),
        ),
        (None, None),
        ("advisor", None),
        ({"other": 1}, None),
    ],
)
def test_buttons_are_told_apart(value: object, press: object) -> None:
    assert _activity(value=value).press == press


@pytest.mark.parametrize("sent", [None, {}, {"do": "delete"}, {"do": "judge", "answer": 1}, []])
def test_button_that_no_card_has_now_is_told_so(sent: object) -> None:
    with pytest.raises(NotFoundError):
        _ = _activity(value={"advisor": sent}).press


@pytest.mark.parametrize("id", ["", "a/../b", "a?b", "a#b", "a b", "a%2fb", "a\\b", "a" * 301])
def test_conversation_that_leads_to_another_address_is_refused(id: str) -> None:
    with pytest.raises(BadInputError, match=r"conversation\.id"):
        _activity(conversation={"id": id})


def test_mutated_activities_never_fail_the_server(
    client: TestClient, teams: PlayedTeams, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(7)
    counted: Counter[int] = Counter()

    with caplog.at_level(logging.ERROR):
        for _ in range(400):
            mutated = _mutated(_full(teams), chance)
            content = json.dumps(mutated).encode()
            response = client.post("/teams/messages", content=content, headers=teams.authorization)
            counted[response.status_code] += 1
            assert response.status_code in (200, 401, 403, 422, 501, 503), mutated

    assert counted[200] > 20
    assert counted[422] > 20
    assert "failure in teams" not in caplog.text


_JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, "", " ", "x" * 5000, [], {}, [[]], {"id": None}, "\0", "\ud800"),
    *("../../x", "<script>", "[a](http://b)", 10**30, [1] * 50, {"advisor": {"do": "show"}}),
)


def _full(teams: PlayedTeams) -> dict[str, Any]:
    return teams.activity(
        "<at>advisor</at> Hej",
        entities=[{"type": "mention", "mentioned": {"id": BOT}, "text": "<at>advisor</at>"}],
        value={"advisor": {"do": "show", "answer": "a", "number": 1}},
        membersAdded=[{"id": "29:x"}],
        replyToId="1",
        action="add",
    )


def _mutated(value: Any, chance: random.Random) -> Any:
    """The value with one part of it removed, replaced or doubled, at any depth."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.1:
        return chance.choice(_JUNK)
    if isinstance(value, list):
        place = chance.randrange(len(value))
        return [*value[:place], _mutated(value[place], chance), *value[place:]]
    name = chance.choice(list(value))
    kept = {key: item for key, item in value.items() if key != name}
    if chance.random() < 0.2:
        return kept
    return kept | {name: _mutated(value[name], chance)}
