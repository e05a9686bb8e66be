"""The municipality's facts: what a form says becomes a profile, and nothing is guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import BadInputError
from advisor.types import Profile
from ui.profile import FIELDS, form_from, profile_from_form, summary

EMPTY = ("", None, None, "", "", "", "")


def _form(**values: Any) -> tuple[Any, ...]:
    return tuple(values.get(key, empty) for key, empty in zip(FIELDS, EMPTY, strict=True))


def test_empty_form_is_no_profile() -> None:
    assert profile_from_form(EMPTY) is None


def test_form_becomes_a_profile() -> None:
    form = _form(
        name=" Forshaga ",
        population=11_400,
        it_organisation="shared",
        digital_lead="no",
        goals="fler e-tjänster\n\nlägre kostnad",
    )

    assert profile_from_form(form) == Profile(
        name="Forshaga",
        population=11_400,
        it_organisation="shared",
        digital_lead=False,
        goals=("fler e-tjänster", "lägre kostnad"),
    )


@pytest.mark.parametrize(
    "wrong", [{"it_organisation": "cloud"}, {"population": -1}, {"name": "x" * 300}]
)
def test_what_the_form_cannot_send_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        profile_from_form(_form(**wrong))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(_JSON | st.dictionaries(st.sampled_from(FIELDS), _JSON))
def test_whatever_a_browser_kept_fills_the_form(kept: object) -> None:
    form = form_from(kept)

    assert len(form) == len(FIELDS)
    try:
        profile_from_form(form)
    except BadInputError:
        assert isinstance(kept, dict)


def test_what_was_kept_is_restored() -> None:
    kept = dict(zip(FIELDS, _form(name="Åtvidaberg", population=11_500), strict=True))

    assert form_from(kept) == _form(name="Åtvidaberg", population=11_500)


@pytest.mark.parametrize(
    ("profile", "language", "said"),
    [
        (None, "sv", ""),
        (Profile(name="Åtvidaberg", population=11_500), "sv", "Åtvidaberg, 11\xa0500 invånare"),
        (Profile(name="Åtvidaberg", population=11_500), "en", "Åtvidaberg, 11,500 inhabitants"),
        (Profile(goals=("x",)), "sv", "ifyllt"),
    ],
)
def test_profile_is_told_in_a_few_words(profile: Profile | None, language: Any, said: str) -> None:
    assert summary(profile, language) == said
