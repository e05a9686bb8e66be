"""Where a model may be asked: over https anywhere, in clear text only within the own network."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from advisor.errors import BadInputError

# Told in full, so that no variable of another program decides where a question goes.
ADDRESSES: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
_INNER_NAMES = (".local", ".internal", ".lan", ".localhost", ".home.arpa")


def checked(address: str) -> str:
    """An address as it is used; BadInputError says what is wrong with ADVISOR_LLM_BASE_URL."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.username:
        raise BadInputError(
            "ADVISOR_LLM_BASE_URL is no address of a server. Write it as https://host/v1, without"
            " a user, a password or a query; the key goes into ADVISOR_LLM_KEY."
        )
    if parts.scheme == "http" and not is_inner(host):
        raise BadInputError(
            f"ADVISOR_LLM_BASE_URL names {host} over plain http, where others can read questions"
            " and key. Use https; http is for this machine and the own network."
        )
    return address.rstrip("/")


def is_inner(host: str) -> bool:
    """Whether a host is this machine or in a network that is not the Internet."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_INNER_NAMES)
