"""However a model's server fails, the answer comes, in time, in the sources' own words."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.llm.store import FILE
from advisor.types import Answer
from tests.conftest import Run
from tests.llm import misbehaving as server_that
from tests.llm.asking import CALLER, GRACE, QUESTION, SECONDS, ask, opened_service, with_model
from tests.llm.misbehaving import Behaviour, ModelServer, model_server

WAYS: dict[str, Behaviour] = {
    "says nothing": server_that.says_nothing,
    "hangs in the body": server_that.hangs_in_the_body,
    "drips its body": server_that.drips_its_body,
    "drips its headers": server_that.drips_its_headers,
    "hangs up": server_that.hangs_up,
    "429": server_that.busy_for("3600"),
    "500": server_that.failing(500),
    "503 with a page": server_that.shows_a_page,
    "401": server_that.failing(401),
    "200 with a page": server_that.shows_a_good_page,
    "broken JSON": server_that.sends('{"id": "chatcmpl-1", "choices": [{'),
    "empty body": server_that.sends(""),
    "50 MB": server_that.sends_much,
    "cut in the middle": server_that.is_cut,
    "redirect": server_that.redirecting("http://127.0.0.1:1/v1/chat/completions"),
    "refused": server_that.hangs_up,  # nobody listens: see `_address`
}
# Beyond the sixteen.
MORE: dict[str, Behaviour] = {
    "packed": server_that.sends(gzip.compress(b" " * 10_000_000), content_encoding="gzip"),
    "deeply nested": server_that.sends("[" * 200_000),
    "no words": server_that.saying(""),
    "prose": server_that.saying("Ja, det bör ni göra."),
    "no statements": server_that.saying('{"statements": []}'),
    "half a sign": server_that.saying(
        json.dumps(
            {
                "statements": [
                    {"role": "finding", "text": "\ud800", "evidence": [1], "words": ["\udc00"]}
                ]
            }
        )
    ),
}
ALL = WAYS | MORE
ABREAST = 2  # commands at a time; most of them wait for a server
# Each is a process that imports for seconds, beside others that do: the server must still be asked.
COMMAND_SECONDS, COMMAND_GRACE = 6.0, 3.0


def _address(server: ModelServer, way: str) -> str:
    return "http://127.0.0.1:1" if way == "refused" else server.url


def test_there_are_sixteen_ways() -> None:
    assert len(WAYS) == 16


@pytest.mark.parametrize("way", ALL)
def test_desk_answers_in_time_in_the_sources_own_words(
    shared: ModelServer, plain: Answer, folder: Path, way: str
) -> None:
    shared.behave(ALL[way])
    with opened_service(folder, **with_model(_address(shared, way))) as service:
        with service.live.lent():  # index and client are open before the first question
            begun = time.monotonic()
        answer = ask(service)
        took = time.monotonic() - begun
        kept = service.answers.record(answer.id, CALLER.id)

    assert answer.provenance.composer == "extractive_fallback"
    assert answer.statements == plain.statements
    assert took < SECONDS + GRACE
    assert kept.answer["provenance"]["composer"] == "extractive_fallback"


@dataclass(frozen=True, slots=True)
class Commanded:
    """What became of `advisor ask` before a server that fails."""

    done: subprocess.CompletedProcess[str]
    was_asked: bool


Ran = Mapping[str, Commanded]  # by the way in which the server fails


@pytest.fixture(scope="module")
def commanded(folder: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Ran:
    """Asks before a server that fails so: each way once, a few processes at a time.

    Each has a server and a data folder of its own, so that no failure is another's.
    """

    def ask(way: str) -> Commanded:
        own = tmp_path_factory.mktemp("commanded")
        shutil.copytree(folder / "data", own / "data", ignore=shutil.ignore_patterns(f"{FILE}*"))
        with model_server() as server:
            server.behave(WAYS[way])
            done = run(
                *("-m", "advisor", "ask", "--json", QUESTION),
                cwd=own,
                ADVISOR_DATA=own / "data",
                ADVISOR_CORPUS=folder / "corpus",
                ADVISOR_LLM="openai:x",
                ADVISOR_LLM_BASE_URL=f"{_address(server, way)}/v1",
                ADVISOR_LLM_SECONDS=str(COMMAND_SECONDS),
            )
            return Commanded(done, bool(server.asked))

    with ThreadPoolExecutor(ABREAST) as pool:
        return dict(zip(WAYS, pool.map(ask, WAYS), strict=True))


@pytest.mark.parametrize("way", WAYS)
def test_command_answers_in_time_in_the_sources_own_words(
    commanded: Ran, plain: Answer, way: str
) -> None:
    done = commanded[way].done

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    told = json.loads(done.stdout)
    assert told["provenance"]["composer"] == "extractive_fallback"
    assert told["provenance"]["model"].startswith("openai:x (127.0.0.1:")
    assert [one["text"] for one in told["statements"]] == [one.text for one in plain.statements]
    assert told["status"] == plain.status
    assert sum(told["provenance"]["seconds"].values()) < COMMAND_SECONDS + COMMAND_GRACE


def test_each_server_but_the_one_that_is_not_there_was_asked(
    commanded: Ran,
) -> None:
    """Otherwise the failure would be one of setting up."""
    assert [way for way, one in commanded.items() if not one.was_asked] == ["refused"]


def test_text_says_that_the_model_gave_nothing(
    shared: ModelServer, folder: Path, tmp_path: Path, run: Run
) -> None:
    shared.behave(server_that.failing(500))

    done = run(
        *("-m", "advisor", "ask", QUESTION),
        cwd=tmp_path,
        ADVISOR_DATA=folder / "data",
        ADVISOR_CORPUS=folder / "corpus",
        ADVISOR_LLM="openai:x",
        ADVISOR_LLM_BASE_URL=f"{shared.url}/v1",
    )

    assert "Språkmodellen openai:x" in " ".join(done.stdout.split())
    assert "källornas egna meningar" in " ".join(done.stdout.split())


def test_server_that_failed_five_times_is_left_alone(shared: ModelServer, folder: Path) -> None:
    shared.behave(server_that.failing(500))
    asked: list[int] = []

    with opened_service(folder, **with_model(shared.url)) as service:
        for _ in range(8):
            shared.asked.clear()
            answer = ask(service)
            asked.append(len(shared.asked))
            assert answer.provenance.composer == "extractive_fallback"

    assert all(asked[:5])
    assert not any(asked[5:])
