"""The helpers of these tests find what they are there to find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.accessible import assert_accessible, assert_well_ordered
from tests.ui.keyboard import assert_keyboard_leads_through, stops
from tests.ui.layout import assert_fits, assert_large_enough_to_hit
from tests.ui.watching import Watch
from tests.ui.wording import assert_written_in, strays_in

SITE = "http://127.0.0.1:9"  # never reached: every answer is played
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
GOOD = """<!doctype html><html lang="sv"><head><title>Prov</title>
<meta name="viewport" content="width=device-width"></head><body>
<header>Överst</header><main><h1>Rubrik</h1><h2>Del</h2>
<p>Läs <a href="/sv">mer här</a> i texten.</p><button>Tryck på knappen</button></main>
<footer>Nederst</footer></body></html>"""
LONG_WORD = f"<p>{'o' * 200}</p>"


class Played:
    """A page whose markup a test writes, and what is noted of it."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.watch = Watch(SITE)
        self.watch.follow(self.context)
        self.page: Page = self.context.new_page()

    def show(self, body: str, *, policy: str = POLICY, status: int = 200) -> Page:
        """The page, as a server would send it with the policy of the page."""
        headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
        self.context.route(
            f"{SITE}/**", lambda route: route.fulfill(body=body, headers=headers, status=status)
        )
        self.page.goto(f"{SITE}/sv")
        return self.page


@pytest.fixture
def played(browser: Browser) -> Iterator[Played]:
    it = Played(browser)
    yield it
    it.context.close()


def test_page_without_faults_passes_all(played: Played) -> None:
    page = played.show(GOOD)

    assert_accessible(page)
    assert_well_ordered(page)
    assert_fits(page)
    assert_written_in(page, "sv")
    assert [stop.name for stop in assert_keyboard_leads_through(page)] == [
        "mer här",
        "Tryck på knappen",
    ]
    assert played.watch.troubles() == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<button>Tryck på knappen</button>", "<button></button>", "button-name"),
        ('lang="sv"', "", "html-has-lang"),
        ("<title>Prov</title>", "", "document-title"),
        ("<p>Läs", '<img src="data:,x"><p>Läs', "image-alt"),
        ("<main>", "<div>", "landmark-one-main"),
    ],
)
def test_broken_rule_is_told_by_name_with_its_mend(
    old: str, new: str, rule: str, played: Played
) -> None:
    page = played.show(GOOD.replace(old, new))

    with pytest.raises(AssertionError, match=rf"(?s)\b{rule} .*at .*Fix "):
        assert_accessible(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h2>Del</h2>", "<h3>Del</h3>"),
        ("<h2>Del</h2>", "<h1>Del</h1>"),
        ("<h1>Rubrik</h1>", "<h2>Rubrik</h2>"),
        ("<footer>Nederst</footer>", ""),
    ],
)
def test_disorder_is_found(old: str, new: str, played: Played) -> None:
    page = played.show(GOOD.replace(old, new))

    with pytest.raises(AssertionError):
        assert_well_ordered(page)


@pytest.mark.parametrize(
    ("style", "button", "said"),
    [
        ("*:focus{outline:none}", "<button>x</button>", "looks the same"),
        ("", '<button tabindex="3">x</button>', "before the one before"),
        ("button{position:absolute;left:-999px}", "<button>x</button>", "not seen"),
        ("", "<button></button>", "no name"),
    ],
)
def test_faults_of_keyboard_use_are_found(
    style: str, button: str, said: str, played: Played
) -> None:
    markup = GOOD.replace("<button>Tryck på knappen</button>", f"<a href='/'>y</a>{button}")
    page = played.show(
        markup.replace("</head>", f"<style>{style}</style></head>"),
        policy="default-src * 'unsafe-inline'",
    )

    with pytest.raises(AssertionError, match=said):
        assert_keyboard_leads_through(page)


def test_focus_that_is_drawn_around_a_field_is_seen(played: Played) -> None:
    style = "<style>input:focus{outline:none} p:focus-within{box-shadow:0 0 3px red}</style>"
    markup = GOOD.replace("</head>", f"{style}</head>").replace(
        "<button>", '<p><input aria-label="Fråga"></p><button>'
    )

    found = stops(played.show(markup, policy="default-src * 'unsafe-inline'"))

    assert [stop.name for stop in found if stop.marked] == ["mer här", "Fråga", "Tryck på knappen"]


def test_what_makes_a_page_scroll_sideways_is_named(played: Played) -> None:
    played.page.set_viewport_size({"width": 320, "height": 600})
    page = played.show(GOOD.replace("</main>", f"{LONG_WORD}</main>"))

    with pytest.raises(AssertionError, match="ooo"):
        assert_fits(page)


def test_what_scrolls_within_itself_does_not_widen_a_page(played: Played) -> None:
    played.page.set_viewport_size({"width": 320, "height": 600})
    inner = f'<div tabindex="0" style="overflow-x:auto">{LONG_WORD}</div>'
    page = played.show(
        GOOD.replace("</main>", f"{inner}</main>"), policy="default-src * 'unsafe-inline'"
    )

    assert_fits(page)


def test_small_button_is_found(played: Played) -> None:
    small = '<button style="font-size:6px;padding:0;border:0">x</button>' * 2
    page = played.show(
        GOOD.replace("</main>", f"{small}</main>"), policy="default-src * 'unsafe-inline'"
    )

    with pytest.raises(AssertionError, match="font-size:6px"):
        assert_large_enough_to_hit(page)


@pytest.mark.parametrize(
    "stray",
    [
        "<p>Copy message</p>",
        '<p aria-label="Clear">x</p>',
        '<input placeholder="Type your question" aria-label="Fråga">',
        '<button title="Retry">x</button>',
        '<img src="data:," alt="Loading">',
    ],
)
def test_stray_english_is_found_wherever_it_stands(stray: str, played: Played) -> None:
    page = played.show(GOOD.replace("</main>", f"{stray}</main>"))

    with pytest.raises(AssertionError, match="not sv"):
        assert_written_in(page, "sv")


def test_what_is_marked_as_another_language_is_no_stray(played: Played) -> None:
    marked = '<p lang="en">You and the sources</p><article>and the others</article>'
    page = played.show(GOOD.replace("</main>", f"{marked}</main>"))

    assert_written_in(page, "sv", apart_from="article")


def test_stray_swedish_is_found() -> None:
    assert strays_in(["Ask about the sources", "Öppna källan"], "en") == {"öppna": "Öppna källan"}


@pytest.mark.parametrize(
    ("markup", "noted"),
    [
        ("<script>document.title = 'x'</script>", "script-src"),
        ('<p style="color:red">x</p>', "style-src"),
        ('<img src="https://evil.example/x.png" alt="x">', "img-src"),
    ],
)
def test_what_the_policy_forbids_is_noted(markup: str, noted: str, played: Played) -> None:
    played.show(GOOD.replace("</main>", f"{markup}</main>"))

    assert any(noted in trouble for trouble in played.watch.troubles())


def test_request_to_another_host_is_noted(played: Played) -> None:
    markup = '<img src="https://evil.example/x.png" alt="x">'

    played.show(GOOD.replace("</main>", f"{markup}</main>"), policy="default-src *")

    noted = played.watch.troubles()
    assert "request to another host: https://evil.example/x.png" in noted


def test_error_in_a_script_is_noted(played: Played) -> None:
    markup = "<script>nothing.of.that.name()</script>"

    played.show(GOOD.replace("</main>", f"{markup}</main>"), policy="default-src * 'unsafe-inline'")

    assert any("error in the page" in trouble for trouble in played.watch.troubles())


LOST = "console.error('Unexpected error Connection errored out.')"


def test_lost_connection_of_a_page_that_stays_is_noted(played: Played) -> None:
    page = played.show(GOOD)

    page.evaluate(LOST)

    assert any("errored out" in trouble for trouble in played.watch.troubles())


def test_connection_is_lost_without_fault_when_somebody_leaves(played: Played) -> None:
    page = played.show(GOOD)
    page.evaluate(f"addEventListener('pagehide', () => {LOST})")

    page.reload()

    assert played.watch.troubles() == []


def test_connection_that_is_lost_after_somebody_came_is_noted(played: Played) -> None:
    page = played.show(GOOD)
    page.reload()

    page.evaluate(LOST)

    assert any("errored out" in trouble for trouble in played.watch.troubles())


def test_connection_is_lost_without_fault_when_the_browser_is_closed(played: Played) -> None:
    page = played.show(GOOD)

    played.watch.leave(played.context)
    page.evaluate(LOST)

    assert played.watch.troubles() == []


def test_failure_of_the_server_is_noted_unless_excused(played: Played) -> None:
    played.show(GOOD, status=500)

    before = played.watch.troubles()
    played.watch.excuse(r"status (of )?500\b")

    assert any("status 500" in trouble for trouble in before)
    assert played.watch.troubles() == []
