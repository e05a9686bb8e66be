"""A run as what continuous integration shows."""

from xml.etree.ElementTree import Element, fromstring

from evals.finished import Finished
from evals.gate import Verdict
from evals.junit import junit
from tests.evals.builders import COUNT, finished_of, item_of, question_of

FIRST, SECOND = (item_of(question_of(COUNT, id=id), True) for id in ("sv-001", "sv-002"))
HIDDEN = item_of(question_of(COUNT, id="sv-003", split="test"), False)


def suites(finished: Finished) -> dict[str | None, Element]:
    return {suite.get("name"): suite for suite in fromstring(junit(finished))}


def failed(suite: Element) -> dict[str | None, str | None]:
    """The text of each failure, by case."""
    return {case.get("name"): case.findtext("failure") for case in suite if len(case)}


def test_every_dev_question_is_a_case_and_no_test_question_is() -> None:
    suite = suites(finished_of(FIRST, HIDDEN, SECOND))["dev questions"]

    assert [case.get("name") for case in suite] == ["sv-001", "sv-002"]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "0")


def test_a_question_that_was_right_and_is_wrong_fails_even_where_the_gate_allows_it() -> None:
    verdict = Verdict((), regressions=("sv-002",))

    found = suites(finished_of(FIRST, SECOND, verdict=verdict))

    assert failed(found["dev questions"]).keys() == {"sv-002"}
    assert found["dev questions"].get("failures") == "1"
    assert failed(found["gate"]) == {}


def test_a_question_that_was_wrong_before_does_not_fail() -> None:
    wrong = item_of(FIRST.question, False)

    assert failed(suites(finished_of(wrong))["dev questions"]) == {}


def test_the_gate_is_one_case_that_fails_with_every_problem() -> None:
    verdict = Verdict(("A total fell.", "R@1 < 0.5 & falling."))

    gate = suites(finished_of(FIRST, verdict=verdict))["gate"]

    assert failed(gate) == {"gate": "A total fell.\nR@1 < 0.5 & falling."}
    assert (gate.get("tests"), gate.get("failures")) == ("1", "1")
    assert [failure.get("message") for failure in gate.iter("failure")] == ["A total fell."]


def test_a_gate_that_is_passed_is_a_case_too() -> None:
    gate = suites(finished_of(FIRST))["gate"]

    assert [case.get("name") for case in gate] == ["gate"]
    assert failed(gate) == {}
