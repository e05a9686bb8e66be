"""What advisor does about what happens in Teams: takes note of it at once, answers later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, TypeVar

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.cited import citation_of, passage_of
from advisor.channels.rendering import seconds_in_words
from advisor.channels.starters import Starters
from advisor.channels.teams.incoming import Activity, Ask, Judge, Show
from advisor.channels.teams.messages import (
    Message,
    answer_messages,
    passage_message,
    welcome_message,
    words_message,
)
from advisor.channels.teams.sending import NotSentError, Sender
from advisor.channels.teams.words import WORDS, Word
from advisor.errors import (
    AdvisorError,
    BadInputError,
    BusyError,
    IndexUnusableError,
    LimitReachedError,
    NotFoundError,
    SwitchedOffError,
)
from advisor.records.feedback import Feedback
from advisor.service.parts import Service
from advisor.vocabulary import Language

MOST_AT_WORK = 100  # activities that are taken note of and not answered yet
CLOSING_SECONDS = 5.0  # that answers under way are waited for when the server ends
MORE_THREADS = 4  # beside those that answers are made in

# The first class that fits decides.
_SAID: Mapping[type[AdvisorError], Word] = {
    LimitReachedError: "limit_reached",
    BusyError: "busy",
    SwitchedOffError: "switched_off",
    IndexUnusableError: "no_index",
    NotFoundError: "gone",
    BadInputError: "unreadable",
    AdvisorError: "failure",
}

_log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, None]]


class Bot:
    """Used from one event loop; what takes time is done in threads of its own."""

    def __init__(self, service: Service, sender: Sender) -> None:
        self._service = service
        self._sender = sender
        self._starters = Starters(service.live)
        self._at_work: set[asyncio.Task[None]] = set()
        count = service.settings.concurrent_answers + MORE_THREADS
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="teams")

    async def take_note(self, activity: Activity) -> None:
        """See to an activity from now on; one that was seen before is let be.

        BusyError when too many wait already: Teams is to send it again.
        """
        work = self._work_for(activity)
        if work is None:
            return
        if len(self._at_work) >= MOST_AT_WORK:
            raise BusyError("Too many messages wait for an answer. Send again.", 5)
        if not await self.in_thread(lambda: self._service.events.is_new(activity.key)):
            return
        task = asyncio.create_task(self._see_to(activity, work))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def in_thread(self, call: Callable[[], T]) -> T:
        """What a call gives that may wait for a disk or the network."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    async def close(self) -> None:
        """Finish what is under way, if that is soon; tell the others to ask again."""
        if self._at_work:
            _, late = await asyncio.wait(self._at_work, timeout=CLOSING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._sender.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _work_for(self, activity: Activity) -> Work | None:
        """What is to be done; None for what concerns advisor not."""
        if activity.is_welcome_due:
            return lambda: self._welcome(activity)
        if activity.type != "message":
            return None
        if activity.id is None:
            raise BadInputError("The message has no id. Send one as Teams does.")
        return lambda: self._reply(activity)

    async def _see_to(self, activity: Activity, work: Work) -> None:
        try:
            await self.in_thread(lambda: self._service.switches.require_on("teams"))
            await work()
        except NotSentError as error:
            _log.error("answer not sent to teams", extra={"reason": str(error)})
        except AdvisorError as error:
            _log.warning("not answered in teams", extra={"reason": error.code})
            await self._say(activity, _told(error, activity.language))
        except asyncio.CancelledError:
            await self._say(activity, WORDS[activity.language]["stopping"])
            raise
        except Exception:  # noqa: BLE001 - a person waits: they are told, and it stands in the log
            _log.exception("failure in teams")
            await self._say(activity, WORDS[activity.language]["failure"])

    async def _say(self, activity: Activity, words: str) -> None:
        try:
            await self._send(activity, words_message(words))
        except NotSentError as error:
            _log.error("words not sent to teams", extra={"reason": str(error)})

    async def _send(self, activity: Activity, *messages: Message) -> None:
        for message in messages:
            await self._sender.send(message, activity.place, activity.service_url)

    async def _welcome(self, activity: Activity) -> None:
        language = activity.language
        starters = await self.in_thread(lambda: self._starters.of(language))
        await self._send(activity, welcome_message(language, starters))

    async def _reply(self, activity: Activity) -> None:
        match activity.press:
            case Ask(question=question):
                await self._answer(activity, question)
            case Show() as show:
                await self._send(
                    activity, await self.in_thread(lambda: self._shown(activity, show))
                )
            case Judge() as judge:
                await self.in_thread(lambda: self._keep(activity, judge))
                word: Word = "thanks_useful" if judge.useful else "thanks_not_useful"
                await self._say(activity, WORDS[activity.language][word])
            case None if activity.asked:
                await self._answer(activity, activity.asked)
            case None:
                await self._welcome(activity)

    async def _answer(self, activity: Activity, text: str) -> None:
        if len(text) > MOST_CHARS:
            await self._say(activity, WORDS[activity.language]["too_long"])
            return
        typing = asyncio.create_task(self._type(activity))
        try:
            messages = await self.in_thread(lambda: self._asked(activity, text))
        finally:
            await typing
        await self._send(activity, *messages)

    async def _type(self, activity: Activity) -> None:
        try:
            await self._sender.typing(activity.place, activity.service_url)
        except NotSentError as error:
            _log.info("typing not shown in teams", extra={"reason": str(error)})

    def _asked(self, activity: Activity, text: str) -> Sequence[Message]:
        question = question_from(text)
        caller = activity.caller
        talk = activity.talk(datetime.now(UTC).date())
        conversation = self._service.answers.open_conversation(caller.id, "teams", talk)
        answered = self._service.desk.ask(question, caller, "teams", conversation)
        return answer_messages(answered.answer)

    def _keep(self, activity: Activity, judge: Judge) -> None:
        caller = activity.caller
        record = self._service.answers.record(judge.answer, caller.id)
        self._service.feedback.keep(Feedback(record.id, judge.useful), caller.person)

    def _shown(self, activity: Activity, show: Show) -> Message:
        record = self._service.answers.record(show.answer, activity.caller.id)
        citation = citation_of(record.answer, show.number)
        passage = passage_of(self._service.library, citation)
        return passage_message(citation, passage, activity.language)


def _told(error: AdvisorError, language: Language) -> str:
    word = next(word for kind, word in _SAID.items() if isinstance(error, kind))
    seconds = error.retry_after_seconds if isinstance(error, BusyError) else 0
    return WORDS[language][word].format(seconds=seconds_in_words(seconds, language))
