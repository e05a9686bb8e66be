"""What nobody uses does not stay in memory."""

import weakref

from advisor.service.memory import give_back_memory


class _Circle:
    def __init__(self) -> None:
        self.itself = self


def test_what_only_circles_hold_is_freed() -> None:
    seen = weakref.ref(_Circle())

    give_back_memory()

    assert seen() is None
