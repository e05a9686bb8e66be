"""What the wording of a question shows of the answer it wants, as features to be weighed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import get_args

from advisor.language.folding import fold
from advisor.language.words import FUNCTION_WORDS, tokens
from advisor.questions.focus import last_question
from advisor.questions.spelling import Speller
from advisor.vocabulary import Form, Language

KNOWN = "word "  # begins the name of a feature that is a word
PATTERN = "pattern "  # is in the name of a feature that tells which patterns match
FIRST = f"first {PATTERN}"
_TOLD = "told: "  # begins the name of what shows in all that was told, beside what is asked
_OTHER = "*"  # stands for a word that is not known: what a question is about decides no form
_STEM = 5  # letters, by which the forms of a word are one
_STEMMED = 6  # letters of the shortest word that has a stem
_LENGTHS = (3, 6, 10, 16)  # words, of a question's length at most

_SV_WHO = (
    r"(?:vi|man|ni|jag|kommunen|kommuner|kommunerna|en kommun|små kommuner|mindre kommuner"
    r"|vår kommun)"
)
_SV_US = r"(?:vi|ni|jag|kommunen|vår kommun)"
_EN_WHO = r"(?:we|our|the municipality|a municipality|municipalities|small municipalities|one|i)"
_EN_US = r"(?:we|our|i)"
# "Syftet med nämnden", "the purpose of the board": something about a thing, not what it is.
_SV_ATTRIBUTE = r"(?:det \w+st[ae]\b|\w+(?:en|et|an) (?:av|bakom|f[öo]r|hos|i|med|om|p[åa]|till)\b)"
_EN_ATTRIBUTE = r"the \w+(?: \w+)? (?:of|for|in|on|with|behind|between|to)\b"
# Verbs that follow "när" where it asks for a date; a noun after it begins a clause of time.
_SV_HAPPENED = (
    r"(?:\w+(?:ade|ades|dde|rde|rdes|ddes|lde|ldes|ttes|stes|ktes|ptes|gs)|kom|gick|fick|blev|tog"
    r"|skedde|skrevs|tr[äa]der|startar|upph[öo]r)"
)

# From the narrow to the wide: the first row that matches says more than those after it.
_SV: tuple[tuple[Form, str], ...] = (
    ("decision", r"^(?:ska|skall|b[öo]r|borde|m[åa]ste)\b"),
    (
        "figure",
        r"\bhur (?:m[åa]nga|mycket|mkt|stor (?:andel|del)|stora andelar|stort|gammal|gamla|ofta"
        r"|snabbt|h[öo]g(?:a|t)?|l[åa]ng(?:a|t)? (?:tid|tider)|l[äa]nge|stor (?:[äa]r|var|blev))\b"
        r"|\bvilken andel|\bvilka andelar|\bandelen\b|\bprocent\w*|\bvad kosta(?:r|de)\b"
        rf"|\bn[äa]r {_SV_HAPPENED}\b|\bvilket (?:[åa]r|datum|belopp|antal)\b"
        r"|\bvilken siffra|\bantalet\b",
    ),
    (
        "decision",
        rf"(?:^|[.,:;–-] ?)(?:ska|skall|b[öo]r|borde|m[åa]ste|beh[öo]ver) {_SV_WHO}\b"
        r"(?!.*\b(?:t[äa]nka p[åa]|g[öo]ra f[öo]r att)\b)"
        rf"|(?:^|[.,:;–-] ?)(?:v[åa]gar|kan) {_SV_US}\b"
        r"|\b(?:om|ifall|huruvida) (?:vi|kommunen|man) (?:ska|skall|b[öo]r|borde)\b"
        r"|\btj[äa]nar (?:vi|kommunen) p[åa]\b"
        r"|^(?:[äa]r|vore|skulle) det (?:\w+ ){0,2}(?:klokt|l[äa]mpligt|r[äa]tt|bra|v[äa]rt|smart"
        r"|rimligt|motiverat|b[äa]ttre|idé|ide|n[öo]dv[äa]ndigt)\b"
        r"|^(?:[äa]r|vore) .*\b(?:klokt|vettigt|l[öo]nsam\w*|en bra id[ée])\b|\bl[öo]nar det sig\b"
        r"|\b(?:talar|argument) (?:f[öo]r (?:och|eller|respektive) (?:e?mot))"
        r"|\brekommender\w* .*\b(?:att vi|att kommunen|oss att)\b"
        r"|\bf[öo]r(?:-|delar(?:na)?) (?:och|eller|respektive|kontra) nackdel\w*"
        r"|\bnackdelar(?:na)? (?:och|eller|respektive|kontra) f[öo]rdel\w*"
        r"|\bplus och minus\b",
    ),
    (
        "comparison",
        r"\bskill?nad\w*|\bskilj?(?:er|de)\b|^(?:vad|vilke[tn])\b.*\bb[äa](?:st|ttre)\b.*\beller\b"
        r"|\bj[äa]mf[öo]r\w*|\bkontra\b|\bversus\b|\bvs\b"
        r"|\bs[äa]rskiljer\b|\b[åa]tskill\w*|\blikheter\b|\bliknar\b|\bolikheter\b"
        r"|\bf[öo]rh[åa]ller sig\b"
        r"|^(?!varf[öo]r|hur kommer)"
        r".*\b(?:b[äa]ttre|s[äa]mre|st[öo]rre|starkare|svagare|snabbare|dyrare|billigare) [äa]n\b",
    ),
    (
        "risk",
        r"\brisk(?:er|en|erna|abelt|erar?)?\b|\bfallgrop\w*|\b(?<!och )(?<!eller )nackdel\w*"
        r"|\bg[åa] (?:fel|snett|galet)\b|\bfar(?:a|an|or|orna|ligt)\b"
        r"|\bsvaghet\w*|\bkonsekvens\w* av att inte\b|\bh[äa]nder om\b|\btalar e?mot\b"
        r"|\bvarning\w*|\bhot\b",
    ),
    (
        "definition",
        r"^vad menar .*\bmed\b|^vad (?:menas|avses|betyder|inneb[äa]r|står|star)\b"
        r"|\bdefinier\w*|\bdefinition\w*"
        rf"|^vad [äa]r (?:en |ett |det f[öo]r )?(?!{_SV_ATTRIBUTE})"
        r"(?:[\w:-]+(?: [\w:-]+){0,3})\W*$"
        r"|\bf[öo]rklara begreppet\b|^vem [äa]r(?: [\w-]+){1,3}\W*$",
    ),
    (
        "how",
        r"^hur\b(?! kommer det sig\b)(?!.*\b(?:p[åa]verka\w*|upplev\w*|inverka\w*))"
        r"|\bp[åa] vilket s[äa]tt\b|\bvilka steg\b|\bsteg f[öo]r steg\b|\bi vilken ordning\b"
        r"|\btillv[äa]gag[åa]ngss[äa]tt\b|\bb[äa]sta s[äa]ttet\b"
        r"|^(?:beskriv|f[öo]rklara|ber[äa]tta) hur\b",
    ),
    (
        "list",
        r"\bvilka\b|\bexempel p[åa]\b|^(?:de )?viktigaste\b|\bn[äa]mn\b|\blista\b|\br[äa]kna upp\b"
        r"|\w*faktorer(?:na)?\b"
        r"|\bf[öo]rdelar(?:na)?\b|\bhind(?:er|ren)\b|\butmaningar(?:na)?\b"
        r"|^vad (?:b[öo]r|ska|beh[öo]ver|kr[äa]vs|k[äa]nnetecknar|rekommender)"
        r"|\bvad (?:f[öo]resl[åa]r|rekommenderar)\b|\bl[äa]rdomar\b|\bt[äa]nka p[åa]\b",
    ),
)
_EN: tuple[tuple[Form, str], ...] = (
    ("decision", r"^(?:should|shall|ought|must)\b"),
    (
        "figure",
        r"\bhow (?:many|much|large|big|high|often|long|old)\b"
        r"|\b(?:what|which) (?:share|percentage|proportion|percent|fraction|number|year|figure)\b"
        r"|\bwhen (?:did|was|were|is)\b"
        r"|\bper ?cent(?:age)?\b|\bwhat (?:does|did) .* cost\b|\bthe number of\b"
        r"|\bwhat (?:is|was) the (?:\w+ )?(?:rate|size|cost|price|average)\b",
    ),
    (
        "decision",
        rf"(?:^|[.,:;–-] ?)(?:should|shall|ought|must) {_EN_WHO}\b(?! do\b)"
        rf"|(?:^|[.,:;–-] ?)(?:do|could|can) {_EN_US}\b(?! do\b)"
        r"|\b(?:whether|if) (?:we|the municipality|to)\b(?: should)?"
        r"|^is it (?:\w+ )?(?:worth|wise|a good|better|sensible|right|advisable|reasonable)"
        r"|\bworth (?:it|joining|doing|taking)\b"
        r"|^(?:is|are|would) .*\b(?:a good idea|sensible|wise|advisable|worthwhile|profitable)\b"
        r"|^(?:do|would) you (?:think we should|recommend)\b"
        r"|\bwould it be (?:wise|better|worth)\b|\b(?:speaks?|arguments?) for (?:and|or) against\b"
        r"|\bpros and cons\b|\badvantages? (?:and|or|versus) (?:the )?disadvantages?\b"
        r"|\b(?:benefits?|upsides?) (?:and|or|versus) (?:the )?(?:drawback|downside|risk)\w*",
    ),
    (
        "comparison",
        r"\bdiffer(?:s|ed|ences?|ently)?\b|\bcompar\w*|\bversus\b|\bvs\b|\bdistinguish\w*"
        r"|\bas opposed to\b|\bsets? .* apart\b|\bin contrast\b"
        r"|^(?:which|what)\b.*\b(?:better|best)\b.*\bor\b|\bin common\b"
        r"|^(?!why|how come)"
        r".*\b(?:better|worse|larger|stronger|weaker|faster|cheaper|more expensive) than\b",
    ),
    (
        "risk",
        r"\brisk\w*|\bpitfall\w*|\bdrawback\w*|\bdownside\w*|\b(?:go(?:es|ing)?|went) wrong\b"
        r"|\b(?<!and )(?<!or )disadvantage\w*"
        r"|\bdanger\w*|\bweakness\w*|\bwhat happens if\b|\b(?:speaks?|arguments?) against\b"
        r"|\bthreat\w*",
    ),
    (
        "definition",
        r"\bdefin(?:e|ed|ition)\b|\bwhat (?:is|are) meant by\b"
        r"|\bwhat (?:does|do) .* (?:mean|stand for)\b"
        rf"|^what (?:is|are) (?!{_EN_ATTRIBUTE})(?:an? |the )?"
        r"(?!(?:main|biggest|largest|most|best|key)\b)"
        r"(?:[\w:-]+(?: [\w:-]+){0,3})\W*$|^who is(?: [\w-]+){1,3}\W*$",
    ),
    (
        "how",
        r"^how\b(?! come\b)(?!.*\b(?:affect\w*|experienc\w*|perceiv\w*))|\bin what way\b"
        r"|\bwhat steps\b|\bstep by step\b|\bbest way to\b|^(?:describe|explain) how\b",
    ),
    (
        "list",
        r"\bwhich\b|\bexamples? of\b|^(?:key|main|most important)\b|\blist\b|\bname\b"
        r"|\bfactors?\b|\bbenefits\b|\bobstacles\b|\bchallenges\b"
        r"|\bbarriers\b|\blessons\b|^what (?:are|should|must|needs?)\b"
        r"|^what (?:do|does) .*\b(?:need|require|recommend|suggest|consider)\b"
        r"|^what (?!(?:is|was|has|does)\b)\w+s\b(?! (?:is|was|has)\b)",
    ),
)
_TABLES: Mapping[Language, tuple[tuple[Form, str], ...]] = {"sv": _SV, "en": _EN}
_FORMS = {
    language: tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in rows)
    for language, rows in _TABLES.items()
}
_GREETING = re.compile(r"^\s*(?:och|men|and|but|hej|hi|hello)[,!]?\s+", re.IGNORECASE)

# A slip in the first word would hide what kind of answer is wanted.
_OPENINGS: Mapping[Language, Speller] = {
    "sv": Speller(dict.fromkeys(("borde", "jämför", "skillnaden", "varför", "vilka", "vilken"), 1)),
    "en": Speller(dict.fromkeys(("compare", "define", "ought", "should", "which"), 1)),
}


def wording_features(text: str, language: Language, known: Collection[str]) -> frozenset[str]:
    """The names of what the wording shows; other words than those that are known (folded) are not
    told apart.

    The last sentence that asks is read word by word. Of what was told before it, only the patterns.
    """
    told = _GREETING.sub("", text.strip())
    asked = _with_opening_mended(last_question(told), language)
    said = [fold(token.text) for token in tokens(asked)]
    found = {f"in {language}", _length(len(said))}
    found.update(_patterns(asked, language), _words(said, known))
    found.update(_in_sequence([word if word in known else _OTHER for word in said]))
    if asked != told:
        found.add("something told before")
        found.update(f"{_TOLD}{name}" for name in _patterns(told, language))
    if told.count("?") > 1:
        found.add("several questions")
    if "?" not in asked:
        found.add("no question mark")
    if "," in asked:
        found.add("comma")
    return frozenset(found)


def form_by_pattern(features: Collection[str]) -> Form:
    """The form whose pattern matches first in what is asked, or else in all that was told."""
    for scope in ("", _TOLD):
        for form in get_args(Form):
            if f"{scope}{FIRST}{form}" in features:
                return form  # type: ignore[no-any-return]
    return "open"


def _with_opening_mended(text: str, language: Language) -> str:
    """The text with a slip in its first word taken back, where that word decides the form."""
    first, space, rest = text.strip().partition(" ")
    is_known = first.casefold() in FUNCTION_WORDS[language]
    meant = () if is_known else _OPENINGS[language].suggest(first)
    return f"{meant[0]}{space}{rest}" if meant else text.strip()


def _length(words: int) -> str:
    least = next((most for most in _LENGTHS if words <= most), None)
    return f"at most {least} words" if least else f"over {_LENGTHS[-1]} words"


def _patterns(text: str, language: Language) -> Iterator[str]:
    """The forms whose pattern matches, and the one that matches first."""
    matching = [form for form, pattern in _FORMS[language] if pattern.search(text)]
    yield f"{FIRST}{matching[0] if matching else 'none'}"
    yield from (f"{PATTERN}{form}" for form in matching)


def _words(said: Sequence[str], known: Collection[str]) -> Iterator[str]:
    yield from (f"{KNOWN}{word}" for word in said if word in known)
    yield from (f"stem {word[:_STEM]}" for word in said if len(word) >= _STEMMED)


def _in_sequence(words: Sequence[str]) -> Iterator[str]:
    """Pairs and triples of words, with where the question begins and ends."""
    row = ("^", *words, "$")
    for length in (2, 3):
        for start in range(len(row) - length + 1):
            yield " ".join(row[start : start + length])
    if len(words) > 2:
        yield " ".join(row[:4])
