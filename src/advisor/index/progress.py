"""How far the making of an index is, as it is told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["corpus", "documents", "words", "rankings", "vectors", "verify", "done"]


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and the share of all that is done, 0 to 1."""

    stage: Stage
    share: float
    file: str | None = None  # the document that is read


Progress = Callable[[Step], None]
