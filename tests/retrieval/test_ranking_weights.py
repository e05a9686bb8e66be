"""What the ranking weighs is what a sentence may have."""

from __future__ import annotations

from typing import get_args

from advisor.discourse.traits import trait_names
from advisor.retrieval.ranking_weights import WEIGHTS
from advisor.types import Sign


def test_signs_that_are_weighed_are_signs_that_sentences_have() -> None:
    weighed = {name for name in WEIGHTS if name.startswith("sign_")}

    assert weighed
    assert weighed <= set(trait_names("_", get_args(Sign)))
