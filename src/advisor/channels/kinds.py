"""What kinds of source are called."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.vocabulary import Language, SourceKind

KINDS: Mapping[Language, Mapping[SourceKind, str]] = {
    "sv": {
        "bachelor_thesis": "kandidatuppsats",
        "master_thesis": "masteruppsats",
        "thesis_record": "katalogpost om uppsats",
        "research_report": "forskningsrapport",
        "regional_report": "regional rapport",
        "government_report": "statlig rapport",
        "evaluation": "utvärdering",
        "guideline": "vägledning",
        "other": "annat underlag",
    },
    "en": {
        "bachelor_thesis": "bachelor's thesis",
        "master_thesis": "master's thesis",
        "thesis_record": "catalogue record of a thesis",
        "research_report": "research report",
        "regional_report": "regional report",
        "government_report": "government report",
        "evaluation": "evaluation",
        "guideline": "guideline",
        "other": "other source",
    },
}


def begun(words: str) -> str:
    """As a line begins."""
    return words[:1].upper() + words[1:]
