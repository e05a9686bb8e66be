"""What a decision question proposes, and how much of just that a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.answers.stems import wordings
from advisor.language.folding import fold
from advisor.types import Query, Term
from advisor.vocabulary import Stance

ENOUGH = 0.5  # share of the proposal that a text must say, to speak of it and not of a part of it
HEAD = 0.75  # of the heaviest object's weight; what weighs as much may be the object itself
TELLING = 0.5  # weight of what a text says of it; with less, its words are everywhere
SURELY = 0.65  # weight from which a word surely stands for the one that was asked
RARE_ENOUGH = 0.35  # weight of a word that may name the thing by itself
# Share of the proposal that a name must say, to name it and not a part of it: with its very thing,
# and without.
NAMED_BY, CALLED_BY = 0.45, 0.6
OF_NAME = 0.5  # share of a name's words that must be of the proposal
ENOUGH_OF_A_CHOICE, HEAD_OF_A_CHOICE = 0.35, 0.5  # the same, where it names alternatives
LIKELY_COMPOUND = 6  # letters; a shorter stem inside another word is mostly chance
ENDING = 6  # letters that may follow a stem, in another form of the word

# Deeds that say no more than to have or to begin the thing that they are told of.
_LIGHT_DEEDS = frozenset(
    """
    anlita anskaffa anstalla anta ansluta anvanda behova besluta bli borja delta engagera etablera
    fa ga gora ha infora inratta investera kora krut lagga lata locka nyttja oka prioritera rusta
    satsa satsning skaffa skapa skynda starta ta tid tillsatta tycka utoka vaga valja vanta vara
    direkt forst igang komma arbete hjalp hjalpa help wait work
    adopt appoint approve be become begin bother build create deploy employ engage establish
    get give have hire implement increase introduce invest join launch make move need prioritise
    prioritize recruit set sign spend start take use worth worthwhile
    bra ide klok ratt rimlig vart vard good idea sensible wise
    """.split()
)
_LEAVING = re.compile(
    r"\b(?:avsluta|avveckla|dra|hoppa|lamna|lagga ne[dr]|saga upp|sluta|skrota|trada|upphora"
    r"|exit|leave|pull plug|quit|scrap|shut|stop|terminate|withdraw)\b"
)

# What is told beside the proposal: when, in spite of what, and what else is asked.
_BESIDE = re.compile(
    r"^(?:om|n[äa]r|innan|eftersom|if|when|before|since)\b[^,?]*,"
    r"|\b(?:trots|[äa]ven (?:n[äa]r|om)|fast[äa]n|innan"
    r"|even (?:when|if|though)|although|despite|before)\b[^,?]*"
    r"|\b(?:och|and) (?:hur|vad|vilk\w+|i s[åa] fall|how|what|which|is there|are there)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """A deed in the words by which sources tell of it, and of its opposite."""

    asked: re.Pattern[str]  # the lemma or word in the question
    told: str
    opposite: str | None = None


_DEEDS: Sequence[_Deed] = (
    _Deed(
        re.compile(
            r"^(?:dela|delad|gemensam|samarbeta|samarbete|samverka|samverkan|tillsammans|ihop"
            r"|sla ihop|samordna|samordning|granne|grannkommun|partner|share|shared|joint|common"
            r"|together|cooperate|cooperation|collaborate|collaboration|coordinate|coordination"
            r"|neighbour|neighbouring)$"
        ),
        r"\b(?:dela[rst]?|delad[et]?|gemensam\w*|samarbet\w*|samverk\w*|samordn\w*|tillsammans"
        r"|mellankommunal\w*|ihop|shar(?:ed?|es|ing)|joint\w*|common|collaborat\w*|cooperat\w*"
        r"|together)\b",
    ),
    _Deed(
        re.compile(r"^(?:samla|centralisera|koncentrera|enhet|gather|centrali[sz]e|unit)$"),
        r"\b(?:saml(?:a[srd]?|at|ade)|centraliser\w*|koncentrer\w*|centrali[sz]\w*)\b"
        r"|\bcentral\w* (?:enhet|funktion|ledning|roll|styrning|unit|function)\w*",
        r"\b(?:distribuer\w*|decentralis\w*|distribut\w*|decentrali[sz]\w*)\b",
    ),
    _Deed(
        re.compile(r"^(?:decentralisera|distribuera|sprida|decentrali[sz]e|distribute)$"),
        r"\b(?:distribuer\w*|decentralis\w*|distribut\w*|decentrali[sz]\w*)\b",
        r"\b(?:centraliser\w*|centrali[sz]\w*)\b",
    ),
    _Deed(
        re.compile(
            r"^(?:separera|separat|sarskilja|skilja|skild|atskilja|oronmarka|avsatta|separate"
            r"|ring-fence|split)$"
        ),
        r"\b(?:separ(?:at|er)\w*|sarskil[jd]\w*|skil[jd]\w*|atskil\w*|oronmark\w*|avsatt\w*"
        r"|ring-?fenc\w*)\b",
    ),
)
_WHOSE = re.compile("kommun|municipal|granne?|neighbou?r|council")
_SIZED = re.compile("lite|sma|stor|large|big")
STEM = 5  # letters by which a word is found in a phrase
TELLING_LETTERS = 4  # of a word; a shorter one in a name is mostly a function word
# To join a shared thing is to join those who share it.
_JOINS = re.compile(r"\b(?:anslut\w*|ga (?:med|in|samman)|join\w*|delta(?:ga)?)\b")
# What is set aside for something else, up to the end of its clause.
_SET_ASIDE = re.compile(
    r"\b(?:till skillnad fran|i ?stallet for|snarare an|hellre an"
    r"|rather than|instead of|unlike|as opposed to)\b[^;:]*"
)
_LESS_OF = (
    r"\b(?:minska\w*|undvik\w*|reducera\w*|begransa\w*|sluta\w*|upphora|avveckla\w*|bort fran"
    r"|reduc(?:e|es|ing)|avoid\w*|away from|stop\w*)"
    r"(?: (?:beroendet av|beroende av|anvandningen av|behovet av|antalet"
    r"|(?:the )?(?:dependence|reliance) on|(?:the )?use of))?(?: (?:med|att|den|det|de|the))?"
    r"(?: \w+)? "
)


folded = lru_cache(maxsize=512)(fold)  # the same quotes are looked at again and again


@dataclass(frozen=True, slots=True)
class Proposal:
    """The words of what is proposed, each with what may stand for it."""

    words: tuple[tuple[re.Pattern[str], float], ...]  # with their weights
    heads: tuple[re.Pattern[str], ...]  # of the thing itself: one of them must be said
    deeds: tuple[re.Pattern[str], ...]  # that say something by themselves
    opposites: tuple[re.Pattern[str], ...]
    is_choice: bool  # it names alternatives
    is_joining: bool = False  # something that others share

    def share(self, text: str) -> float:
        """Share of the proposal that a text says, 0 to 1."""
        return self.weight(text) / (sum(weight for _, weight in self.words) or 1.0)

    def weight(self, text: str) -> float:
        """The weight of what a text says of the proposal."""
        said = folded(text)
        return sum(weight for pattern, weight in self.words if pattern.search(said))

    def is_named(self, text: str) -> bool:
        """Whether a text names the thing, or one of the things, that the proposal is about."""
        said = folded(text)
        return any(head.search(said) for head in self.heads)

    def is_told_of(self, text: str, heading: str = "") -> bool:
        """Whether a text speaks of just this; its heading may say what the text leaves out."""
        enough = ENOUGH_OF_A_CHOICE if self.is_choice else ENOUGH
        if not self.is_named(text) or self.share(f"{heading} {text}") < enough:
            return False
        if self.weight(text) < TELLING and not self.is_choice:
            return False
        told = (*self.deeds, *self.opposites)
        said = folded(text)
        return not self.deeds or any(deed.search(said) for deed in told)

    def is_called(self, name: str) -> bool:
        """Whether a short name, as of a table's row, is that of the proposal.

        That municipalities do it goes without saying.
        """
        said = folded(name)
        is_named = self.is_named(said)
        if not is_named and not all(map(_tells_whose, self.heads)):
            return False
        telling = [(p, weight) for p, weight in self.words if not _tells_whose(p)]
        if not telling and self.weight(said) < TELLING:
            return False
        least = NAMED_BY if is_named else CALLED_BY
        shared = sum(weight for pattern, weight in telling if pattern.search(said))
        if shared < least * sum(weight for _, weight in telling):
            return False
        words = [word for word in re.findall(r"\w[\w-]+", said) if len(word) >= TELLING_LETTERS]
        named = sum(any(_has(pattern, word) for pattern, _ in self.words) for word in words)
        return named >= OF_NAME * len(words)

    def is_joined(self, text: str) -> bool:
        """Whether a text speaks of joining those who share, where that is what is proposed."""
        said = folded(text)
        shares = any(deed.search(said) for deed in self.deeds)
        return self.is_joining and shares and bool(_JOINS.search(said))

    def is_set_aside(self, text: str) -> bool:
        """Whether a text names the proposal as what something else comes in the place of."""
        if self.is_choice:
            return False
        said = folded(text)
        kept = _SET_ASIDE.sub(" ", said)
        if kept != said and self._has_core(said) and not self._has_core(kept):
            return True
        does_opposite = any(opposite.search(kept) for opposite in self.opposites)
        if does_opposite and not any(deed.search(kept) for deed in self.deeds):
            return True
        return any(re.search(rf"{_LESS_OF}(?:{head.pattern})", said) for head in self.heads)

    def _has_core(self, folded: str) -> bool:
        return any(core.search(folded) for core in self.deeds or self.heads)


def _has(pattern: re.Pattern[str], word: str) -> bool:
    """Whether a word is one of those that a pattern finds, or a part of one of its phrases."""
    return bool(pattern.search(word)) or word[:STEM] in pattern.pattern


def _tells_whose(pattern: re.Pattern[str]) -> bool:
    """Whether each wording of a word is of municipalities as such: "mellankommunal"."""
    return all(
        _WHOSE.search(wording) and not _SIZED.search(wording)
        for wording in pattern.pattern.split("|")
    )


def proposal_of(query: Query) -> Proposal:
    """What a decision question proposes, by its terms."""
    return _proposal(query.terms, query.standalone, query.stance)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of the proposal: a thing, or a deed that says something by itself."""

    pattern: re.Pattern[str]
    weight: float
    deed: _Deed | None = None


@lru_cache(maxsize=32)
def _proposal(terms: tuple[Term, ...], asked: str, stance: Stance) -> Proposal:
    parts = [part for term in _telling(terms, asked) for part in _parts(term)]
    things = [part for part in parts if part.deed is None] or parts
    heaviest = max((part.weight for part in things), default=0.0)
    share = HEAD_OF_A_CHOICE if stance == "choose" else HEAD
    least = max(share * heaviest, RARE_ENOUGH)
    deeds = [part.deed for part in parts if part.deed is not None]
    return Proposal(
        words=tuple((part.pattern, part.weight) for part in parts),
        heads=tuple(part.pattern for part in things if part.weight >= least),
        deeds=tuple(re.compile(deed.told) for deed in deeds),
        opposites=tuple(re.compile(deed.opposite) for deed in deeds if deed.opposite),
        is_choice=stance == "choose",
        is_joining=bool(_JOINS.search(fold(asked))),
    )


def _telling(terms: Sequence[Term], asked: str) -> Sequence[Term]:
    """The terms of the proposal itself."""
    told = " ".join(match[0] for match in _BESIDE.finditer(asked))
    beside = set(re.findall(r"\w[\w-]*", told))
    heavy = [t for t in terms if not _is_light(t)]
    within = [t for t in heavy if not beside.issuperset(t.word.split())]
    return [t for t in within if t.thing and not t.aside]


def _is_light(term: Term) -> bool:
    lemma = fold(term.lemma)
    return bool(_LEAVING.search(lemma)) or all(word in _LIGHT_DEEDS for word in lemma.split())


def _parts(term: Term) -> list[_Part]:
    """The term as a deed or a thing; as both where a phrase has both ("separat budget")."""
    words = fold(term.lemma).split()
    deed = next((d for d in _DEEDS if any(map(d.asked.match, (*words, fold(term.word))))), None)
    if deed is None:
        return [_Part(_pattern(wordings(term, SURELY)), term.weight)]
    things = [word for word in words if not deed.asked.match(word)] if len(words) > 1 else []
    if not things:
        told = "|".join((deed.told, _pattern(wordings(term, SURELY)).pattern))
        return [_Part(re.compile(told), term.weight, deed)]
    others = [
        variant for variant in wordings(term, SURELY)[1:] if deed.asked.match(fold(variant)) is None
    ]
    thing = _pattern((" ".join(things), *others))
    half = term.weight / 2
    return [_Part(re.compile(deed.told), half, deed), _Part(thing, half)]


def _pattern(said: Sequence[str]) -> re.Pattern[str]:
    """What finds one of several wordings in a folded text."""
    return re.compile("|".join(_wording(fold(wording)) for wording in said))


def _wording(wording: str) -> str:
    """A pattern of one wording: each of its words in some form, in any order."""
    words = [word for word in wording.split() if len(word) > 1] or [wording]
    if len(words) == 1:
        return _form_of(words[0])
    return "".join(rf"(?=.*?{_form_of(word)})" for word in words[1:]) + _form_of(words[0])


def _form_of(word: str) -> str:
    """A pattern of the forms of a word, and of compounds with it where that is hardly chance."""
    if len(word) <= 3:
        return rf"\b{re.escape(word)}(?:e?n|e?t|[aeo]r|e?ns|s)?\b"
    stem = re.escape(word[:-1] if word[-1] in "aeiouy" and len(word) > 4 else word)
    if len(stem) >= LIKELY_COMPOUND:
        return stem
    return rf"\b{stem}\w{{0,{ENDING}}}\b"
