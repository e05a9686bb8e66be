"""What was acknowledged survives the death of the server at any moment."""

import random
from pathlib import Path

from evals.crash_records import Acknowledged, kill_once, prepared

ROUNDS = 3  # `python -m evals.crash_records --rounds 30` does more


def test_everything_acknowledged_is_there_after_the_server_was_killed(tmp_path: Path) -> None:
    settings = prepared(tmp_path)
    chance = random.Random(7)
    kept = Acknowledged()

    problems = [kill_once(settings, kept, chance.uniform(0.0, 1.0)) for _ in range(ROUNDS)]

    assert problems == [[]] * ROUNDS
    assert len(kept.answers) >= ROUNDS
    assert kept.comments
    assert kept.refused == []
