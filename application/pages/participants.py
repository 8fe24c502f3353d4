"""The participants: who takes part and how, and one participant whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.pages import owed, packages
from application.pages.acts import available
from application.pages.held import coordinator, mandates
from application.pages.history import cited, timeline
from application.pages.names import usual
from application.pages.pieces import (
    People,
    commitment_row,
    day_or_instant,
    nobody,
    when_of,
)
from application.pages.plans import plan
from application.pages.reader import Reader
from application.pages.restated import restated
from application.pages.rules import rule_of
from application.pages.timelines import of_participant
from domain.participant import Participant, Spell

ENDORSING = "endorsing"
FILTERS = ("standing", "package", "commitment")


def listing(reader: Reader, **wanted: str) -> dict[str, Any]:
    """Return everybody who takes part, with what may have been as such.

    *wanted* filters by :data:`FILTERS`: a standing, the members of a package, or
    those who are in a commitment.
    """
    asked = {name: wanted.get(name, "") for name in FILTERS}
    rows = standings(reader)
    return {
        "participants": [*chosen(reader, rows, asked)],
        "filters": asked,
        "complete": all(
            row["completeness"] == "complete" for row in packages.overview(reader)
        ),
        "endorsing": endorsing(rows),
        "rule": rule_of(reader, "standing" if asked["standing"] else ""),
        "restated": restated(reader, _figures),
        "actions": [] if reader.when.past else available(reader, "participant", ""),
    }


def _figures(reader: Reader, kind: str) -> dict[str, str | int]:
    if kind != "participant":
        return {}
    return {"endorsing": str(endorsing(standings(reader))["words"])}


def chosen(
    reader: Reader, rows: list[dict[str, Any]], asked: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Go through the participants that fit the filters."""
    among = [*_among(reader, asked)]
    for row in rows:
        standing = asked["standing"]
        fits = not standing or standing in {row["standing"], row["perhaps"]}
        if fits and all(row["code"] in codes for codes in among):
            yield row


def _among(reader: Reader, asked: Mapping[str, str]) -> Iterator[set[str]]:
    """Give the participants that each filter leaves."""
    if asked["package"]:
        seats = reader.rows("memberships", package=asked["package"], participant="")
        yield {seat["code"] for seat in seats}
    if asked["commitment"]:
        found = reader.rows("endorsers_of", reference=asked["commitment"])
        yield {one["participant"] for one in found}


def standings(reader: Reader) -> list[dict[str, Any]]:
    """Return each participant's standing, and a second one it may have had by then."""
    perhaps = {row["code"]: row for row in reader.rows("standings_perhaps")}
    rows = reader.rows("standings")
    known = {row["code"] for row in rows}
    found = [_row(reader, row, perhaps.get(row["code"])) for row in rows]
    found += [
        _row(reader, row | {"seats": 0, "partner": 0, "standing": ""}, row)
        for code, row in perhaps.items()
        if code not in known
    ]
    return found


def _row(
    reader: Reader, row: dict[str, Any], perhaps: dict[str, Any] | None
) -> dict[str, Any]:
    said = {
        "code": row["code"],
        "name": reader.name(row["code"])
        if row["standing"]
        else usual(row["code"], row["name"], reader.language),
        "standing": row["standing"],
        "perhaps": "",
        "partner": bool(row["partner"]),
        "seats": row["seats"],
        "since": when_of(row),
    }
    if perhaps and perhaps["standing"] != row["standing"]:
        said |= {"perhaps": perhaps["standing"], "since": when_of(perhaps)}
    return said


def endorsing(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Count the endorsing: a number, or a range where a day lies in a bracket."""
    there = [row for row in rows if row["standing"] == ENDORSING]
    certain = sum(row["perhaps"] == "" for row in there)
    possible = len(there) + sum(row["perhaps"] == ENDORSING for row in rows)
    words = str(certain) if certain == possible else f"{certain}\u2013{possible}"
    return {"certain": certain, "possible": possible, "words": words}


def page(reader: Reader, code: str, people: People = nobody) -> dict[str, Any]:
    """Return one participant as it stood; raises ``NotFound``."""
    it: Participant = reader.record("participant", code)
    history = timeline(reader, "participant", code)
    perhaps = [row for row in reader.rows("standings_perhaps") if row["code"] == code]
    return {
        "code": code,
        "name": it.name_in(reader.language),
        "nature": it.nature,
        "standing": "" if reader.perhaps else it.standing,
        "perhaps": [
            {"standing": row["standing"], "when": when_of(row)} for row in perhaps
        ],
        "spells": [
            _spell(reader, spell) for spell in it.spells if spell.until != spell.since
        ],
        "names": _names(it),
        "declarations": it.declarations,
        "reservations": list(it.reservations.values()),
        "withdrawal_effective_at": it.withdrawal_effective_at,
        "mandates": mandates(reader, it, people),
        "coordinator": coordinator(reader, it, people),
        **_seats(reader, code),
        **promises(reader, code),
        "owed": owed.of_participant(reader, code),
        "version": it.version,
        "edition": it.edition,
        "plan": plan(reader, participant=code),
        "timeline": of_participant(reader, code, history),
        "history": history,
        "actions": _actions(reader, code),
    }


def _spell(reader: Reader, spell: Spell) -> dict[str, Any]:
    row = {
        "occurred": spell.occurred,
        "valid_from": spell.since,
        "earliest": spell.earliest,
    }
    return {
        "standing": spell.standing,
        "since": when_of(row),
        "until": day_or_instant(spell.until),
        "basis": cited(reader, spell.basis),
    }


def _names(it: Participant) -> list[dict[str, str]]:
    return [
        {
            "language": language,
            "name": name["name"],
            "formal_name": name["formal_name"],
            "since": day_or_instant(name["since"]),
        }
        for language, known in it.names.items()
        for name in known
    ]


def _seats(reader: Reader, code: str) -> dict[str, Any]:
    """Return which committees the participant leads, and which it sits in."""
    titles = {row["key"]: row["title"] for row in reader.rows("packages")}
    seats = [
        {
            "package": row["package"],
            "title": titles.get(row["package"], ""),
            "position": row["position"],
            "since": when_of(row),
        }
        for row in reader.rows("memberships", package="", participant=code)
    ]
    return {
        "leads": [seat for seat in seats if seat["position"] != "member"],
        "member_of": [seat for seat in seats if seat["position"] == "member"],
    }


def promises(reader: Reader, code: str) -> dict[str, Any]:
    """Return what the participant announced and endorsed, and does about it."""
    found = reader.rows("undertakings_of", participant=code)
    undertakings = [commitment_row(reader, row) for row in found]
    known = {row["reference"]: row for row in undertakings}
    own = {row["commitment"]: row for row in undertakings}
    return {
        "announced": [
            _promise(reader, row, own.get(row["reference"]))
            for row in reader.rows("announced_by", participant=code)
        ],
        "endorsed": [
            _promise(reader, row, known.get(row["undertaking"]))
            for row in reader.rows("endorsed_by", participant=code)
        ],
        "undertakings": undertakings,
    }


def _promise(
    reader: Reader, row: dict[str, Any], undertaking: dict[str, Any] | None
) -> dict[str, Any]:
    """Return what was promised, with what is done about it."""
    return commitment_row(reader, row) | {
        "since": when_of(row),
        "undertaking": undertaking,
    }


def _actions(reader: Reader, code: str) -> list[dict[str, Any]]:
    """Return the participant's buttons; a mandate's own are on the mandates page."""
    if reader.when.past:
        return []
    found = available(reader, "participant", code)
    return [action for action in found if action["machine"] == "participant"]
