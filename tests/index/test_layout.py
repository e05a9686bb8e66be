"""What a build holds is opened under the names it was written with."""

from pathlib import Path

import pytest

from advisor.index.building import build_index
from advisor.index.embedding import fitted_model
from advisor.index.layout import open_contents
from advisor.index.store import Evidence
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of two documents."""
    place = tmp_path_factory.mktemp("built")
    write_corpus(place / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    return build_index(settings_in(place)).build.folder


def test_everything_is_as_long_as_what_it_describes(folder: Path) -> None:
    contents = open_contents(folder)
    chunks, sentences = contents.evidence.n_chunks, contents.evidence.n_sentences

    by_sentence = (
        *(contents.sentence_words, contents.context_words, contents.sentence_ngrams),
        *(contents.concepts.sentences, contents.concepts.contexts, contents.concepts.beside),
    )
    assert {len(rows.starts) for rows in by_sentence} == {sentences + 1}
    assert {contents.words.n_rows, contents.ngrams.n_rows} == {chunks}
    assert chunks <= sentences


def test_another_reader_of_the_evidence_may_stand_in(folder: Path) -> None:
    evidence = Evidence(folder)

    assert open_contents(folder, lambda _folder: evidence).evidence is evidence


def test_build_holds_the_model_that_was_fitted_for_it_unless_one_was_named(
    folder: Path, tmp_path: Path
) -> None:
    fitted = fitted_model(folder)

    assert fitted is not None
    assert fitted.dimensions > 0
    assert fitted_model(tmp_path) is None
