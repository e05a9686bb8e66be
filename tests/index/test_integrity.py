"""A build is verified by using it: each part must agree with the others."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.checksums import sha256
from advisor.errors import IndexUnusableError
from advisor.index.building import build_index
from advisor.index.integrity import verify
from advisor.index.publishing import MANIFEST
from advisor.index.store import Evidence, write_evidence
from advisor.retrieval.array_store import VECTORS
from advisor.retrieval.chroma_store import SEAL
from advisor.retrieval.stores import IndexStore, write_vectors
from tests.fakes import BUDGET, PLATFORM, chunks_of, settings_in, write_corpus


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build that passes, not to be changed."""
    folder = tmp_path_factory.mktemp("good")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    return build_index(settings_in(folder)).build.folder


@pytest.fixture
def build(good: Path, tmp_path: Path) -> Path:
    """A copy of it, to be harmed."""
    return shutil.copytree(good, tmp_path / good.name)


def test_good_build_passes(build: Path) -> None:
    verify(build)


def _without_a_vector(folder: Path) -> None:
    np.save(folder / VECTORS, np.load(folder / VECTORS)[1:])


def _with_other_vectors(folder: Path) -> None:
    np.save(folder / VECTORS, np.load(folder / VECTORS)[::-1])


def _with_a_store_of_one(folder: Path) -> None:
    vectors = np.load(folder / VECTORS)
    shutil.rmtree(folder / IndexStore.FOLDER)
    write_vectors(folder, chunks_of(["a"]), vectors[:1])
    np.save(folder / VECTORS, vectors)


def _without_the_last_posting(folder: Path) -> None:
    np.save(folder / "words.rows.npy", np.load(folder / "words.rows.npy")[:-1])


def _with_a_posting_of_no_chunk(folder: Path) -> None:
    rows = np.load(folder / "ngrams.rows.npy")
    rows[0] = 999
    np.save(folder / "ngrams.rows.npy", rows)


def _without_the_last_context(folder: Path) -> None:
    np.save(folder / "context_words.starts.npy", np.load(folder / "context_words.starts.npy")[:-1])


def _without_the_last_meaning(folder: Path) -> None:
    name = "sentence_concepts.starts.npy"
    np.save(folder / name, np.load(folder / name)[:-1])


def _with_fewer_concepts(folder: Path) -> None:
    np.save(folder / "concepts.rarity.npy", np.load(folder / "concepts.rarity.npy")[:-1])


def _with_a_sentence_out_of_place(folder: Path) -> None:
    evidence = Evidence(folder)
    documents = [evidence.document(source.file) for source in evidence.sources()]
    chunks = [c for c, _ in evidence.chunks(range(evidence.n_chunks))]
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())
    evidence.close()
    moved = [replace(s, start=0) for s in sentences]
    (folder / "evidence.sqlite").unlink()
    write_evidence(folder, documents, chunks, moved, {}, [], {})


HARMS: dict[str, Callable[[Path], None]] = {
    "vectors do not match the chunks": _without_a_vector,
    "Chroma does not find its own vectors": _with_other_vectors,
    "Chroma does not hold every vector": _with_a_store_of_one,
    "words are incomplete": _without_the_last_posting,
    "ngrams are incomplete": _with_a_posting_of_no_chunk,
    "context_words are incomplete": _without_the_last_context,
    "the concepts of the sentences are incomplete": _without_the_last_meaning,
    "the concepts are not those of this version": _with_fewer_concepts,
    "is not in its place": _with_a_sentence_out_of_place,
}


@pytest.mark.parametrize("problem", HARMS)
def test_parts_that_do_not_agree_are_found_even_when_every_hash_is_right(
    build: Path, problem: str
) -> None:
    HARMS[problem](build)
    _seal_again(build)

    with pytest.raises(IndexUnusableError, match=f"{problem}.*Run `advisor index"):
        verify(build)


def test_changed_file_is_found(build: Path) -> None:
    (build / SEAL).write_text("{}", encoding="utf-8")

    with pytest.raises(IndexUnusableError, match=f"{SEAL} is damaged"):
        verify(build)


def _seal_again(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"] = {name: sha256(folder / name) for name in manifest["files"]}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
