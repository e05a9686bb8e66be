"""Which vector store an index has: whoever wants another names it here.

`python -m advisor.retrieval.stores` counts the vectors in the store of an index.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.chroma_store import ChromaStore
from advisor.retrieval.fallback_store import FallbackStore
from advisor.types import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# It is opened by an index's folder and written there, has a NAME for people, and keeps in FOLDER
# the files that it seals by itself, because an index can do without them.
IndexStore = ChromaStore


def write_vectors(folder: Path, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
    """Put the chunks' vectors into the store of an index, and beside it into an array."""
    ArrayStore.write(folder, chunks, vectors)
    IndexStore.write(folder, chunks, vectors)


def open_store(folder: Path) -> FallbackStore:
    """The store of an index, or the array should the store fail."""
    return FallbackStore(lambda: IndexStore(folder), ArrayStore(folder))


def main(folder: Path) -> None:
    """Print how many vectors the store holds."""
    try:
        store = IndexStore(folder)
        print(store.count())
        store.close()
    except AdvisorError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
