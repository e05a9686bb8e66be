"""Which figure a question asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from advisor.language.measures import asked_measure
from advisor.language.numerals import is_numeral
from advisor.language.words import content_words
from advisor.questions.focus import last_question
from advisor.vocabulary import Language, Measure

_ASKS_NUMBER = re.compile(r"\b(?:hur m[åa]nga|antalet|antal|how many|number of)\b", re.IGNORECASE)
_ASKS_SHARE = re.compile(
    r"\b(?:andel(?:en|ar)?|procent|del|share|proportion|percentage|per ?cent) (?:av|of)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w-]+")
# What may stand between the words that ask and what is counted. Anything else that says nothing by
# itself begins a predicate: nothing is named that is counted ("hur många har ...").
_BEFORE_COUNTED = re.compile(
    r"av|de|dem|den|det|alla|andra|olika|s[åa]dana|v[åa]ra|era|deras|vilka|personliga"
    r"|of|the|all|these|those|our|your|their|other|different|such|an?",
    re.IGNORECASE,
)
# What follows a verb, never the noun that is counted.
_AFTER_VERB = re.compile(r"inte|ens|det|den|dem|dom|not|it|them|below|above", re.IGNORECASE)
# What those who were asked do: who they are is not said ("hur många tycker ...").
_VERB = re.compile(
    r"jobbar?|arbetar?|svarar|sakna[rs]?|saknade|lyckas|tycker|tyckte|anser|ans[åa]g|har|hade"
    r"|uppger|uppgav|upplever|upplevde|bed[öo]mer|bed[öo]mde|k[äa]nner|k[äa]nde|vet|visste|tror|trodde"
    r"|s[äa]ger|sa|sade|anv[äa]nder|anv[äa]nde|k[öo]r|klarar|n[åa]r|ligger|ser|s[åa]g|n[äa]mner|n[äa]mnde"
    r"|deltar|deltog|f[åa]r|fick|vill|ville|beh[öo]ver|beskriver|beskrev|rapporterar|pekar|lyfter"
    r"|put|see|saw|feel|felt|rate[ds]?|know|knew|find|found|manage|work|make|made|say|said|think"
    r"|thought|use|used|have|had|call|called|describe[ds]?|report|reported|believed?|regard|lack|lacked|want|need|reach|name|mention|mentioned|consider|considered|claim"
    r"|claimed|judge[ds]?|admit|admitted|run|do|did|get|got|took|take|point",
    re.IGNORECASE,
)
# Whoever was asked: a noun, though it looks like an adjective.
_ASKED = re.compile(r"svarande|deltagande|respondents?|asked", re.IGNORECASE)
_SV_ADJECTIVE = re.compile(r"\w+(?:(?<!rn)a|å|ade|[ae]nde)", re.IGNORECASE)
_WORDS_AFTER = 5  # what is counted stands among so many words after those that ask for its number


def question_measure(text: str, language: Language) -> Measure | None:
    """What kind of figure a figure question asks for; None when any number will do."""
    return asked_measure(last_question(text.strip()), language)


def counted_word(text: str, language: Language) -> str:
    """The word whose number is asked for: "kommuner" of "Hur många kommuner ..."; or empty."""
    return _counted_after(_ASKS_NUMBER.search(text), text, language)


def shared_word(text: str, language: Language) -> str:
    """Those of whom a share is asked for: "kommunerna" of "Hur stor andel av kommunerna ..."; or
    empty.
    """
    return _counted_after(_ASKS_SHARE.search(text), text, language)


def _counted_after(asks: re.Match[str] | None, text: str, language: Language) -> str:
    if asks is None:
        return ""
    following = _WORD.findall(text[asks.end() :])[:_WORDS_AFTER]
    said = {token.text for token in content_words(text, language)}
    for at, word in enumerate(following):
        if is_numeral(word) or _BEFORE_COUNTED.fullmatch(word):
            continue
        if word not in said or _VERB.fullmatch(word):
            return ""
        rest = [word, *(it for it in following[at + 1 :] if not is_numeral(it))]
        return "" if any(map(_AFTER_VERB.fullmatch, rest[1:2])) else _head(rest, said, language)
    return ""


def _head(words: Sequence[str], said: Collection[str], language: Language) -> str:
    """The noun that a phrase begins with, behind its adjectives and genitives."""
    head, *rest = words
    for after in rest:
        is_noun_phrase = after in said and not _VERB.fullmatch(after)
        if not is_noun_phrase or not _qualifies(head, after, language):
            break
        head = after
    return head


def _qualifies(word: str, after: str, language: Language) -> bool:
    """Whether a word is an adjective or a genitive to the one after it, by its ending."""
    if _ASKED.fullmatch(word):
        return False
    if language == "sv":
        return bool(_SV_ADJECTIVE.fullmatch(word) or word.endswith("s")) and len(after) > 3
    return not word.endswith("s") and after.endswith("s")
