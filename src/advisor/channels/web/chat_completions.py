"""advisor as a model, for chat programs that speak OpenAI's interface."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.chat_answers import completion
from advisor.channels.web.chat_bodies import MODEL, ChatBody, unknown_model
from advisor.channels.web.chat_errors import ChatRoute
from advisor.channels.web.links import citation_link

# Not in our description: the interface is OpenAI's, which theirs describes, its errors too.
router = APIRouter(prefix="/v1", route_class=ChatRoute, include_in_schema=False)

_MODEL_MADE = 1_793_491_200  # 1 November 2026: programs want a time, and it shall not change


@router.post("/chat/completions", response_model=None)
def complete(body: ChatBody, request: Request, caller: CallerOf, service: ServiceOf) -> Response:
    """The answer to the last user message, in Markdown, as OpenAI's interface gives it.

    Each citation is also an annotation (`url_citation`) whose address shows it in its source.
    Messages of the system and of assistants are not read: an answer rests on sources alone.
    """
    question = body.asked()
    answered = service.desk.ask(question, caller, "chat")
    made = completion(answered, question, citation_link(request, answered.answer.language))
    if not body.stream:
        return JSONResponse(made.whole())
    return StreamingResponse(
        made.stream(with_usage=body.wants_usage),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


@router.get("/models")
def models(_caller: CallerOf) -> dict[str, Any]:
    """The models to choose from: one."""
    return {"object": "list", "data": [_model()]}


@router.get("/models/{id}")
def model(id: str, _caller: CallerOf) -> dict[str, Any]:
    """The model."""
    if id != MODEL:
        raise unknown_model()
    return _model()


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": _MODEL_MADE, "owned_by": "advisor"}
