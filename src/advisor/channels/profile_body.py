"""The municipality that asks, as programs of every kind may tell it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from advisor.channels.asked import profile_from
from advisor.types import Profile
from advisor.vocabulary import ItOrganisation

MOST_COUNT = 1_000_000_000  # more people than any municipality has


class ProfileBody(BaseModel):
    """The municipality that asks; what is left out is not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str | None = Field(
        default=None, max_length=200, description="Of the municipality.", examples=["Forshaga"]
    )
    population: int | None = Field(
        default=None, ge=0, le=MOST_COUNT, description="Inhabitants.", examples=[11_400]
    )
    employees: int | None = Field(
        default=None, ge=0, le=MOST_COUNT, description="Employees.", examples=[1000]
    )
    county: str | None = Field(default=None, max_length=200, examples=["Värmlands län"])
    it_organisation: ItOrganisation | None = Field(
        default=None, description="Whether its IT is run by itself, together with others, or not."
    )
    digital_lead: bool | None = Field(
        default=None, description="Whether somebody there leads its digitalisation."
    )
    goals: list[Annotated[str, Field(max_length=500)]] = Field(
        default=[],
        max_length=20,
        description="What it wants to reach.",
        examples=[["fler e-tjänster"]],
    )

    def profile(self) -> Profile:
        """The same as a value, without control characters."""
        return profile_from(self.model_dump())
