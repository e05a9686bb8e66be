"""What requests may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.profile_body import ProfileBody
from advisor.channels.rendering import visible
from advisor.types import Question
from advisor.vocabulary import Language

MOST_ID_CHARS = 200
# A character that a person can see, as far as a pattern can tell; `visible` decides.
_READABLE = r"[^\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _readable(question: str) -> str:
    if not visible(question).strip():
        raise PydanticCustomError("question_empty", "The question has no readable characters.")
    return question


class AskBody(_Body):
    """A question, in Swedish or English."""

    question: Annotated[str, AfterValidator(_readable)] = Field(
        min_length=1,
        max_length=MOST_CHARS,
        description="As a person would ask it.",
        json_schema_extra={"pattern": _READABLE},
        examples=["Ska vi ansluta oss till en gemensam e-tjänsteplattform?"],
    )
    conversation: str | None = Field(
        default=None,
        max_length=MOST_ID_CHARS,
        description="Id of a conversation of yours that the question goes on with, so that it may"
        " lean on what was asked before; left out: a new one begins.",
    )
    profile: ProfileBody | None = Field(default=None, description="The municipality that asks.")
    language: Language | None = Field(
        default=None,
        description="Of the answer; left out: that of the question. Quotes are never translated.",
    )

    def asked(self) -> Question:
        """The same as a value; BadInputError where nothing readable is left of it."""
        profile = self.profile.profile() if self.profile else None
        return question_from(self.question, (), profile, self.language)


class FeedbackBody(_Body):
    """What a caller says of an answer; it replaces what the same caller said of it before."""

    answer: str = Field(max_length=MOST_ID_CHARS, description="Id of an answer of yours.")
    useful: bool = Field(description="Whether the answer was of use.")
    comment: str | None = Field(
        default=None, max_length=MOST_CHARS, description="What was good or missing."
    )
