"""What a sentence does in its report is told by weights that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from advisor.discourse import acts
from advisor.discourse.acts import ACTS, act_features, act_of, act_scores
from advisor.discourse.signs import signs
from advisor.vocabulary import Act, BlockKind, Language, SectionRole, Sign, Voice

TABLE = Path(acts.__file__).with_name("acts.tsv")


def _features(
    text: str = "Kajen är av sten.",
    language: Language = "sv",
    *,
    role: SectionRole = "result",
    kind: BlockKind = "paragraph",
    voice: Voice = "author",
    section: tuple[str, ...] = (),
) -> frozenset[str]:
    return act_features(
        text,
        language,
        signs=signs(text, language),
        role=role,
        kind=kind,
        voice=voice,
        section=section,
    )


def _rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_place_of_a_sentence_is_told_by_its_features() -> None:
    found = _features(role="theory", kind="list_item", voice="literature", language="en")

    assert {"role_theory", "kind_list_item", "voice_literature", "language_en"} <= found


def test_signs_of_a_sentence_are_features() -> None:
    found = act_features(
        "Kajen är av sten.",
        "sv",
        signs=frozenset({"advice", "number"}),
        role="result",
        kind="paragraph",
        voice="author",
        section=(),
    )

    assert {name for name in found if name.startswith("sign_")} == {"sign_advice", "sign_number"}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Av båtarna läcker 40 %.", "text_percent"),
        ("Forty per cent of the boats leak.", "text_percent"),
        ("Båtarna läckte hela våren.", "text_past"),
        ("The boats were old.", "text_past"),
        ("Kajen kan byggas ut.", "text_can"),
        ("Genom en ny kaj kan båtarna lägga till.", "text_by_doing_can"),
        ("By building a quay, boats can moor.", "text_by_doing_can"),
        ("Hamnen har två kajer.", "text_has"),
        ("Kajen i Lindby är lång.", "text_name_inside"),
        ("Denna lista visar hur jag mätte djupet.", "text_of_the_study"),
        ("Isen leder till väntan.", "text_infers"),
        ("A quay is a place for boats.", "text_describes"),
        ("Kajen måste lagas.", "text_duty"),
    ],
)
def test_wording_of_a_sentence_is_told_by_its_features(text: str, feature: str) -> None:
    assert feature in _features(text)
    assert feature not in _features("Sten.")


@pytest.mark.parametrize(
    ("heading", "feature"),
    [
        ("Råd till hamnar", "heading_opportunity"),
        ("Lessons for harbours", "heading_opportunity"),
        ("Hinder i farleden", "heading_challenge"),
        ("Hamnar i Sverige", "heading_world"),
        ("Slutsatser om hamnen", "heading_summary"),
    ],
)
def test_any_heading_above_a_sentence_tells_of_it(heading: str, feature: str) -> None:
    assert feature in _features(section=(heading, "Kajer"))
    assert feature not in _features(section=("Kajer",))


def test_sentence_of_fewer_than_eight_words_is_short() -> None:
    assert "short" in _features("Kajen i norr är byggd av sten.")
    assert "short" not in _features("Kajen i norr är byggd av grå sten.")


@pytest.mark.parametrize("is_so", [True, False])
def test_emphasis_and_a_lead_in_are_features(is_so: bool) -> None:
    found = act_features(
        "Kajen är av sten.",
        "sv",
        signs=frozenset(),
        role="result",
        kind="paragraph",
        voice="author",
        section=(),
        is_introduced=is_so,
        is_emphasised=is_so,
    )

    assert found & {"introduced", "emphasised"} == (
        {"introduced", "emphasised"} if is_so else set()
    )


@pytest.mark.parametrize(
    ("text", "language", "role", "act"),
    [
        (
            "Hamnen bör bygga en ny kaj innan isen lägger sig.",
            "sv",
            "recommendation",
            "recommendation",
        ),
        (
            "The harbour should build a quay before winter.",
            "en",
            "recommendation",
            "recommendation",
        ),
        ("Bristen på lotsar innebär att trafiken kan försämras.", "sv", "discussion", "conclusion"),
        ("The lack of pilots affects the benefit of a quay.", "en", "discussion", "conclusion"),
        ("Av lotsarna uppgav 40 % att Lindby har en brygga.", "sv", "result", "finding"),
        ("In Lindby 40 per cent of the pilots had a pier.", "en", "result", "finding"),
        ("Lotsning är en tjänst som syftar till säker sjöfart.", "sv", "theory", "background"),
        ("A pilotage is a service that aims to help ships.", "en", "theory", "background"),
        ("I studien genomförde jag sex intervjuer med lotsar.", "sv", "method", "other"),
        ("In this study our interviews were held aboard.", "en", "method", "other"),
    ],
)
def test_plain_sentence_in_its_place_does_what_it_says(
    text: str, language: Language, role: SectionRole, act: Act
) -> None:
    voice: Voice = "literature" if role == "theory" else "author"

    assert act_of(_features(text, language, role=role, voice=voice)) == act


def test_act_is_the_one_with_the_highest_score() -> None:
    features = _features("Kajen måste lagas i vår.", role="recommendation")

    scores = act_scores(features)

    assert scores.keys() == set(ACTS)
    assert scores[act_of(features)] == max(scores.values())


def test_features_add_up_whatever_else_there_is() -> None:
    none, one, other = (act_scores(frozenset(f)) for f in ((), {"short"}, {"text_duty"}))

    both = act_scores(frozenset({"short", "text_duty"}))

    assert both == pytest.approx({act: one[act] + other[act] - none[act] for act in ACTS})
    assert both != none


def test_scores_are_the_same_in_whatever_order_the_weights_were_added() -> None:
    """A set gives its members in another order in the next run, and so another rounding."""
    told = {"heading_summary", "kind_paragraph", "language_sv", "role_summary", "voice_author"}
    said = {"sign_advice", "sign_condition", "sign_directive", "text_duty", "text_has"}

    scores = act_scores(frozenset(told | said))

    assert scores == {act: round(score, 2) for act, score in scores.items()}  # as the weights


def test_row_always_counts_for_every_sentence() -> None:
    (always,) = (weights for name, *weights in _rows() if name == "always")

    assert act_scores(frozenset()) == dict(zip(ACTS, map(float, always), strict=True))


def test_feature_that_is_not_listed_weighs_nothing() -> None:
    assert act_scores(frozenset({"xyzzyplugh"})) == act_scores(frozenset())


def test_every_row_of_the_table_has_a_weight_for_each_act_in_their_order() -> None:
    header, *rows = _rows()

    assert header == ["feature", *ACTS]
    assert all(len(row) == len(header) for row in rows)
    assert len({name for name, *_ in rows}) == len(rows) >= 40


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("sign_", get_args(Sign)),
        ("role_", get_args(SectionRole)),
        ("kind_", get_args(BlockKind)),
        ("voice_", get_args(Voice)),
        ("language_", get_args(Language)),
    ],
)
def test_table_weighs_only_what_a_sentence_may_be(prefix: str, values: tuple[str, ...]) -> None:
    listed = {name.removeprefix(prefix) for name, *_ in _rows() if name.startswith(prefix)}

    assert listed
    assert listed <= set(values)
