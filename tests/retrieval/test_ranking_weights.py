"""Every form of question says which signs a sentence should have to answer it."""

from __future__ import annotations

from typing import get_args

from advisor.discourse.traits import trait_names
from advisor.retrieval.ranking_weights import FORM_SIGNS, SIGN_FEATURES, WEIGHTS
from advisor.vocabulary import Form


def test_every_form_says_what_a_sentence_should_do() -> None:
    assert set(FORM_SIGNS) == set(get_args(Form))


def test_signs_that_are_weighed_have_the_names_that_signs_have_elsewhere() -> None:
    weighed = {name for name in WEIGHTS if name.startswith("sign_")}

    assert weighed == SIGN_FEATURES.keys() == set(trait_names("_", SIGN_FEATURES.values()))
