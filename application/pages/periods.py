"""The reporting periods: who owes a report, who filed, and who kept silent.

Every count opens the list of what it counts, under the rule in words; the lists of a
closed period are those its closing recorded, whatever came later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.pages.acts import available
from application.pages.history import cited, timeline
from application.pages.owed import OVERDUE, moment, standing
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from domain.period import CLOSED, FILED, NIL, OWED, SILENT, WAIVED, ReportingPeriod
from domain.sentences import Sentence, say

MANY = 200
"""How many rows of a list stand on one page."""
RULES: Mapping[str, Sentence] = {
    OWED: say("A report is owed, none was submitted yet, and it is not due yet."),
    OVERDUE: say(
        "A report is owed and the day it was due is over. One in draft, or one that"
        " was only handed over, clears nothing."
    ),
    FILED: say("At least one report was submitted while the period was open."),
    NIL: say("A report was submitted that says there is nothing new."),
    SILENT: say(
        "The period closed and no report had been submitted. A report that comes later"
        " is late, and changes nothing here."
    ),
    WAIVED: say("Nothing is owed any more: it was waived, with a reason."),
}
"""What each list holds, as the page says it."""


def listing(reader: Reader) -> dict[str, Any]:
    """Return the periods, the latest first."""
    rows = reader.rows("reporting_periods")
    return {
        "periods": [_days(row) for row in reversed(rows)],
        "actions": _actions(reader, ""),
    }


def _days(row: dict[str, Any]) -> dict[str, Any]:
    said = {name: day_or_instant(row[name]) for name in ("ends", "due", "closes")}
    return row | said | {"begins": row["begins"][:10]}


def page(
    reader: Reader,
    key: str,
    chosen: str = "",
    after: str = "",
    participant: str = "",
) -> dict[str, Any]:
    """Return one period as it stood; raises ``NotFound``.

    *chosen* is the one list to show, *after* the undertaking to go on from in it; with
    a *participant*, the lists hold its undertakings alone.
    """
    it: ReportingPeriod = reader.record("period", key)
    rows = [
        row for row in owing(reader, key) if participant in {"", row["participant"]}
    ]
    return {
        "key": key,
        "filters": {"participant": participant},
        "title": it.title,
        "stage": it.stage,
        "begins": it.begins[:10],
        "ends": day_or_instant(it.ends),
        "due": day_or_instant(it.due),
        "closes": day_or_instant(it.closes),
        "opened_at": it.opened_at,
        "closed_at": day_or_instant(it.closed_at),
        "owed": len(rows),
        "participants": len(it.owing),
        "lists": _lists(reader, it, rows, chosen, after),
        "chosen": chosen if chosen in RULES else "",
        "rows": rows,
        "extensions": [_named(reader, one) for one in it.extensions],
        "waivers": [
            _named(reader, one | {"concerned": code})
            for code, one in it.waivers.items()
        ],
        "reminders": [
            one | {"concerned": reader.named(one["concerned"])} for one in it.reminders
        ],
        "basis": cited(reader, it.events[0].basis),
        "version": it.version,
        "edition": it.edition,
        "history": timeline(reader, "period", key),
        "actions": _actions(reader, key),
    }


def owing(reader: Reader, key: str) -> list[dict[str, Any]]:
    """Return every undertaking that owes or owed in a period, and how it stands."""
    at = moment(reader)
    return [
        {
            "undertaking": row["undertaking"],
            "participant": row["participant"],
            "standing": standing(row, at),
            "due": day_or_instant(row["due"]),
            "commitment": row["commitment"] or "",
            "title": _title(reader, row),
            "institution": row["institution"] or "",
        }
        for row in reader.rows("owed_in_period", period=key)
    ]


def _title(reader: Reader, row: Mapping[str, Any]) -> str:
    """Return what was promised, as far as the viewer may read it."""
    if row["visible"] is None:
        return ""
    seen = reader.may_see(row["visible"], row["package"], [row["participant"]])
    return str(row["title"]) if seen else ""


def _lists(
    reader: Reader,
    it: ReportingPeriod,
    rows: list[dict[str, Any]],
    chosen: str,
    after: str,
) -> list[dict[str, Any]]:
    """Return each list with its rule; of a closed period those that were fixed."""
    none_yet = {OWED, OVERDUE} if it.stage == CLOSED else {SILENT}
    found = []
    for name, rule in RULES.items():
        whole = [row for row in rows if row["standing"] == name]
        if name in none_yet and not whole:
            continue
        left = [row for row in whole if name != chosen or row["undertaking"] > after]
        found.append(
            {
                "name": name,
                "label": reader.translate(name),
                "rule": rule.told(reader.translate),
                "count": len(whole),
                "rows": [_row(reader, row) for row in left[:MANY]],
                "next": left[MANY - 1]["undertaking"] if len(left) > MANY else "",
            }
        )
    return found


def _row(reader: Reader, row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "participant": reader.one(row["participant"])}


def _named(reader: Reader, said: Mapping[str, Any]) -> dict[str, Any]:
    told = {**said, "concerned": reader.one(str(said["concerned"]))}
    return told | {
        name: day_or_instant(said[name]) for name in ("until", "at") if name in said
    }


def _actions(reader: Reader, key: str) -> list[dict[str, Any]]:
    return [] if reader.when.past else available(reader, "period", key)
