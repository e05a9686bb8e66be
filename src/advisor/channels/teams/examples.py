"""Questions to begin with, of which it was tried that the sources in use answer them."""

from __future__ import annotations

from threading import Lock

from advisor.channels.teams.words import EXAMPLES
from advisor.errors import AdvisorError
from advisor.service.parts import Service
from advisor.types import Question
from advisor.vocabulary import Language

MOST = 3


class Examples:
    """Tried once for each index; threads share it."""

    def __init__(self, service: Service) -> None:
        self._live = service.live
        self._lock = Lock()
        self._tried: dict[tuple[str, Language], tuple[str, ...]] = {}

    def of(self, language: Language) -> tuple[str, ...]:
        """Those in a language; none where there is no index, or it answers none of them."""
        try:
            index = self._live.current()
        except AdvisorError:
            return ()
        key = index.provenance.index_build, language
        with self._lock:
            if key not in self._tried:
                asked = ((q, index.advisor.ask(Question(q))) for q in EXAMPLES[language])
                found = tuple(q for q, answer in asked if answer.status == "answered")
                self._tried = {key: found[:MOST]}
            return self._tried[key]
