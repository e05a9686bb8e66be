"""How others do it with a language model: whole documents in the context, and whatever it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.answers.evidence import Evidence, boundary_for
from advisor.answers.forms import PLANS
from advisor.answers.prompts import reply_schema, system_prompt, user_prompt
from advisor.llm.budget import LETTERS_PER_TOKEN
from advisor.llm.model import Model, ModelError, ModelReply, ModelRequest
from advisor.pipeline import Understand
from advisor.settings import Settings
from advisor.types import Document, Question, Span
from evals.subjects import AdvisorSubject, Observation

CONTEXT_TOKENS = 150_000  # most models have room for 200,000, with what is asked and answered
QUOTE_NOT_FOUND = "quote_not_found"
_SECRET = b"evals"  # the same in every run, so that replies can be found again


class WholeDocuments:
    """Gives the model documents in place of evidence, with the same rules and form of reply.

    Nothing that it says is checked. Its quotes are looked up, so that they can be scored and
    counted; a quote that does not stand in the document is no citation.
    """

    name = "whole documents in the context"

    def __init__(
        self,
        ours: AdvisorSubject,
        documents: Sequence[Document],
        understanding: Understand,
        model: Model,
        settings: Settings,
    ) -> None:
        """`ours` tells where words of a document stand in its file."""
        self.passages, self.reading, self.place = ours.passages, ours.reading, ours.place
        self.given = tuple(_fitting(documents))
        self._raws = {one.source.file: one.raw for one in self.given}
        self._understanding = understanding
        self._model = model
        self._settings = settings
        self._evidence = tuple(_as_evidence(n, one) for n, one in enumerate(self.given, start=1))

    def observe(self, question: Question) -> Observation:
        """One call, with the question as advisor understands it."""
        query = self._understanding.understand(question)
        boundary = boundary_for(query, self._evidence, _SECRET)
        request = ModelRequest(
            system_prompt(query),
            user_prompt(query, self._evidence, boundary),
            reply_schema(PLANS[query.form].statements),
            self._settings.llm_tokens,
            self._settings.llm_seconds,
        )
        try:
            statements, missed = self._stated(self._model.ask(request))
        except ModelError:
            statements, missed = [], 0
        return Observation(_answer(statements, missed), ())

    def _stated(self, reply: ModelReply) -> tuple[list[dict[str, Any]], int]:
        """The statements in the JSON form of the Answer, and how many quotes stand nowhere."""
        statements, missed = [], 0
        for said in _said(reply, self._model.where):
            named = [one for one in self._evidence if one.number in said["evidence"]]
            found = [self._citation(words, named) for words in said["words"]]
            missed += found.count(None)
            statements.append({"text": said["text"], "citations": [c for c in found if c]})
        return statements, missed

    def _citation(self, words: str, named: Sequence[Evidence]) -> dict[str, Any] | None:
        """Where the words stand, letter for letter, in one of the documents that are named."""
        for one in named:
            start = one.span.quote.find(words)
            if start >= 0 and words.strip():
                end = start + len(words)
                source = one.span.source
                raw = self.place(source, start, end)
                return {
                    "source": source,
                    "quote": words,
                    "raw_quote": self._raws[source][raw.start : raw.end],
                    "start": start,
                    "end": end,
                    "raw_start": raw.start,
                    "raw_end": raw.end,
                }
        return None


def _fitting(documents: Sequence[Document]) -> Iterator[Document]:
    """As many whole documents as there is room for, in the order of the list."""
    room = CONTEXT_TOKENS * LETTERS_PER_TOKEN
    for document in documents:
        if len(document.text) <= room:
            room -= len(document.text)
            yield document


def _as_evidence(number: int, document: Document) -> Evidence:
    span = Span(document.source.file, 0, len(document.text), document.text)
    return Evidence(number, span, None, document.source, (), "sv", None)


def _said(reply: ModelReply, where: str) -> list[dict[str, Any]]:
    """The statements of a reply; ModelError where it is not of the form."""
    try:
        statements = json.loads(reply.text)["statements"]
        return [
            {
                "text": str(one["text"]),
                "evidence": list(one["evidence"]),
                "words": [str(words) for words in one["words"]],
            }
            for one in statements
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("bad_reply", where) from error


def _answer(statements: Sequence[Mapping[str, Any]], missed: int) -> dict[str, Any]:
    return {
        "status": "answered" if statements else "no_evidence",
        "statements": list(statements),
        "nearest": [],
        "unsupported": [{"text": "", "reason": QUOTE_NOT_FOUND}] * missed,
        "provenance": {"composer": None},
    }
