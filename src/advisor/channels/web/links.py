"""The addresses of our own pages, as the one who asks can reach them."""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import Request

from advisor.channels.markdown import Link
from advisor.channels.web.access import service_of
from advisor.types import Citation

# What a request says of the host may be anything, and the address stands within Markdown.
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w./~-]*)?", re.ASCII)


def citation_link(request: Request) -> Link:
    """Leads from a citation to its place in its source, on this server."""
    base = _own_address(request)

    def link(citation: Citation) -> str:
        source = quote(citation.source, safe="")
        return f"{base}/v1/sources/{source}/text?start={citation.start}&end={citation.end}"

    return link


def _own_address(request: Request) -> str:
    """The one that an operator has set, else the one that was asked at; empty if that is none."""
    public = service_of(request).settings.public_url
    address = (public or str(request.base_url)).rstrip("/")
    return address if _ADDRESS.fullmatch(address) else ""
