"""The view where one asks, as a Gradio application in each language."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Event
from typing import Any

import gradio as gr
from fastapi import FastAPI

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.starters import Starters
from advisor.errors import AdvisorError, BadInputError
from advisor.service.desk import Answered
from advisor.service.parts import Service
from advisor.types import Answer, Caller, Stage, Statement
from advisor.vocabulary import Language
from ui import tab_events
from ui.conversation_texts import TEXTS
from ui.listening import QUIET
from ui.profile import profile_from_form
from ui.profile_form import ProfileForm
from ui.served import ServedPage
from ui.texts import LANGUAGES, PATHS
from ui.threads import Threads
from ui.turns import StoppedError, turn

_log = logging.getLogger(__name__)
_MOST_AT_ONCE = 16  # questions that are handed to the desk, which has limits of its own
# Of so many open pages Gradio remembers what they show. None needs it: it is sent with each event.
_MOST_REMEMBERED = 100


def mount(app: FastAPI, service: Service) -> None:
    """Serve it in both languages."""
    starters = Starters(service.live)
    values = {}
    for language in LANGUAGES:
        view = ConversationView(service, Threads(service, starters, language), language)
        blocks = view.blocks()
        blocks.state_session_capacity = _MOST_REMEMBERED
        values[PATHS[language]["ask"]] = {
            id: len(event.inputs) for id, event in blocks.fns.items() if event.fn is not None
        }
        gr.mount_gradio_app(
            app,
            blocks,
            PATHS[language]["ask"].rstrip("/"),
            theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace"]),
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            pwa=False,
            mcp_server=False,
            max_file_size=1,  # byte: nothing is uploaded
        )
    tab_events.install(app, values)
    app.add_middleware(ServedPage)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What changes while a question is answered, in the order of the outputs.

    None: as it is.
    """

    earlier: str | None = None
    thread: str | None = None
    latest: str | None = None
    status: str | None = None
    conversation: str | None = None
    question: str | None = None
    is_busy: bool | None = None

    def outputs(self) -> tuple[Any, ...]:
        told = (self.earlier, self.thread, self.latest, self.status)
        kept = (self.conversation, self.question)
        return (*(gr.skip() if one is None else one for one in (*told, *kept)), *self._buttons())

    def _buttons(self) -> tuple[Any, Any]:
        if self.is_busy is None:  # Gradio makes what is changed anew, which is not for every step
            return gr.skip(), gr.skip()
        stop = gr.update(visible=True) if self.is_busy else gr.update(visible="hidden")
        return gr.update(interactive=not self.is_busy), stop


class ConversationView:
    """The components of one language and what they do."""

    def __init__(self, service: Service, threads: Threads, language: Language) -> None:
        self._service = service
        self._threads = threads
        self._language = language
        self._texts = TEXTS[language]
        self._under_way: dict[str, Event] = {}  # by the tab that asked

    def blocks(self) -> gr.Blocks:
        """The application, not yet mounted."""
        t = self._texts
        blocks = gr.Blocks(
            analytics_enabled=False, title=f"{t['title']} – advisor", fill_width=True
        )
        with blocks:
            earlier, thread, latest = _html("earlier"), _html("thread"), _html("latest")
            with gr.Column(elem_id="composer"):
                status = _html("status")
                with gr.Row(elem_id="composer-row"):
                    question = gr.Textbox(
                        label=t["question"],
                        placeholder=t["placeholder"],
                        lines=1,
                        max_lines=8,
                        elem_id="question",
                        scale=1,
                    )
                    ask = gr.Button(t["ask"], variant="primary", elem_id="ask", scale=0)
                    stop = gr.Button(t["stop"], elem_id="stop", scale=0, visible="hidden")
            conversation = gr.Textbox(visible=False)
            form = ProfileForm(self._language)
            without = gr.Button("-", elem_id="ask-without-profile", visible="hidden")

            shown = [earlier, thread, latest, status, conversation, question, ask, stop]
            asked = [question, conversation]
            gr.on(
                [ask.click, question.submit],
                self.asked,
                [*asked, *form.fields],
                shown,
                concurrency_limit=_MOST_AT_ONCE,
                **QUIET,
            )
            without.click(self.asked, asked, shown, concurrency_limit=_MOST_AT_ONCE, **QUIET)
            # It changes nothing that is shown: what is under way tells itself that it ends.
            stop.click(self._stop, None, None, **QUIET)
            opened = [earlier, thread, latest, conversation, question]
            blocks.load(self._opened, None, opened, **QUIET)
            form.listen(blocks)
        return blocks

    def _opened(self, request: gr.Request) -> tuple[Any, ...]:
        """A conversation that the address names, or the beginning of one; its question, too.

        Whoever was quicker than this keeps what they have written, and its answer.
        """
        caller = _caller(request)
        question = str(request.query_params.get("q", ""))[:MOST_CHARS] or gr.skip()
        conversation = str(request.query_params.get("c", ""))
        told = ""
        if conversation:
            try:
                *before, last = self._threads.answers(conversation, caller)
                earlier = self._earlier(caller, conversation)
                return earlier, "".join(before), last, conversation, question
            except AdvisorError:
                told = self._texts["not_yours"]
        return self._earlier(caller, ""), self._threads.begin(told), gr.skip(), gr.skip(), question

    def asked(
        self, text: object, conversation: object, request: gr.Request, *facts: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Answer what stands in the box; it is emptied once it is answered."""
        caller = _caller(request)
        written = _text(text)
        named = _text(conversation) or self._named(request, caller)
        stop = Event()
        tab = str(request.session_hash)
        self._under_way[tab] = stop
        try:
            for shown in self._told(written, named, caller, facts, stop):
                yield shown.outputs()
        except Exception:  # noqa: BLE001 - whatever it is, nobody is left waiting
            _log.exception("an answer could not be shown")
            yield self._failed(written, AdvisorError("The answer could not be shown.")).outputs()
        finally:
            stop.set()
            if self._under_way.get(tab) is stop:
                del self._under_way[tab]

    def _stop(self, request: gr.Request) -> None:
        """End what this tab has asked, at its next step."""
        under_way = self._under_way.get(str(request.session_hash))
        if under_way is not None:
            under_way.set()

    def _named(self, request: gr.Request, caller: Caller) -> str:
        """The conversation that the address names, for whoever asks before it is shown."""
        named = str(request.query_params.get("c", ""))
        try:
            return self._service.answers.conversation(named, caller.id).id if named else ""
        except AdvisorError:  # not theirs: a new one begins
            return ""

    def _told(
        self, text: str, conversation: str, caller: Caller, facts: tuple[Any, ...], stop: Event
    ) -> Iterator[_Shown]:
        if not text.strip():
            yield _Shown(status=self._texts["empty_question"], is_busy=False)
            return
        try:
            profile = profile_from_form(facts) if facts else None
            question = question_from(text, profile=profile)
            before = self._threads.answers(conversation, caller) if conversation else []
        except AdvisorError as error:
            yield self._failed(text, error)
            return
        yield _Shown(
            thread="".join(before),
            latest=self._pending(text),
            status=self._texts["begun"],
            is_busy=True,
        )
        stage, proven, language = "", list[Statement](), None
        for told in turn(self._service.desk, question, caller, conversation or None, stop):
            if isinstance(told, Answered):
                # The earlier ones once more: what the address names may have come in between.
                yield replace(self._done(told, caller), thread="".join(before))
            elif isinstance(told, StoppedError):
                yield _Shown(latest="", status=self._texts["stopped"], is_busy=False)
            elif isinstance(told, AdvisorError):
                yield self._failed(text, told)
            else:
                if isinstance(told, Stage):
                    stage, language = told.name, told.language or language
                else:
                    proven.append(told)
                latest = self._threads.pending(text, stage, proven, language)
                yield _Shown(latest=latest, status=self._progress(len(proven)))

    def _done(self, answered: Answered, caller: Caller) -> _Shown:
        answer = answered.answer
        return _Shown(
            earlier=self._earlier(caller, answered.conversation),
            latest=self._threads.answer(answer, answered.conversation, caller),
            status=self._threads.told(self.outcome(answer), answer.id),
            conversation=answered.conversation,
            question="",
            is_busy=False,
        )

    def outcome(self, answer: Answer) -> str:
        """What is read aloud once the answer stands there."""
        count = len({c.number for s in answer.statements for c in s.citations})
        if not count:
            return self._texts.get(f"done_{answer.status}", self._texts["done_no_evidence"])
        return self._texts["done_one"] if count == 1 else self._texts["done"].format(n=count)

    def _failed(self, text: str, error: AdvisorError) -> _Shown:
        """The question stays in the box, so that nothing is lost."""
        code = BadInputError.code if isinstance(error, BadInputError) else error.code
        return _Shown(latest=self._threads.failed(text, code), status="", is_busy=False)

    def _pending(self, text: str) -> str:
        return self._threads.pending(text, "", (), None)

    def _progress(self, proven: int) -> str | None:
        if not proven:
            return None
        return self._texts["proven_one"] if proven == 1 else self._texts["proven"].format(n=proven)

    def _earlier(self, caller: Caller, conversation: str) -> str:
        return self._threads.earlier(caller, conversation or None)


def _html(name: str) -> gr.HTML:
    return gr.HTML("", elem_id=name, padding=False)


def _text(sent: object) -> str:
    """What a box holds; whoever sends anything else has written nothing."""
    return sent if isinstance(sent, str) else ""


def _caller(request: gr.Request) -> Caller:
    """Who asks, as the door of the page found."""
    assert request.request is not None
    caller: Caller = request.request.state.caller
    return caller
