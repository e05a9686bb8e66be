"""Records of real answers from a small index."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.index.building import build_index
from advisor.records.database import Database
from advisor.service.parts import Service
from advisor.settings import Settings
from advisor.types import Caller, Question
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

QUESTION = "Bör kommunerna ha en gemensam plattform?"
EVA = Caller("person:eva", "Eva", frozenset({"ask"}))
OLA = Caller("person:ola", "Ola", frozenset({"ask"}))

Open = Callable[[Settings], AbstractContextManager[Service]]


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its index, not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    build_index(settings_in(folder))
    return folder


@pytest.fixture
def settings(small_index: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of it."""
    shutil.copytree(small_index, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path)


@pytest.fixture
def opened() -> Open:
    """Opens a service and closes its records."""

    @contextmanager
    def _opened(settings: Settings) -> Iterator[Service]:
        service = open_service(settings, to_json)
        try:
            yield service
        finally:
            service.database.close()

    return _opened


@pytest.fixture
def service(settings: Settings, opened: Open) -> Iterator[Service]:
    """A service on the small index, with nothing kept yet."""
    with opened(settings) as service:
        yield service


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new file of records."""
    opened = Database(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def ask() -> Callable[..., str]:
    """Asks a question, and gives the id of the answer."""

    def _ask(
        service: Service,
        text: str = QUESTION,
        caller: Caller = EVA,
        conversation: str | None = None,
    ) -> str:
        return service.desk.ask(Question(text), caller, "api", conversation).answer.id

    return _ask
