"""The kind of figure is told alike from the question that asks and the sentence that answers."""

from __future__ import annotations

from typing import get_args

import pytest

from advisor.language.measures import asked_measure, states_measure
from advisor.vocabulary import Language, Measure

ASKED: dict[Measure, dict[Language, str]] = {
    "money": {"sv": "Vad kostade bryggan?", "en": "What does the bridge cost?"},
    "share": {"sv": "Hur stor andel rostade?", "en": "What share had rust?"},
    "date": {"sv": "När byggdes den?", "en": "When was it built?"},
    "duration": {"sv": "Hur länge höll den?", "en": "How long did it last?"},
    "count": {"sv": "Hur många båtar sjönk?", "en": "How many boats sank?"},
}
STATED: dict[Measure, dict[Language, str]] = {
    "money": {"sv": "Bryggan kostade tre miljoner.", "en": "The bridge cost 4 million."},
    "share": {"sv": "Hälften rostade.", "en": "A third had rust."},
    "date": {"sv": "Den byggdes 1987.", "en": "It was built in 1987."},
    "duration": {"sv": "Den höll i fem år.", "en": "It lasted five years."},
    "count": {"sv": "Två båtar sjönk.", "en": "Two boats sank."},
}
MEASURES: tuple[Measure, ...] = get_args(Measure)
LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_asked_for_and_stated(measure: Measure, language: Language) -> None:
    assert asked_measure(ASKED[measure][language], language) == measure
    assert states_measure(STATED[measure][language], measure)


def test_any_number_will_do_where_no_kind_is_named() -> None:
    assert asked_measure("Hur gammal är bryggan?", "sv") is None


@pytest.mark.parametrize("measure", MEASURES)
def test_text_without_a_figure_states_no_measure(measure: Measure) -> None:
    assert not states_measure("Bryggan står kvar.", measure)
