"""Acts decided one by one and recorded together: their events, and what to answer.

Nothing of them is in the log until all are written; the desk they were decided at knows
them already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from application.commands.act import Act, Receipt
from application.commands.answers import key_of, receipt_of
from application.ledger import Entry
from domain.events import Event
from domain.record import Record
from domain.workflow import Definition

MOST = 2_000
"""How many acts are written at once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An act that was decided: which events it made, and the edition it led to."""

    act: Act
    record: Record
    first: int
    last: int
    edition: int

    def receipt(self, entries: list[Entry]) -> Receipt:
        """Return its receipt, once *entries* are recorded."""
        own = entries[self.first : self.last]
        return receipt_of(own, self.record, self.act.command, self.edition)


@dataclass(slots=True)
class Many:
    """Acts decided under one definition, not yet written; and what was answered."""

    rules: Definition | None = None
    events: list[Event] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    commands: set[str] = field(default_factory=set)
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether enough was decided to be written."""
        return len(self.taken) >= MOST

    def add(
        self, act: Act, record: Record, made: list[Event], rules: Definition
    ) -> None:
        """Add a decided act with all it brought about."""
        first = len(self.events)
        self.events += made
        self.rules, last = rules, len(self.events)
        self.taken.append(Taken(act, record, first, last, record.edition))
        self.commands.add(act.command)

    def written(self, entries: list[Entry]) -> list[dict[str, Any]]:
        """Begin anew, once *entries* are recorded; return what is kept of the acts."""
        found = [taken.receipt(entries) for taken in self.taken]
        kept = [
            {
                "command": key_of(taken.act.command),
                "digest": taken.act.digest,
                "position": receipt.position,
                "edition": receipt.edition,
            }
            for taken, receipt in zip(self.taken, found, strict=True)
        ]
        self.receipts += found
        self.events, self.taken = [], []
        self.commands.clear()
        return kept
