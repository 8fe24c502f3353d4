"""Two times, never confused: what the views answer is what folding the log would.

Random histories of acts, late entries and corrections are asked about random moments.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from application.office import DepositaryError
from domain.words import moment
from tests.folding import check, check_memory
from tests.world import (
    BASIS,
    COUNTRIES,
    NATIONAL,
    REGISTRAR,
    SECRETARY,
    SHARED,
    UNDERTAKING,
    opened,
)

CI = bool(os.environ.get("CI"))  # there the same histories each time, and no search
EXAMPLES = {"sqlite": 20, "postgresql": 8}
QUESTIONS = 50  # of each history; each asks twelve tables and three tallies

# --- random histories ------------------------------------------------------------

CODES = st.sampled_from(COUNTRIES)
PACKAGES = st.sampled_from(("AP01", "AP02"))
DAYS_BACK = st.one_of(st.integers(0, 100), st.integers(0, 720))
HANDS = st.sampled_from(("own", "own", "secretariat", "registrar"))
MEETINGS = st.sampled_from(("ministerial-1", "m2", "m3"))


@st.composite
def late_words(draw: st.DrawFn) -> str:
    """Say when something happened, as exactly as sources do."""
    today = datetime(2024, 6, 1)  # noqa: DTZ001
    day = today - timedelta(days=draw(DAYS_BACK))
    match draw(st.sampled_from(("day", "day", "month", "bracket", "instant", "no"))):
        case "day":
            return f"{day:%Y-%m-%d}"
        case "month":
            return f"{day:%Y-%m}"
        case "bracket":
            later = day + timedelta(days=draw(st.integers(0, 90)))
            return f"{day:%Y-%m-%d}..{later:%Y-%m-%d}"
        case "instant":
            return f"{day:%Y-%m-%d}T{draw(st.integers(0, 23)):02}:30-05:00"
        case _:
            return "unknown"


class Histories(RuleBasedStateMachine):
    """Countries act, officers enter late acts and corrections; refusals are fine."""

    engine = "sqlite"

    @initialize(seed=st.integers(0, 1_000_000))
    def open(self, seed: int) -> None:
        """Open a copy of the register at work."""
        self.seed, self.taken, self.refused = seed, 0, 0
        self.home = Path(tempfile.mkdtemp(prefix="depositary-"))
        self.stack = ExitStack()
        self.world = self.stack.enter_context(opened(self.home, self.engine))

    def teardown(self) -> None:
        """Ask the history that came about."""
        if not hasattr(self, "world"):
            return
        try:
            check_memory(self.world)
            check(self.world, questions=QUESTIONS, seed=self.seed)
        finally:
            self.stack.close()
            shutil.rmtree(self.home)

    def take(self, hand: str, when: str, code: str, *what: Any) -> None:
        """Take an act of a country by its minister, or let an officer enter it."""
        rest: dict[str, Any] = {"basis": BASIS}
        match hand:
            case "secretariat":
                person, rest["for_mandate"] = SECRETARY, f"{code}-M1"
                rest["occurred"] = when
            case "registrar":
                person, rest["participant"] = REGISTRAR, code
                rest["occurred"] = when
            case _:
                person = f"minister-{code}"
        self.attempt(person, *what, **rest)

    def attempt(self, person: str, *what: Any, **rest: Any) -> None:
        """Try an act; a refusal leaves nothing but what fell due before."""
        before = self.world.position
        try:
            self.world.act(person, *what, **rest)
            self.taken += 1
        except DepositaryError:
            self.refused += 1
            left = self.world.office.register.ledger.since(before)
            assert {entry.event.role for entry in left} <= {"clock"}

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def wait(self, days: int, hours: int) -> None:
        """Let time pass, or not."""
        self.world.wait(days=days, hours=hours)

    @rule(
        hand=HANDS,
        when=late_words(),
        code=CODES,
        action=st.sampled_from(("endorse", "endorse", "withdraw-endorsement")),
    )
    def endorse(self, hand: str, when: str, code: str, action: str) -> None:
        """Join the shared commitment, or leave it."""
        said = {} if action == "endorse" else {"reason": "because"}
        self.take(hand, when, code, "commitment", SHARED, action, said)

    @rule(
        hand=HANDS,
        when=late_words(),
        code=CODES,
        package=PACKAGES,
        action=st.sampled_from(
            ("join", "leave", "volunteer-lead", "volunteer-co-lead", "stand-down")
        ),
    )
    def sit(self, hand: str, when: str, code: str, package: str, action: str) -> None:
        """Take a seat in a committee, or give it up."""
        self.take(hand, when, code, "package", package, action, {})

    @rule(
        hand=HANDS,
        when=late_words(),
        code=CODES,
        action=st.sampled_from(
            ("notify-withdrawal", "endorse", "attach-declaration", "decline")
        ),
    )
    def stand(self, hand: str, when: str, code: str, action: str) -> None:
        """Change the standing towards the instrument."""
        said = {
            "notify-withdrawal": {"reason": "because"},
            "decline": {"reason": "because"},
            "attach-declaration": {"text": "as we understand it"},
        }.get(action, {})
        self.take(hand, when, code, "participant", code, action, said)

    @rule(
        when=st.one_of(st.just(""), late_words()),
        code=CODES,
        name=st.sampled_from(("A", "B", "C")),
    )
    def rename(self, when: str, code: str, name: str) -> None:
        """Record a name."""
        said = {"language": "en", "name": f"{code} {name}"}
        what = ("participant", code, "record-name", said)
        self.attempt(SECRETARY, *what, occurred=when, basis=BASIS)

    @rule(
        hand=HANDS,
        when=late_words(),
        code=CODES,
        goal=st.sampled_from(({}, {"quantity": 5, "unit": "visas", "by": "2028"})),
    )
    def announce(self, hand: str, when: str, code: str, goal: dict[str, Any]) -> None:
        """Announce a national commitment."""
        said = {"form": "national", "title": "A promise", "package": "AP01", **goal}
        self.take(hand, when, code, "commitment", "", "announce", said)

    @rule(hand=HANDS, when=late_words(), code=CODES, number=st.integers(2, 9))
    def revoke(self, hand: str, when: str, code: str, number: int) -> None:
        """Revoke a mandate."""
        said = {"number": f"{code}-M{number}", "reason": "because"}
        self.take(hand, when, code, "participant", code, "revoke", said)

    @rule(
        hand=HANDS,
        when=late_words(),
        code=CODES,
        until=st.sampled_from(("", "2024-12-31", "2023-06-30")),
    )
    def delegate(self, hand: str, when: str, code: str, until: str) -> None:
        """Grant a mandate."""
        said = {"holder": "somebody", "capacity": "delegate", "until": until}
        self.take(hand, when, code, "participant", code, "delegate", said)

    @rule(
        when=st.one_of(st.just(""), late_words()),
        code=CODES,
        office=st.sampled_from(("chair", "secretariat")),
        action=st.sampled_from(("assume-office", "relinquish-office")),
    )
    def hold(self, when: str, code: str, office: str, action: str) -> None:
        """Record an office taken or given back."""
        said = {"office": office} | ({"holder": code} if action[0] == "a" else {})
        what = ("process", "LAD", action, said)
        self.attempt(SECRETARY, *what, occurred=when, basis=BASIS)

    @rule(
        when=st.one_of(st.just(""), late_words()),
        key=MEETINGS,
        action=st.sampled_from(("schedule", "convene", "adjourn", "record-presence")),
        code=CODES,
    )
    def meet(self, when: str, key: str, action: str, code: str) -> None:
        """Schedule, open and close a meeting, from sources."""
        said: dict[str, Any] = {}
        if action == "schedule":
            said = {"key": key, "title": key, "nature": "committee", "planned": "2024"}
            said["planned"] = "2024-05"
        elif action == "record-presence":
            said = {"attending": code}
        where = "" if action == "schedule" else key
        what = ("meeting", where, action, said)
        self.attempt(REGISTRAR, *what, occurred=when, basis=BASIS)

    @rule(
        when=st.one_of(st.just(""), late_words()),
        action=st.sampled_from(("retitle", "confirm-leadership", "note-membership")),
        package=PACKAGES,
        title=st.sampled_from(("Routes", "Paths")),
    )
    def lead(self, when: str, action: str, package: str, title: str) -> None:
        """Retitle a package, confirm its leads, note what is known of its members."""
        said = {
            "retitle": {"title": title},
            "note-membership": {"completeness": "partial"},
        }.get(action, {})
        what = ("package", package, action, said)
        self.attempt(REGISTRAR, *what, occurred=when, basis=BASIS)

    @rule(
        step=st.sampled_from((
            ("coordinator", "assign-owner",
             {"institution": "Institute", "focal_point": "COL-M4"}),
            ("focal_point", "draft-report",
             {"self_status": "in progress", "narrative": "Begun."}),
            ("validating_authority", "submit-report", {"report": "1"}),
            ("secretary", "receive-report", {"report": "1"}),
            ("validating_authority", "start", {}),
        )),
    )  # fmt: skip
    def perform(self, step: tuple[str, str, dict[str, Any]]) -> None:
        """Do what was promised, and report."""
        role, action, said = step
        person = SECRETARY if role == "secretary" else f"{role}-COL"
        self.attempt(person, "undertaking", UNDERTAKING, action, said)

    @rule(when=late_words(), narrative=st.sampled_from(("Half.", "All.")))
    def state(self, when: str, narrative: str) -> None:
        """Record a statement that a source reports."""
        said = {"narrative": narrative}
        what = ("undertaking", UNDERTAKING, "record-statement", said)
        self.attempt(REGISTRAR, *what, occurred=when, basis=BASIS)

    @rule(
        hand=HANDS,
        when=late_words(),
        key=st.sampled_from((SHARED, NATIONAL)),
        action=st.sampled_from(("close", "terminate", "conclude", "match")),
    )
    def end(self, hand: str, when: str, key: str, action: str) -> None:
        """Close or end a commitment, by the chair's country, who announced one."""
        said = {
            "terminate": {"reason": "because"},
            "match": {"other": NATIONAL if key == SHARED else SHARED},
        }.get(action, {})
        self.take(hand, when, "COL", "commitment", key, action, said)

    @rule(
        thing=st.sampled_from((
            ("commitment", SHARED), ("commitment", NATIONAL), ("package", "AP01"),
            ("package", "AP02"), ("participant", "GUY"), ("participant", "CAN"),
            ("process", "LAD"), ("meeting", "ministerial-1"),
        )),
        choice=st.integers(0, 100),
        new=st.sampled_from(("occurred_at", "earliest", "title", "name")),
        days=st.integers(-60, 60),
        issued=st.booleans(),
    )  # fmt: skip
    def correct(
        self, thing: tuple[str, str], choice: int, new: str, days: int, *, issued: bool
    ) -> None:
        """Correct an entry: one person proposes, another issues."""
        record = self.world.record(*thing)
        fit = [e for e in record.events if new in e.CORRECTABLE]
        if not fit:
            return
        entry = fit[choice % len(fit)]
        moved = moment(entry.occurred_at) + timedelta(days=days)
        said = {
            "version": entry.originator_version,
            "field": new,
            "new": f"{moved:%Y-%m-%d}" if new[0] in "oe" else f"Title {days}",
            "reason": "as the source says",
        }
        what = (*thing, "propose-correction", said)
        self.attempt(SECRETARY, *what, basis=BASIS)
        number = len(self.world.record(*thing).corrections)
        if issued:
            self.attempt(REGISTRAR, *thing, "correct", {"number": number})


@pytest.mark.slow
def test_the_views_answer_what_the_log_tells(engine: str) -> None:
    run_state_machine_as_test(
        type("Histories", (Histories,), {"engine": engine}),
        settings=settings(
            max_examples=EXAMPLES[engine],
            stateful_step_count=45,
            deadline=None,
            derandomize=CI,
            phases=[Phase.explicit, Phase.generate] if CI else list(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )
