"""A document's text as a person sees it."""

from __future__ import annotations

from advisor.types import Document


def seen_text(document: Document) -> str:
    """Its reading text, each hidden letter a blank, so that places stay the same.

    Whoever hides text in a file speaks to the language model, not to readers.
    """
    parts: list[str] = []
    at = 0
    for block in document.blocks:
        if block.hidden and block.end > at:
            start = max(block.start, at)
            parts += (document.text[at:start], " " * (block.end - start))
            at = block.end
    return "".join((*parts, document.text[at:]))
