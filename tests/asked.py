"""All that may be asked of a register: every action, and every field of it.

Read from the definition and from what each event asks for, so that a new event is
covered by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from application.office import (
    DepositaryError,
)
from domain.acts import asks_of
from domain.definition import load
from domain.events import Ask
from tests.world import (
    BASIS,
    SHARED,
    UNDERTAKING,
    World,
)

RULES = load("la-declaration")
THINGS = {
    "process": "LAD",
    "participant": "GUY",
    "package": "AP01",
    "meeting": "ministerial-1",
    "commitment": SHARED,
    "undertaking": UNDERTAKING,
    "period": "2030-a",
}
ENDORSE = ("commitment", SHARED, "endorse")


def every_action() -> Iterator[tuple[str, str, str]]:
    """Give kind, key and action of all that a person may ask for."""
    for machine in RULES.machines.values():
        kind = machine.within or machine.key
        for action in machine.actions:
            rows = machine.rows(action)
            if any(set(row.who) - {"register", "clock"} for row in rows):
                key = "" if all(row.creates for row in rows) else THINGS[kind]
                yield kind, key, action


def every_ask() -> Iterator[tuple[str, str, str, Ask]]:
    """Give every field of every action."""
    for kind, key, action in every_action():
        machine = next(
            m
            for m in RULES.machines.values()
            if kind in {m.key, m.within} and m.rows(action)
        )
        for ask in asks_of(machine, action):
            yield kind, key, action, ask


ACTIONS = list(every_action())
ASKS = list(every_ask())
named_asks = pytest.mark.parametrize(
    ("kind", "key", "action", "ask"),
    ASKS,
    ids=[f"{kind}-{action}-{ask.name}" for kind, _, action, ask in ASKS],
)
named_actions = pytest.mark.parametrize(
    ("kind", "key", "action"), ACTIONS, ids=[f"{k}-{a}" for k, _, a in ACTIONS]
)


@contextmanager
def nothing_recorded(world: World) -> Iterator[None]:
    """See that the log did not grow; the views are looked at once, at the end."""
    before = world.position
    yield
    assert world.position == before


def refused(
    world: World, kinds: type[DepositaryError], *what: Any, **rest: Any
) -> DepositaryError:
    """Take an act that must be refused without a trace; return the refusal."""
    rest.setdefault("basis", BASIS)
    with nothing_recorded(world), pytest.raises(kinds) as found:
        world.act(*what, **rest)
    assert str(found.value).isprintable()
    return found.value
