"""A door that processes pass one by one, on their way to the write lock of SQLite.

SQLite lets whoever asks at the right moment have the lock, so a busy process could keep
another waiting for ever.  Who waits for the lock stands in the door; who has just had
it finds the door taken and lets the other go first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

try:
    import fcntl
except ImportError:  # where there is none, SQLite's own order has to do
    fcntl = None  # type: ignore[assignment]

SHORTEST, LONGEST = 0.0002, 0.002


def tried(attempt: Callable[[], bool], deadline: float) -> bool:
    """Try again and again until it works (``True``) or the time is over."""
    pause = SHORTEST
    while not attempt():
        if monotonic() > deadline:
            return False
        sleep(pause)
        pause = min(pause * 1.5, LONGEST)
    return True


class Door:
    """A file beside the database that is locked for a moment, never written."""

    def __init__(self, file: str) -> None:
        """Stand before *file*; it is made when it is first passed."""
        self.file = file
        self._open: int | None = None
        self._depth = 0

    @contextmanager
    def passed(self, deadline: float) -> Iterator[bool]:
        """Stand in the door; ``False`` when others stood in it until the deadline.

        Whoever stands in it already may pass again.
        """
        handle = self._handle()
        if handle is None or self._depth:
            yield True
            return
        if not tried(lambda: _locked(handle), deadline):
            yield False
            return
        self._depth += 1
        try:
            yield True
        finally:
            self._depth -= 1
            fcntl.flock(handle, fcntl.LOCK_UN)

    def _handle(self) -> int | None:
        """Return the open file; ``None`` where a lock can't be had that way."""
        if self._open is None and fcntl is not None:
            try:
                flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
                self._open = os.open(self.file, flags, 0o600)
            except OSError:
                return None
        return self._open

    def close(self) -> None:
        """Close the file."""
        handle, self._open = self._open, None
        if handle is not None:
            os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: SQLite's own order has to do
    return True
