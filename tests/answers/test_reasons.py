"""A reason is known by what it says of the proposal and by how close it is to the question."""

from __future__ import annotations

from advisor.answers import reasons
from advisor.answers.arguments import Weighed
from advisor.answers.proposals import proposal_of
from advisor.answers.reasons import TABLE, is_reason, reason_features
from advisor.language.weights import read_weights
from advisor.types import Query, Question, Term
from tests.fakes import candidate_of, sentence_of

PROPOSAL = proposal_of(Query(Question("?"), "?", "sv", "decision", (Term("färja", "farja"),)))
TEXT = "Färjan förbättrar livet på ön."
GAIN = Weighed(True, harms=False, lacked=False, beside=False, aims=False, advises=False)
HARM = Weighed(False, harms=True, lacked=False, beside=False, aims=False, advises=False)


def _features(
    text: str = TEXT, seen: Weighed = GAIN, relevance: float = 1.0, similarity: float = 0.5
) -> frozenset[str]:
    sentence = sentence_of(0, "a.txt", (0, 0, len(text)), text)
    found = candidate_of(sentence, relevance=relevance, meaning=0.6, similarity=similarity)
    return reason_features(PROPOSAL, found, text, role="argument_for", weighed=seen)


def test_features_tell_what_is_named_and_what_is_said_of_it() -> None:
    gain, harm = _features(), _features(seen=HARM)

    assert {"named", "told", "named_gain", "told_gain", "rule_argument_for"} <= gain
    assert {"named_harm", "told_harm"} <= harm
    assert "named_gain" not in harm
    assert not {"named", "told", "named_gain"} & _features("Bron förbättrar livet på ön.")


def test_each_step_of_a_measure_that_is_reached_is_a_feature() -> None:
    assert {"relevance_0", "relevance_0.5", "relevance_1"} <= _features()
    assert "relevance_1.5" not in _features()


def test_gain_of_the_thing_is_a_reason_and_its_harm_is_none() -> None:
    assert is_reason(_features(relevance=2.0))
    assert not is_reason(
        _features("Bron är vit.", HARM, relevance=-1.0, similarity=0.0) - {"rule_argument_for"}
    )


def test_every_feature_of_the_table_can_be_shown() -> None:
    stepped = {f"{name}_{step:g}" for name, steps in reasons._STEPS.items() for step in steps}
    words = {f"word_{name}" for name in reasons._WORDS}
    weighed = {n for n in read_weights(TABLE) if n.startswith(("word_", *reasons._STEPS))}

    assert {n for n in weighed if n.rpartition("_")[0] in reasons._STEPS} <= stepped
    assert {n for n in weighed if n.startswith("word_")} <= words
