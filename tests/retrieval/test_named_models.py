"""Models of sentence-transformers: loaded from this machine, prompts passed, told when missing.

The library takes ten seconds to import, once for all tests here.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor.bootstrap import open_advisor
from advisor.errors import IndexUnusableError, ModelUnavailableError
from advisor.index.building import build_index
from advisor.retrieval.fitted_model import fit, word_counts
from advisor.retrieval.named_models import embed_passages, query_embedder
from advisor.retrieval.postings import ngram_keys
from advisor.retrieval.weighting import count_keys, idf, tf_idf
from advisor.types import Question
from tests.conftest import Run
from tests.fakes import BUDGET, PLATFORM, chunks_of, query_for, settings_in, write_corpus

WORDS = ["[UNK]", "fraga", "stycke", "annat", "budget", "drift", "plattform", "kommun"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model of eight words, whose saved prompts put a word before each text."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token=WORDS[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(2).normal(size=(len(WORDS), 6)).astype(np.float32)
    folder = tmp_path_factory.mktemp("model")
    SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts={"query": "fraga ", "document": "stycke "},
        device="cpu",
    ).save(str(folder))
    return str(folder)


def test_prompts_saved_with_a_model_are_passed(model: str) -> None:
    query = query_embedder(model, None)(query_for("budget"))
    passage = embed_passages(model, None, chunks_of(["budget"]))[0]

    assert query == pytest.approx(_plain(model, "fraga budget"), abs=1e-6)
    assert passage == pytest.approx(_plain(model, "stycke budget"), abs=1e-6)
    assert not np.allclose(query, passage)


def test_prompts_of_the_settings_come_before_those_of_the_model(model: str) -> None:
    query = query_embedder(model, "annat ")(query_for("budget"))
    passage = embed_passages(model, "annat ", chunks_of(["budget"]))[0]

    assert query == pytest.approx(_plain(model, "annat budget"), abs=1e-6)
    assert passage == pytest.approx(_plain(model, "annat budget"), abs=1e-6)


def test_index_is_built_and_asked_with_the_model_of_the_settings(
    model: str, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(tmp_path, embedding_model=model)

    build = build_index(settings).build

    assert np.load(build.folder / "vectors.npy").shape[1] == 6
    assert not (build.folder / "embedder").exists()
    assert open_advisor(settings).ask(Question("Hur skiljs budget från drift?")).statements


def test_index_of_another_model_is_refused_with_its_mend(model: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"budget.txt": BUDGET})
    build_index(settings_in(tmp_path))

    with pytest.raises(IndexUnusableError, match=r"fitted on the corpus.*Run `advisor index`"):
        open_advisor(settings_in(tmp_path, embedding_model=model))


def test_fitted_model_loads_as_any_other_and_gives_the_same_vectors(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["Budgeten för innovation.", "Driften tränger undan budgeten.", "", "Plattformen."]
    counts = count_keys([word_counts(text) for text in texts], ngram_keys)
    weights = idf(counts.frequency(range(len(texts))), len(texts))
    embedder = fit(tf_idf(counts.matrix(), weights), counts.keys, weights)
    embedder.save(tmp_path / "fitted")

    # The module is advisor's, not the library's own, which therefore wants to be told.
    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": True, "device": "cpu"}
    loaded = SentenceTransformer(str(tmp_path / "fitted"), **local)
    loaded.save(str(tmp_path / "again"))
    again = SentenceTransformer(str(tmp_path / "again"), **local)

    assert np.array_equal(loaded.encode(texts), embedder.embed(texts))
    assert np.array_equal(loaded.encode_query(texts), embedder.embed(texts))
    assert np.array_equal(again.encode(texts), embedder.embed(texts))
    assert loaded.get_embedding_dimension() == embedder.dimensions


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model", "not a name", "a/b/c"])
def test_missing_model_is_told_without_importing_the_library_or_asking_the_network(
    name: str, tmp_path: Path, run: Run
) -> None:
    script = (
        "import sys\n"
        "sys.addaudithook(lambda event, _: event.startswith('socket.') and sys.exit('asked'))\n"
        "from advisor.errors import ModelUnavailableError\n"
        "from advisor.retrieval.named_models import load_model\n"
        "try:\n    load_model(sys.argv[1])\n"
        "except ModelUnavailableError as error:\n    print(error)\n"
        "assert 'sentence_transformers' not in sys.modules\n"
    )

    told = run("-c", script, name, cwd=tmp_path)

    assert told.returncode == 0, told.stderr
    assert f"`advisor models fetch {name}`" in told.stdout


def test_folder_that_is_no_model_is_told_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[{}]", encoding="utf-8")

    with pytest.raises(ModelUnavailableError, match=r"cannot be loaded.*mend the folder"):
        query_embedder(str(tmp_path), None)(query_for("budget"))


def _plain(folder: str, text: str) -> Any:
    """The vector of a text as it stands."""
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(folder, local_files_only=True, device="cpu")
    return loaded.encode(text, prompt="", normalize_embeddings=True)
