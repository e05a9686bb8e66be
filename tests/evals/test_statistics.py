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
    """The standard error of these 100 values is 0.025, and the interval 1.96 of them each way."""
    figure = mean([0.25, 0.75] * 50)

    assert figure.low == pytest.approx(0.451, abs=0.008)
    assert figure.high == pytest.approx(0.549, abs=0.008)


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    [(50, 50, 0.404, 0.596), (10, 0, 0.722, 1.0), (0, 10, 0.0, 0.278), (1, 0, 0.207, 1.0)],
)
def test_a_share_has_the_interval_of_wilson(
    right: int, wrong: int, low: float, high: float
) -> None:
    figure = mean([1.0] * right + [0.0] * wrong)

    assert (figure.n, figure.value) == (right + wrong, right / (right + wrong))
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=0.001)


def test_a_share_that_is_whole_is_not_sure_of_itself_and_surer_of_more_questions() -> None:
    few, many = mean([1.0] * 5), mean([1.0] * 50)

    assert few.low < many.low < 1.0 == few.high == many.high


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.0, 1.0, 0.25] * 10

    assert mean(values) == mean(values)


def test_a_difference_is_taken_question_by_question() -> None:
    """The questions differ far more than the runs do; only what the runs differ by counts."""
    before = [0.0, 0.25, 0.5, 0.75] * 5

    gain = difference([value + 0.25 for value in before], before)

    assert gain == Figure(20, 0.25, 0.25, 0.25, sign_p=2 * 0.5**20)


def test_a_difference_wants_the_same_questions() -> None:
    with pytest.raises(ValueError, match="zip"):
        difference([1.0, 0.0], [1.0])


def test_a_difference_of_nothing_is_not_beyond_noise() -> None:
    gain = difference([], [])

    assert (gain.n, gain.value) == (0, 0.0)
    assert not gain.is_beyond_noise


def gain_of(ups: int, downs: int, n: int = 93) -> Figure:
    """The difference between two runs of which one is right where the other is wrong."""
    same = [1.0] * (n - ups - downs)
    return difference([*same, *[1.0] * ups, *[0.0] * downs], [*same, *[0.0] * ups, *[1.0] * downs])


@pytest.mark.parametrize(
    ("ups", "downs", "expected"),
    [
        (0, 0, 1.0),
        (1, 1, 1.0),
        (3, 2, 1.0),
        (4, 0, 1 / 8),
        (0, 4, 1 / 8),
        (6, 0, 1 / 32),
        (8, 1, 20 / 512),
    ],
)
def test_the_sign_test_tells_how_often_chance_alone_is_as_one_sided(
    ups: int, downs: int, expected: float
) -> None:
    assert gain_of(ups, downs).sign_p == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ups", "downs", "expected"),
    [
        (4, 0, False),
        (0, 4, False),
        (5, 0, False),
        (6, 0, True),
        (0, 6, True),
        (6, 5, False),
        (0, 0, False),
    ],
)
def test_of_93_questions_six_gains_without_a_loss_are_beyond_noise_and_four_are_not(
    ups: int, downs: int, expected: bool
) -> None:
    assert gain_of(ups, downs).is_beyond_noise is expected


def test_the_bootstrap_alone_would_be_too_sure_of_few_gains() -> None:
    assert gain_of(4, 0).low > 0


def test_many_small_gains_are_within_noise_where_one_loss_outweighs_them() -> None:
    gain = difference([0.01] * 9 + [-1.0], [0.0] * 10)

    assert gain.sign_p is not None
    assert gain.sign_p < 0.05
    assert not gain.is_beyond_noise


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(9, 0.2, 0.1, 0.3, sign_p=0.01), True),
        (Figure(9, -0.2, -0.3, -0.1, sign_p=0.01), True),
        (Figure(9, 0.1, -0.1, 0.3, sign_p=0.01), False),
        (Figure(9, 0.1, 0.0, 0.2, sign_p=0.01), False),
        (Figure(9, 0.2, 0.1, 0.3, sign_p=0.05), False),
        (Figure(9, 0.2, 0.1, 0.3), False),
        (Figure(0, 0.0, 0.0, 0.0), False),
    ],
)
def test_a_difference_is_beyond_noise_when_its_interval_and_the_sign_test_agree(
    figure: Figure, expected: bool
) -> None:
    assert figure.is_beyond_noise is expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (0.951, 96.0), (1.0, 100.0), (0.0, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    values = [float(n) for n in range(100, 0, -1)]

    assert percentile(values, share) == expected
