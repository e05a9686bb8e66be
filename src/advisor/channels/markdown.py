"""An answer as Markdown in which nothing but our own links can be clicked, loaded or run."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from advisor.channels.document_texts import WORDS
from advisor.channels.rendering import Paragraph, paragraphs, visible
from advisor.types import Answer, Citation, Statement

Link = Callable[[Citation], str]  # the address of the page that shows a citation in its source

# What Markdown, its common extensions (mathematics, tables, footnotes) or the templates of a chat
# program obey. A character reference is shown as the character and never read as a sign; a
# backslash would do for Markdown, but `\[` begins a formula in some chat programs.
_OBEYED = re.compile(r"[\\`*_{}\[\]<>#|~$^&]")
# What some readers make clickable although nothing marks it as a link: addresses and names of
# hosts, of persons ("a@b", "@b"). Readers leave code alone, so there it is put. "t.ex." and
# "m.fl." look like names of hosts, but no host has them.
_CLICKABLE = re.compile(
    r"[^\s`<>\[\]]*"
    r"(?:@|://|\bwww\.|\bmailto:|\w\.(?!(?:ex|fl)\b)(?:[A-Za-z]{2,}|рф)(?![^\W\d_]))"
    r"[^\s`<>\[\]]*"
)
_BLOCK_START = re.compile(r"[-+=]|(?<=\d)[.)](?=\s|$)")
_NUMBERED = re.compile(r"\d{1,9}[.)](?:\s|$)")
_MARK = re.compile(
    r"\[(\d+)\]"
)  # ours alone: in all other text brackets are references or left out
# The same in a text that was escaped. Before a parenthesis or a colon it would begin a link.
_ESCAPED_MARK = re.compile(r"&#91;(\d+)&#93;(?=[\s.,;]|$)")
_BULLET_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a text names a citation: text[start:end] is its number in brackets."""

    number: int
    start: int
    end: int


def to_markdown(answer: Answer, link: Link | None = None, *, notice: bool = True) -> str:
    """The answer for a person whose program reads Markdown.

    Text of sources and of questions stands in it letter for letter and is never markup. With
    `link`, the numbers in the list of sources lead to the places that they stand for. The notice
    that no person answers may be left out where it was given before.
    """
    links = {} if link is None else _links(answer, link)
    shown = (p for p in paragraphs(_escaped(answer)) if notice or p.kind != "notice")
    lines = [line for paragraph in shown for line in _lines(paragraph, links)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def to_markdown_file(answer: Answer, link: Link | None = None) -> str:
    """The same as a file that stands by itself: its question above, what made it below."""
    words, made_by = WORDS[answer.language], answer.provenance
    told = [
        (words.id, answer.id),
        (words.created, answer.created),
        (words.index, made_by.index_build),
        (words.checksum, made_by.index_hash),
        (words.composer, words.composers.get(made_by.composer, made_by.composer)),
    ]
    # No other "#" is left in the text: it is written as a reference.
    said = to_markdown(answer, link).replace("### ", "## ")
    rows = "".join(f"- {name}: {escaped(value)}\n" for name, value in told)
    return f"# {escaped(answer.question)}\n\n{said}\n## {words.about}\n\n{rows}"


def escaped(text: str) -> str:
    """The text on one line, as Markdown that shows just this text; for within a line."""
    seen = visible(text).strip()
    parts: list[str] = []
    at = 0
    for found in _CLICKABLE.finditer(seen):
        parts += (_OBEYED.sub(_reference, seen[at : found.start()]), f"`{found[0]}`")
        at = found.end()
    return "".join((*parts, _OBEYED.sub(_reference, seen[at:])))


def first_marks(markdown: str) -> list[Mark]:
    """Where each citation is named first in an answer's Markdown, by number."""
    first: dict[int, Mark] = {}
    for found in _MARK.finditer(markdown):
        number = int(found[1])
        first.setdefault(number, Mark(number, found.start(), found.end()))
    return [first[number] for number in sorted(first)]


def citations_of(answer: Answer) -> dict[int, Citation]:
    """The citations of an answer's statements by their numbers."""
    return {c.number: c for statement in answer.statements for c in statement.citations}


def _links(answer: Answer, link: Link) -> dict[int, str]:
    return {number: link(citation) for number, citation in citations_of(answer).items()}


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


# --- The answer with all its texts escaped --------------------------------------------


def _escaped(answer: Answer) -> Answer:
    """The same answer, so that what is made of it holds only the marks that advisor puts there."""
    return replace(
        answer,
        question=escaped(answer.question),
        standalone_question=escaped(answer.standalone_question),
        summary=escaped(answer.summary),
        statements=tuple(map(_escaped_statement, answer.statements)),
        caveats=tuple(replace(c, text=escaped(c.text)) for c in answer.caveats),
        nearest=_escaped_citations(answer.nearest),
        next_questions=_all_escaped(answer.next_questions),
        choices=_all_escaped(answer.choices),
        profile_effect=_with_marks(answer.profile_effect, citations_of(answer)),
    )


def _with_marks(text: str | None, known: Collection[int]) -> str | None:
    """The text escaped but for the numbers of citations, which lead to them as elsewhere."""

    def mark(found: re.Match[str]) -> str:
        return f"[{found[1]}]" if int(found[1]) in known else found[0]

    return None if text is None else _ESCAPED_MARK.sub(mark, escaped(text))


def _escaped_statement(statement: Statement) -> Statement:
    return replace(
        statement,
        text=escaped(statement.text),
        attribution=_maybe_escaped(statement.attribution),
        citations=_escaped_citations(statement.citations),
    )


def _escaped_citations(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(
        replace(
            citation,
            title=escaped(citation.title),
            section=_all_escaped(citation.section),
            quote=escaped(citation.quote),
        )
        for citation in citations
    )


def _all_escaped(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(escaped, texts))


def _maybe_escaped(text: str | None) -> str | None:
    return None if text is None else escaped(text)


# --- Paragraphs as lines --------------------------------------------------------------


def _lines(paragraph: Paragraph, links: dict[int, str]) -> Iterator[str]:
    text = paragraph.text.strip()
    if not text:
        yield ""
    elif paragraph.kind == "heading":
        yield from ("", f"### {text}", "")
    elif not paragraph.indent:
        yield from (_styled(paragraph, _plain_start(text)), "")
    else:
        depth = paragraph.indent // _BULLET_COLUMNS - 1
        yield "  " * depth + "- " + _item(paragraph, text, links)


def _styled(paragraph: Paragraph, text: str) -> str:
    match paragraph.kind:
        case "summary":
            return f"**{text}**"
        case "notice" | "note":
            return f"*{text}*"
        case _:
            return text


def _item(paragraph: Paragraph, text: str, links: dict[int, str]) -> str:
    if paragraph.kind == "note":
        return f"*{text}*"
    plain = _plain_start(text.removeprefix("- "))
    return _linked(plain, links) if paragraph.kind == "source" else plain


def _plain_start(text: str) -> str:
    """The text so that its first letters begin no list, rule or heading."""
    begins = text[:1] in ("-", "+", "=") or _NUMBERED.match(text)
    return _BLOCK_START.sub(_reference, text, count=1) if begins else text


def _linked(place: str, links: dict[int, str]) -> str:
    """The numbers that a place begins with, each leading there."""
    if not place.startswith("["):
        return place

    def link(found: re.Match[str]) -> str:
        address = links.get(int(found[1]))
        return found[0] if address is None else f"[{found[0]}]({address})"

    return _MARK.sub(link, place)
