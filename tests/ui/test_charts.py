"""Bars begin at 0, are as long as what they stand for, and lie within their chart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.charts import Series, axis, bars, stacked

COUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=60)


@given(st.integers(0, 10**9))
def test_axis_begins_at_0_and_reaches_over_the_most_in_few_even_steps(most: int) -> None:
    found = axis(most)

    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= 5
    assert len({after - before for before, after in pairwise(found)}) == 1
    assert most == 0 or found[-2] < most  # no room is wasted


@given(COUNTS)
def test_heights_are_in_proportion_and_parts_lie_on_one_another(
    counts: list[tuple[int, int]],
) -> None:
    series = [Series(f"Slag {i}", f"k{i}", tuple(c[i] for c in counts)) for i in (0, 1)]
    names = [str(i) for i in range(len(counts))]

    chart = stacked(series, names=names, steps=names, written=str)

    unit = (chart.base - chart.lines[-1].y) / int(chart.lines[-1].told)
    assert len(chart.segments) == sum(value > 0 for pair in counts for value in pair)
    for i, pair in enumerate(counts):
        parts = [part for part in chart.segments if part.told.startswith(f"{i}: ")]
        assert [p.height for p in parts] == pytest.approx([v * unit for v in pair if v], abs=0.02)
        bottom = chart.base
        for part in parts:
            assert part.y + part.height == pytest.approx(bottom, abs=0.05)
            assert chart.left <= part.x
            assert part.x + part.width <= chart.right
            bottom = part.y
    assert all(chart.lines[-1].y - 0.05 <= part.y for part in chart.segments)


@pytest.mark.parametrize("steps", [1, 7, 14, 30, 31, 60, 120])
def test_names_under_bars_have_room(steps: int) -> None:
    values = tuple(range(steps))
    names = [f"{i}/12" for i in range(steps)]

    chart = stacked([Series("A", "a", values)], names=names, steps=names, written=str)

    places = [mark.x for mark in chart.marks]
    assert places
    assert all(after - place >= 48 for place, after in pairwise(places))


def test_parts_are_told_in_words_as_numbers_are_written() -> None:
    series = [Series("Besvarade", "answered", (1234,))]

    chart = stacked(series, names=["v. 1"], steps=["Vecka 1"], written="{:,}".format)

    assert [part.told for part in chart.segments] == ["Vecka 1: Besvarade 1,234"]
    assert chart.legend == (("answered", "Besvarade"),)


def test_longest_bar_has_all_the_room_and_equal_names_stay_apart() -> None:
    found = bars([("A", 8), ("A", 2), ("B", 0)], str)

    assert [(bar.name, bar.told, bar.percent) for bar in found] == [
        ("A", "8", 100),
        ("A", "2", 25),
        ("B", "0", 0),
    ]
    assert bars([("A", 0)], str)[0].percent == 0
