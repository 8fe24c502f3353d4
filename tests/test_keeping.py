"""Whatever is done about a promise, its flags are what their definitions say.

*Unowned*, *verifiable* and *overdue* are derived: no sequence of acts, late entries
included, brings the page, the list or the count apart from a reading of the log alone.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from application.clock import Clock
from application.office import Act, DepositaryError
from application.pages import keeping, overview, undertakings
from application.views.rebuild import compare
from application.views.tables import When
from domain.events import Event, milestones, participant
from domain.events.undertaking import OwnerAssigned, UndertakingOpened
from domain.words import end_of
from tests.world import BASIS, REGISTRAR, SECRETARY, SHARED, UNDERTAKING, opened

CI = bool(os.environ.get("CI"))  # there the same histories each time, and no search
EXAMPLES = {"sqlite": 30, "postgresql": 5}
WHERE = ("undertaking", UNDERTAKING)
COUNTRY = ("participant", "COL")
GRANTED = st.sampled_from((4, 6, 7, 8, 9))
"""The mandates of focal points; COL-M5 is the validating authority's."""
LIVELY = 15
"""How many acts come before anything may end it all."""
DAYS = st.sampled_from((1, 3, 10))
NEVER = "9999"


@dataclass
class Reading:
    """What the log says up to an instant, read by the rules of this file alone."""

    at: str
    stage: str = ""
    owner: str = ""
    mandates: dict[str, list[str]] = field(default_factory=dict)
    steps: dict[int, list[str]] = field(default_factory=dict)

    def read(self, event: Event) -> None:
        """Take in one event."""
        match event:
            case participant.MandateDelegated() if event.participant == "COL":
                if event.capacity == "focal_point":
                    ends = event.until or NEVER
                    self.mandates[event.number] = [event.holder, ends]
            case participant.MandateRevoked() | participant.MandateExpired():
                if event.number in self.mandates:
                    known = self.mandates[event.number]
                    known[1] = min(known[1], event.occurred_at)
            case OwnerAssigned():
                self.owner = event.focal_point
            case _:
                self._step(event)
        if event.TOPIC.startswith("undertaking.") and event.stage:
            self.stage = event.stage

    def _step(self, event: Event) -> None:
        match event:
            case milestones.MilestoneSet():
                self.steps[event.milestone] = ["set", event.criterion, event.due]
            case milestones.MilestoneRescheduled() | milestones.MilestoneReopened():
                criterion = self.steps[event.milestone][1]
                self.steps[event.milestone] = ["set", criterion, event.due]
            case milestones.MilestoneMet():
                self.steps[event.milestone][0] = "met"
            case milestones.MilestoneMissed():
                self.steps[event.milestone][0] = "missed"
            case milestones.MilestoneDropped():
                self.steps[event.milestone][0] = "dropped"

    @property
    def live(self) -> bool:
        """Whether it has not ended."""
        return self.stage not in {"withdrawn", "superseded"}

    @property
    def flags(self) -> dict[str, Any]:
        """Return each derived flag, by its definition."""
        holder = self.mandates.get(self.owner, ["", ""])[0]
        held = any(
            who == holder and self.at < end for who, end in self.mandates.values()
        )
        return {
            "unowned": self.live and not held,
            "verifiable": any(
                criterion and due and stage != "dropped"
                for stage, criterion, due in self.steps.values()
            ),
            "overdue": [
                number
                for number, (stage, _, due) in self.steps.items()
                if self.live and stage == "set" and due and due <= self.at
            ],
        }


class Keeping(RuleBasedStateMachine):
    """A country that does whatever it may about a promise, and much that it may not."""

    engine = "sqlite"

    def __init__(self) -> None:
        """Take a register at work."""
        super().__init__()
        self.stack = ExitStack()
        home = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.world = self.stack.enter_context(opened(Path(home), self.engine))
        self.begun, self.acts = self.world.clock, 0

    @initialize()
    def staff(self) -> None:
        """Appoint a reviewer; let another country have an undertaking, too."""
        said = {"holder": "p-reviewer", "capacity": "reviewer"}
        self.attempt(REGISTRAR, ("process", "LAD"), "appoint", said)
        self.attempt("minister-MEX", ("commitment", SHARED), "endorse")
        self.assign(4)
        self.promise(10, "A law")

    def attempt(
        self, person: str, thing: tuple[str, str], action: str, said: Any = None,
        **rest: Any,
    ) -> None:  # fmt: skip
        """Act, or be refused."""
        self.acts += 1
        rest.setdefault("basis", BASIS)
        try:
            self.world.office.act(Act(*thing, action, person, said or {}, **rest))
        except DepositaryError:
            return

    def day(self, days: int) -> str:
        """Return a day some days from now."""
        return (self.world.clock + timedelta(days=days)).date().isoformat()

    @rule(days=st.sampled_from((0, 3, 10)), criterion=st.sampled_from(("", "A law")))
    def promise(self, days: int, criterion: str) -> None:
        """Set a milestone, with or without what makes it verifiable."""
        said = {"title": "A step", "criterion": criterion}
        said["due"] = self.day(days) if days else ""
        self.attempt("validating_authority-COL", WHERE, "set-milestone", said)

    @rule(
        place=st.integers(0, 5),
        action=st.sampled_from(("reschedule", "meet", "reopen")),
        days=DAYS,
    )
    def step(self, place: int, action: str, days: int) -> None:
        """Move, meet or reopen a milestone."""
        numbers = [*self.world.record(*WHERE).milestones]
        number = str(numbers[place % len(numbers)])
        said = {"milestone": number, "reason": "Because."}
        if action == "meet":
            said = {"milestone": number, "evidence": "A law"}
        else:
            said["due"] = self.day(days)
        who = "p-reviewer" if action == "reopen" else "validating_authority-COL"
        self.attempt(who, WHERE, f"{action}-milestone", said)

    @rule(most=st.integers(1, 9))
    def drop(self, most: int) -> None:
        """Drop the first milestones, or all of them."""
        for number in [*self.world.record(*WHERE).milestones][:most]:
            said = {"milestone": str(number), "reason": "Because."}
            self.attempt("validating_authority-COL", WHERE, "drop-milestone", said)

    @rule(
        who=st.sampled_from(("focal_point-COL", "p-new")), days=st.sampled_from((0, 5))
    )
    def delegate(self, who: str, days: int) -> None:
        """Name a focal point for good, or for some days and as the owner at once."""
        said = {"holder": who, "capacity": "focal_point"}
        said["until"] = self.day(days) if days else ""
        self.attempt("minister-COL", COUNTRY, "delegate", said)
        if days:
            self.assign(len(self.world.record(*COUNTRY).mandates))

    @rule(number=GRANTED)
    def assign(self, number: int) -> None:
        """Name the owner."""
        said = {"institution": "A ministry", "focal_point": f"COL-M{number}"}
        self.attempt("coordinator-COL", WHERE, "assign-owner", said)

    @rule(number=GRANTED, ago=st.sampled_from((0, 0, 2)))
    def revoke(self, number: int, ago: int) -> None:
        """Revoke a mandate, now or by a late entry."""
        said = {"number": f"COL-M{number}", "reason": "Recalled."}
        rest = {"for_mandate": "COL-M1", "occurred": self.day(-ago)} if ago else {}
        who = SECRETARY if ago else "minister-COL"
        self.attempt(who, COUNTRY, "revoke", said, **rest)

    @rule(action=st.sampled_from(("plan", "suspend", "resume")))
    def go_on(self, action: str) -> None:
        """Take the undertaking on."""
        role = "validating_authority" if action == "plan" else "coordinator"
        said = {} if action == "plan" else {"reason": "Because."}
        self.attempt(f"{role}-COL", WHERE, action, said)

    @precondition(lambda self: self.acts > LIVELY)
    @rule(leaves=st.booleans())
    def end(self, *, leaves: bool) -> None:
        """Withdraw it, or leave the instrument, with a milestone still to be met."""
        self.promise(3, "A law")
        thing, action = (
            (COUNTRY, "notify-withdrawal") if leaves else (WHERE, "withdraw")
        )
        self.attempt("minister-COL", thing, action, {"reason": "A new government."})
        self.world.wait(days=10)

    @rule(days=DAYS, runs=st.booleans())
    def wait(self, days: int, *, runs: bool) -> None:
        """Let time pass, with the clock at work or late."""
        self.world.wait(days=days)
        if runs:
            register = self.world.office.register
            Clock(register).once()
            now = self.reading(register.now())
            assert now.flags["overdue"] == []

    def reading(self, at: str) -> Reading:
        """Read the log anew."""
        log = [entry.event for entry in self.world.office.register.ledger.all()]
        log = [e for e in log if e.occurred_at <= at and not _of_another(e)]
        told = Reading(at)
        for event in sorted(log, key=lambda e: (e.occurred_at, e.timestamp)):
            told.read(event)
        return told

    @invariant()
    def what_is_shown_is_what_is_so(self) -> None:
        """Compare what is so now."""
        self.compare(When(), self.world.office.register.now())

    @rule(share=st.floats(0, 1))
    def look_back(self, share: float) -> None:
        """Compare what was so on a day since it began."""
        day = (self.begun + (self.world.clock - self.begun) * share).date()
        if day < self.world.clock.date():
            self.compare(self.world.office.when(as_of=day.isoformat()), end_of(day))

    def compare(self, when: When, at: str) -> None:
        """Compare the page, the lists and the count with a reading of the log."""
        told, reader = self.reading(at).flags, self.world.office.reader(when)
        page = undertakings.page(reader, UNDERTAKING)
        overdue = [one["number"] for one in page["milestones"] if one["overdue"]]
        assert told == {
            "unowned": page["unowned"],
            "verifiable": page["verifiable"],
            "overdue": overdue,
        }
        rows = keeping.listing(reader)["undertakings"]
        (row,) = [row for row in rows if row["reference"] == UNDERTAKING]
        assert row["unowned"] == told["unowned"]
        assert row["verifiable"] == told["verifiable"]
        unowned = keeping.listing(reader, shown="unowned")["undertakings"]
        assert unowned == [row for row in rows if row["unowned"]]
        assert overview.page(reader)["unowned"] == len(unowned)

    def teardown(self) -> None:
        """Look the views over."""
        assert compare(self.world.office.register) == []
        self.stack.close()


def _of_another(event: Event) -> bool:
    if event.TOPIC.startswith("undertaking."):
        return event.participant == "MEX"
    return isinstance(event, UndertakingOpened) and event.key != UNDERTAKING


def test_no_act_brings_a_flag_apart_from_its_definition(engine: str) -> None:
    machine = type("Kept", (Keeping,), {"engine": engine})
    phases = (Phase.explicit, Phase.generate) if CI else tuple(Phase)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES[engine],
            stateful_step_count=30,
            deadline=None,
            derandomize=CI,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
