"""Whoever asks in Teams is told something, whatever happens."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.teams import bot as bot_module
from advisor.channels.teams.bot import Bot
from advisor.channels.teams.incoming import Activity, read_activity
from advisor.channels.teams.messages import Message
from advisor.errors import BusyError, LimitReachedError, RecordsUnusableError, SwitchedOffError
from advisor.service.desk import Desk
from advisor.service.parts import Service
from advisor.settings import Settings
from tests.channels.teams.played import activity


class Heard:
    """Keeps what it is to send."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message, _place: str, _service_url: str) -> None:
        self.messages.append(message)

    async def typing(self, _place: str, _service_url: str) -> None:
        pass

    async def close(self) -> None:
        pass


class Failing:
    """A desk at which every question fails alike."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def ask(self, *_arguments: Any) -> NoReturn:
        raise self._error


class Slow:
    """A desk that answers nobody until it is let."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def ask(self, *_arguments: Any) -> NoReturn:
        self.may_end.wait(10)
        raise RecordsUnusableError("It took too long.")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    opened = open_service(Settings(data=tmp_path), to_json)
    yield opened
    opened.database.close()


def _asked(text: str = "Vad är en e-tjänst?", **changes: Any) -> Activity:
    return read_activity(json.dumps(activity(text, **changes)).encode())


def _told(service: Service, desk: object, happened: Activity) -> list[str]:
    heard = Heard()

    async def happen() -> None:
        bot = Bot(replace(service, desk=cast(Desk, desk)), heard)
        await bot.take_note(happened)
        await bot.close()

    asyncio.run(happen())
    return [message.text for message in heard.messages]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LimitReachedError("x", 42), "Det blev många frågor på kort tid. Försök igen om 42"),
        (BusyError("x", 5), "Många frågar just nu. Försök igen om 5 sekunder."),
        (BusyError("x", 1), "Många frågar just nu. Försök igen om 1 sekund."),
        (SwitchedOffError("x"), "Svaren i Teams är avstängda för tillfället."),
        (RecordsUnusableError("x"), "Frågan kunde inte besvaras."),
        (RuntimeError("x"), "Frågan kunde inte besvaras."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_person_is_told_why_there_is_no_answer(
    service: Service, error: Exception, words: str
) -> None:
    (told,) = _told(service, Failing(error), _asked())

    assert told.startswith(words)


@pytest.mark.parametrize(
    "value", [None, {"advisor": {"do": "judge", "answer": "a", "useful": True}}]
)
def test_person_is_told_that_teams_is_switched_off(
    service: Service, value: Mapping[str, Any] | None
) -> None:
    service.switches.set("teams", is_on=False, by="eva")

    (told,) = _told(service, Failing(RuntimeError()), _asked(value=value))

    assert told.startswith("Svaren i Teams är avstängda för tillfället.")


def test_person_is_told_in_the_language_of_their_teams(service: Service) -> None:
    (told,) = _told(service, Failing(LimitReachedError("x", 42)), _asked(locale="en-GB"))

    assert told == "You have asked many questions in a short time. Try again in 42 seconds."


def test_who_still_waits_when_the_server_ends_is_told_to_ask_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_module, "CLOSING_SECONDS", 0.1)
    desk = Slow()
    threading.Timer(1.0, desk.may_end.set).start()

    (told,) = _told(service, desk, _asked())

    assert told == "Tjänsten startas om. Ställ frågan igen om en stund."


def test_more_messages_than_can_wait_are_to_be_sent_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_module, "MOST_AT_WORK", 1)
    monkeypatch.setattr(bot_module, "CLOSING_SECONDS", 0.1)
    desk = Slow()

    async def happen() -> None:
        bot = Bot(replace(service, desk=cast(Desk, desk)), Heard())
        await bot.take_note(_asked())
        second = _asked()
        with pytest.raises(BusyError):
            await bot.take_note(second)
        assert service.events.is_new(second.key)  # it is answered when it comes again
        desk.may_end.set()
        await bot.close()

    asyncio.run(happen())


def test_note_is_taken_at_once_however_long_an_answer_takes(service: Service) -> None:
    desk = Slow()

    async def happen() -> float:
        bot = Bot(replace(service, desk=cast(Desk, desk)), Heard())
        started = time.perf_counter()
        await bot.take_note(_asked())
        seconds = time.perf_counter() - started
        desk.may_end.set()
        await bot.close()
        return seconds

    assert asyncio.run(happen()) < 1


@pytest.mark.parametrize("type_", ["messageUpdate", "messageReaction", "typing", "event", "x"])
def test_what_is_no_message_is_let_be(service: Service, type_: str) -> None:
    assert _told(service, Failing(RuntimeError()), _asked(type=type_)) == []
