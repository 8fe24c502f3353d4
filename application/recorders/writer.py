"""One writer at a time; acts that queue up are committed together.

A transaction that is open when the next act is waiting is handed over to it: it goes on
within a savepoint of its own, so that a refusal undoes that act alone.  The last one
commits, and only then is any of them acknowledged.  A commit costs the disk far more
than an act costs the processor, so a crowd waits for one instead of many.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from time import monotonic
from typing import Any

from application.recorders.turns import Turns
from domain.errors import Busy, Unknown

PATIENCE = 5.0
"""How many seconds anybody waits for a turn, for the lock, for an answer."""
MOST_TOGETHER, LONGEST_TOGETHER = 64, 0.025
BUSY = "the register is busy; please repeat the act in a moment"
UNSURE = "whether this was recorded can't be known now; ask again with the same key"

Rows = Sequence[Mapping[str, Any]]


def nothing() -> None:
    """Do nothing."""


def unheard(seconds: float) -> None:
    """Tell nobody how long a writer waited."""
    del seconds


class Group:
    """The acts that share one transaction, and what became of it."""

    def __init__(self, cursors: Callable[[], Any]) -> None:
        """Begin without acts; *cursors* makes one for each."""
        self.cursors = cursors
        self.rows: list[Mapping[str, Any]] = []
        self.members = 0
        self.failure: Exception | None = None
        self._since = monotonic()
        self._ended = threading.Event()

    @property
    def full(self) -> bool:
        """Whether those who wait for it have waited enough."""
        too_long = monotonic() - self._since > LONGEST_TOGETHER
        return too_long or self.members >= MOST_TOGETHER

    def end(self, failure: Exception | None = None) -> None:
        """Tell all who wait how it ended."""
        self.failure = failure
        self._ended.set()

    @property
    def ended(self) -> bool:
        """Whether it was committed or came to nothing."""
        return self._ended.is_set()

    def wait(self) -> None:
        """Wait until it has ended."""
        self._ended.wait()


class Writer(ABC):
    """The writing side of a datastore; an engine brings the transaction itself."""

    def __init__(self) -> None:
        """Begin with nobody writing."""
        self.undone = 0
        """How often acts that were done were undone, for want of their commit."""
        self.waited: Callable[[float], None] = unheard
        """Told how many seconds each writer waited for its turn and the lock."""
        self._turns = Turns()
        self._group: Group | None = None
        self._local = threading.local()

    @property
    def writing(self) -> Any:
        """The cursor of this thread's writing transaction, or ``None``."""
        return getattr(self._local, "writing", None)

    def note(self, rows: Rows) -> None:
        """Take note of the events this thread stores, to find them again."""
        self._local.rows += rows

    @contextmanager
    def write(self, then: Callable[[], None], *, shares: bool) -> Iterator[Any]:
        """Give a cursor in a writing transaction, begun for it or handed over."""
        deadline = monotonic() + PATIENCE
        if not self._turns.take(PATIENCE, shares=shares):
            raise Busy(BUSY)
        group = self._joined(deadline)
        failure: BaseException | None = None
        try:
            self.waited(monotonic() - deadline + PATIENCE)
            yield self._local.writing
            then()
        except BaseException as error:  # noqa: BLE001 (raised below)
            failure = error
        self._leave(group, failure)
        self._end(group, shares=shares)
        self._answer(group.failure, failure)

    def _answer(self, of_all: Exception | None, own: BaseException | None) -> None:
        """Raise what became of the act: what befell all, or what it did itself."""
        if own is not None and (of_all is None or not isinstance(own, Exception)):
            told = self.told(own)
            if told is own:
                raise own
            raise told from own
        if of_all is not None:
            raise copy(of_all) from of_all  # each thread raises one of its own

    def _joined(self, deadline: float) -> Group:
        """Go on with the transaction that was handed over, or begin one."""
        try:
            group = self._group
            if group is None:
                group = self._group = Group(self._begin(deadline))
                cursor = group.cursors()
            else:
                cursor = group.cursors()
                cursor.execute("SAVEPOINT act")
        except BaseException as error:
            self._lost(self._group, error)
            self._turns.end()
            raise self.told(error) from error
        self._local.writing, self._local.rows = cursor, []
        group.members += 1
        return group

    def _leave(self, group: Group, failure: BaseException | None) -> None:
        """End one act's part: keep what it did, or undo it alone."""
        cursor, self._local.writing = self._local.writing, None
        if failure is not None and self._ends(failure):
            self._lost(group, failure)
        elif failure is not None and group.members == 1:
            self._roll_back()
            self._group = None
            group.end()
        else:
            self._part(group, cursor, undo=failure is not None)

    def _part(self, group: Group, cursor: Any, *, undo: bool) -> None:
        try:
            if undo:
                cursor.execute("ROLLBACK TO SAVEPOINT act")
            if group.members > 1:
                cursor.execute("RELEASE SAVEPOINT act")
        except BaseException as error:  # noqa: BLE001 (each of the group is told)
            self._lost(group, error)
        else:
            group.rows += [] if undo else self._local.rows

    def _end(self, group: Group, *, shares: bool) -> None:
        """Hand the transaction over to the next, or commit it."""
        if group.ended:
            self._turns.end()
        elif shares and not group.full and self._turns.hand_over():
            group.wait()
        else:
            self._finish(group)

    def _finish(self, group: Group) -> None:
        self._group = None
        failure: Exception | None = Unknown(UNSURE)
        try:
            self._commit(group.rows)
            failure = None
        except Exception as error:  # noqa: BLE001 (each of the group is told)
            failure = error
        finally:
            self.undone += failure is not None
            group.end(failure)
            self._turns.end()

    def _lost(self, group: Group | None, error: BaseException) -> None:
        """Give the whole transaction up, and tell all who wait for it."""
        self._group = None
        with suppress(Exception):
            self._roll_back()
        if group is not None:
            self.undone += 1
            told = self.told(error)
            group.end(told if isinstance(told, Exception) else Busy(BUSY))

    @abstractmethod
    def _begin(self, deadline: float) -> Callable[[], Any]:
        """Begin a transaction under the lock; return what makes its cursors."""

    @abstractmethod
    def _commit(self, rows: Rows) -> None:
        """Commit; raise ``Busy`` if nothing was recorded, ``Unknown`` if unsure."""

    @abstractmethod
    def _roll_back(self) -> None:
        """Undo the transaction that is open, if one is."""

    @abstractmethod
    def _ends(self, error: BaseException) -> bool:
        """Whether *error* has ended the transaction, not just one statement."""

    @abstractmethod
    def told(self, error: BaseException) -> BaseException:
        """Return what a person is told of an error of the engine."""
