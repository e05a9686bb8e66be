"""Who may import whom, and which outside library may be met where."""

import ast
import json
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Run

ROOT = Path(__file__).parents[1]
ROOTS = {"advisor": ROOT / "src" / "advisor", "ui": ROOT / "ui"}

# The bare package holds the version alone.
VALUES = ("advisor", "advisor.types", "advisor.vocabulary", "advisor.errors")


@dataclass(frozen=True, slots=True)
class Rule:
    """Modules, and what of ours they may import; `*` in a name stands for any letters and dots.

    The first rule that fits a module holds for it.
    """

    modules: str
    may_import: tuple[str, ...]
    but_not: tuple[str, ...] = ()


RULES = (
    Rule("advisor", ()),
    Rule("advisor.vocabulary", ()),
    Rule("advisor.types", ("advisor.vocabulary",)),
    Rule("advisor.errors", ()),
    Rule("advisor.settings", VALUES),
    Rule("advisor.index.tables", VALUES),
    Rule("advisor.index.progress", ()),
    Rule(
        "advisor.index.store",
        (
            *(*VALUES, "advisor.index.tables"),
            *("advisor.language.concepts", "advisor.language.folding"),
        ),
    ),
    Rule("advisor.checksums", ()),
    Rule("advisor.masking", ()),
    Rule("advisor.index.publishing", (*VALUES, "advisor.checksums")),
    Rule("advisor.index.fingerprints", (*VALUES, "advisor.settings")),
    Rule(
        "advisor.index.corpus",
        (
            *(*VALUES, "advisor.index.store", "advisor.index.publishing", "advisor.index.progress"),
            *("advisor.language*", "advisor.readers*", "advisor.ocr*", "advisor.documents*"),
        ),
    ),
    Rule("advisor.index*", ("advisor*",), but_not=("advisor.bootstrap", "advisor.channels*")),
    Rule("advisor.diagnosis", ("advisor*",), but_not=("advisor.bootstrap", "advisor.channels*")),
    Rule("advisor.regenerating", ("advisor*",), but_not=("advisor.channels*",)),
    Rule("advisor.language*", (*VALUES, "advisor.language*")),
    Rule(
        "advisor.questions.helped",
        (
            *(*VALUES, "advisor.language*", "advisor.questions*"),
            *("advisor.llm.model", "advisor.llm.masking"),
        ),
    ),
    Rule("advisor.questions*", (*VALUES, "advisor.language*", "advisor.questions*")),
    Rule("advisor.discourse*", (*VALUES, "advisor.language*", "advisor.discourse*")),
    Rule("advisor.readers*", (*VALUES, "advisor.readers*")),
    Rule("advisor.ocr*", (*VALUES, "advisor.ocr*")),
    Rule(
        "advisor.documents*",
        (
            *(*VALUES, "advisor.language*", "advisor.discourse*"),
            *("advisor.readers.reading", "advisor.documents*"),
        ),
    ),
    Rule(
        "advisor.retrieval*",
        (
            *(*VALUES, "advisor.language*", "advisor.questions.asked"),
            *("advisor.discourse.traits", "advisor.checksums", "advisor.retrieval*"),
        ),
    ),
    Rule(
        "advisor.answers*",
        (
            *(*VALUES, "advisor.language*", "advisor.discourse*", "advisor.questions.asked"),
            # What is asked for by name, and how a text tells it, are two sides of one thing.
            *("advisor.questions.makers", "advisor.questions.particulars"),
            *("advisor.llm.model", "advisor.llm.masking", "advisor.answers*"),
        ),
    ),
    Rule("advisor.pipeline", (*VALUES, "advisor.answers.citations", "advisor.answers.reporting")),
    Rule("advisor.llm.opening", (*VALUES, "advisor.settings", "advisor.llm*")),
    Rule("advisor.llm*", (*VALUES, "advisor.masking", "advisor.llm*")),
    Rule("advisor.records*", (*VALUES, "advisor.masking", "advisor.records*")),
    Rule(
        "advisor.service*",
        (
            *(*VALUES, "advisor.settings", "advisor.records*", "advisor.pipeline"),
            *("advisor.index.store", "advisor.index.publishing", "advisor.documents.places"),
            *("advisor.index.originals", "advisor.masking", "advisor.service*"),
        ),
    ),
    Rule("advisor.bootstrap", ("advisor*",), but_not=("advisor.channels*",)),
    Rule("advisor.channels.cli*", ("advisor*", "ui.install")),
    Rule(
        "advisor.channels.web*",
        (
            *(*VALUES, "advisor.settings", "advisor.service*", "advisor.records*"),
            *("advisor.channels.asked", "advisor.channels.rendering", "advisor.channels.web*"),
            *("advisor.channels.slack.installed", "advisor.channels.teams.routes"),
            *("advisor.channels.addresses", "advisor.channels.markdown"),
            "advisor.channels.mcp.server",
            *("advisor.channels.profile_body", "advisor.channels.word"),
        ),
    ),
    Rule(
        "advisor.channels.teams*",
        (
            *(*VALUES, "advisor.settings", "advisor.service*", "advisor.records*"),
            *("advisor.channels.asked", "advisor.channels.rendering", "advisor.channels.starters"),
            *("advisor.channels.cited", "advisor.channels.teams*"),
        ),
    ),
    Rule(
        "advisor.channels.slack*",
        (
            *(*VALUES, "advisor.settings", "advisor.service*", "advisor.records*"),
            *("advisor.channels.asked", "advisor.channels.rendering", "advisor.channels.starters"),
            *("advisor.channels.cited", "advisor.channels.grouping", "advisor.channels.slack*"),
            "advisor.language.detection",
        ),
    ),
    Rule(
        "advisor.channels.mcp*",
        (
            *(*VALUES, "advisor.service*", "advisor.channels.asked", "advisor.channels.mcp*"),
            *("advisor.channels.markdown", "advisor.channels.rendering"),
            "advisor.channels.profile_body",
        ),
    ),
    Rule(
        "advisor.channels.langchain*",  # a program begins with it, as people with the command line
        (
            *(*VALUES, "advisor.settings", "advisor.bootstrap", "advisor.service*"),
            *("advisor.channels.addresses", "advisor.channels.asked", "advisor.channels.markdown"),
            *("advisor.channels.rendering", "advisor.channels.langchain*", "ui.addresses"),
        ),
    ),
    Rule(
        "advisor.channels*",
        (*VALUES, "advisor.pipeline", "advisor.service*", "advisor.channels*"),
        but_not=("advisor.channels.cli*",),
    ),
    Rule("advisor.__main__", ("advisor.channels.cli",)),
    Rule(
        "ui*",
        (
            *(*VALUES, "advisor.checksums", "advisor.settings", "advisor.language*"),
            *("advisor.service*", "advisor.records*", "advisor.channels.asked"),
            *("advisor.channels.rendering", "advisor.channels.markdown", "advisor.channels.cited"),
            *("advisor.channels.starters", "advisor.channels.profile_body"),
            "advisor.channels.grouping",
            *("advisor.channels.kinds", "advisor.channels.web*", "advisor.documents.places", "ui*"),
        ),
    ),
)

# An outside library, and the only modules that may import it. A library gets its home here when
# the module is written: a chat framework in its channel, gradio in ui/.
HOMES: dict[str, tuple[str, ...]] = {
    "chromadb": ("advisor.retrieval.chroma_store",),
    "sentence_transformers": (
        "advisor.retrieval.named_models",
        "advisor.retrieval.sentence_module",
    ),
    "torch": ("advisor.retrieval.sentence_module",),
    "transformers": (),
    "langchain*": ("advisor.llm.langchain_model", "advisor.channels.langchain*"),
    "langsmith": ("advisor.llm.langchain_model",),
    "anthropic": ("advisor.llm.langchain_model",),
    "httpx": ("advisor.channels.teams.connector", "advisor.llm.http_limits"),
    "jsonschema": ("advisor.llm.reading",),
    "fastapi": (
        "ui*",
        "advisor.channels.web*",
        "advisor.channels.slack.door",
        "advisor.channels.slack.installed",
        "advisor.channels.teams.routes",
    ),
    "jinja2": ("ui.pages",),
    "starlette": (
        "advisor.channels.web*",
        "advisor.channels.cli_listening",
        "ui.served",
        "ui.tab_events",
    ),
    "prometheus_client": ("advisor.channels.web.metrics",),
    "opentelemetry": ("advisor.channels.web.tracing",),
    "authlib": ("advisor.channels.web.oidc",),
    "joserfc": ("advisor.channels.web.oidc",),
    "httpx2": (
        "advisor.channels.web.oidc",
        "advisor.llm.http_limits",
        "advisor.llm.langchain_model",
    ),
    "itsdangerous": ("advisor.channels.web.login",),
    "anyio": (
        "advisor.channels.web*",
        "advisor.channels.mcp.server",
        "advisor.channels.cli_mcp",
    ),
    "mcp*": ("advisor.channels.mcp.server", "advisor.channels.web.mcp_route"),
    "uvicorn": ("advisor.channels.cli_listening",),
    "h11": ("advisor.channels.cli_listening",),
    "limits": ("advisor.service.limits",),
    "gradio*": ("ui.conversation", "ui.profile_form"),
    "slack*": ("advisor.channels.slack.door", "advisor.channels.slack.workspace"),
    "microsoft*": (
        "advisor.channels.teams.connector",
        "advisor.channels.teams.routes",
        "advisor.channels.teams.tokens",
    ),
    "docx": ("advisor.readers.docx_reader", "advisor.channels.word_*"),
    "pypdf": ("advisor.readers.pdf_reader",),
    "pypdfium2": ("advisor.readers.pdf_reader", "advisor.readers.pdf_visibility"),
    "bs4": (
        "advisor.readers.html_reader",
        "advisor.readers.html_sheets",
        "advisor.readers.html_visibility",
        "advisor.readers.markdown_visibility",
    ),
    "soupsieve": ("advisor.readers.html_sheets",),
    "simplemma": ("advisor.language*", "advisor.ocr*"),
    "pydantic_settings": ("advisor.settings",),
    "typer": ("advisor.channels.cli*",),
}

# Slow to import, and not needed to answer from an index that is built.
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "langchain",
    "langchain_core",
    "advisor.llm.langchain_model",
)
COMMANDS = (
    ("--help",),
    ("doctor",),
    ("ask", "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"),
)


class Import(NamedTuple):
    """A module that is named in an import statement of another."""

    module: str
    target: str
    line: int


def test_modules_import_only_what_their_rule_allows() -> None:
    forbidden = [
        f"{found.module}:{found.line} imports {found.target}"
        for found in _imports()
        if _library(found.target) in ROOTS and not _allowed(found)
    ]

    assert not forbidden, "\n".join(forbidden)


def test_outside_libraries_are_imported_only_in_their_homes() -> None:
    strays = [
        f"{found.module}:{found.line} imports {found.target}"
        for found in _imports()
        for library, homes in HOMES.items()
        if fnmatchcase(_library(found.target), library) and not _fits_any(found.module, homes)
    ]

    assert not strays, "\n".join(strays)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.modules)
def test_every_rule_has_a_module_it_holds_for(rule: Rule) -> None:
    assert any(_rule_for(module) == rule for module in _modules())


@pytest.mark.parametrize(
    ("library", "home"), [(library, home) for library, homes in HOMES.items() for home in homes]
)
def test_every_home_imports_its_library(library: str, home: str) -> None:
    assert any(
        fnmatchcase(found.module, home) and fnmatchcase(_library(found.target), library)
        for found in _imports()
    )


def test_every_module_has_a_rule() -> None:
    assert [module for module in _modules() if _rule_for(module) is None] == []


@pytest.mark.parametrize(
    ("statement", "target"),
    [
        ("import advisor.channels.cli", "advisor.channels.cli"),
        ("from advisor.channels import cli", "advisor.channels.cli"),
        ("from advisor.channels.cli import main", "advisor.channels.cli"),
        ("from ..channels.cli import main", "advisor.channels.cli"),
        ("from .. import types", "advisor.types"),
        ("def f():\n    import advisor.channels.cli as c", "advisor.channels.cli"),
        ("if TYPE_CHECKING:\n    from advisor import channels", "advisor.channels"),
        ("import importlib\nimportlib.import_module('chromadb.api')", "chromadb.api"),
    ],
)
def test_an_import_is_seen_however_it_is_written(statement: str, target: str) -> None:
    known = {"advisor", "advisor.types", "advisor.channels", "advisor.channels.cli"}

    found = _imports_of("advisor.language.words", "advisor.language", statement, known)

    assert target in {one.target for one in found}


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_command_answers_without_heavy_libraries(
    arguments: Sequence[str], indexed_data: Path, tmp_path: Path, run: Run
) -> None:
    report = tmp_path / "modules.json"
    wrapper = tmp_path / "wrapper.py"
    wrapper.write_text(_WRAPPER, encoding="utf-8")

    finished = run(
        wrapper,
        report,
        *arguments,
        cwd=tmp_path,
        ADVISOR_DATA=indexed_data,
        ADVISOR_CORPUS=ROOT / "corpus",
    )

    assert finished.returncode == 0, finished.stderr
    loaded = set(json.loads(report.read_text(encoding="utf-8")))
    assert "advisor.channels.cli" in loaded
    assert loaded.intersection(HEAVY) == set()


# Runs advisor as its own process does, and writes down what it imported.
_WRAPPER = """
import json, runpy, sys
report = sys.argv.pop(1)
try:
    runpy.run_module("advisor", run_name="__main__", alter_sys=True)
finally:
    with open(report, "w", encoding="utf-8") as file:
        json.dump(sorted(sys.modules), file)
"""


def imported_by(module: str) -> set[str]:
    """The module with all of ours that it imports, and what those import in turn."""
    met: set[str] = set()
    left = [module]
    while left:
        met.add(left.pop())
        left += {f.target for f in _imports() if f.module in met and _is_ours(f.target)} - met
    return met


def _is_ours(module: str) -> bool:
    return _library(module) == "advisor"


def _allowed(found: Import) -> bool:
    rule = _rule_for(found.module)
    return (
        rule is not None
        and _fits_any(found.target, rule.may_import)
        and not _fits_any(found.target, rule.but_not)
    )


def _rule_for(module: str) -> Rule | None:
    return next((rule for rule in RULES if fnmatchcase(module, rule.modules)), None)


def _fits_any(module: str, names: Iterable[str]) -> bool:
    return any(fnmatchcase(module, name) for name in names)


def _library(module: str) -> str:
    return module.partition(".")[0]


@cache
def _modules() -> dict[str, Path]:
    return {
        _module_name(package, folder, path): path
        for package, folder in ROOTS.items()
        for path in sorted(folder.rglob("*.py"))
    }


def _module_name(package: str, folder: Path, path: Path) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join((package, *(part for part in parts if part != "__init__")))


@cache
def _imports() -> tuple[Import, ...]:
    modules = _modules()
    return tuple(
        found
        for module, path in modules.items()
        for found in _imports_of(
            module,
            module if path.name == "__init__.py" else module.rpartition(".")[0],
            path.read_text(encoding="utf-8"),
            modules.keys(),
        )
    )


def _imports_of(module: str, package: str, source: str, known: Set[str]) -> list[Import]:
    """Every import in the source, also those inside functions and type checks."""
    return [
        Import(module, target, node.lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
        for target in _targets(node, package, known)
    ]


def _targets(
    node: ast.Import | ast.ImportFrom | ast.Call, package: str, known: Set[str]
) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(names=names):
            base = _base(node, package)
            for alias in names:
                below = f"{base}.{alias.name}"
                yield below if below in known else base
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            if ast.unparse(node.func) in {"import_module", "importlib.import_module", "__import__"}:
                yield name


def _base(node: ast.ImportFrom, package: str) -> str:
    """The module that `from ... import` names, with leading dots resolved."""
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
