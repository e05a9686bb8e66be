"""What a language model may hand to our tools; the descriptions are written for it to read."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.profile_body import ProfileBody
from advisor.service.desk import MOST_HISTORY
from advisor.service.library import MOST_CHARS as MOST_PASSAGE_CHARS
from advisor.types import Question
from advisor.vocabulary import Language

MOST_FOUND = 30

_Earlier = Annotated[str, Field(min_length=1, max_length=MOST_CHARS)]


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskInput(_Input):
    """A question to be answered."""

    question: str = Field(
        min_length=1,
        max_length=MOST_CHARS,
        description="The question in Swedish or English, as the person put it. One question at a"
        " time; names and abbreviations as they are.",
        examples=["Ska vi ansluta oss till en gemensam e-tjänsteplattform?"],
    )
    history: list[_Earlier] = Field(
        default=[],
        max_length=MOST_HISTORY,
        description="Earlier questions of the same conversation, oldest first, so that a follow-up"
        " ('Och för små kommuner?') is understood. Questions only, no answers.",
    )
    conversation: str | None = Field(
        default=None,
        description="Instead of history: the `conversation` that an earlier answer came with.",
    )
    profile: ProfileBody | None = Field(
        default=None,
        description="The municipality that asks, as far as it is known; what is not known is left"
        " out, not guessed.",
    )
    language: Language | None = Field(
        default=None,
        description="Language of the answer; left out: that of the question. Quotes stay in the"
        " language of their source.",
    )

    @model_validator(mode="after")
    def _one_past(self) -> Self:
        if self.history and self.conversation:
            raise ValueError("give history or conversation, not both")
        return self

    def asked(self) -> Question:
        """The same as a value."""
        profile = self.profile.profile() if self.profile else None
        return question_from(self.question, self.history, profile, self.language)


class SearchInput(_Input):
    """Words to search for."""

    query: str = Field(
        min_length=1,
        max_length=MOST_CHARS,
        description="A question or words in Swedish or English. Inflection, compounds and"
        " common synonyms are taken care of.",
        examples=["samverkan om e-tjänster i små kommuner"],
    )
    limit: int = Field(default=10, ge=1, le=MOST_FOUND, description="How many sentences at most.")

    def asked(self) -> Question:
        """The same as a value."""
        return question_from(self.query)


class ReadInput(_Input):
    """A source, with a place in it or none."""

    source: str = Field(
        description="The id of the source, as `source` in answers and in what was found.",
        examples=["e-tjansteutveckling-sma-kommuner.txt"],
    )
    start: int | None = Field(
        default=None, ge=0, description="First character of the place, as in a citation."
    )
    end: int | None = Field(
        default=None,
        ge=1,
        description=f"The character after its last; at most {MOST_PASSAGE_CHARS} beyond start.",
    )

    @model_validator(mode="after")
    def _whole_place(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both start and end, or none of them for the list of sections")
        return self

    @property
    def place(self) -> tuple[int, int] | None:
        """None: what the source holds is asked for."""
        return None if self.start is None or self.end is None else (self.start, self.end)


class NoInput(_Input):
    """Nothing."""
