"""An answer as a Word document: a memo to register, whose every quote names its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from advisor.channels.document_texts import WORDS
from advisor.channels.grouping import grouped
from advisor.channels.kinds import KINDS, begun
from advisor.channels.markdown import Link
from advisor.channels.rendering import (
    QUOTE_MARKS,
    TEXTS,
    authorship,
    is_foreign,
    notice,
    source_title,
    standing,
    with_colon,
)
from advisor.channels.word_styles import (
    TEXT_WIDTH,
    Properties,
    empty_document,
    to_bytes,
    write_running_lines,
)
from advisor.channels.word_writing import (
    Address,
    Cell,
    Columns,
    Mark,
    Piece,
    Target,
    Text,
    Writer,
    safe,
)
from advisor.types import Answer, Citation, Profile, Statement, Strength
from advisor.vocabulary import Language

_ABOUT_WIDTHS = (2800, TEXT_WIDTH - 2800)
_SUPPORT_WIDTHS = (1300, 1250, 1750, 850, 2220, 1700)
_FEWEST_OF_A_RANGE = 3  # numbers in a row; fewer are all named
_SPACE = "\u00a0"  # that no line is broken at
_GROUPED: Mapping[Language, str] = {"sv": _SPACE, "en": ","}  # between thousands


def to_word(answer: Answer, link: Link | None = None, profile: Profile | None = None) -> bytes:
    """The answer as a file of Word's, which is the same whenever it is made.

    With `link`, each entry in the list of sources leads to its place; `profile` is the one that
    the question was asked with. Text of sources and of questions is never more than text.
    """
    return _Memo(answer, link, profile).written()


def title_of(answer: Answer) -> str:
    """What a document with the answer is called, without the question."""
    words = WORDS[answer.language]
    has_advice = answer.form == "decision" and answer.status in ("answered", "partial")
    return words.memo if has_advice else words.titles[answer.status]


class _Memo:
    """Writes the parts of one answer, in the order in which they are read."""

    def __init__(self, answer: Answer, link: Link | None, profile: Profile | None) -> None:
        self._answer = answer
        self._link = link
        self._profile = profile
        self._words = WORDS[answer.language]
        self._texts = TEXTS[answer.language]
        self._created = datetime.fromisoformat(answer.created).astimezone(UTC)
        self._cited = _citations(answer)
        self._document = empty_document(self._properties())
        self._out = Writer(self._document, self._cited.keys())

    def written(self) -> bytes:
        answer, words, texts = self._answer, self._words, self._texts
        running = (title_of(answer), words.running)
        write_running_lines(self._document, running, safe(answer.id), words.page)
        self._write_opening()
        self._write_statements()
        self._write_support()
        self._write_profile_effect()
        self._write_caveats()
        self._write_nearest()
        self._write_list(texts["next_questions"], answer.next_questions)
        self._write_list(texts["choices"], answer.choices)
        self._write_sources()
        self._write_record()
        return to_bytes(self._document)

    def _properties(self) -> Properties:
        answer, words = self._answer, self._words
        question = safe(answer.standalone_question)
        return Properties(
            title=f"{title_of(answer)}: {question}",
            subject=safe(answer.question),
            author=words.author,
            identifier=safe(answer.id),
            created=self._created,
            tag=words.tag,
            comma=words.comma,
            separator=words.separator,
        )

    # --- The question and the answer --------------------------------------------------

    def _write_opening(self) -> None:
        answer, words = self._answer, self._words
        written = authorship(answer)
        said = [
            notice(answer.language),
            *([written] if written else []),
            words.given.format(when=self._when()),
        ]
        self._out.paragraph("Title", Text(title_of(answer)))
        self._out.paragraph(
            "Subtitle", Text(" ".join([*said, words.unchecked] if self._cited else said))
        )
        self._heading(words.question)
        self._out.paragraph("Normal", Text(answer.question))
        if answer.standalone_question.split() != answer.question.split():
            understood = self._texts["understood"].format(question=answer.standalone_question)
            self._out.paragraph("Note", Text(understood))
        self._heading(words.summary)
        self._out.paragraph("Normal", Text(answer.summary))

    def _when(self) -> str:
        """In Swedish time, which the asker's clock shows; the record has it in UTC."""
        words = self._words
        local, suffix = self._created, f"{_SPACE}UTC"
        with suppress(ZoneInfoNotFoundError):  # a machine may have no table of time zones
            local, suffix = local.astimezone(ZoneInfo("Europe/Stockholm")), ""
        month = words.months[local.month - 1]
        told = words.moment.format(
            day=local.day, month=month, year=local.year, hour=local.hour, minute=local.minute
        )
        return told + suffix

    def _write_statements(self) -> None:
        answer = self._answer
        if answer.statements:
            self._heading(self._words.statements)
        for group in grouped(answer):
            self._subheading(Text(group.heading))
            for attribution, told in groupby(group.statements, lambda pair: pair[1].attribution):
                if attribution:
                    self._out.paragraph("Attribution", Text(with_colon(attribution)))
                for index, statement in told:
                    self._write_statement(index, statement)
        count = len(answer.unsupported)
        if count:
            one, more = self._texts["left_out_one"], self._texts["left_out"].format(n=count)
            self._out.paragraph("Note", Text(one if count == 1 else more))

    def _write_statement(self, index: int, statement: Statement) -> None:
        """The quotes in one paragraph, or prose and below it the quotes that carry it."""
        by_quote: dict[str, list[Citation]] = {}
        for citation in statement.citations:
            by_quote.setdefault(citation.quote, []).append(citation)
        quotes = [self._quoted(same) for same in by_quote.values()]
        if statement.text == " ".join(by_quote):
            joined = [piece for quote in quotes for piece in (*quote, Text(" "))]
            self._out.paragraph("Quote", *joined[:-1])
        else:
            numbers = [c.number for c in statement.citations]
            self._out.paragraph("Attribution", Text(statement.text), *_marks(numbers))
            for quote in quotes:
                self._out.paragraph("Quote", *quote)
        strength = next((s for s in self._answer.strength if s.statement == index), None)
        if note := standing(strength, self._answer.language):
            self._out.paragraph("Note", Text(note, style="Strong"))

    def _quoted(self, same: Sequence[Citation]) -> list[Piece]:
        """Words that citations share, between marks, with the language they are in."""
        first = same[0]
        before, after = QUOTE_MARKS[self._answer.language]
        pieces: list[Piece] = [Text(f"{before}{first.quote}{after}", self._tag(first))]
        if is_foreign(first, self._answer.language):
            pieces.append(Text(f" {self._texts['foreign']}"))
        return [*pieces, *_marks([c.number for c in same])]

    def _tag(self, citation: Citation) -> str | None:
        """The language of a citation's words, where it is not that of the answer."""
        return WORDS[citation.language].tag if is_foreign(citation, self._answer.language) else None

    # --- What stands behind it, and what to mind --------------------------------------

    def _write_support(self) -> None:
        """Statements of the same documents, with the same behind them, share a row."""
        answer, words = self._answer, self._words
        by_support: dict[tuple[frozenset[str], tuple[int, ...], tuple[str, ...]], list[int]] = {}
        for strength in answer.strength:
            citations = answer.statements[strength.statement].citations
            sources = frozenset(c.source for c in citations)
            behind = sources, strength.against, self._support(strength)
            by_support.setdefault(behind, []).extend(c.number for c in citations)
        if not by_support:
            return
        self._heading(words.support)
        self._out.paragraph("Normal", Text(words.counted))
        rows: list[list[Cell]] = [
            [
                _ranges(numbers),
                *((Text(cell),) for cell in told[:-1]),
                (Text(told[-1]), *_marks(against)),
            ]
            for (_, against, told), numbers in by_support.items()
        ]
        columns = Columns(words.support, words.support_columns, _SUPPORT_WIDTHS)
        self._out.table(columns, rows)

    def _support(self, strength: Strength) -> tuple[str, ...]:
        words = self._words
        said = words.agreement[strength.agreement]
        kinds = (begun(KINDS[self._answer.language][kind]) for kind in strength.kinds)
        return (
            str(strength.independent_sources),
            "; ".join(kinds),
            ", ".join(map(str, strength.years)) or self._texts["undated"],
            "; ".join(strength.settings) or words.unknown,
            words.against[strength.agreement] if strength.against else said,
        )

    def _write_profile_effect(self) -> None:
        if self._answer.profile_effect:
            self._heading(self._texts["profile"])
            self._out.paragraph("Normal", Text(self._answer.profile_effect))

    def _write_caveats(self) -> None:
        if self._answer.caveats:
            self._heading(self._texts["caveats"])
        for caveat in self._answer.caveats:
            marks = [Text(_SPACE), *_ranges(caveat.citations)] if caveat.citations else []
            self._out.paragraph("List Bullet", Text(caveat.text), *marks)

    def _write_nearest(self) -> None:
        if self._answer.nearest:
            self._heading(self._texts["nearest"])
        for citation in self._answer.nearest:
            self._out.paragraph("Attribution", Text(with_colon(self._named(citation))))
            self._out.paragraph("Quote", *self._quoted([citation]))

    def _write_list(self, heading: str, items: Sequence[str]) -> None:
        if items:
            self._heading(heading)
        for item in items:
            self._out.paragraph("List Bullet", Text(item))

    # --- The sources and the record ---------------------------------------------------

    def _write_sources(self) -> None:
        """Each document once, and below it every citation, in the order of their numbers."""
        words = self._words
        cited = list(self._cited.values())
        if cited:
            self._heading(self._texts["sources"])
        for source in dict.fromkeys(c.source for c in cited):
            of_source = [c for c in cited if c.source == source]
            first = of_source[0]
            kind = begun(KINDS[self._answer.language][first.kind])
            self._subheading(Text(self._named(first)))
            self._out.paragraph(
                "Note", Text(f"{kind}. {words.file}"), Text(first.source, style="Code")
            )
            for citation in of_source:
                self._out.paragraph("Source Entry", *self._entry(citation))

    def _entry(self, citation: Citation) -> Iterator[Piece]:
        """Where a quote stands; said where its letters were mended."""
        yield Target(citation.number)
        if citation.section:
            yield Text(" › ".join(citation.section), self._tag(citation))
        if citation.page is not None:
            page = self._texts["section_page"].format(page=citation.page).replace(" ", _SPACE)
            yield Text(f", {page}" if citation.section else page)
        elif not citation.section:
            yield Text(self._words.no_place)
        if citation.repaired:
            yield Text(f" ({self._texts['repaired']})")
        address = self._link(citation) if self._link is not None else ""
        if address.startswith(("https://", "http://")):  # Word takes others for files near it
            yield Text(". ")
            yield Address(self._words.show, address)

    def _named(self, citation: Citation) -> str:
        return source_title(citation, self._texts)

    def _write_record(self) -> None:
        words, answer, made_by = self._words, self._answer, self._answer.provenance
        composer = words.composers.get(made_by.composer, made_by.composer)
        told = [
            (words.id, answer.id, "Code"),
            (words.created, answer.created, "Code"),
            (words.profile, self._told_profile(), None),
            (words.index, made_by.index_build, "Code"),
            (words.checksum, made_by.index_hash, "Code"),
            (words.composer, composer, None),
            (words.model, made_by.model, None),
            (words.prompt, made_by.prompt_version, None),
        ]
        rows: list[list[Cell]] = [
            [(Text(name),), (Text(value, style=style),)] for name, value, style in told if value
        ]
        self._heading(words.about)
        self._out.table(Columns(words.about, words.about_columns, _ABOUT_WIDTHS), rows)
        self._out.paragraph("Note", Text(words.why_checksum))

    def _told_profile(self) -> str | None:
        profile, words = self._profile, self._words
        if profile is None:
            return None
        told = {field.name: getattr(profile, field.name) for field in fields(profile)}
        facts = [told["name"], told["county"]]
        for name in ("population", "employees"):
            if told[name] is not None:
                number = f"{told[name]:,}".replace(",", _GROUPED[self._answer.language])
                facts.append(words.facts[name].format(n=number))
        if profile.it_organisation is not None:
            facts.append(words.it_organisations[profile.it_organisation])
        if profile.digital_lead is not None:
            facts.append(words.digital_lead[profile.digital_lead])
        if profile.goals:
            facts.append(words.facts["goals"].format(goals="; ".join(profile.goals)))
        return ", ".join(filter(None, facts)) or None

    def _heading(self, text: str) -> None:
        self._out.paragraph("heading 1", Text(text))

    def _subheading(self, text: Text) -> None:
        self._out.paragraph("heading 2", text)


def _citations(answer: Answer) -> dict[int, Citation]:
    """All that the answer shows, by their numbers, in their order."""
    shown = [c for statement in answer.statements for c in statement.citations]
    by_number = {c.number: c for c in (*answer.nearest, *shown)}
    return {number: by_number[number] for number in sorted(by_number)}


def _marks(numbers: Sequence[int]) -> Iterator[Piece]:
    """The numbers behind a quote, which no line break parts from it."""
    for number in dict.fromkeys(numbers):
        yield Text(_SPACE)
        yield Mark(number)


def _ranges(numbers: Sequence[int]) -> list[Piece]:
    """The numbers in order, those in a row by their first and last."""
    pieces: list[Piece] = []
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        joint = "–" if len(row) >= _FEWEST_OF_A_RANGE else " "
        named = [row[0], row[-1]] if joint == "–" else row
        for position, number in enumerate(named):
            pieces += [Text(joint if position else " "), Mark(number)]
    return pieces[1:]
