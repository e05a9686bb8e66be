"""What tools hand to a language model: nothing hidden, nothing alive."""

import pytest

from advisor.channels.mcp.outputs import (
    FoundOutput,
    FoundSentence,
    ListedSource,
    PassageOutput,
    ReadOutput,
    SectionOutput,
    SourcesOutput,
)
from advisor.channels.mcp.tools import TOOLS
from tests.channels.payloads import OURS, active


@pytest.mark.parametrize("text", OURS)
def test_nothing_in_what_was_found_or_read_comes_alive(text: str) -> None:
    listed = ListedSource(
        source=text,
        title=text,
        kind="other",
        year=None,
        publisher=text,
        languages=["sv"],
        passages=1,
        sentences=1,
    )
    found = FoundSentence(
        quote=text,
        source=text,
        title=text,
        kind="other",
        year=None,
        section=[text],
        page=1,
        start=0,
        end=1,
        language="sv",
        voice="respondent",
        said_by=text,
    )
    section = SectionOutput(heading=text, start=0, end=1, page=None, sections=[])
    passage = PassageOutput(
        start=0,
        end=1,
        text=text,
        before=text,
        after=text,
        raw=text,
        section=[text],
        page=2,
        language="sv",
        repaired=False,
        leaves_out_hidden=False,
    )
    contents = ReadOutput(source=listed, characters=1, sections=[section], passage=None)
    read = contents.model_copy(update={"sections": [], "passage": passage})

    for output in (
        FoundOutput(sentences=[found]),
        SourcesOutput(sources=[listed]),
        contents,
        read,
    ):
        assert active(output.text()) == []


def test_every_tool_says_what_it_gives_and_describes_its_input() -> None:
    for tool in TOOLS.values():
        schema = tool.input.model_json_schema()
        assert len(tool.description) > 60
        assert tool.output_schema()["type"] == "object"
        assert all("description" in one for one in schema.get("properties", {}).values())
