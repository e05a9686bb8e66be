"""Documents parsed for tests: small ones from their lines, and the corpus, read once."""

from functools import lru_cache
from pathlib import Path

from advisor.documents.furniture import find_furniture
from advisor.documents.parsing import parse, plain_text
from advisor.documents.sources import load_sources
from advisor.ocr.repair import Repairer
from advisor.ocr.vocabulary import Vocabulary
from advisor.readers.plain_reader import read_md, read_txt
from advisor.readers.reading import read_file
from advisor.types import Block, Document, RawDocument, Source

CORPUS = Path(__file__).parents[2] / "corpus"
THESIS = "e-tjansteutveckling-sma-kommuner.txt"
REPORT = "fyrbodal-status-digitalisering-2024.txt"
RECORD = "gu-interkommunal-it-samverkan.txt"
SLIDES = "gu-nationella-och-lokala-initiativ-2026.txt"
ABSTRACT = "sodertorn-jamforelse-tva-kommuner.txt"

PROSE = (
    "Vattenverket i Sjöbo har byggts om i tre etapper, och driften sköts sedan dess av en nämnd som"
    " är gemensam för de tre kommunerna kring sjön. Kostnaden delas efter antalet hushåll."
)
WRAPPED = (
    "Hamnen i Ekvik är den äldsta i länet och den enda som är öppen under vintern, då alla\n"
    "andra hamnar ligger i is. Därför är den viktig för försörjningen av öarna, och det är\n"
    "länsstyrelsen som betalar isbrytningen."
)


def source(title: str | None = None) -> Source:
    """A source about which only its title is known."""
    return Source("prov.txt", "Prov", "regional_report", title=title)


def txt(text: str, title: str | None = None) -> Document:
    """A plain text file, parsed."""
    return parse(source(title), read_txt(text.encode()))


def md(text: str, title: str | None = None) -> Document:
    """A Markdown file, parsed."""
    return parse(source(title), read_md(text.encode()))


def parsed(raw: RawDocument, title: str | None = None) -> Document:
    """What a reader handed over, parsed."""
    return parse(source(title), raw)


def running_text(document: RawDocument) -> list[str]:
    """The lines that are neither headers nor contents."""
    furniture = find_furniture(document.raw, document.lines)
    dropped = furniture.headers | furniture.contents
    texts = [document.raw[line.start : line.end].strip() for line in document.lines]
    return [text for number, text in enumerate(texts) if text and number not in dropped]


def scanned(first: int, last: int, contents: dict[int, str]) -> str:
    """The text of pages that begin with a line indented by one space, under their contents."""
    lines = ["Innehåll", "", *(f"{title} ........ {page}" for page, title in contents.items()), ""]
    for page in range(first, last + 1):
        title = contents.get(page)
        opening = [f" {title}"] if title else [" Texten går vidare här."]
        lines += [
            *opening,
            *(f"Rad {row} på sidan om saken i fråga." for row in "abcdefghijklm"),
            "",
        ]
    return "\n".join(lines)


def text_of(document: Document, block: Block) -> str:
    """The reading text of a block."""
    return document.text[block.start : block.end]


def blocks(document: Document, kind: str) -> list[str]:
    """The texts of all blocks of one kind, in order."""
    return [text_of(document, block) for block in document.blocks if block.kind == kind]


def block(document: Document, words: str) -> Block:
    """The one block that has these words in it."""
    found = [b for b in document.blocks if words in text_of(document, b)]
    assert len(found) == 1, f"{words!r} stands in {len(found)} blocks"
    return found[0]


@lru_cache(maxsize=1)
def corpus() -> dict[str, Document]:
    """The five documents of the corpus by file name, the scanned one repaired."""
    sources = load_sources(CORPUS).sources
    raws = {s.file: read_file(CORPUS / s.file) for s in sources}
    plain = {file: plain_text(raw) for file, raw in raws.items()}
    vocabulary = Vocabulary.build([plain[f] for f in plain if f != THESIS], plain[THESIS])
    repair = Repairer(vocabulary).repair
    return {s.file: parse(s, raws[s.file], repair if s.file == THESIS else None) for s in sources}
