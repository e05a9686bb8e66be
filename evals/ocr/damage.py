"""Damages clean Swedish text as a scanner does, so that its repair can be measured.

The confusions and their rates are those counted in the scanned thesis of the corpus, the table
`COUNTS` of `advisor.ocr.misreadings`: every å, ä and ö is lost, a few l and i are misread.
"""

from __future__ import annotations

import random

from advisor.ocr.misreadings import COUNTS, MARKED, MET


def damage(text: str, seed: int = 0) -> str:
    """The text as a scanner might have read it; the same text and seed give the same damage."""
    chance = random.Random(seed)
    read = []
    position = 0
    while position < len(text):
        key = _confusable(text, position, chance)
        if key:
            seen = _misread(key, chance)
            read.append(seen.upper() if text[position].isupper() and len(seen) == 1 else seen)
        else:
            read.append(text[position])
        position += len(key) or 1
    return "".join(read)


def _confusable(text: str, position: int, chance: random.Random) -> str:
    """The letters at the position that are misread, or nothing."""
    pair, letter = text[position : position + 2].lower(), text[position].lower()
    for key in (pair, letter):
        rate = sum(COUNTS[key].values()) / MET[key] if key in COUNTS else 0.0
        if chance.random() < rate or (key == letter and letter in MARKED):
            return key
    return ""


def _misread(key: str, chance: random.Random) -> str:
    readings = COUNTS[key]
    return chance.choices(list(readings), weights=list(readings.values()))[0]
