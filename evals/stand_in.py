"""A stand-in for a language model, so that all around one can be tried without one.

It turns words of the evidence round and knows nothing of the question: what it gives says nothing
of how a model would answer. Some of what it writes is wrong on purpose, to be left out.

    python -m evals.stand_in    # records anew the exchanges that `.ci/run` replays
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.llm.budget import LETTERS_PER_TOKEN
from advisor.llm.model import Hear, ModelReply, ModelRequest
from advisor.settings import load_settings
from evals.exchanges import RecordingModel
from evals.gold import QUESTIONS, load_questions, load_raws, locate, sources_of
from evals.runs import run
from evals.with_model import Opened, spread

EXCHANGES = QUESTIONS.with_name("exchanges.jsonl")
SAMPLE = 12

_SWAPS = {"samt": "och", "såväl": "både", "dock": "emellertid", "även": "också", "cirka": "ungefär"}
_MOST_STATEMENTS = 4
_LONGEST = 300  # letters of a sentence that it takes up
_INVENTED = " Det gäller 4711 kommuner."
_WRONG_EVERY = 5  # statement with an invented number; quote copied badly
_LETTER_SECONDS = 1 / 500  # as slow as a model is


class StandIn:
    """No language model: see the module."""

    name = "stand-in (no language model)"
    where = "this machine"

    def ask(self, request: ModelRequest, _hear: Hear | None = None) -> ModelReply:
        """Statements of what stands first in the evidence; asked again, the wrong ones mended."""
        told = list(_objects(request.user))
        again = any("problem" in one for one in told)
        pieces = [one for one in told if "number" in one]
        statements = [_statement(one, sentence) for one in pieces for sentence in _sentences(one)]
        if again:
            statements = [_mended(one) for one in statements if _is_wrong(one)]
        text = json.dumps({"statements": statements[:_MOST_STATEMENTS]}, ensure_ascii=False)
        return ModelReply(
            text,
            len(request.system + request.user) // LETTERS_PER_TOKEN,
            len(text) // LETTERS_PER_TOKEN,
            round(len(text) * _LETTER_SECONDS, 3),
            "stand-in",
        )

    def forget(self, _request: ModelRequest) -> None:
        """It keeps nothing."""


def record(path: Path) -> None:
    """Write its exchanges over the sample to a file."""
    settings = load_settings()
    questions = load_questions(QUESTIONS)
    raws = load_raws(settings.corpus_folder, sorted(sources_of(questions)))
    sample = spread([locate(question, raws) for question in questions], SAMPLE)
    model = RecordingModel(StandIn(), path)
    with tempfile.TemporaryDirectory(prefix="advisor-stand-in-") as folder:
        run(
            settings,
            sample,
            raws,
            Path(folder),
            lambda _what, _share: None,
            quick=True,
            opened=Opened(model, sample),
        )


def _objects(user: str) -> Iterator[Mapping[str, Any]]:
    for line in user.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _sentences(piece: Mapping[str, Any]) -> list[str]:
    """One of the piece; of a whole document the first that are neither short nor long."""
    text = str(piece["text"])
    if len(text) <= _LONGEST:
        return [text]
    found = re.findall(r"(?:[A-ZÅÄÖ][^.!?\n]{60,280}\.)(?=\s)", text)
    return found[:2]


def _statement(piece: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    words = sentence.split()
    said = " ".join(_SWAPS.get(word, word) for word in words)
    is_whole = len(str(piece["text"])) > _LONGEST
    copied = sentence.replace("e", "é", 1) if is_whole and _draw(sentence) == 1 else sentence
    text = said + _INVENTED if _draw(sentence) == 0 else said
    return {"role": "finding", "text": text, "evidence": [piece["number"]], "words": [copied]}


def _draw(sentence: str) -> int:
    """The same number for the same sentence, everywhere."""
    return hashlib.sha256(sentence.encode()).digest()[0] % _WRONG_EVERY


def _is_wrong(statement: Mapping[str, Any]) -> bool:
    return str(statement["text"]).endswith(_INVENTED)


def _mended(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Every other one; the rest stay as they were, and are left out."""
    text = str(statement["text"])
    is_mended = len(text) % 2 == 0
    return {**statement, "text": text.removesuffix(_INVENTED) if is_mended else text}


if __name__ == "__main__":
    record(EXCHANGES)
