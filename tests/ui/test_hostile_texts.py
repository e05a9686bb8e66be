"""Texts that try to be more than text are shown letter for letter, and do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from advisor.channels.rendering import visible
from tests.channels.payloads import OURS, hostile_texts
from tests.conftest import Run, Serve
from tests.ui.conftest import OpenPage
from tests.ui.visiting import ask, box
from tests.ui.watching import Watch
from ui.texts import PATHS

SOURCE = "plattform.md"
QUESTION = "Ska kommunen ansluta sig till en gemensam e-tjänsteplattform?"
CATALOGUE = f"""
- file: {SOURCE}
  display_title: "Plattform <img src=x onerror=alert(1)> <script>alert(1)</script>"
  kind: regional_report
  date: "2024"
  languages: [sv]
  setting: "<iframe src=javascript:alert(1)></iframe>"
  publisher: "[klicka](https://evil.example/x)"
"""
MOST_IN_A_CONVERSATION = 40

# What a text would call, open or change if it came to life, noted before any script of the page.
_MARK = """
window.cameAlive = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...said) => { cameAlive.push(`${name}(${said})`); };
addEventListener('hashchange', () => cameAlive.push(`moved to ${location.href}`));
"""

# Nothing that the page itself puts into a conversation or a source is of these kinds.
_ACTIVE = """() => {
    const selector = ':is(#earlier, #thread, #latest, #status, .source, main) :is(script, iframe,'
        + ' object, embed, img, video, audio, base, meta, link, style, portal, math, frame)';
    const byElement = [...document.querySelectorAll(selector)].map(it => it.outerHTML.slice(0, 99));
    const byAttribute = [...document.querySelectorAll('*')].flatMap(it => [...it.attributes]
        .filter(one => /^on/i.test(one.name) || /^\\s*(javascript|vbscript|data):/i.test(one.value))
        .filter(one => !['value', 'data-ask', 'aria-label', 'title'].includes(one.name))
        .map(one => `${one.name}=${one.value.slice(0, 100)}`));
    const outward = [...document.querySelectorAll('a[href], form[action], area[href]')]
        .map(it => it.href || it.action)
        .filter(address => new URL(address, location.href).origin !== location.origin);
    return [...byElement, ...byAttribute, ...outward];
}"""

# As scripts of the page do it, so that the answer belongs to whoever sits at it.
_POST = """async body => {
    const headers = {'Content-Type': 'application/json'};
    const answered = await fetch('/v1/ask', {method: 'POST', headers, body: JSON.stringify(body)});
    return [answered.status, await answered.json()];
}"""


@pytest.fixture(scope="module", params=["ours", "public"])
def payloads(request: pytest.FixtureRequest) -> list[str]:
    """Those of the project, and some of each of the public collections where those are at hand."""
    return [*OURS] if request.param == "ours" else hostile_texts()[::23]


@pytest.fixture(scope="module")
def site(
    payloads: list[str], serve: Serve, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server whose one source is full of such texts."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "sources.yaml").write_text(CATALOGUE, encoding="utf-8")
    (corpus / SOURCE).write_text(_document(payloads), encoding="utf-8")
    paths = {"ADVISOR_DATA": folder / "data", "ADVISOR_CORPUS": corpus}
    built = run("-m", "advisor", "index", cwd=folder, **paths)
    assert built.returncode == 0, built.stderr
    with serve(data=folder / "data", ADVISOR_CORPUS=corpus) as server:
        yield server.url


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page that notes whatever comes alive in it."""
    opened = open_page("sv", PATHS["sv"]["ask"])
    opened.context.add_init_script(_MARK)
    opened.on("dialog", lambda dialog: pytest.fail(f"a dialog was opened: {dialog.message}"))
    opened.goto(PATHS["sv"]["ask"])
    return opened


def test_questions_are_shown_as_they_were_written(
    page: Page, payloads: list[str], watch: Watch
) -> None:
    watch.excuse(r"status of (400|413|422) .*/v1/ask")  # what is no question at all
    asked = _asked(page, payloads)

    assert sum(map(len, asked.values())) >= len(payloads) / 2
    for conversation, questions in asked.items():
        page.goto(f"{PATHS['sv']['ask']}?c={conversation}")
        page.locator("article.answer").nth(len(questions) - 1).wait_for()
        shown = [_plain(text) for text in page.get_by_role("heading", level=2).all_text_contents()]
        # What a terminal would obey is left out of a question before it is asked.
        expected = [_plain(visible(one)) for one in questions]
        missing = [one for one in expected if not any(one in text for text in shown)]
        assert missing == []
        _assert_nothing_came_alive(page)


def test_what_came_alive_would_be_noticed(page: Page, watch: Watch) -> None:
    watch.excuse("policy|Policy|/sv/x|404")

    page.locator("#latest").evaluate("it => it.innerHTML = '<img src=x onerror=alert(1)>'")
    page.evaluate("alert(1)")

    with pytest.raises(AssertionError, match="onerror"):
        assert page.evaluate(_ACTIVE) == []
    with pytest.raises(AssertionError, match="alert"):
        _assert_nothing_came_alive(page)


def test_question_is_harmless_while_it_is_answered(page: Page) -> None:
    payload = "<img src=x onerror=alert(1)><script>alert(1)</script> Ska vi ansluta oss?"

    ask(page, "sv", payload)

    _assert_nothing_came_alive(page)
    assert box(page, "sv").input_value() == ""


def test_quotes_in_answer_and_evidence_are_harmless(page: Page) -> None:
    answer = ask(page, "sv", QUESTION)

    said = answer.inner_text()
    assert "onerror=" in said or "<script" in said or "evil" in said
    _assert_nothing_came_alive(page)


def test_source_is_harmless_in_list_reading_and_search(page: Page) -> None:
    sources = PATHS["sv"]["sources"]

    for address in (
        sources,
        f"{sources}/{quote(SOURCE)}",
        f"{sources}/{quote(SOURCE)}?q={quote('<script>alert(1)</script>')}",
        f"{sources}/{quote(SOURCE)}?q=plattform",
    ):
        answered = page.goto(address)

        assert answered is not None
        assert answered.status == 200, address
        _assert_nothing_came_alive(page)


def _asked(page: Page, texts: list[str]) -> dict[str, list[str]]:
    """Conversations in which all that can be a question was asked, with their questions."""
    asked: dict[str, list[str]] = {}
    conversation: str | None = None
    for text in texts:
        body = {"question": text, **({"conversation": conversation} if conversation else {})}
        status, answer = page.evaluate(_POST, body)
        assert status in (200, 400, 413, 422), answer
        if status != 200:
            continue
        conversation = str(answer["conversation"])
        asked.setdefault(conversation, []).append(text)
        if len(asked[conversation]) >= MOST_IN_A_CONVERSATION:
            conversation = None
    return asked


def _assert_nothing_came_alive(page: Page) -> None:
    page.wait_for_timeout(200)  # what loads or waits to run has had its time
    assert page.evaluate("window.cameAlive") == []
    assert page.evaluate(_ACTIVE) == []
    assert page.url.startswith(("http://127.0.0.1:",))


def _plain(text: str) -> str:
    """Letters without the white space and the unseen characters between them."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+", "", text)


def _document(payloads: list[str]) -> str:
    """A report that answers the question in sentences with such texts in them, titles included."""
    short = [one for one in payloads if len(one) < 200 and "\n" not in one]
    paragraphs = [
        f"## Rekommendation {number} {payload if number % 7 == 0 else ''}\n\n"
        f"Kommunen bör ansluta sig till en gemensam e-tjänsteplattform {payload} eftersom samverkan"
        f" om plattformen minskar kostnaderna för mindre kommuner.\n"
        for number, payload in enumerate(short, 1)
    ]
    return "# Gemensam e-tjänsteplattform <img src=x onerror=alert(1)>\n\n" + "\n".join(paragraphs)
