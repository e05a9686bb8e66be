"""Every view is for everybody, whatever they see, hear or point with, in both languages."""

from __future__ import annotations

import pytest
import yaml

from advisor.vocabulary import Language
from tests.conftest import ROOT
from tests.ui.accessible import assert_accessible, assert_well_ordered
from tests.ui.conftest import HEIGHT, OpenPage
from tests.ui.keyboard import assert_keyboard_leads_through
from tests.ui.layout import assert_fits, assert_large_enough_to_hit
from tests.ui.views import SOURCE_TEXT, VIEWS
from tests.ui.wording import assert_written_in
from ui.texts import LANGUAGES, PATHS

TITLES = [
    entry["display_title"]
    for entry in yaml.safe_load((ROOT / "corpus" / "sources.yaml").read_text(encoding="utf-8"))
]
EVERY_VIEW = pytest.mark.parametrize("view", VIEWS)


# By day and by night; on a telephone; at 200 % of a window that is 1280 pixels wide.
LOOKS = (("light", 1280), ("dark", 1280), ("light", 320), ("dark", 640))


@EVERY_VIEW
def test_view_suits_everybody_in_every_look(view: str, open_page: OpenPage) -> None:
    page = open_page("sv", PATHS["sv"]["ask"])
    VIEWS[view](page, "sv")

    for scheme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

        assert_accessible(page)
        assert_well_ordered(page)
        assert_fits(page)
        assert_large_enough_to_hit(page)


@EVERY_VIEW
@pytest.mark.parametrize("language", LANGUAGES)
def test_view_speaks_one_language(view: str, language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["ask"])

    VIEWS[view](page, language)

    assert_written_in(page, language, apart_from=SOURCE_TEXT, names=TITLES)


@EVERY_VIEW
def test_view_can_be_used_by_keyboard_alone(view: str, open_page: OpenPage) -> None:
    page = open_page("sv", PATHS["sv"]["ask"], reduced_motion=True)

    VIEWS[view](page, "sv")

    assert_keyboard_leads_through(page)


@pytest.mark.parametrize("view", ["ask", "sources", "key", "accessibility"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_told_before_any_script_runs(
    view: str, language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language][view], scripts=False)

    assert page.locator("html").get_attribute("lang") == language
