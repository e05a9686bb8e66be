"""What belongs to figures and surveys: captions, debris of pictures, questions that were put."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.documents.parts import Part, part_text
from advisor.language.folding import fold, letters_only

DEBRIS_TOKENS = 5  # fewer are too few to judge
# Measured on the corpus, its scanned thesis included: of 710 paragraphs and list items 2 have
# fewer function words and no odd token; 0.2 and more are odd in what was read out of pictures.
ODD_SHARE = 0.12
FUNCTION_SHARE = 0.1
NUMBER_SHARE = 0.5
SURVEY_CHARS = 220  # a longer paragraph that ends in a question is an argument
_CAPTION = re.compile(
    r"^\W*(figur|bild|tabell|diagram|graf|karta|figure|table|chart|fig\.)\s*"
    r"\d{1,3}(\.\d{1,2})?[a-z]?\s*([:.–—|-]|$|(?=(?-i:[A-ZÅÄÖ”\"])))",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(r"^\W*(källa|källor|source|sources)\s?: ", re.IGNORECASE)
_SOURCE_ALONE = re.compile(r"^\([^()]{2,100}\b(1[89]|20)\d\d[a-z]?[^()]{0,20}\)\.?$")
_NUMBER = re.compile(r"[(<>≥≤±+-]?\d[\d\s.,:/–-]*%?[).,]?|%")
_OUTER = ".,;:!?()[]{}\"”“'’‘»«…–—-*/"
_WORD = re.compile(
    r"(?:[^\W\d_]{2,}|[^\W\d_](?=-))(?:[-–’'/.,:&@][^\W_]+)*[.:]?"
    r"|[^\W_]*\d[^\W_]*(?:[-–/.,:][^\W_]+)*%?"
)
_SMALL_WORDS = frozenset("iåàaoIÅA")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    och att i som av pa for ar en ett det den de med till om inte kan ska har eller vid fran men
    hur vad sa an man sig nar dar detta dessa denna blir bli var vara skulle sin sitt sina vi ni
    jag inom mellan genom samt vilka vilket bor maste mer under efter mot utan
    the of and to in is a that for it as was with be by on not this are or from at which have an
    has were been their its we they can should must will between
    """,
    )
)


def is_caption(text: str) -> bool:
    """Whether a line names a figure or table, or says where one comes from."""
    return bool(_CAPTION.match(text)) or (len(text) < 120 and bool(_SOURCE_LINE.match(text)))


def is_open_caption(text: str) -> bool:
    """Whether a caption stops inside its parenthesis, so that the next line belongs to it."""
    return text.count("(") > text.count(")")


def caption_quotes(text: str) -> list[str]:
    """What a caption quotes: questions and statements that a survey put to people."""
    return re.findall(r"[”\"“]\s*([^”\"“]+?)\s*[”\"“]", text)


def is_debris(text: str) -> bool:
    """Whether these are labels read out of a picture and not words that somebody wrote in a row.

    Told by the share of tokens that are no proper words (symbols inside a word, letters by
    themselves) or are numbers, where the small words that hold sentences together are missing.
    """
    tokens = text.split()
    if len(tokens) < DEBRIS_TOKENS:
        return False
    held_together = function_share(text)
    if held_together >= FUNCTION_SHARE or (held_together and text.endswith((".", "!", "?"))):
        return False
    numbers = sum(bool(_NUMBER.fullmatch(token)) for token in tokens)
    return odd_share(text) >= ODD_SHARE or numbers >= NUMBER_SHARE * len(tokens)


def odd_share(text: str) -> float:
    """The share of tokens that are neither words nor numbers, 0 to 1."""
    tokens = [token for token in text.split() if token not in ("&", "–", "-", "/")]
    return sum(map(_is_odd, tokens)) / max(len(tokens), 1)


def function_share(text: str) -> float:
    """The share of words that hold sentences together, Swedish or English, 0 to 1."""
    words = re.findall(r"[^\W\d_]+", fold(text))
    return sum(word in _FUNCTION_WORDS for word in words) / max(len(words), 1)


def is_prose(text: str) -> bool:
    """Whether a note says something in a sentence, and is not a source alone."""
    is_long = sum(c.isalpha() for c in text) >= 40
    return is_long and text[-1:] in ".?!" and function_share(text) >= FUNCTION_SHARE


def mark_figures(parts: Sequence[Part], raw: str, quoted: frozenset[str]) -> list[Part]:
    """The parts with debris of figures as captions and what a survey asked as survey questions.

    `quoted` holds the letters of what captions quote.
    """
    return _mark_survey_items(_mark_debris(parts, raw), raw, quoted)


def _is_odd(token: str) -> bool:
    core = token.strip(_OUTER)
    if not core:
        return True
    if core in _SMALL_WORDS or "://" in core or core.startswith("www."):
        return False
    if _NUMBER.fullmatch(core):
        return False
    has_digit_inside = re.search(r"[^\W\d_]\d+[^\W\d_]|^\d+[^\W\d_]{2,}", core)
    return _WORD.fullmatch(core) is None or has_digit_inside is not None


def _mark_debris(parts: Sequence[Part], raw: str) -> list[Part]:
    done = list(parts)
    for index, part in enumerate(done):
        if part.kind != "paragraph":
            continue
        text = part_text(part, raw)
        if is_debris(text) or _SOURCE_ALONE.match(text):
            done[index] = replace(part, kind="caption")
    for indexes in (range(1, len(done)), range(len(done) - 2, -1, -1)):
        step = -1 if indexes.step > 0 else 1
        for index in indexes:
            part, beside = done[index], done[index + step]
            if part.kind != "paragraph" or beside.kind != "caption":
                continue
            if is_debris(part_text(beside, raw)) and _is_label(part_text(part, raw)):
                done[index] = replace(part, kind="caption")
    return done


def _is_label(text: str) -> bool:
    """A word or a few that say nothing by themselves."""
    is_short = len(text.split()) <= 10 and text[-1:] not in ".?!:;"
    return is_short and function_share(text) < 0.15


def _mark_survey_items(parts: Sequence[Part], raw: str, quoted: frozenset[str]) -> list[Part]:
    """A line of its own that asks, what a caption quotes, and a cut-off explanation after it."""
    done: list[Part] = []
    for part in parts:
        if part.kind == "paragraph":
            text = part_text(part, raw)
            follows = bool(done) and done[-1].kind == "survey_question"
            asks = text.endswith("?") and len(text) < SURVEY_CHARS and text.count(".") == 0
            is_cut = text.endswith(("...", "…")) or (follows and _is_broken_off(text))
            if asks or is_cut or letters_only(text) in quoted:
                part = replace(part, kind="survey_question")
        done.append(part)
    return done


def _is_broken_off(text: str) -> bool:
    """Whether the last word is none, or the sentence has no end."""
    if text[-1:] not in '.?!:;”")»':
        return True
    last = re.search(r"([^\W\d_]+)\.$", text)
    return last is not None and last[1].islower() and not re.search("[aeiouyåäö]", last[1])
