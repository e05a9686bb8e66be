"""What is known of a source, in words: each fact with its name and the language that it is in."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.channels.kinds import KINDS, begun
from advisor.language.detection import detect_language
from advisor.service.library import Listed
from advisor.types import Source
from advisor.vocabulary import Language
from ui.figures import number
from ui.source_texts import LANGUAGE_NAMES, QUALITIES, SWEDISH_WARNINGS, TEXTS


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is shown; None: it is not known."""

    name: str
    value: str | None
    language: Language | None = None  # of the value, where it is not that of the page


@dataclass(frozen=True, slots=True)
class Said:
    """Words of others, with the language that they are in."""

    text: str
    language: Language


def facts(source: Source, language: Language, listed: Listed | None = None) -> tuple[Fact, ...]:
    """What the corpus list says of a source; with `listed` how much of it can be found."""
    t = TEXTS[language]
    quality = QUALITIES[language][source.text_quality] if source.text_quality else None
    spoken = (LANGUAGE_NAMES[language][each] for each in source.languages)
    known = [
        *_own_title(source, language),
        Fact(t["authors"], ", ".join(source.authors) or None),
        Fact(t["kind"], begun(KINDS[language][source.kind])),
        Fact(t["year"], str(source.year) if source.year else t["undated"]),
        _quoted(t["method"], source.method, language),
        _quoted(t["setting"], source.setting, language),
        Fact(t["language_of"], ", ".join(spoken)),
        Fact(t["quality"], quality),
        *([Fact(t["version"], source.version)] if source.version else []),
        Fact(t["publisher"], source.publisher),
    ]
    if listed is not None:
        sizes = t["sizes"].format(
            passages=number(listed.passages, language), sentences=number(listed.sentences, language)
        )
        known.append(Fact(t["size"], sizes))
    return tuple(known)


def warning(text: str, language: Language) -> Said:
    """What the reading of a file met with, in the language of the page where it is known in it."""
    if language == "en":
        return Said(text, "en")
    known = (said for begins, said in SWEDISH_WARNINGS.items() if text.startswith(begins))
    said = next(known, None)
    return Said(text, "en") if said is None else Said(said, "sv")


def _own_title(source: Source, language: Language) -> list[Fact]:
    if source.title is None or source.title == source.display_title:
        return []
    return [_quoted(TEXTS[language]["own_title"], source.title, language)]


def _quoted(name: str, value: str | None, language: Language) -> Fact:
    spoken = detect_language(value) if value else language
    return Fact(name, value, None if spoken == language else spoken)
