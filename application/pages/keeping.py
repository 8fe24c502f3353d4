"""The undertakings as a list, and what is on the record about each.

Every count of undertakings, reports or statements opens one of the two lists here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from application.pages.history import cited
from application.pages.owed import moment
from application.pages.pieces import commitment_row, day_or_instant
from application.pages.reader import Reader
from application.pages.rules import rule_of
from domain.undertaking import Undertaking

PAGE = 50
OVER, SILENT = "over", "silent"
FILTERS = (
    "package", "pillar", "participant", "commitment", "stage", "pile", "rule", "shown",
    "rating",
)  # fmt: skip
LACKING = ("unowned", "unverifiable")
"""What an undertaking may lack: somebody who stands for it, a milestone to measure."""
REPORTED = ("reported", "no report", "statement")
SAID = ("participant", "package", "undertaking")
"""What reports and statements are filtered by."""
VOICES = {"report": "reported", "statement": "statement"}
"""What can be on the record about an undertaking, and the rule that counts it."""
PILES = {
    "announced": "announced",
    "in preparation": "in preparation",
    "in progress": "in progress",
    "suspended": "suspended",
    "reported fulfilled": "reported fulfilled",
    "confirmed fulfilled": "confirmed fulfilled",
    "found unfulfilled": "found unfulfilled",
    "over": "withdrawn or superseded",
    "silent": "silent in the last period",
}
"""The parts of a bar: the stages, and apart from them who kept silent."""


def pile_of(stage: str, silence: str = "") -> str:
    """Return the part of a bar that an undertaking is counted in.

    Who kept silent is counted as silent, at whatever stage, while there is something
    to report on.
    """
    if stage not in PILES:
        return OVER
    return SILENT if silence else stage


def listing(
    reader: Reader, *, after: str = "", limit: int = PAGE, **wanted: str
) -> dict[str, Any]:
    """Return a page of the undertakings; *wanted* filters by :data:`FILTERS`."""
    asked = {name: wanted.get(name, "") for name in FILTERS}
    values = asked | {"last": last_closed(reader), "moment": moment(reader)}
    values |= condition(reader, asked["pile"])
    if asked["stage"]:
        values["stages"] = asked["stage"]
    rows = reader.rows("undertakings", **values, after=after, limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return {
        "undertakings": [row_of(reader, row) for row in rows],
        "filters": asked,
        "rule": rule_of(reader, asked["shown"] or asked["rule"]),
        "next": rows[-1]["reference"] if more else "",
    }


def last_closed(reader: Reader) -> str:
    """Return the period that closed last by then, or empty text."""
    found = reader.rows("reporting_periods")
    closed = [row["key"] for row in found if row["stage"] == "closed"]
    return str(closed[-1]) if closed else ""


def condition(reader: Reader, pile: str) -> dict[str, str]:
    """Return what puts an undertaking into a part of a bar; see :func:`pile_of`."""
    if not pile:
        return {"stages": "", "silence": ""}
    stages = reader.definition.machines["undertaking"].stages
    if pile == SILENT:
        live = [stage for stage in stages if pile_of(stage) != OVER]
        return {"stages": ",".join(live), "silence": SILENT}
    meant = [stage for stage in stages if pile_of(stage) == pile] or [pile]
    return {"stages": ",".join(meant), "silence": "" if pile == OVER else "not"}


def row_of(reader: Reader, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one undertaking with what was promised, where that is public."""
    shown = commitment_row(reader, row)
    shown.pop("announcers")
    if shown["hidden"]:
        shown["target"] = ""
    return shown | {
        "participant": reader.one(row["participant"]),
        "unowned": bool(row["unowned"]),
        "verifiable": bool(row["verifiable"]),
    }


def words(
    reader: Reader, *, voice: str = "report", after: str = "", **wanted: str
) -> dict[str, Any]:
    """Return the reports received, or the statements taken from sources, one by one.

    *after* is the undertaking and the number of the last one seen.
    """
    asked = {name: wanted.get(name, "") for name in SAID}
    voice = voice if voice in VOICES else "report"
    reference, _, number = after.partition("/")
    seen = int(number) if number.isascii() and number.isdigit() else 0
    said = _received if voice == "report" else _stated
    found = list(islice(said(reader, reference, seen, asked), PAGE + 1))
    more, found = len(found) > PAGE, found[:PAGE]
    return {
        "words": found,
        "voice": voice,
        "filters": asked,
        "rule": rule_of(reader, VOICES[voice]),
        "next": f"{found[-1]['undertaking']}/{found[-1]['number']}" if more else "",
    }


def _received(
    reader: Reader, reference: str, seen: int, asked: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    values = {**asked, "after": reference, "number": seen, "limit": PAGE + 1}
    for row in reader.rows("reports_received", **values):
        yield {
            "undertaking": row["undertaking"],
            "number": row["number"],
            "participant": reader.one(row["participant"]),
            "package": row["package"],
            "symbol": row["symbol"],
            "words": reader.translate(row["self_status"]),
            "at": day_or_instant(row["received_at"]),
            "basis": [],
        }


def _stated(
    reader: Reader, reference: str, seen: int, asked: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for row in _spoken_of(reader, reference, asked):
        for said in statements_of(reader, row["reference"]):
            if row["reference"] != reference or said["number"] > seen:
                yield {
                    "undertaking": row["reference"],
                    "participant": reader.one(row["participant"]),
                    "package": row["package"],
                    "symbol": "",
                    **said,
                }


def _spoken_of(
    reader: Reader, reference: str, asked: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Go through the undertakings with a statement, in order, from one on."""
    others = "stages", "silence", "last", "moment"
    values = dict.fromkeys((*FILTERS, *others), "")
    values |= {name: asked[name] for name in ("participant", "package")}
    values["rule"] = "statement"
    if asked["undertaking"]:
        yield from reader.rows("undertaking_named", reference=asked["undertaking"])
        return
    if reference:
        yield from reader.rows("undertaking_named", reference=reference)
    while rows := reader.rows("undertakings", **values, after=reference, limit=PAGE):
        yield from rows
        reference = rows[-1]["reference"]


def statements_of(reader: Reader, reference: str) -> Iterator[dict[str, Any]]:
    """Go through the statements on the record about one undertaking."""
    it = reader.find("undertaking", reference)
    for said in it.statements if isinstance(it, Undertaking) else ():
        yield {
            "number": said["number"],
            "words": said["narrative"],
            "at": said["occurred"],
            "basis": cited(reader, said["basis"]),
        }


__all__ = ["FILTERS", "PILES", "SAID", "listing", "pile_of", "words"]
