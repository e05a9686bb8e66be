"""Slack from end to end: a real server, real signatures, and a Slack on this machine."""

import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.channels.slack.conftest import Served
from tests.channels.slack.fake_slack import (
    CHANNEL,
    DIRECT,
    SECRET,
    TOKEN,
    USER,
    Call,
    FakeSlack,
    Post,
    Refusal,
    click,
    clickable,
    command,
    direct,
    fake_slack,
    mention,
    send_form,
    send_json,
)
from tests.channels.slack.limits import active
from tests.conftest import Run, Serve

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
ENGLISH = "Should we join a shared platform for e-services?"
UNANSWERED = "Hur många medlemmar har ishockeylaget i Luleå?"
NOTICE = "Ett automatiskt system svarar"


def ask(slack: FakeSlack, post: Post, content: Mapping[str, Any], posts: int = 1) -> list[Call]:
    """Send an event and see what is posted on it."""
    before = len(slack.calls("chat.postMessage"))
    assert send_json(post, content).status_code == 200
    return slack.wait_for("chat.postMessage", before + posts)[before:]


def settled(slack: FakeSlack, post: Post) -> list[Call]:
    """All posts, after a message that came later than all before was answered."""
    send_json(post, mention("hjälp", channel="C0LAST"))
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        posts = slack.calls("chat.postMessage")
        if any(call.given["channel"] == "C0LAST" for call in posts):
            return [call for call in posts if call.given["channel"] != "C0LAST"]
        time.sleep(0.02)
    raise AssertionError("the last message was not answered")


def test_address_is_confirmed_to_slack(post: Post) -> None:
    answered = send_json(post, {"type": "url_verification", "challenge": "abc", "token": "t"})

    assert answered.status_code == 200
    assert "abc" in answered.text


def test_mention_is_answered_in_its_thread_with_sources(slack: FakeSlack, post: Post) -> None:
    asked = mention(QUESTION)

    (answer,) = ask(slack, post, asked)

    assert answer.given["channel"] == CHANNEL
    assert answer.given["thread_ts"] == asked["event"]["ts"]
    assert NOTICE in answer.shown
    assert "Rekommendation" in answer.shown
    assert "s. 55" in answer.shown
    assert "[1]" in answer.given["text"]
    assert answer.given["unfurl_links"] is False
    assert active(answer.given["blocks"], answer.given["text"]) == []


def test_follow_up_leans_on_its_thread_and_has_no_notice(slack: FakeSlack, post: Post) -> None:
    asked = mention(QUESTION)
    ask(slack, post, asked)

    (answer,) = ask(slack, post, mention("Vad kostar det?", thread_ts=asked["event"]["ts"]))

    assert f"Tolkad som: {QUESTION.rstrip('?')}" in answer.shown
    assert NOTICE not in answer.shown


def test_other_thread_is_another_conversation(slack: FakeSlack, post: Post) -> None:
    ask(slack, post, mention(QUESTION))

    (answer,) = ask(slack, post, mention("Vad kostar det?"))

    assert "Tolkad som" not in answer.shown
    assert NOTICE in answer.shown


def test_direct_message_is_answered_in_its_language(slack: FakeSlack, post: Post) -> None:
    (answer,) = ask(slack, post, direct(ENGLISH))

    assert answer.given["channel"] == DIRECT
    assert "An automated system answers" in answer.shown
    assert "Show source" in answer.shown


def test_command_begins_a_thread_with_the_question(slack: FakeSlack, post: Post) -> None:
    acknowledged = send_form(post, command(QUESTION))

    opening, answer = slack.wait_for("chat.postMessage", 2)
    assert "mottagen" in acknowledged.text
    assert opening.given["channel"] == CHANNEL
    assert QUESTION in opening.shown
    assert USER in opening.shown
    assert opening.given["text"] == f"Fråga: {QUESTION}"
    assert "thread_ts" not in opening.given
    assert answer.given["thread_ts"].startswith("1800000000.")


def test_command_where_advisor_may_not_write_is_answered_to_the_person(
    slack: FakeSlack, post: Post
) -> None:
    slack.refuse("chat.postMessage", Refusal("not_in_channel"))

    send_form(post, command(QUESTION))

    _, opening, answer = slack.wait_for("chat.postMessage", 3)
    assert opening.given["channel"] == USER
    assert answer.given["channel"] == DIRECT


@pytest.mark.parametrize("text", ["", "hjälp"])
def test_command_without_a_question_gets_help_for_one_person(
    text: str, slack: FakeSlack, post: Post
) -> None:
    send_form(post, command(text))

    (told,) = slack.wait_for("chat.postEphemeral")
    assert told.given["user"] == USER
    assert clickable(told, "advisor_ask")
    assert slack.calls("chat.postMessage") == []


def test_example_clicked_in_help_that_one_person_sees_begins_a_thread(
    slack: FakeSlack, post: Post
) -> None:
    send_form(post, command(""))
    (told,) = slack.wait_for("chat.postEphemeral")
    example = clickable(told, "advisor_ask")[0]
    container = {"message_ts": "1700000000.1", "channel_id": CHANNEL, "is_ephemeral": True}

    send_form(post, click(example, "", container=container))

    opening, answer = slack.wait_for("chat.postMessage", 2)
    assert example["value"] in opening.shown
    assert answer.given["thread_ts"].startswith("1800000000.")


def test_command_that_is_too_long_is_told_to_one_person(slack: FakeSlack, post: Post) -> None:
    send_form(post, command("ord " * 600))

    (told,) = slack.wait_for("chat.postEphemeral")
    assert "högst 2000 tecken" in told.shown
    assert slack.calls("chat.postMessage") == []


def test_mention_without_words_gets_help_whose_examples_are_answered(
    slack: FakeSlack, post: Post
) -> None:
    asked = mention("")
    (told,) = ask(slack, post, asked)
    examples = clickable(told, "advisor_ask")

    for example in examples:
        send_form(post, click(example, asked["event"]["ts"]))

    answers = slack.wait_for("chat.postMessage", 1 + len(examples))[1:]
    assert len(examples) >= 4
    assert "Ställ en fråga" in told.shown
    assert "Ask about a decision" in told.shown
    for answer in answers:
        assert clickable(answer, "advisor_show"), answer.given["text"]
        assert answer.given["thread_ts"] == asked["event"]["ts"]


def test_refusal_offers_questions_that_can_be_clicked(slack: FakeSlack, post: Post) -> None:
    asked = mention(UNANSWERED)
    (refusal,) = ask(slack, post, asked)
    offered = clickable(refusal, "advisor_ask")

    send_form(post, click(offered[0], asked["event"]["ts"]))

    answer = slack.wait_for("chat.postMessage", 2)[1]
    assert "Underlaget besvarar inte frågan" in refusal.shown
    assert "Närmast i underlaget" in refusal.shown
    assert clickable(refusal, "advisor_show")
    assert offered[0]["value"] in answer.given["text"].replace("&amp;", "&")


def test_retried_event_is_answered_once(slack: FakeSlack, post: Post) -> None:
    asked = mention(QUESTION)

    ask(slack, post, asked)
    for number in ("1", "2", "3"):
        again = send_json(
            post, asked, **{"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": "http_timeout"}
        )
        assert again.status_code == 200

    assert len(settled(slack, post)) == 1


def test_retried_event_is_answered_once_although_the_server_began_anew(serve: Serve) -> None:
    asked = mention(QUESTION)
    with fake_slack() as slack:
        variables = {
            "ADVISOR_SLACK_BOT_TOKEN": TOKEN,
            "ADVISOR_SLACK_SIGNING_SECRET": SECRET,
            "ADVISOR_SLACK_API_URL": slack.url,
        }
        with serve(**variables) as server:
            send_json(_post_to(server.url), asked)
            slack.wait_for("chat.postMessage")
            data = server.data
        with serve(data=data, **variables) as server:
            send_json(_post_to(server.url), asked, **{"X-Slack-Retry-Num": "1"})

            assert len(settled(slack, _post_to(server.url))) == 1


@pytest.mark.parametrize(
    "content",
    [
        direct(QUESTION, subtype="message_changed"),
        direct(QUESTION, subtype="bot_message", bot_id="B1"),
        direct(QUESTION, bot_id="B0ADVISOR"),
        direct(QUESTION, subtype="channel_join"),
        direct(QUESTION, subtype="message_deleted", hidden=True),
        direct(QUESTION, channel=CHANNEL, channel_type="channel"),
        mention(QUESTION, bot_id="B2"),
        mention(QUESTION, edited={"user": USER, "ts": "1700000000.1"}),
        mention(QUESTION, user="USLACKBOT"),
    ],
    ids=lambda content: str(content["event"].get("subtype") or content["event"]["type"]),
)
def test_what_no_person_wrote_to_advisor_is_left_alone(
    content: Mapping[str, Any], slack: FakeSlack, post: Post
) -> None:
    acknowledged = send_json(post, content)

    assert acknowledged.status_code == 200
    assert settled(slack, post) == []


def test_feedback_is_kept_once_a_person_and_confirmed(
    served: Served, slack: FakeSlack, post: Post
) -> None:
    asked = mention(QUESTION)
    (answer,) = ask(slack, post, asked)
    thread = asked["event"]["ts"]
    (useful,) = clickable(answer, "advisor_useful")
    (not_useful,) = clickable(answer, "advisor_not_useful")

    other: dict[str, Any] = {"user": {"id": "U0OTHER", "team_id": "T0TEAM"}}
    for number, (button, fields) in enumerate(
        [(useful, {}), (not_useful, {}), (useful, other)], start=1
    ):
        send_form(post, click(button, thread, **fields))
        slack.wait_for("chat.postEphemeral", number)

    confirmed = [call.shown for call in slack.calls("chat.postEphemeral")]
    with closing(sqlite3.connect(served.server.data / "advisor.sqlite")) as database:
        kept = database.execute(
            "SELECT owner, useful FROM feedback WHERE answer = ? ORDER BY owner", (useful["value"],)
        ).fetchall()
    assert "att svaret var till nytta" in confirmed[0]
    assert "att svaret inte var till nytta" in confirmed[1]
    assert kept == [("slack:T0TEAM:U0OTHER", 1), ("slack:T0TEAM:U0PERSON", 0)]


def test_people_are_told_that_slack_is_switched_off(
    served: Served, slack: FakeSlack, post: Post, run: Run, tmp_path: Path
) -> None:
    """A closed door would be a broken server to Slack, which stops sending to one."""
    asked = mention(QUESTION)
    (answer,) = ask(slack, post, asked)
    clicks = [clickable(answer, name)[0] for name in ("advisor_useful", "advisor_show")]

    def switch(state: str) -> None:
        run(
            *("-m", "advisor", "switch", "slack", state),
            cwd=tmp_path,
            ADVISOR_DATA=served.server.data,
        )

    switch("off")
    try:
        posted = [*ask(slack, post, mention(ENGLISH)), *ask(slack, post, mention("hjälp"))]
        statuses = [send_form(post, command(QUESTION)).status_code]
        statuses += [send_form(post, click(b, asked["event"]["ts"])).status_code for b in clicks]
        whispered = slack.wait_for("chat.postEphemeral", 3)
    finally:
        switch("on")

    assert statuses == [200, 200, 200]
    assert "switched off in Slack" in posted[0].shown
    assert all("avstängd i Slack" in call.shown for call in (posted[1], *whispered))
    assert slack.calls("views.open") == []
    assert len(slack.calls("chat.postMessage")) == 3


def test_answer_of_another_thread_cannot_be_judged_or_read(slack: FakeSlack, post: Post) -> None:
    (answer,) = ask(slack, post, mention(QUESTION))
    (useful,) = clickable(answer, "advisor_useful")
    show = clickable(answer, "advisor_show")[0]

    send_form(post, click(useful, "1600000000.000001"))
    send_form(post, click(show, "1600000000.000001"))

    told = slack.wait_for("chat.postEphemeral", 2)
    assert all("finns inte kvar" in call.shown for call in told)
    assert slack.calls("views.open") == []


def test_every_source_opens_with_its_quote_in_context(slack: FakeSlack, post: Post) -> None:
    asked = mention(QUESTION)
    (answer,) = ask(slack, post, asked)
    shown = clickable(answer, "advisor_show")

    for button in shown:
        send_form(post, click(button, asked["event"]["ts"]))

    windows = slack.wait_for("views.open", len(shown))
    assert len(shown) >= 3
    for window in windows:
        view = window.given["view"]
        assert view["type"] == "modal"
        assert "Citatet i sitt sammanhang" in window.shown
        assert "innan bokstäver rättades" in window.shown
        assert active(view["blocks"], "") == []


def test_window_that_opens_too_late_is_explained(slack: FakeSlack, post: Post) -> None:
    asked = mention(QUESTION)
    (answer,) = ask(slack, post, asked)
    slack.refuse("views.open", Refusal("expired_trigger_id"))

    send_form(post, click(clickable(answer, "advisor_show")[0], asked["event"]["ts"]))

    (told,) = slack.wait_for("chat.postEphemeral")
    assert "Försök igen" in told.shown


def test_question_that_is_too_long_is_told_why(slack: FakeSlack, post: Post) -> None:
    (told,) = ask(slack, post, mention("ord " * 600))

    assert "högst 2000 tecken" in told.shown


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal("ratelimited", status=429, headers={"Retry-After": "1"}),
        Refusal("internal_error", status=503),
        Refusal("internal_error", status=500),
    ],
    ids=lambda refusal: str(refusal.status),
)
def test_slack_that_fails_for_a_moment_is_called_again(
    refusal: Refusal, slack: FakeSlack, post: Post
) -> None:
    slack.refuse("chat.postMessage", refusal)

    _, answer = ask(slack, post, mention(QUESTION), posts=2)

    assert "Rekommendation" in answer.shown


def test_blocks_that_slack_refuses_are_said_in_words(slack: FakeSlack, post: Post) -> None:
    slack.refuse("chat.postMessage", Refusal("invalid_blocks"))

    _, answer = ask(slack, post, mention(QUESTION), posts=2)

    assert "blocks" not in answer.given
    assert "Rekommendation" in answer.given["text"]
    assert answer.given["parse"] == "none"


def test_answer_that_slack_refuses_is_in_the_record(
    served: Served, slack: FakeSlack, post: Post
) -> None:
    slack.refuse("chat.postMessage", Refusal("channel_not_found"))
    question = f"{QUESTION} Jag undrar över kostnaden."

    ask(slack, post, mention(question))

    with closing(sqlite3.connect(served.server.data / "advisor.sqlite")) as database:
        (kept,) = database.execute(
            "SELECT COUNT(*) FROM answers WHERE asked LIKE ?", (f"%{question}%",)
        ).fetchone()
    assert kept == 1
    assert _in_log(served, "slack call failed")
    assert not _in_log(served, "kostnaden")


def test_acknowledgement_waits_neither_for_the_answer_nor_for_slack(
    slack: FakeSlack, post: Post
) -> None:
    slack.refuse("chat.postMessage", *(Refusal("busy", seconds=4) for _ in range(20)))
    taken = []

    for content in [mention(QUESTION) for _ in range(20)]:
        began = time.perf_counter()
        assert send_json(post, content).status_code == 200
        taken.append(time.perf_counter() - began)

    slack.wait_for("chat.postMessage", 20)
    assert max(taken) < 3, taken  # Slack's own limit; usually some hundredths


def test_index_that_is_missing_is_told_in_the_thread(serve: Serve, tmp_path: Path) -> None:
    with (
        fake_slack() as slack,
        serve(
            data=tmp_path / "empty",
            ADVISOR_SLACK_BOT_TOKEN=TOKEN,
            ADVISOR_SLACK_SIGNING_SECRET=SECRET,
            ADVISOR_SLACK_API_URL=slack.url,
        ) as server,
    ):
        post = _post_to(server.url)

        (told,) = ask(slack, post, mention(QUESTION))
        (helped,) = ask(slack, post, mention("hjälp"))

    assert "kan inte läsas just nu" in told.shown
    assert "Ställ en fråga" in helped.shown
    assert clickable(helped, "advisor_ask") == []


def test_server_that_is_told_to_end_delivers_what_it_has_begun(serve: Serve) -> None:
    with (
        fake_slack() as slack,
        serve(
            ADVISOR_SLACK_BOT_TOKEN=TOKEN,
            ADVISOR_SLACK_SIGNING_SECRET=SECRET,
            ADVISOR_SLACK_API_URL=slack.url,
        ) as server,
    ):
        slack.refuse(
            "chat.postMessage", Refusal("ratelimited", status=429, headers={"Retry-After": "1"})
        )
        send_json(_post_to(server.url), mention(QUESTION))
        slack.wait_for("chat.postMessage")

        server.process.terminate()
        server.process.wait(timeout=15)

        assert len(slack.calls("chat.postMessage")) == 2


def test_secret_without_token_stops_the_start_with_what_to_do(run: Run, tmp_path: Path) -> None:
    finished = run(
        *("-m", "advisor", "serve", "--port", "0"),
        cwd=tmp_path,
        ADVISOR_SLACK_SIGNING_SECRET=SECRET,
    )

    assert finished.returncode == 2
    assert "ADVISOR_SLACK_BOT_TOKEN" in finished.stderr
    assert SECRET not in finished.stderr


def test_service_without_the_library_says_how_to_install_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "without.py").write_text(_WITHOUT_LIBRARY, encoding="utf-8")

    finished = run(
        tmp_path / "without.py",
        *("serve", "--port", "0"),
        cwd=tmp_path,
        ADVISOR_SLACK_BOT_TOKEN=TOKEN,
        ADVISOR_SLACK_SIGNING_SECRET=SECRET,
    )

    assert finished.returncode == 2
    assert 'pip install "advisor[slack]"' in finished.stderr


# Runs advisor as if Slack's library were not there.
_WITHOUT_LIBRARY = """
import importlib.util, runpy
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "slack_bolt" else find(name, *rest)
runpy.run_module("advisor", run_name="__main__", alter_sys=True)
"""


def _post_to(url: str) -> Post:
    return lambda body, headers: httpx.post(
        f"{url}/slack/events", content=body, headers=dict(headers), timeout=20
    )


def _in_log(served: Served, words: str) -> bool:
    return words in served.server.log.read_text(encoding="utf-8")
