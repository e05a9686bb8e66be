"""The statements of an answer as people read them: under headings that say what they do in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.types import Answer, Statement, told_apart
from advisor.vocabulary import Form, Language, Role

Kinds = tuple[str, str]  # for one statement, for more

_HEADINGS: Mapping[Language, Mapping[Role, Kinds]] = {
    "sv": {
        "recommendation": ("Rekommendation", "Rekommendationer"),
        "argument_for": ("Talar för", "Talar för"),
        "argument_against": ("Talar emot", "Talar emot"),
        "condition": ("Förutsättning", "Förutsättningar"),
        "finding": ("Så här står det i källorna", "Så här står det i källorna"),
        "step": ("Råd eller krav", "Råd eller krav"),
    },
    "en": {
        "recommendation": ("Recommendation", "Recommendations"),
        "argument_for": ("In favour", "In favour"),
        "argument_against": ("Against", "Against"),
        "condition": ("Condition", "Conditions"),
        "finding": ("What the sources say", "What the sources say"),
        "step": ("Advice or requirement", "Advice or requirements"),
    },
}
# What a role is called in answers of one form.
_HEADINGS_BY_FORM: Mapping[tuple[Form, Role], Mapping[Language, Kinds]] = {
    ("risk", "argument_against"): {"sv": ("Risk", "Risker"), "en": ("Risk", "Risks")},
    ("definition", "finding"): {
        "sv": ("Förklaring", "Förklaringar"),
        "en": ("Explanation", "Explanations"),
    },
}
_LOOSE_HEADINGS: Mapping[Language, str] = {
    "sv": "Kan också ha med saken att göra",
    "en": "Possibly related",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading, each with its index in the answer."""

    name: str  # the role, or "loose" of those that probably do not answer what was asked
    heading: str
    statements: tuple[tuple[int, Statement], ...]


def grouped(answer: Answer) -> list[Group]:
    """The statements of an answer under their headings."""
    return grouped_statements(answer.statements, answer.form, answer.language)


def grouped_statements(
    statements: Sequence[Statement], form: Form, language: Language
) -> list[Group]:
    """By role, in the order in which the roles first appear; last what may be on something else."""
    close, loose = told_apart(statements)
    groups = []
    for role in dict.fromkeys(statement.role for statement in close):
        of_role = [s for s in close if s.role == role]
        heading = _heading(role, len(of_role), form, language)
        groups.append(Group(role, heading, _numbered(statements, of_role)))
    if loose:
        groups.append(Group("loose", _LOOSE_HEADINGS[language], _numbered(statements, loose)))
    return groups


def _numbered(
    statements: Sequence[Statement], some: Sequence[Statement]
) -> tuple[tuple[int, Statement], ...]:
    """Some of the statements, with their indexes among all."""
    ids = set(map(id, some))
    return tuple((i, s) for i, s in enumerate(statements) if id(s) in ids)


def _heading(role: Role, count: int, form: Form, language: Language) -> str:
    usual = _HEADINGS[language][role]
    by_form = _HEADINGS_BY_FORM.get((form, role), {}).get(language, usual)
    return by_form[0 if count == 1 else 1]
