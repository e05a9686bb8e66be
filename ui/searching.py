"""Searching within a document: words in any of their forms, in the sentences that have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.language.words import Token, content_words, tokens
from advisor.types import Block, Document
from advisor.vocabulary import Language

_LEAST_BEGINNING = 3  # letters that a word must begin with to be found by them
_LEAST_WITHIN = 5  # letters that a word must have somewhere
_LANGUAGES: tuple[Language, ...] = ("sv", "en")

_Form = tuple[str, Language]


class Words(Protocol):
    """What an index knows of the words of its documents."""

    def lemma_of(self, form: str) -> str | None:
        """The lemma of "sv:form" or "en:form"."""
        ...

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """Of a folded lemma, last: the parts of a compound."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence, text[start:end] of its document, that has all the words searched for."""

    start: int
    end: int
    section: tuple[str, ...]
    language: Language
    pieces: tuple[tuple[str, bool], ...]  # its text, cut in order: whether it was searched for


def search(document: Document, asked: str, words: Words) -> tuple[Match, ...]:
    """The sentences of a document that have every word asked for, in reading order.

    Letter case, diacritics and inflection do not matter, and a word is found in its compounds.
    Words that say little are left out unless there are no others.
    """
    wanted = _wanted(asked)
    if not wanted:
        return ()
    read = [(block, _tokens(document, block)) for block in document.blocks if not block.hidden]
    forms = {(t.text.casefold(), block.language) for block, found in read for t in found}
    hits = _hits(forms, wanted, words)
    return tuple(
        match
        for block, found in read
        for match in _matches(document, block, found, hits, wanted.keys())
    )


def _wanted(asked: str) -> dict[str, str]:
    """The words asked for: as they are compared, and as they are written."""
    said = content_words(asked, detect_language(asked)) or tokens(asked)
    return {fold(token.text): token.text.casefold() for token in said}


def _tokens(document: Document, block: Block) -> list[Token]:
    return tokens(document.text[block.start : block.end])


def _hits(
    forms: Set[_Form], wanted: Mapping[str, str], words: Words
) -> Mapping[_Form, frozenset[str]]:
    """The forms of a document that stand for words asked for, each with those words."""
    lemmas = {form: _lemma(form, words) for form in forms}
    meant = {word: _lemmas_of(word, wanted[word], lemmas, words) for word in wanted}
    hits: dict[_Form, frozenset[str]] = {}
    for form, lemma in lemmas.items():
        keys = {lemma, *words.lemma_facts(lemma)[2]}
        folded = fold(form[0])
        met = frozenset(w for w in wanted if not keys.isdisjoint(meant[w]) or _has(folded, w))
        if met:
            hits[form] = met
    return hits


def _lemmas_of(
    folded: str, written: str, lemmas: Mapping[_Form, str], words: Words
) -> frozenset[str]:
    """The folded lemmas that a word may be a form of, also one written without its diacritics."""
    direct = {_lemma((written, language), words) for language in _LANGUAGES}
    alike = {lemma for (form, _), lemma in lemmas.items() if fold(form) == folded}
    return frozenset(direct | alike)


def _lemma(form: _Form, words: Words) -> str:
    written, language = form
    return fold(words.lemma_of(f"{language}:{written}") or written)


def _has(folded: str, word: str) -> bool:
    """Whether a word has another one as it is written, as far as that can mean something."""
    if folded == word:
        return True
    if len(word) >= _LEAST_WITHIN:
        return word in folded
    return len(word) >= _LEAST_BEGINNING and folded.startswith(word)


def _matches(
    document: Document,
    block: Block,
    found: Sequence[Token],
    hits: Mapping[_Form, frozenset[str]],
    wanted: Set[str],
) -> Iterator[Match]:
    met = [(t, hits[key]) for t in found if (key := (t.text.casefold(), block.language)) in hits]
    if not met:
        return
    text = document.text[block.start : block.end]
    for start, end in split_sentences(text):
        within = [(t, of) for t, of in met if start <= t.start and t.end <= end]
        if frozenset().union(*(of for _, of in within)) >= wanted:
            yield Match(
                start=block.start + start,
                end=block.start + end,
                section=block.section,
                language=block.language,
                pieces=tuple(_pieces(text, start, end, [t for t, _ in within])),
            )


def _pieces(text: str, start: int, end: int, marked: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    at = start
    for token in marked:
        if token.start > at:
            yield text[at : token.start], False
        yield text[token.start : token.end], True
        at = token.end
    if at < end:
        yield text[at:end], False
