"""How surely a statement says something else than its quotes: a linear model that can be read.

The checks that find a reason, and all that a statement has otherwise than its quotes, have a weight
each, learned by `python -m evals.learning.support` from the pairs of `evals/statement_pairs` that
may be looked at. No sign tells by itself: a paraphrase has other words, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from advisor.answers.support_alignment import Alignment
from advisor.answers.support_claims import of_classes, of_denials, of_hedges
from advisor.answers.support_denials import denials
from advisor.answers.support_families import of_families
from advisor.answers.support_hedges import hedged
from advisor.answers.support_names import names
from advisor.answers.support_words import Lexicon, Reading
from advisor.language.weights import read_weights

TABLE = Path(__file__).with_name("support_weights.tsv")
ALWAYS = "always"  # added to every sum


def doubt_features(
    statement: Reading, quotes: Sequence[Reading], lexicon: Lexicon, reasons: Collection[str]
) -> dict[str, float]:
    """What a statement has otherwise than its quotes, by name; `reasons` are the checks' codes."""
    named = (word for reading in (statement, *quotes) for word in names(reading, lexicon))
    aligned = Alignment(statement, quotes, frozenset(word.lemma for word in named))
    said, stated = denials(statement, lexicon), [denials(quote, lexicon) for quote in quotes]
    now, before = hedged(statement, lexicon), [hedged(quote, lexicon) for quote in quotes]
    return {
        "reasons": float(len(reasons)),
        "any reason": float(bool(reasons)),
        **{f"reason {code}": 1.0 for code in reasons},
        **aligned.features(),
        **of_denials(aligned, said, stated),
        **of_hedges(aligned, now, before),
        **of_classes(aligned),
        **of_families(aligned),
    }


def doubt(features: Mapping[str, float]) -> float:
    """Above 0: the statement is not shown. Features without a weight count nothing."""
    weights = _weights()
    total = weights[ALWAYS]
    return total + sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> Mapping[str, float]:
    return {name: weight for name, (weight,) in read_weights(TABLE).items()}
