"""What many users met is counted right, and held to the goals."""

import json
from pathlib import Path

from evals.load.figures import Figures, read_figures, shortfalls, table


def _entry(name: str, failures: int, times: dict[str, int]) -> dict[str, object]:
    return {
        "name": name,
        "num_requests": sum(times.values()),
        "num_failures": failures,
        "response_times": times,
    }


def _written(folder: Path, *entries: dict[str, object]) -> Path:
    path = folder / "figures.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_kinds_are_told_by_name_and_all_together_last(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        _entry("sources", 0, {"10": 3}),
        _entry("ask", 1, {"10": 1, "100.0": 2}),
    )

    rows = read_figures(path)

    assert [row.name for row in rows] == ["ask", "sources", "all"]
    assert (rows[-1].requests, rows[-1].failures) == (6, 1)
    assert rows[-1].milliseconds == {10: 4, 100: 2}


def test_percentile_is_the_time_that_so_many_did_not_exceed() -> None:
    row = Figures("ask", 20, 0, {50: 10, 100: 9, 3000: 1})

    assert [row.percentile(share) for share in (0.5, 0.51, 0.95, 0.96, 1.0)] == [
        *(50, 100, 100, 3000, 3000)
    ]


def test_run_without_failure_and_fast_enough_passes() -> None:
    assert shortfalls(Figures("all", 100, 0, {2000: 95, 9000: 5})) == []


def test_one_failure_is_told() -> None:
    assert shortfalls(Figures("all", 100, 1, {10: 100})) == ["1 of 100 requests failed"]


def test_slow_answers_are_told() -> None:
    assert shortfalls(Figures("all", 100, 0, {10: 94, 2100: 6})) == [
        "p95 is 2100 ms, the goal 2000"
    ]


def test_run_in_which_nothing_was_asked_does_not_pass() -> None:
    assert shortfalls(Figures("all", 0, 0, {})) == ["nothing was asked"]


def test_table_has_a_line_for_each_kind() -> None:
    told = table([Figures("ask", 30, 0, {80: 30})], seconds=60).splitlines()

    assert len(told) == 2
    assert told[1].split() == ["ask", "30", "0.5", "0", "80", "80", "80"]
