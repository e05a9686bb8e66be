"""The way from a sentence to its quote, to the source, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from advisor.vocabulary import Language
from tests.ui.conftest import OpenPage
from tests.ui.visiting import (
    QUESTIONS,
    answer_to,
    ask,
    box,
    card,
    evidence,
    marks,
    number_of,
    open_in_source,
)
from ui.conversation_texts import TEXTS
from ui.source_texts import TEXTS as SOURCE_TEXTS
from ui.texts import LANGUAGES, PATHS

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@BY_LANGUAGE
def test_click_on_a_citation_leads_to_its_evidence_and_back(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    answer = ask(page, language, QUESTIONS[language])

    for mark in marks(answer, language).all():
        mark.click()

        shown = evidence(answer, language, number_of(mark))
        expect(shown).to_be_focused()
        expect(shown).to_be_in_viewport()
        assert shown.locator("mark").inner_text().strip()
        paragraph = card(answer, language, number_of(mark))
        paragraph.get_by_role("link", name=TEXTS[language]["back"]).click()
        expect(mark).to_be_focused()


def test_citation_is_opened_and_left_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    box(page, "sv").press_sequentially(QUESTIONS["sv"])
    page.keyboard.press("Enter")
    answer = answer_to(page, QUESTIONS["sv"])
    mark = marks(answer, "sv").nth(1)
    number = number_of(mark)

    _tab_to(page, f"[data-cite='{number}']")
    page.keyboard.press("Enter")
    expect(evidence(answer, "sv", number)).to_be_focused()
    page.keyboard.press("Escape")

    expect(mark).to_be_focused()


def test_quote_itself_is_seen_where_the_window_is_small(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", QUESTIONS["sv"])
    page.set_viewport_size({"width": 320, "height": 480})

    for mark in marks(answer, "sv").all():
        mark.click()

        expect(evidence(answer, "sv", number_of(mark)).locator("mark")).to_be_in_viewport()


def test_evidence_is_folded_where_the_window_is_small_until_it_is_asked_for(
    open_page: OpenPage,
) -> None:
    page = open_page("sv", "/sv", width=320)
    answer = ask(page, "sv", QUESTIONS["sv"])
    expect(evidence(answer, "sv", 1)).to_be_hidden()
    expect(evidence(answer, "sv", 2)).to_be_hidden()

    marks(answer, "sv").first.click()

    expect(evidence(answer, "sv", 1)).to_be_focused()
    expect(evidence(answer, "sv", 2)).to_be_hidden()


def test_what_one_does_with_an_answer_comes_before_its_evidence(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv", width=320)
    answer = ask(page, "sv", QUESTIONS["sv"])

    actions = answer.get_by_role("button", name=TEXTS["sv"]["again"]).bounding_box()
    cards = answer.get_by_role("heading", name=TEXTS["sv"]["evidence"]).bounding_box()

    assert actions is not None
    assert cards is not None
    assert actions["y"] < cards["y"]


def test_of_several_quotes_in_a_paragraph_the_one_that_was_asked_for_stands_out(
    open_page: OpenPage,
) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", QUESTIONS["sv"])
    name = re.compile(rf"^{TEXTS['sv']['evidence_of'].format(n='')}\d+$")
    several = page.get_by_role("group", name=name).nth(1)
    paragraph = answer.get_by_role("article").filter(has=several).first
    quotes = paragraph.get_by_role("group", name=name)
    number = int(str(quotes.nth(1).get_attribute("data-evidence")))

    marks(answer, "sv").filter(has_text=f"[{number}]").click()

    one, asked_for = (quotes.nth(i).locator("mark") for i in range(2))
    assert _looks(one) != _looks(asked_for)
    expect(asked_for).to_be_in_viewport(ratio=1)


def test_citation_under_the_pointer_points_out_its_evidence(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv", reduced_motion=True)
    answer = ask(page, "sv", QUESTIONS["sv"])
    mark = marks(answer, "sv").nth(2)
    shown = evidence(answer, "sv", number_of(mark))
    paragraph = card(answer, "sv", number_of(mark))
    page.mouse.move(0, 0)
    before = _looks(paragraph)

    mark.hover()

    expect(shown).to_be_in_viewport()
    assert _looks(paragraph) != before
    expect(shown).not_to_be_focused()


@BY_LANGUAGE
def test_source_opens_at_the_quote(language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["ask"])
    answer = ask(page, language, QUESTIONS[language])
    quote = " ".join(evidence(answer, language, 1).locator("mark").inner_text().split())

    open_in_source(answer, language, 1)

    passage = page.locator("mark#passage, mark[data-passage], #passage mark").first
    expect(passage).to_be_in_viewport()
    whole = " ".join(" ".join(page.locator("main mark").all_inner_texts()).split())
    assert quote.replace(" ", "") in whole.replace(" ", "")
    back = page.get_by_role("link", name=SOURCE_TEXTS[language]["back_to_answer"]).last
    expect(back).to_be_in_viewport(ratio=1)
    assert _lies_over(back) == []


@BY_LANGUAGE
def test_back_from_a_source_one_is_in_the_conversation(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    answer = ask(page, language, QUESTIONS[language])
    open_in_source(answer, language, 1)

    page.go_back()

    expect(answer_to(page, QUESTIONS[language])).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("it => document.activeElement?.matches(it)", selector):
            return
    raise AssertionError(f"the tab key does not come to {selector}")


def _lies_over(link: Locator) -> list[str]:
    """Paragraphs of a source's text that a link covers, where nothing is drawn between them."""
    found: list[str] = link.evaluate(
        """it => {
            const [beside, box] = [it.parentElement, it.getBoundingClientRect()];
            if (getComputedStyle(beside).backgroundColor !== 'rgba(0, 0, 0, 0)') return [];
            return [...document.querySelectorAll('article.text > *')]
                .map(one => [one, one.getBoundingClientRect()])
                .filter(([, one]) => one.bottom > box.top && one.top < box.bottom
                    && one.right > box.left && one.left < box.right)
                .map(([one]) => one.textContent.slice(0, 60));
        }"""
    )
    return found


def _looks(element: Locator) -> str:
    """How an element is drawn."""
    properties = "['outline', 'boxShadow', 'borderColor', 'backgroundColor']"
    return str(
        element.evaluate(
            f"it => {{ const style = getComputedStyle(it);"
            f" return {properties}.map(name => style[name]).join('|'); }}"
        )
    )
