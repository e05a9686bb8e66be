"""Whether a page fits its window, and what one points at is large enough."""

from __future__ import annotations

from playwright.sync_api import Page

SMALLEST_TARGET = 24  # CSS pixels: WCAG 2.2, 2.5.8

# What may be wider than the window scrolls within itself, and can be reached to do so.
_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = element => {
        for (let it = element.parentElement; it; it = it.parentElement) {
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(it).overflowX))
                return it !== document.body && it !== document.documentElement;
        }
        return false;
    };
    const reaches = it => Math.max(it.getBoundingClientRect().right,
        it.getBoundingClientRect().left + (it.clientWidth && it.scrollWidth));
    return [...document.body.querySelectorAll('*')]
        .filter(it => it.checkVisibility() && reaches(it) > width + 1 && !scrolls(it))
        .filter(it => ![...it.children].some(child => reaches(child) > width + 1))
        .map(it => it.outerHTML.slice(0, 200));
}"""

# Small ones may stand by themselves: no other within a circle of that size around them.
_SMALL = """least => {
    const targets = [...document.querySelectorAll(
            'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]')]
        .filter(it => it.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .filter(it => it.getBoundingClientRect().width > 1);
    const boxes = it => [it, ...(it.labels ?? [])].map(one => one.getBoundingClientRect());
    const isLarge = it => boxes(it).some(box => box.width >= least && box.height >= least);
    const isWithinText = it => getComputedStyle(it).display === 'inline'
        && it.parentElement.textContent.trim().length > it.textContent.trim().length;
    const isAlone = it => {
        const box = it.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        return targets.every(other => other === it || boxes(other).every(near => {
            const [left, right] = [Math.max(near.left - x, 0), Math.max(x - near.right, 0)];
            const [above, below] = [Math.max(near.top - y, 0), Math.max(y - near.bottom, 0)];
            return Math.hypot(left + right, above + below) >= least / 2;
        }));
    };
    return targets.filter(it => !isLarge(it) && !isWithinText(it) && !isAlone(it))
        .map(it => it.outerHTML.slice(0, 200));
}"""


def assert_fits(page: Page) -> None:
    """Nobody has to scroll sideways to read."""
    sizes = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )

    scrolled, width = sizes
    assert scrolled <= width, f"{scrolled} pixels wide in {width}: {page.evaluate(_WIDE)}"


def assert_large_enough_to_hit(page: Page) -> None:
    """Buttons, fields and links that stand neither within a text nor well apart from others."""
    small = page.evaluate(_SMALL, SMALLEST_TARGET)

    assert not small, f"smaller than {SMALLEST_TARGET} pixels: {small}"
