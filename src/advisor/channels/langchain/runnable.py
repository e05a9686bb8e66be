"""advisor as a step of a LangChain program: a question in, its answer as a message out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    convert_to_messages,
)
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import RunnableConfig, RunnableSerializable
from pydantic import ConfigDict, Field

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.langchain.messages import answer_message
from advisor.channels.langchain.shared_index import SharedIndex
from advisor.channels.langchain.showing import Showing, showing_by
from advisor.errors import BadInputError
from advisor.service.desk import MOST_HISTORY
from advisor.types import Profile, Question
from advisor.vocabulary import Language


class AdvisorRunnable(RunnableSerializable[LanguageModelInput, AIMessage]):
    """Answers a question from the sources, with citations, and keeps nothing of it.

    The question is a text, or the last of a person's messages; the person's messages before it are
    what a follow-up leans on. All other messages, those of the system among them, are not read.
    What cannot be asked is a BadInputError, a missing index an IndexUnusableError.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: SharedIndex = Field(default_factory=SharedIndex, exclude=True)
    profile: Profile | None = Field(default=None, description="The municipality that asks.")
    language: Language | None = Field(
        default=None, description="Of the answer; unset: that of the question."
    )
    shown_by: Showing | None = Field(
        default=None,
        description="The service that shows the sources; unset: citations have no url.",
    )

    @classmethod
    def open(cls, data: Path | str | None = None, **more: Any) -> AdvisorRunnable:
        """On the index of a data folder, which is opened now; to be closed after use.

        The folder is that of ADVISOR_DATA where none is named; who shows the sources is told by
        ADVISOR_PUBLIC_URL.
        """
        index = SharedIndex.open(data)
        return cls(**{"index": index, "shown_by": showing_by(index.settings), **more})

    def close(self) -> None:
        """Release the index; a later question opens it again."""
        self.index.close()

    def invoke(
        self, input: LanguageModelInput, config: RunnableConfig | None = None, **_kwargs: Any
    ) -> AIMessage:
        """The answer to a question."""
        return self._call_with_config(self._answered, input, config)

    def _answered(self, asked: LanguageModelInput) -> AIMessage:
        question = _question(asked, self.profile, self.language)
        with self.index.lent() as index:
            answer = index.advisor.ask(question)
        shown_by = self.shown_by
        if shown_by is None:
            return answer_message(answer)
        return answer_message(answer, partial(shown_by.of_citation, answer.language))


def _question(
    asked: LanguageModelInput, profile: Profile | None, language: Language | None
) -> Question:
    if isinstance(asked, str):
        return question_from(asked, (), profile, language)
    messages = asked.to_messages() if isinstance(asked, PromptValue) else convert_to_messages(asked)
    people = [message for message in messages if isinstance(message, HumanMessage)]
    if not people:
        raise BadInputError("There is no question. Hand in a text or a person's message.")
    *before, last = (_said(message) for message in people)
    # One that could not be asked itself is passed over.
    earlier = [text for text in before if text.strip() and len(text) <= MOST_CHARS]
    return question_from(last, earlier[-MOST_HISTORY:], profile, language)


def _said(message: BaseMessage) -> str:
    """Its text; BadInputError where it holds something else."""
    others = [block["type"] for block in message.content_blocks if block["type"] != "text"]
    if others:
        raise BadInputError(
            f"A message holds {others[0]}, which cannot be read. Write the question as text."
        )
    return str(message.text)
