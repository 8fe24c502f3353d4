"""The mandates: who may act for whom now, and what the viewer may do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.pages.acts import best
from application.pages.pieces import People, day_or_instant, names_for, nobody
from application.pages.reader import Reader
from application.views.tables import NOW

ACTIONS = (
    "invite",
    "enter-minister",
    "designate",
    "delegate",
    "submit-credentials",
)
"""What is done to a participant on this page; a mandate has its own actions."""


def page(
    reader: Reader, people: People = nobody, participant: str = ""
) -> dict[str, Any]:
    """Return the mandates in force by participant, and the viewer's own."""
    at = reader.now if reader.when.at == NOW.at else reader.when.at
    rows = reader.rows("mandates", moment=at, participant=participant)
    names = names_for(reader, people, {r["holder"]: r["participant"] for r in rows})
    by_participant: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        held = _mandate(reader, row, names)
        by_participant.setdefault(row["participant"], []).append(held)
    officers = by_participant.pop("", [])
    mine = {actor.mandate for actor in reader.viewer.actors}
    return {
        "participants": [
            {"code": code, "name": reader.name(code), "mandates": held}
            for code, held in sorted(
                by_participant.items(), key=lambda item: reader.name(item[0])
            )
        ],
        "officers": officers,
        "mine": [_mandate(reader, row, names) for row in rows if row["number"] in mine],
        "may": [] if reader.when.past else list(_may(reader)),
    }


def _mandate(
    reader: Reader, row: dict[str, Any], names: dict[str, str]
) -> dict[str, Any]:
    role = reader.definition.roles.get(row["capacity"])
    acted = row["participant"] and not reader.when.past and reader.viewer.person
    return {
        "number": row["number"],
        "participant": reader.one(row["participant"]),
        "role": role.label if role else row["capacity"],
        "capacity": row["capacity"],
        "name": names.get(row["holder"], ""),
        "stage": row["stage"],
        "scope": [part for part in row["scope"].split(",") if part],
        "level": row["level"],
        "since": day_or_instant(row["valid_from"]),
        "until": day_or_instant(row["until_at"]),
        "actions": _on(reader, row) if acted else [],
    }


def _on(reader: Reader, row: dict[str, Any]) -> list[dict[str, str]]:
    """Return what the viewer may do with one mandate: accept, challenge, revoke."""
    machine, number = reader.definition.machines["mandate"], {"number": row["number"]}
    return [
        {"action": action, "label": machine.rows(action)[0].label}
        for action in machine.actions
        if not machine.rows(action)[0].creates
        and not best(reader, machine, "participant", row["participant"], action, number)
    ]


def _may(reader: Reader) -> Iterator[dict[str, Any]]:
    """Give the participants the viewer may enter, invite or grant for."""
    viewer = reader.viewer
    codes = [row["code"] for row in reader.rows("standings")]
    for code in codes:
        if not (viewer.officer or code in viewer.participants):
            continue
        actions = list(_open(reader, code))
        if actions:
            yield {"code": code, "name": reader.name(code), "actions": actions}


def _open(reader: Reader, code: str) -> Iterator[dict[str, str]]:
    machine = reader.definition.machines["participant"]
    for action in ACTIONS:
        rows = machine.rows(action)
        if not rows or rows[0].creates:
            continue
        if best(reader, machine, "participant", code, action) is None:
            yield {"action": action, "label": rows[0].label}
