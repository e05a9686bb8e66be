"""What the benchmark times, each task run by `evals.bench` in a process of its own.

A task prints one JSON object. What it needs is imported inside, because importing is timed too.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_chroma import Chroma

    from advisor.index.publishing import Build

UNWANTED = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "langchain",
    "langchain_core",
)
WARM_UP = ("Vad kostar digitaliseringen?", "What does digitalisation cost?")
# Words that no dictionary has: what they cost is the loading of the dictionaries alone.
UNKNOWN_WORDS = (("xqzzan", "sv"), ("xqzzing", "en"))
STAGES = ("corpus", "words", "rankings", "vectors", "verify")  # of indexing, beside documents
PEER_K = 8
PEER_COLLECTION = "passages"

Seconds = dict[str, float]


def main(arguments: Sequence[str]) -> None:
    """Run the task that is named first with the arguments that follow."""
    name, *rest = arguments
    print(json.dumps(TASKS[name](*rest)))


def imported(question: str) -> Mapping[str, Any]:
    """Which unwanted libraries `advisor ask` imports."""
    sys.argv = ["advisor", "ask", question]
    # SystemExit is the command's own way to end.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()), suppress(SystemExit):
        runpy.run_module("advisor", run_name="__main__", alter_sys=True)
    return {"imported": [name for name in UNWANTED if name in sys.modules]}


def warm() -> Mapping[str, Any]:
    """Milliseconds of each gold question in one process, in all and by stage."""
    from advisor.bootstrap import open_advisor
    from advisor.settings import load_settings
    from advisor.types import Question
    from evals.gold import QUESTIONS, load_questions

    advisor = open_advisor(load_settings())
    for text in WARM_UP:
        advisor.ask(Question(text))
    milliseconds: list[float] = []
    stages: dict[str, list[float]] = {}
    for gold in load_questions(QUESTIONS):
        question = Question(gold.question, gold.history)
        begun = time.perf_counter()
        answer = advisor.ask(question)
        milliseconds.append(1000 * (time.perf_counter() - begun))
        for stage, seconds in answer.provenance.seconds.items():
            stages.setdefault(stage, []).append(1000 * seconds)
    return {"milliseconds": milliseconds, "stages": stages}


def index_stages() -> Mapping[str, Any]:
    """Seconds of each part of indexing, what others have made apart from our own work."""
    parts: Seconds = {}
    _timed(parts, "import of advisor, numpy, scipy", _import_ours)
    _timed(parts, "import of chromadb", _import_chroma)
    _timed(parts, "simplemma's dictionaries", _load_dictionaries)
    from advisor.index.building import build_index
    from advisor.settings import load_settings

    met: list[tuple[str, float]] = []
    report = build_index(
        load_settings(), lambda what, _share: met.append((what, time.perf_counter())), force=True
    )
    stages = stage_seconds(met)
    chroma = _seconds_of_chroma(report.build)
    parts["Chroma's writing"] = chroma
    parts["check in a new process, saving to disk"] = stages.pop("verify", 0.0)
    stages["evidence and vectors"] = max(stages.pop("vectors", 0.0) - chroma, 0.0)
    return {"others": parts, "own": stages}


def stage_seconds(met: Sequence[tuple[str, float]]) -> Seconds:
    """Seconds by stage from the moments at which each was reported; documents are one stage.

    A stage lasts until the next report; the last report ends the last stage.
    """
    seconds: Seconds = {}
    for (what, begun), (_, ended) in pairwise(met):
        stage = what if what in STAGES else "documents"
        seconds[stage] = seconds.get(stage, 0.0) + ended - begun
    return seconds


def passages(out: str) -> Mapping[str, Any]:
    """Write the texts of the index's chunks for the peer, with the embedder's folder."""
    from advisor.index.publishing import current_build
    from advisor.index.store import Evidence
    from advisor.settings import load_settings
    from evals.gold import QUESTIONS, load_questions

    build = current_build(load_settings().index_folder)
    evidence = Evidence(build.folder)
    texts = [chunk.text for chunk, _ in evidence.chunks(range(evidence.n_chunks))]
    kept = {
        "texts": texts,
        "embedder": str(build.folder / "embedder"),
        "questions": [gold.question for gold in load_questions(QUESTIONS)],
    }
    Path(out).write_text(json.dumps(kept), encoding="utf-8")
    return {"passages": len(texts)}


def peer_build(kept: str, folder: str) -> Mapping[str, Any]:
    """Seconds in which plain LangChain with Chroma stores the passages."""
    given = json.loads(Path(kept).read_text(encoding="utf-8"))
    store = _peer_store(given["embedder"], folder)
    begun = time.perf_counter()
    store.add_texts(given["texts"])
    return {"seconds": time.perf_counter() - begun}


def peer_warm(kept: str, folder: str) -> Mapping[str, Any]:
    """Milliseconds of a search of the peer for each gold question."""
    given = json.loads(Path(kept).read_text(encoding="utf-8"))
    store = _peer_store(given["embedder"], folder)
    for text in WARM_UP:
        store.similarity_search(text, k=PEER_K)
    milliseconds: list[float] = []
    for text in given["questions"]:
        begun = time.perf_counter()
        store.similarity_search(text, k=PEER_K)
        milliseconds.append(1000 * (time.perf_counter() - begun))
    return {"milliseconds": milliseconds}


def peer_ask(kept: str, folder: str, question: str) -> Mapping[str, Any]:
    """One search of the peer; the process itself is timed."""
    given = json.loads(Path(kept).read_text(encoding="utf-8"))
    found = _peer_store(given["embedder"], folder).similarity_search(question, k=PEER_K)
    return {"found": len(found)}


TASKS: Mapping[str, Callable[..., Mapping[str, Any]]] = {
    task.__name__: task
    for task in (imported, warm, index_stages, passages, peer_build, peer_warm, peer_ask)
}


def _timed(parts: Seconds, name: str, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    parts[name] = time.perf_counter() - begun


def _import_ours() -> None:
    import scipy.sparse  # noqa: F401 - imported later otherwise, within our own work

    import advisor.index.building
    import advisor.settings  # noqa: F401


def _import_chroma() -> None:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb  # noqa: F401


def _load_dictionaries() -> None:
    from advisor.language.lemmas import Lemmatizer

    for word, language in UNKNOWN_WORDS:
        Lemmatizer().knows(word, "sv" if language == "sv" else "en")


def _seconds_of_chroma(build: Build) -> float:
    """Seconds in which the same vectors are stored once more, elsewhere."""
    from advisor.index.store import Evidence
    from advisor.retrieval.array_store import ArrayStore
    from advisor.retrieval.stores import write_vectors

    evidence = Evidence(build.folder)
    chunks = [chunk for chunk, _ in evidence.chunks(range(evidence.n_chunks))]
    vectors = ArrayStore(build.folder).vectors
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        write_vectors(Path(folder), chunks, vectors)
        return time.perf_counter() - begun


def _peer_store(embedder_folder: str, folder: str) -> Chroma:
    """LangChain's Chroma as its documentation has it, with our fitted model."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    from langchain_chroma import Chroma

    from advisor.retrieval.fitted_model import NgramEmbedder
    from evals.peers import fitted_embeddings

    return Chroma(
        PEER_COLLECTION,
        fitted_embeddings(NgramEmbedder.load(Path(embedder_folder))),
        persist_directory=folder,
        collection_metadata={"hnsw:space": "cosine"},
    )


if __name__ == "__main__":
    main(sys.argv[1:])
