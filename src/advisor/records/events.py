"""Which events of chats were seen, so that one that is sent again is answered once."""

from __future__ import annotations

from advisor.records.database import Database, now


class SeenEvents:
    """Kept on disk: a chat sends again also to a server that was started anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_new(self, id: str) -> bool:
        """Whether it is seen for the first time; from now on it is not."""
        with self._database.writing() as connection:
            added = connection.execute(
                "INSERT INTO events VALUES (?, ?) ON CONFLICT DO NOTHING", (id, now())
            )
            return added.rowcount == 1
