"""The wheel carries all that an answer needs: code, corpus and word lists."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import Run

ROOT = Path(__file__).parents[1]
QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A folder into which the wheel, and nothing else, is installed."""
    folder = tmp_path_factory.mktemp("site")
    arguments = ("--quiet", "--no-index", "--no-deps", "--no-compile", "--target", folder, wheel)
    installed = run("-m", "pip", "install", *arguments, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return folder


def test_wheel_holds_every_file_of_its_packages(wheel: Path) -> None:
    """Also those that are not Python: word lists, py.typed, questions."""
    packages = {"advisor": ROOT / "src" / "advisor", "ui": ROOT / "ui", "evals": ROOT / "evals"}
    expected = {
        f"{package}/{path.relative_to(folder).as_posix()}"
        for package, folder in packages.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    held = set(ZipFile(wheel).namelist())

    assert {
        "advisor/py.typed",
        "advisor/__main__.py",
        "ui/__init__.py",
        "evals/__init__.py",
    } <= held
    assert expected - held == set()


def test_wheel_holds_the_glossary(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    assert [name for name in names if name.startswith("advisor/") and "/glossary." in name]


def test_wheel_holds_the_corpus_as_it_came(wheel: Path) -> None:
    files = {path.name: path.read_bytes() for path in (ROOT / "corpus").iterdir()}

    archive = ZipFile(wheel)
    held = {
        name.removeprefix("advisor/corpus/"): archive.read(name)
        for name in archive.namelist()
        if name.startswith("advisor/corpus/")
    }

    assert "sources.yaml" in held
    assert held == files


def test_installed_wheel_answers_from_its_own_corpus(site: Path, tmp_path: Path, run: Run) -> None:
    """In an empty folder, so that nothing of the checkout can help."""
    empty = tmp_path / "empty"
    empty.mkdir()
    variables = {"PYTHONPATH": site, "ADVISOR_DATA": tmp_path / "data"}
    sources = {path.name for path in (ROOT / "corpus").glob("*.txt")}

    place = run("-c", "import advisor; print(advisor.__file__)", cwd=empty, **variables)
    indexed = run("-m", "advisor", "index", cwd=empty, **variables)
    answered = run("-m", "advisor", "ask", "--json", QUESTION, cwd=empty, **variables)

    assert Path(place.stdout.strip()).is_relative_to(site)
    assert indexed.returncode == 0, indexed.stderr
    assert answered.returncode == 0, answered.stderr
    cited = [one for said in json.loads(answered.stdout)["statements"] for one in said["citations"]]
    assert cited
    assert {one["source"] for one in cited} <= sources
    assert list(empty.iterdir()) == []
