"""What went wrong, told as problem details in the reader's language."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor import errors
from advisor.channels.web import problems
from advisor.channels.web.problem_texts import TEXTS
from advisor.errors import AdvisorError

JSON = {"Content-Type": "application/json"}
# Told as a failure of the service: whoever asks cannot act on more.
_INNER = {"bad_corpus", "unreadable_file", "index_busy", "model_unavailable"}


def _all_errors() -> Iterator[type[AdvisorError]]:
    for value in vars(errors).values():
        if isinstance(value, type) and issubclass(value, AdvisorError):
            yield value


@pytest.mark.parametrize("error", list(_all_errors()), ids=lambda error: error.__name__)
def test_every_failure_has_words_of_its_own_or_is_the_service_s(error: type[AdvisorError]) -> None:
    assert (error.code in TEXTS) != (error.code in _INNER)


@pytest.mark.parametrize("code", list(TEXTS))
def test_every_problem_is_told_in_both_languages(code: str) -> None:
    swedish, english = TEXTS[code]["sv"], TEXTS[code]["en"]

    assert swedish.title != english.title
    assert swedish.detail != english.detail
    assert swedish.detail.endswith(".")
    assert english.detail.endswith(".")


@pytest.mark.parametrize(
    ("header", "language", "title"),
    [
        (None, None, "Finns inte"),
        (None, "en", "Not found"),
        ("en", "sv", "Not found"),
        ("sv-SE, en;q=0.9", "en", "Finns inte"),
        ("de, en-GB;q=0.5, sv;q=0.4", None, "Not found"),
        ("en;q=0, sv;q=0.1", None, "Finns inte"),
        ("de, *;q=0.1", None, "Finns inte"),
        (";;,q=,en;q=x" + ",a" * 5000, None, "Finns inte"),
    ],
)
def test_language_is_the_header_s_else_the_body_s_else_swedish(
    header: str | None, language: str | None, title: str, api: TestClient
) -> None:
    body = {"question": "Vad?", "conversation": "c-none"} | (
        {"language": language} if language else {}
    )

    told = api.post("/v1/ask", json=body, headers={"Accept-Language": header} if header else {})

    assert told.json()["title"] == title
    assert told.headers["content-language"] == ("en" if title == "Not found" else "sv")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1/ask/", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/v1/ask", 405, "method_not_allowed"),
        ("TRACE", "/v1/sources", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
        ("GET", "/v1/conversations?limit=x", 422, "bad_input"),
        ("GET", "/v1/answers/" + "a" * 300, 422, "bad_input"),
        ("GET", "/v1/answers/%00%ff%2f..%2f", 404, "not_found"),
        ("GET", "/v1/answers/%ED%A0%80", 404, "not_found"),
        ("GET", "/v1/sources/../../etc/passwd", 404, "not_found"),
        ("GET", "/v1/sources/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "not_found"),
        ("GET", "/v1/sources/x/text?start=1&end=" + "9" * 5000, 422, "bad_input"),
        ("DELETE", "/v1/conversations/';DROP TABLE answers;--", 404, "not_found"),
    ],
)
def test_wrong_addresses_are_told_as_problems(
    method: str, path: str, status: int, code: str, api: TestClient
) -> None:
    told = api.request(method, path)

    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert set(told.json()) >= {"type", "title", "status", "detail", "instance", "code"}
    assert told.json()["code"] == code
    assert told.json()["type"] == f"urn:advisor:{code}"
    assert told.json()["status"] == status


def test_wrong_method_names_every_right_one(api: TestClient) -> None:
    told = api.put("/v1/answers/a-1")

    assert told.headers["allow"] == "DELETE, GET"


def test_each_wrong_field_is_named_by_its_pointer(api: TestClient) -> None:
    body = {
        "question": 1,
        "profile": {"population": -1, "goals": ["a", 2], "it_organisation": "none of ours"},
        "language": "de",
        "a/b~c": 0,
    }

    told = api.post("/v1/ask", json=body, headers={"Accept-Language": "en"}).json()

    assert {error["pointer"]: error["detail"] for error in told["errors"]} == {
        "#/question": "It must be a text.",
        "#/profile/population": "It must be at least 0.",
        "#/profile/goals/1": "It must be a text.",
        "#/profile/it_organisation": "It must be one of 'own', 'shared' or 'none'.",
        "#/language": "It must be one of 'sv' or 'en'.",
        "#/a~1b~0c": "There is no such field. Remove it, or mend its name.",
    }


def test_wrong_fields_are_told_in_swedish(api: TestClient) -> None:
    told = api.post("/v1/ask", json={"question": "x" * 2001, "language": "de"}).json()

    assert [error["detail"] for error in told["errors"]] == [
        "Är för lång: högst 2000 tecken.",
        "Ska vara något av 'sv' eller 'en'.",
    ]


def test_what_was_sent_is_not_sent_back(api: TestClient) -> None:
    secret = "sk-" + "abc" * 2000
    body = {"question": [secret], "language": secret, **{f"{n}{secret}": 1 for n in range(50)}}

    told = api.post("/v1/ask", json=body)

    assert told.status_code == 422
    assert len(told.content) < 8000
    assert len(told.json()["errors"]) == 20
    assert secret not in told.text


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "missing"),
        (b"{", 400, "json_invalid"),
        (b'{"question": "a" "b"}', 400, "json_invalid"),
        (b'{"question": "\xff"}', 400, "json_not_utf8"),
        ('{"question": "a"}'.encode("utf-16"), 400, "json_not_utf8"),
        (b'{"question": "a", "question": "b"}', 400, "json_repeated_key"),
        (b'{"question": NaN}', 400, "json_constant"),
        (b'{"question": -Infinity}', 400, "json_constant"),
        (b'{"question": 1' + b"0" * 5000 + b"}", 400, "json_long_number"),
        (b'{"question":' * 60000, 400, "json_too_deep"),
        (b"[" * 200_000, 400, "json_too_deep"),
        (b'{"question": 1e999}', 422, "string_type"),
        (b'{"question": "\\ud800"}', 422, "string_unicode"),
        (b'{"question": "\\u0000\\u202e \\u200b"}', 422, "question_empty"),
        (b"[]", 422, "model_attributes_type"),
        (b"null", 422, "model_attributes_type"),
        (b'"text"', 422, "model_attributes_type"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_body_that_is_no_question_is_told_what_is_wrong(
    content: bytes, status: int, code: str, api: TestClient
) -> None:
    told = api.post("/v1/ask", content=content, headers=JSON)

    assert told.status_code == status
    assert [error["code"] for error in told.json()["errors"]] == [code]
    assert told.json()["errors"][0]["detail"] != "Värdet kan inte användas."


def test_whole_number_may_be_written_with_a_point(api: TestClient) -> None:
    body = b'{"question": "Vad?", "profile": {"population": 12000.0, "employees": 1e3}}'

    answered = api.post("/v1/ask", content=body, headers=JSON)

    asked = api.get(f"/v1/answers/{answered.json()['id']}").json()["asked"]
    assert (asked["profile"]["population"], asked["profile"]["employees"]) == (12_000, 1000)


def test_brackets_in_a_question_are_text(api: TestClient) -> None:
    answered = api.post("/v1/ask", json={"question": "Vad? " + '[{"\\' * 100})

    assert answered.status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "", "application/x-www-form-urlencoded"])
def test_other_formats_than_json_are_refused(content_type: str, api: TestClient) -> None:
    told = api.post(
        "/v1/ask", content=b'{"question": "Vad?"}', headers={"Content-Type": content_type}
    )

    assert told.status_code == 415
    assert told.json()["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    ("error", "status", "header"),
    [
        (errors.LimitReachedError("You asked 16 times.", 7), 429, ("retry-after", "7")),
        (errors.BusyError("Busy.", 2), 503, ("retry-after", "2")),
        (errors.AccessDeniedError("A key is needed."), 401, None),
        (errors.NotAllowedError("No."), 403, None),
        (errors.SwitchedOffError("Off."), 503, None),
        (errors.IndexUnusableError("/srv/secret is damaged."), 503, None),
        (errors.RecordsUnusableError("/srv/secret is full."), 503, None),
        (errors.CorpusError("/srv/secret is missing."), 500, None),
        (errors.ModelUnavailableError("/srv/secret is missing."), 500, None),
        (RuntimeError("/srv/secret"), 500, None),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_failure_is_told_without_what_is_inside(
    error: Exception, status: int, header: tuple[str, str] | None, language: str
) -> None:
    with TestClient(_failing(error)) as client:
        told = client.get("/", headers={"Accept-Language": language})

    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["content-language"] == language
    assert "secret" not in told.text
    assert header is None or told.headers[header[0]] == header[1]


def test_unexpected_error_is_logged_with_its_traceback_and_the_id_that_was_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with TestClient(_failing(RuntimeError("why"))) as client:
        told = client.get("/").json()

    (record,) = [r for r in caplog.records if r.levelname == "ERROR"]
    assert told["instance"] == f"urn:advisor:request:{vars(record)['request_id']}"
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "why"


def _failing(error: Exception) -> FastAPI:
    """An application whose one route fails."""
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    def fail() -> None:
        raise error

    return app
