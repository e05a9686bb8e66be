"""The share of a question's points that the first words of the ranking hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.bootstrap import open_parts
from advisor.retrieval.relevance import MODEL, RelevanceModel, nothing_learned
from advisor.settings import Settings
from evals.learning import ranked
from evals.learning.ranked import main, shares_found
from evals.learning.training import load_training
from evals.scoring import QUOTED_WORDS_COUNTED


def test_points_count_where_a_sentence_of_them_stands_among_the_first(
    indexed_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=indexed_data)
    parts = open_parts(settings, use_chroma=False, learned=nothing_learned)
    asked = [q for q in load_training() if q.kind == "how"][:8]
    nowhere = [replace(q, nuggets=tuple(() for _ in q.nuggets)) for q in asked]

    shares = list(shares_found(parts, asked))
    monkeypatch.setattr(ranked, "QUOTED_WORDS_COUNTED", 2 * QUOTED_WORDS_COUNTED)
    wide = list(shares_found(parts, asked))

    assert list(shares_found(parts, nowhere)) == [0.0] * len(asked)
    parts.close()
    assert all(0 <= one <= other <= 1 for one, other in zip(shares, wide, strict=True))
    assert sum(shares) < sum(wide)


def test_what_was_learned_is_told_from_nothing_learned(
    indexed_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(indexed_data))
    width = nothing_learned().weights.shape[1]
    nothing = RelevanceModel({"always": 0}, (), np.zeros((1, width), dtype=np.float32))
    nothing.save(tmp_path / "nothing.npz")

    def told(*flags: str) -> float:
        assert main([*flags, "--every", "400"]) == 0
        lines = capsys.readouterr().out.splitlines()
        return sum(float(line.split()[7]) for line in lines)

    shipped = told("--model", str(MODEL))
    assert shipped > told("--model", str(tmp_path / "nothing.npz")) > 0
