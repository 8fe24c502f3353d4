"""Who may do what at which stage: the table the organization signs, listed by hand.

Only roles and stages count here: every need is made willing.  What is not listed is
refused.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from application.folds import KINDS
from domain.case import Case, say
from domain.definition import load
from domain.errors import Kind
from domain.events import CATALOGUE
from domain.guards import GUARDS, fills
from domain.guards.catalogue import POSITIONS, Guard
from domain.vocabulary import ASKED_OF
from domain.words import Actor
from domain.workflow import Machine, Move, Need, Refusal, Way, choose, refusal
from tests import reviewed
from tests.test_events import record_before

RULES = load("la-declaration")
NEW, ANY = "(new)", "(any)"
PLAYERS = ("chair", "minister")

LAWFUL = Path("tests/approved/who-may-do-what.txt").read_text("utf-8")

# which mandate lets a person act in which position or office of a participant
FILLS = {
    "chair": {"minister", "special_coordinator"},
    "lead": {"minister", "special_coordinator", "delegate"},
    "member": {"minister", "special_coordinator", "delegate"},
    "elector": {"minister", "special_coordinator", "delegate"},
    "partner_named": {"minister", "special_coordinator"},
}


def listed(machine: Machine) -> set[tuple[str, str, str]]:
    """Read the table: every allowed (role, action, stage)."""
    found: set[tuple[str, str, str]] = set()
    part = LAWFUL.split(f"\n[{machine.key}]\n")[1].split("\n\n")[0]
    for line in part.splitlines():
        action, who, at = line[:28].strip(), line[28:68].strip(), line[68:].strip()
        stages = list(machine.stages) if at == ANY else at.replace(NEW, "").split(", ")
        found |= set(product(who.split(", "), [action], stages))
    return found


class Thing:
    """Something that stands at a stage and says nothing else."""

    KIND = "thing"

    def __init__(self, stage: str) -> None:
        """Stand at *stage*, whatever is asked."""
        self.stage_of = lambda *_: stage


def case(role: str, action: str, stage: str) -> Case:
    facts: Any = SimpleNamespace(name=str)
    it = Thing(stage) if stage else None
    return Case(action, RULES, it, it, Actor("p", role), "", "", facts)


@pytest.fixture
def willing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a role be filled by who has it, and every need be met."""
    monkeypatch.setattr("domain.workflow.authority_missing", lambda _: None)
    monkeypatch.setattr(
        "domain.workflow.fills", lambda case, key: case.actor.role == key
    )
    for name, guard in GUARDS.items():
        met = Guard(name, guard.sentence, lambda *_, **__: None)
        monkeypatch.setitem(GUARDS, name, met)


@pytest.mark.usefixtures("willing")
@pytest.mark.parametrize("key", RULES.machines)
def test_what_is_listed_is_allowed_and_all_else_refused(key: str) -> None:
    machine = RULES.machines[key]
    cells = product(RULES.roles, machine.actions, ["", *machine.stages])

    allowed = {cell for cell in cells if refusal(case(*cell), machine, cell[1]) is None}

    assert allowed == listed(machine)


def test_the_table_speaks_of_every_machine_and_of_nothing_else() -> None:
    assert set(re.findall(r"^\[(.*)\]$", LAWFUL, re.MULTILINE)) == set(RULES.machines)
    for key, machine in RULES.machines.items():
        for role, action, stage in listed(machine):
            assert role in RULES.roles
            assert action in machine.actions
            assert stage in {"", *machine.stages}, (key, stage)


@pytest.mark.usefixtures("willing")
def test_an_action_nobody_defined_is_refused_to_everybody() -> None:
    for role, machine in product(RULES.roles, RULES.machines.values()):
        refused = refusal(case(role, "decide-alone", ""), machine, "decide-alone")

        assert refused is not None
        assert refused.kind is Kind.AUTHORITY
        assert str(refused) == "the definition has no such action: decide-alone"


@pytest.mark.usefixtures("willing")
def test_a_refusal_names_the_role_or_the_stage_that_is_needed() -> None:
    machine = RULES.machines["commitment"]

    by_role = refusal(case("auditor", "table", "draft"), machine, "table")
    by_stage = refusal(case("lead", "table", "open"), machine, "table")

    assert str(by_role) == (
        "“Table” needs a lead or co-lead of the package; you act as an auditor"
    )
    assert str(by_stage) == "the commitment is “open”; “Table” needs it to be “draft”"
    assert by_role is not None
    assert by_stage is not None
    assert (by_role.kind, by_stage.kind) == (Kind.AUTHORITY, Kind.RULE)


@pytest.mark.parametrize(("position", "mandate"), [*product(FILLS, RULES.roles)])
def test_a_position_is_filled_by_these_mandates_only(
    position: str, mandate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POSITIONS, position, lambda _: True)
    facts: Any = SimpleNamespace(process=SimpleNamespace(holder=lambda _: "COL"))
    actor = Actor("p", mandate, "COL-M1", "COL")

    filled = fills(Case("", RULES, None, None, actor, "", "", facts), position)

    assert filled == (mandate in FILLS[position])


@pytest.mark.parametrize("holder", ["", "CAN"])
def test_the_chair_is_the_country_that_holds_the_office(holder: str) -> None:
    facts: Any = SimpleNamespace(process=SimpleNamespace(holder=lambda _: holder))
    actor = Actor("p", "minister", "COL-M1", "COL")

    assert not fills(Case("", RULES, None, None, actor, "", "", facts), "chair")


# Of several rows the first whose needs are met


def rows(*guards: str) -> Machine:
    moves = [
        Move("commitment", "close", "Close", (role,), ("open",), (Way("closed"),), "x",
             (Need(guard),), row)
        for row, (role, guard) in enumerate(zip(PLAYERS, guards, strict=True))
    ]  # fmt: skip
    return Machine("commitment", "commitment", {}, tuple(moves))


@pytest.fixture
def two_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.workflow.authority_missing", lambda _: None)
    monkeypatch.setattr("domain.workflow.fills", lambda *_: True)
    for name, kind, unmet in (
        ("met", Kind.RULE, None),
        ("stranger", Kind.AUTHORITY, say("it needs its owner")),
        ("early", Kind.RULE, say("it needs a day more")),
    ):
        guard = Guard(name, name, lambda *_, unmet=unmet: unmet, kind=kind)
        monkeypatch.setitem(GUARDS, name, guard)


@pytest.mark.usefixtures("two_guards")
@pytest.mark.parametrize(
    ("guards", "found"),
    [
        (("met", "stranger"), 0),
        (("stranger", "met"), 1),
        (("stranger", "stranger"), "it needs its owner"),
        (("stranger", "early"), "it needs a day more"),
        (("early", "stranger"), "it needs a day more"),
    ],
)
def test_of_several_rows_the_first_whose_needs_are_met_counts(
    guards: tuple[str, str], found: object
) -> None:
    answer = choose(case("minister", "close", "open"), rows(*guards), "close")

    assert (answer.row if isinstance(answer, Move) else str(answer)) == found
    assert isinstance(answer, Move | Refusal)


# Guards


OF_AN_EARLIER = {"nobody_left"}
"""What definitions named that are pinned in logs: their acts can be decided again."""


def test_every_guard_is_used() -> None:
    named = {
        need.guard
        for move in [*RULES.moves(), *reviewed.definition().moves()]
        for need in [*move.needs, *(way.when for way in move.ways if way.when)]
    }

    assert named | OF_AN_EARLIER == set(GUARDS)
    assert not named & OF_AN_EARLIER


@pytest.mark.parametrize("name", GUARDS)
def test_the_sentence_of_a_guard_reads_well(name: str) -> None:
    guard = GUARDS[name]
    words = {"among": ["endorsing", "observer"], "procedure": "consensus"}
    told = Need(name, {key: words[key] for key in guard.takes}).sentence

    assert told[0].islower()
    assert told[-1].isalpha() or told[-1] == "”"
    assert not {"{", "["} & set(told)
    assert "invalid" not in told
    assert len(told) < 80
    assert guard.check.__doc__


@pytest.mark.parametrize(
    ("guyana", "unmet"),
    [
        ("this one", None),
        ("another", "Rev.2 needs the concurrence of GUY"),
        (None, "Rev.2 needs the concurrence of GUY"),
    ],
)
def test_a_concurrence_counts_for_the_text_it_was_given_to(
    guyana: str | None, unmet: str | None
) -> None:
    agreed = {"CAN": "this one"} | ({"GUY": guyana} if guyana else {})
    text = SimpleNamespace(number=2, sha256="this one")
    it: Any = SimpleNamespace(
        KIND="commitment", package="AP01", concurrences=agreed, text=text
    )
    package = SimpleNamespace(leads=["CAN", "GUY"])
    endorsing = SimpleNamespace(standing="endorsing")
    facts: Any = SimpleNamespace(
        name=str, package=lambda _: package, participant=lambda _: endorsing
    )
    asked = Case("table", RULES, it, it, Actor("p", "delegate"), "", "", facts)

    told = GUARDS["leads_concur"].check(asked)

    assert (told and str(told)) == unmet


def test_a_list_in_a_sentence_reads_as_words() -> None:
    need = Need("standing_is", {"among": ["endorsing", "observer"]})

    assert need.sentence == "the standing “endorsing” or “observer”"


# A guard answers every record it may be asked about, whatever was said


class NobodyKnown:
    """Facts of a register that holds nothing but its process."""

    def __init__(self) -> None:
        """Know the process alone."""
        self.process = KINDS["process"].blank("LAD")
        self.name = str
        self.participant = self.package = self.meeting = lambda _: None
        self.commitment = self.undertaking = lambda _: None
        self.endorsing = self.packages = self.periods = list
        self.period = lambda _: None
        self.filed = lambda *_: {}


SAID: list[dict[str, Any] | None] = [
    None,
    {},
    {name: "COL" for cls in CATALOGUE.values() for name in [a.name for a in cls.ASKS]},
]


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_can_be_asked_wherever_a_definition_may_put_it(name: str) -> None:
    guard, facts, rules = GUARDS[name], NobodyKnown(), reviewed.definition()
    words = {"among": ["endorsing"], "procedure": "consensus"}
    arguments = {key: words[key] for key in guard.takes}
    kinds = ASKED_OF[name].split() if name in ASKED_OF else ["", *KINDS]
    for kind, said in product(kinds, SAID):
        it = record_before(kind, CATALOGUE["record.advanced"]) if kind else None
        actor = Actor("p", "minister", "COL-M1", "COL")
        at = "2023-01-01T00:00:00.000000Z"
        asked = Case(
            "act",
            rules,
            it,
            it,
            actor,
            at,
            at,
            cast("Any", facts),
            said,
        )

        unmet = guard.check(asked, **arguments)

        assert unmet is None or str(unmet)


def test_every_guard_that_asks_the_record_is_known_to_do_so() -> None:
    assert set(ASKED_OF) <= set(GUARDS)
