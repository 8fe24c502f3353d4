"""The action packages: who leads and who takes part, and one package whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.ledger import Entry
from application.pages import commitments
from application.pages.acts import available
from application.pages.history import cited, timeline
from application.pages.pieces import day_or_instant, meeting_of, when_of
from application.pages.reader import Reader
from domain.events.package import PackageIdentified, PackageRetitled
from domain.package import ActionPackage
from domain.record import corrected


def listing(reader: Reader, participant: str = "") -> dict[str, Any]:
    """Return every package with who leads its committee and how many take part.

    With a *participant*, those it takes part in.
    """
    rows = overview(reader)
    if participant:
        seats = reader.rows("memberships", package="", participant=participant)
        among = {seat["package"] for seat in seats}
        rows = [row for row in rows if row["key"] in among]
    return {
        "packages": rows,
        "filters": {"participant": participant},
        "actions": [] if reader.when.past else available(reader, "package", ""),
    }


def overview(reader: Reader) -> list[dict[str, Any]]:
    """Return the packages in order, each with its leads and the number of members."""
    seats: dict[str, list[dict[str, Any]]] = {}
    for row in reader.rows("memberships", package="", participant=""):
        seats.setdefault(row["package"], []).append(row)
    return [
        row
        | {
            "leads": reader.named(
                seat["code"]
                for seat in seats.get(row["key"], [])
                if seat["position"] != "member"
            ),
            "members": len(seats.get(row["key"], [])),
        }
        for row in reader.rows("packages")
    ]


def page(reader: Reader, key: str) -> dict[str, Any]:
    """Return one package as it stood; raises ``NotFound``."""
    it: ActionPackage = reader.record("package", key)
    pillar = reader.record("process", reader.register.key).pillars.get(it.pillar)
    titles = list(_titles(reader, key))
    dated = {one["title"] for one in titles}
    past = reader.when.past
    return {
        "key": key,
        "number": it.number,
        "title": it.title,
        "titles": titles,
        "also_called": [title for title in it.titles if title not in dated],
        "pillar": pillar or {"code": it.pillar, "title": "", "number": 0},
        "stage": it.stage,
        "description": it.description,
        "successor": it.successor,
        "seats": _seats(reader, "memberships", key),
        "perhaps": _seats(reader, "memberships_perhaps", key),
        "completeness": it.completeness,
        "note": it.note,
        "commitments": _commitments(reader, key),
        "version": it.version,
        "edition": it.edition,
        "history": timeline(reader, "package", key),
        "actions": [] if past else available(reader, "package", key),
        "drafting": [] if past else _drafting(reader, key),
    }


def _titles(reader: Reader, key: str) -> Iterator[dict[str, Any]]:
    """Give each title with when it began, the newest first."""
    entries = [
        entry
        for entry in reader.entries("package", key)
        if entry.event.occurred_at <= reader.when.at
    ]
    read = corrected([entry.event for entry in entries])
    for event, entry in reversed(list(zip(read, entries, strict=True))):
        if isinstance(event, PackageIdentified | PackageRetitled):
            yield _title(reader, event, entry)


def _title(
    reader: Reader, event: PackageIdentified | PackageRetitled, entry: Entry
) -> dict[str, Any]:
    return {
        "title": event.title,
        "since": {
            "said": event.occurred or day_or_instant(event.occurred_at),
            "occurred_at": event.occurred_at,
            "earliest": event.earliest,
        },
        "meeting": meeting_of(reader, event.meeting),
        "basis": cited(reader, event.basis),
        "position": entry.position,
    }


def _seats(reader: Reader, name: str, key: str) -> list[dict[str, Any]]:
    return [
        {
            "code": row["code"],
            "name": reader.name(row["code"]),
            "position": row["position"],
            "since": when_of(row),
        }
        for row in reader.rows(name, package=key, participant="")
    ]


def _commitments(reader: Reader, key: str) -> list[dict[str, Any]]:
    found = commitments.listing(reader, package=key, limit=200)
    rows: list[dict[str, Any]] = found["commitments"]
    return rows


def _drafting(reader: Reader, key: str) -> list[dict[str, Any]]:
    """Return the buttons that begin a commitment in this package."""
    return available(reader, "commitment", "", {"package": key})
