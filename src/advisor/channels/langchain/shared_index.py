"""The index of a data folder, for all parts of a program that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from advisor.bootstrap import open_live
from advisor.errors import AdvisorError
from advisor.service.live_index import LiveIndex, OpenIndex
from advisor.settings import Settings, load_settings


class SharedIndex:
    """Opened by whoever asks first, shared by all threads, and opened anew once it was rebuilt.

    What is open stays in its process: pickled or copied, it takes along the name of its folder
    alone, and is opened where it is asked. All other settings are those of that process.
    """

    def __init__(self, data: Path | str | None = None) -> None:
        """`data` is the data folder; None: the one that the settings name (ADVISOR_DATA)."""
        self._data = Path(load_settings().data if data is None else data).absolute()
        self._live: LiveIndex | None = None
        self._opening = Lock()

    @classmethod
    def open(cls, data: Path | str | None = None) -> SharedIndex:
        """The same, opened at once: IndexUnusableError says what to do when there is none."""
        index = cls(data)
        try:
            with index.lent():
                return index
        except AdvisorError:
            index.close()
            raise

    def __repr__(self) -> str:
        return f"SharedIndex({str(self._data)!r})"

    def __reduce__(self) -> tuple[type[SharedIndex], tuple[Path]]:
        return SharedIndex, (self._data,)

    @property
    def settings(self) -> Settings:
        """Those in force, with this data folder; BadInputError names one that is wrong."""
        return load_settings().model_copy(update={"data": self._data})

    @contextmanager
    def lent(self) -> Iterator[OpenIndex]:
        """The index to ask, which stays open meanwhile.

        IndexUnusableError says what to do when there is none.
        """
        with self._opened().lent() as index:
            yield index

    def close(self) -> None:
        """Release files and memory; whoever asks afterwards opens it again."""
        with self._opening:
            live, self._live = self._live, None
        if live is not None:
            live.close()

    def _opened(self) -> LiveIndex:
        with self._opening:
            if self._live is None:
                self._live = open_live(self.settings)
            return self._live
