"""The scene of a big register: ten countries, six packages, their people, a meeting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from application.commands.act import Act
from application.register import Register
from domain.definition import load

COUNTRIES = {
    "ARG": "Argentina",
    "BRA": "Brazil",
    "CAN": "Canada",
    "CHL": "Chile",
    "COL": "Colombia",
    "CRI": "Costa Rica",
    "ECU": "Ecuador",
    "GUY": "Guyana",
    "MEX": "Mexico",
    "PAN": "Panama",
}
PACKAGES = tuple(f"AP{number:02}" for number in range(1, 7))
PILLARS = ("P1", "P2", "P3")
LEAD, CO_LEAD, MEMBERS, CHAIR = "CAN", "GUY", ("MEX", "BRA"), "COL"
MEETING = "ministerial-1"
SECRETARY, REGISTRAR = "p-secretary", "p-registrar"
BASIS = ("note verbale of 2 March 2021",)
CAPACITIES = ("delegate", "focal_point", "validating_authority")
START = datetime(2021, 1, 4, 8, tzinfo=UTC)


class Scene:
    """People at work in a register, by a clock that is put by hand."""

    def __init__(self, url: str) -> None:
        """Open the register at *url*; set the scene where it is empty."""
        self.clock = START
        self.register = Register(url, "LAD", self.time)
        if not self.register.ledger.position():
            self._set()

    def time(self) -> datetime:
        """Return the time, as the register asks for it."""
        return self.clock

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.clock += timedelta(**span)

    def act(
        self,
        person: str,
        kind: str,
        key: str,
        action: str,
        said: dict[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        """Carry out one act, a few minutes after the last."""
        self.wait(minutes=3)
        act = Act(kind, key, action, person, said or {}, **{"basis": BASIS, **more})
        return self.register.act(act)

    def _set(self) -> None:
        definition = load("la-declaration")
        self.register.establish(definition, REGISTRAR, SECRETARY)
        for code, name in COUNTRIES.items():
            self._admit(code, name)
        for number, code in enumerate(PILLARS, start=1):
            said = {"code": code, "number": number, "title": f"Pillar {number}"}
            self.act(SECRETARY, "process", "LAD", "define-pillar", said)
        chair = {"office": "chair", "holder": CHAIR}
        self.act(SECRETARY, "process", "LAD", "assume-office", chair)
        for number, key in enumerate(PACKAGES, start=1):
            self._form(number, key)
        self._meet()

    def _admit(self, code: str, name: str) -> None:
        said = {"key": code, "name": name, "nature": "state"}
        self.act(SECRETARY, "participant", "", "register", said)
        where, minister = ("participant", code), f"p-minister-{code}"
        said = {"holder": minister, "office": "Minister of Foreign Affairs"}
        self.act(SECRETARY, *where, "enter-minister", said)
        self.act(minister, *where, "endorse")
        said = {"holder": f"p-coordinator-{code}", "level": "principal"}
        self.act(minister, *where, "designate", said)
        for capacity in CAPACITIES:
            said = {"holder": f"p-{capacity}-{code}", "capacity": capacity}
            self.act(minister, *where, "delegate", said)

    def _form(self, number: int, key: str) -> None:
        said = {"key": key, "number": number, "title": f"Area for action {number}"}
        said["pillar"] = PILLARS[number % 3]
        self.act(SECRETARY, "package", "", "identify", said)
        steps = [(LEAD, "volunteer-lead"), (CO_LEAD, "volunteer-co-lead")]
        for code, action in (*steps, *((member, "join") for member in MEMBERS)):
            self.act(f"p-coordinator-{code}", "package", key, action)

    def _meet(self) -> None:
        said = {"key": MEETING, "title": "First ministerial", "nature": "ministerial"}
        said["planned"] = "2021-01-04"
        self.act(SECRETARY, "meeting", "", "schedule", said)
        where = ("meeting", MEETING)
        self.act(f"p-minister-{CHAIR}", *where, "convene")
        for code in COUNTRIES:
            said = {"attending": code, "under": f"{code}-M1"}
            self.act(SECRETARY, *where, "record-presence", said)
