"""Seconds and memory beside the goals and a plain peer: `python -m evals.bench`.

The peer is LangChain with Chroma over the same passages and the same embedding: it finds passages
and does nothing else. Nothing fails here when a figure misses its goal; machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from evals.statistics import percentile

# This process stays small and imports nothing of advisor: a child's peak memory, as the system
# counts it, is never below that of the process that started it.

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
UNKNOWN = "Hur sköter man en trädgårdsdamm?"  # its words stand in no source


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. None: there is no goal, or nothing to compare with."""

    what: str
    value: float
    unit: str  # s, ms, MB; empty for a count
    goal: float | None = None  # at most this
    peer: float | None = None
    processor: float | None = None  # seconds of CPU in a whole process, waiting left out

    @property
    def ratio(self) -> float | None:
        """Ours to the peer's: below 1 is less than the peer needs."""
        return self.value / self.peer if self.peer else None


@dataclass(frozen=True, slots=True)
class Run:
    """One process that has ended well."""

    seconds: float
    processor: float  # seconds of CPU, of its children too
    megabytes: float  # at its peak, of the largest process among it and its children
    output: str

    @property
    def result(self) -> Any:
        """What a task printed."""
        return json.loads(self.output.splitlines()[-1])


class ChildFailed(Exception):  # noqa: N818 - what happened, not a kind of error
    """A process that was to be timed did not do its work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table; 0 whatever the figures say, 1 when something could not run."""
    options = _options(arguments)
    machine = describe_machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    begun = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="advisor-bench-") as name:
            rows = _measure(Bench(Path(name)), runs=1 if options.quick else RUNS)
    except ChildFailed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing is left behind.", file=sys.stderr)
        return 130
    print(f"{time.monotonic() - begun:.0f} s in all\n\n{table(rows)}")
    if options.json:
        report = {"machine": machine, "rows": [asdict(row) for row in rows]}
        text = json.dumps(report, indent=2, ensure_ascii=False)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    return 0


def describe_machine() -> dict[str, str | int]:
    """What the figures depend on."""
    return {
        "CPUs": os.cpu_count() or 0,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
        "load": f"{os.getloadavg()[0]:.1f}",  # of others, when this began: more than CPUs spoils it
    }


def table(rows: Sequence[Row]) -> str:
    """One line per figure: what was measured, the goal and whether it is met, and the peer."""
    width = max(len(row.what) for row in rows)
    names = f"{'measured':>11}  {'goal':>6}  {'':6}  {'peer':>8}  {'ours/peer':>9}  {'CPU s':>6}"
    head = f"{'':{width}}  {names}"
    return "\n".join(line.rstrip() for line in [head, *(_line(row, width) for row in rows)])


@contextmanager
def ended_with(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Whatever interrupts the wait ends the process with its children."""
    try:
        yield
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


class Bench:
    """Starts the processes to be timed, in a temporary folder that holds all they write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "temporary").mkdir()
        ours = {
            "ADVISOR_DATA": folder / "data",
            "ADVISOR_CORPUS": ROOT / "corpus",
            "TMPDIR": folder / "temporary",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONUTF8": "1",
        }
        # The developer's own settings do not reach the processes.
        foreign = ("ADVISOR_", "PYTHON")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        self.environment = kept | {name: str(value) for name, value in ours.items()}

    def command(self, *arguments: str, may_end: Sequence[int] = (0,)) -> Run:
        """Run `advisor` with arguments."""
        return self._run(["-m", "advisor", *arguments], may_end)

    def task(self, name: str, *arguments: str | Path) -> Run:
        """Run a task of `evals.bench_tasks`."""
        return self._run(["-m", "evals.bench_tasks", name, *map(str, arguments)], (0,))

    def _run(self, arguments: Sequence[str], may_end: Sequence[int]) -> Run:
        print(f"  {' '.join(arguments[1:3])}", file=sys.stderr, flush=True)
        out, err = self.folder / "stdout", self.folder / "stderr"
        begun = time.perf_counter()
        with out.open("wb") as stdout, err.open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=self.folder,  # holds no .env
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,  # a group of its own: its children are ended with it
            )
            with ended_with(process):
                # By hand, because Popen does not tell what the process used.
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.perf_counter() - begun
                process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in may_end:
            said = err.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise ChildFailed(f"{' '.join(arguments)}: status {process.returncode} {said}")
        per_megabyte = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KB elsewhere
        return Run(
            seconds=seconds,
            processor=usage.ru_utime + usage.ru_stime,
            megabytes=usage.ru_maxrss / per_megabyte,
            output=out.read_text(encoding="utf-8"),
        )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    parser.add_argument("--quick", action="store_true", help="one run each instead of five")
    return parser.parse_args(arguments)


def _measure(bench: Bench, runs: int) -> list[Row]:
    index = bench.command("index", "--force")
    kept, folder = bench.folder / "passages.json", bench.folder / "peer"
    bench.task("passages", kept)
    built = bench.task("peer_build", kept, folder)
    helped = [bench.command("--help") for _ in range(runs)]
    return [
        *_ask_rows(bench, kept, folder, runs),
        *_warm_rows(bench, kept, folder),
        _process("index, whole process", [index], 30, [built]),
        Row("index, peak memory", index.megabytes, "MB", None, built.megabytes),
        *_stage_rows(bench.task("index_stages").result, built.result["seconds"]),
        _process("--help, new process", helped, 0.5),
    ]


def _ask_rows(bench: Bench, kept: Path, folder: Path, runs: int) -> list[Row]:
    ours = [bench.command("ask", QUESTION, may_end=(0, 3)) for _ in range(runs)]
    strange = [bench.command("ask", UNKNOWN, may_end=(0, 3)) for _ in range(runs)]
    peers = [bench.task("peer_ask", kept, folder, QUESTION) for _ in range(runs)]
    libraries = bench.task("imported", QUESTION).result["imported"]
    names = ", ".join(libraries) or "none"
    memory = max(run.megabytes for run in [*ours, *strange])
    return [
        _process("ask, new process", ours, 2.5, peers),
        _process("ask, words that no source has", strange, 2.5, peers),
        Row("ask, peak memory", memory, "MB", 400, max(run.megabytes for run in peers)),
        Row(f"ask, heavy libraries imported: {names}", len(libraries), "", 0),
    ]


def _warm_rows(bench: Bench, kept: Path, folder: Path) -> list[Row]:
    ours, peers = bench.task("warm"), bench.task("peer_warm", kept, folder)
    taken, theirs = ours.result["milliseconds"], peers.result["milliseconds"]
    p50, p95 = percentile(theirs, 0.5), percentile(theirs, 0.95)
    rows = [
        Row("warm question, p50", percentile(taken, 0.5), "ms", 30, p50),
        Row("warm question, p95", percentile(taken, 0.95), "ms", 100, p95),
        Row("warm question, slowest", max(taken), "ms", None, max(theirs)),
    ]
    for stage, values in ours.result["stages"].items():
        rows.append(Row(f"  {stage}, p50", percentile(values, 0.5), "ms"))
        rows.append(Row(f"  {stage}, p95", percentile(values, 0.95), "ms"))
    return [*rows, Row("warm, peak memory", ours.megabytes, "MB", None, peers.megabytes)]


def _stage_rows(result: Mapping[str, Mapping[str, float]], peer: float) -> list[Row]:
    own, others = result["own"], result["others"]
    return [
        Row("index, our own work", sum(own.values()), "s", 10, peer),
        *(Row(f"  {stage}", seconds, "s") for stage, seconds in own.items()),
        Row("index, the work of others", sum(others.values()), "s"),
        *(Row(f"  {part}", seconds, "s") for part, seconds in others.items()),
    ]


def _process(what: str, ours: Sequence[Run], goal: float, peers: Sequence[Run] = ()) -> Row:
    """The median over the runs of a whole process."""
    return Row(
        what,
        value=median(run.seconds for run in ours),
        unit="s",
        goal=goal,
        peer=median(run.seconds for run in peers) if peers else None,
        processor=median(run.processor for run in ours),
    )


def _line(row: Row, width: int) -> str:
    goal = "" if row.goal is None else f"{row.goal:g}"
    met = "" if row.goal is None else "met" if row.value <= row.goal else "MISSED"
    peer = "" if row.peer is None else _number(row.peer, row.unit)
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    processor = "" if row.processor is None else f"{row.processor:.2f}"
    value = f"{_number(row.value, row.unit)} {row.unit:2}"
    figures = f"{value:>11}  {goal:>6}  {met:6}  {peer:>8}  {ratio:>9}  {processor:>6}"
    return f"{row.what:{width}}  {figures}"


def _number(value: float, unit: str) -> str:
    digits = {"s": 2, "ms": 1}.get(unit, 0)
    return f"{value:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
