"""The seam between what is said in Teams and what carries it there."""

from __future__ import annotations

from typing import Protocol

from advisor.channels.teams.messages import Message


class NotSentError(Exception):
    """Teams did not take a message."""


class Sender(Protocol):
    """Takes messages to conversations; NotSentError where one is not taken."""

    async def send(self, message: Message, place: str, service_url: str) -> None:
        """Send into a conversation."""
        ...

    async def typing(self, place: str, service_url: str) -> None:
        """Show that an answer is being made."""
        ...

    async def close(self) -> None:
        """Release what it holds."""
        ...
