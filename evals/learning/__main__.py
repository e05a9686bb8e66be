"""Learns every table anew, each from what the one before it gave: `python -m evals.learning`.

The tables are written where they lie, in src/advisor. What is learned is learned on an index built
for it: in the folder ADVISOR_DATA where the environment names one, or else in a temporary one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence

INDEX = ("advisor", "index", "--force")
STEPS: Sequence[Sequence[str]] = (
    ("evals.learning.forms", "--fit"),  # relevance and refusals are learned from forms too
    ("evals.learning.leaning", "--fit"),
    INDEX,
    ("evals.learning.acts", "--fit"),
    INDEX,  # a sentence keeps the act that was read, and relevance is learned from acts too
    ("evals.learning.relevance", "--fit", "--fold", "a"),  # refusals need questions new to it
    ("evals.learning.refusal", "--fit", "--fold", "b"),
    ("evals.learning.certainty", "--fit", "--fold", "b"),
    ("evals.learning.relevance", "--fit"),
    ("evals.learning.reasons", "--fit"),
    ("evals.learning.support", "--fit"),
    ("evals.learning.elsewhere", "--fit"),  # it makes indexes of its own
)

Run = Callable[[Sequence[str]], int]  # a module with its arguments; the exit code


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn; the exit code of the step that failed, or 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.learning", description=__doc__)
    parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="advisor-learning-") as folder:
        data = os.environ.get("ADVISOR_DATA") or folder
        return learn_all(lambda step: _run(step, data))


def learn_all(run: Run) -> int:
    """Run the steps in their order, up to the first that fails; its exit code, or 0."""
    for number, step in enumerate(STEPS, start=1):
        print(f"{number} of {len(STEPS)}: {' '.join(step)}", flush=True)
        code = run(step)
        if code:
            print(f"It ended with {code}; what follows was not learned.", file=sys.stderr)
            return code
    print("All is learned. Run `advisor index --force` and `advisor eval`.")
    return 0


def _run(step: Sequence[str], data: str) -> int:
    # A process of its own: within one, a table that was read is kept.
    environment = os.environ | {"ADVISOR_DATA": data}
    return subprocess.run([sys.executable, "-m", *step], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
