"""Questions from programs, answered whole or as they are worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from advisor.channels.rendering import notice, statement_to_json, to_json
from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.bodies import AskBody, FeedbackBody
from advisor.channels.web.event_stream import MEDIA_TYPE, EventStream, Tell
from advisor.channels.web.examples import EVENTS, FEEDBACK, QUESTIONS
from advisor.channels.web.json_requests import JsonRoute
from advisor.channels.web.problems import problem_of, reply, reply_to, unexpected
from advisor.channels.web.replies import AskReply
from advisor.errors import AdvisorError
from advisor.records.feedback import Feedback
from advisor.service.desk import Answered
from advisor.service.parts import Service
from advisor.types import Caller, Stage, Statement
from advisor.vocabulary import Language

router = APIRouter(prefix="/v1", tags=["ask"], route_class=JsonRoute)


@router.post(
    "/ask",
    operation_id="ask",
    response_class=JSONResponse,
    response_description="The answer, on disk before it is sent.",
    responses={
        200: {
            "model": AskReply,
            "content": {MEDIA_TYPE: EVENTS},
        }
    },
)
def ask(
    request: Request,
    body: Annotated[AskBody, Body(openapi_examples=QUESTIONS)],
    caller: CallerOf,
    service: ServiceOf,
) -> Response:
    """Answer a question from the sources.

    With `Accept: text/event-stream` the answer comes as server-sent events: `notice`, that an
    automated system answers; `stage`, the step that begins; `statement`, each as it is proven, in
    the same form as in the answer; last `answer`, the whole, or `error`, problem details. The
    `answer` alone holds: where a language model writes, it may lack a `statement` that was told
    before, or have it in another place. An answer is kept also for a client that leaves before
    its end: look in its conversation.
    """
    if _wants_stream(request.headers.get("accept", "")):
        return _streamed(request, body, caller, service)
    answered = service.desk.ask(body.asked(), caller, "api", body.conversation)
    return JSONResponse(_as_data(answered))


@router.post(
    "/feedback",
    operation_id="give_feedback",
    status_code=204,
    response_description="It is kept.",
)
def feedback(
    body: Annotated[FeedbackBody, Body(openapi_examples=FEEDBACK)],
    caller: CallerOf,
    service: ServiceOf,
) -> None:
    """Say whether an answer of yours was of use."""
    record = service.answers.record(body.answer, caller.id)
    service.feedback.keep(Feedback(record.id, body.useful, body.comment), caller.id)


def _as_data(answered: Answered) -> dict[str, Any]:
    return {
        **to_json(answered.answer),
        "conversation": answered.conversation,
        "notice": notice(answered.answer.language),
    }


def _streamed(request: Request, body: AskBody, caller: Caller, service: Service) -> EventStream:
    question = body.asked()

    def work(tell: Tell) -> Response | None:
        narrator = _Narrator(tell)
        try:
            answered = service.desk.ask(question, caller, "api", body.conversation, narrator.watch)
        except AdvisorError as error:
            if not narrator.has_begun:
                return reply_to(request, error)
            told = problem_of(request, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told of an end
            told = unexpected(request, error)
            if not narrator.has_begun:
                return reply(request, told)
        else:
            narrator.finish(answered)
            return None
        tell("error", told.model_dump(exclude_none=True))
        return None

    return EventStream(work)


class _Narrator:
    """Tells of a question's way, once it is known in which language."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._waiting: list[Stage] = []
        self.has_begun = False

    def watch(self, seen: Stage | Statement) -> None:
        """Tell of a stage or a proven statement."""
        if isinstance(seen, Statement):
            self._tell("statement", statement_to_json(seen))
            return
        self._waiting.append(seen)
        if seen.language is not None:
            self._begin(seen.language)

    def finish(self, answered: Answered) -> None:
        """Tell the whole answer."""
        self._begin(answered.answer.language)
        self._tell("answer", _as_data(answered))

    def _begin(self, language: Language) -> None:
        if not self.has_begun:
            self.has_begun = True
            self._tell("notice", {"text": notice(language), "language": language})
        for stage in self._waiting:
            self._tell("stage", {"name": stage.name})
        self._waiting.clear()


def _wants_stream(accept: str) -> bool:
    """Whether events are wanted rather than JSON; HTTPException 406 if neither is."""
    qualities = _qualities(accept) or {"*/*": 1.0}
    as_json = _quality(qualities, "application/json")
    as_stream = _quality(qualities, MEDIA_TYPE)
    if not as_json and not as_stream:
        raise HTTPException(406)
    if as_json == as_stream:
        return MEDIA_TYPE in qualities and "application/json" not in qualities
    return as_stream > as_json


def _qualities(accept: str) -> dict[str, float]:
    found = {}
    for item in accept.split(","):
        media_type, *parameters = (part.strip().casefold() for part in item.split(";"))
        if media_type:
            given = [p.removeprefix("q=") for p in parameters if p.startswith("q=")]
            found[media_type] = _number(given[0]) if given else 1.0
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _quality(qualities: Mapping[str, float], media_type: str) -> float:
    """What the most specific range that fits gives."""
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((qualities[one] for one in ranges if one in qualities), 0.0)
