"""A table that has the words of the domain as its keys has all of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import pytest

import advisor
from advisor.vocabulary import Form, Role, SectionRole, Sign

# Tables that need not name every word of this type: the reader of each says what holds otherwise.
PARTIAL: Mapping[str, object] = {
    "_ASPECTS": Sign,
    "ASKING_WORDS": Form,
    "BRIEF": Form,
    "FORM_SIGNS": Sign,
    "CONSIDERED": SectionRole,
    "_OPPOSITE": Sign,
    "_OTHER_SIDE": Role,
}


def _tables() -> Iterator[tuple[str, Any, object]]:
    """Every mapping at the top of a module with words of the domain as keys: name, type, value."""
    for found in pkgutil.walk_packages(advisor.__path__, "advisor."):
        if found.name == "advisor.__main__":
            continue
        module = importlib.import_module(found.name)
        for name, annotation in getattr(module, "__annotations__", {}).items():
            if "Mapping[" in annotation or "dict[" in annotation:
                hint = eval(annotation, vars(module))  # the module's own words
                if _keys(hint) is not None:
                    yield name, hint, getattr(module, name)


def _keys(hint: Any) -> Any:
    """The type of the words that a mapping has as keys; None for anything else."""
    origin = get_origin(hint)
    is_mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    keys = get_args(hint)[0] if is_mapping else None
    return keys if get_origin(keys) is Literal else None


def _lacks(hint: Any, table: Any, partial: object = None) -> Iterator[str]:
    """The words that the keys of a table lack, in itself and in the tables within it."""
    keys = _keys(hint)
    if keys is None:
        return
    if keys != partial:
        yield from (word for word in get_args(keys) if word not in table)
    for inner in table.values():
        yield from _lacks(get_args(hint)[1], inner, partial)


TABLES = tuple(_tables())


@pytest.mark.parametrize(
    ("name", "hint", "table"), [pytest.param(*found, id=found[0]) for found in TABLES]
)
def test_table_has_every_word_of_its_keys(name: str, hint: Any, table: object) -> None:
    assert list(_lacks(hint, table, PARTIAL.get(name))) == []


def test_tables_are_found_in_every_part_that_speaks_to_the_reader() -> None:
    names = {name for name, _, _ in TABLES}

    assert {"PLANS", "FORM_SIGNS", "PHRASES", "_THINGS", "_HEADINGS"} <= names
    assert PARTIAL.keys() <= names


def test_a_word_that_is_lacking_is_seen_at_every_depth() -> None:
    hint = Mapping[Literal["sv", "en"], Mapping[Literal["a", "b"], str]]
    full = {"a": "", "b": ""}

    assert list(_lacks(hint, {"sv": full, "en": full})) == []
    assert list(_lacks(hint, {"sv": full})) == ["en"]
    assert list(_lacks(hint, {"sv": full, "en": {"a": ""}})) == ["b"]
    assert list(_lacks(hint, {"sv": full, "en": {"a": ""}}, Literal["a", "b"])) == []
