"""How surely a quote is a reason for what a decision proposes: a small model over its features."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from advisor.answers.arguments import Weighed, signs_of
from advisor.answers.proposals import Proposal, folded
from advisor.discourse.traits import trait_names
from advisor.language.weights import read_weights
from advisor.types import Candidate
from advisor.vocabulary import Role

TABLE = Path(__file__).with_name("reasons.tsv")
SURE = 0.65  # chance from which a quote is shown as a reason
_STEPS: Mapping[str, Sequence[float]] = {  # each that is reached is a feature
    "share": (0.25, 0.5, 0.75, 0.99),
    "share_headed": (0.25, 0.5, 0.75, 0.99),
    "weight": (0.35, 0.5, 0.8, 1.2),
    "coverage": (0.15, 0.25, 0.35, 0.5, 0.7),
    "context": (0.15, 0.3, 0.5),
    "meaning": (0.3, 0.5, 0.65, 0.8),
    "relevance": (-0.5, 0.0, 0.5, 1.0, 1.5),
    "similarity": (0.1, 0.15, 0.2, 0.3, 0.4),
}
_WORDS: Mapping[str, re.Pattern[str]] = {
    "ought": re.compile(r"\b(?:bor|borde|maste|behover|ska|should|must|ought)\b"),
    "takes": re.compile(
        r"\b(?:krav(?:er|s)|forutsatt\w*|beroende av|avgorande|nodvandig\w*|bygger pa|requires?"
        r"|depends?|essential|crucial|vital)\b"
    ),
    "if": re.compile(r"\b(?:om|nar|sa lange|innan|forst|endast|if|when|unless)\b"),
    "without": re.compile(r"\b(?:utan|saknas?|brist\w*|without|lack\w*)\b"),
    "by_doing": re.compile(r"^(?:genom|by)\b"),
    "points_back": re.compile(r"^(?:detta|det|dessa|denna|this|these|it)\b"),
    "contrast": re.compile(
        r"\b(?:dock|men|daremot|samtidigt|trots|aven om|however|but|although)\b"
    ),
    "can": re.compile(r"\b(?:kan|skulle|mojliggor\w*|can|could)\b"),
    "leads_to": re.compile(
        r"\b(?:leder till|medfor|innebar|resulterar|bidrar|gor att|leads? to)\b"
    ),
    "trouble": re.compile(
        r"\b(?:risk\w*|utmaning\w*|problem|svart|svarighet\w*|nackdel\w*|hinder|kostsam\w*"
        r"|kostnad\w*|challenge\w*|difficult\w*|costs?)\b"
    ),
    "good": re.compile(
        r"\b(?:fordel\w*|vinst\w*|nytta|effektiv\w*|forbattr\w*|stark\w*|mojlighet\w*"
        r"|positiv\w*|gynna\w*|framgang\w*|benefit\w*|improv\w*)\b"
    ),
    "figure": re.compile(r"\d ?%|\b(?:procent|andel|per ?cent)\b"),
    "some": re.compile(
        r"\b(?:vissa|nagra|flera|en del|ingen|inga|endast|majoriteten|some|none|only|most)\b"
    ),
    "important": re.compile(
        r"\b(?:viktig\w*|avgorande|central\w*|nyckel\w*|betydelse\w*|kritisk\w*|vikt|important"
        r"|crucial)\b"
    ),
}


def is_reason(features: frozenset[str]) -> bool:
    """Whether a quote with these features is surely enough a reason for the proposal."""
    weights = _weights()
    total = sum(weights.get(name, (0.0,))[0] for name in ("always", *sorted(features)))
    return 1 / (1 + math.exp(-total)) >= SURE


def reason_features(
    proposal: Proposal, candidate: Candidate, text: str, *, role: Role, weighed: Weighed
) -> frozenset[str]:
    """The names of what speaks for or against a quote being a reason; `role` is that by rule."""
    sentence = candidate.sentence
    said = folded(text)
    heading = sentence.section[-1] if sentence.section else ""
    named = proposal.is_named(text)
    told = proposal.is_told_of(text, heading)
    names = {
        f"rule_{role}",
        *trait_names(
            "_", signs_of(text, sentence.language), role=sentence.role, voice=sentence.voice
        ),
        *(f"word_{name}" for name, pattern in _WORDS.items() if pattern.search(said)),
        *_reached(_measures(proposal, candidate, text, f"{heading} {text}")),
    }
    facts = {
        "named": named,
        "told": told,
        "headed": proposal.is_named(heading),
        "set_aside": proposal.is_set_aside(text),
        "gain": weighed.gains,
        "harm": weighed.harms,
        "lacked": weighed.lacked,
        "gain_not_lacked": weighed.gains and not weighed.lacked,
        "harm_not_lacked": weighed.harms and not weighed.lacked,
        "harm_of_lack": weighed.harms and weighed.lacked,
        "both": weighed.gains and weighed.harms,
        "named_gain": named and weighed.gains,
        "named_harm": named and weighed.harms and not weighed.lacked,
        "told_gain": told and weighed.gains and not weighed.harms,
        "told_harm": told and weighed.harms and not weighed.gains and not weighed.lacked,
        "beside": weighed.beside,
        "aims": weighed.aims,
        "advises": weighed.advises,
    }
    return frozenset(names | {name for name, holds in facts.items() if holds})


def _measures(
    proposal: Proposal, candidate: Candidate, text: str, headed: str
) -> Mapping[str, float]:
    return {
        "share": proposal.share(text),
        "share_headed": proposal.share(headed),
        "weight": proposal.weight(text),
        "coverage": candidate.coverage,
        "context": candidate.context,
        "meaning": candidate.meaning,
        "relevance": candidate.relevance,
        "similarity": candidate.similarity,
    }


def _reached(measures: Mapping[str, float]) -> Iterator[str]:
    for name, value in measures.items():
        yield from (f"{name}_{step:g}" for step in _STEPS[name] if value >= step)


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    """By feature; features that are not listed weigh nothing."""
    return read_weights(TABLE)
