"""Kills a server that answers, and looks for all it acknowledged: python -m evals.crash_records."""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

import httpx

from advisor.index.building import build_index
from advisor.records.archive import Archive
from advisor.records.database import FILE, Database, problem_of
from advisor.records.feedback import FeedbackRecords
from advisor.settings import Settings
from evals.crash import QUESTION, SHORT_CORPUS, SHORT_LIST

CLIENTS = 3
START_SECONDS = 120
LATEST_KILL = 1.5  # seconds after the first answer was acknowledged


@dataclass
class Acknowledged:
    """What the server said that it has: answers by id, and comments by the answer they are on."""

    answers: dict[str, str] = field(default_factory=dict)  # with their conversations
    comments: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)  # answers other than 2xx, by their status
    first: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds; 1 when anything acknowledged is lost, or what is left is damaged."""
    parser = argparse.ArgumentParser(prog="python -m evals.crash_records", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        settings = prepared(Path(name))
        chance = random.Random(options.seed)
        kept = Acknowledged()
        failed = 0
        for number in range(1, options.rounds + 1):
            seconds = chance.uniform(0.0, LATEST_KILL)
            problems = kill_once(settings, kept, seconds)
            failed += bool(problems)
            told = "; ".join(problems) or "all is there"
            print(
                f"{number:3}  killed {seconds:4.2f} s after the first answer "
                f" {len(kept.answers):5} answers, {len(kept.comments):5} comments: {told}",
                flush=True,
            )
    print(f"{options.rounds} rounds, {failed} with something lost or damaged.")
    return 1 if failed else 0


def prepared(folder: Path) -> Settings:
    """Settings of a new data folder with the index of a short corpus."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in SHORT_CORPUS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    (corpus / "sources.yaml").write_text(SHORT_LIST, encoding="utf-8")
    settings = Settings(corpus=corpus, data=folder / "data")
    build_index(settings)
    return settings


def kill_once(settings: Settings, kept: Acknowledged, seconds: float) -> list[str]:
    """Ask a server from many sides, kill it with all its children, and tell what is wrong then.

    Everything that was acknowledged in earlier rounds must be there as well.
    """
    kept.first.clear()
    with _serving(settings) as (url, process):
        clients = [Thread(target=_ask, args=(url, kept)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        kept.first.wait(START_SECONDS)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        for client in clients:
            client.join()
    return list(_problems(settings, kept))


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "serve", "--port", str(port)],
        cwd=settings.data,
        env=_environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: its children are killed with it
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(url, process)
        yield url, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(settings: Settings) -> Mapping[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ADVISOR_")}
    ours = {
        "ADVISOR_DATA": str(settings.data),
        "ADVISOR_CORPUS": str(settings.corpus_folder),
        "ADVISOR_QUESTIONS_PER_MINUTE": "1000000",
        "ADVISOR_REQUESTS_PER_MINUTE": "1000000",
        "PYTHONUTF8": "1",
    }
    return kept | ours


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not come up.")


def _ask(url: str, kept: Acknowledged) -> None:
    """Ask, and comment on each answer, until the server is gone."""
    with httpx.Client(base_url=url, timeout=30) as client:
        try:
            while True:
                asked = client.post("/v1/ask", json={"question": QUESTION})
                if asked.status_code != 200:
                    kept.refused.append(f"{asked.status_code} for a question")
                    time.sleep(0.2)
                    continue
                answer = asked.json()
                with kept.lock:
                    kept.answers[answer["id"]] = answer["conversation"]
                kept.first.set()
                comment = f"Om {answer['id']}"
                said = {"answer": answer["id"], "useful": True, "comment": comment}
                if client.post("/v1/feedback", json=said).is_success:
                    with kept.lock:
                        kept.comments[answer["id"]] = comment
        except httpx.TransportError:
            return


def _problems(settings: Settings, kept: Acknowledged) -> Iterator[str]:
    if not kept.first.is_set():
        yield f"no question was answered ({kept.refused[-1:] or 'nothing came back'})"
    if problem := problem_of(settings.data / FILE):
        yield f"the file is damaged: {problem}"
        return
    database = Database(settings.data)
    try:
        rows = database.rows("SELECT id, conversation, index_hash FROM answers")
        there = {row["id"]: row["conversation"] for row in rows}
        lost = kept.answers.items() - there.items()
        if lost:
            yield f"{len(lost)} answers are lost"
        feedback = FeedbackRecords(database)
        gone = [
            id
            for id, comment in kept.comments.items()
            if comment not in {said.comment for said in feedback.of(id, None)}
        ]
        if gone:
            yield f"{len(gone)} comments are lost"
        archive = Archive(database)
        with tempfile.TemporaryDirectory() as name:
            for index_hash in {row["index_hash"] for row in rows}:
                archive.lay_out(archive.index(index_hash), Path(name))
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main())
