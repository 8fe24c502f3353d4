"""The library as it comes: the same thirteen acts, without views or rules."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.committee import WORDS

NUMBERS = count(1)
ENVELOPE = {
    "by": "p-delegate-CAN",
    "participant": "CAN",
    "role": "lead",
    "mandate": "CAN-M2",
    "occurred_at": "2026-11-24T10:00:00.000000Z",
    "definition": "fc486f34c8c3130f",
    "salt": "fHq2mWJX3Ojv5m1oZ5dQ1w",
}


class Commitment(Aggregate):
    """A commitment as the library's tutorial would write it."""

    @event("Drafted")
    def __init__(self, title: str, text: str, envelope: dict[str, Any]) -> None:
        """Draft."""
        self.title, self.text, self.envelope = title, text, envelope
        self.concurred: list[str] = []

    @event("Concurred")
    def concur(self, country: str, sha256: str, envelope: dict[str, Any]) -> None:
        """Concur."""
        self.concurred.append(country)

    @event("Tabled")
    def table(self, symbol: str, envelope: dict[str, Any]) -> None:
        """Table."""
        self.symbol = symbol

    @event("Sponsored")
    def sponsor(self, country: str, envelope: dict[str, Any]) -> None:
        """Sponsor."""
        self.sponsor_ = country

    @event("Revised")
    def revise(self, text: str, sha256: str, envelope: dict[str, Any]) -> None:
        """Revise."""
        self.text = text


class Library(Application[UUID]):
    """Loads, acts and saves, as the library's documentation shows."""

    def act(self, number: UUID, action: str, **said: Any) -> None:
        """Carry out one act."""
        commitment: Any = self.repository.get(number)
        getattr(commitment, action)(
            **said, envelope={**ENVELOPE, "command": str(uuid4())}
        )
        self.save(commitment)

    def life(self) -> int:
        """Bring one commitment through thirteen acts; return how many."""
        text = f"{WORDS} ({next(NUMBERS)})."
        commitment = Commitment("Commitment", text, ENVELOPE)
        self.save(commitment)
        digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        self.act(commitment.id, "concur", country="CAN", sha256=digest)
        self.act(commitment.id, "concur", country="GUY", sha256=digest)
        self.act(commitment.id, "table", symbol="LAD/AP07/L.1")
        self.act(commitment.id, "sponsor", country="MEX")
        for turn in range(4):
            self.act(commitment.id, "revise", text=f"{text} {turn}", sha256=digest)
            self.act(commitment.id, "concur", country="GUY", sha256=digest)
        return 13


def on_sqlite(file: str) -> Library:
    """Return the library's application on a file."""
    return Library(
        {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": file}
    )


def on_postgres(url: dict[str, str]) -> Library:
    """Return the library's application on PostgreSQL (its own settings)."""
    return Library({"PERSISTENCE_MODULE": "eventsourcing.postgres", **url})
