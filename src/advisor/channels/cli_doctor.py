"""`advisor doctor`: prints what a look at the installation found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from advisor.channels.cli_output import print_json, print_rich
from advisor.channels.rendering import visible
from advisor.diagnosis import Finding, Level, Topic, diagnose, exit_code, model_finding
from advisor.settings import load_settings

if TYPE_CHECKING:
    from rich.text import Text

_STYLES: Mapping[Level, str] = {"ok": "green", "warning": "bold yellow", "problem": "bold red"}
_HEADINGS: Mapping[Topic, str] = {
    "index": "Index and corpus",
    "vectors": "Index and corpus",
    "document": "Index and corpus",
    "corpus": "Index and corpus",
    "embedding_model": "Index and corpus",
    "glossary": "Index and corpus",
    "language_model": "Language model",
    "keys": "Access",
    "switch": "Access",
    "proxies": "Access",
    "data": "Storage",
    "records": "Storage",
    "disk": "Storage",
    "settings": "Settings",
    "setting": "Settings",
    "version": "Versions",
    "optional": "Optional parts",
}


def examine(*, as_json: bool) -> int:
    """Print the findings; the exit code tells whether one of them is a problem."""
    findings = diagnose()
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        print_rich(_report(findings))
    return exit_code(findings)


def show_model() -> None:
    """Print which embedding model is set and whether it is here."""
    print_rich(_lines([model_finding(load_settings())]))


def _report(findings: tuple[Finding, ...]) -> Text:
    from rich.text import Text

    report = Text()
    for heading, group in groupby(findings, key=lambda finding: _HEADINGS[finding.topic]):
        report.append(f"{heading}\n", style="bold")
        report.append(_lines(list(group))).append("\n\n")
    return report.append(_summary(findings))


def _lines(findings: list[Finding]) -> Text:
    from rich.text import Text

    lines = []
    for finding in findings:
        line = Text(f"  {finding.level:8}", style=_STYLES[finding.level])
        line.append(visible(finding.message), style="default")
        if finding.mend:
            line.append(f"\n          {visible(finding.mend)}", style="default")
        lines.append(line)
    return Text("\n").join(lines)


def _summary(findings: tuple[Finding, ...]) -> str:
    problems = sum(finding.level == "problem" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    if not problems and not warnings:
        return "All is well."
    return f"Problems: {problems}. Warnings: {warnings}."
