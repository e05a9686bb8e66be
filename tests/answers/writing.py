"""What a language model writes, made by hand for tests of the composer that asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from advisor.answers.evidence import Evidence
from advisor.answers.extractive import ExtractiveComposer
from advisor.answers.generative import FallbackComposer, GenerativeComposer
from advisor.answers.proving import Check
from advisor.llm.model import Model, ModelReply
from advisor.vocabulary import Language
from tests.fakes import Shelf

SECRET = b"of the tests"


def said(
    text: str, evidence: Sequence[object] = (1,), words: Sequence[str] = (), role: str = "finding"
) -> dict[str, object]:
    """A statement in the form that the model is to give."""
    return {"role": role, "text": text, "evidence": list(evidence), "words": list(words)}


def replied(*statements: object, tokens_out: int = 30, seconds: float = 0.1) -> ModelReply:
    """A reply that holds the statements."""
    text = json.dumps({"statements": statements}, ensure_ascii=False)
    return ModelReply(text, 100, tokens_out, seconds)


def passes(_text: str, _language: Language, _evidence: Sequence[Evidence]) -> str | None:
    """A check that finds nothing wrong."""
    return None


def stops(*texts: str) -> Check:
    """A check that finds these texts wrong."""

    def check(text: str, _language: Language, _evidence: Sequence[Evidence]) -> str | None:
        return "number_not_in_quote" if text in texts else None

    return check


def composer(
    shelf: Shelf,
    model: Model,
    check: Check = passes,
    *,
    seconds: float = 20.0,
    most_tokens: int = 1_000,
    secret: bytes | None = SECRET,
    clock: Callable[[], float] = lambda: 0.0,
) -> FallbackComposer:
    """One that asks the model, over the sentences of a shelf."""
    generative = GenerativeComposer(
        model,
        check,
        shelf.document,
        seconds=seconds,
        most_tokens=most_tokens,
        secret=secret,
        clock=clock,
    )
    return FallbackComposer(ExtractiveComposer(shelf), generative)
