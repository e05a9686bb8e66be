"""The doctor finds what is wrong and says what to do."""

import shutil
from pathlib import Path

import pytest

from advisor.diagnosis import Finding, Topic, diagnose, exit_code
from advisor.errors import BadInputError
from advisor.records.database import FILE, Database
from advisor.records.keys import KeyRecords
from advisor.records.switches import SwitchRecords
from advisor.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of a data folder with an index, to be damaged."""
    return Path(shutil.copytree(indexed_data, tmp_path / "data"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the corpus that was indexed, to be changed."""
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))


def _settings(data: Path, corpus: Path = ROOT / "corpus", **values: object) -> Settings:
    return Settings(_env_file=None, data=data, corpus=corpus, **values)  # type: ignore[arg-type, call-arg]


def _found(settings: Settings, topic: str) -> list[Finding]:
    return [finding for finding in diagnose(lambda: settings) if finding.topic == topic]


def _build(data: Path) -> Path:
    """The folder of the index in use."""
    return next(path for path in (data / "index").iterdir() if path.is_dir())


def test_nothing_is_wrong_with_a_new_index(data: Path) -> None:
    findings = diagnose(lambda: _settings(data))

    assert {f.level for f in findings} <= {"ok", "warning"}
    assert exit_code(findings) == 0


def test_damaged_file_of_the_index_is_a_problem_with_its_mend(data: Path) -> None:
    (_build(data) / "words.rows.npy").write_bytes(b"damaged")

    findings = diagnose(lambda: _settings(data))

    found = [f for f in findings if f.topic == "index"]
    assert [f.level for f in found] == ["problem"]
    assert "advisor index" in found[0].message
    assert exit_code(findings) == 4


def test_index_of_another_model_is_a_problem(data: Path) -> None:
    findings = _found(_settings(data, embedding_model="some/model"), "index")

    assert [f.level for f in findings] == ["problem"]
    assert "some/model" in findings[0].message


def test_store_that_lost_its_vectors_is_a_warning_because_the_array_stands_in(data: Path) -> None:
    shutil.rmtree(_build(data) / "chroma")

    findings = _found(_settings(data), "vectors")

    assert [f.level for f in findings] == ["warning"]
    assert findings[0].mend is not None


def test_damaged_chroma_is_a_warning(data: Path) -> None:
    database = _build(data) / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:5000] + b"\0" * 5000)

    findings = _found(_settings(data), "vectors")

    assert [f.level for f in findings] == ["warning"]
    assert "Error" not in findings[0].message


def test_changed_document_is_named(data: Path, corpus: Path) -> None:
    changed = next(corpus.glob("fyrbodal*.txt"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\nMer.\n", encoding="utf-8")

    findings = _found(_settings(data, corpus), "corpus")

    assert [(f.level, f.message.partition(" ")[0]) for f in findings] == [("warning", changed.name)]


def test_new_and_removed_documents_are_named(data: Path, corpus: Path) -> None:
    listed = (corpus / "sources.yaml").read_text(encoding="utf-8")
    gone = next(corpus.glob("sodertorn*.txt"))
    gone.rename(corpus / "ny.txt")
    (corpus / "sources.yaml").write_text(listed.replace(gone.name, "ny.txt"), encoding="utf-8")

    findings = _found(_settings(data, corpus), "corpus")

    assert {f.message.partition(" ")[0] for f in findings} == {"ny.txt", gone.name}


def test_corpus_without_a_list_is_a_problem(data: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    findings = _found(_settings(data, tmp_path / "empty"), "corpus")

    assert [f.level for f in findings] == ["problem"]


def test_glossary_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    findings = _found(_settings(tmp_path, glossary=tmp_path / "missing.tsv"), "glossary")

    assert [f.level for f in findings] == ["problem"]


def test_own_glossary_entries_are_counted(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("sv\ten\trelated\nskolskjuts\tschool transport\t\n", encoding="utf-8")

    findings = _found(_settings(tmp_path, glossary=own), "glossary")

    assert findings[0].level == "ok"
    assert "1 of them" in findings[0].message


def test_model_that_is_not_here_is_a_problem_with_the_command_that_fetches_it(
    tmp_path: Path,
) -> None:
    settings = _settings(tmp_path, embedding_model="nobody/no-such-model")

    findings = _found(settings, "embedding_model")

    assert findings[0].level == "problem"
    assert "advisor models fetch nobody/no-such-model" in (findings[0].mend or "")


def test_data_folder_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")

    findings = _found(_settings(tmp_path / "data"), "data")

    assert [f.level for f in findings] == ["problem"]


def test_looking_writes_nothing(tmp_path: Path) -> None:
    diagnose(lambda: _settings(tmp_path / "data"))

    assert list(tmp_path.iterdir()) == []


def test_settings_in_force_tell_which_are_defaults(tmp_path: Path) -> None:
    messages = [f.message for f in _found(_settings(tmp_path), "setting")]

    assert f"ADVISOR_DATA: {tmp_path}" in messages
    assert "ADVISOR_GLOSSARY: not set (default)" in messages
    assert len(messages) == len(Settings.model_fields)


def test_optional_part_that_is_missing_tells_how_to_get_it(tmp_path: Path) -> None:
    parts = _found(_settings(tmp_path), "optional")

    named = {f.message.partition(":")[0] for f in parts}
    models = {"openai", "ollama", "anthropic"}
    assert named == models | {"slack", "teams", "oidc", "otel", "evals", "ocrmypdf"}
    assert all(f.mend for f in parts if "not installed" in f.message)


def test_settings_that_cannot_be_read_are_the_only_finding() -> None:
    def fail() -> Settings:
        raise BadInputError("ADVISOR_X: wrong.")

    findings = diagnose(fail)

    assert findings == (Finding("settings", "problem", "ADVISOR_X: wrong."),)
    assert exit_code(findings) == 1


@pytest.mark.parametrize(
    ("topics", "code"), [([], 0), (["data"], 1), (["index"], 4), (["data", "index"], 4)]
)
def test_exit_code_is_4_when_the_index_cannot_be_used(topics: list[Topic], code: int) -> None:
    findings = [Finding(topic, "problem", "x") for topic in topics]

    assert exit_code([Finding("disk", "warning", "x"), *findings]) == code


def test_lack_of_keys_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    (found,) = _found(_settings(tmp_path), "keys")

    assert found.level == "ok"
    assert "this machine alone" in found.message
    assert not (tmp_path / FILE).exists()


def test_keys_that_open_are_counted(tmp_path: Path) -> None:
    database = Database(tmp_path)
    keys = KeyRecords(database)
    keys.revoke(keys.create("one", ["ask"])[0].id)
    keys.create("two", ["ask"])
    database.close()

    (found,) = _found(_settings(tmp_path), "keys")

    assert found.message == "Keys that open the service: 1."


def test_way_in_that_is_off_is_a_warning(tmp_path: Path) -> None:
    database = Database(tmp_path)
    SwitchRecords(database).set("slack", is_on=False, by="eva")
    database.close()

    (found,) = _found(_settings(tmp_path), "switch")

    assert found.level == "warning"
    assert "slack is switched off since" in found.message
    assert "by eva" in found.message


def test_trusted_proxy_without_a_key_is_a_warning(tmp_path: Path) -> None:
    (found,) = _found(_settings(tmp_path, trusted_proxies=("10.0.0.5",)), "proxies")

    assert found.level == "warning"
    assert "10.0.0.5" in found.message


@pytest.mark.parametrize("named", ["nonsense", "10.0.0.0/33", "0.0.0.0/0", "::/0", ""])
def test_proxy_that_cannot_be_trusted_is_no_setting(named: str) -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        _settings(Path("data"), trusted_proxies=(named,))


def test_records_are_told_whole_or_damaged(data: Path) -> None:
    missing = _found(_settings(data), "records")
    Database(data).close()
    whole = _found(_settings(data), "records")
    (data / FILE).write_bytes(b"Anteckningar. " * 1000)
    damaged = _found(_settings(data), "records")

    assert [[f.level for f in found] for found in (missing, whole, damaged)] == [
        ["ok"],
        ["ok"],
        ["problem"],
    ]
    assert "advisor restore" in str(damaged[0].mend)
