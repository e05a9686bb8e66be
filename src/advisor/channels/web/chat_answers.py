"""An answer as a chat completion of OpenAI's interface, whole or in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advisor.channels.markdown import Link, citations_of, first_marks, to_markdown
from advisor.channels.rendering import visible
from advisor.channels.web.chat_bodies import MODEL
from advisor.service.desk import Answered
from advisor.types import Citation, Question
from advisor.vocabulary import Language

_PAGE: Mapping[Language, str] = {"sv": "s.", "en": "p."}

DONE = "data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer with its text and annotations, the same in both forms."""

    answered: Answered
    content: str
    annotations: list[dict[str, Any]]
    usage: dict[str, int]

    def whole(self) -> dict[str, Any]:
        """As one object."""
        message = {"role": "assistant", "content": self.content, "refusal": None}
        choice = {
            "index": 0,
            "message": {**message, "annotations": self.annotations},
            "logprobs": None,
            "finish_reason": "stop",
        }
        head = self._head("chat.completion")
        return {**head, "choices": [choice], "usage": self.usage, "advisor": self._ours()}

    def stream(self, *, with_usage: bool) -> Iterator[str]:
        """As server-sent events, line by line.

        They follow upon the finished answer: its summary stands first and is known last, so what
        is proven could not be shown earlier in the same order. It takes tenths of a second.
        """
        usage: dict[str, Any] = {"usage": None} if with_usage else {}
        head = self._head("chat.completion.chunk")
        first = _delta(role="assistant", content="")
        yield _event({**head, **first, **usage, "advisor": self._ours()})
        for line in self.content.splitlines(keepends=True):
            yield _event({**head, **_delta(content=line), **usage})
        if self.annotations:
            yield _event({**head, **_delta(annotations=self.annotations), **usage})
        yield _event({**head, **_delta(finish_reason="stop"), **usage})
        if with_usage:
            yield _event({**head, "choices": [], "usage": self.usage})
        yield DONE

    def _head(self, kind: str) -> dict[str, Any]:
        answer = self.answered.answer
        return {
            "id": f"chatcmpl-{answer.id}",
            "object": kind,
            "created": int(datetime.fromisoformat(answer.created).timestamp()),
            "model": MODEL,
            "system_fingerprint": answer.provenance.index_build,
        }

    def _ours(self) -> dict[str, str]:
        """Beyond OpenAI's interface: by what the record of the answer is found."""
        answer = self.answered.answer
        conversation = self.answered.conversation
        return {"answer": answer.id, "conversation": conversation, "status": answer.status}


def completion(answered: Answered, question: Question, link: Link) -> Completion:
    """The answer for a chat; the notice stands in the first one of a conversation."""
    content = to_markdown(answered.answer, link, notice=not question.history)
    return Completion(
        answered=answered,
        content=content,
        annotations=_annotations(answered, content, link),
        usage=_usage(" ".join((*question.history, question.text)), content),
    )


def _annotations(answered: Answered, content: str, link: Link) -> list[dict[str, Any]]:
    """One for each citation, at its first number in the text; indexes are in characters."""
    citations = citations_of(answered.answer)
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": mark.start,
                "end_index": mark.end,
                "title": _title(citations[mark.number], answered.answer.language),
                "url": link(citations[mark.number]),
            },
        }
        for mark in first_marks(content)
    ]


def _title(citation: Citation, language: Language) -> str:
    title = visible(" › ".join((citation.title, *citation.section)))
    return title if citation.page is None else f"{title}, {_PAGE[language]} {citation.page}"


def _usage(prompt: str, content: str) -> dict[str, int]:
    """In words: no language model reads or writes here, so there are no tokens to count."""
    read, written = len(prompt.split()), len(content.split())
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _delta(finish_reason: str | None = None, **delta: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return {"choices": [choice]}


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
