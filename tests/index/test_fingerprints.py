"""An index knows what made it: documents, settings, and the code and tables of the package."""

import shutil
from pathlib import Path

import pytest

from advisor.errors import IndexUnusableError
from advisor.index.fingerprints import (
    PACKAGE,
    code_fingerprint,
    corpus_fingerprint,
    fingerprint_of,
    is_made_by_this_code,
    makers,
    require_same_making,
    settings_fingerprint,
)
from advisor.types import Source
from tests.conftest import Run
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus
from tests.test_imports import imported_by

QUESTION = "Ska kommunerna ha en gemensam e-tjänsteplattform?"

# Of what building imports, this decides nothing that an index holds.
MAKES_NOTHING = {
    "advisor",
    "advisor.errors",
    "advisor.settings",
    "advisor.checksums",
    "advisor.index.fingerprints",
    "advisor.index.progress",
    "advisor.index.publishing",
    "advisor.retrieval.lexical",
}
# Data that is read when a question is asked, and `py.typed`, which says that there are types.
NO_TABLES = {
    "answers/addressed.tsv",
    "answers/certainty.tsv",
    "answers/reasons.tsv",
    "answers/refusal.tsv",
    "answers/refusal_elsewhere.tsv",
    "answers/refusal_sources.tsv",
    "answers/refusal_wording.tsv",
    "answers/support_bodies.tsv",
    "answers/support_classes.tsv",
    "answers/support_cues.tsv",
    "answers/support_families.tsv",
    "answers/support_opposites.tsv",
    "answers/support_synonyms.tsv",
    "answers/support_weights.tsv",
    "questions/forms.tsv",
    "questions/leaning.tsv",
    "questions/municipalities.txt",
    "retrieval/relevance.npz",
    "py.typed",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, to be changed."""
    left_out = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(PACKAGE, tmp_path / "src" / "advisor", ignore=left_out))


@pytest.mark.parametrize(
    "file",
    [
        "language/glossary.tsv",
        "language/concepts.tsv",
        "discourse/acts.tsv",
        "discourse/signs.py",
        "ocr/swedish_words.txt",
        "documents/parsing.py",
        "readers/pdf_reader.py",
        "ocr/repair.py",
        "retrieval/postings.py",
        "index/tables.py",
    ],
)
def test_another_table_parser_or_layout_makes_another_index(package: Path, file: str) -> None:
    _change(package / file)

    assert fingerprint_of(package) != code_fingerprint()


@pytest.mark.parametrize(
    "file",
    [
        "questions/forms.tsv",
        "questions/municipalities.txt",
        "retrieval/relevance.npz",
        "retrieval/ranking_weights.py",
        "retrieval/fusion.py",
        "answers/refusal.tsv",
        "answers/refusal_elsewhere.tsv",
        "answers/refusal_sources.tsv",
        "answers/refusal_wording.tsv",
        "answers/extractive.py",
        "channels/rendering.py",
        "pipeline.py",
    ],
)
def test_what_only_ranks_and_answers_makes_no_other_index(package: Path, file: str) -> None:
    _change(package / file)

    assert fingerprint_of(package) == code_fingerprint()


def test_file_that_comes_goes_or_is_renamed_makes_another_index(package: Path) -> None:
    fingerprints = [fingerprint_of(package)]

    (package / "readers" / "odt_reader.py").write_text("", encoding="utf-8")
    fingerprints.append(fingerprint_of(package))
    (package / "readers" / "odt_reader.py").rename(package / "readers" / "opendocument.py")
    fingerprints.append(fingerprint_of(package))

    assert len(set(fingerprints)) == 3


def test_compiled_code_and_leftovers_of_editors_do_not_count(package: Path) -> None:
    (package / "readers" / "__pycache__").mkdir()
    (package / "readers" / "__pycache__" / "reading.pyc").write_bytes(b"x")
    (package / "readers" / ".reading.py.swp").write_bytes(b"x")

    assert fingerprint_of(package) == code_fingerprint()


def test_every_module_that_building_imports_counts() -> None:
    counted = {_module(file) for file in makers() if file.endswith(".py")}

    assert imported_by("advisor.index.building") - counted <= MAKES_NOTHING


def test_every_table_of_the_package_counts_or_is_known_to_be_read_later() -> None:
    """A new kind of data would be passed over in silence."""
    data = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }

    assert data - set(makers()) == NO_TABLES


def test_index_made_with_another_glossary_is_neither_used_nor_up_to_date(
    package: Path, tmp_path: Path, run: Run
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    places = {"ADVISOR_DATA": tmp_path / "data", "ADVISOR_CORPUS": corpus}
    first = run("-m", "advisor", "index", cwd=tmp_path, **places)
    _change(package / "language" / "glossary.tsv")
    changed = {**places, "PYTHONPATH": package.parent}

    asked = run("-m", "advisor", "ask", QUESTION, cwd=tmp_path, **changed)
    looked = run("-m", "advisor", "doctor", cwd=tmp_path, **changed)
    second = run("-m", "advisor", "index", cwd=tmp_path, **changed)
    again = run("-m", "advisor", "ask", QUESTION, cwd=tmp_path, **changed)

    assert first.returncode == 0, first.stderr
    assert (asked.returncode, looked.returncode) == (4, 4)
    assert "another version" in asked.stderr
    assert "Run `advisor index`" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert "is in use" in second.stdout
    assert again.returncode == 0, again.stderr


def test_index_that_does_not_say_what_made_it_is_not_of_this_code(tmp_path: Path) -> None:
    manifest = {"made_from": {"advisor": "0.1.0"}}

    assert not is_made_by_this_code(manifest)
    with pytest.raises(IndexUnusableError, match="another version"):
        require_same_making(manifest, settings_in(tmp_path))


def test_index_of_this_code_with_another_model_is_refused_with_both_names(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    made_from = {"code": code_fingerprint(), "settings": settings_fingerprint(settings)}

    require_same_making({"made_from": made_from}, settings)

    with pytest.raises(IndexUnusableError, match=r"fitted on the corpus.*some/model"):
        require_same_making(
            {"made_from": made_from}, settings_in(tmp_path, embedding_model="some/model")
        )


def test_prompt_that_only_questions_get_makes_no_other_index(tmp_path: Path) -> None:
    before, after = settings_in(tmp_path), settings_in(tmp_path, query_prompt="query: ")

    assert settings_fingerprint(after) == settings_fingerprint(before)


def test_own_glossary_is_known_by_what_it_holds(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    settings = settings_in(tmp_path, glossary=own)
    fingerprints = [settings_fingerprint(settings_in(tmp_path))]

    for text in ("sv\ten\trelated\n", "sv\ten\trelated\nskolskjuts\tschool transport\t\n"):
        own.write_text(text, encoding="utf-8")
        fingerprints.append(settings_fingerprint(settings))

    assert len({str(fingerprint) for fingerprint in fingerprints}) == 3


def test_document_is_known_by_its_bytes_and_by_what_the_list_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En rapport.", encoding="utf-8")
    listed = Source("a.txt", "En rapport", "other")
    fingerprints = [corpus_fingerprint(tmp_path, [listed])]

    fingerprints.append(corpus_fingerprint(tmp_path, [Source("a.txt", "Rapporten", "other")]))
    (tmp_path / "a.txt").write_text("En annan rapport.", encoding="utf-8")
    fingerprints.append(corpus_fingerprint(tmp_path, [listed]))

    assert len({fingerprint["a.txt"] for fingerprint in fingerprints}) == 3


def _change(path: Path) -> None:
    """Add a line that changes nothing but the file: a comment, in code and tables alike."""
    path.write_bytes(path.read_bytes() + b"# changed\n")


def _module(file: str) -> str:
    parts = ("advisor", *Path(file).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")
