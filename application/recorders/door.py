"""A door that processes pass in the order they came, on the way to SQLite's write lock.

SQLite lets whoever asks at the right moment have the lock, so a busy process could keep
another waiting for ever.  Here each draws a number from a small file, and goes in when
nobody with a lower one is left.  A number is a lock on one byte of that file: whoever
dies or gives up lets go of it, so nobody waits for the dead.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

try:
    import fcntl

    LOCK, LOOK = fcntl.F_OFD_SETLK, fcntl.F_OFD_GETLK
except (ImportError, AttributeError):  # there SQLite's own order has to do
    fcntl = None  # type: ignore[assignment]

SHORTEST, LONGEST = 0.0002, 0.002
NUMBER = struct.Struct("=Q")
RANGE = struct.Struct("hhqqi4x")
FIRST = NUMBER.size
"""The byte of number 0; those before hold the last number that was drawn."""


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
    """A file beside the database that holds who is waiting, and nothing else."""

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
        number = _drawn(handle, deadline)
        self._depth += 1
        try:
            yield number is not None and tried(
                lambda: not _waiting(handle, number), deadline
            )
        finally:
            self._depth -= 1
            if number is not None:
                _lock(handle, number, fcntl.F_UNLCK)

    @property
    def free(self) -> bool:
        """Whether nobody waits: then who comes may try the lock at once."""
        handle = self._handle()
        return handle is None or bool(self._depth) or not _held(handle, 0, 0)

    def _handle(self) -> int | None:
        """Return the open file; ``None`` where a lock can't be had that way."""
        if self._open is None and fcntl is not None:
            try:
                self._open = _opened(self.file)
            except OSError:
                return None
        return self._open

    def close(self) -> None:
        """Close the file."""
        handle, self._open = self._open, None
        if handle is not None:
            os.close(handle)


def _opened(file: str) -> int:
    """Open the file, with room for the number: a full disk must not matter later."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(handle).st_size < NUMBER.size:
            os.pwrite(handle, NUMBER.pack(0), 0)
        _lock(handle, 0, fcntl.F_UNLCK)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _drawn(handle: int, deadline: float) -> int | None:
    """Draw the next number, and hold it."""
    drawer = -FIRST  # the first byte: who holds it is drawing
    if not tried(lambda: _lock(handle, drawer, fcntl.F_WRLCK), deadline):
        return None
    try:
        held = os.pread(handle, NUMBER.size, 0)
        (last,) = NUMBER.unpack(held.ljust(NUMBER.size, b"\0"))
        os.pwrite(handle, NUMBER.pack(last + 1), 0)
        _lock(handle, last + 1, fcntl.F_WRLCK)
    finally:
        _lock(handle, drawer, fcntl.F_UNLCK)
    return int(last + 1)


def _lock(handle: int, number: int, kind: int) -> bool:
    """Hold a number, or let it go; ``False`` when another holds it."""
    try:
        asked = RANGE.pack(kind, os.SEEK_SET, FIRST + number, 1, 0)
        fcntl.fcntl(handle, LOCK, asked)
    except BlockingIOError:
        return False
    return True


def _waiting(handle: int, number: int) -> bool:
    """Whether somebody holds a lower number."""
    return _held(handle, FIRST, number)


def _held(handle: int, first: int, count: int) -> bool:
    """Whether another holds one of *count* bytes; 0 stands for all that follow."""
    asked = RANGE.pack(fcntl.F_WRLCK, os.SEEK_SET, first, count, 0)
    with suppress(OSError):
        return bool(RANGE.unpack(fcntl.fcntl(handle, LOOK, asked))[0] != fcntl.F_UNLCK)
    return False
