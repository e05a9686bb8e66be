"""Every form of question says which signs a sentence should have to answer it."""

from __future__ import annotations

from typing import get_args

from advisor.retrieval.ranking_weights import FORM_SIGNS
from advisor.types import Form


def test_every_form_says_what_a_sentence_should_do() -> None:
    assert set(FORM_SIGNS) == set(get_args(Form))
