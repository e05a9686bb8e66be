"""The application in this process, on the real index, for tests of its routes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.web.app import create_app
from advisor.service.parts import Service
from advisor.settings import Settings


@pytest.fixture
def service(indexed_data: Path, tmp_path: Path) -> Iterator[Service]:
    """A service with the index of the corpus and nothing kept yet."""
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    # Tests ask more than people do; those of the limits set their own.
    settings = Settings(data=data, questions_per_minute=100_000, requests_per_minute=100_000)
    opened = open_service(settings, to_json)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def api(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same, shared by the tests of a module, which find what those before have kept."""
    data = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(indexed_data, data)
    settings = Settings(data=data, questions_per_minute=100_000, body_bytes=1_000_000)
    opened = open_service(settings, to_json)
    app = create_app(opened)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)) as client:
        yield client
    opened.database.close()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """Asks the application directly over loopback, without a key."""
    app = create_app(service)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)) as client:
        yield client
