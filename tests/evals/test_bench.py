"""The parts of the benchmark that compute: no time is asserted anywhere."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from evals.bench import Bench, ChildFailed, Row, percentile, table
from evals.bench_tasks import imported, stage_seconds

SLOW = Row("ask, new process", 3.0, "s", goal=2.5, peer=2.0, processor=1.5)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (1.0, 100.0), (0.0, 1.0), (0.001, 1.0)]
)
def test_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    values = [float(n) for n in range(100, 0, -1)]

    assert percentile(values, share) == expected


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 0.95) == 7.0


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


def test_stages_last_until_the_next_report_and_documents_are_one() -> None:
    met = [
        ("corpus", 0.0),
        ("a.txt", 1.0),
        ("b.txt", 3.0),
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


def test_stages_of_indexing_are_those_that_are_told_apart(indexed_data: Path) -> None:
    """A stage under a new name would be counted among the documents."""
    script = (
        "from advisor.indexing import build_index; from advisor.settings import load_settings;"
        "met = []; build_index(load_settings(), lambda what, _: met.append(what), force=True);"
        "print(*dict.fromkeys(m for m in met if not m.endswith('.txt')))"
    )
    corpus = indexed_data.parent / "corpus-of-one"
    corpus.mkdir(exist_ok=True)
    (corpus / "a.txt").write_text("Råd\n\nKommunen bör samverka om e-tjänster.\n", "utf-8")
    (corpus / "sources.yaml").write_text(
        "- file: a.txt\n  display_title: Råd\n  kind: other\n", "utf-8"
    )
    environment = os.environ | {
        "ADVISOR_CORPUS": str(corpus),
        "ADVISOR_DATA": str(corpus.with_name("data-of-one")),
    }

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=corpus,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.split() == ["corpus", "words", "rankings", "vectors", "verify", "done"]


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
