"""Which kind of answer a question wants: a small linear model over its wording."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from advisor.language.weights import read_weights
from advisor.questions.wording import KNOWN, form_by_pattern, wording_features
from advisor.vocabulary import Form, Language

FORMS: tuple[Form, ...] = get_args(Form)
TABLE = Path(__file__).with_name("forms.tsv")

# Words that only say what kind of answer is wanted: no source need have them.
ASKING_WORDS: Mapping[Form, frozenset[str]] = {
    "definition": frozenset(
        "mena betyda innebara avse definition definiera forklara begrepp mean define explain"
        " concept meaning definitionen".split()
    ),
    "figure": frozenset(
        "andel del procent antal stor hog mycket snitt genomsnitt medel jamfora ovrig average"
        " compare part percentage percent share proportion number large high"
        " much".split()
    ),
    "comparison": frozenset("skillnad skilja jamfora jamforelse differ difference compare".split()),
    "risk": frozenset("risk riskera fara nackdel danger pitfall drawback handa happen".split()),
    "list": frozenset("lista namna list name".split()),
}

# Least chance from which a brief form is told. Its answer leaves out what was asked for where that
# was something else: composed as a figure, answers to training questions hold .11 of their points,
# as a definition .61, as any other form .69 to .79.
BRIEF: Mapping[Form, float] = {"figure": 0.5, "definition": 0.5}
UNSURE = 0.35  # chance of the likeliest form, below which the patterns decide
_WHO = re.compile(
    r"\b(?:vem|vilken (?:leverantör|person|chef|konsult)|who|which (?:supplier|company|vendor))\b",
    re.IGNORECASE,
)


def question_form(text: str, language: Language) -> Form:
    """What kind of answer a question wants."""
    return form_of(wording_features(text, language, _known()), _weights())


def plain_form(text: str, language: Language) -> Form:
    """What the patterns alone tell, for what is too short to be weighed; "open" where none fits."""
    return form_by_pattern(wording_features(text, language, ()))


def form_of(features: Collection[str], weights: Mapping[str, tuple[float, ...]]) -> Form:
    """The form that the features speak for most, a brief one only where it is likely enough.

    Where nothing is likely, as in a wording that was never learned of, the patterns decide.
    """
    chances = chances_of(features, weights)
    if max(chances.values()) < UNSURE:
        return form_by_pattern(features)
    told = [form for form in FORMS if chances[form] >= BRIEF.get(form, 0.0)]
    return max(told, key=lambda form: chances[form])


def known_words(weights: Iterable[str]) -> frozenset[str]:
    """The words that are told apart, among the names of features."""
    return frozenset(name.removeprefix(KNOWN) for name in weights if name.startswith(KNOWN))


def chances_of(
    features: Collection[str], weights: Mapping[str, tuple[float, ...]]
) -> Mapping[Form, float]:
    """How likely each form is by the sums of the weights of these features, in order of FORMS."""
    rows = [weights[name] for name in ("always", *sorted(features)) if name in weights]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    powers = [math.exp(total - max(totals)) for total in totals]
    return {form: power / sum(powers) for form, power in zip(FORMS, powers, strict=True)}


def asks_who(text: str) -> bool:
    """Whether a question wants a person or a supplier.

    Takes no language: a word that asks so in the one is none in the other.
    """
    return bool(_WHO.search(text))


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    """By feature, in the order of FORMS; features that are not listed weigh nothing."""
    return read_weights(TABLE)


@cache
def _known() -> frozenset[str]:
    return known_words(_weights())
