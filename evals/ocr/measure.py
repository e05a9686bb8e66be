"""Measures the repair of OCR text: `python -m evals.ocr.measure`.

Two sets, counted in running words:
- artificial: each of two clean Swedish documents, damaged as the scan is; the vocabulary is built
  from the other one only, so no passage is measured with its own words in view;
- sample: stretches of the scanned thesis, chosen by a seeded rule (stretches.py) and corrected by
  reading (sample.tsv). Its second half is for measuring, not for tuning.

Two limits to keep in mind. The list of general words and the neighbours that decide between two
readings were widened after looking at errors on the artificial set and on the first half of the
sample, and their author had read the whole scan. And a word that a line's end cuts off at the
border of a stretch is left out of the sample.

A damaged word counts as repaired only when all of it reads right; punctuation belongs to the word.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from advisor.ocr.repair import Repairer
from advisor.ocr.vocabulary import Vocabulary
from evals.ocr.damage import damage

CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLE = Path(__file__).with_name("sample.tsv")
SCAN = "e-tjansteutveckling-sma-kommuner.txt"
FYRBODAL = "fyrbodal-status-digitalisering-2024.txt"
INITIATIVES = "gu-nationella-och-lokala-initiativ-2026.txt"
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
_LEAST_WORDS = 12  # in a line of a clean document that counts as running text


@dataclass(slots=True)
class Score:
    """Counts over running words."""

    damaged: int = 0
    repaired: int = 0
    sound: int = 0
    changed: int = 0
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # seen, true, read

    @property
    def share_repaired(self) -> float:
        return self.repaired / self.damaged

    @property
    def share_changed(self) -> float:
        return self.changed / self.sound

    def add(self, seen: str, true: str, read: str) -> None:
        """Counts one word: as it was seen, as it should read, as it was read."""
        if seen == true:
            self.sound += 1
            self.changed += read != seen
        else:
            self.damaged += 1
            self.repaired += read == true
        if read != true:
            self.wrong[seen, true, read] += 1


def main() -> None:
    """Prints all figures."""
    seconds = time.perf_counter()
    for tested, known in ((FYRBODAL, INITIATIVES), (INITIATIVES, FYRBODAL)):
        _print(f"artificial, {tested} with the words of {known}", artificial(tested, known))
    fixed = repaired_scan()
    for part in ("dev", "test"):
        _print(f"sample, {part}", sample(fixed, part))
    print(f"{time.perf_counter() - seconds:.1f} s in all")


def artificial(tested: str, known: str, *, seed: int = 1, most_lines: int | None = None) -> Score:
    """The score on the running text of `tested`, damaged, with the words of `known`."""
    lines = [
        " ".join(line.split())
        for line in _text(tested).splitlines()
        if len(line.split()) >= _LEAST_WORDS and "\t" not in line.strip()
    ][:most_lines]
    seen_lines = [damage(line, seed + number) for number, line in enumerate(lines)]
    repairer = Repairer(Vocabulary.build([_text(known)], "\n".join(seen_lines)))
    score = Score()
    for true, seen in zip(lines, seen_lines, strict=True):
        read = [word for _, word in _words_read(seen, repairer)]
        for words in zip(seen.split(), true.split(), read, strict=True):
            score.add(*words)
    return score


def repaired_scan() -> Mapping[int, tuple[str, str]]:
    """Each word of the scan by its offset in the file: as it was seen, as it was read."""
    raw = _text(SCAN)
    repairer = Repairer(Vocabulary.build([_text(FYRBODAL), _text(INITIATIVES)], raw))
    words = {}
    for paragraph, offsets in _reflowed(raw):
        for (start, read), seen in zip(
            _words_read(paragraph, repairer), paragraph.split(), strict=True
        ):
            words[offsets[start]] = seen, read
    return words


def sample(fixed: Mapping[int, tuple[str, str]], part: str) -> Score:
    """The score on one part, "dev" or "test", of the sample corrected by hand."""
    score = Score()
    for row in SAMPLE.read_text(encoding="utf-8").splitlines()[1:]:
        row_part, _, offset, seen, true = row.split("\t")
        if row_part == part:
            score.add(seen, true, fixed[int(offset)][1])
    return score


def _text(name: str) -> str:
    return (CORPUS / name).read_text(encoding="utf-8")


def _words_read(text: str, repairer: Repairer) -> Iterator[tuple[int, str]]:
    """The words of the text after repair, with their offsets before it."""
    replacements = repairer.repair(text)
    for word in re.finditer(r"\S+", text):
        read = word[0]
        for change in reversed(replacements):
            if word.start() <= change.start < word.end():
                start, end = change.start - word.start(), change.end - word.start()
                read = read[:start] + change.text + read[end:]
        yield word.start(), read


def _reflowed(raw: str) -> Iterator[tuple[str, list[int]]]:
    """The paragraphs with their lines joined, and where in the file each character stood.

    Where a line ends in a hyphen the hyphen stays: this file has no others at line ends.
    """
    for paragraph in _PARAGRAPH.finditer(raw):
        kept = list(_kept(paragraph[0]))
        yield (
            "".join(letter for _, letter in kept),
            [paragraph.start() + offset for offset, _ in kept],
        )


def _kept(paragraph: str) -> Iterable[tuple[int, str]]:
    joints = re.finditer(r"(?<=\w-)\n\s*(?!och\b)|\s*\n\s*|[^\n]", paragraph.rstrip())
    return chain.from_iterable(
        [(joint.start(), joint[0] if "\n" not in joint[0] else " ")]
        if not re.fullmatch(r"\n\s*", joint[0]) or paragraph[joint.start() - 1] != "-"
        else ()
        for joint in joints
    )


def _print(title: str, score: Score) -> None:
    print(f"{title}: {score.damaged + score.sound} words, {score.damaged} damaged")
    print(f"  repaired {score.repaired} ({score.share_repaired:.1%})")
    print(f"  changed {score.changed} of {score.sound} sound words ({score.share_changed:.2%})")
    worst = ", ".join(
        f"{seen} for {true} read {read}" + (f" ({count})" if count > 1 else "")
        for (seen, true, read), count in score.wrong.most_common(40)
    )
    print(f"  wrong: {worst or 'none'}")


if __name__ == "__main__":
    main()
