"""advisor in Teams as people meet it: a server, and a Teams that is played."""

import json
import re
import sqlite3
import time
from contextlib import closing
from typing import Any

import httpx

from tests.channels.teams.conftest import InTeams
from tests.channels.teams.played import BOT, TENANT, PlayedTeams, actions, pressed
from tests.conftest import Serve

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"


def _chat(name: str) -> dict[str, Any]:
    return {"id": f"a:{name}", "conversationType": "personal", "tenantId": TENANT}


def test_question_in_a_chat_is_answered_with_its_sources(in_teams: InTeams) -> None:
    response = in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("asked")))

    (answer,) = in_teams.teams.messages("a:asked")
    assert (response.status_code, response.content) == (200, b"")
    assert "Ett automatiskt system svarar, med citat ur namngivna källor." in answer.shown
    assert f"Fråga: {QUESTION}" in answer.shown
    assert "Rekommendation" in answer.shown
    assert "Källor" in answer.shown
    assert "[1]" in answer.shown
    assert in_teams.teams.types("a:asked")[0] == "typing"


def test_answer_is_labelled_and_its_citations_are_told_to_teams(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("labelled")))

    (answer,) = in_teams.teams.messages("a:labelled")
    (entity,) = answer.activity["entities"]
    assert entity["additionalType"] == ["AIGeneratedContent"]
    shown = {int(number) for number in re.findall(r"\[(\d+)\]", answer.activity["text"])}
    assert [claim["position"] for claim in entity["citation"]] == sorted(shown)
    assert len(shown) > 3
    assert all(
        0 < len(claim["appearance"]["abstract"]) <= 160 and len(claim["appearance"]["name"]) <= 80
        for claim in entity["citation"]
    )
    assert "[1] [2] [3]" in answer.activity["text"]
    assert len(answer.activity["summary"]) > 20  # what a notification shows


def test_question_is_acknowledged_before_it_is_answered(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("warm")))
    in_teams.teams.messages("a:warm")
    seconds = []

    for number in range(10):
        activity = in_teams.teams.activity(QUESTION, conversation=_chat(f"quick{number}"))
        started = time.perf_counter()
        in_teams.post(activity)
        seconds.append(time.perf_counter() - started)
        in_teams.teams.messages(f"a:quick{number}")

    print(f"acknowledged in {sorted(seconds)[5]:.3f} s, at worst {max(seconds):.3f} s")
    assert sorted(seconds)[5] < 0.5


def test_mention_in_a_channel_is_answered_in_its_thread(in_teams: InTeams) -> None:
    thread = "19:abc@thread.tacv2;messageid=1700000000001"
    activity = in_teams.teams.activity(
        f"<at>advisor</at>&nbsp;{QUESTION}",
        conversation={"id": thread, "conversationType": "channel", "tenantId": TENANT},
        entities=[
            {"type": "mention", "mentioned": {"id": BOT}, "text": "<at>advisor</at>"},
            {"type": "clientInfo", "locale": "sv-SE"},
        ],
    )

    in_teams.post(activity)

    (answer,) = in_teams.teams.messages(thread)
    assert f"Fråga: {QUESTION}" in answer.shown


def test_follow_up_leans_on_the_question_before(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("follow")))
    in_teams.teams.messages("a:follow")

    in_teams.post(in_teams.teams.activity("Vad kostar det?", conversation=_chat("follow")))

    answers = in_teams.teams.messages("a:follow", least=2)
    assert f"Tolkad som: {QUESTION.rstrip('?')}" in answers[-1].shown


def test_activity_that_is_sent_again_is_answered_once(in_teams: InTeams) -> None:
    activity = in_teams.teams.activity(QUESTION, conversation=_chat("again"))

    statuses = [in_teams.post(activity).status_code for _ in range(3)]
    in_teams.post(in_teams.teams.activity("Vad är en e-tjänst?", conversation=_chat("again")))

    answers = in_teams.teams.messages("a:again", least=2)
    time.sleep(0.5)
    assert statuses == [200, 200, 200]
    assert len(answers) == len(in_teams.teams.messages("a:again")) == 2


def test_judgement_of_an_answer_is_kept_and_confirmed(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("judged")))
    (answer,) = in_teams.teams.messages("a:judged")
    value = next(d for d in pressed(answer.card) if d["advisor"].get("useful") is False)

    in_teams.post(in_teams.teams.activity(conversation=_chat("judged"), value=value))

    confirmed = in_teams.teams.messages("a:judged", least=2)[-1]
    assert confirmed.shown == "Tack. Det är antecknat att svaret inte var användbart."
    assert _rows(in_teams, "SELECT answer, owner, useful FROM feedback") == [
        (value["advisor"]["answer"], "teams:person-1", 0)
    ]


def test_source_is_shown_in_its_context(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("shown")))
    (answer,) = in_teams.teams.messages("a:shown")
    value = next(d for d in pressed(answer.card) if d["advisor"]["do"] == "show")

    in_teams.post(in_teams.teams.activity(conversation=_chat("shown"), value=value))

    shown = in_teams.teams.messages("a:shown", least=2)[-1]
    marked = _marked(shown.card)
    assert marked
    assert marked[0]["text"] in answer.shown
    assert "s. 55 (rättad OCR-text)" in shown.shown
    assert len(shown.shown) > len(marked[0]["text"]) + 500


def test_answer_of_another_conversation_is_not_shown(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("mine")))
    (answer,) = in_teams.teams.messages("a:mine")
    buttons = [d for d in pressed(answer.card) if d["advisor"]["do"] in ("show", "judge")]

    for value in (buttons[0], buttons[-1]):
        in_teams.post(in_teams.teams.activity(conversation=_chat("yours"), value=value))

    told = in_teams.teams.messages("a:yours", least=2)
    assert {sent.shown for sent in told} == {"Svaret finns inte kvar här. Ställ frågan igen."}


def test_refusal_offers_questions_that_can_be_asked(in_teams: InTeams) -> None:
    asked = "Vad kostar en cykel i Paris?"
    in_teams.post(in_teams.teams.activity(asked, conversation=_chat("refused")))
    (refusal,) = in_teams.teams.messages("a:refused")
    value = next(d for d in pressed(refusal.card) if d["advisor"]["do"] == "ask")

    in_teams.post(in_teams.teams.activity(conversation=_chat("refused"), value=value))

    answer = in_teams.teams.messages("a:refused", least=2)[-1]
    assert "Närmast i underlaget" in refusal.shown
    assert "Frågor att gå vidare med" in refusal.shown
    assert value["advisor"]["question"] in refusal.shown
    assert f"Fråga: {value['advisor']['question']}" in answer.shown


def test_nearest_passage_of_a_refusal_is_shown(in_teams: InTeams) -> None:
    asked = "Vad kostar en cykel i Paris?"
    in_teams.post(in_teams.teams.activity(asked, conversation=_chat("nearest")))
    (refusal,) = in_teams.teams.messages("a:nearest")
    value = next(d for d in pressed(refusal.card) if d["advisor"]["do"] == "show")

    in_teams.post(in_teams.teams.activity(conversation=_chat("nearest"), value=value))

    shown = in_teams.teams.messages("a:nearest", least=2)[-1]
    assert "Källan i sitt sammanhang" in shown.shown
    assert any(p["text"] in refusal.shown for p in _marked(shown.card))


def test_message_without_text_gets_help(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity("  ", conversation=_chat("silent")))

    (told,) = in_teams.teams.messages("a:silent")
    assert "Skriv en fråga på svenska eller engelska" in told.shown


def test_welcome_tells_who_answers_with_questions_that_are_answered(in_teams: InTeams) -> None:
    added = in_teams.teams.activity(
        type="conversationUpdate", membersAdded=[{"id": BOT}], conversation=_chat("new")
    )
    installed = in_teams.teams.activity(
        type="installationUpdate", action="add", conversation=_chat("new")
    )

    for activity in (added, installed):
        in_teams.post(activity)

    (welcome,) = in_teams.teams.messages("a:new")
    examples = [action["data"]["advisor"]["question"] for action in actions(welcome.card)]
    assert "Ett automatiskt system svarar" in welcome.shown
    assert len(examples) == 3
    for number, example in enumerate(examples):
        in_teams.post(in_teams.teams.activity(example, conversation=_chat(f"example{number}")))
        (answer,) = in_teams.teams.messages(f"a:example{number}")
        assert "Källor" in answer.shown


def test_people_who_join_are_not_welcomed_again(in_teams: InTeams) -> None:
    joined = in_teams.teams.activity(
        type="conversationUpdate", membersAdded=[{"id": "29:x"}], conversation=_chat("joined")
    )

    response = in_teams.post(joined)

    time.sleep(0.3)
    assert response.status_code == 200
    assert in_teams.teams.types("a:joined") == []


def test_english_question_is_answered_in_english(in_teams: InTeams) -> None:
    in_teams.post(
        in_teams.teams.activity(
            "Should we join a shared e-service platform?", conversation=_chat("english")
        )
    )

    (answer,) = in_teams.teams.messages("a:english")
    assert "An automated system answers" in answer.shown
    assert "Show source [1]" in answer.shown


def test_question_that_is_too_long_is_told_so(in_teams: InTeams) -> None:
    in_teams.post(in_teams.teams.activity("å" * 2001, conversation=_chat("long")))

    (told,) = in_teams.teams.messages("a:long")
    assert told.shown == "Frågan är för lång. Korta den till högst 2 000 tecken."


def test_answer_that_teams_does_not_take_stays_in_the_record(in_teams: InTeams) -> None:
    in_teams.teams.refuses_with = 403
    try:
        in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("down")))
        kept = _wait_for_rows(in_teams, "SELECT answer FROM answers WHERE owner = 'teams:a:down'")
    finally:
        in_teams.teams.refuses_with = 0

    assert json.loads(kept[0][0])["statements"]


def test_answer_is_sent_again_when_teams_fails_for_a_moment(in_teams: InTeams) -> None:
    in_teams.teams.refuses_with = 503
    in_teams.post(in_teams.teams.activity(QUESTION, conversation=_chat("moment")))
    _wait_for_rows(in_teams, "SELECT 1 FROM answers WHERE owner = 'teams:a:moment'")

    in_teams.teams.refuses_with = 0

    assert len(in_teams.teams.messages("a:moment")) == 1


def test_one_token_serves_many_messages(in_teams: InTeams) -> None:
    assert in_teams.teams.tokens_given == 1


def test_nothing_of_questions_or_people_is_logged(in_teams: InTeams) -> None:
    said = in_teams.server.log.read_text(encoding="utf-8")

    for private in ("Ska vi ansluta", "Någon", "person-1", "a:asked", "a-client-secret", "Paris"):
        assert private not in said


def test_without_an_index_people_are_told_and_the_server_lives(
    serve: Serve, tmp_path_factory: Any
) -> None:
    data = tmp_path_factory.mktemp("empty")
    with PlayedTeams() as teams, serve(data=data, **teams.settings) as server:
        here = InTeams(server, teams)
        here.post(teams.activity(QUESTION))
        (told,) = teams.messages("a:1chat")
        here.post(teams.activity("", conversation=_chat("help")))
        (helped,) = teams.messages("a:help")

    assert told.shown.startswith("Underlaget går inte att söka i just nu.")
    assert "Till exempel" not in helped.shown


def test_keys_that_are_slow_hold_up_nobody_else(serve: Serve) -> None:
    with PlayedTeams(key_seconds=3.0) as teams, serve(**teams.settings) as server:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            waiting = _in_background(lambda: InTeams(server, teams).post(teams.activity(QUESTION)))
            time.sleep(0.3)
            started = time.perf_counter()
            client.get("/healthz").raise_for_status()
            seconds = time.perf_counter() - started
        response = waiting()

    print(f"another request took {seconds:.3f} s while the keys let wait")
    assert seconds < 1
    assert response.status_code == 200


def _in_background(call: Any) -> Any:
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1)
    future = pool.submit(call)
    pool.shutdown(wait=False)
    return future.result


def _rows(in_teams: InTeams, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(in_teams.server.data / "advisor.sqlite")) as connection:
        return connection.execute(sql).fetchall()


def _wait_for_rows(in_teams: InTeams, sql: str) -> list[tuple[Any, ...]]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := _rows(in_teams, sql):
            return found
        time.sleep(0.05)
    raise AssertionError("nothing was kept")


def _marked(card: Any) -> list[Any]:
    """What a card shows as the quote in its context."""
    runs = [r for e in card["body"] if e["type"] == "RichTextBlock" for r in e["inlines"]]
    return [run for run in runs if run.get("highlight")]
