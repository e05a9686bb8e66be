"""How people come to the views of the page: by what they see, and by the words on it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from advisor.vocabulary import Language
from ui.conversation_texts import TEXTS
from ui.texts import PATHS

QUESTIONS: dict[Language, str] = {
    "sv": "Ska vi ansluta oss till en gemensam e-tjänsteplattform?",
    "en": "Should we join a shared platform for e-services?",
}
FOLLOW_UPS: dict[Language, str] = {
    "sv": "Och för små kommuner?",
    "en": "And for small municipalities?",
}
UNKNOWN: dict[Language, str] = {
    "sv": "Hur sköter man en trädgårdsdamm?",
    "en": "How do you look after a garden pond?",
}
NEAR: dict[Language, str] = {  # near the sources, which do not answer it
    "sv": "Vad kostar en gemensam e-tjänsteplattform per invånare?",
    "en": "What does a shared platform for e-services cost per inhabitant?",
}


def ask(page: Page, language: Language, question: str) -> Locator:
    """Write a question, press the button, and wait for its answer."""
    begin_to_ask(page, language, question)
    answer = answer_to(page, question)
    expect(box(page, language)).to_have_value("")
    return answer


def begin_to_ask(page: Page, language: Language, question: str) -> None:
    """Write a question and press the button, once the page has begun."""
    page.get_by_role("link", name=TEXTS[language]["new"], exact=True).wait_for()
    box(page, language).fill(question)
    page.get_by_role("button", name=TEXTS[language]["ask"], exact=True).click()


def box(page: Page, language: Language) -> Locator:
    """Where a question is written."""
    return page.get_by_role("textbox", name=TEXTS[language]["question"], exact=True)


def answer_to(page: Page, question: str) -> Locator:
    """The answer under its question, when it is whole."""
    headed = page.get_by_role("heading", level=2, name=question)
    answer = page.locator("article.answer[data-status]").filter(has=headed).last
    answer.wait_for()
    return answer


def marks(answer: Locator, language: Language) -> Locator:
    """The [n] of an answer."""
    said = TEXTS[language]["show_evidence"].partition("{")[0]
    return answer.get_by_role("link", name=re.compile(rf"^{said}\d+$"))


def evidence(answer: Locator, language: Language, number: int) -> Locator:
    """The quote of an [n], within its paragraph."""
    name = TEXTS[language]["evidence_of"].format(n=number)
    return answer.get_by_role("group", name=name, exact=True)


def card(answer: Locator, language: Language, number: int) -> Locator:
    """The paragraph of an [n], with all that is quoted of it."""
    name = TEXTS[language]["evidence_of"].format(n=number)
    quote = answer.page.get_by_role("group", name=name, exact=True, include_hidden=True)
    return answer.get_by_role("article").filter(has=quote)


def open_in_source(answer: Locator, language: Language, number: int) -> None:
    """Follow an [n] to its quote, and from there into its source."""
    marks(answer, language).filter(has_text=f"[{number}]").click()
    name = f"{TEXTS[language]['in_source']} [{number}]"
    card(answer, language, number).get_by_role("link", name=name, exact=True).click()
    answer.page.wait_for_url(f"**{PATHS[language]['sources']}/**")


def number_of(mark: Locator) -> int:
    """The n of an [n]."""
    return int(mark.inner_text().strip("[]"))


def understood(answer: Locator, language: Language) -> Locator:
    """What an answer says of how its question was read."""
    return answer.get_by_role("paragraph").filter(
        has_text=re.compile(rf"^\s*{TEXTS[language]['understood']}:")
    )
