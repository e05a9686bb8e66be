"""Whom a reader turns to, as the operator says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request

from advisor.channels.web.access import service_of

_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


@dataclass(frozen=True, slots=True)
class Contact:
    """What stands on the page; `address` is None for a text that is no mail address."""

    text: str
    address: str | None


def contact_of(request: Request) -> Contact | None:
    """The one that the settings name."""
    text = (service_of(request).settings.contact or "").strip()
    if not text:
        return None
    is_mail = _MAIL.fullmatch(text) is not None
    return Contact(text, f"mailto:{quote(text, safe='@')}" if is_mail else None)
