"""Timelines: what lasted, what was done, what was said and what falls due, in lanes.

Everything is read from the temporal rows, so a timeline of the past shows what had
come about, or was known, by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from application.pages.keeping import statements_of
from application.pages.owed import moment
from application.pages.pieces import day_or_instant, when_of
from application.pages.reader import Reader
from application.views.tables import OPEN_END

Row = Mapping[str, Any]


def of_commitment(
    reader: Reader, reference: str, told: Iterable[Row]
) -> dict[str, Any]:
    """Return the lanes of a commitment; *told* is its history, as read."""
    stages = reader.rows("commitment_over_time", key=reference)
    kept = reader.rows("undertakings_over_time", commitment=reference, participant="")
    due = [*_due(reader, "commitment", reference), *_of_each(reader, kept)]
    return {
        "now": moment(reader),
        "rows": [
            _lane(reader.translate("Stage"), spans(reader, stages)),
            *(
                _lane(reader.name(rows[0]["participant"]), **_kept(reader, rows))
                for rows in _each(kept, "reference")
            ),
            *besides(reader, told, due),
        ],
    }


def of_participant(reader: Reader, code: str, told: Iterable[Row]) -> dict[str, Any]:
    """Return the lanes of a participant; *told* is its history."""
    standing = reader.rows("standing_over_time", key=code)
    seats = reader.rows("seats_over_time", key=code)
    kept = reader.rows("undertakings_over_time", commitment="", participant=code)
    due = [*_due(reader, "participant", code), *_of_each(reader, kept)]
    return {
        "now": moment(reader),
        "rows": [
            _lane(reader.translate("Standing"), spans(reader, standing)),
            *(
                _lane(
                    rows[0]["package"],
                    spans(reader, rows),
                    path=f"/packages/{rows[0]['package']}",
                )
                for rows in _each(seats, "package")
            ),
            *(
                _lane(rows[0]["reference"], **_kept(reader, rows))
                for rows in _each(kept, "reference")
            ),
            *besides(reader, told, due),
        ],
    }


def _lane(
    label: str,
    spans: list[dict[str, Any]] | None = None,
    marks: list[dict[str, Any]] | None = None,
    path: str = "",
) -> dict[str, Any]:
    return {"label": label, "path": path, "spans": spans or [], "marks": marks or []}


def _each(rows: Iterable[Row], name: str) -> Iterator[list[Row]]:
    """Go through the rows of one thing after another; they come in order."""
    for _, found in groupby(rows, key=lambda row: row[name]):
        yield [*found]


def spans(reader: Reader, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return what lasted; rows that say the same one after another are one span.

    What ended after the moment asked about had not ended by then.
    """
    found: list[dict[str, Any]] = []
    for row in rows:
        ended = row["valid_to"] != OPEN_END and row["valid_to"] <= reader.when.at
        until = row["valid_to"] if ended else ""
        words = reader.translate(row["words"])
        last = found[-1] if found else None
        if last and last["words"] == words and last["to"] == row["valid_from"]:
            last["to"] = until
        else:
            found.append({
                "words": words,
                "from": row["valid_from"],
                "to": until,
                "earliest": row["earliest"],
                "when": when_of(row),
            })  # fmt: skip
    return found


def _kept(reader: Reader, rows: list[Row]) -> dict[str, Any]:
    """Return the lane of one undertaking: its stages, and what was said of it."""
    reference = rows[0]["reference"]
    return {
        "spans": spans(reader, rows),
        "marks": [*_reports(reader, reference), *_statements(reader, rows)],
        "path": f"/undertakings/{reference}",
    }


def _reports(reader: Reader, reference: str) -> Iterator[dict[str, Any]]:
    asked = dict.fromkeys(("participant", "package", "after"), "")
    asked["undertaking"] = reference
    for row in reader.rows("reports_received", **asked, number=0, limit=1000):
        status = reader.translate(row["self_status"])
        words = ": ".join(filter(None, [row["symbol"], status]))
        yield _mark("report", row["received_at"], words)


def _statements(reader: Reader, rows: list[Row]) -> Iterator[dict[str, Any]]:
    if rows[-1]["statements"]:
        for said in statements_of(reader, rows[0]["reference"]):
            yield _mark("statement", said["at"], said["words"])


def _mark(kind: str, at: str, words: str, when: Row | None = None) -> dict[str, Any]:
    day = at.rpartition("..")[2]
    return {"kind": kind, "at": day, "words": words, "when": when or day_or_instant(at)}


def besides(
    reader: Reader, told: Iterable[Row], due: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Give the lanes of what was done and of what falls due, where there is any."""
    acts = [
        _mark("act", one["when"]["occurred_at"], one["sentence"], one["when"])
        for one in told
        if not one["hidden"]
    ]
    if acts:
        yield _lane(reader.translate("Acts"), marks=acts)
    if due:
        yield _lane(reader.translate("Deadlines"), marks=due)


def _due(reader: Reader, kind: str, key: str) -> Iterator[dict[str, Any]]:
    """Go through the deadlines that run on a thing, in the words of their acts."""
    labels = {
        move.action: move.label
        for machine in reader.definition.machines.values()
        for move in machine.moves
    }
    for row in reader.rows("due_of", kind=kind, key=key):
        said = reader.translate(labels.get(row["action"], row["action"]))
        who = reader.name(row["participant"]) if row["participant"] else ""
        yield _mark("deadline", row["due"], ", ".join(filter(None, [said, who])))


def _of_each(reader: Reader, kept: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Go through what falls due on each undertaking: milestones and reports."""
    for rows in _each(kept, "reference"):
        reference = rows[0]["reference"]
        yield from _due(reader, "undertaking", reference)
        for owed in reader.rows("owed_for_undertaking", undertaking=reference):
            yield _mark("deadline", owed["due"], f"{reference}: {owed['title']}")
