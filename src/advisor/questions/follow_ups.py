"""What a question leans on of the questions before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.vocabulary import Language

_FEW_WORDS = 4  # content words; a longer question brings its own subject
_TURNS_BACK = 3  # questions that a chain of follow-ups is read with

_SV_ADJECTIVAL = (
    r"(?:\w+(?:st[ae]|sk[ae]|lig[ae]|ell[ae]|samm?a|nd[ae]|ad[ae])|nya|egna|andra|f[öo]rsta"
    r"|sm[åa]|stora|tv[åa]|tre|fyra|fem)"
)
# Words that point back to the question before: not articles ("den största"), not expletives
# ("finns det", "is it wise to"), not the start of a clause ("kommuner där", "systems that").
_POINTS_BACK: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"(?<!finns )(?<!fanns )\b(?:det|de|den)\b(?! {_SV_ADJECTIVAL}\b)"
        r"(?! (?:som|h[äa]r|d[äa]r|att|sig)\b)"
        r"(?!.*\b(?:att|som)\b)|\b(?:det|de|den) (?:h[äa]r|d[äa]r)\b"
        r"|\b(?:detta|denna|denne|dessa|dem|dom)\b"
        r"|\bs[åa]dan\w*\b(?! som\b)|\b(?:d[äa]r|d[åa])\W*$|^d[äa]r\b",
        re.IGNORECASE,
    ),
    # "IT" in capitals points to nothing.
    "en": re.compile(
        r"\b(?:it|It)\b(?!.*\b(?:to|that)\b)|(?i:\b(?:they|them|their|these|this|its)\b)"
        r"|(?i:\bthose\b)(?! (?:who|that|which)\b)|(?i:\bthere\W*$)"
        r"|(?i:\b(?:is|are|does|do|did|was|will|would|can|about|of|for|with|like)) that\b"
        r"|\bthat\W*$"
        r"|(?i:\b(?:larger|smaller|bigger|other|such) ones\b)"
    ),
}
# Of both languages: the fewer the words, the less sure is the language that they are in.
_CONTINUES = re.compile(
    r"^(?:och|men|eller|varf[öo]r d[åa]|hur d[åa]|and|but|or|then|what about|how about)\b"
    r"|^varf[öo]r\W*$|^why\W*$"
    # An aspect without a subject: it is the subject of the question before.
    r"|^(?:vilka|vad|finns det|n[åa]gra|what|which|are there|any)?\W*(?:är|ar|finns|are|is)?\W*"
    r"(?:det|de|the)?\W*(?:n[åa]gra |any )?"
    r"(?:risker(?:na)?|f[öo]rdelar(?:na)?|nackdelar(?:na)?|villkor(?:en)?|kostnader(?:na)?|hinder"
    r"|hindren|utmaningar(?:na)?|alternativ(?:en)?|argument(?:en)?|sk[äa]l(?:en)?"
    r"|risks?|benefits?|drawbacks?|costs?|conditions?|obstacles?"
    r"|challenges?|alternatives?|arguments?)(?: finns| finns det| are there)?\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^(?:[äa]ven|ocks[åa]|inom|f[öo]r|hos|i|p[åa]|med|utan|also|even|for|in|with|without)\b"
    r"(?!.*\b(?:vad|vilk\w+|hur|n[äa]r|var|vem|ska|b[öo]r|kan"
    r"|what|which|how|when|who|should|can|do|does)\b)",
    re.IGNORECASE,
)
# What may be asked of one subject after another, in forms that stand for each other: the plural,
# and the one with an article.
_ASPECTS: Mapping[Language, Sequence[tuple[str, str]]] = {
    "sv": (
        *(("fördelar", "fördelarna"), ("nackdelar", "nackdelarna"), ("risker", "riskerna")),
        *(("hinder", "hindren"), ("utmaningar", "utmaningarna"), ("svårigheter", "svårigheterna")),
        *(("möjligheter", "möjligheterna"), ("vinster", "vinsterna"), ("nyttor", "nyttorna")),
        *(("kostnader", "kostnaderna"), ("villkor", "villkoren"), ("behov", "behoven")),
        *(("förutsättningar", "förutsättningarna"), ("framgångsfaktorer", "framgångsfaktorerna")),
        *(("argument", "argumenten"), ("skäl", "skälen"), ("lärdomar", "lärdomarna")),
    ),
    "en": tuple(
        (word, word)
        for word in (
            "benefits advantages gains opportunities drawbacks disadvantages downsides risks"
            " obstacles barriers challenges difficulties costs conditions prerequisites needs"
            " arguments reasons lessons"
        ).split()
    ),
}
# Without what says that it is another aspect of the same: `och`, `the`, `vilka är`, `då`.
_BARE_ASPECT = re.compile(
    r"^(?:(?:och|men|and|but|then|what about|how about|hur (?:är|ar) det med)\s+)?"
    r"(?:(?:vilka|vad|which|what)\s+)?(?:(?:är|ar|finns|are)\s+)?(?:(?:det|there)\s+)?"
    r"(?:(?:de|the|några|any)\s+)?(\w+)(?:\s+(?:då|finns|finns det|are there|then))?\W*$",
    re.IGNORECASE,
)
_SIDE = {
    "sv": re.compile(r"\b(talar )(för|emot|mot)\b", re.IGNORECASE),
    "en": re.compile(r"\b((?:speaks?|argues?|talks) )(for|against|in favour of)\b", re.IGNORECASE),
}
_OTHER_SIDE = re.compile(
    r"^(?:(?:och|men|and|but)\s+)?(?:(?:vad|what)\s+)?(?:(?:talar|speaks?|argues?)\s+)?"
    r"(för|emot|mot|for|against)(?:\s+(?:det|då|it|then))?\W*$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^(?:och|men|eller|and|but|or)\s+", re.IGNORECASE)


def standalone_parts(text: str, history: Sequence[str], language: Language) -> tuple[str, ...]:
    """The question, preceded by what it leans on when it cannot be read alone."""
    if not history or not _leans(text, language):
        return (text,)
    *before, last = history[-_TURNS_BACK:]
    subject = standalone_parts(last.strip(), before, detect_language(last))
    other = _with_other_aspect(subject[-1], text.strip(), language)
    if other is not None:
        return (*subject[:-1], other)
    addition = _CONJUNCTION.sub("", text.strip())
    return (*(part.rstrip("?!. ") for part in subject), addition)


def _with_other_aspect(asked: str, text: str, language: Language) -> str | None:
    """The question before with another aspect in the place of its own; None where it asks for more.

    Of "Vilka nackdelar har ITSAM?" and "Och fördelarna?" comes "Vilka fördelar har ITSAM?": beside
    each other, the two would ask for both.
    """
    side = _OTHER_SIDE.match(text)
    if side is not None:
        turned, count = _SIDE[language].subn(rf"\g<1>{side[1].lower()}", asked)
        return turned if count == 1 else None
    bare = _BARE_ASPECT.match(text)
    forms = {
        fold(form): (pair, as_which)
        for pair in _ASPECTS[language]
        for as_which, form in enumerate(pair)
    }
    wanted = forms.get(fold(bare[1])) if bare is not None else None
    named = [m for m in re.finditer(r"\w+", asked) if fold(m[0]) in forms]
    if wanted is None or len(named) != 1:
        return None
    (own,) = named
    pair, as_which = forms[fold(own[0])]
    form = wanted[0][as_which]
    if pair == wanted[0]:
        return None
    form = form.capitalize() if own[0][0].isupper() else form
    return asked[: own.start()] + form + asked[own.end() :]


def _leans(text: str, language: Language) -> bool:
    stripped = text.strip()
    if _CONTINUES.search(stripped) or _OTHER_SIDE.match(stripped):
        return True
    if len(content_words(text, language)) > _FEW_WORDS:
        return False
    return bool(_POINTS_BACK[language].search(stripped) or _FRAGMENT.search(stripped))
