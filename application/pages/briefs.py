"""Pages for people with five minutes: a participant, a committee, two meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from application.pages import owed, participants
from application.pages.changes import changes
from application.pages.commitments import listing
from application.pages.pieces import day_or_instant
from application.pages.reader import Reader
from application.views.tables import When
from domain.errors import Malformed, NotFound
from domain.meeting import Meeting
from domain.package import ActionPackage
from domain.participant import Participant
from domain.period import OWED, SILENT
from domain.sentences import say
from domain.words import Occurred

MINISTERIAL = "ministerial"
PAGE = 200
LACKING = {OWED, owed.OVERDUE, SILENT}


def participant(reader: Reader, code: str) -> dict[str, Any]:
    """Return what one participant promised and does, as of the day asked about."""
    it: Participant = reader.record("participant", code)
    last = last_ministerial(reader)
    since = last["at"] if last else ""
    return {
        "code": code,
        "name": it.name_in(reader.language),
        "standing": "" if reader.perhaps else it.standing,
        "since": day_or_instant(it.spells[-1].since) if it.spells else "",
        "day": owed.moment(reader)[:10],
        "promises": _promises(reader, code),
        "owed": owed.of_participant(reader, code),
        "last": last,
        "changes": changes(reader, since, participant=code) if last else [],
    }


def _promises(reader: Reader, code: str) -> list[dict[str, Any]]:
    """Return each promise that stands, with its stage, its reports and what is due."""
    found = participants.promises(reader, code)
    received = {row["undertaking"]: row for row in _of(reader, "received_of", code)}
    contested = {r["undertaking"]: r for r in _of(reader, "contested_of", code)}
    due = _first(_of(reader, "milestones_due", code))
    told = []
    for one in [*found["announced"], *found["endorsed"]]:
        doing = one["undertaking"] or {}
        key = doing.get("reference", "")
        told.append({
            "reference": one.get("reference") or one["commitment"],
            "title": one["title"],
            "hidden": one["hidden"],
            "since": one["since"],
            "out": one.get("standing") == "out",
            "undertaking": key,
            "stage": doing.get("stage", one["stage"]),
            "received": doing.get("received", 0),
            "last_received": day_or_instant(received[key]["received_at"])
            if key in received
            else "",
            "due": due.get(key),
            "contested": _contested(contested.get(key)),
        })  # fmt: skip
    return told


def _contested(row: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Return the rating that the participant contests, and since when."""
    if row is None:
        return None
    return {"rating": row["rating"], "since": day_or_instant(row["contested"])}


def _of(reader: Reader, name: str, code: str) -> list[dict[str, Any]]:
    return reader.rows(name, participant=code)


def _first(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the first row of each undertaking."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        due = {"title": row["title"], "day": day_or_instant(row["due"])}
        found.setdefault(row["undertaking"], due)
    return found


def pack(reader: Reader, key: str) -> dict[str, Any]:
    """Return one committee for ministers: adopted, endorsed by, reported, owing."""
    it: ActionPackage = reader.record("package", key)
    doing: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reader.rows("undertakings_in_package", package=key):
        doing[row["commitment"]].append(row)
    lacking = _lacking(reader, key)
    rows = listing(reader, package=key, limit=PAGE)["commitments"]
    last = last_ministerial(reader)
    return {
        "key": key,
        "title": it.title,
        "stage": it.stage,
        "day": owed.moment(reader)[:10],
        "leads": reader.named(it.leads),
        "members": reader.named(it.everybody),
        "completeness": it.completeness,
        "commitments": [
            _in_pack(reader, row, doing[row["reference"]], lacking) for row in rows
        ],
        "last": last,
        "changes": changes(reader, last["at"], package=key) if last else [],
    }


def _in_pack(
    reader: Reader,
    row: Mapping[str, Any],
    doing: list[dict[str, Any]],
    lacking: Mapping[str, list[dict[str, str]]],
) -> dict[str, Any]:
    reference = row["reference"]
    endorsed = reader.rows("endorsers_of", reference=reference)
    return {
        **{name: row[name] for name in ("reference", "title", "hidden", "stage")},
        "occurred": row["occurred"],
        "endorsed_by": reader.named(one["participant"] for one in endorsed),
        "reported": reader.named(
            one["participant"] for one in doing if one["received"]
        ),
        "owing": [
            {"code": one["participant"], "name": reader.name(one["participant"])}
            | {"periods": lacking[one["reference"]]}
            for one in doing
            if one["reference"] in lacking
        ],
        "stages": _counted(one["stage"] for one in doing),
    }


def _counted(stages: Iterable[str]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for stage in stages:
        found[stage] += 1
    return dict(found)


def _lacking(reader: Reader, key: str) -> dict[str, list[dict[str, str]]]:
    """Return the periods for which an undertaking owes a report or was silent."""
    found: dict[str, list[dict[str, str]]] = {}
    at = owed.moment(reader)
    for row in reader.rows("owed_in_package", package=key):
        stand = owed.standing(row, at)
        if stand in LACKING:
            told = {"period": row["period"], "title": row["title"], "standing": stand}
            found.setdefault(row["undertaking"], []).append(told)
    return found


def between(reader: Reader, first: str, second: str) -> dict[str, Any]:
    """Return what changed from one meeting to another, in words."""
    one, other = _meeting(reader, first), _meeting(reader, second)
    if one["at"] >= other["at"]:
        raise Malformed(
            say(
                "“{second}” was not held after “{first}”",
                second=other["title"],
                first=one["title"],
            )
        )
    then = Reader(
        reader.register,
        When(other["at"], reader.when.known),
        reader.person,
        reader.language,
        reader.translate,
    )
    return {"first": one, "second": other, "changes": changes(then, one["at"])}


def last_ministerial(reader: Reader) -> dict[str, str] | None:
    """Return the last ministerial that was held by the day asked about."""
    found = [
        reader.record("meeting", row["key"])
        for row in reader.rows("meetings")
        if row["nature"] == MINISTERIAL
    ]
    held = [_meeting(reader, it.key) for it in found if it.held is not None]
    return max(held, key=lambda one: one["at"], default=None)


def _meeting(reader: Reader, key: str) -> dict[str, str]:
    """Return a meeting with when it was held, or is planned for."""
    it: Meeting = reader.record("meeting", key)
    if it.held is not None:
        day, at = it.held.occurred or it.held.occurred_at, it.held.occurred_at
    else:
        try:
            day, at = it.planned, Occurred.on(it.planned).at
        except Malformed:
            raise NotFound(say("“{title}” has no day yet", title=it.title)) from None
    return {"key": key, "title": it.title, "day": day_or_instant(day), "at": at}
