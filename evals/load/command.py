"""Lets many users ask a server at a time, and holds what they met to the goals."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from evals.bench import describe_machine
from evals.gold import load_questions
from evals.load.figures import read_figures, shortfalls, table
from evals.serving import Failed, serving

ROOT = Path(__file__).parents[2]
USERS_FILE = Path(__file__).with_name("users.py")
LOOKS_AT_MEMORY = 10  # in the course of a run


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a request failed or the goal was missed."""
    options = _options(arguments)
    print(", ".join(f"{name} {value}" for name, value in describe_machine().items()), flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="advisor-load-") as name:
            return _measure(Path(name), options)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=__doc__)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds between two tasks of a user, on average"
    )
    return parser.parse_args(arguments)


def _measure(folder: Path, options: argparse.Namespace) -> int:
    environment = _environment(folder)
    _run([sys.executable, "-m", "advisor", "index"], folder, environment)
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0"]
    with serving(command, folder, environment) as (url, process):
        _run_warmed_up(url, folder, environment, options)
        memory = _ask_for(options.seconds, url, process, folder, environment, options)
    rows = read_figures(folder / "figures.json")
    print(table(rows, options.seconds))
    told = " ".join(f"{megabytes:.0f}" for megabytes in memory)
    print(f"memory of the server, MB, in the course of the run: {told or 'not told here'}")
    missed = shortfalls(rows[-1])
    print("\n".join(f"MISSED: {what}" for what in missed) or "All goals are met.")
    return 1 if missed else 0


def _environment(folder: Path) -> dict[str, str]:
    """Of server and users alike; none of the developer's own settings reach it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ADVISOR_")}
    asked = folder / "questions.json"
    questions = load_questions(ROOT / "evals" / "questions.jsonl")
    texts = [one.question for one in questions if one.split == "dev"]
    asked.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return kept | {
        "ADVISOR_DATA": str(folder / "data"),
        "ADVISOR_CORPUS": str(ROOT / "corpus"),
        # All users ask from this one machine. How many are answered at a time stays as it is.
        "ADVISOR_QUESTIONS_PER_MINUTE": "1000000",
        "ADVISOR_REQUESTS_PER_MINUTE": "1000000",
        "LOAD_QUESTIONS": str(asked),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "PYTHONUTF8": "1",
    }


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def _run_warmed_up(
    url: str, folder: Path, environment: dict[str, str], options: argparse.Namespace
) -> None:
    """The first questions meet an index that is being opened; they are not counted."""
    _run(_locust(url, 2, 3, folder / "warm.json"), folder, environment | _pause(options))


def _ask_for(
    seconds: int,
    url: str,
    process: subprocess.Popen[bytes],
    folder: Path,
    environment: dict[str, str],
    options: argparse.Namespace,
) -> list[float]:
    """Let the users loose; the server's memory in the course of it, in MB."""
    with (folder / "users.log").open("wb") as output:
        users = subprocess.Popen(
            _locust(url, options.users, seconds, folder / "figures.json"),
            cwd=folder,
            env=environment | _pause(options),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        memory = []
        while users.poll() is None:
            time.sleep(seconds / LOOKS_AT_MEMORY)
            memory += _megabytes(process.pid)
    if users.returncode not in (0, 1):  # 1: a request failed, and is counted
        said = (folder / "users.log").read_text(encoding="utf-8", errors="replace")
        raise Failed(f"locust ended with {users.returncode}:\n{said[-2000:]}")
    return memory


def _locust(url: str, users: int, seconds: int, figures: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "locust", "--headless", "--only-summary", "--skip-log"),
        *("--locustfile", str(USERS_FILE), "--host", url),
        *("--users", str(users), "--spawn-rate", str(users), "--run-time", f"{seconds}s"),
        *("--stop-timeout", "30", "--json-file", str(figures.with_suffix(""))),
    ]


def _pause(options: argparse.Namespace) -> dict[str, str]:
    return {"LOAD_PAUSE_SECONDS": str(options.pause)}


def _megabytes(process: int) -> list[float]:
    """What a process has in memory; nothing where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return []
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return [int(found[1]) / 1024] if found else []
