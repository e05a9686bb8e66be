"""What an officer takes along from an answer, and says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from advisor.vocabulary import Language
from tests.ui.conftest import OpenPage
from tests.ui.visiting import (
    NEAR,
    QUESTIONS,
    ask,
    evidence,
)
from ui.conversation_texts import TEXTS
from ui.texts import LANGUAGES, PATHS

BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def test_answer_is_printed_without_what_one_presses(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", QUESTIONS["sv"])

    page.emulate_media(media="print")

    expect(answer.locator(".card").last).to_be_visible()
    for pressed in ("#composer", ".toolbar", ".actions", "#profile"):
        expect(page.locator(pressed).last).to_be_hidden()


@BY_LANGUAGE
def test_feedback_is_confirmed_in_words_and_kept(language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["ask"])
    answer = ask(page, language, QUESTIONS[language])
    t = TEXTS[language]

    answer.get_by_role("radio", name=t["no"], exact=True).check()
    answer.get_by_role("textbox", name=t["reason"]).fill("För långt.")
    answer.get_by_role("button", name=t["send"]).click()

    expect(answer.get_by_role("status")).to_have_text(t["thanks"])
    page.reload()
    expect(answer.get_by_text(t["you_said_no"])).to_be_visible()
    expect(answer.get_by_role("radio", name=t["no"], exact=True)).to_be_checked()


@pytest.mark.parametrize(
    ("name", "ending", "begins"),
    [("word", ".docx", b"PK"), ("markdown", ".md", b"#"), ("json", ".json", b"{")],
)
def test_answer_can_be_taken_along(
    name: str, ending: str, begins: bytes, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", QUESTIONS["sv"])

    with page.expect_download() as got:
        answer.get_by_role("link", name=TEXTS["sv"][name]).click()

    assert got.value.suggested_filename.endswith(ending)
    got.value.save_as(tmp_path / "taken")
    taken = (tmp_path / "taken").read_bytes()
    assert taken.lstrip().startswith(begins)
    assert len(taken) > 500


def test_answer_is_copied_with_its_sources(open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, "sv", QUESTIONS["sv"])

    answer.get_by_role("button", name=TEXTS["sv"]["copy_with_sources"]).click()

    expect(answer.get_by_role("status")).to_have_text(TEXTS["sv"]["copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied
    quote = evidence(answer, "sv", 1).locator("mark").inner_text()
    assert quote in copied
    assert copied.splitlines()[0] == QUESTIONS["sv"]
    assert answer.get_by_role("heading", level=4).first.inner_text().rpartition("] ")[2] in copied


@pytest.mark.parametrize("question", [QUESTIONS["sv"], NEAR["sv"]])
def test_what_one_does_with_an_answer_stands_under_it(question: str, open_page: OpenPage) -> None:
    page = open_page("sv", "/sv")
    answer = ask(page, "sv", question)

    said = answer.locator(".said").bounding_box()
    actions = answer.locator(".actions").bounding_box()

    assert said is not None
    assert actions is not None
    assert actions["x"] == said["x"]
    assert actions["y"] >= said["y"] + said["height"]
