"""What everybody must be able to rely on in a page, whatever they see, hear or point with."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}

_OUTLINE = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(heading => heading.checkVisibility())
    .map(heading => [Number(heading.tagName[1]), heading.textContent.trim()])"""

_LANDMARKS = """() => Object.fromEntries(['main', 'header', 'footer', 'nav'].map(name => [
    name, [...document.querySelectorAll(name)].filter(it => it.checkVisibility()).length]))"""


def assert_accessible(page: Page) -> None:
    """No rule of WCAG 2.1 A and AA, nor of good practice, is broken, that axe-core can judge."""
    found = violations(page)

    assert not found, "\n\n".join(_told(one) for one in found)


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds wrong with a page as it is shown now."""
    page.wait_for_function(_NOTHING_MOVES)  # colours that fade are judged when they have arrived
    return list(Axe().run(page, options=_OPTIONS).response["violations"])


_NOTHING_MOVES = """() => document.getAnimations()
    .every(it => it.playState !== 'running' || it.effect?.getTiming().iterations === Infinity)"""


def assert_well_ordered(page: Page) -> None:
    """One h1, which comes first; no level is left out on the way down; one main; a frame around."""
    outline = page.evaluate(_OUTLINE)
    landmarks = page.evaluate(_LANDMARKS)

    levels = [level for level, _ in outline]
    assert levels.count(1) == 1, f"one h1 is wanted: {outline}"
    assert levels[0] == 1, f"the h1 comes first: {outline}"
    skipped = [b for a, b in pairwise(outline) if b[0] > a[0] + 1]
    assert not skipped, f"these headings leave out a level: {skipped}"
    assert landmarks["main"] == 1, "one main is wanted"
    assert landmarks["header"] >= 1, "a header is wanted"
    assert landmarks["footer"] >= 1, "a footer is wanted"


def _told(violation: dict[str, Any]) -> str:
    """The rule, every place that breaks it, and how to mend it."""
    places = "\n".join(_place(node) for node in violation["nodes"])
    head = f"{violation['id']} ({violation['impact']}): {violation['help']}"
    return f"{head}\n  {violation['helpUrl']}\n{places}"


def _place(node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    return f"  at {where}\n    {node['html'][:300]}\n    {_mend(node)}"


def _mend(node: dict[str, Any]) -> str:
    return " ".join(str(node.get("failureSummary", "")).split())
