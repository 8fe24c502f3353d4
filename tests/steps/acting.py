"""Given and When: somebody acts.  One sentence, fed by the table of the definition.

“Guyana's minister revokes GUY-M2 because "…"”: who, the action in the third person, the
thing, and what is said beside it; the rest may stand in a table under the sentence.
"""

from __future__ import annotations

import re
from typing import Any

from pytest_bdd import given, parsers, when

from application.office import DepositaryError
from application.pages.acts import form
from tests.steps.phrases import (
    AROUND,
    LATE,
    SENTENCE,
    SOMEBODY,
    beside,
    key_of,
    meant,
    refer,
    table,
)
from tests.steps.story import Story, Table

NOTHING: Table = []
BESIDE = {"basis", "occurred", "mandate", "for_mandate", "participant", "seen"}


@given(parsers.re(f"{SOMEBODY} has the page open"))
def _(story: Story, who: str) -> None:
    story.seen = form(story.reader(who), "commitment", story.commitment, "concur")[
        "seen"
    ]


@given(parsers.re(SENTENCE))
def _(
    story: Story,
    who: str,
    verb: str,
    thing: str,
    clauses: str,
    datatable: Table = NOTHING,
) -> None:
    act(story, who, verb, thing, clauses, datatable)


@when(parsers.re(SENTENCE))
def _(
    story: Story,
    who: str,
    verb: str,
    thing: str,
    clauses: str,
    datatable: Table = NOTHING,
) -> None:
    attempt(story, who, verb, thing, clauses, datatable)


@given(parsers.re(AROUND))
def _(story: Story, who: str, first: str, thing: str, last: str, clauses: str) -> None:
    act(story, who, f"{first} {last}", thing, clauses, NOTHING)


@when(parsers.re(AROUND))
def _(story: Story, who: str, first: str, thing: str, last: str, clauses: str) -> None:
    attempt(story, who, f"{first} {last}", thing, clauses, NOTHING)


@given(parsers.re(LATE))
def _(
    story: Story,
    who: str,
    whose: str,
    verb: str,
    thing: str,
    clauses: str,
    datatable: Table = NOTHING,
) -> None:
    act(story, who, verb, thing, clauses + entered(whose), datatable)


@when(parsers.re(LATE))
def _(
    story: Story,
    who: str,
    whose: str,
    verb: str,
    thing: str,
    clauses: str,
    datatable: Table = NOTHING,
) -> None:
    attempt(story, who, verb, thing, clauses + entered(whose), datatable)


def attempt(
    story: Story, who: str, verb: str, thing: str | None, clauses: str, rows: Table
) -> None:
    """Act, and remember the refusal if there is one."""
    try:
        act(story, who, verb, thing, clauses, rows)
    except DepositaryError as refusal:
        story.refusal = refusal


def entered(whose: str) -> str:
    """Say for whom an officer enters an act after the fact."""
    if whose.startswith("the holder of "):
        return f' for the holder of "{whose.removeprefix("the holder of ")}"'
    return f' on behalf of "{whose}"'


def act(
    story: Story, who: str, verb: str, thing: str | None, clauses: str, rows: Table
) -> None:
    """Carry out one sentence of a story."""
    said = beside(clauses) | table(rows)
    machine, action = meant(verb, thing or "")
    named = thing or ""
    if re.fullmatch(r"[A-Z]{3}-M\d+|LAD-A\d+", named):
        said["number"] = named
    if "as the page showed it" in clauses:
        said["seen"] = story.seen
    more: dict[str, Any] = {k: said.pop(k) for k in BESIDE & set(said)}
    if "basis" in more:
        more["basis"] = (more["basis"],)
    if "participant" in more:
        more["participant"] = story.code(more["participant"])
    if machine.key == "period" and " of " in named:
        said["concerned"] = named.rpartition(" of ")[2]
    if machine.key in {"report", "milestone"} and machine.key not in said:
        said[machine.key] = "1"
    story.acting_for = more.get("participant", "") or more.get("for_mandate", "")[:3]
    creates = all(row.creates for row in machine.rows(action))
    home = machine.within or machine.key
    key = "" if creates else key_of(story, home, named, who)
    said = {name: refer(story, name, value) for name, value in said.items()}
    story.told(story.act(who, action, (home, key), said=said, **more))
