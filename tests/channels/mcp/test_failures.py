"""What a client is told when something fails that nobody foresaw."""

import logging
from collections.abc import Callable
from typing import Any, cast

import anyio
import pytest
from mcp import Client, MCPError

from advisor.channels.mcp.server import create_server
from advisor.service.parts import Service
from advisor.types import Caller

CALLER = Caller("local", "this machine", frozenset({"ask"}))


class BrokenService:
    """Whatever is wanted of it fails, with words that are for the log alone."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"inner words about {name}")


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize(
    "use",
    [
        lambda client: client.call_tool("ask", {"question": "Vad hindrar digitalisering?"}),
        lambda client: client.list_resources(),
    ],
    ids=["tool", "resources"],
)
def test_an_unexpected_failure_is_told_without_its_inner_words(
    use: Callable[[Client], Any], mode: Any, caplog: pytest.LogCaptureFixture
) -> None:
    server = create_server(cast(Service, BrokenService()), lambda _request: CALLER)

    async def run() -> None:
        async with Client(server, mode=mode) as client:
            with pytest.raises(MCPError) as told:
                await use(client)
            said.append(str(told.value))

    said: list[str] = []
    with caplog.at_level(logging.ERROR):
        anyio.run(run)

    assert "inner words" not in said[0]
    assert "look in its log" in said[0]
    assert any("inner words" in (record.exc_text or "") for record in caplog.records)
