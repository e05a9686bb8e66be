"""A served advisor and a Slack of its own, for the tests of one module."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.channels.slack.fake_slack import SECRET, TOKEN, FakeSlack, Post, fake_slack
from tests.conftest import Serve, Server


@dataclass(frozen=True, slots=True)
class Served:
    """`advisor serve` with Slack switched on."""

    server: Server
    slack: FakeSlack
    post: Post


@pytest.fixture(scope="module")
def served(serve: Serve) -> Iterator[Served]:
    """One process for a module; see `slack` for what it posts."""
    with (
        fake_slack() as slack,
        serve(
            ADVISOR_SLACK_BOT_TOKEN=TOKEN,
            ADVISOR_SLACK_SIGNING_SECRET=SECRET,
            ADVISOR_SLACK_API_URL=slack.url,
            ADVISOR_QUESTIONS_PER_MINUTE="1000",
        ) as server,
        httpx.Client(base_url=server.url, timeout=20) as client,
    ):
        slack.wait_for("auth.test")
        yield Served(
            server,
            slack,
            lambda body, headers: client.post("/slack/events", content=body, headers=headers),
        )


@pytest.fixture
def slack(served: Served) -> FakeSlack:
    """The Slack of the module, with nothing posted yet."""
    served.slack.forget()
    return served.slack


@pytest.fixture
def post(served: Served) -> Post:
    """Sends a body to advisor as Slack does."""
    return served.post
