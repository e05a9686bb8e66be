"""advisor in a Teams that is played, as a process of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.channels.teams.played import PlayedTeams
from tests.conftest import Serve, Server

Post = Callable[..., httpx.Response]


@dataclass(frozen=True, slots=True)
class InTeams:
    """A server and the Teams that it is in."""

    server: Server
    teams: PlayedTeams

    def post(
        self, activity: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Hand an activity in, with a token that holds unless other headers are given."""
        return httpx.post(
            f"{self.server.url}/teams/messages",
            json=activity,
            headers=dict(self.teams.authorization if headers is None else headers),
            timeout=30,
        )


@pytest.fixture(scope="module")
def in_teams(serve: Serve) -> Iterator[InTeams]:
    """One for the tests of a module; each has a conversation of its own."""
    with PlayedTeams() as teams, serve(**teams.settings) as server:
        yield InTeams(server, teams)
        assert teams.problems == []
