"""Whether a page can be used without a mouse."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 400  # more than any view has: who has not come around by then is caught

# What is drawn of an element, and of those around it that may be drawn for it.
_KEEP_LOOKS = """() => {
    const properties = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor',
        'backgroundColor', 'textDecorationLine'];
    window.looksOf = element => {
        const looks = [];
        for (let it = element, up = 0; it && up < 4; it = it.parentElement, up += 1) {
            const style = getComputedStyle(it);
            const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
            looks.push(properties.filter(name => outlined || !name.startsWith('outline'))
                .map(name => style[name]).join('|'));
        }
        return looks.join('/');
    };
    window.unfocusedLooks = new Map(
        [...document.querySelectorAll('*')].map(element => [element, looksOf(element)]));
    document.activeElement?.blur();
}"""

_STOP = """() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    for (const it of document.getAnimations()) {
        if (it.effect?.getTiming().iterations !== Infinity) it.finish();
    }
    const box = element.getBoundingClientRect();
    const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth;
    const named = element.labels?.[0]?.textContent || element.getAttribute('aria-label')
        || element.textContent || element.getAttribute('title') || element.value || '';
    window.stops ??= [];
    window.stops.push(element);
    return {
        name: named.trim().replace(/\\s+/g, ' ').slice(0, 80),
        markup: element.outerHTML.slice(0, 200),
        seen,
        marked: looksOf(element) !== unfocusedLooks.get(element),
        again: stops.indexOf(element) < stops.length - 1,
        forward: stops.length < 2 || Boolean(stops.at(-2).compareDocumentPosition(element)
            & Node.DOCUMENT_POSITION_FOLLOWING),
    };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """An element that the tab key comes to."""

    name: str
    markup: str
    seen: bool  # it has a size and lies within the window
    marked: bool  # it looks otherwise than without focus
    again: bool
    forward: bool  # it stands after the one before


def stops(page: Page) -> list[Stop]:
    """All that the tab key comes to, from the top of the page until it leaves or begins anew."""
    page.evaluate(_KEEP_LOOKS)
    page.evaluate("window.stops = []; window.scrollTo(0, 0)")
    found: list[Stop] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        told = page.evaluate(_STOP)
        if told is None or told["again"]:
            return found
        found.append(Stop(**told))
    raise AssertionError(f"the tab key comes to no end: {[stop.name for stop in found[-10:]]}")


def assert_keyboard_leads_through(page: Page) -> list[Stop]:
    """Every stop is seen, is marked as the one with focus, has a name, and follows the reading."""
    found = stops(page)

    assert found, "nothing on the page can be reached"
    for said, faulty in (
        ("reached, but not seen", [one for one in found if not one.seen]),
        ("looks the same without focus", [one for one in found if not one.marked]),
        ("has no name", [one for one in found if not one.name]),
        ("comes before the one before", [one for one in found if not one.forward]),
    ):
        assert not faulty, f"{said}: {[one.markup for one in faulty]}"
    return found
