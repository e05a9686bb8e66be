"""The municipality's facts as a form takes them, and as a question carries them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from advisor.channels.profile_body import MOST_COUNT, ProfileBody
from advisor.errors import BadInputError
from advisor.types import Profile
from advisor.vocabulary import Language

FIELDS = (
    "name",
    "population",
    "employees",
    "county",
    "it_organisation",
    "digital_lead",
    "goals",
)
COUNTIES = (
    "Blekinge län",
    "Dalarnas län",
    "Gotlands län",
    "Gävleborgs län",
    "Hallands län",
    "Jämtlands län",
    "Jönköpings län",
    "Kalmar län",
    "Kronobergs län",
    "Norrbottens län",
    "Skåne län",
    "Stockholms län",
    "Södermanlands län",
    "Uppsala län",
    "Värmlands län",
    "Västerbottens län",
    "Västernorrlands län",
    "Västmanlands län",
    "Västra Götalands län",
    "Örebro län",
    "Östergötlands län",
)

_YES_NO = {"yes": True, "no": False}


def profile_from_form(values: Sequence[Any]) -> Profile | None:
    """What stands in the form, in the order of FIELDS; None where nothing does.

    BadInputError where a program sends what the form cannot.
    """
    told = dict(zip(FIELDS, values, strict=True))
    given = {
        **{key: _text(told[key]) for key in ("name", "county")},
        **{key: _count(told[key]) for key in ("population", "employees")},
        "it_organisation": told["it_organisation"] or None,
        "digital_lead": _YES_NO.get(str(told["digital_lead"]), told["digital_lead"] or None),
        "goals": _goals(told["goals"]),
    }
    try:
        profile = ProfileBody.model_validate(given).profile()
    except ValidationError as error:
        raise BadInputError("The municipality's facts cannot be read. Look them over.") from error
    return None if profile == Profile() else profile


def form_from(kept: object) -> tuple[Any, ...]:
    """What a browser kept, in the order of FIELDS; what is not as we keep it is left out."""
    values = kept if isinstance(kept, Mapping) else {}
    return tuple(_shown(key, values.get(key)) for key in FIELDS)


def summary(profile: Profile | None, language: Language) -> str:
    """The municipality in a few words; empty where nothing is told."""
    if profile is None:
        return ""
    people = {"sv": "{n} invånare", "en": "{n} inhabitants"}[language]
    space = {"sv": "\N{NO-BREAK SPACE}", "en": ","}[language]
    told = [profile.name, profile.county]
    if profile.population is not None:
        told.append(people.format(n=f"{profile.population:,}".replace(",", space)))
    return ", ".join(filter(None, told)) or {"sv": "ifyllt", "en": "filled in"}[language]


# What a form cannot send is handed on as it is, for the profile's own rules to refuse.


def _text(value: object) -> object:
    return value.strip() or None if isinstance(value, str) else value


def _count(value: object) -> object:
    if isinstance(value, float) and math.isfinite(value):
        return round(value)
    return None if value == "" else value


def _goals(value: object) -> object:
    if not isinstance(value, str):
        return value or []
    return [goal for goal in re.split(r"[\n;]", value) if goal.strip()]


def _shown(key: str, value: object) -> Any:
    if key in ("population", "employees"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return _count(value) if 0 <= value <= MOST_COUNT else None
    allowed = {
        "county": COUNTIES,
        "it_organisation": ("own", "shared", "none"),
        "digital_lead": ("yes", "no"),
    }
    if key in allowed:
        return value if value in allowed[key] else ""
    return value if isinstance(value, str) else ""
