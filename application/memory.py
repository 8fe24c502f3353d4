"""The writer's memory: records folded up to one position, kept between acts.

Used under the write lock only.  What others recorded since is taken in before the next
act; after a failure everything is forgotten: nothing is built on what was not stored.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from application.desk import LISTED, Desk, Directory
from application.folds import Folds
from application.ledger import Entry
from application.views.projector import Projector, Recalling
from domain.events import Created, Event

LOG = logging.getLogger("depositary.clock")
LIMIT = 20_000


class Memory:
    """A desk and a projector that stay laid out from one act to the next."""

    def __init__(
        self,
        folds: Folds,
        register: Callable[[], str],
        directory: Callable[[], Directory],
        require_views: Callable[[], None],
    ) -> None:
        """Remember nothing yet.

        *require_views* sees to it that the views show what others recorded.
        """
        self._folds, self._ledger = folds, folds.ledger
        self._register = register
        self._directory, self._require_views = directory, require_views
        self.position, self.recorded_at = 0, ""
        self._unsettled, self._undone, self._behind = False, 0, False
        self._desk: Desk | None = None
        self.projector: Projector = Recalling(self._ledger.before)

    def begin(self) -> None:
        """Begin an act; after one that failed or was undone nothing is remembered."""
        undone = self._ledger.recorder.datastore.undone
        if self._unsettled or undone != self._undone:
            self.forget()
        self._unsettled, self._undone = True, undone

    def settle(self) -> None:
        """Take note that the act was done; its commit may still fail."""
        self._unsettled = False

    def forget(self) -> None:
        """Forget everything: the next act reads anew."""
        self._desk = None
        self.projector = Recalling(self._ledger.before)

    def desk(self) -> Desk:
        """Return the desk, with what was recorded by others since taken in."""
        position = self._ledger.position()
        far = not self.position <= position < self.position + LIMIT
        if self._desk is None or far or len(self._desk) > LIMIT:
            self._require_views()
            self.forget()
            self._desk = Desk(self._folds.own, self._register(), self._directory())
            self.position = position
            self.recorded_at = self._ledger.last_recorded_at()
        elif position > self.position:
            self._follow(self._ledger.since(self.position, limit=LIMIT))
        return self._desk

    @property
    def laid_out(self) -> Desk:
        """The desk as it lies there, with what is decided and not yet recorded."""
        return self.desk() if self._desk is None else self._desk

    def stamp(self, now: str) -> str:
        """Return the time to record at: never before the last, whatever the clock says.

        A clock that is behind what is recorded is told once, when that begins.
        """
        behind = now < self.recorded_at
        if behind and not self._behind:
            LOG.warning(
                "the clock says %s, before the last act, recorded at %s; acts are"
                " recorded at that time until the clock has come past it",
                now,
                self.recorded_at,
            )
        self._behind = behind
        return max(now, self.recorded_at)

    def _follow(self, entries: list[Entry]) -> None:
        """Take in what others recorded."""
        self._require_views()
        for entry in entries:
            self.projector.follow(entry.event)
            if self._desk is not None:
                self._desk.follow(entry.event)
        self.keep(entries)

    def keep(self, entries: list[Entry]) -> None:
        """Take note of entries that were recorded: they are what is known now."""
        if entries:
            self.position = entries[-1].position
            self.recorded_at = entries[-1].event.recorded_at
        if self._desk is not None and _adds(entry.event for entry in entries):
            self._desk.directory = self._directory()


def _adds(events: Iterable[Event]) -> bool:
    """Whether a package, a participant or a period is new among *events*."""
    return any(
        isinstance(event, Created) and event.originator_topic in LISTED
        for event in events
    )
