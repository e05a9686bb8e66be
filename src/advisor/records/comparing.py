"""What is the same and what differs between an answer and the same question answered again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from advisor.types import Answer

Place = tuple[str, int, int, str]  # source, start and end in its raw text, the words there


@dataclass(frozen=True, slots=True)
class Part:
    """One part of both answers, in lines. A line that changed is in `gone` and in `new`."""

    name: str  # "status", "summary", "statements" or "quotes"
    same: int  # lines that both have, in the same order
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.gone and not self.new


def compared(before: Answer, after: Answer) -> tuple[Part, ...]:
    """The parts of the answers side by side."""
    return (
        _part("status", [before.status], [after.status]),
        _part("summary", [before.summary], [after.summary]),
        _part("statements", _statements(before), _statements(after)),
        _part("quotes", _quotes(before), _quotes(after)),
    )


def places(answer: Answer) -> list[Place]:
    """Where each of its quotes stands in its source as it came, by number."""
    cited = [c for s in answer.statements for c in s.citations] + list(answer.nearest)
    found = {c.number: (c.source, c.raw_start, c.raw_end, c.raw_quote) for c in cited}
    return list(dict.fromkeys(found[number] for number in sorted(found)))


def _part(name: str, before: Sequence[str], after: Sequence[str]) -> Part:
    gone: list[str] = []
    new: list[str] = []
    same = 0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            same += end - start
        else:
            gone += before[start:end]
            new += after[new_start:new_end]
    return Part(name, same, tuple(gone), tuple(new))


def _statements(answer: Answer) -> list[str]:
    return [
        f"{s.role}{' (loose)' if s.bearing == 'loose' else ''}:"
        f" {f'{s.attribution}: ' if s.attribution else ''}{s.text}"
        for s in answer.statements
    ]


def _quotes(answer: Answer) -> list[str]:
    return [f"{source} {start}-{end}: {quote}" for source, start, end, quote in places(answer)]
