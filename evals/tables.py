"""A run as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evals.finished import Finished
from evals.metrics import Group
from evals.results import Figures, change
from evals.statistics import Figure

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_ANSWERS = ("strict_vital_score", "strict_all_score", "deflection_fpr")
_LENGTH = ("answer_words", "answer_words_p50", "statements")
_RETRIEVAL = ("R@5", "R@10", "nDCG@10", "RR@10", "Success@5")
_ATTRIBUTION = ("attribution_precision", "attribution_recall", "attribution_f1")
_TRAITS = ("strict_vital_score", "deflection_fpr", "truthfulness", "answer_words_p50")
_IN_WORDS = ("answer_words", "answer_words_p50", "statements")


def tables(finished: Finished) -> Iterator[RenderableType]:
    """What a person who changed something wants to see first, in that order."""
    figures = finished.summary.figures
    totals = {group: found for group, found in figures.items() if group.trait == "all"}
    traits = {
        group: found
        for group, found in figures.items()
        if "strict_vital_score" in found and group.trait != "all"
    }
    refusals = {
        group: found for group, found in figures.items() if group.trait.startswith("refuse: ")
    }
    yield _table("Questions that can be answered (mean, 95 % interval)", totals, _ANSWERS)
    yield _table("Questions to be refused", refusals, ("deflection_tpr",))
    yield _table("All questions", totals, ("truthfulness",))
    yield _table("Length of what was answered", totals, _LENGTH)
    yield _table("Retrieval", totals, _RETRIEVAL)
    yield _table("Cited passages against passages with evidence", totals, _ATTRIBUTION)
    yield _table(
        "dev by kind, source and wording (intervals in the report)", traits, _TRAITS, False
    )
    if finished.gains:
        yield _gains("strict_vital_score", {(g.name, g.group): g.coverage for g in finished.gains})
        yield _gains("nDCG@10", {(g.name, g.group): g.ranking for g in finished.gains})
    yield _columns(
        "Where the vital points that dev answers lack were lost",
        ("stage", "points"),
        [(stage, str(count)) for stage, count in losses(finished).most_common()],
    )
    yield _columns(
        "Seconds for a question",
        ("stage", "p50", "p95"),
        [(stage, f"{p50:.3f}", f"{p95:.3f}") for stage, (p50, p95) in finished.seconds.items()],
    )
    yield _external(finished)
    yield from _verdict(finished)


def losses(finished: Finished) -> Counter[str]:
    """How many vital points of dev questions were lost at each stage."""
    return Counter(loss.stage for item in finished.failing for loss in item.lost)


def cell(name: str, figure: Figure | None, *, interval: bool = True) -> str:
    """A figure as tables show it; empty where there is none."""
    if figure is None or not figure.n:
        return ""
    if name in _IN_WORDS:
        return f"{figure.value:.1f}"
    return f"{figure.value:.3f}" + (f" ({figure.low:.2f} {figure.high:.2f})" if interval else "")


def signed(figure: Figure) -> str:
    """A difference, empty where there is none; a star: its interval leaves zero out."""
    if not figure.n:
        return ""
    star = "*" if figure.is_beyond_noise else ""
    return f"{figure.value:+.3f} ({figure.low:+.2f} {figure.high:+.2f}){star}"


def _table(
    title: str, rows: Mapping[Group, Figures], names: Sequence[str], interval: bool = True
) -> Table:
    heads = ("split", "language", "trait", "n", *names)
    kept = [name for name in heads if name != "trait" or any(g.trait != "all" for g in rows)]
    body = [
        {
            "split": group.split,
            "language": group.language,
            "trait": group.trait,
            "n": str(_count(found, names)),
            **{name: cell(name, found.get(name), interval=interval) for name in names},
        }
        for group, found in rows.items()
    ]
    return _columns(title, kept, [[row[name] for name in kept] for row in body])


def _count(figures: Figures, names: Sequence[str]) -> int:
    return next((figures[name].n for name in names if name in figures), 0)


def _gains(name: str, gains: Mapping[tuple[str, Group], Figure]) -> Table:
    """Every other way against advisor; without those of which the figure is not known."""
    groups = list(dict.fromkeys(group for _, group in gains))
    ways = dict.fromkeys(way for (way, _), figure in gains.items() if figure.n)
    heads = ("against advisor", *(f"{group.split} {group.language}" for group in groups))
    body = [(way, *(signed(gains[way, group]) for group in groups)) for way in ways]
    return _columns(
        f"{name} against advisor: below 0, advisor is better (* beyond noise)", heads, body
    )


def _external(finished: Finished) -> RenderableType:
    if finished.skipped:
        return _text(f"Skipped: {finished.skipped}.")
    rows = [
        (row.name, f"{row.r1:.3f}", f"{row.r10:.3f}", f"{row.ndcg10:.3f}")
        for row in finished.external
    ]
    return _columns("Questions of other authorities", ("ranking", "R@1", "R@10", "nDCG@10"), rows)


def _verdict(finished: Finished) -> Iterator[RenderableType]:
    whole = ", ".join(f"{name} {value.value:.3f}" for name, value in finished.invariants.items())
    yield _text(f"Invariants: {whole}")
    if finished.before is not None:
        for language in ("sv", "en"):
            gain = change(finished.summary, finished.before, language)
            if gain.n:
                yield _text(
                    f"Against the run before, truthfulness of dev, {language}: {signed(gain)}"
                )
        verdict = finished.verdict
        yield _text(f"Right and now wrong: {', '.join(verdict.regressions) or 'none'}")
        yield _text(f"Wrong and now right: {', '.join(verdict.improvements) or 'none'}")


def _columns(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, head in enumerate(heads):
        is_text = place == 0 or head in ("language", "trait")
        table.add_column(head, justify="left" if is_text else "right")
    for row in rows:
        table.add_row(*map(_text, row))
    return table


def _text(words: str) -> Text:
    """Words as they stand: a square bracket in a file's name is no markup."""
    from rich.text import Text

    return Text(words)
