"""Plays a script: each step with what came of it, and what falls due from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from application.clock import Clock
from application.commands.act import Act
from application.lapsing import Passed
from application.register import Register
from application.simulating.script import Script, Step
from domain.definition import built
from domain.errors import Defective, DepositaryError, NotFound
from domain.sentences import shown
from domain.words import instant
from domain.workflow import Definition

KEY, PILLAR = "LAD", "P1"
OFFICERS = {"secretariat": "secretariat", "registrar": "registrar"}
BASIS = ("the script",)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a step, or of a deadline that passed before it."""

    step: int
    at: str
    who: str
    action: str
    on: str
    stage: str = ""
    refusal: str = ""
    deadlines: tuple[tuple[str, str], ...] = ()
    """What runs on the thing now: the instant, and what is due then."""

    @property
    def line(self) -> dict[str, str]:
        """It as a line of a table, the instants as people read them."""
        running = ", ".join(f"{shown(at)} {action}" for at, action in self.deadlines)
        led = f"refused: {self.refusal}" if self.refusal else self.stage
        return {
            "step": str(self.step),
            "at": shown(self.at),
            "who": self.who,
            "act": f"{self.action} {self.on}",
            "due": running,
            "led": led,
        }


def play(definition: Definition, script: Script) -> Iterator[Played]:
    """Play a script by a definition, in a register that is gone afterwards."""
    with TemporaryDirectory(prefix="depositary-") as folder:
        stage = Theatre(Path(folder) / "register.db", definition, script)
        try:
            stage.furnish()
            for step in script.steps:
                yield from stage.take(step)
        finally:
            stage.register.close()


class Theatre:
    """A register, its clock and its people."""

    def __init__(self, file: Path, definition: Definition, script: Script) -> None:
        """Open an empty register."""
        self._now = script.begin
        self._script = script
        self.register = Register(str(file), KEY, lambda: self._now)
        self._passed: list[Passed] = []
        self._clock = Clock(self.register, self._passed.append)
        self.register.establish(built(definition.source), "registrar", "secretariat")

    def furnish(self) -> None:
        """Enter who takes part and the packages, as the script names them."""
        try:
            for code, name in self._script.participants.items():
                self._admit(code, name)
            said: dict[str, Any] = {"office": "chair", "holder": self._script.chair}
            if self._script.chair:
                self._act(
                    "registrar", "process", self.register.key, "assume-office", said
                )
            said = {"code": PILLAR, "number": 1, "title": "Pillar 1"}
            self._act("registrar", "process", self.register.key, "define-pillar", said)
            for number, key in enumerate(self._script.packages, start=1):
                self._form(number, key)
        except DepositaryError as error:
            raise Defective(f"the scene can't be set: {error}") from error

    def take(self, step: Step) -> Iterator[Played]:
        """Let time go on, and the step be taken."""
        self._now = max(self._now, step.at or self._now) + step.after
        yield from self._lapsed(step.number)
        if not step.do:
            return
        about: dict[str, Any] = {"step": step.number, "at": instant(self._now)}
        about["who"] = step.who
        about |= {"action": step.do, "on": f"{step.kind} {step.key}".strip()}
        try:
            receipt = self.register.act(
                Act(
                    step.kind,
                    step.key,
                    step.do,
                    self._person(step.who),
                    dict(step.said),
                    basis=step.basis,
                    occurred=step.occurred,
                    for_mandate=step.for_mandate,
                )
            )
        except DepositaryError as error:
            yield Played(**about, refusal=str(error))
            return
        about |= {"on": f"{receipt.kind} {receipt.reference}"}
        yield Played(**about, **self._standing(receipt.kind, receipt.reference))

    def _lapsed(self, number: int) -> Iterator[Played]:
        """Let the clock run, and tell what fell due."""
        self._passed.clear()
        while self._clock.once():
            pass
        for passed in self._passed:
            due = passed.due
            yield Played(
                number,
                due.deadline.at,
                "the clock",
                due.deadline.action,
                f"{due.kind} {due.key}",
                **self._standing(due.kind, due.key),
            )

    def _standing(self, kind: str, key: str) -> dict[str, Any]:
        record = self.register.desk().whole(kind, key)
        if record is None:
            return {}
        running = sorted((one.at, one.action) for one in record.deadlines())
        return {"stage": record.stage, "deadlines": tuple(running)}

    def _person(self, who: str) -> str:
        """Return the person who is *who*: an officer, the chair, ``delegate CAN``."""
        role, _, code = who.replace("-", "_").partition(" ")
        if role in OFFICERS and not code:
            return OFFICERS[role]
        if role == "chair" and not code:
            role, code = "minister", self._script.chair
        if code not in self._script.participants:
            raise NotFound(f"the script names nobody “{who}”")
        return f"{role}-{code}"

    def _admit(self, code: str, name: str) -> None:
        said = {"key": code, "name": name, "nature": "state"}
        self._act("registrar", "participant", "", "register", said)
        minister, where = f"minister-{code}", ("participant", code)
        said = {"holder": minister, "office": "Minister"}
        self._act("secretariat", *where, "enter-minister", said)
        self._act(minister, *where, "endorse", {})
        said = {"holder": f"special_coordinator-{code}", "level": "principal"}
        self._act(minister, *where, "designate", said)
        for capacity in ("delegate", "focal_point", "validating_authority"):
            said = {"holder": f"{capacity}-{code}", "capacity": capacity}
            self._act(minister, *where, "delegate", said)

    def _form(self, number: int, key: str) -> None:
        told = self._script.packages[key]
        title = told.get("title", key)
        said = {"key": key, "number": number, "title": title, "pillar": PILLAR}
        self._act("registrar", "package", "", "identify", said)
        leads, members = told.get("leads", []), told.get("members", [])
        for place, code in enumerate([*leads, *members]):
            action = "volunteer-co-lead" if place else "volunteer-lead"
            action = action if code in leads else "join"
            who = f"special_coordinator-{code}"
            self._act(who, "package", key, action, {})

    def _act(
        self, person: str, kind: str, key: str, action: str, said: dict[str, Any]
    ) -> None:
        self.register.act(Act(kind, key, action, person, said, basis=BASIS))
