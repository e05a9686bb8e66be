"""The tools, asked by the official client over both transports, each a process of its own."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2  # what the official client speaks HTTP with
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, TextResourceContents

from tests.channels.payloads import active
from tests.conftest import ROOT, Run, Serve, Server

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
SOURCE = "e-tjansteutveckling-sma-kommuner.txt"


@dataclass(frozen=True, slots=True)
class Connected:
    """The official client, connected; what it is asked to do is waited for."""

    portal: BlockingPortal
    client: Client

    def call(self, tool: str, **arguments: Any) -> CallToolResult:
        """The result of a tool."""
        result = self.do(lambda client: client.call_tool(tool, arguments))
        assert isinstance(result, CallToolResult)
        return result

    def do(self, use: Callable[[Client], Awaitable[Any]]) -> Any:
        """Whatever the client gives."""

        async def run() -> Any:
            with anyio.fail_after(60):
                return await use(self.client)

        return self.portal.call(run)


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve(ADVISOR_QUESTIONS_PER_MINUTE="1000") as running:
        yield running


@pytest.fixture(scope="module", params=["http", "http, handshake", "stdio"])
def connected(request: pytest.FixtureRequest, server: Server) -> Iterator[Connected]:
    """A client in each way that it can connect, one for all tests."""
    if request.param == "stdio":
        client = Client(stdio_client(_command(server.data)))
    else:
        mode = "legacy" if "handshake" in request.param else "auto"
        client = Client(f"{server.url}/mcp", mode=mode)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(client) as open_client,
    ):
        yield Connected(portal, open_client)


def _command(data: Path) -> StdioServerParameters:
    environment = {
        "ADVISOR_DATA": str(data),
        "ADVISOR_CORPUS": str(ROOT / "corpus"),
        "PYTHONPATH": f"{ROOT / 'src'}",
    }
    return StdioServerParameters(
        command=sys.executable, args=["-m", "advisor", "mcp"], env=environment, cwd=data
    )


def _text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_tools_are_described_for_a_language_model(connected: Connected) -> None:
    listed = connected.do(lambda client: client.list_tools())

    tools = {tool.name: tool for tool in listed.tools}
    assert list(tools) == ["ask", "search_evidence", "read_source", "list_sources"]
    assert "automated system" in tools["ask"].description
    assert tools["ask"].input_schema["required"] == ["question"]
    assert not tools["ask"].annotations.read_only_hint
    assert tools["search_evidence"].annotations.read_only_hint


def test_client_is_told_that_an_automated_system_answers(connected: Connected) -> None:
    told = connected.client.instructions or ""

    assert "automatiskt system" in told
    assert "automated system" in told


def test_answer_is_given_as_data_and_as_text(connected: Connected) -> None:
    result = connected.call("ask", question=QUESTION)

    answer = result.structured_content
    assert not result.is_error
    assert answer["status"] == "answered"
    assert answer["notice"].startswith("Ett automatiskt system")
    quote = answer["statements"][0]["citations"][0]["quote"]
    assert quote in _text(result)
    assert active(_text(result)) == []


def test_follow_up_is_understood_by_conversation_and_by_history(connected: Connected) -> None:
    first = connected.call("ask", question=QUESTION).structured_content

    by_conversation = connected.call(
        "ask", question="Vad kostar det?", conversation=first["conversation"]
    ).structured_content
    by_history = connected.call(
        "ask", question="Vad kostar det?", history=[QUESTION]
    ).structured_content

    assert by_conversation["standalone_question"].startswith(QUESTION.rstrip("?"))
    assert by_conversation["standalone_question"] == by_history["standalone_question"]


def test_profile_and_language_are_heeded(connected: Connected) -> None:
    result = connected.call("ask", question=QUESTION, language="en", profile={"population": 9000})

    assert result.structured_content["language"] == "en"
    assert result.structured_content["notice"].startswith("An automated system")


def test_found_sentence_can_be_read_in_its_source(connected: Connected) -> None:
    found = connected.call("search_evidence", query="gemensam e-tjänsteplattform", limit=3)
    sentence = found.structured_content["sentences"][0]

    read = connected.call(
        "read_source",
        source=sentence["source"],
        start=sentence["start"],
        end=sentence["end"],
    )

    assert len(found.structured_content["sentences"]) == 3
    assert sentence["voice"] in ("author", "respondent", "literature")
    passage = read.structured_content["passage"]
    assert passage["text"] == sentence["quote"]
    assert passage["section"] == sentence["section"]
    assert passage["before"]
    assert passage["raw"]
    assert f"»{sentence['quote'][:20]}" in _text(read)


def test_source_without_a_place_shows_its_sections(connected: Connected) -> None:
    read = connected.call("read_source", source=SOURCE).structured_content

    headings = [section["heading"] for section in read["sections"]]
    assert "6. Slutsats" in headings
    assert read["passage"] is None
    assert read["source"]["year"] == 2014


def test_sources_are_listed_as_a_tool_and_as_resources(connected: Connected) -> None:
    listed = connected.call("list_sources").structured_content
    resources = connected.do(lambda client: client.list_resources()).resources

    ids = [source["source"] for source in listed["sources"]]
    assert SOURCE in ids
    assert [resource.name for resource in resources] == ids


def test_resource_is_the_text_of_its_source(connected: Connected) -> None:
    async def read(client: Client) -> str:
        listed = await client.list_resources()
        uri = next(one.uri for one in listed.resources if one.name == SOURCE)
        [content] = (await client.read_resource(uri)).contents
        assert isinstance(content, TextResourceContents)
        return content.text

    assert "Ansluta till ett kluster av kommuner för att samverka med." in connected.do(read)


def test_prompt_asks_for_quotes_and_holds_the_question(connected: Connected) -> None:
    got = connected.do(lambda client: client.get_prompt("beslutsunderlag", {"question": "X?"}))

    text = got.messages[0].content.text
    assert text.endswith("X?")
    assert "automated system" in text


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {}, "question: Field required"),
        ("ask", {"question": "x" * 2001}, "question"),
        ("ask", {"question": " \x00 "}, "The question is empty. Write a question."),
        ("ask", {"question": "Hur?", "colour": "red"}, "colour"),
        ("ask", {"question": "Hur?", "history": ["A"], "conversation": "c-1"}, "not both"),
        ("ask", {"question": "Hur?", "conversation": "c-1"}, "There is no conversation c-1"),
        ("ask", {"question": "Hur?", "profile": {"population": -1}}, "profile.population"),
        ("search_evidence", {"query": "x", "limit": 1000}, "limit"),
        ("read_source", {"source": "nix.txt"}, "There is no source nix.txt."),
        ("read_source", {"source": SOURCE, "start": 5}, "give both start and end"),
        ("read_source", {"source": SOURCE, "start": 5, "end": 10**9}, "characters"),
        ("list_sources", {"x": 1}, "x"),
    ],
)
def test_what_cannot_be_used_is_told_in_the_result(
    connected: Connected, tool: str, arguments: dict[str, Any], said: str
) -> None:
    result = connected.call(tool, **arguments)

    assert result.is_error
    assert said in _text(result)
    assert "pydantic" not in _text(result)


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (lambda c: c.call_tool("shell", {"command": "ls"}), "Use ask, search_evidence"),
        (lambda c: c.read_resource("file:///etc/passwd"), "See the list of resources."),
        (lambda c: c.read_resource("advisor://sources/..%2F..%2Fpasswd"), "There is no source"),
        (lambda c: c.get_prompt("nix", {}), "Use the prompt beslutsunderlag"),
    ],
)
def test_unknown_names_are_errors_that_tell_the_known_ones(
    connected: Connected, use: Callable[[Client], Awaitable[Any]], said: str
) -> None:
    with pytest.raises(MCPError, match=said):
        connected.do(use)


def test_answers_are_kept_as_those_of_this_machine(connected: Connected, server: Server) -> None:
    answer = connected.call("ask", question=QUESTION).structured_content

    record = httpx.get(f"{server.url}/v1/answers/{answer['id']}").json()

    assert record["channel"] == "mcp"
    assert record["owner"] == "local"


def test_page_of_another_site_is_not_served(server: Server) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    usual = {"Accept": "application/json, text/event-stream"}

    served = httpx.post(f"{server.url}/mcp", json=asked, headers=usual)
    rebound = httpx.post(f"{server.url}/mcp", json=asked, headers={**usual, "Host": "evil.example"})
    elsewhere = httpx.post(
        f"{server.url}/mcp", json=asked, headers={**usual, "Origin": "https://evil.example"}
    )

    assert served.status_code == 200
    assert rebound.status_code in (401, 403, 421)
    assert elsewhere.status_code in (401, 403, 421)


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b'{"jsonrpc":"2.0"}', 400)],
)
def test_broken_messages_are_refused(server: Server, content: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}

    refused = httpx.post(f"{server.url}/mcp", content=content, headers=headers)

    assert refused.status_code == status


@pytest.mark.parametrize(
    "arguments",
    [
        '{"question": "\\ud800"}',
        '{"question": "\\u0000"}',
        '{"question": ' * 50_000,
        '{"question": 1' + "0" * 5000 + "}",
        '{"question": NaN}',
        '{"\\ud800": 1}',
        "[]",
    ],
    ids=lambda arguments: str(arguments)[:20],
)
def test_hostile_arguments_are_told_as_the_caller_s_mistake(server: Server, arguments: str) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    params = f'{{"name": "ask", "arguments": {arguments}}}'
    message = f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {params}}}'

    told = httpx.post(f"{server.url}/mcp", content=message.encode(), headers=headers)

    assert told.status_code in (200, 400, 413)
    body = told.json()
    assert "detail" in body or "error" in body or body["result"]["isError"]


def test_nothing_is_sent_unasked_and_there_are_no_sessions(server: Server) -> None:
    assert httpx.get(f"{server.url}/mcp").status_code == 405
    assert httpx.delete(f"{server.url}/mcp").status_code == 405


def test_key_opens_from_anywhere_and_answers_are_its_own(server: Server, run: Run) -> None:
    words = ("-m", "advisor", "keys", "create", "Assistent")
    key = run(*words, cwd=server.data, ADVISOR_DATA=server.data).stdout.strip()
    headers = {"Authorization": f"Bearer {key}", "Host": "advisor.example.se"}

    async def ask() -> Any:
        async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
            transport = streamable_http_client(f"{server.url}/mcp", http_client=http)
            async with Client(transport) as client:
                return (await client.call_tool("ask", {"question": QUESTION})).structured_content

    answer = anyio.run(ask)

    url = f"{server.url}/v1/answers/{answer['id']}"
    assert httpx.get(url, headers=headers).json()["owner"].startswith("key:")


def test_switch_closes_the_tools_of_every_way(server: Server, run: Run) -> None:
    async def read() -> CallToolResult:
        async with Client(stdio_client(_command(server.data))) as client:
            return await client.call_tool("list_sources", {})

    words = ("-m", "advisor", "switch", "mcp")
    run(*words, "off", cwd=server.data, ADVISOR_DATA=server.data)
    try:
        over_http = httpx.post(f"{server.url}/mcp", json={})
        over_stdio = anyio.run(read)
    finally:
        run(*words, "on", cwd=server.data, ADVISOR_DATA=server.data)

    assert over_http.status_code == 503
    assert over_stdio.is_error
    assert "avstängd" in _text(over_stdio)


def test_wrong_key_opens_nothing(server: Server) -> None:
    refused = httpx.post(
        f"{server.url}/mcp", json={}, headers={"Authorization": "Bearer adv_wrong"}
    )

    assert refused.status_code == 401
