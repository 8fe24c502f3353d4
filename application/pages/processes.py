"""The process: the definition it pins, its offices, officers and pillars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.pages.acts import available
from application.pages.history import timeline
from application.pages.pieces import People, day_or_instant, names_for, nobody
from application.pages.reader import Reader
from domain.definition import pinned
from domain.errors import NotFound, quoted
from domain.process import Process
from domain.sentences import Translate, say
from domain.workflow import Definition, Machine, Move

ELSEWHERE = {
    "process.reference-allotted",
    "process.source-noted",
    "process.claim-noted",
    "process.conflict-noted",
}
"""What the history leaves to other pages: the sources', the commitments' own."""


def page(reader: Reader, key: str, people: People = nobody) -> dict[str, Any]:
    """Return the process under its definition's key; raises ``NotFound``."""
    it: Process = reader.record("process", reader.register.key)
    definition = definition_of(reader)
    if key not in {definition.key, it.key}:
        raise NotFound(
            say(
                "the register runs {ours}, not “{key}”",
                ours=definition.key,
                key=quoted(key),
            )
        )
    return {
        "key": definition.key,
        "register": it.key,
        "title": definition.title,
        "version": definition.version,
        "digest": definition.digest,
        "instrument": it.instrument,
        "versions": list(_versions(it)),
        "terms": dict(definition.terms),
        "parameters": dict(definition.parameters),
        "roles": [
            {
                "key": role.key,
                "label": role.label,
                "kind": role.kind,
                "filled_by": [definition.roles[by].label for by in role.filled_by],
            }
            for role in definition.roles.values()
        ],
        "forms": [
            {"key": form.key, "label": form.label, "announced_by": form.announced_by}
            for form in definition.forms.values()
        ],
        "machines": [
            _machine(reader, definition, m) for m in definition.machines.values()
        ],
        **_offices(reader, it, people),
        "edition": it.edition,
        "seen": it.version,
        "history": [
            act
            for act in timeline(reader, "process", it.key)
            if act.get("topic") not in ELSEWHERE
        ],
        "actions": [] if reader.when.past else available(reader, "process", it.key),
    }


def definition_of(reader: Reader) -> Definition:
    """Return the definition that was in force at the moment asked about."""
    it: Process = reader.record("process", reader.register.key)
    return pinned(it.definitions[-1].rules)


def _versions(it: Process) -> Iterator[dict[str, Any]]:
    for event in it.definitions:
        yield {
            "version": event.rules_version,
            "digest": event.digest,
            "since": day_or_instant(event.occurred_at),
        }


def _machine(
    reader: Reader, definition: Definition, machine: Machine
) -> dict[str, Any]:
    return {
        "key": machine.key,
        "title": machine.title,
        "within": machine.within,
        "stages": [
            {"key": stage.key, "visible": stage.visible, "end": stage.end}
            for stage in machine.stages.values()
        ],
        "moves": [
            _move(reader.translate, definition, machine, move) for move in machine.moves
        ],
    }


def _move(
    translate: Translate, definition: Definition, machine: Machine, move: Move
) -> dict[str, Any]:
    return {
        "action": move.action,
        "label": move.label,
        "who": [definition.roles[role].label for role in move.who],
        "from": list(move.start),
        "from_any": len(move.start) == len(machine.stages) > 1,
        "to": [
            {
                "stage": way.stage,
                "when": way.when.told(translate) if way.when is not None else "",
            }
            for way in move.ways
        ],
        "event": move.event,
        "needs": [need.told(translate) for need in move.needs],
    }


def _offices(reader: Reader, it: Process, people: People) -> dict[str, Any]:
    """Return the offices with their terms, the officers, and the pillars."""
    holders = {held.holder: "" for held in it.appointments.values()}
    names = names_for(reader, people, holders)
    return {
        "offices": [
            {
                "office": office,
                "holder": reader.one(term["holder"]),
                "holder_text": term["holder_text"],
                "since": term["occurred"] or day_or_instant(term["since"]),
                "until": day_or_instant(term["until"]),
            }
            for office, terms in it.offices.items()
            for term in terms
        ],
        "appointments": [
            {
                "number": held.number,
                "role": reader.definition.roles[held.capacity].label,
                "name": names.get(held.holder, ""),
                "since": day_or_instant(held.since),
                "until": day_or_instant(held.ended or held.until),
            }
            for held in it.appointments.values()
        ],
        "pillars": sorted(
            it.pillars.values(), key=lambda pillar: (pillar["number"], pillar["code"])
        ),
    }
