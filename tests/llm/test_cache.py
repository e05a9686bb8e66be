"""A reply is kept for the same question, evidence, model and index, and not for long."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.llm.cache import DAY_SECONDS, MOST_LETTERS, ReplyCache
from advisor.llm.store import FILE, Store
from tests.llm.models import REPLY, Clock, request_of

MODEL = "openai:m"


@pytest.fixture
def clock() -> Clock:
    return Clock(1_700_000_000.0)


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> Iterator[ReplyCache]:
    store = Store(tmp_path)
    cache = ReplyCache(store, days=30, most=3, now=clock)
    cache.use_index("one")
    yield cache
    store.close()


def test_reply_is_found_again_though_the_wording_of_the_call_is_new(cache: ReplyCache) -> None:
    cache.put(request_of("boundary 1", key="k"), MODEL, REPLY)

    assert cache.get(request_of("boundary 2", key="k"), MODEL) == REPLY


def test_other_question_model_form_or_length_is_another_reply(cache: ReplyCache) -> None:
    request = request_of(key="k")
    cache.put(request, MODEL, REPLY)

    assert cache.get(request_of(key="other"), MODEL) is None
    assert cache.get(request, "openai:other") is None
    assert cache.get(replace(request, schema={"type": "array"}), MODEL) is None
    assert cache.get(replace(request, most_tokens=1), MODEL) is None


def test_request_without_a_key_is_not_kept(cache: ReplyCache) -> None:
    cache.put(request_of(), MODEL, REPLY)

    assert cache.get(request_of(), MODEL) is None


def test_reply_that_is_dropped_is_not_found_again_and_others_are(cache: ReplyCache) -> None:
    for key in ("k", "other"):
        cache.put(request_of(key=key), MODEL, REPLY)

    cache.drop(request_of("boundary 2", key="k"), MODEL)
    cache.drop(request_of(), MODEL)

    assert cache.get(request_of(key="k"), MODEL) is None
    assert cache.get(request_of(key="other"), MODEL) == REPLY


def test_replies_go_with_their_index(cache: ReplyCache) -> None:
    cache.put(request_of(key="k"), MODEL, REPLY)

    cache.use_index("two")
    assert cache.get(request_of(key="k"), MODEL) is None
    cache.use_index("one")
    assert cache.get(request_of(key="k"), MODEL) is None


def test_replies_go_after_their_days(cache: ReplyCache, clock: Clock, tmp_path: Path) -> None:
    cache.put(request_of(key="k"), MODEL, replace(REPLY, text="kostnaden"))

    clock.at += 30 * DAY_SECONDS + 1

    assert cache.get(request_of(key="k"), MODEL) is None
    assert b"kostnaden" not in (tmp_path / FILE).read_bytes()


def test_least_used_go_first(cache: ReplyCache, clock: Clock) -> None:
    for key in ("a", "b", "c"):
        clock.at += 1
        cache.put(request_of(key=key), MODEL, REPLY)
    clock.at += 1
    cache.get(request_of(key="a"), MODEL)
    clock.at += 1
    cache.put(request_of(key="d"), MODEL, REPLY)

    kept = [key for key in "abcd" if cache.get(request_of(key=key), MODEL)]

    assert kept == ["a", "c", "d"]


def test_long_reply_is_not_kept(cache: ReplyCache) -> None:
    cache.put(request_of(key="k"), MODEL, replace(REPLY, text="x" * (MOST_LETTERS + 1)))

    assert cache.get(request_of(key="k"), MODEL) is None


def test_question_does_not_stand_in_the_file_which_is_ours_alone(
    cache: ReplyCache, tmp_path: Path
) -> None:
    cache.put(request_of("Vad kostar hemtjänsten?", key="Vad kostar hemtjänsten?"), MODEL, REPLY)

    assert "hemtjänsten".encode() not in (tmp_path / FILE).read_bytes()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_another_process_finds_it(cache: ReplyCache, clock: Clock, tmp_path: Path) -> None:
    cache.put(request_of(key="k"), MODEL, REPLY)

    other = ReplyCache(Store(tmp_path), days=30, now=clock)
    other.use_index("one")

    assert other.get(request_of(key="k"), MODEL) == REPLY


def test_cleared_cache_is_empty(cache: ReplyCache) -> None:
    cache.put(request_of(key="k"), MODEL, REPLY)

    cache.clear()

    assert cache.get(request_of(key="k"), MODEL) is None


def test_damaged_file_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Anteckningar. " * 1000)
    cache = ReplyCache(Store(tmp_path), days=30)

    cache.use_index("one")
    cache.put(request_of(key="k"), MODEL, REPLY)
    cache.clear()

    assert cache.get(request_of(key="k"), MODEL) is None
