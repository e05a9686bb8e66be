"""What locust counted, as figures beside the goals."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

P95_SECONDS = 2.0  # at most, of all requests together


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the requests of one kind. Milliseconds are locust's, rounded to two digits."""

    name: str
    requests: int
    failures: int
    milliseconds: Mapping[float, int]  # how often each was met

    def percentile(self, share: float) -> float:
        """Milliseconds that at least this share of the requests did not exceed; 0 without any."""
        rank = max(math.ceil(share * sum(self.milliseconds.values())), 1)
        for value in sorted(self.milliseconds):
            rank -= self.milliseconds[value]
            if rank <= 0:
                return value
        return 0.0


def read_figures(path: Path) -> list[Figures]:
    """A row for each kind of request in a file that locust wrote, and last all together."""
    kinds = [
        Figures(
            name=entry["name"],
            requests=entry["num_requests"],
            failures=entry["num_failures"],
            milliseconds={float(ms): n for ms, n in entry["response_times"].items()},
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]
    return [*sorted(kinds, key=lambda kind: kind.name), _together(kinds)]


def table(rows: Sequence[Figures], seconds: float) -> str:
    """One line for each kind."""
    head = f"{'':16}{'requests':>9}{'per s':>8}{'errors':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
    lines = (
        f"{row.name:16}{row.requests:9}{row.requests / seconds:8.1f}{row.failures:8}"
        + "".join(f"{row.percentile(share):9.0f}" for share in (0.5, 0.95, 0.99))
        for row in rows
    )
    return "\n".join([head, *lines])


def shortfalls(total: Figures) -> list[str]:
    """What keeps a run from passing, in words."""
    found = []
    if not total.requests:
        found.append("nothing was asked")
    if total.failures:
        found.append(f"{total.failures} of {total.requests} requests failed")
    if total.percentile(0.95) > P95_SECONDS * 1000:
        found.append(f"p95 is {total.percentile(0.95):.0f} ms, the goal {P95_SECONDS * 1000:.0f}")
    return found


def _together(kinds: Iterable[Figures]) -> Figures:
    requests, failures = 0, 0
    milliseconds: Counter[float] = Counter()
    for kind in kinds:
        requests += kind.requests
        failures += kind.failures
        milliseconds.update(kind.milliseconds)
    return Figures("all", requests, failures, milliseconds)
