"""Lemmas: the dictionary form under which the forms of a word meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from advisor.vocabulary import Language

# First parts of compounds that are joined by an s, so that the s is none of the next part's.
BEFORE_LINKING_S = ("het", "ing", "ion", "skap", "nad", "itet")

_SHORTEST_HEAD = 3  # letters; shorter endings of an unknown word are known words by accident


class Lemmatizer:
    """Finds lemmas in a stored table first, in simplemma's dictionaries otherwise.

    `known` maps `"sv:kommunerna"` to `"kommun"`, as `table` makes it. As long as every word asked
    for is in it, the dictionaries are never loaded.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = {} if known is None else known
        self._found = lru_cache(maxsize=65_536)(self._find)

    def lemma(self, word: str, language: Language) -> str:
        """The lemma in lower case; numbers and words that nothing is known of stay as they are."""
        return self._found(word.casefold().translate(_PLAIN_HYPHENS), language)

    def table(self, words: Iterable[str], language: Language) -> dict[str, str]:
        """Every given form with its lemma, to be stored and handed in as `known` later."""
        forms = {word.casefold().translate(_PLAIN_HYPHENS) for word in words}
        return {f"{language}:{form}": self._found(form, language) for form in sorted(forms)}

    def family(self, lemmas: Set[str], language: Language) -> dict[str, str]:
        """Every form in the dictionary that leads to one of these lemmas, as `table` gives it.

        Stored beside the forms of a corpus, it spares most questions the loading of a dictionary.
        """
        forms = (form for form, lemma in _dictionary_entries(language) if lemma in lemmas)
        table = self.table((form for form in forms if form.isalpha()), language)
        return {form: lemma for form, lemma in table.items() if lemma in lemmas}

    def knows(self, word: str, language: Language) -> bool:
        """Whether a dictionary has the word as a lemma; loads the dictionaries."""
        form = word.casefold()
        return _in_dictionary(form, language) and self.lemma(form, language) == form

    def has(self, word: str, language: Language) -> bool:
        """Whether a dictionary has the word in any form; loads the dictionaries."""
        return _in_dictionary(word.casefold(), language)

    def names_thing(self, word: str) -> bool:
        """Whether a Swedish word is a noun, as far as the dictionary's other forms tell.

        A word that it does not have is judged by its last part; loads the dictionaries.
        """
        lemma = self.lemma(word, "sv")
        if not _in_dictionary(lemma, "sv"):
            start = _head_start(lemma)
            if not start:
                return False
            lemma = self.lemma(lemma[start:], "sv")
        return _has_noun_forms(lemma) and not _has_other_forms(lemma)

    def _find(self, form: str, language: Language) -> str:
        stored = self._known.get(f"{language}:{form}")
        if stored is not None:
            return stored
        exception = _EXCEPTIONS[language].get(form)
        if exception is not None:
            return exception
        if "." in form or not any(character.isalpha() for character in form):
            return form  # a number, an abbreviation such as `m.fl.`, an address
        prefix, hyphen, last = form.rpartition("-")
        if hyphen and last:
            return prefix + hyphen + self._found(last, language)
        return _swedish(form) if language == "sv" else _from_dictionary(form, "en")


_PLAIN_HYPHENS = str.maketrans("‐‑", "--")

_EXCEPTIONS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        # Acronyms that the dictionary takes for forms of other words.
        "it": "it",
        "ai": "ai",
        "eu": "eu",
        "digg": "digg",
        "nis": "nis",
        # The auxiliary, which the dictionary leads to "skola", a school.
        "ska": "ska",
        "skall": "ska",
        "skulle": "ska",
        # Comparatives: the dictionary leads them to the adverb.
        "mindre": "liten",
        "minst": "liten",
        "minsta": "liten",
        # Plurals of nouns that the dictionary takes for the present tense of a rarer verb.
        "fördelar": "fördel",
        "nackdelar": "nackdel",
        "ramar": "ram",
        "toppar": "topp",
        "faser": "fas",
        "grupper": "grupp",
        "former": "form",
        "avtal": "avtal",
        "lagar": "lag",
        "fördelarna": "fördel",
        "nackdelarna": "nackdel",
        "vägarna": "väg",
        # Definite forms, and nouns taken for verbs, that miss their own other forms.
        "beslutet": "beslut",
        "besluten": "beslut",
        "stegen": "steg",
        "tillväxt": "tillväxt",
        "fas": "fas",
        "fasen": "fas",
        "mix": "mix",
        "topp": "topp",
        "toppen": "topp",
        "uppdrag": "uppdrag",
        "avfall": "avfall",
        "underhåll": "underhåll",
        "underhållet": "underhåll",
        "lärande": "lärande",
        "stadium": "stadium",
        "stadiet": "stadium",
        "stadier": "stadium",
        "gap": "gap",
        "gapet": "gap",
        # Meets "mediet", "medier".
        "media": "medium",
        # Adjective and noun that the dictionary takes for forms of "moder" and "drive".
        "modern": "modern",
        "driven": "driva",
    },
    "en": {
        "ai": "ai",
        "it": "it",
        "us": "us",
        "data": "data",
        "media": "media",
        "ict": "ict",
    },
}


def _swedish(form: str) -> str:
    if _in_dictionary(form, "sv"):
        return _swedish_known(form)
    head_start = _head_start(form)
    if head_start:
        return form[:head_start] + _swedish_known(form[head_start:])
    return _from_dictionary(form, "sv")


def _swedish_known(form: str) -> str:
    exception = _EXCEPTIONS["sv"].get(form)
    if exception is not None:
        return exception
    return form if _is_noun(form) else _from_dictionary(form, "sv")


def _is_noun(form: str) -> bool:
    """`risk` is a noun, not the imperative of `riska`: its definite form leads back to it."""
    return any(
        _in_dictionary(form + ending, "sv") and _from_dictionary(form + ending, "sv") == form
        for ending in ("en", "et")
    )


def _has_noun_forms(lemma: str) -> bool:
    stem = lemma[:-1]
    forms = [lemma + ending for ending in ("en", "et", "n", "arna", "erna")]
    forms += [stem + ending for ending in ("orna", "arna")]
    if lemma[-2:] in ("er", "el", "en"):  # `väder`, `vädret`
        forms += [lemma[:-2] + lemma[-1] + ending for ending in ("et", "en", "arna")]
        forms.append(lemma + "na")
    if lemma.endswith("e"):
        forms.append(lemma + "t")
    return any(_leads_to(form, lemma) for form in forms)


def _has_other_forms(lemma: str) -> bool:
    """Whether it has forms that only verbs, or only adjectives, have."""
    forms = [lemma + ending for ending in ("are", "ast", "aste")]
    if lemma.endswith("a"):
        forms += [lemma[:-1] + ending for ending in ("ade", "er", "te", "de", "ar")]
    return any(_leads_to(form, lemma) for form in forms)


def _leads_to(form: str, lemma: str) -> bool:
    return _in_dictionary(form, "sv") and _from_dictionary(form, "sv") == lemma


def _head_start(form: str) -> int:
    """Where the last part of an unknown compound begins; 0 when no known word ends it.

    Swedish compounds are inflected as their last part is: `portföljråden` as `råden`.
    """
    for start in range(3, len(form) - _SHORTEST_HEAD + 1):
        if form[start] == "s" and form[:start].endswith(BEFORE_LINKING_S):
            continue
        if _in_dictionary(form[start:], "sv"):
            return start
    return 0


def _dictionary_entries(language: Language) -> Iterable[tuple[str, str]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(language).items()


def _in_dictionary(form: str, language: Language) -> bool:
    # Imported where it is used, as below: the dictionaries take most of a second to load.
    from simplemma import is_known

    return is_known(form, language)


def _from_dictionary(form: str, language: Language) -> str:
    from simplemma import lemmatize

    lemma = lemmatize(form, lang=language, greedy=True).casefold()
    verb, _, particle = lemma.partition("+")  # `ställa+in` for `inställd`
    return particle + verb
