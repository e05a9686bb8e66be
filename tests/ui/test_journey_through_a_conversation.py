"""The way from one question to the next, and back to an earlier conversation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from advisor.vocabulary import Language
from tests.ui.conftest import OpenPage
from tests.ui.visiting import (
    FOLLOW_UPS,
    QUESTIONS,
    answer_to,
    ask,
    box,
    understood,
)
from ui.conversation_texts import TEXTS
from ui.texts import LANGUAGES, PATHS

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@BY_LANGUAGE
def test_follow_up_tells_how_it_was_understood(language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["ask"])
    first = ask(page, language, QUESTIONS[language])

    second = ask(page, language, FOLLOW_UPS[language])

    expect(understood(second, language)).to_contain_text(
        "plattform" if language == "sv" else "platform"
    )
    assert understood(first, language).count() == 0


@BY_LANGUAGE
def test_follow_up_that_was_none_can_be_asked_on_its_own(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    ask(page, language, QUESTIONS[language])
    followed = ask(page, language, FOLLOW_UPS[language])

    understood(followed, language).get_by_role("link").click()

    expect(box(page, language)).to_have_value(FOLLOW_UPS[language])
    expect(page.locator(".answer")).to_have_count(0)


def test_list_of_earlier_conversations_moves_nothing_beside_it(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    ask(page, "sv", QUESTIONS["sv"])
    summary = page.locator(".earlier summary")
    before = summary.bounding_box()

    summary.click()

    expect(page.locator(".earlier a").first).to_be_visible()
    after = summary.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]
    assert after["width"] == pytest.approx(before["width"], abs=1)


@BY_LANGUAGE
def test_conversation_is_kept_over_a_reload_and_listed_by_its_title(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    t = TEXTS[language]
    ask(page, language, QUESTIONS[language])
    ask(page, language, FOLLOW_UPS[language])

    page.reload()

    expect(answer_to(page, QUESTIONS[language])).to_be_visible()
    expect(answer_to(page, FOLLOW_UPS[language])).to_be_visible()
    page.get_by_role("link", name=t["new"]).click()
    expect(page.get_by_role("heading", level=1, name=t["title"])).to_be_visible()
    page.get_by_text(re.compile(re.escape(t["earlier"]))).click()
    page.get_by_role("link", name=QUESTIONS[language]).first.click()
    expect(answer_to(page, FOLLOW_UPS[language])).to_be_visible()


def test_conversation_goes_on_after_a_reload(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    ask(page, "sv", QUESTIONS["sv"])
    page.reload()
    answer_to(page, QUESTIONS["sv"])

    second = ask(page, "sv", FOLLOW_UPS["sv"])

    expect(understood(second, "sv")).to_be_visible()


def test_switch_of_language_keeps_the_conversation(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    ask(page, "sv", QUESTIONS["sv"])

    page.get_by_role("link", name="English").click()

    page.wait_for_url(re.compile(r"/en/?\?c="))
    answer = answer_to(page, QUESTIONS["sv"])
    expect(answer).to_be_visible()
    expect(answer.get_by_role("heading", name=TEXTS["en"]["evidence"], exact=True)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
