"""One run of the evals: every question put to advisor, to advisor without a part, and to others."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from advisor.bootstrap import Parts, open_parts
from advisor.index.building import build_index
from advisor.index.layout import EMBEDDER
from advisor.index.publishing import current_build
from advisor.retrieval.fitted_model import NgramEmbedder
from advisor.settings import Settings
from evals import ablations, peers
from evals.gold import Located
from evals.measuring import Measured, measure, measured, observe
from evals.scoring import QUOTED_WORDS_COUNTED
from evals.subjects import AdvisorSubject, Subject
from evals.with_model import ModelRun, Opened, run_with

INDEXING_SHARE = 0.2  # of the time of a whole run
WORKERS = min(os.cpu_count() or 1, 4)

Progress = Callable[[str, float], None]  # what is being done; share of all that is done


@dataclass(frozen=True, slots=True)
class Run:
    """advisor's figures, what it would have without each part, and those of other ways."""

    advisor: Measured
    parts: tuple[Measured, ...] = ()
    others: tuple[Measured, ...] = ()
    with_model: ModelRun | None = None  # None: no language model took part


def run(
    settings: Settings,
    questions: Sequence[Located],
    raws: Mapping[str, str],
    folder: Path,
    progress: Progress,
    *,
    quick: bool = False,
    opened: Opened | None = None,
) -> Run:
    """Index the corpus of the settings anew in `folder`, and measure; `quick`: advisor alone.

    `opened` is a language model that takes part. The index in use is left alone. It is not
    measured either: it may be older than the code.
    """
    ours = settings.model_copy(update={"data": folder / "advisor"})
    progress("Indexing the corpus", 0.0)
    build_index(ours, force=True)
    progress("Asking advisor", INDEXING_SHARE)
    # Alone, before anything else runs beside it: its seconds are kept.
    advisor = measure(AdvisorSubject("advisor", open_parts(ours)), questions, raws)
    helped = None
    if opened is not None:
        progress("Asking with a language model", INDEXING_SHARE)
        helped = run_with(opened, ours, raws, advisor.items)
    if quick:
        return Run(advisor, with_model=helped)
    work = partial(_compare, settings=ours, questions=questions, raws=raws, folder=folder)
    done = _side_by_side(work, [*_PARTS, *_OTHERS], progress)
    return Run(
        advisor,
        parts=tuple(way for name in _PARTS for way in done[name]),
        others=tuple(way for name in _OTHERS for way in done[name]),
        with_model=helped,
    )


def _side_by_side(
    work: Callable[[str], list[Measured]], names: Sequence[str], progress: Progress
) -> dict[str, list[Measured]]:
    """What the work gives for each name, done by several processes."""
    done: dict[str, list[Measured]] = {}
    # Started afresh: a copy of this process would share Chroma's threads with it.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=fresh) as pool:
        names_of = {pool.submit(work, name): name for name in names}
        for future in as_completed(names_of):
            name = names_of[future]
            done[name] = future.result()
            progress(name, INDEXING_SHARE + (1 - INDEXING_SHARE) * len(done) / (len(names) + 1))
    return done


def _compare(
    name: str,
    settings: Settings,
    questions: Sequence[Located],
    raws: Mapping[str, str],
    folder: Path,
) -> list[Measured]:
    if name in _PARTS:
        return [measure(AdvisorSubject(name, _PARTS[name](settings, folder)), questions, raws)]
    subject = _OTHERS[name](settings, raws)
    observed = observe(subject, questions)
    return [
        measured(f"{name}, {words}", subject, questions, observed, raws, counted)
        for counted, words in ((QUOTED_WORDS_COUNTED, "250 words"), (None, "all words"))
    ]


def _only(name: str, settings: Settings, _folder: Path) -> Parts:
    return ablations.one_ranking(open_parts(settings), name)


def _without(name: str, settings: Settings, _folder: Path) -> Parts:
    return ablations.without_ranking(open_parts(settings), name)


def _without_glossary(settings: Settings, _folder: Path) -> Parts:
    return ablations.without_glossary(open_parts(settings))


def _without_concepts(settings: Settings, _folder: Path) -> Parts:
    return ablations.without_concepts(open_parts(settings))


def _without_learned_relevance(settings: Settings, _folder: Path) -> Parts:
    return ablations.without_learned_relevance(open_parts(settings))


def _without_discourse(settings: Settings, _folder: Path) -> Parts:
    return ablations.without_discourse(settings)


def _without_repair(settings: Settings, folder: Path) -> Parts:
    corpus = ablations.corpus_without_repair(settings.corpus_folder, folder / "as scanned")
    changed = settings.model_copy(update={"corpus": corpus, "data": folder / "unrepaired"})
    build_index(changed, force=True)
    return open_parts(changed)


def _tutorial(settings: Settings, raws: Mapping[str, str]) -> Subject:
    build = current_build(settings.index_folder)
    return peers.tutorial(raws, NgramEmbedder.load(build.folder / EMBEDDER))


def _bm25(_settings: Settings, raws: Mapping[str, str]) -> Subject:
    return peers.bm25(raws)


# The longest first, so that no process is left waiting for it at the end.
_PARTS: Mapping[str, Callable[[Settings, Path], Parts]] = {
    "without OCR repair": _without_repair,
    "without glossary": _without_glossary,
    "without learned relevance": _without_learned_relevance,
    "without concepts": _without_concepts,
    "without discourse": _without_discourse,
    "without words": partial(_without, "words"),
    "without n-grams": partial(_without, "ngrams"),
    "without dense": partial(_without, "dense"),
    "words alone": partial(_only, "words"),
    "n-grams alone": partial(_only, "ngrams"),
    "dense alone": partial(_only, "dense"),
}
_OTHERS: Mapping[str, Callable[[Settings, Mapping[str, str]], Subject]] = {
    "LangChain + Chroma": _tutorial,
    "BM25": _bm25,
}
