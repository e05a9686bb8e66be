"""What attackers write, sent as questions: it stays text in JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

PAYLOADS = Path(__file__).parents[4] / "shared" / "testdata" / "security"

MOST = 60  # of each file: what differs between the rest is no matter here


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
