"""The statements of a language model that stand the checks, within the limits of an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.answers.evidence import Evidence
from advisor.answers.forms import QUOTED_WORDS
from advisor.answers.prompts import MOST_CARRYING, MOST_TEXT_CHARS, is_echo
from advisor.answers.written import Written
from advisor.types import DraftStatement, Offer, Query, Span
from advisor.vocabulary import Language

# Why a statement is not carried by these pieces of evidence; None: nothing is found wrong.
Check = Callable[[str, Language, Sequence[Evidence]], str | None]

# Signs that nobody sees, or that have no place in a text: controls, formats, halves of signs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_TELLING_WORD = re.compile(r"\w{3,}|\d")  # least that is copied to carry a statement


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a `Proven` had come."""

    statements: tuple[DraftStatement, ...]
    failed: tuple[tuple[Written, str], ...]
    given_up: tuple[tuple[Written, str], ...]
    quoted: Mapping[Span, int]


class Proven:
    """The statements that stood the checks, within the limits of an answer.

    Each is checked once and offered once, however often it is taken.
    """

    def __init__(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        check: Check,
        most: int,
        offer: Offer,
    ) -> None:
        self.most = most
        self.statements: list[DraftStatement] = []
        self.failed: list[tuple[Written, str]] = []
        self.given_up: list[tuple[Written, str]] = []
        self._query = query
        self._by_number = {one.number: one for one in evidence}
        self._check = check
        self._offer = offer
        self._quoted: dict[Span, int] = {}
        self._checked: dict[Written, str | None] = {}
        self._offered: set[DraftStatement] = set()

    def take(self, said: Written) -> None:
        """Keep the statement if its evidence carries it, else note why not."""
        if len(self.statements) == self.most:
            return
        why = self._problem(said)
        if why is not None:
            self.failed.append((said, why))
            return
        named = [self._by_number[number] for number in said.evidence]
        spans = tuple(dict.fromkeys(span for one in named for span in one.spans))
        words = {span: len(span.quote.split()) for span in spans} | self._quoted
        if sum(words.values()) > QUOTED_WORDS:
            self.given_up.append((said, "too_many_words"))
            return
        self._quoted = words
        statement = DraftStatement(said.role, spans, text=said.text)
        self.statements.append(statement)
        if statement not in self._offered:
            self._offered.add(statement)
            self._offer(statement)

    def mark(self) -> Mark:
        """To come back to where something was taken that turns out not to be said."""
        return Mark(tuple(self.statements), tuple(self.failed), tuple(self.given_up), self._quoted)

    def back_to(self, mark: Mark) -> None:
        """As if nothing had been taken since."""
        self.statements = list(mark.statements)
        self.failed = list(mark.failed)
        self.given_up = list(mark.given_up)
        self._quoted = dict(mark.quoted)

    def give_up(self) -> None:
        """What still fails is left out."""
        self.given_up += self.failed
        self.failed = []

    def _problem(self, said: Written) -> str | None:
        evidence = [self._by_number[n] for n in said.evidence if n in self._by_number]
        if not evidence or len(evidence) < len(said.evidence):
            return "evidence_not_given"
        if len(evidence) > MOST_CARRYING:
            return "too_much_evidence"
        if not 0 < len(said.text) <= MOST_TEXT_CHARS:
            return "empty" if not said.text else "too_long"
        if any(unicodedata.category(sign) in _UNSEEN for sign in said.text):
            return "markup"
        if is_echo(said.text):
            return "repeats_the_prompt"
        if not all(_is_carried(one, said.words) for one in evidence):
            return "words_not_in_evidence"
        if any(all(w not in text_of(e) for e in evidence) for w in said.words):
            return "words_not_in_evidence"
        if any(said.text == other.text for other in self.statements):
            return "said_before"
        if said not in self._checked:
            language = self._query.answer_language
            self._checked[said] = self._check(said.text, language, evidence)
        return self._checked[said]


def text_of(evidence: Evidence) -> str:
    """What the model was given to copy from."""
    return " ".join(span.quote for span in evidence.spans)


def _is_carried(evidence: Evidence, words: Iterable[str]) -> bool:
    """Whether some of the words, copied letter for letter, stand in this piece."""
    text = text_of(evidence)
    return any(
        _TELLING_WORD.search(copied)
        and re.search(rf"(?<!\w){re.escape(copied.strip())}(?!\w)", text)
        for copied in words
    )
