"""How a blocked move becomes possible: the acts that meet each need, and who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from application.desk import machine_of
from application.pages.acts import best, case_of
from application.pages.left import time_left
from application.pages.reader import Reader
from domain.explaining import Step, Unmet, explain, players
from domain.words import Actor
from domain.workflow import Definition

ENTERS = "registrar"
"""Who enters what a source tells: named only where nobody else may."""


def how(
    reader: Reader,
    kind: str,
    key: str,
    action: str,
    named: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Return each unmet need of an action, for the mandate that comes nearest."""
    rules = reader.desk.rules_for(kind, key)
    machine = rules.machines[machine_of(rules, kind, action)]
    told = [
        explain(case_of(reader, kind, key, action, actor, named), machine, action)
        for actor in reader.viewer.actors or (Actor("", "reader"),)
    ]
    return [_told(reader, unmet) for unmet in min(told, key=_distance)]


def _distance(found: list[Unmet]) -> tuple[int, int]:
    return (sum(unmet.authority for unmet in found), len(found))


def _told(reader: Reader, unmet: Unmet) -> dict[str, Any]:
    return {
        "sentence": unmet.sentence.told(reader.translate),
        "on_the_form": unmet.said,
        "opens": unmet.opens,
        "left": time_left(reader, unmet.opens),
        "steps": [_step(reader, step) for step in unmet.steps],
    }


def _step(reader: Reader, step: Step) -> dict[str, Any]:
    rows = _rules(reader, step).machines[step.machine].rows(step.action)
    return {
        "kind": step.kind,
        "key": step.key,
        "action": step.action,
        "label": reader.translate(rows[0].label),
        "who": [*_who(reader, step)],
        "yours": bool(step.key) and _yours(reader, step),
    }


def _who(reader: Reader, step: Step) -> Iterator[dict[str, Any]]:
    """Give the roles that may, with the participants that could do it now."""
    case = case_of(reader, step.kind, step.key, step.action, Actor("", "reader"))
    rules, able = _rules(reader, step), dict[str, dict[str, None]]()
    for row in rules.machines[step.machine].rows(step.action):
        for role, known in players(case, row) if case.it is not None else _roles(row):
            able.setdefault(role, {}).update(dict.fromkeys(known))
    others = {role: codes for role, codes in able.items() if role != ENTERS}
    for role, codes in (others or able).items():
        label = reader.translate(rules.roles[role].label)
        yield {"role": label, "participants": reader.named(codes)}


def _rules(reader: Reader, step: Step) -> Definition:
    return reader.desk.rules_for(step.kind, step.key)


def _roles(row: Any) -> Iterator[tuple[str, list[str]]]:
    yield from ((key, []) for key in row.who if key not in {"clock", "register"})


def _yours(reader: Reader, step: Step) -> bool:
    """Whether the viewer may take the step now."""
    machine = _rules(reader, step).machines[step.machine]
    return best(reader, machine, step.kind, step.key, step.action) is None
