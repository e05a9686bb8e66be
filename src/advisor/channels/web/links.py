"""The addresses of our own pages, as the one who asks can reach them."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi import Request

from advisor.channels.addresses import text_address
from advisor.channels.markdown import Link
from advisor.channels.web.access import service_of
from advisor.types import Citation
from advisor.vocabulary import Language

# Where a citation is shown on the page, below the address of the service; the page, where it is
# served, sets one as `source_address` on the application.
SourceAddress = Callable[[Language, Citation], str]

# What a request says of the host may be anything, and the address stands within Markdown.
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w./~-]*)?", re.ASCII)


def citation_link(request: Request, language: Language) -> Link:
    """Leads from a citation to its place in its source, on this server.

    That is the page, in the language given; where no page is served, the interface for programs.
    """
    base = _own_address(request)
    on_page: SourceAddress | None = getattr(request.app.state, "source_address", None)

    def link(citation: Citation) -> str:
        if on_page is not None:
            return base + on_page(language, citation)
        return base + text_address(citation.source, citation.start, citation.end)

    return link


def _own_address(request: Request) -> str:
    """The one that an operator has set, else the one that was asked at; empty if that is none."""
    public = service_of(request).settings.public_url
    address = (public or str(request.base_url)).rstrip("/")
    return address if _ADDRESS.fullmatch(address) else ""
