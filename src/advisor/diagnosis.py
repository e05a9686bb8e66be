"""What is set up, what is missing and how to mend it, as values."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from advisor import __version__
from advisor.errors import AdvisorError, IndexUnusableError
from advisor.index.fingerprints import corpus_fingerprint, require_same_making
from advisor.index.publishing import Build, current_build
from advisor.records.database import FILE, problem_of
from advisor.settings import Settings, load_settings

Level = Literal["ok", "warning", "problem"]
Topic = Literal[
    "index",
    "vectors",
    "corpus",
    "document",
    "embedding_model",
    "glossary",
    "language_model",
    "keys",
    "switch",
    "proxies",
    "data",
    "records",
    "disk",
    "settings",
    "setting",
    "version",
    "optional",
]

LEAST_SPACE = 100_000_000  # bytes; below it an index cannot be built safely
AMPLE_SPACE = 1_000_000_000
STORE_SECONDS = 120
_PACKAGES = ("chromadb", "sentence-transformers", "torch", "gradio", "langchain")
_BUILD_AGAIN = "Run `advisor index`."
_BUILD_ANEW = "Run `advisor index --force`."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `topic` is stable, for programs."""

    topic: Topic
    level: Level
    message: str
    mend: str | None = None  # what to do


def diagnose(read_settings: Callable[[], Settings] = load_settings) -> tuple[Finding, ...]:
    """All that was looked at; settings that cannot be read are a finding, and then the only one."""
    try:
        settings = read_settings()
    except AdvisorError as error:
        return (Finding("settings", "problem", str(error)),)
    return (
        *_of_index(settings),
        *_of_corpus(settings),
        model_finding(settings),
        _of_glossary(settings),
        language_model_finding(settings),
        *_of_access(settings),
        _of_data_folder(settings.data),
        _of_records(settings.data),
        _of_disk(settings.data),
        *_of_settings(settings),
        *_of_versions(),
        *_of_optional_parts(),
        _of_ocr(),
    )


def exit_code(findings: Sequence[Finding]) -> int:
    """0 without a problem, 4 when the index cannot be used, 1 for other problems."""
    problems = {finding.topic for finding in findings if finding.level == "problem"}
    if "index" in problems:
        return IndexUnusableError.exit_code
    return 1 if problems else 0


def model_finding(settings: Settings) -> Finding:
    """Which embedding model is set, and whether it can be loaded without network."""
    model = settings.embedding_model
    if model is None:
        return Finding("embedding_model", "ok", "The embedding model is fitted on the corpus.")
    from advisor.retrieval.named_models import is_here  # only for those who set one

    if is_here(model):
        return Finding("embedding_model", "ok", f"The embedding model {model} is on this machine.")
    return Finding(
        "embedding_model",
        "problem",
        f"The embedding model {model} is not on this machine.",
        f"Run `advisor models fetch {model}` where there is a network, or unset"
        " ADVISOR_EMBEDDING_MODEL.",
    )


def language_model_finding(settings: Settings) -> Finding:
    """Whether the language model that is set answers; it is sent nothing of anybody's."""
    from advisor.llm.model import ModelError
    from advisor.llm.opening import open_model
    from advisor.llm.trial import tried

    try:
        model = open_model(settings)
        reply = tried(model) if model else None
    except ModelError as error:
        without = "Until then answers are composed of quotes."
        return Finding("language_model", "warning", str(error), without)
    except AdvisorError as error:
        return Finding("language_model", "problem", str(error))
    if model is None or reply is None:
        return Finding(
            "language_model", "ok", "No language model is set: answers are composed of quotes."
        )
    return Finding(
        "language_model",
        "ok",
        f"The language model {model.name} at {model.where} answers ({reply.seconds:.1f} s).",
    )


# --- The index ------------------------------------------------------------------------


def _of_index(settings: Settings) -> Iterator[Finding]:
    try:
        build = current_build(settings.index_folder)
        require_same_making(build.manifest, settings)
    except IndexUnusableError as error:
        yield Finding("index", "problem", str(error))
        return
    created, version = build.manifest["created"], build.manifest["advisor"]
    yield Finding(
        "index", "ok", f"The index {build.name} is whole (built {created} by advisor {version})."
    )
    yield _of_vectors(build)
    for report in build.manifest["reports"]:
        if report["error"]:
            yield Finding(
                "document",
                "warning",
                f"{report['file']} is not in the index: {report['error']}",
                f"Mend the file. {_BUILD_AGAIN}",
            )


def _of_vectors(build: Build) -> Finding:
    """Whether the store gives back every vector; tried in a process that it may take down."""
    from advisor.retrieval.array_store import ArrayStore  # only for those who have an index
    from advisor.retrieval.stores import IndexStore

    wanted = ArrayStore(build.folder).count()
    command = [sys.executable, "-P", "-m", "advisor.retrieval.stores", str(build.folder.resolve())]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=STORE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return _store_fails(IndexStore.NAME, f"it did not answer within {STORE_SECONDS} seconds")
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        return _store_fails(
            IndexStore.NAME, _reason(said[-1]) if said else f"status {done.returncode}"
        )
    if int(done.stdout) != wanted:
        return _store_fails(IndexStore.NAME, f"it holds {int(done.stdout)} of {wanted} vectors")
    return Finding("vectors", "ok", f"{IndexStore.NAME} opens and holds all {wanted} vectors.")


def _store_fails(name: str, reason: str) -> Finding:
    return Finding(
        "vectors",
        "warning",
        f"{name} cannot be used, so answers search the stored array instead: {reason}",
        _BUILD_ANEW,
    )


def _reason(last_line: str) -> str:
    """What an exception says, without its name and without the mend that is told anyway."""
    return re.sub(r"^[\w.]+: ", "", last_line).removesuffix(_BUILD_ANEW).rstrip()


# --- The corpus -----------------------------------------------------------------------


def _of_corpus(settings: Settings) -> Iterator[Finding]:
    from advisor.documents.sources import load_sources  # drags in all that reads files

    folder = settings.corpus_folder
    try:
        listed = load_sources(folder)
    except AdvisorError as error:
        yield Finding("corpus", "problem", str(error))
        return
    for warning in listed.warnings:
        yield Finding("corpus", "warning", warning)
    now = corpus_fingerprint(folder, listed.sources)
    changes = list(_changes(now, _indexed_documents(settings)))
    for change in changes:
        yield Finding("corpus", "warning", change, _BUILD_AGAIN)
    if not changes:
        count = f"{len(now)} document{'' if len(now) == 1 else 's'}"
        yield Finding("corpus", "ok", f"The corpus {folder} has {count}, unchanged since indexing.")


def _indexed_documents(settings: Settings) -> dict[str, str]:
    try:
        build = current_build(settings.index_folder, check=False)
    except IndexUnusableError:
        return {}
    return dict(build.manifest["made_from"]["documents"])


def _changes(now: dict[str, str], indexed: dict[str, str]) -> Iterator[str]:
    """What differs between the corpus and the index, a sentence for each document."""
    for file, fingerprint in now.items():
        if file not in indexed:
            yield f"{file} is not indexed yet."
        elif indexed[file] != fingerprint:
            yield f"{file} has changed since it was indexed."
    for file in indexed:
        if file not in now:
            yield f"{file} is indexed, but no longer in the corpus."


# --- Who may call ---------------------------------------------------------------------


def _of_access(settings: Settings) -> Iterator[Finding]:
    """What `advisor serve` goes by; nothing is made where nothing is kept yet."""
    from advisor.records.database import FILE, Database
    from advisor.records.keys import KeyRecords
    from advisor.records.switches import SwitchRecords

    keys = 0
    if (settings.data / FILE).is_file():
        try:
            database = Database(settings.data)
            keys = sum(key.revoked is None for key in KeyRecords(database).all())
            off = [switch for switch in SwitchRecords(database).all() if not switch.is_on]
            database.close()
        except AdvisorError as error:
            yield Finding("keys", "problem", str(error))
            return
        for switch in off:
            yield Finding(
                "switch",
                "warning",
                f"{switch.channel} is switched off since {switch.changed} by {switch.changed_by}.",
                f"To open it: advisor switch {switch.channel} on",
            )
    yield _of_keys(keys)
    yield _of_proxies(settings.trusted_proxies, keys)


def _of_keys(count: int) -> Finding:
    if count:
        return Finding("keys", "ok", f"Keys that open the service: {count}.")
    return Finding(
        "keys",
        "ok",
        "There is no key: `advisor serve` answers programs of this machine alone.",
        "To let others in: advisor keys create NAME",
    )


def _of_proxies(proxies: Sequence[str], keys: int) -> Finding:
    if not proxies:
        return Finding("proxies", "ok", "No proxy is trusted; requests through one are refused.")
    said = f"Requests through {', '.join(proxies)} are served to callers with a key"
    if keys:
        return Finding("proxies", "ok", f"{said}.")
    return Finding(
        "proxies", "warning", f"{said}, and there is none.", "Run `advisor keys create NAME`."
    )


# --- What is around it ----------------------------------------------------------------


def _of_glossary(settings: Settings) -> Finding:
    from advisor.language.glossary import Glossary

    own = settings.glossary
    try:
        common = len(Glossary.load().entries)
        total = len(Glossary.load(own).entries) if own else common
    except AdvisorError as error:
        return Finding("glossary", "problem", str(error))
    ours = f", {total - common} of them from {own}" if own else ""
    return Finding("glossary", "ok", f"The glossary has {total} entries{ours}.")


def _of_data_folder(folder: Path) -> Finding:
    place = _nearest_existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return Finding(
            "data",
            "problem",
            f"Nothing can be written into {place} ({error.strerror}).",
            "Give this user the right to write there, or set ADVISOR_DATA to another folder.",
        )
    state = "can be written" if place == folder.resolve() else "can be made"
    return Finding("data", "ok", f"The data folder {folder} {state}.")


def _of_records(folder: Path) -> Finding:
    """Every page is read: what is damaged is found before it is asked for."""
    path = folder / FILE
    if not path.exists():
        return Finding("records", "ok", "No questions and answers are kept yet.")
    problem = problem_of(path)
    if problem is None:
        size = path.stat().st_size / 1e6
        return Finding("records", "ok", f"The records {path} are whole ({size:.1f} MB).")
    return Finding(
        "records",
        "problem",
        f"The records {path} cannot be used ({problem}).",
        "Put a backup in their place with `advisor restore FILE --replace`.",
    )


def _of_disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_nearest_existing(folder)).free
    said = f"{free / 1e9:.1f} GB are free for the data folder."
    if free >= AMPLE_SPACE:
        return Finding("disk", "ok", said)
    level: Level = "warning" if free >= LEAST_SPACE else "problem"
    return Finding("disk", level, said, "Free some space before you index.")


def _nearest_existing(folder: Path) -> Path:
    """The folder itself, or what stands where it would be made."""
    folder = folder.resolve()
    return next(place for place in (folder, *folder.parents) if place.exists())


def _of_settings(settings: Settings) -> Iterator[Finding]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        shown = "not set" if value is None else str(value)
        origin = "" if name in settings.model_fields_set else " (default)"
        yield Finding("setting", "ok", f"ADVISOR_{name.upper()}: {shown}{origin}")


def _of_versions() -> Iterator[Finding]:
    yield Finding("version", "ok", f"advisor {__version__}")
    yield Finding("version", "ok", f"python {platform.python_version()}")
    for package in _PACKAGES:
        version = _version(package)
        if version is None:
            mend = f"Install it: pip install {package}"
            yield Finding("version", "problem", f"{package} is not installed.", mend)
        else:
            yield Finding("version", "ok", f"{package} {version}")


def _of_optional_parts() -> Iterator[Finding]:
    for extra, packages in _extras().items():
        missing = [package for package in packages if _version(package) is None]
        if missing:
            yield Finding(
                "optional",
                "ok",
                f"{extra}: not installed ({', '.join(missing)}).",
                f"Where you want it: pip install 'advisor[{extra}]'",
            )
        else:
            yield Finding("optional", "ok", f"{extra}: installed.")


def _extras() -> dict[str, list[str]]:
    """Packages by the optional part that needs them, but for the developers' tools."""
    found: dict[str, list[str]] = {}
    try:
        requirements = metadata.requires("advisor") or []
    except metadata.PackageNotFoundError:  # run from its folder, without an installation
        return {}
    for requirement in requirements:
        match = re.match(r"([\w.-]+).*;.*\bextra\s*==\s*[\"']([\w-]+)[\"']", requirement)
        if match and match[2] != "dev":
            found.setdefault(match[2], []).append(match[1])
    return found


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _of_ocr() -> Finding:
    if shutil.which("ocrmypdf"):
        return Finding("optional", "ok", "ocrmypdf: installed, for scanned PDF files.")
    return Finding(
        "optional",
        "ok",
        "ocrmypdf: not installed; scanned PDF files need its text layer.",
        "Where you want it: install ocrmypdf with the languages swe and eng.",
    )
