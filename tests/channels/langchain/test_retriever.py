"""Passages for LangChain: they read back from their sources, and nothing hidden is among them."""

import asyncio
import json
import logging
import pickle
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from langchain_core.callbacks import CallbackManagerForRetrieverRun, Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.load import dumps
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import ConfigurableField, RunnableLambda, RunnablePassthrough
from langchain_core.runnables.configurable import RunnableConfigurableFields
from pydantic import ValidationError

from advisor.bootstrap import open_parts
from advisor.channels.langchain import AdvisorRetriever
from advisor.errors import BadInputError, IndexUnusableError
from advisor.index.building import build_index
from advisor.index.publishing import current_build
from advisor.index.store import Evidence
from advisor.settings import Settings
from advisor.types import Question
from tests.channels.langchain.conftest import HIDDEN
from tests.conftest import Run
from tests.fakes import BUDGET, settings_in, write_corpus

QUESTION = "Bör kommunerna ha en gemensam plattform för e-tjänster?"
SECONDS = 20  # until a test gives up


@pytest.fixture(scope="module")
def retriever(data: Path) -> Iterator[AdvisorRetriever]:
    """Of the small index."""
    with closing(AdvisorRetriever.open(data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def evidence(small: Settings) -> Iterator[Evidence]:
    """What that index holds."""
    with closing(Evidence(current_build(small.index_folder).folder)) as opened:
        yield opened


class _Shortened(BaseDocumentCompressor):
    """Keeps of a passage the sentences that bear most."""

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks = None
    ) -> list[Document]:
        """The documents anew."""
        del query, callbacks
        return [
            Document(" ".join(s["text"] for s in d.metadata["sentences"]), metadata=d.metadata)
            for d in documents
        ]


class _Compressing(BaseRetriever):
    """Puts a compressor behind another retriever, as LangChain's own one does."""

    base: BaseRetriever
    compressor: BaseDocumentCompressor

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.base.invoke(query, config={"callbacks": run_manager.get_child()})
        return list(self.compressor.compress_documents(found, query))


def _ends(text: str) -> tuple[str, str]:
    """The first and the last letters: notes, page heads and marks between them are raw alone."""
    letters = "".join(filter(str.isalpha, text))
    return letters[:10], letters[-10:]


def _joined(found: list[Document]) -> str:
    return "\n".join(passage.page_content for passage in found)


# --- What is found --------------------------------------------------------------------


def test_every_passage_of_the_corpus_reads_back_from_its_source(indexed_data: Path) -> None:
    with closing(Evidence(current_build(indexed_data / "index").folder)) as corpus:
        with closing(AdvisorRetriever.open(indexed_data, k=80)) as retriever:
            found = retriever.invoke("Hur kan små kommuner samverka om digitalisering?")

        assert len(found) == 80
        assert any(passage.metadata["repaired"] for passage in found)
        for passage in found:
            told = passage.metadata
            document = corpus.document(told["source"])
            assert document.text[told["start"] : told["end"]] == passage.page_content
            raw = document.raw[told["raw_start"] : told["raw_end"]]
            assert told["repaired"] or _ends(raw) == _ends(passage.page_content)
            for sentence in told["sentences"]:
                assert document.text[sentence["start"] : sentence["end"]] == sentence["text"]
                assert told["start"] <= sentence["start"] < sentence["end"] <= told["end"]


def test_passages_are_those_that_an_answer_begins_with_in_their_order(
    retriever: AdvisorRetriever, small: Settings
) -> None:
    with closing(open_parts(small)) as parts:
        query = parts.understanding.understand(Question(QUESTION))
        hits = parts.retriever.retrieve(query, 2)
        expected = [chunk.start for chunk, _ in parts.evidence.chunks([h.chunk for h in hits])]

    found = retriever.with_config(run_name="asked").invoke(QUESTION)

    assert [passage.metadata["start"] for passage in found[:2]] == expected
    assert [passage.metadata["rank"] for passage in found] == list(range(1, len(found) + 1))
    assert len({passage.id for passage in found}) == len(found)


def test_metadata_tell_the_place_and_survive_json(retriever: AdvisorRetriever) -> None:
    found = retriever.invoke("Bör kommunerna ansluta sig till plattformen för att dela kostnaden?")

    [passage] = (p for p in found if "bör ansluta sig" in p.page_content)
    told = passage.metadata
    assert json.loads(json.dumps(told)) == told
    assert (told["source"], told["title"], told["kind"]) == (
        *("plattform.txt", "Om plattform.txt", "other"),
    )
    assert (told["year"], told["language"], told["page"]) == (2024, "sv", None)
    assert told["section"] == ["2. Slutsats"]
    [sentence] = told["sentences"]
    assert (sentence["text"], sentence["voice"]) == (passage.page_content, "author")


def test_sentence_that_bears_most_is_told_first(retriever: AdvisorRetriever) -> None:
    found = retriever.invoke("Vad skiljer budgeten för drift från innovation?")

    [passage] = (p for p in found if p.metadata["source"] == "budget.txt")
    first = passage.metadata["sentences"][0]["text"]
    assert first == "Kommunerna behöver skilja budgeten för drift från budgeten för innovation."


def test_address_leads_to_the_passage_where_a_service_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(AdvisorRetriever.open(data, k=1)) as nowhere:
        [without] = nowhere.invoke(QUESTION)
    monkeypatch.setenv("ADVISOR_PUBLIC_URL", "https://advisor.example.se")

    with closing(AdvisorRetriever.open(data, k=1)) as somewhere:
        [passage] = somewhere.invoke(QUESTION)

    told = passage.metadata
    place = f"start={told['start']}&end={told['end']}"
    assert "url" not in without.metadata
    assert told["url"] == (f"https://advisor.example.se/sv/kallor/{told['source']}?{place}#passage")


@pytest.mark.parametrize("asked", [QUESTION, HIDDEN, "Vem säljer guldkatapulten?"])
def test_hidden_text_is_blank_in_a_passage_that_spans_it(
    asked: str, retriever: AdvisorRetriever, evidence: Evidence
) -> None:
    found = retriever.invoke(asked)

    [passage] = (p for p in found if p.metadata["source"] == "sida.html")
    start, end = passage.metadata["start"], passage.metadata["end"]
    text = evidence.document("sida.html").text
    assert HIDDEN in text[start:end]
    assert passage.page_content == text[start:end].replace(HIDDEN, " " * len(HIDDEN))
    assert "guldkatapult" not in dumps(found)


# --- What is asked --------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 2])
def test_as_many_passages_are_given_as_are_wanted(k: int, data: Path) -> None:
    with closing(AdvisorRetriever.open(data, k=k)) as retriever:
        assert len(retriever.invoke(QUESTION)) == k


@pytest.mark.parametrize("k", [0, -1, 81])
def test_number_of_passages_beyond_the_bounds_is_refused(k: int, data: Path) -> None:
    with pytest.raises(ValidationError, match="k"):
        AdvisorRetriever.open(data, k=k)


@pytest.mark.parametrize(("asked", "said"), [("  \x1b[31m ", "empty"), ("x" * 2001, "Shorten")])
def test_what_cannot_be_asked_is_told(asked: str, said: str, retriever: AdvisorRetriever) -> None:
    with pytest.raises(BadInputError, match=said):
        retriever.invoke(asked)


def test_missing_index_is_told_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="advisor index"):
        AdvisorRetriever.open(tmp_path)


def test_question_is_in_no_log(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    with closing(AdvisorRetriever.open(data)) as retriever:
        retriever.invoke(QUESTION)

    assert "index opened" in caplog.text
    assert "plattform" not in caplog.text.lower()


# --- As a part of a program -------------------------------------------------------------


def test_threads_share_it(retriever: AdvisorRetriever) -> None:
    questions = [QUESTION, "Vad säger svarande om drift?", "Hur dyrt blev bygglov?"] * 8
    alone = [retriever.invoke(question) for question in questions]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(retriever.invoke, questions))

    assert together == alone == retriever.batch(questions)


def test_it_is_awaited(retriever: AdvisorRetriever) -> None:
    assert asyncio.run(retriever.ainvoke(QUESTION)) == retriever.invoke(QUESTION)


def test_it_stands_in_a_chain_before_a_chat_model(retriever: AdvisorRetriever) -> None:
    seen: list[str] = []

    def note(prompt: str) -> str:
        seen.append(prompt)
        return prompt

    model = GenericFakeChatModel(messages=iter([AIMessage("Ja.")]))
    prompt = ChatPromptTemplate.from_messages([("human", "{sources}\n\n{question}")])
    chain = (
        {"sources": retriever | _joined, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(lambda value: note(value.to_string()))
        | model
        | StrOutputParser()
    )

    said = chain.invoke(QUESTION)

    assert said == "Ja."
    assert "Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform" in seen[0]
    assert "guldkatapult" not in seen[0]


def test_another_retriever_shortens_what_it_finds(retriever: AdvisorRetriever) -> None:
    wrapped = _Compressing(base=retriever, compressor=_Shortened())

    found, shortened = retriever.invoke(QUESTION), wrapped.invoke(QUESTION)

    assert [p.metadata for p in shortened] == [p.metadata for p in found]
    for passage, short in zip(found, shortened, strict=True):
        assert short.page_content
        assert len(short.page_content.split()) <= len(passage.page_content.split())


def test_k_is_configured_for_one_question_on_the_same_index(retriever: AdvisorRetriever) -> None:
    configurable = retriever.configurable_fields(k=ConfigurableField(id="k"))
    assert isinstance(configurable, RunnableConfigurableFields)

    found = configurable.invoke(QUESTION, config={"configurable": {"k": 1}})

    assert found == retriever.invoke(QUESTION)[:1]
    asked, _ = configurable.prepare({"configurable": {"k": 1}})
    assert isinstance(asked, AdvisorRetriever)
    assert asked.index is retriever.index


def test_copy_and_pickle_take_along_the_folder_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_OIDC_CLIENT_SECRET", "hemligheten")
    with closing(AdvisorRetriever.open(data, k=2)) as retriever:
        found = retriever.invoke(QUESTION)

        pickled = pickle.dumps(retriever)

        assert b"hemligheten" not in pickled
        assert "hemligheten" not in repr(retriever) + dumps(retriever)
        for copy in (pickle.loads(pickled), deepcopy(retriever)):
            assert copy.index is not retriever.index
            with closing(copy):
                assert copy.invoke(QUESTION) == found


def test_pickle_is_asked_in_another_process(data: Path, tmp_path: Path, run: Run) -> None:
    with closing(AdvisorRetriever.open(data, k=2)) as retriever:
        found = retriever.invoke(QUESTION)
        (tmp_path / "retriever").write_bytes(pickle.dumps(retriever))
    asking = (
        "import json, pathlib, pickle, sys\n"
        "retriever = pickle.loads(pathlib.Path('retriever').read_bytes())\n"
        "print(json.dumps([d.id for d in retriever.invoke(sys.argv[1])]))\n"
        "retriever.close()\n"
    )

    done = run("-c", asking, QUESTION, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [passage.id for passage in found]


def test_closed_retriever_opens_the_index_again_when_it_is_asked(data: Path) -> None:
    retriever = AdvisorRetriever.open(data)
    found = retriever.invoke(QUESTION)

    retriever.close()
    retriever.close()

    assert retriever.invoke(QUESTION) == found
    retriever.close()


def test_index_that_is_rebuilt_is_asked_from_then_on(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    write_corpus(tmp_path / "corpus", {"budget.txt": BUDGET})
    settings = settings_in(tmp_path)
    with closing(AdvisorRetriever.open(settings.data)) as retriever:
        before = {passage.metadata["source"] for passage in retriever.invoke(QUESTION)}

        build_index(settings)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            found = retriever.invoke(QUESTION)
            if found[0].metadata["index_build"] == current_build(settings.index_folder).name:
                break
            time.sleep(0.1)

    assert "plattform.txt" in before
    assert {passage.metadata["source"] for passage in found} == {"budget.txt"}
