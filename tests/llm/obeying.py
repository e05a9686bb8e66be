"""Models that do harm by hand: they read the evidence, and write what they are made to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import docx

from advisor.channels.markdown import to_markdown, to_markdown_file
from advisor.channels.rendering import to_json, to_text
from advisor.channels.word import to_word
from advisor.llm.model import Hear, ModelReply, ModelRequest
from advisor.types import Answer
from ui.answers import answer_view
from ui.conversation_texts import TEXTS
from ui.pages import render
from ui.texts import PATHS

Piece = Mapping[str, Any]
Write = Callable[[Sequence[Piece]], Sequence[Mapping[str, object]]]


class ReadingModel:
    """Writes whatever a function makes of the evidence that it was given."""

    name = "openai:x"
    where = "llm.example.se"

    def __init__(self, write: Write) -> None:
        self.write = write
        self.seen: list[Piece] = []
        self.systems: list[str] = []

    def ask(self, request: ModelRequest, _hear: Hear | None = None) -> ModelReply:
        lines = request.user.splitlines()
        pieces = [json.loads(line) for line in lines if line.startswith('{"number"')]
        self.seen += pieces
        self.systems.append(request.system)
        return ModelReply(json.dumps({"statements": list(self.write(pieces))}), 1, 1, 0.0)

    def forget(self, _request: ModelRequest) -> None:
        pass


def standing_on(piece: Piece, text: str) -> dict[str, object]:
    """A statement whose evidence and words are in order, whatever it says."""
    return {
        "role": "finding",
        "text": text,
        "evidence": [piece["number"]],
        "words": [piece["text"]],
    }


def shown(answer: Answer) -> dict[str, str]:
    """The answer in each form in which it reaches a reader."""
    view = answer_view(answer, lambda _: (), answer.language, to_text(answer))
    page = render(
        "_answer.html",
        answer=view,
        conversation="c-1",
        said=None,
        comment=None,
        language=answer.language,
        paths=PATHS[answer.language],
        t=TEXTS[answer.language],
        a=TEXTS[answer.language],
        examples=(),
    )
    word = docx.Document(BytesIO(to_word(answer)))
    return {
        "text": to_text(answer),
        "json": json.dumps(to_json(answer), ensure_ascii=False),
        "markdown": to_markdown(answer),
        "markdown file": to_markdown_file(answer),
        "page": page,
        "word": "\n".join(p.text for p in word.paragraphs),
    }
