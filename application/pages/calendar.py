"""The calendar: what falls due, when comment periods end, when who meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from application.clock import actions
from application.pages.left import time_left
from application.pages.reader import Reader
from application.pages.zones import capitals
from application.views.tables import NOW
from domain.errors import Malformed
from domain.sentences import Sentence, say
from domain.words import Occurred

LIMIT = 200
ALL = ""
MEETING = "meeting"
FALLING = {
    "let-silence-lapse": say("Silence on {key} ends"),
    "let-ad-referendum-expire": say("{country} confirms or declines {key} until then"),
    "let-comment-period-end": say("The comment period of {key} ends"),
    "let-mandate-expire": say("Mandate {number} of {country} ends"),
    "let-withdrawal-take-effect": say("The withdrawal of {country} takes effect"),
    "open": say("Reporting period {key} opens"),
    "remind": say("Who owes a report for {key} is reminded"),
    "close": say("Reporting period {key} closes"),
    "let-appointment-expire": say("Appointment {number} ends"),
}
"""What falls due by which action, as people say it."""
HIDDEN = "A time on {key} ends"
WITHHELD = {"participant": "", "number": "", "title": ""}
"""What is not told of a country's own time on a proposal to who may not read it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Of whom, and of which package, the calendar is asked for; empty is all."""

    participant: str = ALL
    package: str = ALL


def page(reader: Reader, wanted: Filter) -> dict[str, Any]:
    """Return what lies ahead, soonest first."""
    since = reader.now if reader.when.at == NOW.at else reader.when.at
    found = [*_falling(reader, since), *_meetings(reader, since)]
    seats = _seats(reader, wanted.participant)
    kept = [one for one in found if _fits(one, wanted, seats)]
    kept.sort(key=lambda one: (one["at"], one["rule"], one["key"], one["number"]))
    return {
        "since": since,
        "participant": wanted.participant,
        "package": wanted.package,
        "entries": kept[:LIMIT],
        "more": len(kept) > LIMIT,
    }


def _falling(reader: Reader, since: str) -> Iterator[dict[str, Any]]:
    for action in sorted(actions(reader.register)):
        pattern = FALLING.get(action, say("{action} is due on {key}"))
        for row in reader.rows(
            "falling_due", action=action, since=since, limit=LIMIT + 1
        ):
            seen = _may_see(reader, row)
            if not seen and row["participant"]:
                told = say(HIDDEN, key=row["reference"])
                yield _entry(reader, since, row | WITHHELD, "", told)
                continue
            words = {
                "key": row["reference"],
                "country": reader.name(row["participant"]),
                "number": row["number"],
                "action": action,
            }
            shown = row if seen else row | {"title": ""}
            yield _entry(reader, since, shown, action, say(pattern.pattern, **words))


def _may_see(reader: Reader, row: Mapping[str, Any]) -> bool:
    """Whether the viewer may read what a time that runs is about."""
    announcers = str(row["announcers"] or "").split(",")
    return row["visible"] is None or reader.may_see(
        row["visible"], row["package"], announcers
    )


def _meetings(reader: Reader, since: str) -> Iterator[dict[str, Any]]:
    for row in reader.rows("meetings"):
        try:
            planned = Occurred.on(row["planned"])
        except Malformed:
            continue
        if planned.at < since or row["stage"] not in {"scheduled", "convened"}:
            continue
        yield {
            "at": planned.at,
            "day": row["planned"],
            "rule": MEETING,
            "what": row["title"],
            "kind": "meeting",
            "key": row["key"],
            "number": "",
            "title": row["place"],
            "package": "",
            "participants": [code for code in row["hosts"].split(",") if code],
            "since": "",
            "left": time_left(reader, planned.at, since),
            "local": [],
        }


def _entry(
    reader: Reader,
    since: str,
    row: Mapping[str, Any],
    rule: str,
    told: Sentence,
) -> dict[str, Any]:
    return {
        "at": row["due"],
        "day": "",
        "rule": rule,
        "what": told.told(reader.translate),
        "kind": row["kind"],
        "key": row["reference"],
        "number": row["number"],
        "title": row["title"] or "",
        "package": row["package"] or "",
        "participants": [row["participant"]] if row["participant"] else [],
        "since": row["valid_from"],
        "left": time_left(reader, row["due"], since),
        "local": capitals(reader, row["due"], sorted(reader.viewer.participants)),
    }


def _seats(reader: Reader, participant: str) -> set[str]:
    """Return the packages that a participant, if there is one, takes part in."""
    if participant not in reader.desk.directory.participants:
        return set()
    return {row["package"] for row in reader.rows("seats", participant=participant)}


def _fits(entry: Mapping[str, Any], wanted: Filter, seats: set[str]) -> bool:
    """Whether an entry concerns who and what is asked about."""
    if wanted.participant:
        own = {wanted.participant} & {*entry["participants"]}
        of_all = not entry["participants"] and entry["package"] in seats
        if not own and not of_all:
            return False
    return not wanted.package or entry["package"] == wanted.package
