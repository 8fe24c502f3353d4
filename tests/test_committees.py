"""Random committees: whatever they do, in whatever order, what was agreed was agreed.

Several people act, the clock steps to just before, at and after each deadline, and the
register is shut and opened between any two acts.  What must hold is asked of the log
alone, by a reading of its own.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
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
from application.office import Act, DepositaryError, Office
from application.views.rebuild import compare
from domain.commitment import Commitment
from domain.events import Event, deciding
from domain.events import commitment as events
from domain.record import fold
from domain.words import moment
from tests.houses import at
from tests.world import BASIS, COUNTRIES, SECRETARY, opened

CI = bool(os.environ.get("CI"))  # there the same histories each time, and no search
EXAMPLES = {"sqlite": 60, "postgresql": 12}
WHERE = ("commitment", "LAD-003")
MEETING = "committee-1"
CODES = st.sampled_from(COUNTRIES)
MEMBERS = ("CAN", "GUY", "MEX")
ENDINGS = (
    events.ProposalRevised, events.ConsensusBlocked, events.ProposalReferredBack,
    events.ProposalNotAdopted, events.ProposalWithdrawn, deciding.SilenceBroken,
    deciding.SilenceRefused, deciding.SilenceCalledOff,
)  # fmt: skip


ELECTORS = st.sampled_from(MEMBERS)
OFFSETS = st.sampled_from((-1, 0, 0, 1, 6 * 3600, 6 * 3600, 90 * 86400))
ROLES = st.sampled_from(("minister", "delegate"))
IN_A_DECISION = st.sampled_from((
    "break-silence", "refuse-silence", "block-consensus", "propose-amendment",
    "enter-ad-referendum", "enter-ad-referendum", "enter-ad-referendum",
    "confirm-ad-referendum", "confirm-ad-referendum", "decline-ad-referendum",
    "attach-statement", "revise", "agree-to-withdraw", "withdraw",
))  # fmt: skip
IN_CONSULTATION = st.sampled_from((
    "propose-amendment", "accept-amendment", "decline-amendment", "revise",
    "withdraw-objection", "agree-to-withdraw",
))  # fmt: skip
WILD = st.sampled_from((
    "break-silence", "record-late-objection", "revise", "open", "extend-silence",
    "confirm-ad-referendum", "declare-consensus", "let-silence-lapse", "dissociate",
    "withdraw", "withdraw-objection", "seek-decision", "open-silence",
))  # fmt: skip


def said_for(action: str, code: str, number: int) -> dict[str, Any]:
    """Return what somebody says who takes an action."""
    amendment = {"paragraph": "1", "change": "replace", "wording": f"{code}{number}."}
    return {
        "propose-amendment": amendment,
        "accept-amendment": {"amendment": number},
        "decline-amendment": {"amendment": number, "reason": "Because."},
        "withdraw-objection": {"objection": number},
        "extend-silence": {"hours": 24 * number, "reason": "Because."},
        "open-silence": {"hours": 72},
        "seek-decision": {"procedure": "silence"},
        "declare-consensus": {"meeting": MEETING},
        "revise": {"paragraphs": f"One.\n\nTwo and {number}."},
        "attach-statement": {"nature": "statement", "text": "So."},
        "dissociate": {"paragraph_numbers": ["1"], "reason": "Because."},
    }.get(action, {"reason": "Because."} if REASONED.match(action) else {})


REASONED = re.compile("break|refuse|block|decline|call|refer|not|withdraw|record")


def undecided(self: Committees) -> bool:
    """Whether a decision is open."""
    return self.it.undecided


@dataclass
class Reading:
    """One commitment's log, read once more: what ran when, and what came of it."""

    electorate: set[str] = field(default_factory=set)
    until: str = ""
    pending: dict[str, str] = field(default_factory=dict)
    stage: str = ""

    def read(self, event: Event) -> None:
        """Hold what must hold of one event, given those before it."""
        passed = [at for at in (self.until, *self.pending.values()) if at]
        if min(passed, default="9") <= event.recorded_at:
            assert event.role == "clock", f"{event.TOPIC} came before what was due"
            assert event.occurred_at == min(passed)
        self.stage = event.stage or self.stage
        match event:
            case events.DecisionSought():
                self.electorate = set(event.electorate)
                assert len(self.electorate) >= 2
            case deciding.SilenceOpened() | deciding.SilenceExtended():
                assert event.expires_at > max(self.until, event.recorded_at)
                self.until = event.expires_at
            case deciding.SilenceLapsed():
                assert event.expired_at == self.until <= event.recorded_at
                assert set(event.electorate) <= self.electorate
                assert bool(event.electorate) == (event.stage != "not adopted")
                self.until = ""
            case events.ConsensusDeclared():
                assert not self.until
                assert 2 * len(set(event.present)) > len(self.electorate) - 2
            case _:
                self._ad_referendum(event)
        if event.stage == "adopted":
            assert not self.pending
            assert not self.until
            assert self.electorate
        if event.stage == "agreed ad referendum":
            assert self.pending

    def _ad_referendum(self, event: Event) -> None:
        match event:
            case deciding.AdReferendumEntered():
                self.pending[event.participant] = event.due_at
            case deciding.AdReferendumConfirmed() | deciding.AdReferendumDeclined():
                assert event.recorded_at < self.pending.pop(event.participant)
            case deciding.AdReferendumExpired():
                assert event.expired_at == self.pending.pop(event.participant)
            case deciding.AmendmentProposed() if event.stage:
                self._end(event)
            case _ if isinstance(event, ENDINGS):
                self._end(event)

    def _end(self, event: Event) -> None:
        assert not self.until or event.recorded_at < self.until
        self.electorate, self.until, self.pending = set(), "", {}


class Committees(RuleBasedStateMachine):
    """A committee that does whatever it may, and much that it may not."""

    engine = "sqlite"

    def __init__(self) -> None:
        """Take a register at work."""
        super().__init__()
        self.stack = ExitStack()
        home = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.world = self.stack.enter_context(opened(Path(home), self.engine))
        self.recorded = self.world.position
        self.last: Act | None = None

    @initialize(procedure=st.sampled_from(("silence", "silence", "consensus")))
    def begin(self, procedure: str) -> None:
        """Bring a proposal before its committee, and seek a decision on it."""
        self.circulate()
        self.seek(procedure, 14, 72)

    def circulate(self) -> None:
        """Bring a proposal before its committee, and call a meeting."""
        said = {"package": "AP01", "title": "Skills", "paragraphs": "One.\n\nTwo."}
        self.attempt("delegate-CAN", "commitment", "", "draft", said)
        for code in ("CAN", "GUY"):
            self.attempt(f"delegate-{code}", *WHERE, "concur")
        self.attempt("delegate-CAN", *WHERE, "table")
        self.translate()
        self.attempt("delegate-CAN", *WHERE, "circulate")
        said = {"key": MEETING, "title": "M", "nature": "committee"}
        said |= {"planned": "2024-07", "packages": "AP01"}
        self.attempt(SECRETARY, "meeting", "", "schedule", said, basis=BASIS)
        self.attempt("minister-COL", "meeting", MEETING, "convene")
        for code in MEMBERS:
            present = {"attending": code, "under": f"{code}-M1"}
            self.attempt(SECRETARY, "meeting", MEETING, "record-presence", present)

    def attempt(self, person: str, kind: str, key: str, action: str, said: Any = None,
                **rest: Any) -> None:  # fmt: skip
        """Act, and see that what was told is what was recorded."""
        act = Act(kind, key, action, person, said or {}, **rest)
        before = self.world.position
        try:
            receipt = self.world.office.act(act)
        except DepositaryError:
            return
        assert before < receipt.position <= self.world.position
        assert self.world.office.act(act) == receipt
        self.last = act

    def of(self, role: str, code: str, action: str, **said: Any) -> None:
        """Let somebody of a country act on the proposal."""
        self.attempt(f"{role}-{code}", *WHERE, action, said)

    @property
    def it(self) -> Commitment:
        """The proposal as it stands."""
        found = self.world.record(*WHERE)
        assert isinstance(found, Commitment)
        return found

    def translate(self) -> None:
        """Add the Spanish text of the revision."""
        said = {"language": "es", "paragraphs": "Uno.\n\nDos."}
        self.attempt(SECRETARY, *WHERE, "add-translation", said)

    @precondition(lambda self: self.it.stage == "in consultation")
    @rule(
        procedure=st.sampled_from(("silence", "silence", "consensus")),
        wait=st.sampled_from((14, 14, 14, 3)),
        hours=st.sampled_from((72, 72, 72, 100, 71)),
    )
    def seek(self, procedure: str, wait: int, hours: int) -> None:
        """Make a text ready, and seek a decision on it."""
        for code in MEMBERS:
            self.of("delegate", code, "concur")
        self.translate()
        self.world.wait(days=wait)
        self.of("delegate", "CAN", "seek-decision", procedure=procedure)
        self.of("minister", "COL", "open-silence", hours=hours)

    @rule(
        offset=OFFSETS,
        runs=st.booleans(),
    )
    def step(self, offset: int, *, runs: bool) -> None:
        """Let time pass to about when the next thing falls due."""
        due = min((d.at for d in self.it.deadlines()), default="")
        if due and moment(due) > self.world.clock:
            self.world.clock = moment(due)
            self.world.wait(seconds=offset)
        else:
            self.world.wait(hours=1)
        if runs:
            self.run_clock()

    @rule()
    def run_clock(self) -> None:
        """Run the clock; a second one finds nothing left."""
        register = self.world.office.register
        Clock(register).once()
        assert all(d.at > register.now() for d in self.it.deadlines())

    @rule()
    def crash(self) -> None:
        """Shut the register and open it again: nothing is lost or done twice."""
        position = self.world.position
        self.world.office.close()
        self.world.office = Office.open(at(self.world.home), self.world.time)
        assert self.world.position == position
        if self.last is not None:
            self.world.office.act(self.last)
        assert self.world.position == position

    @rule(code=CODES, action=WILD, role=ROLES, number=st.integers(1, 3))
    def try_anything(self, code: str, action: str, role: str, number: int) -> None:
        """Let anybody try anything, at any stage."""
        self.of(role, code, action, **said_for(action, code, number))

    @precondition(undecided)
    @rule(code=ELECTORS, action=IN_A_DECISION, number=st.integers(1, 3))
    def decide(self, code: str, action: str, number: int) -> None:
        """Let a member of the electorate do what it may while it decides."""
        self.of("minister", code, action, **said_for(action, code, number))

    @precondition(undecided)
    @rule(codes=st.sets(ELECTORS, min_size=1), offset=OFFSETS)
    def ask_capitals(self, codes: set[str], offset: int) -> None:
        """Agree ad referendum, some or all, and wait for what falls due."""
        for code in sorted(codes):
            self.of("delegate", code, "enter-ad-referendum")
        self.step(offset, runs=True)

    @precondition(undecided)
    @rule(
        action=st.sampled_from(("extend-silence", "extend-silence", "declare-consensus",
                                "call-off-silence", "refer-back", "not-adopt")),
    )  # fmt: skip
    def preside(self, action: str) -> None:
        """Let the chair do what a chair may."""
        self.of("minister", "COL", action, **said_for(action, "COL", 1))

    @precondition(lambda self: self.it.stage == "in consultation")
    @rule(code=ELECTORS, action=IN_CONSULTATION, number=st.integers(1, 3))
    def consult(self, code: str, action: str, number: int) -> None:
        """Let a member work on the text."""
        self.of("delegate", code, action, **said_for(action, code, number))

    @rule(
        code=CODES,
        act=st.sampled_from((
            ("participant", "notify-withdrawal"), ("participant", "endorse"),
            ("package", "volunteer-co-lead"), ("package", "join"),
        )),
    )  # fmt: skip
    def come_and_go(self, code: str, act: tuple[str, str]) -> None:
        """Leave the instrument, come back, join the committee or its lead."""
        kind, action = act
        said = {"reason": "Because."} if action[0] == "n" else {}
        key = code if kind == "participant" else "AP01"
        self.attempt(f"minister-{code}", kind, key, action, said, basis=BASIS)

    @invariant()
    def what_is_on_record_holds(self) -> None:
        """Read the log anew, by rules of this file alone."""
        if self.world.position == self.recorded:
            return
        self.recorded = self.world.position
        reading, it = Reading(), self.it
        for version, event in enumerate(it.events, start=1):
            assert event.originator_version == version
            reading.read(event)
        assert reading.stage == it.stage

    def teardown(self) -> None:
        """See that the log replays to the same record and the same views."""
        register = self.world.office.register
        it = self.it
        again = fold(Commitment, it.key, list(it.events))
        assert again is not None
        assert vars(again) | {"events": []} == vars(it) | {"events": []}
        assert [e.position for e in register.ledger.all()] == [
            *range(1, self.world.position + 1)
        ]
        assert compare(register) == []
        self.stack.close()


def test_what_was_agreed_was_agreed(engine: str) -> None:
    run_state_machine_as_test(
        type("Committees", (Committees,), {"engine": engine}),
        settings=settings(
            max_examples=EXAMPLES[engine] * int(os.environ.get("COMMITTEES", "1")),
            stateful_step_count=40,
            deadline=None,
            derandomize=CI,
            phases=[Phase.explicit, Phase.generate] if CI else list(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )
