"""Whose an open page is: what the page's framework keeps under its name is for nobody else."""

from __future__ import annotations

import re
from collections import OrderedDict

MOST_TABS = 20_000  # the longest idle are forgotten

# As the framework's page makes them. It puts the name into others and takes these apart again.
_NAME = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)


class Tabs:
    """The first who uses a name has it. Asked from one thread only."""

    def __init__(self, most: int = MOST_TABS) -> None:
        self._most = most
        self._owners: OrderedDict[str, str] = OrderedDict()

    def is_of(self, tab: str, caller: str) -> bool:
        """Whether an open page is the caller's; one that nobody has becomes theirs."""
        if not _NAME.fullmatch(tab) or self._owners.setdefault(tab, caller) != caller:
            return False
        self._owners.move_to_end(tab)
        while len(self._owners) > self._most:
            self._owners.popitem(last=False)
        return True
