"""Tells the log of each question that was answered, or was not, whichever channel it came by."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from advisor.errors import AdvisorError
from advisor.service.logs import CallerLabels
from advisor.service.observers import Observe, Tell
from advisor.types import Answer, Caller, Stage, Statement
from advisor.vocabulary import Channel

_log = logging.getLogger(__name__)


def answer_log(label: CallerLabels) -> Observe:
    """What logs each answer: how it fared, never what was asked."""

    @contextmanager
    def observe(caller: Caller, channel: Channel) -> Iterator[Tell]:
        started = time.perf_counter()
        asked = {"channel": channel, "caller": label(caller)}

        def tell(seen: Stage | Statement | Answer) -> None:
            if isinstance(seen, Answer):
                _log.info("answer", extra=asked | _told(seen) | {"ms": _since(started)})

        try:
            yield tell
        except AdvisorError as error:
            _log.warning("no answer", extra=asked | {"code": error.code, "ms": _since(started)})
            raise
        except Exception as error:
            failed = {"code": "unexpected", "error": type(error).__name__}
            _log.error("no answer", extra=asked | failed | {"ms": _since(started)})
            raise

    return observe


def _told(answer: Answer) -> dict[str, object]:
    return {
        "answer": answer.id,
        "status": answer.status,
        "form": answer.form,
        "language": answer.language,
        "statements": len(answer.statements),
        "index": answer.provenance.index_build,
    }


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
