"""Who is asked for what: one row for each address a thing waits for.

A stage of the definition names what it awaits; the rows say who may do it.  An address
is a participant (``CAN``), a position in a package (``lead AP07``), or an office or
appointment (``chair``): what a record knows by itself, so that nobody's inbox is found
by walking through records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.commitment import Commitment
from domain.participant import Participant
from domain.record import Record
from domain.undertaking import Undertaking
from domain.words import FOREVER
from domain.workflow import Definition, Machine, Role

OF_PACKAGE = ("lead", "member")
HOLDERS = {
    "elector": "electorate",
    "partner_named": "unconfirmed",
    "announcer": "announcers",
    "endorser": "endorsers",
}
"""Which field of a record names the participants that hold a position."""
EACH = "concur"
"""The act that is asked of each lead, and not of one for all."""
GIVEN = "given"
"""The address under which it stands who has given its word, a row each."""
OPENS = "seek-decision"
"""The act that time alone may stand before."""
CONFIRM = "confirm-ad-referendum"
"""The act that is asked of who agreed ad referendum."""
PROCEDURES = {"declare-consensus": "consensus", "open-silence": "silence"}
"""The procedure under which an act is asked of the chair."""
NOWHERE = "-"
"""The circle of what belongs to no package."""


Awaited = tuple[str, list[Role]]
"""An act that a stage awaits, and the roles that may do it."""
_PLANS: dict[tuple[str, str, str], list[Awaited]] = {}


@dataclass(slots=True)
class Asked:
    """What is asked at one address: the acts in their order, and of which roles."""

    actions: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    listed: bool = True
    """Whether it is listed for others, too; of an electorate only its sum is."""


def asks_of(record: Record, definition: Definition) -> Iterator[dict[str, Any]]:
    """Give the rows of what a record waits for."""
    for machine, item, stage in _items(record):
        for address, asked in _addresses(
            record, item, machine, stage, definition
        ).items():
            yield _row(record, item, address, asked)
    for code in _given(record, definition):
        yield _row(record, code, GIVEN, Asked(listed=False))
    if record.corrections:
        yield from _corrections(record, definition)


def _items(record: Record) -> Iterator[tuple[str, str, str]]:
    """Give the record itself and each item of it, with its machine and stage."""
    yield record.MACHINE, "", record.stage
    if isinstance(record, Participant):
        for mandate in record.mandates.values():
            if not mandate.ended:
                yield "mandate", mandate.number, mandate.stage
    if isinstance(record, Undertaking):
        for report in record.reports.values():
            yield "report", str(report.number), report.stage


def _addresses(
    record: Record, item: str, machine: str, stage: str, definition: Definition
) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for action, players in _awaited(definition, machine, stage):
        done = _done(record, item, action, definition)
        if not done:
            _ask(found, record, action, players)
        if done is False:
            break
    return found


def _awaited(definition: Definition, machine: str, stage: str) -> list[Awaited]:
    """Return what a stage awaits, worked out once for each definition."""
    named = (definition.digest, machine, stage)
    if named not in _PLANS:
        known = definition.machines[machine]
        stages = known.stages.get(stage)
        _PLANS[named] = [
            (action, [*_players(definition, known, action, stage)])
            for action in (stages.awaits if stages is not None else ())
        ]
    return _PLANS[named]


def _players(
    definition: Definition, machine: Machine, action: str, stage: str = ""
) -> Iterator[Role]:
    for row in machine.rows(action):
        for key in row.who if not stage or stage in row.start else ():
            role = definition.roles.get(key)
            if role is not None and role.kind != "engine":
                yield role


def _ask(
    found: dict[str, Asked], record: Record, action: str, players: Iterable[Role]
) -> None:
    for role in players:
        for address, listed in _where(record, action, role.key, role.kind):
            asked = found.setdefault(address, Asked(listed=listed))
            asked.actions[action] = None
            asked.roles |= dict.fromkeys(role.filled_by or (role.key,))


def _where(
    record: Record, action: str, key: str, kind: str
) -> Iterator[tuple[str, bool]]:
    """Give the addresses of who plays a role towards a record."""
    if kind in {"appointment", "office"}:
        yield key, True
    elif kind == "mandate":
        yield from ((code, True) for code in _own(record))
    elif key in OF_PACKAGE:
        package = str(getattr(record, "package", ""))
        yield from [(f"{key} {package}", True)] if package else []
    else:
        holders = _holders(record, action, key)
        yield from ((code, False) for code in holders)
        yield from [(f"{key} {action}", True)] if holders else []


def _holders(record: Record, action: str, key: str) -> list[str]:
    """Return the participants in a position whose word is still out."""
    found = list(getattr(record, HOLDERS.get(key, ""), ()))
    if not isinstance(record, Commitment) or key != "elector":
        return found
    if action == CONFIRM:
        return list(record.pending)
    spoken = {*record.pending, *record.confirmed, *record.dropped}
    return [code for code in found if code not in spoken]


def _own(record: Record) -> list[str]:
    """Return whose own affair a record is."""
    if isinstance(record, Commitment):
        return []
    owner = str(getattr(record, "participant", ""))
    return [owner] if owner else []


def _done(
    record: Record, item: str, action: str, definition: Definition
) -> bool | None:
    """Whether what a stage awaits is done; what is not holds back what comes after.

    ``None`` where only the stage tells.
    """
    if isinstance(record, Undertaking) and action == "assign-owner":
        return bool(record.institution)
    if isinstance(record, Undertaking) and action == "give-clarification":
        return None if record.reports[int(item)].question else True
    if isinstance(record, Commitment) and action == "add-translation":
        wanted = definition.parameters.get("languages", ())
        return {*wanted} <= {*record.text.languages}
    if isinstance(record, Commitment) and action in PROCEDURES:
        return True if record.procedure != PROCEDURES[action] else None
    if isinstance(record, Commitment) and action == "accept-amendment":
        return None if any(not a.answer for a in record.amendments.values()) else True
    return None


def _row(record: Record, item: str, address: str, asked: Asked) -> dict[str, Any]:
    package = str(getattr(record, "package", ""))
    waits = [action for action in asked.actions if action != EACH][:1] == [OPENS]
    position, _, action = address.partition(" ")
    whom = _holders(record, action, position) if position in HOLDERS else []
    return {
        "kind": record.KIND,
        "key": record.key,
        "item": item,
        "address": address,
        "circle": (package or NOWHERE) if asked.listed else "",
        "actions": ",".join(asked.actions),
        "roles": ",".join(asked.roles),
        "proposer": "",
        "whom": ",".join(whom),
        "opens": str(getattr(record, "comment_until", "")) if waits else "",
        "due": _due(record, asked, address if not whom else whom[0]),
        "of_each": int(EACH in asked.actions),
    }


def _due(record: Record, asked: Asked, participant: str) -> str:
    """Return when a gate that runs on a record closes for whom it asks."""
    if {"break-silence", CONFIRM}.isdisjoint(asked.actions):
        return FOREVER
    own = participant if CONFIRM in asked.actions else ""
    ends = [one.at for one in record.deadlines() if one.participant == own]
    return min(ends, default=FOREVER)


def _given(record: Record, definition: Definition) -> list[str]:
    """Return who concurs in the text as it is now, while that is awaited."""
    if not isinstance(record, Commitment) or not record.concurrences:
        return []
    awaited = _awaited(definition, record.MACHINE, record.stage)
    if all(action != EACH for action, _ in awaited):
        return []
    text = record.text.sha256
    return [code for code, sha256 in record.concurrences.items() if sha256 == text]


def _corrections(record: Record, definition: Definition) -> Iterator[dict[str, Any]]:
    """Give what a second person may issue."""
    players = [*_players(definition, definition.machines[record.MACHINE], "correct")]
    for correction in record.corrections.values():
        found: dict[str, Asked] = {}
        if not correction.issued:
            _ask(found, record, "correct", players)
        for address, asked in found.items():
            row = _row(record, f"Corr.{correction.number}", address, asked)
            yield row | {"proposer": correction.by}
