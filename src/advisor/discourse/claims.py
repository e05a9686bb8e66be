"""What a sentence says of an effect: that something became better or worse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from advisor.vocabulary import Language, Outcome, Thing

# What is told to rise or fall: up is good for it, unless it is one of _BURDENS.
_THINGS: Mapping[Language, Mapping[Thing, str]] = {
    "sv": {
        "efficiency": r"(?:effektivitet\w*|effektivise\w*|produktivitet\w*|stordrift\w*"
        r"|skalfördel\w*)",
        "benefit": r"(?:nytta\w*|nyttan|vinst(?:er|erna|en)?|ekonomiska fördelar\w*|synergi\w*)",
        "quality": r"(?:kvalitet\w*|service\w*|likvärdighet\w*|tillgänglighet\w*)",
        "influence": r"(?:inflytande\w*|självbestämmande\w*|suveränitet\w*|självstyre\w*"
        r"|påverka (?:utfall|beslut)\w*)",
        "insight": r"(?:insyn\w*|demokrati\w*|transparens\w*|ansvarsutkrävande\w*)",
        "competence": r"(?:kompetens\w*|kunskap(?:en|er|s)?\w*)",
        "pace": r"(?:takt(?:en)?|hastighet\w*|innovation\w*|utvecklingstakt\w*)",
        "security": r"(?:säkerhet\w*|informationssäkerhet\w*)",
        "cost": r"(?:\w*kostnad(?:en|er|erna)?|utgift(?:en|er|erna)?|avgift(?:en|er|erna)?)",
        "risk": r"(?:sårbarhet\w*|risk(?:en|er|erna)?|rädsla\w*)",
        "burden": r"(?:arbetsbelastning\w*|merarbete\w*|dubbelarbete\w*|administration\w*)",
        "conflict": r"(?:konflikt\w*|motstridighet\w*|motsättning\w*)",
    },
    "en": {
        "efficiency": r"(?:efficien\w*|productivity|economies of scale)",
        "benefit": r"(?:benefits?|gains?|profits?|value)",
        "quality": r"(?:quality|service level|accessibility)",
        "influence": r"(?:influence|autonomy|self-government|sovereignty)",
        "insight": r"(?:transparency|democra\w*|accountability)",
        "competence": r"(?:competence|expertise|knowledge)",
        "pace": r"(?:pace|speed|innovation)",
        "security": r"(?:security)",
        "cost": r"(?:costs?|expenses?)",
        "risk": r"(?:vulnerab\w*|risks?)",
        "burden": r"(?:workload|burden|extra work)",
        "conflict": r"(?:conflicts?|contradictions?)",
    },
}
_BURDENS: frozenset[Thing] = frozenset({"cost", "risk", "burden", "conflict"})
_UP: Mapping[Language, str] = {
    "sv": r"(?:stig(?:er|it|ande)|öka\w*|ökning\w*|höj\w*|högre|större|betydligt större|bättre"
    r"|förbättr\w*|stärk\w*|främja\w*|ge[rs]?|gav|bidra(?:r|git)? till|leda till"
    r"|leder till|medför\w*|skapa\w*|möjliggör\w*|uppnå\w*|resulterat? i|goda|kvalitets?höj\w*"
    r"|bibehåll\w*|behåll\w*|orsaka\w*|ser (?:man )?|upplev\w*)",
    "en": r"(?:increas\w*|rais\w*|higher|larger|better|improv\w*|strengthen\w*|promot\w*|giv\w*"
    r"|leads? to|enabl\w*|creat\w*|achiev\w*|retain\w*|experienc\w*)",
}
# After what it is about: "kostnaderna ökar", not "kostnader, vilket leder till".
_RISES: Mapping[Language, str] = {
    "sv": r"(?:öka[rtd]?\w*|stig\w*|höj[ts]\w*|förbättra(?:s|des|ts)|stärk(?:s|tes))",
    "en": r"(?:increas\w*|rises?|rose|improves?d?|grew|grows?)",
}
_FALLS: Mapping[Language, str] = {
    "sv": r"(?:minska[rtd]?\w*|sjunk\w*|sänk[ts]\w*|försämra(?:s|des|ts)|försvaga(?:s|des|ts)"
    r"|uteb(?:lir|liv\w*)|(?:är|vara) svåruppnå\w*|delas)",
    "en": r"(?:decreas\w*|falls?|fell|declin\w*|worsen\w*|(?:is|are) shared)",
}
_DOWN: Mapping[Language, str] = {
    "sv": r"(?:sjunk\w*|minsk\w*|sänk\w*|lägre|reducer\w*|sämre|försämr\w*|försvag\w*|förlor\w*"
    r"|tappa\w*|begräns\w*|hämma\w*|hindr\w*|svåruppnå\w*"
    r"|uteb(?:lir|liv\w*)|slipp\w*|mindre|undvik\w*|bespar\w*)",
    "en": r"(?:decreas\w*|reduc\w*|lower\w*|less|worse|weaken\w*|los[es]\w*|lost|limit\w*"
    r"|hinder\w*|fewer)",
}
_NEGATED: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:inte(?! bara| minst| enbart| endast)|inga|ingen|inget|varken|ej|aldrig|knappast"
        r"|utan|svårt att|svårare att|svårigheter att)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not(?! only| just| least)|no|neither|nor|never|hardly|without|difficult to"
        r"|hard to)\b",
        re.IGNORECASE,
    ),
}
# Said without naming what goes up or down.
_PLAIN: Mapping[Language, tuple[tuple[str, Thing, Outcome], ...]] = {
    "sv": (
        (
            r"\b(?:kostnads)?besparing\w*|\bbilligare\b|\bspara(?:r|t|de)? pengar\b"
            r"|\blåga? \w*kostnad\w*"
            r"|\bdela(?:r|s|de)?\b(?: \w+){0,3}? (?:\w*kostnad|utgift)\w*|\bdelade \w*kostnad\w*",
            "cost",
            "better",
        ),
        (r"\bdyrare\b|\b\w*merkostnad\w*|\btransaktionskostnad\w*", "cost", "worse"),
        (r"\b(?:snabbare|kom(?:ma|mit|mer)? ikapp)\b", "pace", "better"),
        (
            r"\b(?:långsammare|stå still|bromskloss\w*|fördröj\w*|försen\w*)\b",
            "pace",
            "worse",
        ),
    ),
    "en": (
        (
            r"\b(?:cost )?savings?\b|\bcheaper\b|\bsaves? money\b|\blow costs?\b"
            r"|\bshar\w+(?: \w+){0,2} costs?\b",
            "cost",
            "better",
        ),
        (r"\bmore expensive\b|\bextra costs?\b|\btransaction costs?\b", "cost", "worse"),
        (r"\bfaster\b|\bcatch up\b", "pace", "better"),
        (r"\bslower\b|\bdelay\w*\b|\bheld? back\b", "pace", "worse"),
    ),
}
# Some say one thing and others another: both say it, or are studies. "Some towns lag while others
# do not" tells of towns that differ, not of opinions.
_SAYS = (
    r"(?:vill|anser|ansåg|menar|menade|tycker|tyckte|tror|trodde|hävdar|hävdade|visar|visade|pekar"
    r"|pekade|finner|fann|är (?:emot|för|tveksam\w*|skeptisk\w*|kritisk\w*|negativ\w*|positiv\w*)"
    r"|wants?|wanted|argued?|claim(?:ed)?|believed?|think|thought|show(?:ed)?|point(?:ed)?|find|found"
    r"|are (?:against|for|doubtful|sceptical|critical|negative|positive))"
)
_DISPUTED = re.compile(
    rf"\bolika uppfattningar\b"
    rf"|\b(?:vissa|några|somliga)\b.{{0,60}}\b{_SAYS}\b.{{3,120}}\b(?:medan|men) andra"
    rf" (?:\w+ )?{_SAYS}\b"
    r"|\bråder (?:delade meningar|oenighet)\b|\båsikterna går isär\b"
    r"|\bforskningen är (?:oense|inte entydig)\b"
    rf"|\bsome\b.{{0,60}}\b{_SAYS}\b.{{3,120}}\b(?:while|whereas|but) others (?:\w+ )?{_SAYS}\b"
    r"|\bopinions differ\b|\bno consensus\b",
    re.IGNORECASE,
)
_KEEPS_OFF = re.compile(
    r"\b(?:undvik|slipp|förhindr|förebygg|motverk|avoid|prevent)\w*", re.IGNORECASE
)
# Up to four words between, within one clause.
_GAP = (
    r"(?:\s+(?!(?:som|vilket|men|eller|då|när|och|medan|that|which|but|when|and|while)\b)"
    r"[\w’'-]+){0,4}?\s+"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """That something, costs or quality or influence, gets better or worse for those concerned."""

    thing: Thing
    outcome: Outcome

    @property
    def opposite(self) -> Claim:
        return Claim(self.thing, "worse" if self.outcome == "better" else "better")


@lru_cache(maxsize=20_000)
def claims(sentence: str, language: Language) -> frozenset[Claim]:
    """The effects that a sentence tells of; empty for one that tells of none.

    Sentences that claim the opposite of the same thing contradict each other only where they are
    about the same matter, which is for the caller to know.
    """
    found = frozenset(_claims(sentence, language))
    return frozenset(claim for claim in found if claim.opposite not in found)


def is_disputed(sentence: str) -> bool:
    """Whether the sentence itself says that opinions or studies differ."""
    return bool(_DISPUTED.search(sentence))


def _claims(sentence: str, language: Language) -> Iterator[Claim]:
    for thing, words in _THINGS[language].items():
        for before, after, is_up in (
            (_UP[language], _RISES[language], True),
            (_DOWN[language], _FALLS[language], False),
        ):
            pattern = rf"\b{before}(?:{_GAP}|\s+){words}\b|\b{words}{_GAP}{after}\b"
            match = _compiled(pattern).search(sentence)
            if match and is_up and _compiled(rf"\b{_DOWN[language]}\b").search(match[0]):
                continue  # "ger lägre kostnader": what goes down is told by the other word
            if match and not _is_kept_off(sentence, match):
                is_good = is_up != (thing in _BURDENS)
                claim = Claim(thing, "better" if is_good else "worse")
                yield _unless_negated(claim, sentence, match, language)
    for pattern, thing, outcome in _PLAIN[language]:
        match = _compiled(pattern).search(sentence)
        if match and not _is_kept_off(sentence, match):
            yield _unless_negated(Claim(thing, outcome), sentence, match, language)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _is_kept_off(sentence: str, match: re.Match[str]) -> bool:
    """Whether a sentence says, before it, that something is avoided: it tells no effect of it."""
    return bool(_KEEPS_OFF.search(sentence, 0, match.start()))


def _unless_negated(claim: Claim, sentence: str, match: re.Match[str], language: Language) -> Claim:
    before = " ".join(sentence[: match.start()].split()[-5:])
    negated = _NEGATED[language].search(f"{before} {match[0]}")
    return claim.opposite if negated else claim
