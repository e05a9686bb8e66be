"""What advisor does on what came from Slack: answers, notes what people say, shows sources."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from weakref import WeakValueDictionary

from advisor.channels.asked import question_from
from advisor.channels.cited import citation_of, passage_of
from advisor.channels.slack.background import Background
from advisor.channels.slack.blocks import Message, escaped, person, quotation, rich, row, span
from advisor.channels.slack.cards import (
    ASK,
    NOT_USEFUL,
    SHOW,
    USEFUL,
    Setting,
    answer_card,
    parse_shown_value,
)
from advisor.channels.slack.incoming import Asked, Click, Command, Thread
from advisor.channels.slack.notices import help_card, problem_card, said_card
from advisor.channels.slack.source_window import source_window
from advisor.channels.slack.words import WORDS, Words
from advisor.channels.slack.workspace import Workspace
from advisor.channels.starters import Starters
from advisor.errors import AdvisorError, NotFoundError, SwitchedOffError
from advisor.language.detection import detect_language
from advisor.records.answers import Record
from advisor.records.feedback import Feedback
from advisor.service.library import Passage
from advisor.service.parts import Service
from advisor.types import Caller, Citation
from advisor.vocabulary import Language

_log = logging.getLogger(__name__)

_HELP_WORDS: dict[str, tuple[Language, ...]] = {
    "": ("sv", "en"),
    "hjälp": ("sv",),
    "hej": ("sv",),
    "help": ("en",),
    "hello": ("en",),
    "hi": ("en",),
}


def asks_for_help(text: str) -> tuple[Language, ...]:
    """The languages to give help in; none where the text is a question."""
    return _HELP_WORDS.get(text.strip(" ?!.").casefold(), ())


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation of a kept answer; without a passage, its source has changed since."""

    citation: Citation
    passage: Passage | None
    language: Language


class Replies:
    """Each method ends when Slack has been told, or has refused to be."""

    def __init__(self, service: Service, workspace: Workspace, background: Background) -> None:
        self._service = service
        self._workspace = workspace
        self._background = background
        self._starters = Starters(service.live)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, asked: Asked) -> None:
        """Answer a message in its thread, unless that was done before."""
        if await self._background.in_thread(self._is_new, asked.id):
            await self._answer(asked)

    async def answer_command(self, command: Command) -> None:
        """Begin a thread with the question and answer there.

        It is in the channel, or with the person alone where advisor may not write in the channel.
        """
        if not await self._background.in_thread(self._is_new, command.id):
            return
        if languages := asks_for_help(command.text):
            help_ = await self._background.in_thread(self._help, languages)
            if not await self._workspace.whisper(command.channel, command.user, help_):
                await self._workspace.post(command.user, help_)
            return
        try:
            await self._background.in_thread(self._service.switches.require_on, "slack")
            question_from(command.text)
        except AdvisorError as error:
            problem = problem_card(error, detect_language(command.text))
            await self._workspace.whisper(command.channel, command.user, problem)
            return
        opening = _opening(command)
        for channel in (command.channel, command.user):
            posted = await self._workspace.post(channel, opening)
            if posted is not None:
                thread = Thread(command.team, posted.channel, posted.ts)
                await self._answer(Asked(command.id, command.text, command.user, thread))
                return

    async def click(self, click: Click) -> None:
        """Do what a button stands for, once."""
        if not await self._background.in_thread(self._is_new, click.id):
            return
        thread = click.thread
        if click.action == ASK and click.is_ephemeral:
            again = Command(f"{click.id}:ask", click.value, click.user, thread.team, thread.channel)
            await self.answer_command(again)
        elif click.action == ASK:
            await self._answer(
                Asked(click.id, click.value, click.user, thread, shows_question=True)
            )
        elif click.action in (USEFUL, NOT_USEFUL):
            said = await self._background.in_thread(self._keep_feedback, click)
            await self._whisper(click, said)
        elif click.action == SHOW:
            await self._show(click)

    async def _answer(self, asked: Asked) -> None:
        """Questions of one thread are answered in turn: each may lean on those before."""
        owner = asked.thread.owner
        turn = self._turns.setdefault(owner, asyncio.Lock())
        async with turn:
            made = await self._background.in_thread(self._made, asked)
            await self._workspace.post(asked.thread.channel, made, asked.thread.ts)

    async def _show(self, click: Click) -> None:
        try:
            found = await self._background.in_thread(self._found, click)
        except AdvisorError as error:
            _log.warning("slack source not shown", extra={"reason": error.code})
            await self._whisper(click, _in_both(error))
            return
        view = source_window(found.citation, found.passage, found.language)
        if not await self._workspace.open_window(click.trigger, view):
            await self._whisper(click, WORDS[found.language].expired)

    async def _whisper(self, click: Click, said: str) -> None:
        thread = click.thread
        await self._workspace.whisper(thread.channel, click.user, said_card(said), thread.ts)

    def _is_new(self, id: str) -> bool:
        try:
            return self._service.events.is_new(id)
        except AdvisorError as error:
            _log.error("slack event not noted", extra={"reason": error.code})
            return True  # to say that nothing can be kept is better than to say nothing

    def _made(self, asked: Asked) -> tuple[Message, ...]:
        """What to post: the answer, which is on disk by then, or why there is none."""
        language = detect_language(asked.text)
        try:
            self._service.switches.require_on("slack")
            if languages := asks_for_help(asked.text):
                return self._help(languages)
            return self._answered(asked)
        except AdvisorError as error:
            _log.warning("slack question not answered", extra={"reason": error.code})
            return problem_card(error, language)
        except Exception:  # noqa: BLE001 - whoever asked must not wait in vain
            _log.exception("slack question failed")
            return said_card(WORDS[language].failed)

    def _answered(self, asked: Asked) -> tuple[Message, ...]:
        thread = asked.thread
        question = question_from(asked.text)
        records = self._service.answers
        conversation = records.open_conversation(thread.owner, "slack", thread.conversation)
        setting = Setting(
            is_first=not records.conversation(conversation, thread.owner).records,
            is_direct=thread.is_direct,
            shows_question=asked.shows_question,
        )
        caller = Caller(
            thread.owner, "Slack", frozenset({"ask"}), person=_person(thread, asked.user)
        )
        answered = self._service.desk.ask(question, caller, "slack", conversation)
        return answer_card(answered.answer, setting)

    def _help(self, languages: tuple[Language, ...]) -> tuple[Message, ...]:
        return help_card({language: self._starters.of(language) for language in languages})

    def _keep_feedback(self, click: Click) -> str:
        """Keep what a person says of an answer, in place of what the same one said before."""
        useful = click.action == USEFUL
        try:
            record = self._record(click.value, click)
            self._service.feedback.keep(
                Feedback(record.id, useful), _person(click.thread, click.user)
            )
        except AdvisorError as error:
            _log.warning("slack feedback not kept", extra={"reason": error.code})
            return _in_both(error)
        words = WORDS[_language_of(record)]
        return words.thanks_useful if useful else words.thanks_not_useful

    def _found(self, click: Click) -> _Found:
        """What a click on a source stands for; NotFoundError where its answer is not kept."""
        answer, number = parse_shown_value(click.value) or ("", 0)
        record = self._record(answer, click)
        citation = citation_of(record.answer, number)
        return _Found(citation, passage_of(self._service.library, citation), _language_of(record))

    def _record(self, answer: str, click: Click) -> Record:
        """An answer that was given in the thread of the click; NotFoundError for any other.

        SwitchedOffError where nothing is done in Slack.

        The workspace is not compared: a person of another one, who shares the channel, may click.
        """
        self._service.switches.require_on("slack")
        record = self._service.answers.record(answer, None)
        thread = Thread("", click.thread.channel, click.thread.ts)
        same = record.owner.endswith(thread.owner.removeprefix("slack:"))
        if record.channel != "slack" or not same:
            raise NotFoundError(f"There is no answer {answer} in this thread. Ask again.")
        return record


def _opening(command: Command) -> tuple[Message, ...]:
    """The question with the name of who asks, which words for a notification cannot hold."""
    words = WORDS[detect_language(command.text)]
    said = row(person(command.user), span(words.asks))
    shown = tuple(rich([said, *quotation(command.text)]))
    return (Message(shown, escaped(f"{words.asked}: {command.text}")),)


def _person(thread: Thread, user: str) -> str:
    return f"slack:{thread.team}:{user}"


def _in_both(error: AdvisorError) -> str:
    """Why a click did nothing; it is not known which language the person reads."""
    return " ".join(_why_not(error, words) for words in WORDS.values())


def _why_not(error: AdvisorError, words: Words) -> str:
    match error:
        case NotFoundError():
            return words.gone
        case SwitchedOffError():
            return words.problems[error.code]
        case _:
            return words.click_failed


def _language_of(record: Record) -> Language:
    return "en" if record.answer["language"] == "en" else "sv"
