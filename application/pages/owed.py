"""How an undertaking or a participant keeps its periods: overdue, silent, and how long.

Nothing of it is stored: *overdue* and *silent for so many periods* follow from what is
owed, what was submitted, and the moment asked about (DOMAIN sections 2 and 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from application.pages.reader import Reader
from application.views.tables import NOW
from domain.period import CLOSED, FILED, NIL, OWED, SILENT, WAIVED
from domain.sentences import say

OVERDUE = "overdue"
ONCE = say("No report for the last period.")
LONG = "No report for {periods} periods."


def standing(row: Mapping[str, Any], at: str) -> str:
    """Say how a row of what is owed stands at an instant.

    A report that was drafted or handed over clears nothing: only one that was submitted
    does (DOMAIN section 8, case 16).
    """
    if row["outcome"]:
        return str(row["outcome"])
    if row["nil"] is not None:
        return NIL if row["nil"] else FILED
    return OVERDUE if row["due"] < at else OWED


def moment(reader: Reader) -> str:
    """Return the instant a page asks about."""
    return reader.now if reader.when.at == NOW.at else reader.when.at


def of_undertaking(reader: Reader, reference: str) -> dict[str, Any]:
    """Return what an undertaking owes and owed, the latest period first."""
    rows = reader.rows("owed_for_undertaking", undertaking=reference)
    return _told(reader, [_period(reader, [row]) for row in rows])


def of_participant(reader: Reader, code: str) -> dict[str, Any]:
    """Return what a participant owes and owed in each period, the latest first."""
    rows = reader.rows("owed_by_participant", participant=code)
    together = groupby(rows, key=lambda row: row["period"])
    return _told(reader, [_period(reader, [*own]) for _, own in together])


def _period(reader: Reader, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one period as those who owed in it stand."""
    at, first = moment(reader), rows[0]
    stands = [standing(row, at) for row in rows]
    return {
        "period": first["period"],
        "title": first["title"],
        "stage": first["stage"],
        "due": max(row["due"] for row in rows),
        "standings": {
            name: [
                row["undertaking"]
                for row, stand in zip(rows, stands, strict=True)
                if stand == name
            ]
            for name in dict.fromkeys(stands)
        },
    }


def _told(reader: Reader, periods: list[dict[str, Any]]) -> dict[str, Any]:
    periods.reverse()
    number = silent_for(periods)
    words = ONCE if number == 1 else say(LONG, periods=number)
    return {
        "periods": periods,
        "overdue": sum(OVERDUE in one["standings"] for one in periods),
        "silent_for": number,
        "words": words.told(reader.translate) if number else "",
    }


def silent_for(periods: Iterable[Mapping[str, Any]]) -> int:
    """Count the closed periods without any report, from the last one back.

    One that was waived is passed over: nothing was owed.
    """
    number = 0
    for one in periods:
        stands = {*one["standings"]}
        if one["stage"] != CLOSED or stands == {WAIVED}:
            continue
        if stands & {FILED, NIL}:
            break
        number += SILENT in stands
    return number
