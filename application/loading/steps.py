"""From a record of the file to the acts that enter it, each with its time and basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, auto

from application.loading.sections import Record

UNKNOWN = "unknown"
LAST = "9999-12-31"


class Rank(IntEnum):
    """Of what happened on one day, what is told before what."""

    SOURCE = auto()
    MEETING = auto()
    INSTRUMENT = auto()
    PILLAR = auto()
    PARTICIPANT = auto()
    PRESENCE = auto()
    PACKAGE = auto()
    LEAD = auto()
    MEMBER = auto()
    OFFICE = auto()
    COMMITMENT = auto()
    STATEMENT = auto()
    ADJOURNMENT = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the registrar, and its place in the order of what happened."""

    rank: Rank
    kind: str
    key: str
    action: str
    said: Record = field(default_factory=dict)
    occurred: str = ""
    participant: str = ""
    basis: tuple[str, ...] = ()
    told: str = ""
    """The day among whose events it is told, where it isn't the day it happened."""

    @property
    def day(self) -> str:
        """The day it is told on: as a rule the latest it can have been."""
        return self.told or latest(self.occurred)


def latest(occurred: str) -> str:
    """Return the latest day something can have happened, for putting it in order."""
    if occurred == UNKNOWN:
        return LAST
    last = occurred.rpartition("..")[2]
    return f"{last}-31" if len(last) == len("2024-09") else last


def when(record: Record, name: str) -> str:
    """Return a date of *record* as it is known: a day, a bracket, unknown."""
    if record[f"{name}_on"]:
        return str(record[f"{name}_on"])
    first, last = (record.get(f"{name}_not_{end}") for end in ("before", "after"))
    return f"{first}..{last}" if first else UNKNOWN


def basis_of(record: Record) -> tuple[str, ...]:
    """Return what *record* rests on: its sources, and our inference where it is one."""
    remark = record.get("note")
    word = "inference" if record.get("basis") == "inference" else "note"
    return (*record["source"], *([f"{word}: {remark}"] if remark else []))


Steps = Iterator[Step]
