"""What Teams sends: checked at the border, with no more of it than is used."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from html import unescape
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from advisor.errors import BadInputError, NotFoundError
from advisor.types import Caller
from advisor.vocabulary import Language

# It becomes a part of an address that is called, so it must not lead to another one.
_ConversationId = Annotated[str, Field(pattern=r"^[^\s/?#\\%\x00-\x1f]{1,300}$")]
_Id = Annotated[str, Field(min_length=1, max_length=300)]
_MENTION_MARKS = re.compile(r"</?at\b[^<>]{0,300}>", re.IGNORECASE)
_NOTHING = "\0"  # stands in no text that Teams sends

PRESSED = "advisor"  # the key of what a button of ours sends


class _Part(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore"
    )


class _Account(_Part):
    id: _Id
    aad_object_id: str | None = Field(default=None, max_length=100)


class _Conversation(_Part):
    id: _ConversationId
    conversation_type: str | None = None  # "personal", "groupChat" or "channel"
    tenant_id: str | None = None


class _Tenant(_Part):
    id: str | None = None


class _ChannelData(_Part):
    tenant: _Tenant | None = None


class Ask(_Part):
    """A question that was suggested is chosen."""

    do: Literal["ask"]
    question: str


class Show(_Part):
    """A passage that an answer cites is to be shown."""

    do: Literal["show"]
    answer: _Id
    number: int  # of a citation, or of what comes nearest: they are numbered together


class Judge(_Part):
    """An answer was useful, or not."""

    do: Literal["judge"]
    answer: _Id
    useful: bool


Press = Annotated[Ask | Show | Judge, Field(discriminator="do")]

_PRESS: TypeAdapter[Ask | Show | Judge] = TypeAdapter(Press)


class Activity(_Part):
    """Something that happened in a conversation."""

    type: str
    service_url: str
    channel_id: str
    conversation: _Conversation
    from_: _Account = Field(alias="from")
    recipient: _Account
    id: str | None = Field(default=None, max_length=300)
    text: str | None = None
    text_format: str | None = None
    value: Any = None
    locale: str | None = None
    action: str | None = None
    reply_to_id: str | None = None
    members_added: list[_Account] = []
    entities: list[Any] = []
    channel_data: _ChannelData | None = None

    @property
    def tenant(self) -> str | None:
        """The Microsoft 365 tenant in which it happened."""
        told = self.channel_data.tenant if self.channel_data else None
        return self.conversation.tenant_id or (told.id if told else None)

    @property
    def place(self) -> str:
        """The conversation to answer in: in a channel, the thread."""
        id = self.conversation.id
        root = self.reply_to_id or self.id or ""
        is_channel = self.conversation.conversation_type == "channel"
        if is_channel and ";messageid=" not in id and root.isascii() and root.isdigit():
            return f"{id};messageid={root}"
        return id

    @property
    def caller(self) -> Caller:
        """Those who share the conversation own what is asked in it; limits are each person's."""
        person = self.from_.aad_object_id or self.from_.id
        return Caller(f"teams:{self.place}", "Teams", frozenset({"ask"}), f"teams:{person}")

    @property
    def language(self) -> Language:
        """That of the reader's Teams, for words that answer no question."""
        return "en" if (self.locale or "").casefold().startswith("en") else "sv"

    @property
    def asked(self) -> str:
        """What was written, without mentions of the bot; of others their names are kept."""
        text = self.text or ""
        for entity in self.entities:
            text = text.replace(_own_mention(entity, self.recipient.id) or _NOTHING, " ")
        return unescape(_MENTION_MARKS.sub("", text)).strip()

    @property
    def press(self) -> Ask | Show | Judge | None:
        """The button of a card that was pressed; NotFoundError for one that no card has now."""
        if not isinstance(self.value, dict) or PRESSED not in self.value:
            return None
        try:
            return _PRESS.validate_python(self.value[PRESSED])
        except ValidationError as error:
            raise NotFoundError("The button is not known. Ask the question anew.") from error

    @property
    def is_welcome_due(self) -> bool:
        """Whether the bot has just come into the conversation."""
        if self.type == "installationUpdate":
            return self.action in ("add", "add-upgrade")
        is_added = self.recipient.id in {member.id for member in self.members_added}
        return self.type == "conversationUpdate" and is_added

    @property
    def key(self) -> str:
        """The same for an activity that is sent again; nothing can be told from it."""
        if self.is_welcome_due:  # told of in several ways at a time
            day = datetime.now(UTC).date().isoformat()
            return _digest("welcome", self.conversation.id, day)
        return _digest("activity", self.conversation.id, self.id or "")

    def talk(self, today: date) -> str:
        """The id under which questions lean on one another: a thread, or a day of a chat."""
        is_thread = ";messageid=" in self.place
        return _digest("thread", self.place, "" if is_thread else today.isoformat())


def read_activity(body: bytes) -> Activity:
    """What a request tells of; BadInputError where it cannot be read."""
    try:
        return Activity.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInputError(
            f"The activity cannot be read ({where or 'body'}: {first['type']}). Send one as Teams"
            " does."
        ) from error


def _own_mention(entity: object, bot: str) -> str | None:
    """The words by which an entity mentions the bot; None for any other entity."""
    match entity:
        case {"type": "mention", "mentioned": {"id": str(id)}, "text": str(text)} if id == bot:
            return text or None
        case _:
            return None


def _digest(*parts: str) -> str:
    return "teams-" + sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
