"""What the view where one asks says in the end, and that it always says something."""

from dataclasses import replace
from typing import Any, cast

import gradio as gr
import pytest
from starlette.requests import Request

from advisor.service.parts import Service
from advisor.types import Answer, Caller
from advisor.vocabulary import Status
from tests.channels.test_rendering import ANSWER, OTHER, STATEMENT
from ui.conversation import ConversationView
from ui.conversation_texts import TEXTS, failure_text
from ui.threads import Threads

_ONE = replace(ANSWER, statements=(STATEMENT,))
_TWO = replace(ANSWER, statements=(replace(STATEMENT, citations=(*STATEMENT.citations, OTHER)),))


class _BrokenThreads:
    """Can show nothing but that it cannot."""

    def pending(self, *_: object) -> str:
        raise RuntimeError

    def failed(self, question: str, code: str) -> str:
        return f"{question}: {failure_text(code, 'sv')}"


def _view() -> ConversationView:
    return ConversationView(cast(Service, None), cast(Threads, _BrokenThreads()), "sv")


def test_answer_that_cannot_be_shown_leaves_nobody_waiting() -> None:
    caller = Caller("local:1", "local", frozenset())
    request = Request({"type": "http", "query_string": b"", "state": {"caller": caller}})

    *_, last = _view().asked("Bör vi samverka?", "", gr.Request(request=request))

    latest, ask_button = last[2], last[6]
    assert latest == f"Bör vi samverka?: {failure_text('failure', 'sv')}"
    assert cast(dict[str, Any], ask_button)["interactive"] is True


@pytest.mark.parametrize(
    ("answer", "told"),
    [(_ONE, TEXTS["sv"]["done_one"]), (_TWO, TEXTS["sv"]["done"].format(n=2))],
)
def test_number_of_citations_is_told(answer: Answer, told: str) -> None:
    assert _view().outcome(answer) == told


@pytest.mark.parametrize("status", ["no_evidence", "clarification", "refused"])
def test_why_there_is_no_answer_is_told(status: Status) -> None:
    answer = replace(ANSWER, status=status, statements=())

    assert _view().outcome(answer) == TEXTS["sv"][f"done_{status}"]
