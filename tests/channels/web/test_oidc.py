"""What a provider says is proven, or not believed; cases that need no served process."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor.channels.web import oidc
from advisor.channels.web.app import create_app
from advisor.errors import BadInputError, LoginFailedError, LoginUnavailableError
from advisor.service.parts import Service
from tests.channels.web.oidc_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    SUBJECT,
    Provider,
    provider_running,
)
from tests.conftest import Run

REDIRECT = "https://advisor.example.se/login/callback"
LOGIN = {
    "ADVISOR_OIDC_ISSUER": "https://login.example.com",
    "ADVISOR_OIDC_CLIENT_ID": "a",
    "ADVISOR_PUBLIC_URL": "https://advisor.example.se",
}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider_running() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Iterator[Provider]:
    yield running
    running.is_down, running.told = False, {}


def test_person_is_proven(provider: Provider) -> None:
    person = _finished(_known(provider), provider)

    assert person.subject == SUBJECT


def test_new_key_is_learned_when_a_token_names_it(provider: Provider) -> None:
    known = _known(provider, renewed_seconds=0)
    _finished(known, provider)

    provider.renew_key()

    assert _finished(known, provider).subject == SUBJECT


def test_keys_are_not_asked_for_at_every_forged_token(provider: Provider) -> None:
    known = _known(provider)
    _finished(known, provider)
    provider.renew_key()

    for _ in range(3):
        with pytest.raises(LoginFailedError):
            _finished(known, provider)

    assert provider.key_requests <= 2


def test_provider_that_names_another_issuer_is_not_believed(provider: Provider) -> None:
    """The address of all tenants names a template: people of any tenant could come in by it."""
    provider.told = {"issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"}

    with pytest.raises(LoginUnavailableError):
        _known(provider).begin()


@pytest.mark.parametrize(
    "told",
    [
        {"token_endpoint": "http://login.example.com/token"},
        {"jwks_uri": "ftp://login.example.com/keys"},
        {"authorization_endpoint": None},
    ],
)
def test_endpoint_that_others_could_listen_to_is_not_used(
    provider: Provider, told: dict[str, Any]
) -> None:
    provider.told = told

    with pytest.raises(LoginUnavailableError):
        _known(provider).begin()


def test_provider_that_failed_is_left_alone_for_a_while(provider: Provider) -> None:
    provider.is_down = True
    known = _known(provider)
    before = provider.requests

    for _ in range(3):
        with pytest.raises(LoginUnavailableError):
            known.begin()

    assert provider.requests == before + 1


def test_wrong_secret_is_for_the_operator_to_mend(provider: Provider) -> None:
    with pytest.raises(LoginUnavailableError):
        _finished(_known(provider, secret="another"), provider)


@pytest.mark.parametrize("issuer", ["http://login.example.com", "login.example.com", "", "ftp://x"])
def test_issuer_must_be_reached_in_secret(issuer: str) -> None:
    with pytest.raises(BadInputError, match="ADVISOR_OIDC_ISSUER"):
        oidc.Provider(
            issuer=issuer,
            client_id="a",
            client_secret=None,
            redirect_address=REDIRECT,
            roles_claim="roles",
        )


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"oidc_client_id": None}, "ADVISOR_OIDC_CLIENT_ID"),
        ({"public_url": None}, "ADVISOR_PUBLIC_URL"),
        ({"public_url": "https://example.se/advisor"}, "ADVISOR_PUBLIC_URL"),
        ({"public_url": "example.se"}, "ADVISOR_PUBLIC_URL"),
    ],
)
def test_login_that_lacks_a_setting_says_which(
    service: Service, settings: dict[str, Any], named: str
) -> None:
    given = {
        "oidc_issuer": "https://login.example.com",
        "oidc_client_id": "a",
        "public_url": "https://advisor.example.se",
    }
    changed = service.settings.model_copy(update=given | settings)

    with pytest.raises(BadInputError, match=named):
        create_app(replace(service, settings=changed))


@pytest.mark.parametrize(
    ("lacking", "settings", "extra"),
    [
        ("authlib", LOGIN, "advisor[oidc]"),
        ("itsdangerous", LOGIN, "advisor[oidc]"),
        (
            "opentelemetry.exporter.otlp.proto.http.trace_exporter",
            {"ADVISOR_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
            "advisor[otel]",
        ),
    ],
)
def test_part_that_is_set_and_not_installed_is_named(
    run: Run, tmp_path: Path, lacking: str, settings: dict[str, str], extra: str
) -> None:
    finished = run("-c", _LACKING, lacking, cwd=tmp_path, ADVISOR_DATA=tmp_path, **settings)

    assert finished.returncode == 2
    assert f"Install {extra}" in " ".join(finished.stderr.split())
    assert "Traceback" not in finished.stderr


def test_cookies_over_https_are_held_to_this_host(provider: Provider, service: Service) -> None:
    settings = service.settings.model_copy(
        update={
            "oidc_issuer": provider.address,
            "oidc_client_id": CLIENT_ID,
            "public_url": "https://advisor.example.se",
        }
    )
    app = create_app(replace(service, settings=settings))

    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        sent = client.get("/login", follow_redirects=False)

    cookie = sent.headers["Set-Cookie"]
    assert cookie.startswith("__Host-advisor-login=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {*cookie.split("; ")}
    assert "Domain" not in cookie


def test_without_a_provider_there_is_no_login(client: TestClient) -> None:
    assert client.get("/login").status_code == 404
    client.cookies.set("advisor-session", "x" * 43)
    assert client.post("/v1/ask", json={"question": "Vad är en e-tjänst?"}).status_code == 200


# Starts the service as its command does, without a library.
_LACKING = """
import sys
sys.modules[sys.argv[1]] = None
sys.argv[1:] = ["serve", "--port", "0"]
from advisor.channels.cli import main
sys.exit(main())
"""


def _known(
    provider: Provider, secret: str = CLIENT_SECRET, renewed_seconds: float = 60
) -> oidc.Provider:
    return oidc.Provider(
        issuer=provider.address,
        client_id=CLIENT_ID,
        client_secret=secret,
        redirect_address=REDIRECT,
        roles_claim="roles",
        renewed_seconds=renewed_seconds,
    )


def _finished(known: oidc.Provider, provider: Provider) -> oidc.Person:
    begun = known.begin()
    code = provider.code_for(begun.url)
    return known.finish(code, nonce=begun.nonce, verifier=begun.verifier)
