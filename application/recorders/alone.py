"""A lock on a file, for what one process at a time may do and others wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # where there is none, two may do it, one after the other in vain
    fcntl = None  # type: ignore[assignment]


@contextmanager
def one_at_a_time(file: str) -> Iterator[None]:
    """Wait until nobody else is at it, however long that takes."""
    with Path(file).open("a", encoding="ascii") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
