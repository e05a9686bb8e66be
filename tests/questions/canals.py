"""A corpus of canals, with the glossary of those who keep them."""

from __future__ import annotations

from advisor.language.compounds import CompoundSplitter
from advisor.language.concepts import Meaning, meaning_key
from advisor.language.folding import fold
from advisor.language.glossary import Entry, Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.vocabulary import Language

# Lemmas of a corpus of a hundred chunks, with how many of them have each.
CHUNKS = {
    "kanal": 40,
    "rostskydd": 2,
    "rost": 8,
    "skydd": 10,
    "målning": 12,
    "farja": 3,
    "underhåll": 20,
    "kommun": 100,
    "brygga": 5,
    "Höganäs": 4,
}
MEANINGS: dict[str, Meaning] = {
    "sv:kanal": {"water": 1.0},
    "sv:rost": {"decay": 0.8, "metal": 0.6},
    "sv:malning": {"colour": 1.0},
    "sv:brygga": {"land": 1.0},
    "en:ferry line": {"traffic": 1.0},
    "en:ferry": {"boat": 1.0},
    "en:line": {"string": 1.0},
    "en:upkeep": {"care": 1.0},
    "en:work": {"labour": 1.0},
}
GLOSSARY = Glossary(
    [
        Entry(("kanal", "viadukt", "akvedukt"), ("canal",), ("brygga",)),
        Entry(("underhåll",), ("maintenance", "upkeep work"), ()),
        Entry(("färjeled",), ("ferry line",), ()),
    ]
)
LEMMATIZER = Lemmatizer()
SPLITTER = CompoundSplitter(dict.fromkeys(CHUNKS, 10))


class Corpus:
    """What a corpus of canals knows of words."""

    n_chunks = 100

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """(occurrences, chunks, parts) of a folded lemma."""
        n = next((n for known, n in CHUNKS.items() if fold(known) == lemma), 0)
        return 2 * n, n, ()

    def lemma_of(self, form: str) -> str | None:
        """The lemma of a form of a language; the corpus is in Swedish."""
        language, _, word = form.partition(":")
        forms = {lemma.casefold(): lemma for lemma in (*CHUNKS, "av", "och")}
        return forms.get(word) if language == "sv" else None

    def form_counts(self) -> dict[str, int]:
        """The word forms as the corpus writes them."""
        return {lemma.casefold(): 2 * n for lemma, n in CHUNKS.items()}

    def meaning(self, folded: str, language: Language) -> Meaning:
        """The concepts of a folded word or phrase."""
        return MEANINGS.get(meaning_key(folded, language), {})
