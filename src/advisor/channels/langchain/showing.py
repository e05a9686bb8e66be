"""Where a service shows the places that are cited, for those who read about them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.channels.addresses import text_address
from advisor.settings import Settings
from advisor.types import Citation
from advisor.vocabulary import Language
from ui.addresses import place_address, source_address


@dataclass(frozen=True, slots=True)
class Showing:
    """A service that is run on the same sources."""

    url: str  # at which people reach it
    has_page: bool = True  # else the places are shown by the interface for programs

    def of_citation(self, language: Language, citation: Citation) -> str:
        """The address of a citation, on the page in a language."""
        if self.has_page:
            return self._below(source_address(language, citation))
        return self._below(text_address(citation.source, citation.start, citation.end))

    def of_passage(self, language: Language, source: str, start: int, end: int) -> str:
        """The address of text[start:end] of a source, on the page in a language."""
        if self.has_page:
            return self._below(place_address(language, source, start, end))
        return self._below(text_address(source, start, end))

    def _below(self, address: str) -> str:
        return self.url.rstrip("/") + address


def showing_by(settings: Settings) -> Showing | None:
    """The service that these settings tell of; None where no address of it is set."""
    return Showing(settings.public_url, settings.page) if settings.public_url else None
