"""The way from a question to its answer, as an officer goes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from advisor.vocabulary import Language
from tests.ui.conftest import OpenPage
from tests.ui.visiting import (
    NEAR,
    QUESTIONS,
    answer_to,
    ask,
    begin_to_ask,
    box,
)
from ui.conversation_texts import TEXTS
from ui.profile_texts import TEXTS as PROFILE_TEXTS
from ui.texts import LANGUAGES, PATHS

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

# Notes each change of how many statements of the question on its way are shown.
_NOTE_STATEMENTS = """() => {
    window.shownStatements = [];
    new MutationObserver(() => {
        const pending = document.querySelector('article[aria-busy=true]');
        const count = pending?.querySelectorAll('.statements > li').length ?? 0;
        if (count && shownStatements.at(-1) !== count) shownStatements.push(count);
    }).observe(document.body, {childList: true, subtree: true});
}"""


# As somebody would who changes their mind at once: the answer takes less than a second.
_CLICK_WHEN_SEEN = """([name, milliseconds]) => {
    const look = () => {
        const button = [...document.querySelectorAll('button')].find(
            it => it.textContent.trim() === name && it.checkVisibility());
        if (button) setTimeout(() => button.click(), milliseconds);
        else requestAnimationFrame(look);
    };
    look();
}"""


@BY_LANGUAGE
def test_statements_are_shown_one_by_one_as_they_are_proven(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    page.evaluate(_NOTE_STATEMENTS)

    ask(page, language, QUESTIONS[language])

    counts = page.evaluate("shownStatements")
    assert len(counts) >= 3
    assert counts == sorted(counts)


@BY_LANGUAGE
def test_example_is_answered(language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["ask"])

    page.get_by_role("button", name=QUESTIONS[language]).click()

    answer = answer_to(page, QUESTIONS[language])
    assert answer.get_attribute("data-status") in ("answered", "partial")


def test_answer_is_announced_and_one_step_away_from_the_box(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", QUESTIONS["sv"])
    status = page.locator("#status[role=status]")
    expect(status).to_contain_text("Svaret är klart")

    status.get_by_role("link", name=TEXTS["sv"]["to_answer"]).press("Enter")

    expect(answer.get_by_role("heading", level=2)).to_be_focused()


@BY_LANGUAGE
def test_refusal_tells_what_is_nearest_and_a_click_asks_on(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["ask"])
    t = TEXTS[language]

    refusal = ask(page, language, NEAR[language])

    assert refusal.get_attribute("data-status") == "no_evidence"
    expect(refusal.get_by_role("heading", name=t["nearest"])).to_be_visible()
    assert refusal.locator("blockquote").count() >= 1
    offered = refusal.get_by_role("heading", name=t["next_questions"]).locator("xpath=..")
    following = offered.get_by_role("button").first
    question = following.inner_text()
    following.click()
    assert answer_to(page, question).get_attribute("data-status") in ("answered", "partial")


@pytest.mark.parametrize("milliseconds", [0, 50, 100])
def test_stop_leaves_the_page_ready_and_says_what_became_of_the_question(
    milliseconds: int, open_page: OpenPage
) -> None:
    """An answer that is made meanwhile may come all the same, and then it is kept as any other."""
    page = open_page("sv", "/sv")
    t = TEXTS["sv"]
    page.evaluate(_CLICK_WHEN_SEEN, [t["stop"], milliseconds])

    begin_to_ask(page, "sv", QUESTIONS["sv"])
    page.wait_for_timeout(2000)

    expect(page.get_by_role("button", name=t["ask"], exact=True)).to_be_enabled()
    expect(page.get_by_role("button", name=t["stop"], exact=True)).not_to_be_visible()
    assert page.locator("article[aria-busy=true]").count() == 0
    is_stopped = page.get_by_text(t["stopped"]).is_visible()
    expect(box(page, "sv")).to_have_value(QUESTIONS["sv"] if is_stopped else "")
    page.reload()
    page.get_by_role("link", name=t["new"]).wait_for()
    expect(page.locator("article.answer")).to_have_count(0 if is_stopped else 1)


def test_question_that_was_quicker_than_the_page_keeps_its_answer(open_page: OpenPage) -> None:
    """What the page begins with is worked out by the server, and may come after the answer."""
    page = open_page("sv", "/sv")
    held: list[Route] = []
    is_asked = False

    def hold(route: Route) -> None:
        if is_asked:
            route.continue_()
        else:
            held.append(route)

    page.route("**/queue/join*", hold)
    page.reload()
    box(page, "sv").wait_for()
    page.wait_for_timeout(500)
    is_asked = True
    box(page, "sv").fill(QUESTIONS["sv"])
    page.get_by_role("button", name=TEXTS["sv"]["ask"], exact=True).click()
    answer = answer_to(page, QUESTIONS["sv"])

    assert held, "the page asked for nothing to begin with"
    for beginning in held:
        beginning.continue_()
    page.wait_for_load_state("networkidle")

    expect(answer).to_be_visible()
    expect(page.get_by_text(TEXTS["sv"]["intro"])).not_to_be_visible()


def test_empty_question_is_answered_with_what_to_do(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")

    begin_to_ask(page, "sv", "   ")

    expect(page.get_by_text(TEXTS["sv"]["empty_question"])).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_field_with_the_focus_has_a_ring_that_is_drawn_whole(
    dark: bool, open_page: OpenPage
) -> None:
    page = open_page("sv", "/sv", dark=dark)
    field = box(page, "sv")

    field.focus()

    outline = field.evaluate(
        "it => { const style = getComputedStyle(it);"
        " return [style.outlineStyle, style.outlineWidth, style.outlineOffset]; }"
    )
    assert outline == ["solid", "3px", "-3px"]  # within, for what stands around it cuts off
    assert field.evaluate("it => getComputedStyle(it).outlineColor") == page.evaluate(
        """() => {
            const probe = document.createElement('i');
            probe.style.color = 'var(--focus)';
            document.body.append(probe);
            return getComputedStyle(probe).color;
        }"""
    )


def test_form_on_the_municipality_tells_whether_it_is_folded(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    head = page.get_by_role("button", name=PROFILE_TEXTS["sv"]["title"])
    expect(head).to_have_attribute("aria-expanded", "false")

    head.click()

    expect(head).to_have_attribute("aria-expanded", "true")
