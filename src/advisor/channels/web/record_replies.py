"""What is told of answers and conversations that were kept, described for programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from advisor.channels.web.replies import AnswerReply
from advisor.records.answers import Conversation, ConversationSummary, Record
from advisor.vocabulary import Channel, ItOrganisation, Language


class AskedProfileReply(BaseModel):
    """The municipality that asked; null means not told."""

    name: str | None
    population: int | None
    employees: int | None
    county: str | None
    it_organisation: ItOrganisation | None
    digital_lead: bool | None
    goals: list[str]


class AskedReply(BaseModel):
    """A question with all that bore on its answer."""

    text: str = Field(description="The question.")
    history: list[str] = Field(description="Earlier questions of the conversation, oldest first.")
    profile: AskedProfileReply | None = Field(description="The municipality that asked.")
    language: Language | None = Field(description="That was wanted; null: that of the question.")


class RecordReply(BaseModel):
    """An answer as it was given, with what it was an answer to."""

    id: str = Field(description="Of the answer.")
    conversation: str = Field(description="Id of the conversation that it is in.")
    owner: str = Field(description="Whose it is.")
    channel: Channel = Field(description="How the question came in.")
    created: str = Field(description="ISO 8601, UTC.")
    asked: AskedReply
    answer: AnswerReply


class ConversationReply(BaseModel):
    """What was asked and answered in one go."""

    id: str = Field(description="Of the conversation.")
    owner: str = Field(description="Whose it is.")
    channel: Channel = Field(description="How its questions came in.")
    created: str = Field(description="ISO 8601, UTC.")
    records: list[RecordReply] = Field(description="Oldest first.")


class ConversationSummaryReply(BaseModel):
    """A conversation in a list."""

    id: str = Field(description="Of the conversation.")
    channel: Channel = Field(description="How its questions came in.")
    created: str = Field(description="ISO 8601, UTC.")
    latest: str = Field(description="When it was last answered in; ISO 8601, UTC.")
    title: str = Field(description="Its first question.")
    answers: int = Field(ge=0, description="How many there are in it.")


class ConversationsReply(BaseModel):
    """A page of the caller's conversations, newest first."""

    conversations: list[ConversationSummaryReply]
    next: str | None = Field(description="Send it as `before` for the page after; null: no more.")


def record_data(record: Record) -> dict[str, Any]:
    """A RecordReply. What was kept is given as it was kept, also by an earlier version."""
    return {
        "id": record.id,
        "conversation": record.conversation,
        "owner": record.owner,
        "channel": record.channel,
        "created": record.created,
        "asked": record.asked,
        "answer": record.answer,
    }


def conversation_data(conversation: Conversation) -> dict[str, Any]:
    """A ConversationReply."""
    return {
        "id": conversation.id,
        "owner": conversation.owner,
        "channel": conversation.channel,
        "created": conversation.created,
        "records": [record_data(record) for record in conversation.records],
    }


def summary_reply(summary: ConversationSummary) -> ConversationSummaryReply:
    """A conversation in a list."""
    return ConversationSummaryReply(
        id=summary.id,
        channel=summary.channel,
        created=summary.created,
        latest=summary.latest,
        title=summary.title,
        answers=summary.answers,
    )
