"""The parts of the benchmark that compute: no time is asserted anywhere."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.index.progress import Stage
from evals.bench import Bench, ChildFailed, Row, ended_with, table
from evals.bench_tasks import stage_seconds

ROOT = Path(__file__).parents[2]

SLOW = Row("ask, new process", 3.0, "s", goal=2.5, peer=2.0, processor=1.5)


def test_ratio_is_ours_to_the_peers() -> None:
    assert SLOW.ratio == 1.5
    assert replace(SLOW, peer=None).ratio is None
    assert replace(SLOW, peer=0.0).ratio is None


def test_line_tells_the_figure_the_goal_the_peer_and_the_ratio() -> None:
    line = table([SLOW]).splitlines()[1]

    assert line.split() == ["ask,", "new", "process", *"3.00 s 2.5 MISSED 2.00 1.50 1.50".split()]


def test_goal_that_is_reached_exactly_is_met() -> None:
    line = table([replace(SLOW, value=2.5)]).splitlines()[1]

    assert " met " in line
    assert "MISSED" not in line


def test_figure_without_goal_or_peer_says_nothing_of_them() -> None:
    line = table([Row("slowest", 12.34, "ms")]).splitlines()[1]

    assert line.split() == ["slowest", "12.3", "ms"]


def test_columns_stand_below_each_other() -> None:
    rows = [SLOW, Row("ask, peak memory", 245.4, "MB", 400, 150.0), Row("imported", 0, "", 0)]

    head, *lines = table(rows).splitlines()

    goal = head.index("goal") + len("goal")
    assert [line[:goal].split()[-1] for line in lines] == ["2.5", "400", "0"]


def test_stages_last_until_the_next_report_and_add_up() -> None:
    met: list[tuple[Stage, float]] = [
        ("corpus", 0.0),
        ("documents", 1.0),
        ("documents", 3.0),
        ("words", 6.0),
        ("rankings", 7.0),
        ("vectors", 9.0),
        ("verify", 9.5),
        ("done", 12.0),
    ]

    seconds = stage_seconds(met)

    assert seconds == {
        "corpus": 1.0,
        "documents": 5.0,
        "words": 1.0,
        "rankings": 2.0,
        "vectors": 0.5,
        "verify": 2.5,
    }


def test_child_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    bench = Bench(tmp_path)

    with pytest.raises(ChildFailed, match="no_such_task"):
        bench.task("no_such_task")


def test_child_sees_no_setting_of_the_developers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_NONSENSE", "1")
    monkeypatch.setenv("ADVISOR_DATA", "/nowhere")

    environment = Bench(tmp_path).environment

    assert "ADVISOR_NONSENSE" not in environment
    assert environment["ADVISOR_DATA"] == str(tmp_path / "data")


def test_interrupted_benchmark_ends_what_it_started_and_leaves_nothing(tmp_path: Path) -> None:
    bench = subprocess.Popen(
        [sys.executable, "-m", "evals.bench", "--quick"],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    _wait_until(lambda: any(tmp_path.glob("*/data/index/*")))  # the first process is at work

    bench.send_signal(signal.SIGINT)

    _, said = bench.communicate(timeout=30)
    assert bench.returncode == 130, said
    assert list(tmp_path.iterdir()) == []


def test_interrupted_task_is_ended_with_its_children(tmp_path: Path) -> None:
    """The child of the child tells its id, then sleeps; it must not outlive the interruption."""
    told = tmp_path / "id"
    script = (
        "import subprocess, sys; child = subprocess.Popen(['sleep', '60']);"
        f"open({str(told)!r}, 'w').write(str(child.pid)); child.wait()"
    )
    process = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    _wait_until(lambda: told.is_file() and bool(told.read_text()))

    with pytest.raises(KeyboardInterrupt), ended_with(process):
        raise KeyboardInterrupt

    assert process.returncode == -signal.SIGKILL
    child = int(told.read_text())
    _wait_until(lambda: not _lives(child))


def _wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def _lives(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
