"""What stands on every page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.vocabulary import Language

Texts = Mapping[Language, Mapping[str, str]]

LANGUAGES: tuple[Language, ...] = ("sv", "en")

# Where the views are, in each language. Whatever leads to a view takes its address from here.
PATHS: Texts = {
    "sv": {
        "ask": "/sv/",
        "sources": "/sv/kallor",
        "statistics": "/sv/statistik",
        "key": "/sv/nyckel",
        "accessibility": "/sv/tillganglighet",
    },
    "en": {
        "ask": "/en/",
        "sources": "/en/sources",
        "statistics": "/en/statistics",
        "key": "/en/key",
        "accessibility": "/en/accessibility",
    },
}

TEXTS: Texts = {
    "sv": {
        "product": "advisor",
        "skip": "Till innehållet",
        "navigation": "Sidor",
        "ask": "Fråga",
        "sources": "Källor",
        "statistics": "Statistik",
        "accessibility": "Tillgänglighet",
        "other_language": "English",
        "log_out": "Logga ut",
        "logged_in_as": "Inloggad som {name}",
        "automated": "Ett automatiskt system svarar, med citat ur namngivna källor.",
    },
    "en": {
        "product": "advisor",
        "skip": "Skip to content",
        "navigation": "Pages",
        "ask": "Ask",
        "sources": "Sources",
        "statistics": "Statistics",
        "accessibility": "Accessibility",
        "other_language": "Svenska",
        "log_out": "Log out",
        "logged_in_as": "Logged in as {name}",
        "automated": "An automated system answers, with quotes from named sources.",
    },
}


def other(language: Language) -> Language:
    """The language that a page can be switched to."""
    return "en" if language == "sv" else "sv"
