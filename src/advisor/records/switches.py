"""Which ways in are open: switched by an operator, heeded by a server that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from advisor.errors import SwitchedOffError
from advisor.records.database import Database, now
from advisor.vocabulary import Channel

CHANNELS: tuple[Channel, ...] = get_args(Channel)

# People see it in a chat or on a page without a language of their own choosing: it tells both.
_OFF = (
    "Den här vägen in ({name}) är avstängd för tillfället. Försök igen senare, eller fråga den som"
    " sköter tjänsten. / This way in ({name}) is switched off for now. Try again later, or ask"
    " those who run the service."
)
_NAMES: Mapping[Channel, str] = {
    "api": "API",
    "chat": "Chat Completions",
    "mcp": "MCP",
    "slack": "Slack",
    "teams": "Teams",
    "web": "webb, web",
}


@dataclass(frozen=True, slots=True)
class Switch:
    """The state of a way in, with who changed it last; None: nobody ever did."""

    channel: Channel
    is_on: bool
    changed: str | None = None
    changed_by: str | None = None


class SwitchRecords:
    """Asked of the file each time, so that a switch acts at once on every process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, channel: Channel, *, is_on: bool, by: str) -> None:
        """On disk when it returns; what was set before is kept as well."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO switches (channel, is_on, changed, changed_by) VALUES (?, ?, ?, ?)",
                (channel, is_on, now(), by),
            )

    def all(self) -> list[Switch]:
        """The state of every way in."""
        return [(self.history(channel) or [Switch(channel, True)])[-1] for channel in CHANNELS]

    def history(self, channel: Channel) -> list[Switch]:
        """How it was switched, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM switches WHERE channel = ? ORDER BY number", (channel,)
        )
        return [
            Switch(channel, bool(row["is_on"]), row["changed"], row["changed_by"]) for row in rows
        ]

    def require_on(self, channel: Channel) -> None:
        """SwitchedOffError, in words for whoever asks, where the way in is closed."""
        rows = self._database.rows(
            "SELECT is_on FROM switches WHERE channel = ? ORDER BY number DESC LIMIT 1", (channel,)
        )
        if rows and not rows[0]["is_on"]:
            raise SwitchedOffError(_OFF.format(name=_NAMES[channel]))
