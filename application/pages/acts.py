"""Buttons and forms: what a viewer may do with a thing, and what it would ask for.

The same :func:`domain.workflow.refusal` answers here and when the act is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.desk import Sitting, machine_for, machine_of
from application.pages.reader import Reader
from domain.acts import asks_of
from domain.case import Case
from domain.errors import Kind, NotFound, quoted
from domain.sentences import say
from domain.words import Actor, Occurred
from domain.workflow import Definition, Machine, Refusal, refusal


def available(
    reader: Reader, kind: str, key: str, named: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return each action of a thing: its label, whether it is allowed, and why not.

    ``blocked_by`` holds the sentences; ``authority`` tells a want of authority from a
    rule.  *named* is what the buttons are on (a mandate's number, a draft's package);
    without it, actions within the thing are asked with its last item.  What takes back
    or corrects stands last: no page offers it first.
    """
    found = []
    machines = reader.desk.rules_for(kind, key).machines
    for machine in machines.values():
        if kind in {machine.key, machine.within}:
            found += list(_actions(reader, machine, kind, key, named or {}))
    return sorted(found, key=lambda one: _grave(machines, one))


def _grave(machines: Mapping[str, Machine], one: Mapping[str, Any]) -> bool:
    """Whether an action needs a reason in writing, or corrects the record."""
    rows = machines[one["machine"]].rows(one["action"])
    reasoned = (need.guard == "reason_given" for row in rows for need in row.needs)
    return rows[0].event.startswith("record.") or any(reasoned)


def _actions(
    reader: Reader, machine: Machine, kind: str, key: str, named: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    for action in machine.actions:
        rows = machine.rows(action)
        creates = all(row.creates for row in rows)
        engine = all(set(row.who) <= {"register", "clock"} for row in rows)
        if engine or creates != (not key):
            continue
        refused = best(reader, machine, kind, key, action, named)
        yield {
            "action": action,
            "machine": machine.key,
            "label": reader.translate(rows[0].label),
            "allowed": refused is None,
            "blocked_by": []
            if refused is None
            else [refused.sentence.told(reader.translate)],
            "authority": refused is not None and refused.kind is Kind.AUTHORITY,
        }


def best(  # noqa: PLR0913, PLR0917
    reader: Reader,
    machine: Machine,
    kind: str,
    key: str,
    action: str,
    named: Mapping[str, Any] | None = None,
) -> Refusal | None:
    """Return ``None`` if some mandate of the viewer serves, else the best refusal."""
    found: list[Refusal] = []
    for actor in reader.viewer.actors or (Actor("", "reader"),):
        refused = weighed(reader, machine, kind, key, action, actor, named)
        if refused is None:
            return None
        found.append(refused)
    return next((r for r in found if r.kind is Kind.RULE), found[0])


def weighed(  # noqa: PLR0913, PLR0917
    reader: Reader,
    machine: Machine,
    kind: str,
    key: str,
    action: str,
    actor: Actor,
    named: Mapping[str, Any] | None = None,
) -> Refusal | None:
    """Ask the table whether *actor* may take the action now."""
    case = case_of(reader, kind, key, action, actor, named)
    return refusal(case, machine, action)


def case_of(  # noqa: PLR0913, PLR0917
    reader: Reader,
    kind: str,
    key: str,
    action: str,
    actor: Actor,
    named: Mapping[str, Any] | None = None,
) -> Case:
    """Put together the case of an act that is only asked about."""
    now = reader.now
    sitting = Sitting(reader.desk, now, "", actor, Occurred(now), ())
    case = sitting.case(kind, key, action, None)
    case.named = named or {}
    return case


def outline(reader: Reader, kind: str, key: str, action: str) -> dict[str, Any]:
    """Return what an action asks for, whoever asks, and weigh nothing.

    Raises ``NotFound`` when the definition has no such action, or there is no such
    thing.
    """
    rules = reader.desk.rules_for(kind, key)
    asked = written(rules, kind, key, action)
    if key and reader.desk.whole(kind, key) is None:
        raise NotFound(
            say("the register has no {kind} “{key}”", kind=kind, key=quoted(key))
        )
    return asked


def written(definition: Definition, kind: str, key: str, action: str) -> dict[str, Any]:
    """Return what an action asks for as the definition has it, of whatever thing.

    Raises ``NotFound`` when the definition has no such action.
    """
    machine = machine_for(definition, kind, action)
    return {
        "kind": kind,
        "key": key,
        "action": action,
        "asks": [*asks_of(machine, action)],
        "creates": all(row.creates for row in machine.rows(action)),
    }


def form(
    reader: Reader,
    kind: str,
    key: str,
    action: str,
    named: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the form of an action: fields, the mandates that serve, the button.

    *named* is what the form is opened with: the mandate to revoke, a draft's package.

    Raises ``NotFound`` when the definition has no such action.
    """
    asked = outline(reader, kind, key, action)
    rules = reader.desk.rules_for(kind, key)
    machine = rules.machines[machine_of(rules, kind, action)]
    serving = [
        actor
        for actor in reader.viewer.actors
        if weighed(reader, machine, kind, key, action, actor, named) is None
    ]
    refused = best(reader, machine, kind, key, action, named)
    record = reader.desk.whole(kind, key) if key else None
    return {
        **asked,
        "label": reader.translate(machine.rows(action)[0].label),
        "needs": [
            need.told(reader.translate) for need in machine.rows(action)[0].needs
        ],
        "basis_needed": any(
            need.guard == "basis_cited"
            for row in machine.rows(action)
            for need in row.needs
        ),
        "mandates": [
            {"number": a.mandate, "role": a.role, "participant": a.participant}
            for a in serving
        ],
        "refusal": refused and refused.sentence.told(reader.translate),
        "seen": f"{record.version}.{record.edition}" if record else "",
    }
