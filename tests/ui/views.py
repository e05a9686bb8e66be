"""The views of the page and the way to each: what every view must be is asked of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from advisor.vocabulary import Language
from tests.ui.visiting import NEAR, QUESTIONS, ask, box, marks, open_in_source
from ui.conversation_texts import TEXTS
from ui.profile_texts import TEXTS as PROFILE_TEXTS
from ui.texts import PATHS

Visit = Callable[[Page, Language], None]


def beginning(page: Page, language: Language) -> None:
    """Nothing asked yet."""
    page.goto(PATHS[language]["ask"])
    page.get_by_role("heading", level=1, name=TEXTS[language]["title"]).wait_for()
    page.get_by_role("button", name=QUESTIONS[language]).wait_for()


def answer(page: Page, language: Language) -> None:
    """An answer, with the evidence of one of its citations pointed out."""
    beginning(page, language)
    said = ask(page, language, QUESTIONS[language])
    marks(said, language).nth(1).click()


def refusal(page: Page, language: Language) -> None:
    """A question that the sources do not answer."""
    beginning(page, language)
    ask(page, language, NEAR[language])


def failure(page: Page, language: Language) -> None:
    """A question that is too long to be asked."""
    beginning(page, language)
    box(page, language).fill(QUESTIONS[language] * 60)
    page.get_by_role("button", name=TEXTS[language]["ask"], exact=True).click()
    page.locator(".answer.failed").wait_for()


def profile(page: Page, language: Language) -> None:
    """The form on the municipality, opened."""
    beginning(page, language)
    page.get_by_role("button", name=PROFILE_TEXTS[language]["title"]).click()
    page.get_by_role("textbox", name=PROFILE_TEXTS[language]["name"]).wait_for()


def sources(page: Page, language: Language) -> None:
    """The list of the sources."""
    page.goto(PATHS[language]["sources"])


def passage(page: Page, language: Language) -> None:
    """A source at the passage that an answer quotes."""
    beginning(page, language)
    said = ask(page, language, QUESTIONS[language])
    open_in_source(said, language, 1)


def statistics(page: Page, language: Language) -> None:
    """What was asked and found useful."""
    page.goto(PATHS[language]["statistics"])


def key(page: Page, language: Language) -> None:
    """Where one shows who one is."""
    page.goto(PATHS[language]["key"])


def accessibility(page: Page, language: Language) -> None:
    """How accessible the page is."""
    page.goto(PATHS[language]["accessibility"])


VIEWS: Mapping[str, Visit] = {
    "beginning": beginning,
    "answer": answer,
    "refusal": refusal,
    "failure": failure,
    "profile": profile,
    "sources": sources,
    "passage": passage,
    "statistics": statistics,
    "key": key,
    "accessibility": accessibility,
}

# Where the words of others are shown as they are: quotes, and settings as a source has them.
SOURCE_TEXT = (
    "q, blockquote, .place, .attribution, .strength, .caveats li, article.text, .cited-list a,"
    " ol.passages a, ol.passages p"
)
