"""What a question leans on of the questions before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.words import tokens
from advisor.questions.leaning import OTHER_SIDE, is_name, leans
from advisor.questions.requests import is_courtesy
from advisor.vocabulary import Language

_TURNS_BACK = 3  # questions that a chain of follow-ups is read with

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
# A name and nothing of one's own: "och i Forshaga?", "har CESAM?", "how about Forshaga then?".
_BARE_NAME: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"^(?i:(?:och|men|eller)\s+)?"
        r"(?i:hur (?:är|ar|gör|gor|gick|går|gar|ser) (?:det|man|de|dom)(?: ut)?\s+"
        r"|(?:gör|gor|har|hade|är|ar|får|far|kan|ska|vad gäller)\s+)?"
        r"(?i:(?:i|på|hos|för|med|om|inom)\s+)?"
        r"(\w[\w-]*)(?i:\s+(?:då|da))?\W*$"
    ),
    "en": re.compile(
        r"^(?i:(?:and|but|or)\s+)?"
        r"(?i:(?:what|how) about\s+|(?:does|do|did|has|have|is|are|was|can|should)\s+"
        r"|(?:how|what) is it (?:like )?|is it the same\s+)?"
        r"(?i:(?:in|at|for|with)\s+)?"
        r"(\w[\w-]*)(?i:\s+then)?\W*$"
    ),
}
# What takes back the question before: "nej, jag menade Lysekil".
_CORRECTS = re.compile(
    r"^(?:(?:nej|nä|n[äa]e|fel|förlåt|forlat|ursäkta|ursakta|oj|no|sorry|oops|wrong)\b[,.!\s]*)*"
    r"(?:jag (?:menar|menade)|(?:i|what i) (?:mean|meant)(?: was)?)\b[,:\s]*",
    re.IGNORECASE,
)
# What a question asks something about, to or for, and what a follow-up names in its place.
_PREPOSITIONS: Mapping[Language, str] = {
    "sv": r"(?:om|till|för|hos|kring|inom|mellan)",
    "en": r"(?:about|to|for|on|regarding|between)",
}
_MOST_NAMED = 4  # words after the preposition, in either
_CONJUNCTION = re.compile(r"^(?:och|men|eller|and|but|or)\s+", re.IGNORECASE)


def standalone_parts(text: str, history: Sequence[str], language: Language) -> tuple[str, ...]:
    """The question, preceded by what it leans on when it cannot be read alone."""
    said = text.strip()
    meant = _CORRECTS.sub("", said) if history else said
    corrects = meant != said and bool(meant)
    if not history or is_courtesy(said):
        return (text,)
    if not corrects and not leans(text, history[-_TURNS_BACK:], language):
        return (text,)
    *before, last = history[-_TURNS_BACK:]
    subject = standalone_parts(last.strip(), before, detect_language(last))
    follow_up = meant if corrects else said
    other = (
        _with_other_aspect(subject[-1], follow_up, language)
        or _with_other_name(subject[-1], follow_up, language)
        or _with_other_subject(subject[-1], follow_up, language)
    )
    if other is not None:
        return (*subject[:-1], other)
    addition = _CONJUNCTION.sub("", follow_up)
    return (*(part.rstrip("?!. ") for part in subject), addition)


def _with_other_aspect(asked: str, text: str, language: Language) -> str | None:
    """The question before with another aspect in the place of its own; None where it asks for more.

    Of "Vilka nackdelar har ITSAM?" and "Och fördelarna?" comes "Vilka fördelar har ITSAM?": beside
    each other, the two would ask for both.
    """
    side = OTHER_SIDE.match(text)
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


def _with_other_name(asked: str, text: str, language: Language) -> str | None:
    """The question before with another name in the place of its only one; None where it has more.

    Of "Vilka e-tjänster har Åtvidaberg?" and "Och i Forshaga?" comes "Vilka e-tjänster har
    Forshaga?": beside each other, the two would ask for both.
    """
    bare = _BARE_NAME[language].match(text)
    named = [token for place, token in enumerate(tokens(asked)) if is_name(token, place)]
    if bare is None or len(named) != 1:
        return None
    (own,) = named
    new = bare[1]
    # A number belongs to the name before it, and an s at the end may be a genitive.
    is_whole = not re.match(r"\s*\d|[':]", asked[own.end :]) and not own.text.endswith("s")
    is_alike = new[0].isupper() and new.isupper() == own.text.isupper()  # no acronym for a place
    if not (is_whole and is_alike) or new == own.text:
        return None
    return asked[: own.start] + new + asked[own.end :]


def _with_other_subject(asked: str, text: str, language: Language) -> str | None:
    """The question before with what it ends with, after a preposition, in another's place.

    Of "Vad sägs om skolan?" and "Och om vården?" comes "Vad sägs om vården?". None where the
    question before has that preposition not once, or goes on after what it names.
    """
    preposition = _PREPOSITIONS[language]
    named = re.fullmatch(
        rf"(?:(?:och|men|and|but|what|how) )?(?P<by>{preposition}) (?P<what>[^?.!,]+)[?.! ]*",
        text,
        re.IGNORECASE,
    )
    if named is None or len(named["what"].split()) > _MOST_NAMED:
        return None
    places = list(re.finditer(rf"\b{named['by']}\b ", asked, re.IGNORECASE))
    if len(places) != 1 or len(asked[places[0].end() :].split()) > _MOST_NAMED:
        return None
    return f"{asked[: places[0].end()]}{named['what'].strip()}?"
