"""The acts that enter what was promised, and what is only said: claims, conflicts."""

from __future__ import annotations

from application.loading.countries import name_of, partner_of
from application.loading.sections import Record
from application.loading.steps import (
    LAST,
    UNKNOWN,
    Rank,
    Step,
    Steps,
    latest,
    when,
)


def commitment(data: Record, key: str, record: Record) -> Steps:
    """Enter an announcement by all who made it.

    Commitments are told in the order of their references, which the register allots;
    one that happened before its forerunner is told after it, with its own date.
    """
    first, *others = announcers(record)
    said = {
        "form": record["form"],
        "title": record["summary"],
        "partners": others,
        "package": record["package"],
        "pillar": record["pillar"],
        "meeting": record.get("announced_at"),
        "target": record["target"] or {},
        "note": record.get("note") or "",
    }
    yield Step(
        Rank.COMMITMENT, "commitment", "", "announce", said,
        when(record, "announced"), first, tuple(record["source"]),
        told_with(data, key),
    )  # fmt: skip


def announcers(record: Record) -> list[str]:
    """Return the codes of those who announced a commitment."""
    found = partner_of(record) if record["form"] == "partner" else None
    if found is not None:
        return [found.code]
    own = record.get("participant")
    return [own] if own else list(record["participants"])


def told_with(data: Record, key: str) -> str:
    """Return the last day on which a commitment up to *key* is known to have been."""
    days = [
        latest(when(record, "announced"))
        for record in data["commitments"]
        if number_of(record["id"]) <= number_of(key)
    ]
    first: str = data["instrument"]["adopted_on"]
    return max([first, *(day for day in days if day != LAST)])


def number_of(reference: str) -> int:
    """Return the number in a reference, ``LAD-014``."""
    return int(reference.rpartition("-")[2])


def statement(data: Record, key: str, record: Record) -> Steps:
    """Enter progress that a source reports as a statement, never as a report."""
    del key
    said = {"narrative": record["summary"], "meeting": record["meeting"]}
    code, day = record["participant"], record["date"] or UNKNOWN
    yield Step(
        Rank.STATEMENT, "undertaking", f"{record['commitment']}-{code}",
        "record-statement", said, day, code, tuple(record["source"]),
        max(told_with(data, record["commitment"]), latest(day)),
    )  # fmt: skip


def claim(data: Record, key: str, record: Record) -> Steps:
    """Note a claim beside the record."""
    del data
    named = record.get("candidate") or {}
    said = {
        "claim": key,
        "about": record["subject"],
        "statement": record["statement"],
        "status": record["status"],
        "candidate": named.get("name") or name_of(record.get("iso_alpha3") or ""),
    }
    yield Step(
        Rank.NOTE, "process", "", "note-claim", said,
        basis=tuple(record["source"]), told=LAST,
    )  # fmt: skip


def conflict(data: Record, key: str, record: Record) -> Steps:
    """Note a conflict between sources beside the record."""
    del data
    readings = [
        {
            "value": UNKNOWN if reading["value"] is None else str(reading["value"]),
            "sources": reading["source"],
        }
        for reading in record["values"]
    ]
    said = {"about": key, "readings": readings, "note": record.get("note")}
    basis = dict.fromkeys(s for part in record["values"] for s in part["source"])
    yield Step(
        Rank.NOTE, "process", "", "note-conflict", said,
        basis=tuple(basis), told=LAST,
    )  # fmt: skip
