"""What no statement may hold, whatever its quotes say: links, markup, orders, other languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from advisor.answers.support_words import Lexicon
from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.words import FUNCTION_WORDS, tokens
from advisor.vocabulary import Language

FEWEST_TO_TELL = 6  # words from which the language of a text can be told
LEAST_KNOWN = 0.5  # share of words that are of the language or stand in the quotes
MOST_CHARS = 700  # of a statement: longer ones are no statement

_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://|\b(?:www|ftp)\.|\b(?:mailto|javascript|data|tel):\S"
    r"|\b[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\s?\(dot\)\s?)\w+"
    r"|\b(?:[\w-]+\.)+(?:se|nu|com|org|net|eu|io|info|biz|xyz|ru|cn|co|me|dev|app|link|online|site"
    r"|top|gov|edu|no|dk|fi|de|uk|fr|ai|ly|gl)\b(?!\.?\w)|\b(?:[\w-]+\[\.\])+\w+"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|\bhxxps?\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+\d{1,3}|0\d{1,3})[\s()/-]*\d(?:[\s()/-]*\d){5,10}(?![\w%])")
_MARKUP = re.compile(
    r"<\s*/?\s*[a-z!][^<>]*>|!?\[[^\]]*\]\s?\([^)]*\)|\]\(|^\s{0,3}#{1,6}\s|^\s{0,3}>\s|```|~~~"
    r"|\*\*|__\w|`[^`]+`|^\s*\|.*\||&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|\{\{|\}\}|\\u[0-9a-f]{4}"
    r"|<\|[^|]*\|>|\[/?INST\]",
    re.IGNORECASE | re.MULTILINE,
)
# Said to whoever reads, person or machine; each must stand in a quote to be told.
_ORDER = re.compile(
    r"\b(?:ignor\w+|disregard|override|forget) (?:\w+ ){0,3}?(?:instruction|instruktion|previous"
    r"|above|tidigare|ovanstående|rule|regel|regler|prompt|question|fråga)\w*"
    r"|\b(?:bortse|strunta) (?:från|i) (?:\w+ ){0,3}?(?:instruktion|tidigare|ovan|regler|fråga)\w*"
    r"|\b(?:glöm) (?:\w+ ){0,3}?(?:instruktion|tidigare|ovan|regler)\w*"
    r"|\b(?:system ?prompt|systemprompt\w*|systeminstruktion\w*|developer message|jailbreak)\b"
    r"|\b(?:som en|as an?) (?:ai|språkmodell|language model|assistant|assistent)\b"
    r"|\b(?:klicka|click|tryck) (?:här|på|here|on|the)\b"
    r"|\b(?:ring|kontakta|maila|mejla|skriv till|hör av dig|besök|ladda ner|logga in|betala|swisha"
    r"|skicka|köp|beställ) (?:till |oss|mig|in |på |via |dem |din\w* |ditt |er |den |det |nu\b"
    r"|direkt)"
    r"|(?:^|[.!?:;]\s+)(?:ring|kontakta|maila|mejla|klicka|besök|ladda|logga|betala|swisha|skicka"
    r"|köp|beställ|svara|skriv|call|contact|e-?mail|visit|download|pay|send|buy|order|click|log in"
    r"|reply|answer|respond|write|ignore|disregard|glöm|forget|bortse|strunta|reveal|avslöja)\b"
    r"|\b(?:call|contact|e-?mail|text) (?:us|me|them|the (?:help|support|number)\w*|your|our)\b"
    r"|\b(?:your|ditt?|dina) (?:password|lösenord|card|kort\w*|bank ?id\w*|account|konto\w*)\b"
    r"|\b(?:vänligen|please|snälla)\b",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\U000e0000-\U000e007f]"
)


def unfit_text(
    statement: str, language: Language, quotes: Sequence[str], lexicon: Lexicon
) -> str | None:
    """`link`, `markup`, `instruction`, `other_language`, `too_long`, `empty` or None."""
    if not tokens(statement):
        return "empty"
    if len(statement) > MOST_CHARS:
        return "too_long"
    # As a reader sees it, and as it may be pasted: a link of wide letters is a link.
    seen = unicodedata.normalize("NFKC", statement)
    if _LINK.search(seen) or _PHONE.search(seen):
        return "link"
    if _MARKUP.search(statement) or _INVISIBLE.search(statement) or "\n" in statement.strip():
        return "markup"
    if any(not _stands_in(match[0], quotes) for match in _ORDER.finditer(seen)):
        return "instruction"
    return "other_language" if _is_foreign(seen, language, quotes, lexicon) else None


def _stands_in(words: str, quotes: Sequence[str]) -> bool:
    wanted = fold(words).strip(" .!?:;")
    return any(wanted in fold(quote) for quote in quotes)


def _is_foreign(
    statement: str, language: Language, quotes: Sequence[str], lexicon: Lexicon
) -> bool:
    """Whether a statement is not in the language it is meant to be in."""
    letters = [c for c in statement if c.isalpha()]
    if any("LATIN" not in unicodedata.name(c, "") for c in letters):
        return True
    words = [token.text for token in tokens(statement) if token.text.isalpha()]
    if len(words) < FEWEST_TO_TELL:
        return False
    if detect_language(statement) != language:
        return True
    quoted = {fold(token.text) for quote in quotes for token in tokens(quote)}
    known = sum(_is_of(word, language, quoted, lexicon) for word in words)
    return known < LEAST_KNOWN * len(words)


def _is_of(word: str, language: Language, quoted: set[str], lexicon: Lexicon) -> bool:
    form = word.casefold()
    return form in FUNCTION_WORDS[language] or fold(word) in quoted or lexicon.has(form, language)
