"""Records for those who ask to see them: a line of JSON for each answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from advisor.masking import masked
from advisor.records.answers import AnswerRecords, Record
from advisor.records.feedback import FeedbackRecords

# Quotes are words of the sources: they are left as they stand, and so is what names them.
_OF_SOURCES = frozenset({"statements", "nearest", "provenance", "strength", "id", "created"})

Mask = Callable[[str], str]


def lines(answers: AnswerRecords, feedback: FeedbackRecords, *, unmasked: bool) -> Iterator[str]:
    """All that is kept, oldest first.

    Unless it is `unmasked`, what tells of a person is taken out of questions and comments, and who
    asked is a number.
    """
    owners: dict[str, str] = {}
    for record in answers.everything():
        row = asdict(record) | {
            "feedback": [
                {"useful": said.useful, "comment": said.comment}
                for said in feedback.of(record.id, None)
            ]
        }
        yield json.dumps(row if unmasked else _masked(row, record, owners), ensure_ascii=False)


def _masked(row: Mapping[str, Any], record: Record, owners: dict[str, str]) -> dict[str, Any]:
    kind = record.owner.partition(":")[0]
    owner = owners.setdefault(record.owner, f"{kind}-{len(owners) + 1}")
    answer = {
        name: value if name in _OF_SOURCES else _within(value)
        for name, value in record.answer.items()
    }
    asked, feedback = _within(record.asked), _within(row["feedback"])
    return {**row, "owner": owner, "asked": asked, "answer": answer, "feedback": feedback}


def _within(value: Any) -> Any:
    """The same value with every text in it masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {name: _within(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_within(item) for item in value]
    return value
