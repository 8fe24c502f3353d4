"""The activity: every act, newest first, with filters; what is hidden leaves a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.pages.history import issued_in, told
from application.pages.pieces import PLURAL, about_of
from application.pages.reader import Reader
from application.views.tables import ALWAYS
from domain.events import CATALOGUE

PAGE = 50
FILTERS = ("topic", "kind", "participant", "package", "role", "late")


def listing(
    reader: Reader,
    wanted: Mapping[str, str] | None = None,
    *,
    before: int = ALWAYS,
    limit: int = PAGE,
) -> dict[str, Any]:
    """Return a page of acts recorded before a position; *wanted* are the filters.

    ``late`` is ``only``, ``none`` or empty; ``notes`` is ``none`` to leave out notes
    beside the record, and what the register did by itself in the wake of an act.
    """
    said, ledger = wanted or {}, reader.register.ledger
    asked = {name: said.get(name, "") for name in FILTERS}
    values = asked | {
        "late": {"only": 1, "none": 0}.get(asked["late"], -1),
        "notes": 0 if said.get("notes") == "none" else 1,
        "before": before,
        "by": ledger.recorded_by(reader.when.at),
        "limit": limit + 1,
    }
    rows = reader.rows("activity", **values)
    more, rows = len(rows) > limit, rows[:limit]
    entries = ledger.at([row["position"] for row in rows])
    return {
        "acts": [_act(reader, row, entries) for row in rows],
        "filters": asked,
        "next": rows[-1]["position"] if more else 0,
    }


def _act(
    reader: Reader, row: dict[str, Any], entries: dict[int, Any]
) -> dict[str, Any]:
    corrigenda = issued_in(reader, row["kind"], row["key"])
    entry = entries[row["position"]]
    said = told(
        reader, entry, row["visible"], row["package"], row["participant"], corrigenda
    )
    return said | {"about": about_of(reader, row["kind"], row["key"])}


def choices(reader: Reader) -> dict[str, list[dict[str, str]]]:
    """Return what the filters offer."""
    say = reader.translate
    return {
        "topic": [*_topics(reader)],
        "kind": [{"value": kind, "label": say(kind)} for kind in PLURAL],
        "participant": [
            {"value": row["code"], "label": reader.name(row["code"])}
            for row in reader.rows("standings")
        ],
        "package": [
            {"value": row["key"], "label": f"{row['key']} {row['title']}"}
            for row in reader.rows("packages")
        ],
        "role": [
            {"value": role.key, "label": say(role.label)}
            for role in reader.definition.roles.values()
            if role.kind != "position"
        ],
        "late": [
            {"value": "only", "label": say("late entries only")},
            {"value": "none", "label": say("without late entries")},
        ],
    }


def _topics(reader: Reader) -> Iterator[dict[str, str]]:
    """Go through what can happen, in the words of the acts that bring it about."""
    labels: dict[str, str] = {}
    for machine in reader.definition.machines.values():
        for move in machine.moves:
            labels.setdefault(move.event, move.label)
    for topic in sorted(labels.keys() & CATALOGUE):
        kind = reader.translate(topic.partition(".")[0])
        yield {"value": topic, "label": f"{kind}: {reader.translate(labels[topic])}"}


__all__ = ["FILTERS", "PAGE", "choices", "listing"]
