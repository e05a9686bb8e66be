"""What tests of a whole service with a model share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.index.building import build_index
from advisor.types import Answer
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus
from tests.llm.asking import ask, opened_service
from tests.llm.misbehaving import ModelServer, model_server


@pytest.fixture(scope="module")
def shared() -> Iterator[ModelServer]:
    """A server that behaves as each test wants."""
    with model_server() as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and its index."""
    folder = tmp_path_factory.mktemp("service")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    build_index(settings_in(folder))
    return folder


@pytest.fixture(scope="module")
def plain(folder: Path) -> Answer:
    """What is answered without a model."""
    with opened_service(folder) as service:
        return ask(service)
