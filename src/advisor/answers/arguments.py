"""What a sentence is to a proposal: advice on it, a reason for or against it, a condition of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from advisor.answers.conditions import stated_conditions
from advisor.answers.proposals import Proposal, folded
from advisor.discourse.signs import signs
from advisor.language.folding import fold
from advisor.types import Sentence
from advisor.vocabulary import Language, Role, Sign

signs_of = lru_cache(maxsize=512)(signs)  # the same quotes are looked at again and again

# Said to be advice wherever it stands.
_ADVISES = re.compile(
    r"\ben (?:annan |viktig |ytterligare |central )?rekommendation (?:ar|blir)\b"
    r"|\brekommendation(?:en|er)? (?:ar )?att\b|\brekommenderar\b(?! inte)|\brekommenderas\b"
    r"|\brad(?:et|en) ar att\b|\b(?:vi|jag|forfattarna|rapporten) foreslar\b"
    r"|\b(?:we|i|the authors?|the report) (?:therefore )?(?:recommends?|suggests?)\b"
    r"|\bit is (?:therefore )?recommended\b|\b(?:a|one|our) recommendation is\b"
)
_OUGHT = re.compile(r"\b(?:bor|borde|maste|behover|ska|should|ought|must|needs? to)\b")
# What something is advised for is not what is advised.
_WHAT_FOR = re.compile(r"\b(?:for att|sa att|in order to|so that)\b[^,]*")
# Whom some advice is for, when not for municipalities.
_OTHERS = (
    r"(?:nationella aktorer\w*|staten|regeringen|riksdagen|myndigheterna|statliga myndigheter"
    r"|national (?:actors?|agenc\w+|authorit\w+)|the (?:state|government))"
)
_OTHERS_ASKED = re.compile(
    r"\bnationella? (?:aktor|organ|myndighet)|\bmyndighet|\bstat(?:en|ens|lig\w*)?\b|\bregering"
    r"|\bskr\b|\bdigg\b|\bgovernment|\bnational (?:a|b|level|organi)|\bagenc(?:y|ies)\b"
)
_MUNICIPALITIES_ASKED = re.compile(r"kommun|municipalit|council|\b(?:vi|oss|we|us)\b")
_FOR_US = re.compile(r"\b(?:for|till|to) (?:kommun|municipalit)")
_FOR_OTHERS = re.compile(rf"\b(?:for|till|to) {_OTHERS}")
_OTHERS_SHOULD = re.compile(
    rf"\b{_OTHERS}(?: \w+){{0,2}}? (?:bor|ska|maste|behover|should|must|needs?)\b"
)
# Where a sentence turns: what is said on one side holds not of the other.
_TURN = re.compile(r";|:|,? \b(?:men|medan|dock|daremot|but|while|whereas|however)\b")
# Missing, or had by few: what is said to follow is the harm of doing without.
_LACKED = (
    r"\b(?:brist(?:en|er|erna|ande)?(?: pa| i)?|avsaknad(?:en)? av|utan|sakna(?:r|s|de)?"
    r"|otillrackli\w*|ostrukturerad\w*|svag(?:a|t)?|outveckla\w*|eftersatt\w*|ingen|inga"
    r"|inte (?:finns )?nago[nt]|om (?:\w+ ){0,2}inte|if (?:\w+ ){0,2}not"
    r"|(?:endast|bara|enbart) (?:en |ett )?(?:\d+|fa|fatal|mindre|minoritet|nagra)\S*"
    r"|fa kommuner|minoritet(?:en)?|inte (?:har|infort|etablerat|tillrackli\w*)"
    r"|lack(?:s|ing)?(?: of| a)?|without|absence of|insufficient|only (?:a few|few|\d+)\S*"
    r"|few municipalities)\b"
)
_POINTED_BACK = r"\b(?:denna|detta|dessa|sadan\w*|this|these|such)\b"
_WIDE, _NEAR = r"(?:\W+\w+){0,9}?\W+\w*", r"(?:\W+\w+){0,4}?\W+\w*"
_AT_THE_COST = re.compile(r"\b(?:pa bekostnad av|at the (?:cost|expense) of)\b(.*)")
# A harm that is kept off speaks for what keeps it off.
_KEEPS_OFF = (
    r"\b(?:minsk\w*|reducer\w*|f[öo]rhindr\w*|f[öo]rebygg\w*|motverk\w*|undvik\w*|slipp\w*"
    r"|[öo]verbrygg\w*|reduc\w*|avoid\w*|prevent\w*|mitigat\w*)(?:\W+\w+){0,3}?\W+"
    r"\w*(?:risk|utmaning|problem|hinder|s[åa]rbar|brist|kostnad|utgift|beroende|fragmenter|isolering"
    r"|komplexitet|cost|challenge|vulnerab|dependen)\w*"
)
_KEPT_OFF, _KEPT_OFF_AS_IS = re.compile(_KEEPS_OFF), re.compile(_KEEPS_OFF, re.IGNORECASE)
_MORE_GAIN = re.compile(
    r"\b(?:sakerstall(?:er|s|a)|snabbare|enklare|lattare|billigare|lagre kostnad\w*|skydda[rs]?"
    r"|ensures?|faster|easier|cheaper|lower costs?|protects?)\b"
)
_MORE_HARM = re.compile(
    r"\b(?:merarbet\w*|merkostnad\w*|dubbelarbet\w*|fordroj\w*|forsen(?:as|ar|ing\w*)|kostsam\w*"
    r"|dyrare|dyr[at]?|krangl\w*|tidskravande|suboptimer\w*|tranger undan|bekostnad"
    r"|delays?|expensive|burden\w*|extra work)\b"
)
_DENIED = re.compile(
    r"\b(?:inte(?! bara| enbart| endast| underskatt)|ingen|inga|inget|varken|sallan|aldrig"
    r"|saknar|utan"
    r"|not(?! only| be underest)|no|none|neither|never|rarely|hardly|without)\b"
)
_CALLED_BAD = re.compile(
    r"\b(?:nackdel|svaghet|drawback|disadvantage|downside|weakness)(?!\w*analys)\w*"
)
_CALLED_GOOD = re.compile(r"\b(?:fordel(?!ning)|styrk|advantage|strength)\w*")
_COMES = (
    r"(?:ser|se|upplev\w*|uppna\w*|marker|marka|hamta hem|nar|na|see|seen|reap\w*|realis\w*"
    r"|achiev\w*|experienc\w*)"
)
_NO_GAIN = re.compile(
    rf"\b(?:(?:{_COMES} )(?:inte|ej|knappast|inga|varken|no)"
    r"|(?:inte|ej|knappast|varken|svart att|svarare att|not|hardly|difficult to|hard to)"
    rf"(?: \w+){{0,4}}? {_COMES})(?: \w+){{0,4}}?"
    r" \w*(?:resultat|vinst|nytta|nyttan|effektivis|fordel|besparing|gain|benefit|saving)\w*"
)
_FAILS = (
    r"(?:brister|bristfallig\w*|(?:ar|ses som) (?:en )?svaghet\w*|stannar|uteblir|saknas"
    r"|is a weakness|(?:is|are) missing)\b"
)
# Said of the field that the thing belongs to, or beside the thing, and not of having it.
_NOT_OF_IT = (
    r"\b(?:(?:utmaning|problem|svarighet|challenge)\w* (?:gallande|inom|kring|regarding|in)"
    r"|utover|forutom|vid sidan av|besides|apart from|efterlikn\w*"
    r"|begransa(?:d|de|t)|snava?|knappa?|rigida?|strikta?|limited|tight)\b"
)
# Few have it, however far that is told from its name: what follows is no harm of having it.
_BY_FEW = (
    r"\b(?:(?:fa|fatal|minoritet\w*) (?:av )?(?:\w+ )?kommuner\w*"
    r"|few (?:of )?(?:the )?(?:\w+ )?municipalities)\b(?:\W+\w+){0,16}?\W+\w*"
)
_UNDERVALUED = re.compile(r"\b(?:undervarder|underskatta|undervalu|underestimat)\w*")
# An aim is no effect that was seen.
_AIMS = re.compile(
    r"\bsyfta(?:r|de)?\b|\b(?:med|i) syfte\w*|\bambition\w*|\baims? (?:to|at)\b|\bwith the aim\b"
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a text shows of gain and harm, and of how it speaks of the proposal."""

    gains: bool
    harms: bool
    lacked: bool  # the thing is missing, weak or had by few
    beside: bool  # it is about what surrounds the thing
    aims: bool
    advises: bool


def role_in_argument(
    proposal: Proposal, sentence: Sentence, text: str, *, is_considered: bool, asked: str
) -> Role:
    """What a quoted text is to a proposal; a finding where it is not surely anything else.

    `is_considered`: it stands where a source speaks its own, considered word. A text that advises
    something in the place of the proposal speaks against it.
    """
    heading = sentence.section[-1] if sentence.section else ""
    if "announcement" in sentence.signs:
        return "finding"
    advises = advises_municipalities(sentence, text, asked, is_considered=is_considered)
    if advises and proposal.is_joined(text):
        return "recommendation"
    is_condition = _is_condition(proposal, text, sentence.language)
    if not proposal.is_told_of(text, heading):
        return "condition" if is_condition else "finding"
    side = _side(proposal, text, sentence.language)
    if proposal.is_set_aside(text):
        return "argument_against" if advises else "finding"
    if advises and side != "argument_against" and _is_what_is_advised(proposal, folded(text)):
        return "recommendation"
    if side is not None:
        return side
    return "condition" if is_condition else "finding"


def weighed(
    proposal: Proposal, sentence: Sentence, text: str, *, is_considered: bool, asked: str
) -> Weighed:
    """What a quoted text shows, beside the role that it has by rule."""
    said = folded(text)
    gains, harms = _gains_and_harms(text, sentence.language)
    return Weighed(
        gains=gains,
        harms=harms,
        lacked=_is_lacked(proposal, said),
        beside=_is_beside(proposal, said),
        aims=bool(_AIMS.search(said)),
        advises=advises_municipalities(sentence, text, asked, is_considered=is_considered),
    )


def tells_harm_of_it(
    proposal: Proposal, text: str, seen: Weighed, its_signs: frozenset[Sign]
) -> bool:
    """Whether a text tells a harm, and no gain, of what the proposal names or does.

    It may be but a part of the proposal; that the text is on the matter is for the caller to know.
    """
    said = folded(text)
    if not seen.harms or seen.gains or seen.aims or seen.beside or "directive" in its_signs:
        return False
    if seen.lacked or re.search(_LACKED, said):
        return False
    return proposal.is_named(said) or any(deed.search(said) for deed in proposal.deeds)


def may_speak_against(proposal: Proposal, text: str, language: Language) -> bool:
    """Whether a text tells a harm, unless it is surely that of doing without the proposal."""
    said = folded(text)
    if tells_no_gain(text):
        return True
    if _is_lacked(proposal, said) or re.search(_LACKED, said):
        return False
    return _gains_and_harms(text, language)[1]


def may_speak_for(proposal: Proposal, text: str, language: Language) -> bool:
    """Whether a text tells a gain, advises, or tells the harm of doing without the proposal."""
    said = folded(text)
    if may_advise(proposal, text) or _is_lacked(proposal, said) or re.search(_LACKED, said):
        return True
    return _gains_and_harms(text, language)[0] or bool(_CALLED_GOOD.search(said))


def tells_no_gain(text: str) -> bool:
    """Whether a text calls what it tells a drawback, or says of a gain that it does not come."""
    said = folded(text)
    called, told_good = _CALLED_BAD.search(said), _CALLED_GOOD.search(said)
    return bool((called and not told_good) or _NO_GAIN.search(said))


def may_advise(proposal: Proposal, text: str) -> bool:
    """Whether a text that names what is proposed says what ought to be, wherever it stands."""
    said = folded(text)
    return proposal.is_named(said) and bool(_ADVISES.search(said) or _OUGHT.search(said))


def advises_municipalities(
    sentence: Sentence, text: str, asked: str, *, is_considered: bool
) -> bool:
    """Whether a text advises those who ask, and not somebody else."""
    if is_for_others(sentence, asked):
        return False
    if sentence.role == "recommendation":
        return True
    is_explicit = bool(_ADVISES.search(folded(text)))
    orders = "directive" in sentence.signs and (
        sentence.kind == "list_item" or bool(_OUGHT.search(fold(sentence.text)))
    )
    return is_explicit or (is_considered and orders)


def is_for_others(sentence: Sentence, asked: str) -> bool:
    """Whether what is advised is for national actors, though the question is not on them, or for
    municipalities, though it is on national actors alone.
    """
    question = fold(asked)
    if _OTHERS_ASKED.search(question):
        is_only_them = not _MUNICIPALITIES_ASKED.search(question)
        return is_only_them and any(_FOR_US.search(fold(heading)) for heading in sentence.section)
    headings = any(_FOR_OTHERS.search(fold(heading)) for heading in sentence.section)
    return headings or bool(_OTHERS_SHOULD.search(fold(sentence.text)))


def _is_what_is_advised(proposal: Proposal, said: str) -> bool:
    """Whether the thing itself is advised, not what it is for or how few have it."""
    return proposal.is_named(_WHAT_FOR.sub(" ", said)) and not _is_lacked(proposal, said)


def _side(proposal: Proposal, text: str, language: Language) -> Role | None:
    """The side that a text argues for; None where it names gain and harm at once, or neither."""
    said = folded(text)
    protects = _AT_THE_COST.search(said)
    if protects and proposal.is_named(protects[1]):
        return "argument_for"
    gains, harms = _gains_and_harms(text, language)
    if _is_lacked(proposal, said):
        return "argument_for" if harms else None
    if gains == harms or _AIMS.search(said) or _is_beside(proposal, said):
        return None
    named = [clause for clause in _TURN.split(said) if proposal.is_named(clause)]
    if gains:
        return "argument_for" if named and not _is_denied(proposal, named) else None
    if _UNDERVALUED.search(said):
        return None
    if re.search(rf"{_BY_FEW}(?:{'|'.join(head.pattern for head in proposal.heads)})", said):
        return None
    is_directed = "directive" in signs_of(text, language)  # a harm that calls for the thing
    return "argument_against" if named and not is_directed else None


def _gains_and_harms(text: str, language: Language) -> tuple[bool, bool]:
    """Whether a text tells of a gain, and whether of a harm; one that is kept off is a gain."""
    said = folded(text)
    shown, left = signs_of(text, language), _KEPT_OFF.sub(" ", said)
    rest = shown if left == said else signs_of(_KEPT_OFF_AS_IS.sub(" ", text), language)
    gains = "benefit" in shown or left != said or bool(_MORE_GAIN.search(said))
    return gains, "drawback" in rest or bool(_MORE_HARM.search(left))


def _is_denied(proposal: Proposal, clauses: list[str]) -> bool:
    """Whether what is told of the thing is denied: before it is named, or just after."""
    for clause in clauses:
        named = min((m.end() for head in proposal.heads if (m := head.search(clause))), default=0)
        after = " ".join(clause[named:].split()[:3])
        if _DENIED.search(clause[:named]) or _DENIED.search(after):
            return True
    return False


def _is_lacked(proposal: Proposal, said: str) -> bool:
    """Whether a text says that the thing is missing, weak or had by few only."""
    heads = "|".join(head.pattern for head in proposal.heads)
    return bool(
        re.search(rf"{_LACKED}{_WIDE}(?:{heads})", said)
        or re.search(rf"{_LACKED}{_NEAR}{_POINTED_BACK}", said)
        or re.search(rf"(?:{heads})\w*{_NEAR}\b{_FAILS}", said)
    )


def _is_beside(proposal: Proposal, said: str) -> bool:
    """Whether a text is about what surrounds the thing."""
    heads = "|".join(head.pattern for head in proposal.heads)
    return bool(re.search(rf"{_NOT_OF_IT}(?: \S+){{0,3}}? \w*(?:{heads})", said))


def _is_condition(proposal: Proposal, text: str, language: Language) -> bool:
    """Whether a text tells what the proposal takes; a harm that takes something speaks against."""
    said = folded(text)
    if _is_lacked(proposal, said) or _AIMS.search(said):
        return False
    stretches = stated_conditions(proposal, text)
    return any(not _gains_and_harms(stretch, language)[1] for stretch in stretches)
