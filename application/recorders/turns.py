"""A lock that is fair: who asks first is served first, and nobody waits for ever.

``threading.Lock`` gives the lock to whoever comes by when it is free; under contention
one writer may wait while others are served again and again.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Waiter:
    """Somebody in the queue; *shares* a transaction with those before, or needs one."""

    shares: bool
    gate: threading.Lock = field(default_factory=threading.Lock)


class Turns:
    """Gives one turn at a time, in the order in which turns were asked for."""

    def __init__(self) -> None:
        """Begin with nobody in the queue."""
        self._guard = threading.Lock()
        self._queue: deque[Waiter] = deque()
        self._taken = False

    def take(self, seconds: float, *, shares: bool = False) -> bool:
        """Wait for a turn, at most so many *seconds*; say whether it came."""
        waiter = self._queued(shares=shares)
        if waiter is None:
            return True
        try:
            came = waiter.gate.acquire(timeout=max(seconds, 0))
        except BaseException:
            if not self._left(waiter):
                self.end()
            raise
        return came or not self._left(waiter)

    def end(self) -> None:
        """End the turn: the next in the queue has it, or nobody."""
        with self._guard:
            if self._queue:
                self._queue.popleft().gate.release()
            else:
                self._taken = False

    def hand_over(self) -> bool:
        """End the turn if the next in the queue shares what was begun; say so."""
        with self._guard:
            if not self._queue or not self._queue[0].shares:
                return False
            self._queue.popleft().gate.release()
            return True

    def _queued(self, *, shares: bool) -> Waiter | None:
        """Take the free turn (``None``), or a place at the end of the queue."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            waiter = Waiter(shares)
            waiter.gate.acquire()
            self._queue.append(waiter)
            return waiter

    def _left(self, waiter: Waiter) -> bool:
        """Leave the queue; ``False`` when the turn came at the last moment."""
        with self._guard:
            if waiter not in self._queue:
                return False
            self._queue.remove(waiter)
            return True
