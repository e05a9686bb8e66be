"""Stand-ins and small corpora, short enough to trust by reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from advisor.settings import Settings
from advisor.types import Chunk, Hit, Query, Question, Term


class FakeRetriever:
    """A ranking that is given, whatever is asked."""

    def __init__(self, chunks: Sequence[int]) -> None:
        self._chunks = chunks

    def retrieve(self, _query: Query, k: int) -> list[Hit]:
        """The first k of the chunks it was made with."""
        return [Hit(chunk, rank) for rank, chunk in enumerate(self._chunks[:k], 1)]


def query_for(*words: str) -> Query:
    """A query whose terms are the words as they stand."""
    text = " ".join(words)
    terms = tuple(Term(word, word) for word in words)
    return Query(Question(text or "?"), text, "sv", "open", terms)


def chunks_of(texts: Sequence[str]) -> list[Chunk]:
    """One chunk for each text."""
    return [
        Chunk(i, "a.txt", "Rapport", (), "other", text, 0, len(text), "sv")
        for i, text in enumerate(texts)
    ]


def write_corpus(
    folder: Path, texts: Mapping[str, str | bytes], **said: Mapping[str, object]
) -> Path:
    """Write documents and their list; `said` holds more of an entry under the file's stem."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    entries = [
        {"file": name, "display_title": f"Om {name}", "kind": "other", "text_quality": "clean"}
        | dict(said.get(Path(name).stem, {}))
        for name in texts
    ]
    listed = yaml.safe_dump(entries, allow_unicode=True)
    (folder / "sources.yaml").write_text(listed, encoding="utf-8")
    return folder


def settings_in(folder: Path, **more: object) -> Settings:
    """Settings with corpus and data under `folder`, and no .env read."""
    values = {"corpus": folder / "corpus", "data": folder / "data", **more}
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic checks


PLATFORM = """Samverkan om e-tjänster

1. Bakgrund

Två kommuner har byggt var sin e-tjänst för ansökan om bygglov. Kostnaden blev hög för båda.
De saknade en gemensam plattform när arbetet började.

2. Slutsats

Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform för att dela kostnaden.
"""
BUDGET = """Budget för digitalisering

1. Resultat

Kommunerna behöver skilja budgeten för drift från budgeten för innovation.
När driften växer tränger den undan utvecklingen, säger sju av elva svarande.
"""
