"""An answer that was kept, as a file to take along."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from advisor.channels.markdown import to_markdown_file
from advisor.channels.rendering import visible
from advisor.channels.web.access import CallerOf, ServiceOf
from advisor.channels.web.conversations import AnswerId, reads_of
from advisor.channels.web.links import citation_link
from advisor.channels.web.record_replies import RecordReply, record_data
from advisor.errors import RecordsUnusableError
from advisor.records.answers import Record
from advisor.records.reading_back import answer_of, question_of

Format = Literal["docx", "md", "json"]

MOST_NAME_CHARS = 80  # of a file's name, before its ending: systems hold 255 bytes

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES: Mapping[Format, str] = {
    "docx": _WORD,
    "md": "text/markdown",
    "json": "application/json",
}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%]')  # of files, on some system; % as in a web address

router = APIRouter(prefix="/v1/answers", tags=["records"])


@router.get(
    "/{id}/document",
    operation_id="take_answer",
    response_class=Response,
    response_description="The file, with its name in `Content-Disposition`.",
    responses={
        200: {
            "model": RecordReply,
            "content": {
                _WORD: {"schema": {"type": "string", "format": "binary"}},
                "text/markdown": {"schema": {"type": "string"}},
                "application/json": {},
            },
        }
    },
)
def document(
    request: Request,
    id: AnswerId,
    caller: CallerOf,
    service: ServiceOf,
    format: Annotated[
        Format,
        Query(
            description="`docx`: a Word document, for a decision or a register; `md`: Markdown;"
            " `json`: the record as it is kept."
        ),
    ] = "json",
) -> Response:
    """An answer as a file, with its quotes, its sources and what it was made with."""
    record = service.answers.record(id, reads_of(caller))
    content = _json(record) if format == "json" else _written(record, format, request)
    headers = {"Content-Disposition": _disposition(_name(record), format)}
    return Response(content, headers=headers, media_type=_MEDIA_TYPES[format])


def _json(record: Record) -> str:
    return json.dumps(record_data(record), ensure_ascii=False, indent=2) + "\n"


def _written(record: Record, format: Format, request: Request) -> bytes | str:
    try:
        answer, question = answer_of(record), question_of(record)
    except RecordsUnusableError as error:
        what = {"type": "record_of_another_version", "loc": ("query", "format")}
        raise RequestValidationError([what]) from error
    link = citation_link(request, answer.language)
    if format == "md":
        return to_markdown_file(answer, link)
    from advisor.channels.word import to_word  # a tenth of a second that a start need not wait for

    return to_word(answer, link, question.profile)


def _name(record: Record) -> str:
    """The day and the question, so that a folder of such files can be read; no ending."""
    question = record.answer.get("standalone_question") or record.asked["text"]
    words = _NOT_IN_NAMES.sub(" ", visible(f"{record.created[:10]} {question}")).split()
    return textwrap.wrap(" ".join(words), MOST_NAME_CHARS, break_on_hyphens=False)[0].rstrip(" .")


def _disposition(name: str, ending: str) -> str:
    """A name in any letters by RFC 8187, and by RFC 6266 one without accents for old programs."""
    parted = unicodedata.normalize("NFKD", name).replace("–", "-")
    plain = " ".join(parted.encode("ascii", "ignore").decode().split())
    encoded = quote(f"{name}.{ending}", safe="")
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{encoded}"
