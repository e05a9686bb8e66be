"""A small OpenID Connect provider on this machine, with real keys, that can be made to err."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "advisor-test"
CLIENT_SECRET = "a secret of the client"
SUBJECT = "AAAAabc-123_x"
NAME = "Anna Berg"

Claims = dict[str, Any]


def signed(claims: Claims, key: RSAKey) -> str:
    """An ID token as a provider makes it."""
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def unsigned(claims: Claims) -> str:
    """One that says that it needs no signature."""
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    return b".".join([*encoded, b""]).decode()


@dataclass
class Provider:
    """Everyone who comes is logged in as the same person; what it issues is decided by `issue`."""

    address: str
    key: RSAKey = field(default_factory=lambda: _new_key("k-1"))
    issue: Callable[["Provider", Claims], str] = lambda provider, claims: signed(
        claims, provider.key
    )
    more_claims: Claims = field(default_factory=dict)
    is_down: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # not yet exchanged
    told: Claims = field(default_factory=dict)  # of itself, in place of what is so
    requests: int = 0
    key_requests: int = 0

    def renew_key(self) -> None:
        """From now on another key signs."""
        self.key = _new_key(secrets.token_hex(4))
        self.key_requests = 0

    def metadata(self) -> dict[str, Any]:
        """What it tells of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            **self.told,
        }

    def code_for(self, address: str) -> str:
        """What a browser that is sent to the address brings back."""
        back = self.authorized(_flat(urlsplit(address).query))
        return _flat(urlsplit(back).query)["code"]

    def authorized(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT_ID
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What a code is exchanged for, once."""
        wanted = base64.b64encode(
            f"{CLIENT_ID}:{CLIENT_SECRET}".replace(" ", "%20").encode()
        ).decode()
        plain = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if authorization not in (f"Basic {wanted}", f"Basic {plain}"):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        )
        if (
            asked is None
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims: Claims = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "sub": SUBJECT,
            "name": NAME,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.more_claims,
        }
        id_token = self.issue(self, claims)
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": id_token}


@contextmanager
def provider_running() -> Iterator[Provider]:
    """A provider that answers on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        given: Provider = self.server.provider  # type: ignore[attr-defined]
        return given

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.requests += 1
        if self.provider.is_down:
            self._answer(500, {})
        elif parts.path == "/.well-known/openid-configuration":
            self._answer(200, self.provider.metadata())
        elif parts.path == "/keys":
            self.provider.key_requests += 1
            self._answer(200, {"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorized(_flat(parts.query)))
            self.end_headers()
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.provider.is_down:
            self._answer(500, {})
        else:
            self._answer(*self.provider.token(_flat(body), self.headers.get("Authorization", "")))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests tell what they need."""

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        content = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
