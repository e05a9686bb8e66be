"""The sections of a document, as a reader finds their way by them."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.types import Block, Document


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a source, with those below it; text[start:end] is all that it holds."""

    heading: str
    start: int
    end: int
    page: int | None
    sections: tuple[Section, ...] = ()


def outline(document: Document) -> tuple[Section, ...]:
    """The outermost sections in reading order; text before the first heading is in none."""
    root = _Open("", 0, 0, None)
    path = [root]
    for block in document.blocks:
        headings = _headings(document, block)
        depth = _shared(path, headings)
        if block.kind == "heading":  # begins a section, also where the one before is called alike
            depth = min(depth, len(headings) - 1)
        del path[depth + 1 :]
        for heading in headings[depth:]:
            path.append(_Open(heading, block.start, block.end, block.page))
            path[-2].sections.append(path[-1])
        for section in path:
            section.end = block.end
    return tuple(section.closed() for section in root.sections)


@dataclass(slots=True)
class _Open:
    heading: str
    start: int
    end: int
    page: int | None
    sections: list[_Open] = field(default_factory=list)

    def closed(self) -> Section:
        below = tuple(section.closed() for section in self.sections)
        return Section(self.heading, self.start, self.end, self.page, below)


def _headings(document: Document, block: Block) -> tuple[str, ...]:
    if block.kind != "heading":
        return block.section
    return (*block.section, " ".join(document.text[block.start : block.end].split()))


def _shared(path: list[_Open], headings: tuple[str, ...]) -> int:
    """How many of the headings are those of the sections that are open."""
    pairs = zip(path[1:], headings, strict=False)
    return next(
        (depth for depth, (section, heading) in enumerate(pairs) if section.heading != heading),
        min(len(path) - 1, len(headings)),
    )
