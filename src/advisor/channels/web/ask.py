"""Questions from programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from advisor.channels.rendering import to_json
from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.bodies import AskBody, FeedbackBody
from advisor.records.feedback import Feedback

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask")
def ask(body: AskBody, caller: CallerOf, service: ServiceOf) -> dict[str, Any]:
    """The answer, with the conversation that it is in."""
    answered = service.desk.ask(body.asked(), caller, "api", body.conversation)
    return {**to_json(answered.answer), "conversation": answered.conversation}


@router.post("/feedback", status_code=204)
def feedback(body: FeedbackBody, caller: CallerOf, service: ServiceOf) -> None:
    """Keep what the caller says of an answer of theirs."""
    record = service.answers.record(body.answer, caller.id)
    service.feedback.keep(Feedback(record.id, body.useful, body.comment), caller.id)
