"""`advisor keys` and `advisor switch`: who may call the service, and by which ways."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from advisor.channels.cli_output import print_json, print_note, print_out, print_rich
from advisor.channels.rendering import visible
from advisor.errors import BadInputError
from advisor.records.database import Database
from advisor.records.keys import Key, KeyRecords
from advisor.records.switches import Switch, SwitchRecords
from advisor.settings import load_settings
from advisor.vocabulary import Channel, Right


def create_key(name: str, rights: Sequence[Right]) -> None:
    """Print a new key alone, so that a script can put it where it belongs."""
    with _database() as database:
        key, token = KeyRecords(database).create(name, rights)
    print_out(f"{token}\n")
    print_note(
        f"The key {key.id} ({', '.join(sorted(key.rights))}) is for {visible(key.name)}. It is"
        " shown this once: keep it where secrets are kept. It is sent as `Authorization: Bearer`."
    )


def print_keys(*, as_json: bool) -> None:
    """Print all keys, also those revoked."""
    with _database() as database:
        keys = KeyRecords(database).all()
    if as_json:
        print_json([_as_data(key) for key in keys])
    elif keys:
        head = ("ID", "Name", "Rights", "Made", "Last used", "Revoked")
        _print_table(head, [_cells(key) for key in keys])
    else:
        print_note("There is no key. Make one with `advisor keys create NAME`.")


def revoke_key(id: str) -> None:
    """Revoke a key; one that was revoked before stays so."""
    with _database() as database:
        key = KeyRecords(database).revoke(id)
    print_note(f"The key {key.id} of {visible(key.name)} opens nothing any more.")


def list_switches() -> None:
    """Print the state of every way in."""
    with _database() as database:
        switches = SwitchRecords(database).all()
    _print_table(("Way in", "State", "Since", "Switched by"), [_state(one) for one in switches])


def set_switch(channel: Channel, state: Literal["on", "off"] | None) -> None:
    """Open or close a way in, under the name of whoever runs the command."""
    if state is None:
        raise BadInputError(
            f"Say whether {channel} is to be on or off: `advisor switch {channel} off`."
        )
    with _database() as database:
        SwitchRecords(database).set(channel, is_on=state == "on", by=_user())
    print_note(f"{channel} is {state}. A server that runs heeds it at once.")


@contextmanager
def _database() -> Iterator[Database]:
    database = Database(load_settings().data)
    try:
        yield database
    finally:
        database.close()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        return f"user {os.getuid()}"


def _as_data(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "rights": sorted(key.rights),
        "created": key.created,
        "used": key.used,
        "revoked": key.revoked,
    }


def _cells(key: Key) -> tuple[str, ...]:
    rights = ", ".join(sorted(key.rights))
    times = (_minute(time) for time in (key.created, key.used, key.revoked))
    return (key.id, key.name, rights, *times)


def _state(switch: Switch) -> tuple[str, ...]:
    state = "on" if switch.is_on else "OFF"
    return switch.channel, state, _minute(switch.changed), switch.changed_by or ""


def _minute(time: str | None) -> str:
    return f"{time[:16].replace('T', ' ')} UTC" if time else ""


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text  # not read as markup

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    print_rich(table)
