"""The parts of a document as they grow, while its lines are taken one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.documents import captions
from advisor.documents.content_lines import ContentLine, ending
from advisor.documents.parts import UNENDED, Ending, Part
from advisor.documents.sections import section_role
from advisor.vocabulary import BlockKind


class PartsBuilder:
    """The parts so far, and the headings, lists and table that the next line may stand under."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._headings: list[tuple[int, str]] = []
        self._numbered_level = 0
        self._lists: list[tuple[int, int]] = []  # (level, group), outermost first
        self._last_group = 0
        self._table_header: tuple[str, ...] = ()

    @property
    def parts(self) -> Sequence[Part]:
        return self._parts

    @property
    def headings(self) -> Sequence[tuple[int, str]]:
        """(level, heading) of the sections that are open, outermost first."""
        return self._headings

    @property
    def numbered_level(self) -> int:
        """The level of the heading that lone headings stand below; 0 before there is one."""
        return self._numbered_level

    @property
    def table_header(self) -> tuple[str, ...]:
        """The names of the columns of the table that is open; empty where none is."""
        return self._table_header

    @property
    def last_text_part(self) -> Part | None:
        """The part before, looking past footnotes that a page break put in between."""
        return next((part for part in reversed(self._parts) if part.kind != "footnote"), None)

    @property
    def is_after_footnote(self) -> bool:
        return bool(self._parts) and self._parts[-1].kind == "footnote"

    @property
    def is_mid_sentence(self) -> bool:
        """Whether the paragraph before has not ended, so that a line may be its next words."""
        skipped = ("footnote", "caption")
        last = next((part for part in reversed(self._parts) if part.kind not in skipped), None)
        return last is not None and last.kind == "paragraph" and last.ending in UNENDED

    def add(self, kind: BlockKind, line: ContentLine) -> None:
        """A part of its own that begins with this line; among references it is a reference."""
        self._append(kind, line)

    def add_title(self, line: ContentLine) -> None:
        """The document's own title: a heading that opens no section."""
        self._append("heading", line, level=1)

    def add_heading(
        self, line: ContentLine, title: str, level: int, *, is_numbered: bool, is_lone: bool
    ) -> None:
        """A heading, which opens its section and closes those of its level and below.

        Lone headings stand below the last one that `is_numbered`; one that `is_lone` is told by
        nothing but standing on a line of its own.
        """
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, title))
        if is_numbered:
            self._numbered_level = level
        self._append("heading", line, level=level, is_lone=is_lone)

    def add_item(self, line: ContentLine, level: int, *, restarts: bool) -> None:
        """A list item: of the open list of its level, or of a new one where its count restarts."""
        last = self.last_text_part
        if last is None or last.kind != "list_item":
            self._lists.clear()
        while self._lists and self._lists[-1][0] > level:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] < level:
            self._lists.append((level, self._new_group()))
        elif restarts:
            self._lists[-1] = (level, self._new_group())
        self._append("list_item", line, group=self._lists[-1][1], level=level)

    def open_table(self, line: ContentLine, names: tuple[str, ...]) -> None:
        """The header of a table: its names stand before the cells below."""
        self._table_header = names
        self._append("notice", line)

    def leave_table(self) -> None:
        self._table_header = ()

    def add_row(self, cells: Iterable[tuple[tuple[int, int], str]]) -> None:
        """Each cell of a table's row, its raw span and the label it reads with, as a part."""
        group = self._new_group()
        section = self._section()
        role = section_role(*section)
        self._parts += [
            Part("table_row", (span,), section, role, group=group, label=label)
            for span, label in cells
        ]

    def extend(self, line: ContentLine) -> None:
        """The line goes on with the last text part."""
        for index in range(len(self._parts) - 1, -1, -1):
            part = self._parts[index]
            if part.kind != "footnote":
                end: Ending = "" if part.kind == "caption" else ending(line.text)
                self._parts[index] = replace(_longer(part, line), ending=end)
                return

    def extend_footnote(self, line: ContentLine) -> None:
        """The line goes on with the footnote that is the last part."""
        self._parts[-1] = _longer(self._parts[-1], line)

    def _append(
        self,
        kind: BlockKind,
        line: ContentLine,
        *,
        group: int = 0,
        level: int = 0,
        is_lone: bool = False,
    ) -> None:
        section = self._section()
        role = section_role(*section)
        if role == "references" and kind not in ("heading", "notice"):
            kind = "reference"
        self._parts.append(
            Part(
                kind=kind,
                spans=((line.line.start, line.line.end),),
                section=section[:-1] if kind == "heading" else section,
                role=role,
                group=group,
                level=level,
                ending=_first_ending(kind, line.text),
                is_lone=is_lone,
            )
        )

    def _section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._headings)

    def _new_group(self) -> int:
        self._last_group += 1
        return self._last_group


def _first_ending(kind: BlockKind, text: str) -> Ending:
    """How the first line of a part ends, for kinds that a second line may go on with."""
    if kind in ("paragraph", "list_item"):
        return ending(text)
    return "open" if kind == "caption" and captions.is_open_caption(text) else ""


def _longer(part: Part, line: ContentLine) -> Part:
    return replace(part, spans=(*part.spans, (line.line.start, line.line.end)))
