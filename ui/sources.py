"""The sources: which there are, and each of them to be read and searched."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from advisor.channels.rendering import visible
from advisor.channels.web.access import ServiceOf
from advisor.documents.places import locate, page_at
from advisor.errors import (
    AccessDeniedError,
    IndexUnusableError,
    NotAllowedError,
    NotFoundError,
    RecordsUnusableError,
)
from advisor.service.outline import outline
from advisor.service.parts import Service
from advisor.types import Document, Place
from advisor.vocabulary import Language
from ui.addresses import (
    PASSAGE,
    ask_address,
    conversation_address,
    place_address,
    proof_of,
    source_page,
)
from ui.figures import number
from ui.pages import caller_in, page
from ui.reading import Cited, mended_words, reading
from ui.searching import Match, search
from ui.section_tree import entries
from ui.source_facts import facts, warning
from ui.source_texts import TEXTS
from ui.texts import LANGUAGES, PATHS, other
from ui.texts import TEXTS as FRAME

MOST_ASKED_CHARS = 200
MOST_FOUND = 100  # matches that are shown
MOST_CITED = 20  # passages that are listed
_MOST_OFFSET_DIGITS = 10
_LEAST_BYTES = 2_000  # to compress; a shorter page gains nothing
_COMPRESSION = 5  # of 9: beyond it takes longer than it saves

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """text[start:end] of a source, to which a reader was led."""

    start: int
    end: int
    place: Place
    quote: str
    raw: str


class _NoPlaceError(Exception):
    """The address names a place that its source does not have, or that has other words now."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def listing(request: Request, service: ServiceOf) -> Response:
    """All sources of the index in use."""
    language = _reader_language(request)
    try:
        listed = service.library.listed()
        warnings = service.library.warnings()
    except IndexUnusableError:
        return _problem(request, language, "no_index", 503)
    if not listed:
        return _problem(request, language, "empty", 503)
    cards = [
        {
            "source": one.source,
            "address": source_page(language, one.source.file),
            "facts": facts(one.source, language, one),
            "warnings": [warning(text, language) for text in warnings.get(one.source.file, ())],
        }
        for one in listed
    ]
    told = _page(request, "sources.html", language, FRAME[language]["sources"], cards=cards)
    return _compressed(request, told)


def source(
    request: Request,
    id: str,
    service: ServiceOf,
    start: str | None = None,
    end: str | None = None,
    sha: str | None = None,
    answer: str | None = None,
    q: str | None = None,
) -> Response:
    """A source as it is read; with `start` and `end` at a place, with `q` what is found in it.

    `sha` proves that the place still has the words that it was cited for.
    """
    language = _reader_language(request)
    asked = visible(q or "").strip()
    try:
        document = service.library.document(id)
        shown = _shown(document, start, end, sha)
        if asked and shown is None:
            told = _found(request, language, service, document, asked)
        else:
            back = _back(request, service, language, answer)
            told = _read(request, language, service, document, shown, asked=asked, back=back)
    except IndexUnusableError:
        return _problem(request, language, "no_index", 503)
    except NotFoundError:
        return _problem(request, language, "no_source", 404)
    except _NoPlaceError as error:
        return _problem(request, language, error.code, 404, source=id)
    return _compressed(request, told)


for _each in LANGUAGES:
    router.add_api_route(PATHS[_each]["sources"], listing)
    router.add_api_route(PATHS[_each]["sources"] + "/{id:path}", source)


def _reader_language(request: Request) -> Language:
    """The language of the page that is asked for, of whoever may read sources."""
    caller = caller_in(request)
    if caller is None:
        raise AccessDeniedError("A key or a login is needed to read the sources.")
    if caller.rights.isdisjoint({"ask", "audit"}):
        raise NotAllowedError(f"{caller.name} may not read the sources. Use a key that may ask.")
    path = request.url.path
    return next(each for each in LANGUAGES if path.startswith(PATHS[each]["sources"]))


def _shown(document: Document, start: str | None, end: str | None, sha: str | None) -> Shown | None:
    """The place that an address names; None where it names none."""
    if start is None and end is None:
        return None
    first, last = _offset(start), _offset(end)
    words = document.text[first:last] if first < last <= len(document.text) else ""
    if not words.strip():
        raise _NoPlaceError("no_place")
    if sha is not None and sha != proof_of(words):
        raise _NoPlaceError("moved")
    place = locate(document, first, last)
    return Shown(first, last, place, words, document.raw[place.raw_start : place.raw_end])


def _offset(written: str | None) -> int:
    is_number = written is not None and written.isascii() and written.isdigit()
    if written is None or not is_number or len(written) > _MOST_OFFSET_DIGITS:
        raise _NoPlaceError("no_place")
    return int(written)


def _back(request: Request, service: Service, language: Language, answer: str | None) -> str | None:
    """Where the answer is that led here; None unless it is the reader's own."""
    caller = caller_in(request)
    if answer is None or caller is None:
        return None
    try:
        record = service.answers.record(answer, caller.id)
    except (NotFoundError, RecordsUnusableError):
        return None
    return conversation_address(language, record.conversation, record.id)


def _read(
    request: Request,
    language: Language,
    service: Service,
    document: Document,
    shown: Shown | None,
    *,
    asked: str,
    back: str | None,
) -> HTMLResponse:
    """The whole text, at a place where one is named."""
    cited = _cited(service, document)
    span = (shown.start, shown.end) if shown else None
    return _source_page(
        request,
        "source.html",
        language,
        document,
        at=shown.start if shown else None,
        groups=reading(document, span, cited),
        shown=shown,
        asked=asked,
        back=back,
        mended=mended_words(document),
        cited=[_listed_passage(document, passage, language) for passage in _most(cited)],
        cited_count=len(cited),
    )


def _found(
    request: Request, language: Language, service: Service, document: Document, asked: str
) -> HTMLResponse:
    """The sentences that have what was searched for."""
    is_too_long = len(asked) > MOST_ASKED_CHARS
    matches: tuple[Match, ...] = ()
    if not is_too_long:
        with service.live.lent() as index:
            matches = search(document, asked, index.evidence)
    return _source_page(
        request,
        "source_hits.html",
        language,
        document,
        at=None,
        asked=asked[:MOST_ASKED_CHARS],
        is_too_long=is_too_long,
        count=len(matches),
        hits=[_hit(document, match, language, asked) for match in matches[:MOST_FOUND]],
        ask_instead=ask_address(language, asked),
    )


def _source_page(
    request: Request,
    template: str,
    language: Language,
    document: Document,
    *,
    at: int | None,
    **values: Any,
) -> HTMLResponse:
    """A page on one source."""
    file = document.source.file
    query = f"?{request.url.query}" if request.url.query else ""
    return _page(
        request,
        template,
        language,
        document.source.display_title,
        other_path=source_page(other(language), file) + query + (f"#{PASSAGE}" if at else ""),
        source=document.source,
        address=source_page(language, file),
        facts=facts(document.source, language),
        warnings=[warning(text, language) for text in document.warnings],
        sections=entries(outline(document), at),
        **values,
    )


def _page(
    request: Request, template: str, language: Language, title: str, **values: Any
) -> HTMLResponse:
    def n(count: int) -> str:
        return number(count, language)

    return page(
        request,
        template,
        language,
        current="sources",
        texts=TEXTS[language],
        title=title,
        n=n,
        most_asked=MOST_ASKED_CHARS,
        **values,
    )


def _problem(
    request: Request, language: Language, code: str, status: int, source: str | None = None
) -> HTMLResponse:
    """A page that says what is wrong and where to go on."""
    return _page(
        request,
        "source_problem.html",
        language,
        TEXTS[language][f"{code}_title"],
        status=status,
        reason=TEXTS[language][code],
        retry=request.url.path if status == 503 else None,
        address=source_page(language, source) if source is not None else None,
        other_path=PATHS[other(language)]["sources"],
    )


def _cited(service: Service, document: Document) -> list[Cited]:
    """What answers of anyone have cited and the source still has."""
    try:
        passages = service.statistics.cited_in(document.source.file)
    except RecordsUnusableError:  # the text can be read without
        return []
    return [
        Cited(it.start, it.end, it.answers)
        for it in passages
        if it.quote and document.text[it.start : it.end] == it.quote
    ]


def _most(cited: Sequence[Cited]) -> list[Cited]:
    return sorted(cited, key=lambda it: (-it.answers, it.start))[:MOST_CITED]


def _listed_passage(document: Document, cited: Cited, language: Language) -> dict[str, Any]:
    return {
        "text": document.text[cited.start : cited.end],
        "answers": cited.answers,
        "language": locate(document, cited.start, cited.end).language,
        "address": place_address(language, document.source.file, cited.start, cited.end),
    }


def _hit(document: Document, match: Match, language: Language, asked: str) -> dict[str, Any]:
    file = document.source.file
    return {
        "match": match,
        "page": page_at(document, match.start),
        "address": place_address(language, file, match.start, match.end, asked),
    }


def _compressed(request: Request, told: HTMLResponse) -> HTMLResponse:
    """The page in as few bytes as the browser takes: a long report is most of a megabyte."""
    told.headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", "") or len(told.body) < _LEAST_BYTES:
        return told
    told.body = gzip.compress(told.body, _COMPRESSION, mtime=0)
    told.headers["Content-Encoding"] = "gzip"
    told.headers["Content-Length"] = str(len(told.body))
    return told
