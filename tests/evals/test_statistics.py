"""Means and medians with their intervals."""

from collections.abc import Callable

import pytest

from evals.statistics import Figure, difference, mean, median, percentile


def test_a_mean_says_of_how_many_values() -> None:
    figure = mean([1.0, 0.0, 0.5, 0.5])

    assert (figure.n, figure.value) == (4, 0.5)


def test_a_median_is_not_moved_by_one_long_answer() -> None:
    figure = median([10.0, 20.0, 3000.0])

    assert (figure.n, figure.value) == (3, 20.0)
    assert (figure.low, figure.high) == (10.0, 3000.0)


@pytest.mark.parametrize("of", [mean, median])
def test_a_figure_of_nothing_says_so(of: Callable[[list[float]], Figure]) -> None:
    assert of([]) == Figure(0, 0.0, 0.0, 0.0)


def test_one_value_is_its_own_interval() -> None:
    assert mean([0.25]) == Figure(1, 0.25, 0.25, 0.25)


def test_the_interval_is_that_of_the_normal_curve_where_that_holds() -> None:
    """Of 100 halves right the standard error is 0.05, and the interval 1.96 of them each way."""
    figure = mean([0.0, 1.0] * 50)

    assert figure.low == pytest.approx(0.402, abs=0.015)
    assert figure.high == pytest.approx(0.598, abs=0.015)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.0, 1.0, 0.25] * 10

    assert mean(values) == mean(values)


def test_a_difference_is_taken_question_by_question() -> None:
    """The questions differ far more than the runs do; only what the runs differ by counts."""
    before = [0.0, 0.25, 0.5, 0.75] * 5

    gain = difference([value + 0.25 for value in before], before)

    assert gain == Figure(20, 0.25, 0.25, 0.25)


def test_a_difference_wants_the_same_questions() -> None:
    with pytest.raises(ValueError, match="zip"):
        difference([1.0, 0.0], [1.0])


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(9, 0.2, 0.1, 0.3), True),
        (Figure(9, -0.2, -0.3, -0.1), True),
        (Figure(9, 0.1, -0.1, 0.3), False),
        (Figure(9, 0.1, 0.0, 0.2), False),
        (Figure(0, 0.0, 0.0, 0.0), False),
    ],
)
def test_a_difference_is_beyond_noise_when_its_interval_leaves_zero_out(
    figure: Figure, expected: bool
) -> None:
    assert figure.is_beyond_noise is expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (0.951, 96.0), (1.0, 100.0), (0.0, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    values = [float(n) for n in range(100, 0, -1)]

    assert percentile(values, share) == expected
