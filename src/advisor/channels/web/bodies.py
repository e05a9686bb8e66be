"""What requests may hold."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.types import Profile, Question
from advisor.vocabulary import ItOrganisation, Language


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ProfileBody(_Body):
    """The municipality that asks; what is left out is not guessed."""

    name: str | None = Field(default=None, max_length=200)
    population: int | None = Field(default=None, ge=0)
    employees: int | None = Field(default=None, ge=0)
    county: str | None = Field(default=None, max_length=200)
    it_organisation: ItOrganisation | None = None
    digital_lead: bool | None = None
    goals: list[str] = Field(default=[], max_length=20)

    def profile(self) -> Profile:
        """The same as a value."""
        return Profile(**(self.model_dump() | {"goals": tuple(self.goals)}))


class AskBody(_Body):
    """A question."""

    question: str = Field(min_length=1, max_length=MOST_CHARS)
    conversation: str | None = None
    profile: ProfileBody | None = None
    language: Language | None = None

    def asked(self) -> Question:
        """The same as a value; BadInputError where nothing readable is left of it."""
        profile = self.profile.profile() if self.profile else None
        return question_from(self.question, (), profile, self.language)


class FeedbackBody(_Body):
    """What a caller says of an answer."""

    answer: str
    useful: bool
    comment: str | None = Field(default=None, max_length=MOST_CHARS)
