"""The sources, to be looked up and read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError

from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.examples import SOURCE_IDS
from advisor.channels.web.source_replies import (
    ContentsReply,
    PassageReply,
    SourcesReply,
    contents_reply,
    passage_reply,
    source_reply,
)
from advisor.service.library import MOST_CHARS

MOST_OFFSET = 1_000_000_000  # longer than any text
MOST_ID_CHARS = 255

router = APIRouter(prefix="/v1/sources", tags=["sources"])

SourceId = Annotated[
    str,
    Path(
        max_length=MOST_ID_CHARS,
        description="Id of a source, as the list of sources tells it.",
        openapi_examples=SOURCE_IDS,
    ),
]
Offset = Annotated[
    int, Query(ge=0, le=MOST_OFFSET, description="In Unicode characters, as a citation tells it.")
]


@router.get(
    "",
    operation_id="list_sources",
)
def sources(_caller: CallerOf, service: ServiceOf) -> SourcesReply:
    """All sources of the index in use, with how much of each can be found and quoted."""
    return SourcesReply(sources=[source_reply(listed) for listed in service.library.listed()])


@router.get(
    "/{id:path}/text",  # an id may name a folder
    operation_id="read_passage",
)
def text(
    id: SourceId, start: Offset, end: Offset, _caller: CallerOf, service: ServiceOf
) -> PassageReply:
    """A place in its context, as it is read and as it came, with the letters that were mended."""
    _check_span(start, end, len(service.library.document(id).text))
    return passage_reply(service.library.passage(id, start, end))


@router.get(
    "/{id:path}",
    operation_id="read_source",
)
def source(id: SourceId, _caller: CallerOf, service: ServiceOf) -> ContentsReply:
    """What is known of one source, with the tree of its sections."""
    return contents_reply(service.library.contents(id))


def _check_span(start: int, end: int, size: int) -> None:
    if not start < end <= size:
        raise _wrong_end("span_outside", {"size": size})
    if end - start > MOST_CHARS:
        raise _wrong_end("span_too_long", {"most": MOST_CHARS})


def _wrong_end(kind: str, context: dict[str, int]) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("query", "end"), "ctx": context}])
