"""The names by which learned weights know the signs of a sentence and what else is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from advisor.vocabulary import Sign

# Between the two words of a name: "sign_advice" in acts.tsv and among the weights of the ranking,
# "sign advice" in relevance.npz. Both files are learned: spelt otherwise, a name would weigh
# nothing until they are learned anew.
Joint = Literal["_", " "]


def trait_names(joint: Joint, signs: Iterable[Sign], **told: str) -> tuple[str, ...]:
    """The names of the signs, and of what is told besides: `role="result"` is "role_result".

    They always come in one order, since a sum may differ in its last digit by that of its parts.
    """
    return (
        *(f"sign{joint}{sign}" for sign in sorted(signs)),
        *(f"{what}{joint}{value}" for what, value in told.items()),
    )
