"""Statistics in words, as charts and as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from advisor.records.periods import Period, Step
from advisor.records.statistics import UNANSWERED, Cited, Judged, Tally
from advisor.vocabulary import Language
from ui import charts, figures
from ui.charts import Bar, Series, StackedBars
from ui.statistics_texts import TEXTS

# As they are stacked, from the axis: what went well stands lowest.
_STATUSES = ("answered", "partial", *UNANSWERED)


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart, written out: words in the first columns, then numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1  # columns of words


@dataclass(frozen=True, slots=True)
class Chart:
    """One question to the figures, with what they answer in words, in bars and in numbers."""

    id: str
    heading: str
    reading: str
    note: str = ""
    over_time: StackedBars | None = None
    bars: tuple[Bar, ...] = ()
    table: Table | None = None


class Writer:
    """Writes in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.t = TEXTS[language]
        self.number: Callable[[int], str] = partial(figures.number, language=language)

    def count(self, name: str, count: int) -> str:
        """So many of what has a word for one and a word for more."""
        text = self.t[f"{name}_one" if count == 1 else f"{name}_many"]
        return text.format(n=self.number(count))

    def share(self, part: int, whole: int) -> str:
        return figures.share(part, whole, self.language)

    def days(self, step: Step | Period) -> str:
        return figures.days(step.first, step.last, self.language)

    def label(self, kind: str, name: str) -> str:
        """A status or a way in; one that a later version kept has its own name."""
        return self.t.get(f"{kind}_{name}", name)


def asked(writer: Writer, period: Period, tallies: Sequence[Tally]) -> Chart:
    """How many questions came, and how they were answered."""
    t = writer.t
    questions = sum(tally.questions for tally in tallies)
    unanswered = sum(tally.unanswered for tally in tallies)
    known = {status for tally in tallies for status in tally.by_status}
    statuses = (*_STATUSES, *sorted(known.difference(_STATUSES)))
    return Chart(
        id="asked",
        heading=t["asked"],
        reading=t["asked_read" if unanswered else "asked_read_all"].format(
            questions=writer.count("question", questions),
            days=writer.count("in_days", period.days),
            unanswered=writer.number(unanswered),
            share=writer.share(unanswered, questions),
        ),
        note=t[f"by_{period.unit}"],
        over_time=_over_time(writer, period, tallies, statuses),
        table=_steps_table(writer, period, _by_status(writer, tallies, statuses)),
    )


def channels(writer: Writer, period: Period, tallies: Sequence[Tally]) -> Chart:
    """By which ways they came."""
    t = writer.t
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts.update(tally.by_channel)
    named = [(writer.label("channel", name), count) for name, count in counts.most_common()]
    first, most = named[0]
    return Chart(
        id="channels",
        heading=t["channels"],
        reading=t["channels_read"].format(
            name=first,
            questions=writer.count("question", most),
            share=writer.share(most, counts.total()),
        ),
        bars=charts.bars(named, writer.number),
        table=_steps_table(
            writer,
            period,
            [
                (
                    writer.label("channel", name),
                    [tally.by_channel.get(name, 0) for tally in tallies],
                )
                for name, _ in counts.most_common()
            ],
        ),
    )


def unanswered(writer: Writer, period: Period, tallies: Sequence[Tally]) -> Chart:
    """How many got no answer, and why."""
    t = writer.t
    counts = {
        status: sum(tally.by_status.get(status, 0) for tally in tallies) for status in UNANSWERED
    }
    if not any(counts.values()):
        return Chart("unanswered", t["unanswered"], t["unanswered_none"])
    most = max(counts, key=lambda status: counts[status])
    return Chart(
        id="unanswered",
        heading=t["unanswered"],
        reading=t["unanswered_read"].format(
            questions=writer.count("question", sum(counts.values())),
            name=writer.label("status", most).lower(),
            count=writer.number(counts[most]),
        ),
        note=t["unanswered_meaning"],
        over_time=_over_time(writer, period, tallies, UNANSWERED),
        table=_steps_table(writer, period, _by_status(writer, tallies, UNANSWERED)),
    )


def judged(writer: Writer, found: Judged) -> Chart:
    """What those who asked said of the answers."""
    t = writer.t
    said = [(t["useful"], found.useful), (t["not_useful"], found.not_useful)]
    if not found.useful + found.not_useful:
        return Chart("judged", t["judged"], t["judged_none"])
    return Chart(
        id="judged",
        heading=t["judged"],
        reading=t["judged_read"].format(
            useful=writer.number(found.useful),
            not_useful=writer.number(found.not_useful),
            all=writer.count("judgement", found.useful + found.not_useful),
        ),
        bars=charts.bars(said, writer.number),
        table=_shares_table(writer, t["judgement"], said),
    )


def cited(writer: Writer, found: Cited) -> Chart:
    """Which passages most answers lean on. Its bars stand beside the passages."""
    t = writer.t
    if not found.passages:
        return Chart("cited", t["cited"], t["cited_none"])
    quotes = [(p.quote, p.title, writer.number(p.answers)) for p in found.passages]
    return Chart(
        id="cited",
        heading=t["cited"],
        reading=t["cited_read"].format(
            citing=writer.count("citing", found.passages[0].answers),
            passages=writer.count("passage", sum(s.passages for s in found.sources)),
            sources=writer.count("source", len(found.sources)),
        ),
        note=t["citations_meaning"],
        bars=charts.bars([(p.quote, p.answers) for p in found.passages], writer.number),
        table=Table((t["passage"], t["source"], t["answers"]), tuple(quotes), words=2),
    )


def cited_sources(writer: Writer, found: Cited) -> Chart | None:
    """Which sources answers lean on; None where they lean on none."""
    t = writer.t
    if not found.sources:
        return None
    most, whole = found.sources[0], sum(source.citations for source in found.sources)
    return Chart(
        id="cited-sources",
        heading=t["cited_sources"],
        reading=t["cited_sources_read"].format(
            title=most.title,
            count=writer.number(most.citations),
            all=writer.count("citation", whole),
            share=writer.share(most.citations, whole),
        ),
        note=t["citations_meaning"],
        bars=charts.bars([(s.title, s.citations) for s in found.sources], writer.number),
        table=Table(
            (t["source"], t["passages"], t["citations"]),
            tuple(
                (s.title, writer.number(s.passages), writer.number(s.citations))
                for s in found.sources
            ),
        ),
    )


def _over_time(
    writer: Writer, period: Period, tallies: Sequence[Tally], statuses: Sequence[str]
) -> StackedBars:
    """Only what there is has a place in it."""
    series = [
        Series(
            name=writer.label("status", status),
            kind=status if status in _STATUSES else "other",
            values=tuple(tally.by_status.get(status, 0) for tally in tallies),
        )
        for status in statuses
    ]
    return charts.stacked(
        [one for one in series if any(one.values)],
        names=[_short_name(writer, period, step) for step in period.steps],
        steps=[_name(writer, period, step) for step in period.steps],
        written=writer.number,
    )


def _steps_table(
    writer: Writer, period: Period, columns: Sequence[tuple[str, Sequence[int]]]
) -> Table:
    """Named columns with a number for each step, their sums beside them and below."""
    t = writer.t
    names = [*(_name(writer, period, step) for step in period.steps), t["sum"]]
    numbers = [[*values, sum(values)] for _, values in columns]
    rows = zip(names, zip(*numbers, strict=True), strict=True)
    return Table(
        (t[period.unit], t["all_questions"], *(name for name, _ in columns)),
        tuple((name, *map(writer.number, (sum(row), *row))) for name, row in rows),
    )


def _by_status(
    writer: Writer, tallies: Sequence[Tally], statuses: Sequence[str]
) -> list[tuple[str, list[int]]]:
    return [
        (writer.label("status", status), [tally.by_status.get(status, 0) for tally in tallies])
        for status in statuses
    ]


def _shares_table(writer: Writer, name: str, counts: Sequence[tuple[str, int]]) -> Table:
    whole = sum(count for _, count in counts)
    return Table(
        (name, writer.t["count"], writer.t["share"]),
        tuple((name, writer.number(count), writer.share(count, whole)) for name, count in counts),
    )


def _name(writer: Writer, period: Period, step: Step) -> str:
    """A step in full; of a month that is not whole, its days."""
    days = writer.days(step)
    if period.unit == "week":
        return f"{writer.t['week_number'].format(week=step.first.isocalendar().week)} ({days})"
    return figures.month(step.first, writer.language) if step.is_whole_month else days


def _short_name(writer: Writer, period: Period, step: Step) -> str:
    if period.unit == "day":
        return figures.short_day(step.first)
    if period.unit == "week":
        return writer.t["short_week"].format(week=step.first.isocalendar().week)
    return figures.short_month(step.first, writer.language)
