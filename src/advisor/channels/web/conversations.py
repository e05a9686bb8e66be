"""What callers asked before: read and deleted by those whose it is, read by those who audit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, Response

from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.bodies import MOST_ID_CHARS
from advisor.channels.web.record_replies import (
    ConversationReply,
    ConversationsReply,
    RecordReply,
    conversation_data,
    record_data,
    summary_reply,
)
from advisor.types import Caller

MOST_ON_A_PAGE = 100

router = APIRouter(prefix="/v1", tags=["records"])

AnswerId = Annotated[
    str, Path(max_length=MOST_ID_CHARS, description="Id of an answer, as it tells itself.")
]
ConversationId = Annotated[
    str, Path(max_length=MOST_ID_CHARS, description="Id of a conversation, as answers tell it.")
]


@router.get(
    "/answers/{id}",
    operation_id="read_answer",
    response_class=JSONResponse,
    responses={200: {"model": RecordReply}},
)
def answer(id: AnswerId, caller: CallerOf, service: ServiceOf) -> Response:
    """An answer as it was given, with what it was an answer to."""
    return JSONResponse(record_data(service.answers.record(id, reads_of(caller))))


@router.delete("/answers/{id}", operation_id="delete_answer", status_code=204)
def delete_answer(id: AnswerId, caller: CallerOf, service: ServiceOf) -> None:
    """Delete an answer of yours, with the question and what was said of it. It is gone for good.

    Later answers of its conversation keep the question among those that they leaned on: delete
    the conversation to let go of it all.
    """
    service.answers.delete_answer(id, caller.id)


@router.get(
    "/conversations",
    operation_id="list_conversations",
)
def conversations(
    caller: CallerOf,
    service: ServiceOf,
    limit: Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE, description="At most so many.")] = 20,
    before: Annotated[
        str | None,
        Query(max_length=MOST_ID_CHARS, description="`next` of the page before this one."),
    ] = None,
) -> ConversationsReply:
    """Your conversations, newest first."""
    found = service.answers.conversations(caller.id, limit + 1, before)
    page = found[:limit]
    return ConversationsReply(
        conversations=[summary_reply(summary) for summary in page],
        next=page[-1].cursor if len(found) > limit else None,
    )


@router.get(
    "/conversations/{id}",
    operation_id="read_conversation",
    response_class=JSONResponse,
    responses={200: {"model": ConversationReply}},
)
def conversation(id: ConversationId, caller: CallerOf, service: ServiceOf) -> Response:
    """A conversation with its answers, oldest first."""
    found = service.answers.conversation(id, reads_of(caller))
    return JSONResponse(conversation_data(found))


@router.delete("/conversations/{id}", operation_id="delete_conversation", status_code=204)
def delete_conversation(id: ConversationId, caller: CallerOf, service: ServiceOf) -> None:
    """Delete a conversation of yours with all its answers. It is gone for good."""
    service.answers.delete_conversation(id, caller.id)


def reads_of(caller: Caller) -> str | None:
    """Whose records a caller may read; None: anybody's."""
    return None if "audit" in caller.rights else caller.id
