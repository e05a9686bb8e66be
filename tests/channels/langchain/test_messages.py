"""An answer as LangChain's message: every annotation leads from the text to the quote."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, messages_from_dict, messages_to_dict

from advisor.channels.langchain import answer_message, markdown_message
from advisor.channels.markdown import Link, to_markdown
from advisor.channels.rendering import paragraphs, to_json, visible
from advisor.types import Answer, Citation, Statement
from tests.channels.payloads import OURS, active
from tests.channels.test_markdown import saying
from tests.channels.test_rendering import ANSWER, CITATION, OTHER

Make = Callable[[Answer, Link | None], AIMessage]

TWO = replace(
    ANSWER,
    statements=(
        Statement("finding", f"{OTHER.quote} {CITATION.quote}", (OTHER, CITATION)),
        Statement("recommendation", CITATION.quote, (CITATION,)),
    ),
)
PROSE = "Municipalities should cooperate, although it takes time."
IN_PROSE = replace(
    ANSWER, language="en", statements=(Statement("finding", PROSE, (CITATION, OTHER)),)
)


def _link(citation: Citation) -> str:
    return f"https://advisor.test/{citation.start}"


def _annotations(message: AIMessage) -> list[dict[str, Any]]:
    [block] = message.content_blocks
    assert block["type"] == "text"
    return [dict(annotation) for annotation in block["annotations"]]


def _covered(message: AIMessage) -> list[str]:
    text = str(message.text)
    return [text[a["start_index"] : a["end_index"]] for a in _annotations(message)]


# --- As plain text ------------------------------------------------------------------------


def test_text_is_all_that_people_are_shown() -> None:
    message = answer_message(ANSWER)

    shown = [line.strip() for line in str(message.text).split("\n")]
    assert shown == [paragraph.text.strip() for paragraph in paragraphs(ANSWER)]
    assert message.id == ANSWER.id


def test_annotation_covers_the_letters_of_its_quote() -> None:
    message = answer_message(TWO)

    told = _annotations(message)
    assert _covered(message) == [a["cited_text"] for a in told]
    assert [a["extras"]["number"] for a in told] == [2, 1, 1]
    assert [a["extras"]["role"] for a in told] == ["finding", "finding", "recommendation"]


def test_annotation_tells_what_may_be_on_something_else() -> None:
    loose = replace(TWO, statements=tuple(replace(s, bearing="loose") for s in TWO.statements))

    for message in (answer_message(loose), markdown_message(loose)):
        assert {a["extras"]["bearing"] for a in _annotations(message)} == {"loose"}


def test_quote_that_runs_over_lines_is_covered_on_one() -> None:
    broken = replace(CITATION, quote="Kommunerna\nbör samverka.")
    statement = Statement("finding", broken.quote, (broken,))

    message = answer_message(replace(ANSWER, statements=(statement,)))

    assert _covered(message) == ["Kommunerna bör samverka."]
    assert [a["cited_text"] for a in _annotations(message)] == ["Kommunerna\nbör samverka."]


def test_annotations_stand_in_the_order_of_the_text() -> None:
    later_first = replace(
        TWO,
        statements=(
            Statement("recommendation", OTHER.quote, (OTHER,)),
            Statement("finding", "Annat.", (replace(OTHER, number=3, quote="Annat."),)),
            Statement("recommendation", CITATION.quote, (CITATION,)),
        ),
    )

    starts = [a["start_index"] for a in _annotations(answer_message(later_first))]

    assert starts == sorted(set(starts))
    assert [a["extras"]["number"] for a in _annotations(answer_message(later_first))] == [2, 1, 3]


def test_annotation_tells_the_place_and_leaves_out_what_is_not_known() -> None:
    [with_page] = _annotations(answer_message(ANSWER, _link))
    without = _annotations(answer_message(TWO))[0]

    assert with_page["url"] == "https://advisor.test/10"
    assert with_page["title"] == "Rapport om samverkan"
    assert with_page["extras"] == {
        "number": 1,
        "role": "recommendation",
        "bearing": "close",
        "source": "rapport.txt",
        "kind": "regional_report",
        "year": 2024,
        "section": ["5 Slutsats", "5.4 Volym"],
        "page": 55,
        "language": "sv",
        "start": 10,
        "end": 34,
        "raw_start": 12,
        "raw_end": 36,
        "repaired": False,
    }
    assert "url" not in without
    assert "page" not in without["extras"]


def test_prose_is_covered_by_each_citation_that_carries_it() -> None:
    message = answer_message(IN_PROSE)

    assert _covered(message) == [PROSE, PROSE]
    assert [a["cited_text"] for a in _annotations(message)] == [CITATION.quote, OTHER.quote]


def test_same_words_of_two_sources_are_covered_by_both() -> None:
    twin = replace(CITATION, number=2, source="annan.txt")
    statement = Statement("finding", CITATION.quote, (CITATION, twin))

    message = answer_message(replace(ANSWER, statements=(statement,)))

    assert _covered(message) == [CITATION.quote, CITATION.quote]
    assert [a["extras"]["source"] for a in _annotations(message)] == ["rapport.txt", "annan.txt"]


def test_what_comes_nearest_is_annotated_where_nothing_is_answered() -> None:
    none = replace(ANSWER, status="no_evidence", statements=(), nearest=(CITATION,))

    message = answer_message(none, _link)

    [told] = _annotations(message)
    assert _covered(message) == [CITATION.quote]
    assert told["extras"]["role"] == "nearest"


def test_whole_answer_comes_as_data_with_its_text() -> None:
    told = answer_message(TWO).response_metadata

    assert told["advisor"] == to_json(TWO)
    assert told["output_version"] == "v1"


@pytest.mark.parametrize("text", OURS)
def test_hostile_quote_is_annotated_by_what_of_it_is_shown(text: str) -> None:
    message = answer_message(saying(text), _link)

    assert "\x1b" not in message.text
    assert len(_annotations(message)) == 3
    for covered, told in zip(_covered(message), _annotations(message), strict=True):
        assert told["cited_text"] == text
        assert covered in (visible(text), visible(f"Prosa {text}"))


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_any_quote_is_annotated_within_the_text(text: str) -> None:
    message = answer_message(saying(text), _link)

    length = len(str(message.text))
    for told in _annotations(message):
        assert 0 <= told["start_index"] <= told["end_index"] <= length


# --- As Markdown --------------------------------------------------------------------------


def test_markdown_is_annotated_at_the_numbers() -> None:
    message = markdown_message(TWO, _link)

    told = _annotations(message)
    assert message.text == to_markdown(TWO, _link)
    assert _covered(message) == ["[1]", "[2]"]
    assert [a["cited_text"] for a in told] == [CITATION.quote, OTHER.quote]
    assert [a["extras"]["role"] for a in told] == ["finding", "finding"]


@pytest.mark.parametrize("text", OURS)
def test_nothing_in_markdown_comes_alive(text: str) -> None:
    message = markdown_message(saying(text), _link)

    assert active(str(message.text), "https://advisor.test/") == []


# --- On its way -----------------------------------------------------------------------------


@pytest.mark.parametrize("make", [answer_message, markdown_message])
def test_annotations_survive_where_messages_are_kept(make: Make) -> None:
    message = make(IN_PROSE, _link)
    told = _annotations(message)

    kept = AIMessage.model_validate_json(message.model_dump_json())
    [in_history] = messages_from_dict(messages_to_dict([message]))
    copied = message.model_copy(deep=True)

    for again in (kept, in_history, copied):
        assert isinstance(again, AIMessage)
        assert _annotations(again) == told
        assert again.text == message.text


@pytest.mark.parametrize("make", [answer_message, markdown_message])
def test_same_answer_gives_the_same_message(make: Make) -> None:
    assert make(TWO, _link) == make(TWO, _link)
    names = [a["id"] for a in _annotations(make(TWO, _link))]
    assert len(set(names)) == len(names)
