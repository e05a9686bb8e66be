"""`advisor backup` and `advisor restore`: say what was written, and what is in place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisor.bootstrap import question_settings
from advisor.channels.cli_output import print_note, print_out
from advisor.channels.rendering import visible
from advisor.service import backup
from advisor.service import restore as restoring
from advisor.settings import Settings, load_settings


def back_up(out: Path) -> int:
    """0 when nothing is missing in the backup."""
    settings = load_settings()
    done = backup.back_up(settings, out, question_settings(settings))
    index = f"the index {done.index_build}" if done.index_build else "no index"
    print_out(f"{done.path} holds {done.answers} answers and {index}.\nsha256 {done.sha256}\n")
    if done.index_build is None:
        print_note("No index can be used, so none is in the backup. Run `advisor index`.")
    for digest in done.missing:
        print_note(f"MISSING: the source {digest} of kept answers is not in the archive.")
    return 1 if done.missing else 0


def restore(file: Path, data: Path | None, *, replace: bool) -> None:
    """Restore, and say what differs from the place where the backup was made."""
    settings = load_settings()
    folder = settings.data if data is None else data
    done = restoring.restore(file, folder, replace=replace)
    counts, index = done.manifest["records"], done.manifest["index"]
    print_out(
        f"{folder} holds {counts['answers']} answers of {done.manifest['created'][:19]}, and"
        f" {'the index ' + index['build'] if index else 'no index: run `advisor index`'}.\n"
    )
    if done.aside is not None:
        print_out(f"What was there is in {done.aside}. Remove it when you no longer need it.\n")
    for name, value in _other_settings(done.manifest["settings"], settings):
        print_note(f"ADVISOR_{name.upper()} was {visible(value)} where the backup was made.")


def _other_settings(before: Mapping[str, Any], settings: Settings) -> list[tuple[str, str]]:
    """Settings on which answers depend, that are other here."""
    now = {
        "embedding_model": settings.embedding_model,
        "passage_prompt": settings.passage_prompt,
        **question_settings(settings),
    }
    told = {name: "not set" if value is None else repr(value) for name, value in before.items()}
    if before.get("glossary"):
        told["glossary"] = "a glossary of its own (originals/glossary.tsv in the index)"
    return [(name, told[name]) for name in told if before[name] != now.get(name)]
