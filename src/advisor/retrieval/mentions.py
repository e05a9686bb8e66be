"""Sources that a question names: by publisher, title, place, author or year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.folding import fold
from advisor.types import Query, Source, Term

NAMED_STRENGTH = 1.0  # a term that names the source is carried by all of it
SAME_NAME = 1.0  # weight of a variant that is the same name, in the other language
STANDS_FOR = 0.6  # weight from which a variant may stand for a word in a title
_INITIALS = (2, 4)  # words of what is called by its initials, fewest and most
SHORTEST = 5  # letters of a word that is looked for in a title
_YEAR = re.compile(r"(?:19|20)\d\d")
# "Göteborgsrapporten", "skåne-studien", "Göteborgsforskarna": a name with the word for what the
# source is, or for those who wrote it.
_NAMED_WORK = re.compile(
    r"(?P<name>[\w-]{2,}?)(?:s|-|s-)?(?:(?:kandidat|magister|examens)?(?:rapport|studie|uppsats|analys"
    r"|undersokning|avhandling|utredning|utvardering|enkat|arbete|forskare|forskar))"
    r"(?:n|en|et|t|s|ns|ens|ets|ts|na|nas)?"
)
# What a work is called by its kind: a source may be meant by it alone where it is the only one.
_OF_KIND: Mapping[str, re.Pattern[str]] = {
    "bachelor_thesis": re.compile(r"kandidatuppsats\w*|bachelor\S*(?: thesis)?"),
    "research_report": re.compile(r"forskningsrapport\w*"),
    "regional_report": re.compile(r"regionrapport\w*"),
}
# What works of these kinds are called, whichever of them is meant.
_WORKS: Sequence[tuple[re.Pattern[str], frozenset[str]]] = (
    (re.compile(r"[\w-]*rapport\w*|reports?"), frozenset({"research_report", "regional_report"})),
    (
        re.compile(r"[\w-]*uppsats\w*|thesis|theses|essays?"),
        frozenset({"bachelor_thesis", "thesis_record"}),
    ),
)


class SourceMentions:
    """Finds the sources that a question speaks of."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._names = {source.file: _names(source) for source in sources}
        self._titles = {source.file: _title(source) for source in sources}
        self._kinds = {source.file: source.kind for source in sources}

    def find(self, query: Query) -> dict[str, Mapping[int, float]]:
        """For each source named best, the question's terms that name it; {} when none is named.

        Only names and years count: a common word of a title names nothing. A name counts in either
        language, as the glossary has it; within the word for a work ("göteborgsrapporten") in small
        letters too. Of sources with the same name, the one is meant whose title says most of the
        question, and which is what the question calls it. Where none is named, one may be meant by
        what it alone is: "kandidatuppsatsen". A work that is named as such comes before another
        that a place names: "Vad säger Lundarapporten om Sjöbo?".
        """
        found: dict[str, dict[int, float]] = {}
        for file, names in self._names.items():
            terms = {
                i: NAMED_STRENGTH
                for i, term in enumerate(query.terms)
                if (
                    _may_name(term.word)
                    and not _is_town(term.word, query.standalone)
                    and any(_same(word, names) for word in _words(term))
                )
                or _is_work_of(fold(term.word), names)
            }
            if terms:
                found[file] = terms
        found = self._only_work(query, found) or found or self._only_ones(query)
        most = max((len(terms) for terms in found.values()), default=0)
        named = {file: terms for file, terms in found.items() if len(terms) == most}
        said = {
            file: _said_by(query, self._titles[file]) + _is_called_so(query, self._kinds[file])
            for file in named
        }
        return {file: it for file, it in named.items() if said[file] == max(said.values())}

    def _only_work(
        self, query: Query, found: Mapping[str, dict[int, float]]
    ) -> dict[str, dict[int, float]]:
        """Those of the sources found that the one word for a work in a question names."""
        works = [i for i, term in enumerate(query.terms) if _calls_a_work(fold(term.word))]
        if len(works) != 1:
            return {}
        word = fold(query.terms[works[0]].word)
        return {file: it for file, it in found.items() if _is_work_of(word, self._names[file])}

    def asked_of(self, query: Query) -> list[str]:
        """The sources of which a fact is asked that stands on a title page, in their order; none
        where the question wants more than that.

        They are those that it names, else those whose titles have the rest of its words, else all
        that are of the kind that it calls them. A follow-up that names none is on a work that the
        question before told of, and that may be none of the sources.
        """
        named = self.find(query)
        is_of_all = not {"newest", "oldest"}.isdisjoint(query.of_work)
        if not query.of_work or (query.own and not named and not is_of_all):
            return []
        rest = set(range(len(query.terms))) - query.of_work_terms
        if named:
            left = rest.difference(*named.values())
            return [f for f in named if all(self._has(f, query.terms[i]) for i in left)]
        titled = [f for f in self._titles if all(self._has(f, query.terms[i]) for i in rest)]
        called = {f: _is_called_so(query, self._kinds[f]) for f in titled}
        return [f for f in titled if called[f] == max(called.values())]

    def _has(self, file: str, term: Term) -> bool:
        """Whether a title says a term, or what is near it in meaning; of several words each."""
        names = (term.lemma, *(variant for variant, _ in term.variants))
        said = (re.findall(rf"\S{{{SHORTEST - 1},}}(?=\S)", name) for name in names)
        return any(words and all(word in self._titles[file] for word in words) for words in said)

    def _only_ones(self, query: Query) -> dict[str, dict[int, float]]:
        """Sources that are the only ones of a kind that the question tells of."""
        found: dict[str, dict[int, float]] = {}
        for kind, called in _OF_KIND.items():
            files = [file for file, its in self._kinds.items() if its == kind]
            terms = {
                i: NAMED_STRENGTH
                for i, term in enumerate(query.terms)
                if called.fullmatch(fold(term.word))
            }
            if terms and len(files) == 1:
                found[files[0]] = terms
        return found


def _names(source: Source) -> frozenset[str]:
    said = [source.display_title, source.title or "", source.publisher or "", *source.authors]
    words = {
        fold(word)
        for text in said
        for word in re.findall(r"\w[\w-]+", text)
        if word[0].isupper() and len(word) > 3
    }
    if source.year:
        words.add(str(source.year))
    return frozenset(words) | _initials(source)


def _initials(source: Source) -> frozenset[str]:
    """ "gu" of "Göteborgs universitet": its publisher's, and of whom its title begins with."""
    named = (source.publisher or "", source.display_title.partition(":")[0])
    written = (re.findall(r"\w+", name) for name in named)
    # The first word alone has a capital: a name of somebody, not a title.
    return frozenset(
        fold("".join(word[0] for word in words))
        for words in written
        if _INITIALS[0] <= len(words) <= _INITIALS[1] and words[0][0].isupper()
    )


def _title(source: Source) -> str:
    return fold(f"{source.display_title} {source.title or ''}")


def _said_by(query: Query, title: str) -> int:
    """How many of the question's terms a title says, or what may stand for them."""
    return sum(any(word in title for word in _stems(term)) for term in query.terms)


def _is_called_so(query: Query, kind: str) -> bool:
    """Whether the question calls a work what one of this kind is."""
    return any(
        kind in kinds and called.fullmatch(fold(word))
        for called, kinds in _WORKS
        for term in query.terms
        for word in term.word.split()
    )


def _stems(term: Term) -> list[str]:
    return [word[:-1] for word in _stands_for(term) if len(word) >= SHORTEST]


def _stands_for(term: Term) -> tuple[str, ...]:
    return (term.lemma, *(variant for variant, weight in term.variants if weight >= STANDS_FOR))


def _may_name(word: str) -> bool:
    return word[:1].isupper() or bool(_YEAR.fullmatch(word))


def _is_town(word: str, asked: str) -> bool:
    """Whether a question calls what it names a town: "Göteborgs stad" is no university's."""
    return bool(re.search(rf"\b{re.escape(word)}s? (?:stads?|city)\b", asked, re.IGNORECASE))


def _words(term: Term) -> list[str]:
    """The words of a term, and those of the same name in the other language: "Gothenburg"."""
    names = [term.word]
    if term.particular:
        names += [variant for variant, weight in term.variants if weight >= SAME_NAME]
    return [word for name in names for word in fold(name).split()]


def _calls_a_work(word: str) -> bool:
    is_called = any(called.fullmatch(word) for called, _ in _WORKS)
    return is_called or _NAMED_WORK.fullmatch(word) is not None


def _is_work_of(word: str, names: frozenset[str]) -> bool:
    """Whether a word names a work by one of the names, whose own genitive may stand within it."""
    work = _NAMED_WORK.fullmatch(word)
    return work is not None and any(name in (work["name"], f"{work['name']}s") for name in names)


def _same(word: str, names: frozenset[str]) -> bool:
    """Whether a word is one of the names, a genitive or another short ending aside."""
    return not names.isdisjoint((word, f"{word}s")) or any(
        word.startswith(name) and len(word) - len(name) <= 2 for name in names if len(name) > 4
    )
