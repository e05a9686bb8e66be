"""What those who run the service see of its use."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from advisor.channels.rendering import paragraphs
from advisor.errors import NotFoundError, RecordsUnusableError
from advisor.records.answers import Record
from advisor.records.feedback import Feedback
from advisor.records.periods import Period, local
from advisor.records.reading_back import answer_of
from advisor.records.statistics import CitedPassage
from advisor.service.parts import Service
from advisor.vocabulary import Language
from ui import figures, statistics_view
from ui.pages import caller_in, page
from ui.statistics_texts import TEXTS
from ui.statistics_view import Writer
from ui.texts import LANGUAGES, PATHS, other

PERIODS: dict[str, int | None] = {"7": 7, "30": 30, "90": 90, "365": 365, "all": None}
USUAL = "30"
LISTED = 10  # answers and passages, of those that lead a list

_ANSWERS = {"sv": "svar", "en": "answers"}  # below the statistics
_NOT_KEPT = {"Cache-Control": "no-store"}  # it tells of people


def router_of(service: Service) -> APIRouter:
    """The views in both languages."""
    router = APIRouter(include_in_schema=False)
    for language in LANGUAGES:
        _add(router, service, language)
    return router


def answer_address(language: Language, id: str) -> str:
    """Where somebody else's answer is read."""
    return f"{PATHS[language]['statistics']}/{_ANSWERS[language]}/{quote(id, safe='')}"


def _add(router: APIRouter, service: Service, language: Language) -> None:
    address = PATHS[language]["statistics"]

    @router.get(address)
    def statistics(request: Request, period: Annotated[str, Query()] = USUAL) -> Response:
        return _statistics(request, service, language, period)

    @router.get(f"{address}/{_ANSWERS[language]}/{{id}}")
    def answer(request: Request, id: str) -> Response:
        return _answer(request, service, language, id)


def _statistics(request: Request, service: Service, language: Language, chosen: str) -> Response:
    caller = caller_in(request)
    if caller is None or caller.rights.isdisjoint({"audit", "operate"}):
        return _refusal(request, language, 403, "forbidden_title", "forbidden")
    values: dict[str, Any] = {
        "period": None,
        "is_known": chosen in PERIODS,
        "chosen": chosen if chosen in PERIODS else USUAL,
        "choices": tuple(PERIODS),
        "may_audit": "audit" in caller.rights,
        "retention_days": figures.number(service.settings.retention_days, language),
    }
    if chosen in PERIODS:
        period = service.statistics.latest_days(PERIODS[chosen])
        values |= _figures(service, language, period, may_audit=values["may_audit"])
    found = page(
        request,
        "statistics.html",
        language,
        current="statistics",
        other_path=f"{PATHS[other(language)]['statistics']}?{urlencode({'period': chosen})}",
        texts=TEXTS[language],
        status=200 if chosen in PERIODS else 422,
        **values,
    )
    found.headers.update(_NOT_KEPT)
    return found


def _figures(
    service: Service, language: Language, period: Period | None, *, may_audit: bool
) -> dict[str, Any]:
    """All that the view shows of a period. What others wrote is read only for those who may."""
    if period is None:
        return {"charts": None}
    records, writer = service.statistics, Writer(language)
    tallies = records.tallies(period)
    shown = {"period": writer.days(period), "charts": None}
    if not any(tally.questions for tally in tallies):
        return shown
    cited = records.cited(period, LISTED)
    return shown | {
        "charts": {
            "asked": statistics_view.asked(writer, period, tallies),
            "channels": statistics_view.channels(writer, period, tallies),
            "unanswered": statistics_view.unanswered(writer, period, tallies),
            "judged": statistics_view.judged(writer, records.judged(period)),
            "cited": statistics_view.cited(writer, cited),
            "cited_sources": statistics_view.cited_sources(writer, cited),
        },
        "unanswered": records.unanswered(period, LISTED) if may_audit else (),
        "least_useful": records.least_useful(period, LISTED) if may_audit else (),
        "passages": cited.passages,
        "address_of": lambda id: answer_address(language, id),
        "place_of": lambda passage: _place_address(language, passage),
        "writer": writer,
        "moment": figures.moment,
    }


def _answer(request: Request, service: Service, language: Language, id: str) -> Response:
    caller = caller_in(request)
    if caller is None or "audit" not in caller.rights:
        return _refusal(request, language, 403, "forbidden_title", "forbidden_answer")
    try:
        record = service.answers.record(id, None)
    except NotFoundError:
        return _refusal(request, language, 404, "no_answer_title", "no_answer")
    found = page(
        request,
        "statistics_answer.html",
        language,
        current="statistics",
        other_path=answer_address(other(language), id),
        texts=TEXTS[language],
        **_shown(record, service.feedback.of(id, None), language),
    )
    found.headers.update(_NOT_KEPT)
    return found


def _shown(record: Record, said: list[Feedback], language: Language) -> dict[str, Any]:
    """An answer in the words that whoever asked was shown."""
    try:
        answer = answer_of(record)
    except RecordsUnusableError:
        answer = None
    return {
        "asked": record.asked["text"],
        "created": figures.moment(local(record.created)),
        "channel": Writer(language).label("channel", record.channel),
        "answer_language": language if answer is None else answer.language,
        "paragraphs": () if answer is None else [p for p in paragraphs(answer) if p.text],
        "said": said,
    }


def _refusal(
    request: Request, language: Language, status: int, title: str, reason: str
) -> Response:
    found = page(
        request,
        "statistics_refused.html",
        language,
        current="statistics",
        texts=TEXTS[language],
        status=status,
        title=TEXTS[language][title],
        reason=TEXTS[language][reason],
    )
    found.headers.update(_NOT_KEPT)
    return found


def _place_address(language: Language, passage: CitedPassage) -> str:
    place = urlencode({"start": passage.start, "end": passage.end})
    return f"{PATHS[language]['sources']}/{quote(passage.source)}?{place}#passage"
