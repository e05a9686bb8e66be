"""Only requests that Teams signed are let in: forgeries against the running application."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from tests.channels.teams.played import APP, KID, TENANT, PlayedTeams

ENTRA = "https://login.microsoftonline.com"
AGENTS = "5a807f24-c9de-44ee-a3a7-329e88a00ffc"  # the app that the SDK lets call in other ways


def _public_pem(teams: PlayedTeams) -> bytes:
    return teams.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _by_hand(header: Any, claims: Any, signature: bytes = b"") -> str:
    """A token that no library makes."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def _signed_with_public_key(teams: PlayedTeams) -> str:
    """HS256, with what everybody may know as the secret."""
    import hashlib
    import hmac

    unsigned = _by_hand({"alg": "HS256", "kid": KID, "typ": "JWT"}, teams.claims())[:-1]
    mac = hmac.new(_public_pem(teams), unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _of_another_key(teams: PlayedTeams, **headers: Any) -> str:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(teams.claims(), other, "RS256", headers={"kid": KID, **headers})


def _with_other_claims(teams: PlayedTeams) -> str:
    header, _, signature = teams.token().split(".")
    claims = json.dumps(teams.claims(aud=APP, sub="x")).encode()
    return ".".join([header, base64.urlsafe_b64encode(claims).rstrip(b"=").decode(), signature])


_now = int(time.time())
FORGERIES: dict[str, Callable[[PlayedTeams], str | None]] = {
    "no header": lambda _t: None,
    "empty header": lambda _t: "",
    "scheme alone": lambda _t: "Bearer",
    "empty token": lambda _t: "Bearer ",
    "other scheme": lambda t: f"Basic {t.token()}",
    "token alone": lambda t: t.token(),
    "not a token": lambda _t: "Bearer abc",
    "two dots": lambda _t: "Bearer ..",
    "not base64": lambda _t: "Bearer å.ä.ö".encode("latin-1").decode("latin-1"),
    "too long": lambda _t: f"Bearer {'a' * 20_000}",
    "two tokens": lambda t: f"Bearer {t.token()} {t.token()}",
    "cut signature": lambda t: f"Bearer {t.token()[:-10]}",
    "no signature": lambda t: f"Bearer {t.token().rpartition('.')[0]}.",
    "other claims": lambda t: f"Bearer {_with_other_claims(t)}",
    "alg none": lambda t: "Bearer " + _by_hand({"alg": "none", "kid": KID}, t.claims()),
    "alg None": lambda t: "Bearer " + _by_hand({"alg": "None", "kid": KID}, t.claims()),
    "alg missing": lambda t: "Bearer " + _by_hand({"kid": KID}, t.claims()),
    "alg a list": lambda t: "Bearer " + _by_hand({"alg": ["RS256"], "kid": KID}, t.claims()),
    "HS256 with the public key": lambda t: f"Bearer {_signed_with_public_key(t)}",
    "header a list": lambda t: "Bearer " + _by_hand([1], t.claims()),
    "claims a list": lambda _t: "Bearer " + _by_hand({"alg": "RS256", "kid": KID}, [1], b"x"),
    "nested deep": lambda t: (
        "Bearer "
        + _by_hand(
            {"alg": "RS256", "kid": KID}, t.claims(x=json.loads("[" * 500 + "]" * 500)), b"x"
        )
    ),
    "another key": lambda t: f"Bearer {_of_another_key(t)}",
    "another key, told of in the token": lambda t: (
        f"Bearer {_of_another_key(t, jku='https://evil.example/keys')}"
    ),
    "kid missing": lambda t: f"Bearer {t.token(headers={})}",
    "kid unknown": lambda t: f"Bearer {t.token(headers={'kid': 'other'})}",
    "kid a path": lambda t: f"Bearer {t.token(headers={'kid': '../../etc/passwd'})}",
    "kid a number": lambda t: "Bearer " + _by_hand({"alg": "RS256", "kid": 1}, t.claims(), b"x"),
    "aud of another bot": lambda t: f"Bearer {t.token(aud=TENANT)}",
    "aud missing": lambda t: f"Bearer {t.token(aud=None)}",
    "aud empty": lambda t: f"Bearer {t.token(aud=[])}",
    "iss another": lambda t: f"Bearer {t.token(iss='https://evil.example')}",
    "iss missing": lambda t: f"Bearer {t.token(iss=None)}",
    "iss with more behind": lambda t: (
        f"Bearer {t.token(iss='https://api.botframework.com.evil.example')}"
    ),
    "iss of Entra": lambda t: (
        f"Bearer {t.token(iss=f'{ENTRA}/{TENANT}/v2.0', tid=TENANT, azp=AGENTS, serviceurl=None)}"
    ),
    "iss of an old Entra": lambda t: (
        f"Bearer {t.token(iss=f'https://sts.windows.net/{TENANT}/', tid='../x', appid=AGENTS)}"
    ),
    "expired": lambda t: f"Bearer {t.token(exp=_now - 600)}",
    "no end": lambda t: f"Bearer {t.token(exp=None)}",
    "not yet": lambda t: f"Bearer {t.token(nbf=_now + 3600)}",
    "issued later": lambda t: f"Bearer {t.token(iat=_now + 3600)}",
    "serviceurl another": lambda t: f"Bearer {t.token(serviceurl='https://evil.example/')}",
    "serviceurl missing": lambda t: f"Bearer {t.token(serviceurl=None)}",
    "serviceurl a list": lambda t: (
        "Bearer " + _by_hand({"alg": "RS256", "kid": KID}, t.claims(serviceurl=[1]), b"x")
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda name: name.replace(" ", "-"))
def test_forged_request_is_denied(client: TestClient, teams: PlayedTeams, forgery: str) -> None:
    header = FORGERIES[forgery](teams)
    headers = {} if header is None else {b"Authorization": header.encode("latin-1")}

    response = client.post("/teams/messages", json=teams.activity("Hej"), headers=headers)

    assert response.status_code == 401


def test_request_that_teams_signed_is_taken(client: TestClient, teams: PlayedTeams) -> None:
    response = client.post(
        "/teams/messages", json=teams.activity("Hej"), headers=teams.authorization
    )

    assert response.status_code == 200


def test_unknown_keys_are_not_asked_for_again_and_again(
    client: TestClient, teams: PlayedTeams
) -> None:
    """Who knows the bot's id could have the keys fetched for each request otherwise."""
    client.post("/teams/messages", json=teams.activity("Hej"), headers=teams.authorization)
    before = teams.keys_given

    for number in range(20):
        token = teams.token(headers={"kid": f"unknown-{number}"})
        headers = {"Authorization": f"Bearer {token}"}
        client.post("/teams/messages", json=teams.activity("Hej"), headers=headers)

    assert teams.keys_given - before <= 1


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://evil.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evilbotframework.com/",
        "https://botframework.com.evil.example/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/emea/",
        "https://smba.trafficmanager.net/emea/?x=",
        "https://evil.example\\.teams.microsoft.com/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
        "",
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_of_teams(
    client: TestClient, teams: PlayedTeams, address: str
) -> None:
    headers = {"Authorization": f"Bearer {teams.token(serviceurl=address)}"}

    response = client.post(
        "/teams/messages", json=teams.activity("Hej", serviceUrl=address), headers=headers
    )

    assert response.status_code in (401, 403)  # an empty one is no claim at all


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": "webchat"},
        {
            "conversation": {"id": "a:1", "tenantId": APP},
            "channelData": {"tenant": {"id": TENANT}},
        },
        {"conversation": {"id": "a:1"}, "channelData": None},
    ],
    ids=["another channel", "another tenant", "no tenant"],
)
def test_other_tenants_and_channels_are_not_served(
    client: TestClient, teams: PlayedTeams, changes: dict[str, Any]
) -> None:
    response = client.post(
        "/teams/messages", json=teams.activity("Hej", **changes), headers=teams.authorization
    )

    assert response.status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 50_000, b"1"])
def test_body_that_is_no_activity_is_refused(
    client: TestClient, teams: PlayedTeams, body: bytes
) -> None:
    unsigned = client.post("/teams/messages", content=body)
    headers = {**teams.authorization, "Accept-Language": "en"}
    signed = client.post("/teams/messages", content=body, headers=headers)

    assert unsigned.status_code == 401
    assert signed.status_code == 422
    assert signed.json()["detail"].startswith("The activity cannot be read (")


def test_invoke_is_told_to_be_unknown(client: TestClient, teams: PlayedTeams) -> None:
    response = client.post(
        "/teams/messages",
        json=teams.activity(type="invoke", name="signin/tokenExchange"),
        headers=teams.authorization,
    )

    assert response.status_code == 501
