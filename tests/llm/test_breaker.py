"""A model that failed five times in a row is left alone, then tried by one call at a time."""

from advisor.llm.breaker import MOST_FAILURES, REST_SECONDS, Breaker
from tests.llm.models import Clock


def _opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock=clock)
    for _ in range(MOST_FAILURES):
        assert breaker.lets_pass()
        breaker.failed()
    return breaker


def test_circuit_opens_with_the_fifth_failure_in_a_row() -> None:
    breaker = Breaker(clock=Clock())

    opened = [breaker.failed() for _ in range(5)]

    assert opened == [False, False, False, False, True]
    assert not breaker.lets_pass()


def test_success_in_between_begins_the_count_anew() -> None:
    breaker = Breaker(clock=Clock())

    for _ in range(3):
        for _ in range(4):
            breaker.failed()
        breaker.succeeded()

    assert breaker.lets_pass()


def test_after_a_rest_one_call_may_try() -> None:
    clock = Clock()
    breaker = _opened(clock)

    clock.at += REST_SECONDS

    assert [breaker.lets_pass() for _ in range(3)] == [True, False, False]


def test_before_the_rest_is_over_none_may() -> None:
    clock = Clock()
    breaker = _opened(clock)

    clock.at += REST_SECONDS - 1

    assert not breaker.lets_pass()


def test_success_of_that_call_closes_the_circuit() -> None:
    clock = Clock()
    breaker = _opened(clock)
    clock.at += REST_SECONDS
    breaker.lets_pass()

    breaker.succeeded()

    assert [breaker.lets_pass() for _ in range(3)] == [True, True, True]


def test_its_failure_opens_it_for_another_rest() -> None:
    clock = Clock()
    breaker = _opened(clock)
    clock.at += REST_SECONDS
    breaker.lets_pass()

    assert breaker.failed()
    assert not breaker.lets_pass()
    clock.at += REST_SECONDS
    assert breaker.lets_pass()


def test_call_that_was_not_made_leaves_the_trial_to_another() -> None:
    clock = Clock()
    breaker = _opened(clock)
    clock.at += REST_SECONDS
    breaker.lets_pass()

    breaker.undecided()

    assert breaker.lets_pass()
