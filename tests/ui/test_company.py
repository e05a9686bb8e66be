"""Nobody at the page is alone with the server, and the server does not stand still."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.conftest import Serve
from tests.ui.conftest import OpenPage
from tests.ui.visiting import (
    FOLLOW_UPS,
    NEAR,
    QUESTIONS,
    answer_to,
    ask,
    begin_to_ask,
    box,
    understood,
)
from tests.ui.watching import Watch
from ui.conversation_texts import TEXTS


def test_two_people_never_see_each_others_conversations(open_page: OpenPage, watch: Watch) -> None:
    watch.excuse(r"BodyStreamBuffer was aborted")  # they leave while the page is told something
    one, other = (open_page("sv", "/sv") for _ in range(2))
    ask(one, "sv", QUESTIONS["sv"])

    other.goto(one.url)

    expect(other.get_by_text(TEXTS["sv"]["not_yours"])).to_be_visible()
    assert other.get_by_role("article").count() == 0
    other.get_by_text(re.compile(re.escape(TEXTS["sv"]["earlier"]))).click()
    expect(other.get_by_text(TEXTS["sv"]["no_earlier"])).to_be_visible()


def test_people_who_ask_at_once_get_their_own_answers(open_page: OpenPage) -> None:
    pages = [open_page("sv", "/sv") for _ in range(3)]
    questions = [QUESTIONS["sv"], NEAR["sv"], "Vad är digital transformation?"]
    for page, question in zip(pages, questions, strict=True):
        begin_to_ask(page, "sv", question)

    for page, question in zip(pages, questions, strict=True):
        expect(answer_to(page, question)).to_be_visible()
        assert page.locator("article.answer").count() == 1
    assert len({page.url for page in pages}) == len(pages)


def test_no_request_leaves_the_machine(open_page: OpenPage, watch: Watch, site: str) -> None:
    page = open_page("sv", "/sv")
    ask(page, "sv", QUESTIONS["sv"])

    asked = {urlsplit(url).netloc for url in watch.requests if url.startswith("http")}

    assert len(watch.requests) > 20
    assert asked == {urlsplit(site).netloc}


def test_restart_of_the_server_is_told_and_the_conversation_goes_on(
    serve: Serve, indexed_data: Path, tmp_path: Path, browser: Browser
) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    t = TEXTS["sv"]
    context = browser.new_context(locale="sv-SE")
    with serve(data=data) as server:
        page = context.new_page()
        page.goto(f"{server.url}/sv")
        ask(page, "sv", QUESTIONS["sv"])
        box(page, "sv").fill(FOLLOW_UPS["sv"])
    expect(page.get_by_role("alert")).to_have_text(t["server_gone"], timeout=15_000)
    expect(box(page, "sv")).to_have_value(FOLLOW_UPS["sv"])

    with serve(data=data, port=urlsplit(server.url).port):
        expect(page.get_by_role("alert")).to_have_text(t["server_back"], timeout=30_000)
        expect(answer_to(page, QUESTIONS["sv"])).to_be_visible()
        expect(box(page, "sv")).to_have_value(FOLLOW_UPS["sv"])
        page.get_by_role("button", name=t["ask"], exact=True).click()
        second = answer_to(page, FOLLOW_UPS["sv"])

        expect(understood(second, "sv")).to_be_visible()
        context.close()


def test_whoever_is_no_longer_known_is_told_so_and_the_question_stays(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.excuse(r"status (of )?401")
    page = open_page("sv", "/sv")
    page.get_by_role("button", name=QUESTIONS["sv"]).wait_for()
    page.context.clear_cookies()

    begin_to_ask(page, "sv", QUESTIONS["sv"])
    expect(page.get_by_role("alert")).to_have_text(TEXTS["sv"]["refused_nobody"])
    page.reload()

    expect(box(page, "sv")).to_have_value(QUESTIONS["sv"])
    page.get_by_role("button", name=TEXTS["sv"]["ask"], exact=True).click()
    expect(answer_to(page, QUESTIONS["sv"])).to_be_visible()
