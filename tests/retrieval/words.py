"""Words of sentences, as an index has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from advisor.retrieval.postings import Rows, word_key
from advisor.retrieval.sentence_words import SentenceWords


def words_of_sentences(*sentences: Sequence[str]) -> SentenceWords:
    """Each sentence with its words, each once."""
    keys = np.array(sorted({word_key(word) for of in sentences for word in of}), dtype=np.uint64)
    places = [sorted(int(np.searchsorted(keys, word_key(word))) for word in of) for of in sentences]
    rows = Rows(
        starts=np.cumsum([0, *map(len, places)]).astype(np.int64),
        positions=np.array([place for of in places for place in of], dtype=np.int32),
        weights=np.ones(sum(map(len, places)), dtype=np.float32),
    )
    return SentenceWords(rows, keys)
