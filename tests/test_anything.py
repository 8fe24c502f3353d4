"""Whatever is asked, the answer is a receipt or a sentence, and the views hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.office import (
    Act,
    DepositaryError,
)
from application.views.rebuild import compare
from domain.events import Ask
from tests.asked import (
    ACTIONS,
    ASKS,
    RULES,
    THINGS,
)
from tests.world import (
    BASIS,
    COUNTRIES,
    NATIONAL,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    World,
    opened,
)

NAMES = sorted({ask.name for _, _, _, ask in ASKS})
KEYS = [*THINGS.values(), NATIONAL, "AP02", "COL", "LAD-999", "", "a/b", "\ud800"]
WORDS = st.one_of(
    st.sampled_from(
        [*KEYS, *COUNTRIES, "P1", "GUY-M1", "COL-M4", "1", "2024-05-01", "2024-05",
         "unknown", "chair", "delegate", "national", "consensus", "yes", "es", "title",
         "occurred_at", "principal", "in progress", "minister-GUY", "https://x", "m2"]
    ),
    st.text(max_size=30),
)  # fmt: skip
PLAIN = st.recursive(
    st.one_of(
        WORDS,
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.binary(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)
    ),
    max_leaves=8,
)
PERSONS = st.sampled_from(
    [SECRETARY, SECRETARY, REGISTRAR, REGISTRAR, "nobody",
     *(f"{role}-{code}" for code in COUNTRIES for role in (
         "minister", "minister", "coordinator", "delegate", "focal_point",
         "validating_authority"))]
)  # fmt: skip
ENTITLED = {
    "secretariat": SECRETARY, "registrar": REGISTRAR, "chair": "minister-COL",
    "lead": "minister-CAN", "member": "minister-MEX", "elector": "minister-GUY",
    "minister": "minister-COL", "special_coordinator": "coordinator-COL",
    "focal_point": "focal_point-COL",
    "validating_authority": "validating_authority-COL",
}  # fmt: skip
KNOWN = st.sampled_from(
    ["AP01", "AP02", "P1", "ministerial-1", SHARED, NATIONAL, UNDERTAKING, "LAD-A2",
     "COL-M4", "GUY-M3", "CAN-M1", *COUNTRIES, "consensus", "2024-05", "somebody", "X1"]
)  # fmt: skip
FITTING = {
    "number": st.integers(1, 9),
    "day": st.sampled_from(["2025-01-01", "2030-06-01"]),
    "list": st.lists(st.one_of(KNOWN, st.sampled_from(["1", "2"])), max_size=2),
    "url": st.just("https://example.org"),
    "readings": st.just([{"value": 1, "sources": ["s"]}]),
}


def fitting(ask: Ask) -> st.SearchStrategy[Any]:
    """Give something of the kind that is asked for."""
    if ask.choices:
        return st.sampled_from(ask.choices)
    return FITTING.get(ask.kind, KNOWN)


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Ask for anything: often what fits, often a little beside it."""
    kind, key, action = draw(st.sampled_from(ACTIONS))
    asked = [ask for k, _, a, ask in ASKS if (k, a) == (kind, action)]
    said: Any = {
        ask.name: draw(fitting(ask))
        for ask in asked
        if not ask.optional or draw(st.booleans())
    }
    rest: dict[str, Any] = {"basis": BASIS}
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
        match draw(st.integers(0, 6)):
            case 0:
                said = draw(PLAIN)
            case 1 if isinstance(said, dict):
                said[draw(st.sampled_from(NAMES))] = draw(st.one_of(WORDS, PLAIN))
            case 2:
                kind = draw(st.sampled_from([*THINGS, "mandate", "x"]))
            case 3:
                key = draw(WORDS)
            case _:
                name = draw(st.sampled_from(("mandate", "seen", "basis", "command")))
                rest[name] = draw(st.one_of(WORDS, PLAIN))
    match draw(st.integers(0, 4)):
        case 0:
            rest["for_mandate"] = f"{draw(st.sampled_from(COUNTRIES))}-M1"
            rest["occurred"] = draw(
                st.sampled_from(["2024-05-01", "2024-05", "unknown"])
            )
        case 1:
            rest["participant"] = draw(st.sampled_from(COUNTRIES))
    entitled = [ENTITLED[role] for role in who(action) if role in ENTITLED]
    persons = st.one_of(st.sampled_from(entitled), PERSONS) if entitled else PERSONS
    return Act(kind, key, action, draw(persons), said, **rest)


def who(action: str) -> list[str]:
    """Return the roles that may take an action."""
    rows = [row for row in RULES.moves() if row.action == action]
    return sorted({role for row in rows for role in row.who})


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Iterator[World]:
    """Return a world that takes what it is given, and is looked over at the end."""
    with opened(tmp_path_factory.mktemp("busy"), engine) as world:
        yield world
        assert compare(world.office.register) == []


@pytest.mark.slow
@settings(
    max_examples=400,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=list(HealthCheck),
)
@given(act=acts())
def test_whatever_is_asked_the_answer_is_a_receipt_or_a_sentence(
    busy: World, act: Act
) -> None:
    before = busy.position
    try:
        receipt = busy.office.act(act)
    except DepositaryError:
        assert busy.position == before
    else:
        again = receipt.positions[-1] <= before  # the very act was taken before
        assert busy.position == (before if again else receipt.positions[-1])
