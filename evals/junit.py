"""A run as JUnit XML, for what shows the state of continuous integration."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from evals.finished import Finished


def junit(finished: Finished) -> str:
    """One case per dev question, which fails when it was right and is wrong; one for the gate.

    Questions of `test` are not in it.
    """
    suites = Element("testsuites", name="advisor eval")
    _suite(suites, "gate", [("gate", finished.verdict.problems)])
    lost = frozenset(finished.verdict.regressions)
    cases = (
        (id, ["It was right in the run before, and is wrong."] if id in lost else [])
        for id in finished.summary.outcomes
    )
    _suite(suites, "dev questions", cases)
    return tostring(suites, encoding="unicode", xml_declaration=True)


def _suite(above: Element, name: str, cases: Iterable[tuple[str, Iterable[str]]]) -> None:
    suite = SubElement(above, "testsuite", name=name)
    tests = failures = 0
    for case, problems in cases:
        made = SubElement(suite, "testcase", classname=f"evals.{name}", name=case)
        text = "\n".join(problems)
        tests += 1
        if text:
            failures += 1
            SubElement(made, "failure", message=text.split("\n")[0]).text = text
    suite.set("tests", str(tests))
    suite.set("failures", str(failures))
