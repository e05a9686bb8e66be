"""What is told of a sentence has one name wherever weights were learned for it."""

from __future__ import annotations

from advisor.discourse.traits import trait_names


def test_signs_come_first_in_one_order_and_then_what_is_told_besides() -> None:
    names = trait_names("_", frozenset({"number", "advice"}), role="result", voice="author")

    assert names == ("sign_advice", "sign_number", "role_result", "voice_author")


def test_a_name_is_joined_as_the_learned_file_has_it() -> None:
    assert trait_names(" ", frozenset({"cut"}), act="finding") == ("sign cut", "act finding")
