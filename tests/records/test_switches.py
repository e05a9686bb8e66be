"""Ways in are open until an operator closes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.errors import SwitchedOffError
from advisor.records.database import Database
from advisor.records.switches import CHANNELS, SwitchRecords
from advisor.vocabulary import Channel


@pytest.fixture
def switches(tmp_path: Path) -> Iterator[SwitchRecords]:
    database = Database(tmp_path)
    yield SwitchRecords(database)
    database.close()


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_way_in_is_open_at_first(switches: SwitchRecords, channel: Channel) -> None:
    switches.require_on(channel)

    assert all(one.is_on and one.changed_by is None for one in switches.all())


@pytest.mark.parametrize("channel", CHANNELS)
def test_only_the_way_in_that_is_switched_off_is_closed(
    switches: SwitchRecords, channel: Channel
) -> None:
    switches.set(channel, is_on=False, by="eva")

    with pytest.raises(SwitchedOffError, match=r"avstängd.* / .*switched off"):
        switches.require_on(channel)
    for other in set(CHANNELS) - {channel}:
        switches.require_on(other)


def test_switch_acts_on_another_process(switches: SwitchRecords, tmp_path: Path) -> None:
    elsewhere = Database(tmp_path)

    SwitchRecords(elsewhere).set("slack", is_on=False, by="eva")

    with pytest.raises(SwitchedOffError):
        switches.require_on("slack")
    SwitchRecords(elsewhere).set("slack", is_on=True, by="eva")
    switches.require_on("slack")
    elsewhere.close()


def test_who_switched_and_when_is_kept(switches: SwitchRecords) -> None:
    switches.set("teams", is_on=False, by="eva")
    switches.set("teams", is_on=True, by="olle")

    told = switches.history("teams")

    assert [(one.is_on, one.changed_by) for one in told] == [(False, "eva"), (True, "olle")]
    assert all(one.changed and one.changed.endswith("Z") for one in told)
    assert told[-1] in switches.all()
