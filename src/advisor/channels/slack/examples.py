"""Questions to begin with, each of which the index in use answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.service.live_index import LiveIndex
from advisor.types import Question
from advisor.vocabulary import Language

MOST_EXAMPLES = 3

# Tried on the index in use: with another corpus than advisor's own, some or all are left out.
_CANDIDATES: Mapping[Language, Sequence[str]] = {
    "sv": (
        "Ska vi ansluta oss till en gemensam e-tjänsteplattform?",
        "Vilka hinder finns för digitalisering i små kommuner?",
        "Hur kan kommuner samverka kring digitalisering?",
        "Vad är digital transformation?",
    ),
    "en": (
        "Should we join a shared platform for e-services?",
        "What hinders digitalisation in small municipalities?",
        "How can municipalities cooperate on digitalisation?",
        "What is digital transformation?",
    ),
}


class Examples:
    """Asks each candidate once for every index, when examples are first wanted."""

    def __init__(self, live: LiveIndex) -> None:
        self._live = live
        self._found: dict[tuple[str, Language], tuple[str, ...]] = {}

    def of(self, language: Language) -> tuple[str, ...]:
        """At most three questions; IndexUnusableError where none can be answered at all."""
        index = self._live.current()
        key = (index.provenance.index_build, language)
        if key not in self._found:
            answered = (
                text
                for text in _CANDIDATES[language]
                if index.advisor.ask(Question(text)).status == "answered"
            )
            self._found = {k: v for k, v in self._found.items() if k[0] == key[0]}
            self._found[key] = tuple(answered)[:MOST_EXAMPLES]
        return self._found[key]
