"""Questions to begin a chat with, each of which the sources in use answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from advisor.errors import AdvisorError
from advisor.service.live_index import LiveIndex
from advisor.types import Question
from advisor.vocabulary import Language

MOST = 3

# With another corpus than advisor's own, some or all of them are left out.
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


class Starters:
    """Asks each candidate once of every index, when they are first wanted; threads share it."""

    def __init__(self, live: LiveIndex) -> None:
        self._live = live
        self._lock = Lock()
        self._found: dict[tuple[str, Language], tuple[str, ...]] = {}

    def of(self, language: Language) -> tuple[str, ...]:
        """At most three; none where there is no index, or it answers none of them."""
        try:
            with self._live.lent() as index, self._lock:
                key = index.provenance.index_build, language
                if key not in self._found:
                    answered = (
                        text
                        for text in _CANDIDATES[language]
                        if index.plain.ask(Question(text)).status == "answered"
                    )
                    self._found = {k: v for k, v in self._found.items() if k[0] == key[0]}
                    self._found[key] = tuple(answered)[:MOST]
                return self._found[key]
        except AdvisorError:
            return ()
