"""What Slack sends, read into values; whatever is not for advisor is told apart from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.channels.rendering import visible

# A message that was written as one is: no edit, no joining, no word of a program.
_WRITTEN = (None, "file_share", "thread_broadcast")

_LINK = re.compile(r"<((?:https?|mailto|tel):[^|<>]*)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[^|<>]*(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<[@!][^<>]*>")


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of a channel: what is asked in it is one conversation, which all in it share."""

    team: str
    channel: str
    ts: str  # of its first message

    @property
    def owner(self) -> str:
        """Whose the conversation is, as it is kept."""
        return f"slack:{self.team}:{self.channel}:{self.ts}"

    @property
    def conversation(self) -> str:
        """The conversation's id, always the same for a thread."""
        return f"c-{sha256(self.owner.encode()).hexdigest()[:32]}"

    @property
    def is_direct(self) -> bool:
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came from a person in a thread."""

    id: str  # the same each time that Slack sends it
    text: str  # empty: only a mention
    user: str
    thread: Thread
    shows_question: bool = False  # nobody wrote it in the thread


@dataclass(frozen=True, slots=True)
class Command:
    """A question that belongs to no thread yet."""

    id: str
    text: str
    user: str
    team: str
    channel: str


@dataclass(frozen=True, slots=True)
class Click:
    """A button or a menu of one of our posts."""

    id: str
    action: str
    value: str
    user: str
    thread: Thread
    trigger: str  # opens a window, for three seconds
    is_ephemeral: bool  # the post is seen by that person alone and has no thread


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class _Message(_Read):
    user: str = Field(pattern=r"^[UW][A-Z0-9]{1,30}$")
    channel: str = Field(pattern=r"^[CDG][A-Z0-9]{1,30}$")
    ts: str = Field(pattern=r"^[0-9]{1,20}\.[0-9]{1,20}$")
    thread_ts: str | None = Field(default=None, pattern=r"^[0-9]{1,20}\.[0-9]{1,20}$")
    text: str = ""
    subtype: str | None = None
    channel_type: str | None = None
    bot_id: str | None = None
    hidden: bool = False
    edited: dict[str, Any] | None = None


class _Event(_Read):
    team_id: str = Field(pattern=r"^[TE][A-Z0-9]{1,30}$")
    event: _Message


class _Command(_Read):
    team_id: str = Field(pattern=r"^[TE][A-Z0-9]{1,30}$")
    channel_id: str = Field(pattern=r"^[CDG][A-Z0-9]{1,30}$")
    user_id: str = Field(pattern=r"^[UW][A-Z0-9]{1,30}$")
    trigger_id: str = Field(min_length=1, max_length=200)
    text: str = ""


class _User(_Read):
    id: str = Field(pattern=r"^[UW][A-Z0-9]{1,30}$")
    team_id: str | None = None


class _Team(_Read):
    id: str = Field(pattern=r"^[TE][A-Z0-9]{1,30}$")


class _Container(_Read):
    message_ts: str = Field(pattern=r"^[0-9]{1,20}\.[0-9]{1,20}$")
    channel_id: str = Field(pattern=r"^[CDG][A-Z0-9]{1,30}$")
    thread_ts: str | None = Field(default=None, pattern=r"^[0-9]{1,20}\.[0-9]{1,20}$")
    is_ephemeral: bool = False


class _Option(_Read):
    value: str


class _Action(_Read):
    action_id: str
    value: str | None = None
    selected_option: _Option | None = None


class _Clicked(_Read):
    user: _User
    team: _Team | None = None
    container: _Container
    trigger_id: str = Field(min_length=1, max_length=200)
    actions: list[_Action] = Field(min_length=1, max_length=10)


def read_mention(body: object) -> Asked | None:
    """A message that names the app; None for one that is not a person's new message."""
    return _asked(body)


def read_direct(body: object) -> Asked | None:
    """A message to the app alone; None for any other, a channel's too."""
    return _asked(body, channel_type="im")


def read_command(body: object) -> Command | None:
    """A command with what follows it; None where it cannot be read."""
    try:
        read = _Command.model_validate(body)
    except ValidationError:
        return None
    return Command(
        id=f"slack:{read.team_id}:{read.trigger_id}",
        text=plain_text(read.text),
        user=read.user_id,
        team=read.team_id,
        channel=read.channel_id,
    )


def read_click(body: object) -> Click | None:
    """A click on one of our posts; None where it cannot be read."""
    try:
        read = _Clicked.model_validate(body)
    except ValidationError:
        return None
    action, container = read.actions[0], read.container
    team = read.team.id if read.team else read.user.team_id
    value = action.selected_option.value if action.selected_option else action.value
    if team is None or value is None:
        return None
    return Click(
        id=f"slack:{team}:{read.trigger_id}",
        action=action.action_id,
        value=value,
        user=read.user.id,
        thread=Thread(team, container.channel_id, container.thread_ts or container.message_ts),
        trigger=read.trigger_id,
        is_ephemeral=container.is_ephemeral,
    )


def plain_text(text: str) -> str:
    """What a person wrote, without Slack's markup: mentions are left out, links are their words."""
    text = _LINK.sub(lambda link: link[2] or link[1].removeprefix("mailto:"), text)
    text = _CHANNEL.sub(lambda channel: f"#{channel[1]}" if channel[1] else "", text)
    text = _MENTION.sub(" ", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(visible(text).split())


def _asked(body: object, channel_type: str | None = None) -> Asked | None:
    try:
        read = _Event.model_validate(body)
    except ValidationError:
        return None
    message = read.event
    is_ours = message.subtype in _WRITTEN and not message.bot_id and not message.edited
    fits = channel_type in (None, message.channel_type)
    if not (is_ours and fits) or message.hidden or message.user == "USLACKBOT":
        return None
    return Asked(
        # One message may come as two events, and each of them more than once.
        id=f"slack:{read.team_id}:{message.channel}:{message.ts}",
        text=plain_text(message.text),
        user=message.user,
        thread=Thread(read.team_id, message.channel, message.thread_ts or message.ts),
    )
