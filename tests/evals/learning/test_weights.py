"""What is learned is written so that it can be read, by advisor as by people."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.answers import refusal
from advisor.discourse import acts
from advisor.language.weights import read_weights
from evals.learning.acts import TOLD as OF_ACTS
from evals.learning.refusal import TOLD as OF_REFUSAL
from evals.learning.weights import strongest, write_weights


def test_weights_are_written_one_feature_in_a_row_under_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"

    write_weights(
        path, "Learned.", ("for", "against"), {"own words": (0.5, -1.234567), "x": (0, 2)}
    )

    assert path.read_text(encoding="utf-8").splitlines() == [
        "# Learned.",
        "feature\tfor\tagainst",
        "own words\t0.5\t-1.235",
        "x\t0\t2",
    ]


@pytest.mark.parametrize(
    ("path", "told", "columns"),
    [
        pytest.param(acts.TABLE, OF_ACTS, acts.ACTS, id="acts"),
        pytest.param(refusal.TABLE, OF_REFUSAL.format("refusal"), ("weight",), id="refusal"),
        pytest.param(
            refusal.ELSEWHERE, OF_REFUSAL.format("elsewhere"), ("weight",), id="elsewhere"
        ),
    ],
)
def test_table_in_use_is_what_its_learner_writes(
    path: Path, told: str, columns: tuple[str, ...], tmp_path: Path
) -> None:
    write_weights(tmp_path / "again.tsv", told, columns, read_weights(path))

    assert (tmp_path / "again.tsv").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_largest_weights_come_first_whatever_their_sign() -> None:
    weights = {"terms": (0.5, -0.25), "english": (0.0, -2.0)}

    assert strongest(weights, ("answer", "refuse"), count=2) == [
        "-2.00  english  ->  refuse",
        "+0.50  terms  ->  answer",
    ]
