"""Where things are that one is led to: answers, sources and places in them."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlencode

from advisor.types import Citation
from advisor.vocabulary import Language
from ui.texts import PATHS

PASSAGE = "passage"  # the part of a reader's page that a place in a source is
_PROOF_CHARS = 12  # of a checksum: enough to notice that other words stand there now


def source_address(language: Language, citation: Citation, answer_id: str | None = None) -> str:
    """Where a citation is shown in its source; with the answer's id the page leads back to it."""
    values = {"start": citation.start, "end": citation.end, "sha": proof_of(citation.quote)}
    back = {} if answer_id is None else {"answer": answer_id}
    return f"{source_page(language, citation.source)}?{urlencode(values | back)}#{PASSAGE}"


def place_address(
    language: Language, source: str, start: int, end: int, asked: str | None = None
) -> str:
    """Where text[start:end] of a source is shown, found by what was searched for."""
    found_by = {} if asked is None else {"q": asked}
    values = urlencode({"start": start, "end": end} | found_by)
    return f"{source_page(language, source)}?{values}#{PASSAGE}"


def source_page(language: Language, source: str) -> str:
    """Where a source is read."""
    return f"{PATHS[language]['sources']}/{quote(source, safe='/')}"


def ask_address(language: Language, question: str) -> str:
    """Where a question stands ready to be asked."""
    return f"{PATHS[language]['ask']}?{urlencode({'q': question})}"


def conversation_address(language: Language, conversation: str, answer_id: str = "") -> str:
    """A conversation, at one of its answers where that is named."""
    address = f"{PATHS[language]['ask']}?{urlencode({'c': conversation})}"
    return f"{address}#{answer_id}" if answer_id else address


def proof_of(text: str) -> str:
    """Tells a text from others, in an address: the beginning of its checksum."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_PROOF_CHARS]
