"""Ways in which a file on disk may be harmed."""

import random
from pathlib import Path


def flip(path: Path) -> None:
    """Change one bit, the same one each time."""
    content = bytearray(path.read_bytes())
    content[random.Random(path.name).randrange(len(content))] ^= 4
    path.write_bytes(content)


def truncate(path: Path) -> None:
    """Keep the first half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    """Put other bytes in place of all."""
    path.write_bytes(b"\xff" * path.stat().st_size)
