"""Reads the corpus list: what is known of each document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import cast, get_args

import yaml

from advisor.errors import CorpusError
from advisor.readers.reading import READERS
from advisor.types import Source
from advisor.vocabulary import Language, SourceKind, TextQuality

LIST_NAME = "sources.yaml"
_LANGUAGES = get_args(Language)
_REQUIRED = ("file", "display_title", "kind")
_LISTS = ("authors", "languages")
_FIELDS = tuple(field.name for field in fields(Source))


@dataclass(frozen=True, slots=True)
class SourceList:
    """The documents of a corpus, in the order of its list."""

    sources: tuple[Source, ...]
    warnings: tuple[str, ...] = ()


def load_sources(corpus: Path) -> SourceList:
    """What `sources.yaml` in the corpus folder says, checked against the files there.

    Warns of documents that are not listed. Raises CorpusError, naming the entry and the field,
    for a list that cannot be used.
    """
    if not corpus.is_dir():
        raise CorpusError(
            f"The corpus folder {corpus} is missing. Make it, or name another one in the settings."
        )
    entries = _entries(corpus / LIST_NAME)
    sources = tuple(_source(entry, _Place(corpus, n)) for n, entry in enumerate(entries, start=1))
    files = _listed_files(corpus, sources)
    return SourceList(sources, tuple(_not_listed(corpus, files)))


def _entries(path: Path) -> list[object]:
    try:
        entries = yaml.load(path.read_text("utf-8-sig"), _Loader)
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be opened ({error.strerror}). Make it: a list with file, display_title "
            "and kind of each document."
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8. Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        raise CorpusError(f"{path}{_line(error)} is not valid YAML: {_problem(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{path} holds a value that cannot be read: {error}.") from error
    if not isinstance(entries, list) or not entries:
        raise CorpusError(
            f'{path} is not a list of documents. Begin each one with "- file: name-of-the-file".'
        )
    return entries


class _Loader(yaml.SafeLoader):
    """A safe loader that leaves dates as they are written, so that this module checks them."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and shape are PyYAML's
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}," if mark is not None else ""


def _problem(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    return f"{problem}. Check its indentation, quotes and colons" if problem else str(error)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the list something is wrong."""

    corpus: Path
    number: int  # of the entry, from 1
    file: str | None = None

    def error(self, problem: str) -> CorpusError:
        file = f" ({self.file})" if self.file else ""
        return CorpusError(f"{self.corpus / LIST_NAME}, entry {self.number}{file}: {problem}")


def _source(entry: object, place: _Place) -> Source:
    if not isinstance(entry, dict):
        raise place.error('it is not a document. Begin it with "- file: name-of-the-file".')
    values = {name: value for name, value in entry.items() if value is not None}
    if isinstance(values.get("file"), str):
        place = _Place(place.corpus, place.number, values["file"])
    _check_names(entry, place)
    for name in _REQUIRED:
        if name not in values:
            raise place.error(f"{name} is missing. Add it.")
    texts = {name: _text(name, values, place) for name in _FIELDS if name not in _LISTS}
    _check_file(texts["file"] or "", place)
    _check_choice("kind", texts["kind"], get_args(SourceKind), place)
    _check_choice("text_quality", texts["text_quality"], get_args(TextQuality), place)
    return Source(
        file=texts["file"] or "",
        display_title=texts["display_title"] or "",
        kind=cast("SourceKind", texts["kind"]),
        title=texts["title"],
        authors=_texts("authors", values, place),
        publisher=texts["publisher"],
        date=texts["date"],
        version=texts["version"],
        languages=_languages(values, place),
        method=texts["method"],
        setting=texts["setting"],
        text_quality=cast("TextQuality | None", texts["text_quality"]),
    )


def _check_names(entry: Mapping[object, object], place: _Place) -> None:
    for name in entry:
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise place.error(
                f"{name} is not a known field.{_did_you_mean(str(name), _FIELDS)} Known: {known}."
            )


def _text(name: str, values: Mapping[str, object], place: _Place) -> str | None:
    value = values.get(name)
    if name == "date":
        return _date(value, place)
    if value is None:
        return None
    if not isinstance(value, str):
        raise place.error(f"{name} is not text but {value!r}. Put it in quotes.")
    if not value.strip():
        raise place.error(f"{name} is empty. Fill it in, or write null where it is not known.")
    return value.strip()


def _date(value: object, place: _Place) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime.date) or (isinstance(value, int) and value is not True):
        value = str(value)
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value, re.ASCII):
        raise place.error(f"date is {value!r}. Write it as YYYY, YYYY-MM or YYYY-MM-DD.")
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        raise place.error(f"date is {value}, a day that does not exist. Correct it.") from error
    return value


def _texts(name: str, values: Mapping[str, object], place: _Place) -> tuple[str, ...]:
    value = values.get(name, [])
    if not isinstance(value, list):
        raise place.error(f"{name} is not a list but {value!r}. Write it as [{value}].")
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise place.error(f"{name} holds {item!r}, which is not text. Put it in quotes.")
    return tuple(item.strip() for item in value)


def _languages(values: Mapping[str, object], place: _Place) -> tuple[Language, ...]:
    languages = _texts("languages", values, place)
    for language in languages:
        if language not in _LANGUAGES:
            raise place.error(f"languages holds {language!r}. Use sv and en.")
    return cast("tuple[Language, ...]", languages or ("sv",))


def _check_choice(name: str, value: str | None, known: Sequence[str], place: _Place) -> None:
    if value is not None and value not in known:
        raise place.error(
            f"{name} is {value!r}.{_did_you_mean(value, known)} Use one of {', '.join(known)}."
        )


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    nearest = get_close_matches(word, known, n=1)
    return f" Did you mean {nearest[0]}?" if nearest else ""


def _check_file(file: str, place: _Place) -> None:
    path = place.corpus / file
    if not path.resolve().is_relative_to(place.corpus.resolve()):
        raise place.error("file lies outside the corpus folder. Copy it into the folder.")
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise place.error("file is not a name within the folder. Write it as it stands there.")
    if not path.is_file():
        there = [path.name for path in _documents(place.corpus)]
        raise place.error(
            f"file is not in the folder.{_did_you_mean(file, there)} "
            "Put it there, or take the entry away."
        )


def _listed_files(corpus: Path, sources: Sequence[Source]) -> set[Path]:
    files: dict[Path, int] = {}
    for number, source in enumerate(sources, start=1):
        path = (corpus / source.file).resolve()
        if path in files:
            raise _Place(corpus, number, source.file).error(
                f"file is listed in entry {files[path]} already. Take one of them away."
            )
        files[path] = number
    return set(files)


def _not_listed(corpus: Path, files: set[Path]) -> Iterator[str]:
    for path in _documents(corpus):
        if path.resolve() not in files:
            name = path.relative_to(corpus).as_posix()
            yield f"{name} is not read: add it to {LIST_NAME}."


def _documents(corpus: Path) -> list[Path]:
    """The files of a kind that can be read, less hidden ones and Word's lock files."""
    return sorted(
        path
        for path in corpus.rglob("*")
        if path.suffix.lower() in READERS
        and path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(corpus).parts)
    )
