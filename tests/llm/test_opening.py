"""The settings become a model that is ready, or a message that says what is missing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.diagnosis import language_model_finding
from advisor.errors import BadInputError
from advisor.llm.model import ModelError, ModelRequest
from advisor.llm.opening import open_model
from advisor.llm.store import FILE
from advisor.settings import load_settings
from tests.conftest import Run
from tests.fakes import settings_in
from tests.llm import misbehaving as server_that
from tests.llm.misbehaving import GOOD, SCHEMA, ModelServer, model_server

REQUEST = ModelRequest("You answer.", "Vad kostar det?", SCHEMA, 500, 20.0)


@pytest.fixture(scope="module")
def shared() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def server(shared: ModelServer) -> ModelServer:
    shared.behave(server_that.good)
    shared.asked.clear()
    return shared


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def _refusal(folder: Path, **values: object) -> str:
    with pytest.raises(BadInputError) as caught:
        open_model(settings_in(folder, **values))
    return str(caught.value)


def test_without_the_setting_there_is_no_model(tmp_path: Path) -> None:
    assert open_model(settings_in(tmp_path)) is None


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_model_of_the_settings_is_asked_at_their_address(
    server: ModelServer, tmp_path: Path, provider: str
) -> None:
    path = "/v1" if provider == "openai" else ""
    model = open_model(
        settings_in(tmp_path, llm=f"{provider}:m-1", llm_base_url=f"{server.url}{path}/")
    )

    assert model is not None
    assert json.loads(model.ask(REQUEST).text) == GOOD
    assert (model.name, model.where) == (f"{provider}:m-1", f"127.0.0.1:{server.port}")
    assert server.asked[0].body["model"] == "m-1"


def test_key_of_the_settings_is_used(server: ModelServer, tmp_path: Path) -> None:
    model = open_model(
        settings_in(tmp_path, llm="openai:m", llm_base_url=f"{server.url}/v1", llm_key="k-ours")
    )
    assert model is not None

    model.ask(REQUEST)

    assert server.asked[0].headers["authorization"] == "Bearer k-ours"


def test_key_of_a_provider_is_not_sent_to_another_address(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-provider")
    model = open_model(settings_in(tmp_path, llm="openai:m", llm_base_url=f"{server.url}/v1"))
    assert model is not None

    model.ask(REQUEST)

    assert "sk-of-the-provider" not in str(server.asked[0])


@pytest.mark.parametrize(
    ("provider", "host"),
    [
        ("openai", "api.openai.com"),
        ("anthropic", "api.anthropic.com"),
        ("ollama", "127.0.0.1:11434"),
    ],
)
def test_provider_has_an_address_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: str, host: str
) -> None:
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", "sk-1")

    model = open_model(settings_in(tmp_path, llm=f"{provider}:m"))

    assert model is not None
    assert model.where == host


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_provider_without_a_key_is_told_which_to_set(tmp_path: Path, provider: str) -> None:
    said = _refusal(tmp_path, llm=f"{provider}:m")

    assert "ADVISOR_LLM_KEY" in said
    assert f"{provider.upper()}_API_KEY" in said


@pytest.mark.parametrize(
    "address",
    [
        *("llm.example.se", "ftp://llm.example.se", "https://", "http://llm.example.se/v1"),
        *("http://8.8.8.8/v1", "https://user:pass@llm.example.se/v1", "https://x.example.se/?a=b"),
        *("https://llm.example.se:port/v1", "https://[::1/v1"),
    ],
)
def test_address_that_is_none_or_would_tell_others_is_refused(tmp_path: Path, address: str) -> None:
    assert "ADVISOR_LLM_BASE_URL" in _refusal(
        tmp_path, llm="openai:m", llm_base_url=address, llm_key="k"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("https://llm.example.se/v1", "http://localhost:8000/v1", "http://[::1]:8000"),
        *("http://10.1.2.3:8000/v1", "http://ollama:11434", "http://gpu.kommun.internal/v1"),
    ],
)
def test_own_server_may_be_asked(tmp_path: Path, address: str) -> None:
    assert open_model(settings_in(tmp_path, llm="openai:m", llm_base_url=address)) is not None


@pytest.mark.parametrize("key", ["k 1", "k\n1", "nyckel-åäö"])
def test_key_that_cannot_be_one_is_refused_and_not_told(tmp_path: Path, key: str) -> None:
    said = _refusal(tmp_path, llm="openai:m", llm_key=key)

    assert "ADVISOR_LLM_KEY" in said
    assert key not in said


def test_limit_of_money_needs_prices(tmp_path: Path) -> None:
    said = _refusal(tmp_path, llm="ollama:m", llm_spend_per_day=10)

    assert "ADVISOR_LLM_PRICE_IN" in said


def test_money_is_limited_over_restarts(server: ModelServer, tmp_path: Path) -> None:
    settings = settings_in(
        tmp_path,
        llm="ollama:m",
        llm_base_url=server.url,
        llm_spend_per_day=0.06,
        llm_price_in=0,
        llm_price_out=100,  # 500 tokens may cost 0.05, the 30 that come back cost 0.003
    )
    first = open_model(settings)
    assert first is not None
    for _ in range(4):
        first.ask(REQUEST)

    second = open_model(settings)
    assert second is not None
    with pytest.raises(ModelError) as caught:
        second.ask(REQUEST)
    assert caught.value.reason == "money_spent"


@pytest.mark.parametrize("named", ["gpt-5", "openai:", "mistral:x", "openai:a b", ":x"])
def test_model_that_is_not_named_as_it_should_is_bad_input(
    named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_LLM", named)

    with pytest.raises(BadInputError, match="ADVISOR_LLM"):
        load_settings()


def test_key_is_not_told_with_the_settings(tmp_path: Path) -> None:
    assert "k-secret" not in str(settings_in(tmp_path, llm_key="k-secret"))


def test_missing_library_is_told_with_the_line_that_installs_it(tmp_path: Path, run: Run) -> None:
    script = tmp_path / "open.py"
    script.write_text(_WITHOUT_LIBRARY, encoding="utf-8")

    done = run(script, cwd=tmp_path, ADVISOR_LLM="openai:m", ADVISOR_LLM_KEY="k")

    assert done.stdout.strip() == "advisor[openai]", done.stderr


_WITHOUT_LIBRARY = """
import importlib.machinery, re, sys
class Missing(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name == "langchain_openai" else super().find_spec(name, path, target)
sys.meta_path.remove(importlib.machinery.PathFinder)
sys.meta_path.append(Missing)
from advisor.errors import BadInputError
from advisor.llm.opening import open_model
from advisor.settings import load_settings
try:
    open_model(load_settings())
except BadInputError as error:
    print(re.search(r'pip install "(.*?)"', str(error))[1])
assert not any(name.startswith("langchain") for name in sys.modules)
"""


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_failing_server_is_left_alone_after_five_calls(
    server: ModelServer, tmp_path: Path, provider: str
) -> None:
    server.behave(server_that.shows_a_page)
    model = open_model(settings_in(tmp_path, llm=f"{provider}:m", llm_base_url=server.url))
    assert model is not None

    reasons = []
    for _ in range(7):
        with pytest.raises(ModelError) as caught:
            model.ask(REQUEST)
        reasons.append(caught.value.reason)

    assert reasons == ["server_error"] * 5 + ["circuit_open"] * 2
    assert len(server.asked) == 5


def test_doctor_says_that_none_is_set_and_makes_nothing(tmp_path: Path) -> None:
    found = language_model_finding(settings_in(tmp_path))

    assert found.level == "ok"
    assert list(tmp_path.iterdir()) == []


def test_doctor_says_that_the_model_answers(server: ModelServer, tmp_path: Path) -> None:
    server.behave(server_that.saying('{"ready": true}'))

    found = language_model_finding(settings_in(tmp_path, llm="ollama:m", llm_base_url=server.url))

    assert found.level == "ok"
    assert f"ollama:m at 127.0.0.1:{server.port} answers" in found.message
    assert not (tmp_path / "data" / FILE).exists()


def test_doctor_warns_of_a_model_that_fails_because_answers_come_without_it(
    server: ModelServer, tmp_path: Path
) -> None:
    server.behave(server_that.failing(401))

    found = language_model_finding(
        settings_in(tmp_path, llm="openai:m", llm_base_url=f"{server.url}/v1")
    )

    assert found.level == "warning"
    assert "ADVISOR_LLM_KEY" in found.message


def test_doctor_calls_settings_that_cannot_be_used_a_problem(tmp_path: Path) -> None:
    assert language_model_finding(settings_in(tmp_path, llm="openai:m")).level == "problem"
