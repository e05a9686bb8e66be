"""What a sentence is to an answer: advice, an argument, a condition, a step or a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from advisor.answers.arguments import (
    Weighed,
    is_for_others,
    may_speak_against,
    role_in_argument,
    tells_harm_of_it,
    tells_no_gain,
    weighed,
)
from advisor.answers.forms import PLANS
from advisor.answers.proposals import proposal_of
from advisor.answers.reasons import is_reason, reason_features
from advisor.types import Candidate, DraftStatement, Query, Sentence
from advisor.vocabulary import Role, SectionRole

# Sections in which a source speaks its own, considered word, and what its advice gains there.
CONSIDERED: Mapping[SectionRole, float] = {
    "recommendation": 0.4,
    "conclusion": 0.4,
    "summary": 0.2,
}
_OTHER_SIDE: Mapping[Role, Role] = {
    "argument_for": "argument_against",
    "argument_against": "argument_for",
    "recommendation": "argument_against",
}
MOST_KEPT = 256  # quotes whose role is remembered; each facet asks for that of the same ones
ON_THE_MATTER = 1.5  # learned relevance from which a harm is surely of what is proposed
NEAR_THE_MATTER = 1.0  # the same from which what a source recommends is on just that
FAR_BEHIND = 0.5  # of scores; what lies so far below the best finding is told after it
_SHARE = re.compile(r"\d ?%|\bprocent\b|\bper ?cent\b", re.IGNORECASE)
_LED: Sequence[Role] = ("step", "argument_against")  # told after findings that fit far better
ARGUED: frozenset[Role] = frozenset({"argument_for", "argument_against"})
_WEIGHED: frozenset[Role] = frozenset({"argument_for", "finding"})
_ORDER: Mapping[Role, int] = {
    "recommendation": 0,
    "step": 0,
    "argument_for": 1,
    "argument_against": 2,
    "condition": 3,
    "finding": 4,
}


def role_of(query: Query, candidate: Candidate, quoted: str | None = None) -> Role:
    """What a sentence is to the answer, told by its section and by what it does.

    `quoted` is the text with what it leans on, where more than the sentence is shown.
    """
    telling = PLANS[query.form].telling
    sentence = candidate.sentence
    if telling == "steps":
        return "step" if _is_step(query, sentence) else "finding"
    if telling == "argument":
        return _role_in_argument(query, candidate, quoted or sentence.text)
    if sentence.role == "recommendation":
        return "finding" if is_for_others(sentence, query.standalone) else "recommendation"
    if telling == "risks":
        return "argument_against" if "drawback" in sentence.signs else "finding"
    return "finding"


def _is_step(query: Query, sentence: Sentence) -> bool:
    """Whether a sentence tells those who ask what to do; a share of those asked, and how a study
    was made, does not.
    """
    if sentence.role == "method" or _SHARE.search(sentence.text):
        return False
    is_advice = "advice" in sentence.signs or sentence.kind == "list_item"
    return is_advice and not is_for_others(sentence, query.standalone)


def has_role(query: Query, candidate: Candidate, role: Role) -> bool:
    """Whether a sentence has a role; quicker than `role_of` where that need not be weighed."""
    if PLANS[query.form].telling == "argument" and role not in ARGUED:
        return _by_rule(query, candidate.sentence, candidate.sentence.text) == role
    return role_of(query, candidate) == role


def advice_role(query: Query, sentence: Sentence) -> Role:
    """What advice to one kind of municipalities is to the answer: advice, if on what was asked.

    A finding where it is for somebody else, or on another matter than the decision.
    """
    if PLANS[query.form].telling == "argument":
        return _by_rule(query, sentence, sentence.text)
    return "finding" if is_for_others(sentence, query.standalone) else "recommendation"


def in_order_of_roles(
    statements: Sequence[DraftStatement], scores: Sequence[float] | None = None
) -> list[DraftStatement]:
    """What is advised first, then what speaks for and against; as they came within a role.

    With the scores of the statements, steps and risks come after the findings where the best
    finding is far ahead of the best of them: who asks how, or what the risks are, is told the best
    first.
    """
    order = dict(_ORDER)
    if scores is not None:
        best: dict[Role, float] = {}
        for statement, score in zip(statements, scores, strict=True):
            best[statement.role] = max(score, best.get(statement.role, score))
        for role in _LED:
            if best.get(role, 0.0) < best.get("finding", float("-inf")) - FAR_BEHIND:
                order[role] = order["finding"] + 1
    return sorted(statements, key=lambda statement: order[statement.role])


def features_of_reason(query: Query, candidate: Candidate, text: str) -> frozenset[str]:
    """What shows whether a quote is a reason for what a decision proposes."""
    role = _by_rule(query, candidate.sentence, text)
    seen = _weighed(query, candidate.sentence, text)
    return reason_features(proposal_of(query), candidate, text, role=role, weighed=seen)


@lru_cache(maxsize=MOST_KEPT)
def _role_in_argument(query: Query, candidate: Candidate, text: str) -> Role:
    """What a quote is to a decision: by rule, except that reasons for a deed are weighed."""
    sentence = candidate.sentence
    by_label = _by_label(query, candidate, text)
    if by_label is not None:
        return by_label
    role = _by_rule(query, sentence, text)
    if query.stance != "do" or role not in _WEIGHED or "announcement" in sentence.signs:
        return role
    seen = _weighed(query, sentence, text)
    proposal = proposal_of(query)
    may_be_harm = may_speak_against(proposal, text, sentence.language) and not seen.gains
    tells_harm = may_be_harm or tells_no_gain(text)
    is_told = is_reason(reason_features(proposal, candidate, text, role=role, weighed=seen))
    if is_told and (not tells_harm or "directive" in sentence.signs):
        # What a source recommends in other words than the question's is its recommendation still.
        is_near = candidate.relevance >= NEAR_THE_MATTER
        is_advice = is_near and seen.advises and sentence.role == "recommendation"
        return "recommendation" if is_advice else "argument_for"
    is_on_it = candidate.relevance >= ON_THE_MATTER
    if is_on_it and tells_harm_of_it(proposal, text, seen, sentence.signs):
        return "argument_against"
    return "finding"


def _by_label(query: Query, candidate: Candidate, text: str) -> Role | None:
    """The side that the source itself tells of what is proposed; None where it tells none.

    A cell or an item that is told of something else argues for nothing here, and what is called a
    challenge may be that the thing is missing, which is no reason against it.
    """
    label, sentence = candidate.label, candidate.sentence
    if label is None:
        return None
    is_of_it = query.stance != "choose" and proposal_of(query).is_called(label.of)
    if not is_of_it or (label.side == "against" and _weighed(query, sentence, text).lacked):
        return None if sentence.kind == "paragraph" else "finding"
    role: Role = "argument_for" if label.side == "for" else "argument_against"
    return _OTHER_SIDE[role] if query.stance == "leave" else role


def _weighed(query: Query, sentence: Sentence, text: str) -> Weighed:
    is_considered = sentence.role in CONSIDERED
    proposal, asked = proposal_of(query), query.standalone
    return weighed(proposal, sentence, text, is_considered=is_considered, asked=asked)


@lru_cache(maxsize=MOST_KEPT)
def _by_rule(query: Query, sentence: Sentence, text: str) -> Role:
    """What a sentence is to a decision by rule alone.

    Where the question offers alternatives, for or against would not say which; of a state that
    nobody decides on, only what a source itself calls good or bad is for or against.
    """
    role = role_in_argument(
        proposal_of(query),
        sentence,
        text,
        is_considered=sentence.role in CONSIDERED,
        asked=query.standalone,
    )
    if query.stance == "leave" and role == "condition":
        return "finding"  # what the thing takes is no condition of giving it up
    if query.stance in ("choose", "be"):
        return "finding" if role in _OTHER_SIDE and role != "recommendation" else role
    # What is good about a thing speaks against leaving it, and so does advice to have it.
    return _OTHER_SIDE.get(role, role) if query.stance == "leave" else role
