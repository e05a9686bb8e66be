"""Kills the indexer at random moments and asks the index that is left: `python -m evals.crash`."""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
LATE_SHARE = 1 / 3  # of the kills, aimed at the end, where the index is checked and published
LATE_FROM = 0.8  # of the usual duration
UNTIL = 1.1  # of the usual duration: some rounds end before they are killed

SHORT_CORPUS = {
    "samverkan.txt": """Samverkan om e-tjänster

1. Bakgrund

Två kommuner har byggt var sin e-tjänst för ansökan om bygglov. Kostnaden blev hög för båda.
De saknade en gemensam plattform när arbetet började.

2. Slutsats

Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform för att dela kostnaden.
En gemensam plattform kräver att någon kommun tar ansvar för förvaltningen.
""",
    "budget.txt": """Budget för digitalisering

1. Resultat

Kommunerna behöver skilja budgeten för drift från budgeten för innovation.
När driften växer tränger den undan utvecklingen, säger sju av elva svarande.

2. Rekommendation

Avsätt en särskild budget för innovation och följ upp den varje år.
""",
}
SHORT_LIST = """- file: samverkan.txt
  display_title: "Samverkan om e-tjänster"
  kind: guideline
- file: budget.txt
  display_title: "Budget för digitalisering"
  kind: guideline
"""
QUESTION = "Ska kommunen ansluta sig till en gemensam e-tjänsteplattform?"

# Each quote is looked up in the file itself, not in the index that gave it.
ASK = """
import sys
from pathlib import Path
from advisor.bootstrap import open_advisor
from advisor.readers.reading import read_file
from advisor.settings import load_settings
from advisor.types import Question

settings = load_settings()
answer = open_advisor(settings).ask(Question(sys.argv[1]))
citations = [citation for statement in answer.statements for citation in statement.citations]
if not citations:
    sys.exit("the answer has no citation")
for c in citations:
    raw = read_file(settings.corpus_folder / c.source).raw
    if raw[c.raw_start : c.raw_end] != c.raw_quote:
        sys.exit(f"a quote does not stand in {c.source}")
print(answer.provenance.index_build)
"""


@dataclass(frozen=True, slots=True)
class Round:
    """What one kill left behind."""

    seconds: float  # after which the indexer was killed
    ended: bool  # by itself, before that
    build: str  # that answered
    problem: str | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds; 1 when any of them left an index that does not answer."""
    options = _options(arguments)
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = _environment(folder, CORPUS if options.full else _short_corpus(folder))
        usual = _build(environment)
        first = _ask(environment)
        if first.problem:
            print(f"The index does not answer even before a kill: {first.problem}")
            return 1
        print(f"Indexing takes {usual:.1f} s; seed {options.seed}")
        rounds: list[Round] = []
        for number in range(1, options.rounds + 1):
            rounds.append(_round(environment, _moment(chance, usual)))
            print(_line(number, rounds[-1]), flush=True)
        last = _problem_of_next_build(environment)
    return _summary(rounds, first.build, last)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true", help="index the whole corpus each time")
    return parser.parse_args(arguments)


def _short_corpus(folder: Path) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in SHORT_CORPUS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    (corpus / "sources.yaml").write_text(SHORT_LIST, encoding="utf-8")
    return corpus


def _environment(folder: Path, corpus: Path) -> Mapping[str, str]:
    """The developer's own settings do not reach the indexer; copies it leaves stay in `folder`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ADVISOR_")}
    (folder / "temporary").mkdir()
    ours = {
        "ADVISOR_DATA": folder / "data",
        "ADVISOR_CORPUS": corpus,
        "TMPDIR": folder / "temporary",
    }
    return kept | {name: str(path) for name, path in ours.items()} | {"PYTHONUTF8": "1"}


def _build(environment: Mapping[str, str]) -> float:
    """Seconds that a whole build takes."""
    begun = time.monotonic()
    status = _start_indexing(environment).wait()
    if status != 0:
        sys.exit(f"`advisor index --force` ended with status {status}, unharmed by anyone.")
    return time.monotonic() - begun


def _start_indexing(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "advisor", "index", "--force"],
        cwd=environment["TMPDIR"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: its children are killed with it
    )


def _moment(chance: random.Random, usual: float) -> float:
    begin = LATE_FROM if chance.random() < LATE_SHARE else 0.0
    return usual * chance.uniform(begin, UNTIL)


def _round(environment: Mapping[str, str], seconds: float) -> Round:
    indexer = _start_indexing(environment)
    try:
        indexer.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(indexer.pid, signal.SIGKILL)
    status = indexer.wait()
    answered = _ask(environment)
    # The group was killed, or the indexer ended well: a lock that is still held would show here.
    problem = answered.problem or (f"indexing ended with status {status}" if status > 0 else None)
    return Round(seconds, status == 0, answered.build, problem)


@dataclass(frozen=True, slots=True)
class _Asked:
    build: str
    problem: str | None


def _ask(environment: Mapping[str, str]) -> _Asked:
    done = subprocess.run(
        [sys.executable, "-c", ASK, QUESTION],
        cwd=environment["TMPDIR"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 0 and not done.stderr:
        return _Asked(done.stdout.strip(), None)
    said = (done.stderr or done.stdout).strip().splitlines()[-1:]
    return _Asked("", said[0] if said else f"ended with status {done.returncode}")


def _problem_of_next_build(environment: Mapping[str, str]) -> str | None:
    """Whether the kills hinder a build that nobody kills, and what they left lying about."""
    if _start_indexing(environment).wait() != 0:
        return "the build after the kills failed"
    folder = Path(environment["ADVISOR_DATA"]) / "index"
    builds = [path.name for path in folder.iterdir() if path.is_dir()]
    if len(builds) > 2:
        return f"{len(builds)} builds are left, at most two are kept"
    return _ask(environment).problem


def _line(number: int, done: Round) -> str:
    ending = "published" if done.ended else "killed"
    return (
        f"{number:3}  {ending} after {done.seconds:5.2f} s  "
        f"{done.build or '-':22} {done.problem or 'answers'}"
    )


def _summary(rounds: Sequence[Round], first: str, last: str | None) -> int:
    failed = [done for done in rounds if done.problem]
    killed = [done for done in rounds if not done.ended]
    builds = [first, *(done.build for done in rounds)]
    changed = sum(
        not done.ended and before != done.build
        for before, done in zip(builds, rounds, strict=False)
    )
    print(
        f"{len(rounds)} rounds, {len(killed)} killed ({changed} of them after publishing),"
        f" {len(failed)} left no working index. The next build: {last or 'works'}."
    )
    return 1 if failed or last else 0


if __name__ == "__main__":
    sys.exit(main())
