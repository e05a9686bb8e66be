"""advisor in a Teams that is played, as a process of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.web.app import create_app
from advisor.settings import Settings
from tests.channels.teams.played import APP, PASSWORD, TENANT, PlayedTeams
from tests.conftest import Serve, Server


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


@pytest.fixture(scope="module")
def teams() -> Iterator[PlayedTeams]:
    """Teams for the application in this process."""
    with PlayedTeams() as played:
        yield played


@pytest.fixture(scope="module")
def client(teams: PlayedTeams, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application without an index: nothing here comes to be answered."""
    data = tmp_path_factory.mktemp("data")
    settings = Settings(
        data=data,
        teams_app_id=APP,
        teams_tenant_id=TENANT,
        teams_app_password=SecretStr(PASSWORD),
        teams_openid_metadata_url=teams.settings["ADVISOR_TEAMS_OPENID_METADATA_URL"],
        teams_login_url=teams.url,
    )
    service = open_service(settings, to_json)
    with TestClient(create_app(service), base_url="http://127.0.0.1:8000") as client:
        yield client
    service.database.close()
