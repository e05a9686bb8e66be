"""Gives memory that nobody uses back to the system."""

from __future__ import annotations

import ctypes
import gc


def give_back_memory() -> None:
    """Free what only circles of references hold, and let the system have what is free.

    Python looks for circles when much more has piled up, and glibc keeps what was freed for each
    thread apart: without this a server grows by half an index each time one is published.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    if trim is not None:
        trim(0)
