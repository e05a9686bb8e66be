"""Those who run the service see how it is used; only those who audit see what others wrote."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.web.app import create_app
from advisor.index.building import build_index
from advisor.records.database import as_kept
from advisor.records.feedback import Feedback
from advisor.service.parts import Service
from advisor.types import Caller, Question
from advisor.vocabulary import Channel, Language, Right
from tests.channels.payloads import OURS
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus
from ui.install import install_views
from ui.pages import unturned
from ui.statistics import PERIODS, answer_address
from ui.statistics_texts import TEXTS
from ui.texts import LANGUAGES, PATHS

QUESTION = "Bör kommunerna ha en gemensam plattform?"
SECRET = "Vad kostar Vidunderby?"
REASON = "Svarar om fel kommun"
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class _Door:
    """Says who asks, as the door of the page does."""

    def __init__(self, app: ASGIApp, rights: set[Right]) -> None:
        self._app = app
        self._rights = rights

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._rights:
            caller = Caller("key:1", "Nyckeln", frozenset(self._rights))
            scope.setdefault("state", {})["caller"] = caller
        await self._app(scope, receive, send)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service in which a few questions were asked and two answers judged."""
    folder = tmp_path_factory.mktemp("asked")
    _index(folder)
    opened = open_service(settings_in(folder), to_json)
    _ask(opened, QUESTION, "web")
    refused = _ask(opened, SECRET, "slack")
    opened.feedback.keep(Feedback(refused, False, REASON), "person:eva")
    hostile = _ask(opened, PAYLOAD, "web")
    for number, payload in enumerate(OURS):
        opened.feedback.keep(Feedback(hostile, False, payload), f"person:{number:03}")
    yield opened
    opened.database.close()


@pytest.fixture
def rights() -> set[Right]:
    """Those of whoever asks for a page."""
    return {"ask", "audit", "operate"}


@pytest.fixture
def client(service: Service, rights: set[Right]) -> TestClient:
    return _client(service, rights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_told_in_words_in_bars_and_in_a_table(
    client: TestClient, service: Service, language: Language
) -> None:
    found = client.get(PATHS[language]["statistics"])

    page = BeautifulSoup(found.text, "html.parser")
    assert found.status_code == 200
    section = _section(page, "asked")
    period = service.statistics.latest_days(30)
    assert period is not None
    (tally,) = [t for t in service.statistics.tallies(period) if t.questions]
    reading = section.select_one("#asked-reading")
    assert reading is not None
    assert re.findall(r"\d+", reading.text)[:3] == ["3", "30", str(tally.unanswered)]
    assert tally.unanswered > 0
    assert len(section.select("svg.chart rect.bar")) == len(tally.by_status)
    rows = [[c.text for c in row.select("th, td")] for row in section.select("tbody tr")]
    assert len(rows) == 31
    assert rows[-1][:2] == [TEXTS[language]["sum"], "3"]
    assert rows[-2][1] == "3"


def test_ways_in_are_counted_day_by_day(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/sv/statistik").text, "html.parser")

    section = _section(page, "channels")
    rows = [[c.text for c in row.select("th, td")] for row in section.select("tr")]
    assert rows[0] == ["Dag", "Totalt", "Webbsidan", "Slack"]
    assert rows[-2][1:] == ["3", "2", "1"]
    assert rows[-1] == ["Summa", "3", "2", "1"]
    assert [bar.text for bar in section.select(".bar-count")] == ["2", "1"]


def test_every_chart_has_its_heading_its_reading_and_its_table(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/sv/statistik").text, "html.parser")

    names = ("asked", "channels", "unanswered", "judged", "cited", "cited-sources")
    for name in names:
        section = _section(page, name)
        assert section.select_one("h2") is not None
        assert section.select_one(".reading") is not None
        assert section.select("details table tbody tr")
        assert section.select("svg rect")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(page.select("h1")) == 1


def test_patterns_that_bars_are_filled_with_are_there(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/sv/statistik").text, "html.parser")

    used = {str(bar["fill"]) for bar in page.select("rect[fill]")}

    assert used
    assert used == {f"url(#{pattern['id']})" for pattern in page.select("pattern")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_has_no_style_script_or_address_of_elsewhere(
    client: TestClient, language: Language
) -> None:
    text = client.get(PATHS[language]["statistics"]).text

    page = BeautifulSoup(text, "html.parser")
    assert page.select("script, style, [style], img, iframe") == []
    assert [a for e in page.find_all(True) for a in e.attrs if a.startswith("on")] == []
    linked = [e.get("href") or e.get("src") for e in page.select("[href], [src]")]
    assert [address for address in linked if not str(address).startswith(("/", "#"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_words(client: TestClient, language: Language) -> None:
    other: Language = "en" if language == "sv" else "sv"

    page = BeautifulSoup(client.get(PATHS[language]["statistics"]).text, "html.parser")

    assert TEXTS[language].keys() == TEXTS[other].keys()
    assert page.html is not None
    assert page.html["lang"] == language
    shown = page.get_text(" ")
    for name, text in TEXTS[other].items():
        if "{" not in text and len(text) > 12 and text != TEXTS[language][name]:
            assert text not in shown, name


def test_words_of_others_are_shown_as_text(client: TestClient) -> None:
    text = client.get("/sv/statistik").text

    page = BeautifulSoup(text, "html.parser")
    assert PAYLOAD in page.get_text()
    shown = [quote.text for quote in page.select(".answers q")]
    assert shown[: len(OURS)] == list(map(unturned, OURS))
    assert page.select("script, img") == []
    assert {str(a["href"]).split("/")[1] for a in page.select("main a")} == {"sv"}


@pytest.mark.parametrize("rights", [{"operate"}, {"ask", "operate"}])
def test_who_may_not_audit_sees_counts_and_why_no_more(
    client: TestClient, service: Service
) -> None:
    text = client.get("/sv/statistik").text

    assert TEXTS["sv"]["counts_only"] in text
    for others in (QUESTION, SECRET, REASON, "alert(1)", "/svar/"):
        assert others not in text
    assert not any(record.id in text for record in service.answers.everything())
    page = BeautifulSoup(text, "html.parser")
    assert _section(page, "cited").select("blockquote")


@pytest.mark.parametrize("rights", [{"audit"}])
def test_who_audits_sees_questions_reasons_and_answers(
    client: TestClient, service: Service
) -> None:
    page = BeautifulSoup(client.get("/en/statistics").text, "html.parser")

    links = {str(a["href"]): a.text for a in page.select(".answers a")}
    (secret,) = [r for r in service.answers.everything() if r.asked["text"] == SECRET]
    assert links[answer_address("en", secret.id)] == SECRET
    assert REASON in page.get_text()
    assert TEXTS["en"]["counts_only"] not in page.get_text()


@pytest.mark.parametrize("rights", [{"ask"}, set()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_neither_right_is_told_so(
    client: TestClient, service: Service, language: Language
) -> None:
    id = service.answers.latest(1)[0].id

    for address in (PATHS[language]["statistics"], answer_address(language, id)):
        found = client.get(address)
        assert found.status_code == 403
        assert TEXTS[language]["forbidden_title"] in found.text
        assert PAYLOAD not in BeautifulSoup(found.text, "html.parser").get_text()


@pytest.mark.parametrize("rights", [{"ask", "operate"}])
def test_answer_of_another_is_closed_to_who_may_not_audit(
    client: TestClient, service: Service
) -> None:
    found = client.get(answer_address("sv", service.answers.latest(1)[0].id))

    assert found.status_code == 403
    assert TEXTS["sv"]["forbidden_answer"] in found.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_is_read_with_its_quotes_and_what_was_said_of_it(
    client: TestClient, service: Service, language: Language
) -> None:
    for record in service.answers.everything():
        found = client.get(answer_address(language, record.id))

        shown = BeautifulSoup(found.text, "html.parser").get_text(" ")
        assert found.status_code == 200
        assert record.asked["text"] in shown
        for statement in record.answer["statements"]:
            assert all(c["quote"] in shown for c in statement["citations"])
        said = service.feedback.of(record.id, None)
        assert all(unturned(one.comment) in shown for one in said if one.comment)


def test_answer_that_is_not_there_is_told_so(client: TestClient) -> None:
    for id in ("a-0", "%3Cscript%3E", "ö" * 50):
        found = client.get(f"/sv/statistik/svar/{id}")
        assert found.status_code == 404
        assert TEXTS["sv"]["no_answer"] in found.text
        assert "<script>" not in found.text


def test_answer_of_another_version_is_no_failure(client: TestClient, service: Service) -> None:
    id = _ask(service, QUESTION, "web")
    with service.database.writing() as connection:
        connection.execute(
            "UPDATE answers SET answer = json_remove(answer, '$.summary') WHERE id = ?", (id,)
        )

    found = client.get(answer_address("sv", id))

    service.answers.delete_answer(id, None)
    assert found.status_code == 200
    assert TEXTS["sv"]["unreadable"] in found.text


@pytest.mark.parametrize("period", PERIODS)
def test_period_is_chosen_and_goes_along_to_the_other_language(
    client: TestClient, period: str
) -> None:
    found = client.get("/sv/statistik", params={"period": period})

    page = BeautifulSoup(found.text, "html.parser")
    (chosen,) = page.select("option[selected]")
    assert found.status_code == 200
    assert chosen["value"] == period
    (switch,) = page.select("[data-language-switch]")
    assert switch["href"] == f"/en/statistics?period={period}"


@pytest.mark.parametrize("period", ["", "1", "30 ", "-7", "<b>", "9" * 5000, "alla"])
def test_period_that_there_is_not_is_told_and_nothing_counted(
    client: TestClient, period: str
) -> None:
    found = client.get("/sv/statistik", params={"period": period})

    page = BeautifulSoup(found.text, "html.parser")
    assert found.status_code == 422
    (alert,) = page.select("[role=alert]")
    assert alert.text == TEXTS["sv"]["unknown_period"]
    assert page.select("svg, table, b") == []


def test_period_without_questions_says_so_and_shows_no_numbers(tmp_path: Path) -> None:
    _index(tmp_path)
    service = open_service(settings_in(tmp_path), to_json)
    client = _client(service, {"operate"})

    never = client.get("/sv/statistik?period=all").text
    id = _ask(service, QUESTION, "web")
    with service.database.writing() as connection:
        before = as_kept(datetime.now(UTC) - timedelta(days=60))
        connection.execute("UPDATE answers SET created = ? WHERE id = ?", (before, id))
    lately = client.get("/en/statistics?period=7").text

    service.database.close()
    assert TEXTS["sv"]["nothing_kept"] in never
    assert TEXTS["en"]["nothing_asked"] in lately
    for text in (never, lately):
        assert BeautifulSoup(text, "html.parser").select("svg, table") == []


def test_numbers_of_many_questions_are_written_in_each_language(tmp_path: Path) -> None:
    _index(tmp_path)
    service = open_service(settings_in(tmp_path), to_json)
    now = as_kept(datetime.now(UTC))
    with service.database.writing() as connection:
        connection.execute("INSERT INTO conversations VALUES ('c', 'o', 'web', ?)", (now,))
        connection.executemany(
            "INSERT INTO answers VALUES (?, 'c', ?, 'o', 'web', ?, ?, 'h', '{}', ?, ?)",
            (
                (f"a-{n}", n, now, "refused" if n < 150 else "answered", *_OTHERS)
                for n in range(1200)
            ),
        )
    client = _client(service, {"operate"})

    swedish, english = (client.get(PATHS[language]["statistics"]).text for language in LANGUAGES)

    service.database.close()
    nb = "\N{NO-BREAK SPACE}"
    assert f"1{nb}200 frågor på 30 dagar, 150 utan svar (12,5{nb}%)." in swedish
    assert "1,200 questions in 30 days, 150 without an answer (12.5%)." in english


def test_page_is_not_left_in_caches(client: TestClient, service: Service) -> None:
    id = service.answers.latest(1)[0].id

    for address in ("/sv/statistik", "/sv/statistik?period=x", answer_address("sv", id)):
        assert client.get(address).headers["Cache-Control"] == "no-store"


_OTHERS = (json.dumps({"text": "?"}), json.dumps({"language": "sv", "statements": []}))


def _index(folder: Path) -> None:
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    build_index(settings_in(folder))


def _ask(service: Service, text: str, channel: Channel) -> str:
    caller = Caller("person:eva", "Eva", frozenset({"ask"}))
    return service.desk.ask(Question(text), caller, channel).answer.id


def _client(service: Service, rights: set[Right]) -> TestClient:
    app = create_app(service)
    install_views(app, service)
    app.add_middleware(_Door, rights=rights)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000))


def _section(page: BeautifulSoup, name: str) -> BeautifulSoup:
    found = page.select_one(f"section[aria-labelledby={name}-heading]")
    assert found is not None
    return BeautifulSoup(str(found), "html.parser")
