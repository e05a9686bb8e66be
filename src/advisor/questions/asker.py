"""The municipality that asks, where a question names it: "Ska Ljusdal ansluta sig ...?"

No source need name it for its question to be answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.questions.municipalities import municipality
from advisor.types import Term
from advisor.vocabulary import Form

ASKER = 0.2  # of its weight: who asks says little of what is asked
# What stands before the one that is to act, or that speaks.
_ACTING = re.compile(
    r"\b(?:ska|skall|b[öo]r|borde|kan|beh[öo]ver|m[åa]ste|vill|(?:vi|oss|h[äa]r) i"
    r"|should|shall|ought|can|could|must|(?:we|us|here) in)\s*$",
    re.IGNORECASE,
)


def with_asker_aside(terms: Sequence[Term], asked: str, form: Form) -> tuple[Term, ...]:
    """The terms, a municipality that asks for advice and that no source knows told aside.

    In a decision every such municipality is taken for the one that asks; elsewhere the one that is
    to act. Of a municipality that is asked about ("Hur många e-tjänster har Ljusdal?") the name
    stays what the answer must have.
    """
    return tuple(
        replace(term, particular=False, aside=True, weight=ASKER * term.weight)
        if _is_unknown_municipality(term) and (form == "decision" or _acts(term, asked))
        else term
        for term in terms
    )


def _is_unknown_municipality(term: Term) -> bool:
    return term.particular and not term.known and municipality(term.word) is not None


def _acts(term: Term, asked: str) -> bool:
    place = asked.find(term.word)
    return place >= 0 and bool(_ACTING.search(asked[:place]))
