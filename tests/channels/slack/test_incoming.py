"""What Slack sends is read for what a person wrote, and no more."""

from typing import Any

import pytest

from advisor.channels.slack.incoming import (
    Thread,
    plain_text,
    read_click,
    read_command,
    read_direct,
    read_mention,
)
from tests.channels.slack.fake_slack import CHANNEL, TEAM, USER, command, direct, event, mention


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0ADVISOR> Ska vi samverka?", "Ska vi samverka?"),
        ("<@U0ADVISOR|advisor>", ""),
        ("Vad tycker <@U1> och <!here>, <!subteam^S1|@it>?", "Vad tycker och , ?"),
        ("Se <#C1|nyheter> och <#C2>", "Se #nyheter och"),
        ("Se <https://x.se/a?b=1&amp;c=2>", "Se https://x.se/a?b=1&c=2"),
        ("Se <https://x.se|vår sida> eller <mailto:a@x.se|a@x.se>", "Se vår sida eller a@x.se"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
        ("rad ett\nrad\ttvå", "rad ett rad två"),
        ("<!date^1^{date}|i dag>", ""),
        ("a < b", "a < b"),
    ],
)
def test_markup_is_read_as_the_words_it_stands_for(written: str, read: str) -> None:
    assert plain_text(written) == read


def test_reply_belongs_to_the_thread_of_its_first_message() -> None:
    asked = read_mention(mention("Vad kostar det?", thread_ts="1700000000.000001"))

    assert asked is not None
    assert asked.thread == Thread(TEAM, CHANNEL, "1700000000.000001")


def test_one_message_has_one_id_whichever_event_it_comes_as() -> None:
    first = read_mention(mention("Ska vi?", channel="D0DIRECT", ts="1700000000.1"))
    second = read_direct(direct("Ska vi?", ts="1700000000.1"))

    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_conversations_of_two_threads_channels_or_workspaces_differ() -> None:
    threads = [
        Thread(*given) for given in (("T1", "C1", "1"), ("T1", "C1", "2"), ("T1", "C2", "1"))
    ]
    threads.append(Thread("T2", "C1", "1"))

    assert len({thread.conversation for thread in threads}) == 4
    assert Thread("T1", "C1", "1").conversation == threads[0].conversation


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_message_with_a_file_or_shown_in_the_channel_too_is_a_persons(subtype: str) -> None:
    assert read_direct(direct("Ska vi?", subtype=subtype)) is not None


@pytest.mark.parametrize(
    "fields", [{"user": "nobody"}, {"channel": "x"}, {"ts": "now"}, {"text": 1}]
)
def test_message_that_is_not_of_slacks_form_is_left_alone(fields: dict[str, Any]) -> None:
    assert read_mention(event(type="app_mention", **fields)) is None


def test_command_is_read_with_its_person_and_channel() -> None:
    read = read_command(command("  Ska vi <@U1|nn> samverka? "))

    assert read is not None
    assert (read.text, read.user, read.channel) == ("Ska vi samverka?", USER, CHANNEL)


@pytest.mark.parametrize("field", ["team_id", "channel_id", "user_id", "trigger_id"])
def test_command_without_what_says_where_it_comes_from_is_left_alone(field: str) -> None:
    given = command("Ska vi?")
    del given[field]

    assert read_command(given) is None


def test_click_without_a_value_is_left_alone() -> None:
    payload = {
        "user": {"id": USER, "team_id": TEAM},
        "container": {"message_ts": "1.1", "channel_id": CHANNEL},
        "trigger_id": "1",
        "actions": [{"action_id": "x"}],
    }

    assert read_click(payload) is None
    assert read_click(payload | {"actions": [{"action_id": "x", "value": "1"}]}) is not None


def test_click_of_an_organisation_wide_app_has_the_persons_workspace() -> None:
    read = read_click(
        {
            "team": None,
            "user": {"id": USER, "team_id": "T0OWN"},
            "container": {"message_ts": "1.1", "channel_id": CHANNEL},
            "trigger_id": "1",
            "actions": [{"action_id": "x", "value": "1"}],
        }
    )

    assert read is not None
    assert read.thread.team == "T0OWN"
