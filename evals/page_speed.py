"""How fast the page is in a real browser: `python -m evals.page_speed`.

Beside it an empty Gradio page is opened, which tells how fast this machine is. Each opening is the
first of a browser that has kept nothing. Nothing fails here when a figure misses its goal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, Page

from evals.bench import Bench, ChildFailed, Row, describe_machine, table
from evals.browsers import HOW_TO_INSTALL, find_browser, launched
from evals.serving import Failed, serving

RUNS = 7
_Told = TypeVar("_Told")
QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
WAIT_MS = 60_000
PAINT_GOAL_MS, TYPE_GOAL_MS, CITATION_GOAL_MS = 2000, 2000, 200

# Runs before anything of the page: notes when there is first a field that one can write in.
_NOTE_FIELD = """
const noteField = () => {
    const field = document.querySelector('textarea, input[type=text]');
    if (field && field.checkVisibility() && !field.disabled && !field.readOnly)
        window.couldType = performance.now();
    else requestAnimationFrame(noteField);
};
requestAnimationFrame(noteField);
"""
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"

# From the click to the first picture in which the evidence has the focus and lies in the window.
_OPEN_CITATION = """mark => new Promise(resolve => {
    const evidence = document.getElementById(mark.getAttribute('href').slice(1));
    const begun = performance.now();
    const look = () => {
        const box = evidence.getBoundingClientRect();
        const isSeen = evidence.checkVisibility() && box.top < innerHeight && box.bottom > 0;
        if (isSeen && evidence.contains(document.activeElement)) {
            requestAnimationFrame(() => resolve(performance.now() - begun));
        } else requestAnimationFrame(look);
    };
    mark.click();
    look();
})"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when something that is needed could not run."""
    options = _options(arguments)
    program = find_browser()
    if program is None:
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    print(", ".join(f"{name} {value}" for name, value in describe_machine().items()), flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="advisor-page-") as name:
            rows = _measure(Path(name), program, options.runs)
    except (ChildFailed, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    print(table(rows))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.page_speed", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of which the median is told")
    return parser.parse_args(arguments)


def _measure(folder: Path, program: str, runs: int) -> list[Row]:
    bench = Bench(folder)
    bench.command("index")
    # Unbuffered, so that the address is read as soon as it is written.
    own = {"GRADIO_ANALYTICS_ENABLED": "False", "PYTHONUNBUFFERED": "1"}
    environment = {**bench.environment, **own}
    (folder / "peer").mkdir()
    ours = [sys.executable, "-m", "advisor", "serve", "--port", "0"]
    peer = [sys.executable, "-m", "evals.page_peer"]
    with ExitStack() as stack:
        url, _ = stack.enter_context(serving(ours, folder, environment))
        peer_url, _ = stack.enter_context(serving(peer, folder / "peer", environment))
        browser = stack.enter_context(launched(program))
        # The first openings meet servers that have yet to read their files; they are not counted.
        for address in (f"{url}/sv", peer_url):
            _opened(browser, address)
        # By turns, so that what else the machine does weighs on both alike.
        both = [(_opened(browser, f"{url}/sv"), _opened(browser, peer_url)) for _ in range(runs)]
        citations = _citations(browser, f"{url}/sv", runs)
    painted, typed = ([(a[i], b[i]) for a, b in both] for i in (0, 1))
    return [
        _row("/sv, first contentful paint", painted, PAINT_GOAL_MS),
        _row("/sv, one can type", typed, TYPE_GOAL_MS),
        Row("citation, p50 of its opening", median(citations), "ms", CITATION_GOAL_MS),
        Row("citation, the slowest", max(citations), "ms", CITATION_GOAL_MS),
        Row("citations opened", len(citations), ""),
    ]


def _row(what: str, both: Sequence[tuple[float, float]], goal: float) -> Row:
    ours, peers = (median(values) for values in zip(*both, strict=True))
    return Row(what, ours, "ms", goal, peers)


def _opened(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds from the request to the first thing drawn, and until one can type."""
    return _with_page(browser, address, _times)


def _times(page: Page) -> tuple[float, float]:
    typed = page.wait_for_function("() => window.couldType").json_value()
    painted = page.wait_for_function(_PAINTED).json_value()
    return float(painted), float(typed)


def _citations(browser: Browser, address: str, runs: int) -> list[float]:
    """Milliseconds from the click on each citation of an answer to its evidence."""

    def _open_all(page: Page) -> list[float]:
        page.get_by_role("textbox", name="Din fråga").fill(QUESTION)
        page.get_by_role("button", name="Fråga", exact=True).click()
        page.locator("article[data-status]").wait_for()
        marks = page.locator("a[data-cite]").all()
        return [float(mark.evaluate(_OPEN_CITATION)) for _ in range(runs) for mark in marks]

    return _with_page(browser, address, _open_all)


def _with_page(browser: Browser, address: str, task: Callable[[Page], _Told]) -> _Told:
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    try:
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(_NOTE_FIELD)
        page = context.new_page()
        page.goto(address)
        return task(page)
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())
