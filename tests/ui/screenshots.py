"""Takes the pictures of the page in docs/screenshots: `python -m tests.ui.screenshots`."""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from evals.bench import Bench, ChildFailed
from evals.browsers import HOW_TO_INSTALL, find_browser, launched
from evals.serving import Failed, serving
from tests.ui.views import VIEWS

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
MOST_BYTES = 150_000
WIDE, NARROW = (1280, 900), (390, 844)
WAIT_MS = 30_000
_COLOURS = (256, 128, 64, 32)  # the first that is small enough

# When a conversation took place is another time at each run; it stands on no picture.
_WITHOUT_TIMES = "details.earlier li .muted, .said-when, time { visibility: hidden }"


@dataclass(frozen=True, slots=True)
class Picture:
    """A view as it is seen by somebody."""

    view: str
    size: tuple[int, int] = WIDE
    dark: bool = False

    @property
    def name(self) -> str:
        """That of its file."""
        device = "-mobile" if self.size == NARROW else ""
        return f"{self.view}{device}{'-dark' if self.dark else ''}.png"


PICTURES = (
    *(Picture(view) for view in VIEWS),
    *(Picture(view, dark=True) for view in ("answer", "passage", "statistics")),
    *(Picture(view, NARROW) for view in ("beginning", "answer", "sources", "passage")),
    Picture("answer", NARROW, dark=True),
)


def main() -> int:
    """Serve the corpus, take all pictures, and name them; 1 when something needed is missing."""
    program = find_browser()
    if program is None:
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="advisor-pictures-") as name:
            bench = Bench(Path(name))
            bench.command("index")
            command = [sys.executable, "-m", "advisor", "serve", "--port", "0"]
            with serving(command, bench.folder, bench.environment) as (url, _):
                _take_all(program, url)
    except (ChildFailed, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _take_all(program: str, url: str) -> None:
    with launched(program) as browser:
        for picture in PICTURES:
            taken = reduced(_taken(browser, url, picture))
            (FOLDER / picture.name).write_bytes(taken)
            print(f"{picture.name}  {len(taken) // 1000} kB", flush=True)


def _taken(browser: Browser, url: str, picture: Picture) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        base_url=url,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    try:
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        VIEWS[picture.view](page, "sv")
        page.wait_for_load_state("networkidle")
        return page.screenshot(animations="disabled", caret="hide", style=_WITHOUT_TIMES)
    finally:
        context.close()


def reduced(png: bytes) -> bytes:
    """The same picture in as many colours as it may have to be small; Failed if none will do."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise Failed(
        f"A picture has {out.tell() // 1000} kB in {_COLOURS[-1]} colours; make it smaller."
    )


if __name__ == "__main__":
    sys.exit(main())
