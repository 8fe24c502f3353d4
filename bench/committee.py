"""The workload: a commitment of thirteen acts, with payloads of 300 to 600 bytes."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from application.commands.act import Act
from application.register import Register
from domain.definition import load

COUNTRIES = {"CAN": "Canada", "COL": "Colombia", "GUY": "Guyana", "MEX": "Mexico"}
WORDS = "The participating governments widen resettlement and complementary pathways"
NUMBERS = count(1)


class Committee:
    """A register with one committee that works."""

    def __init__(self, url: str) -> None:
        """Set the scene: four countries, one package, mandates."""
        self.register = Register(url, "LAD")
        if self.register.ledger.position():
            return
        self.register.establish(load("la-declaration"), "p-registrar", "p-secretary")
        for code, name in COUNTRIES.items():
            self._admit(code, name)
        basis = ("bench",)
        process = ("process", "LAD")
        said: dict[str, Any] = {"code": "P2", "number": 2, "title": "Pathways"}
        self.act("p-secretary", *process, "define-pillar", said, basis=basis)
        said = {"office": "chair", "holder": "COL"}
        self.act("p-secretary", *process, "assume-office", said, basis=basis)
        said = {"key": "AP07", "number": 7, "title": "Pathways", "pillar": "P2"}
        self.act("p-secretary", "package", "", "identify", said, basis=basis)
        self.act("p-coordinator-CAN", "package", "AP07", "volunteer-lead")
        self.act("p-coordinator-GUY", "package", "AP07", "volunteer-co-lead")
        self.act("p-coordinator-MEX", "package", "AP07", "join")

    def _admit(self, code: str, name: str) -> None:
        basis = ("bench",)
        said = {"key": code, "name": name, "nature": "state"}
        self.act("p-secretary", "participant", "", "register", said, basis=basis)
        said = {"holder": f"p-minister-{code}", "office": "Foreign Minister"}
        self.act(
            "p-secretary", "participant", code, "enter-minister", said, basis=basis
        )
        minister = f"p-minister-{code}"
        self.act(minister, "participant", code, "endorse", {}, basis=basis)
        said = {"holder": f"p-delegate-{code}", "capacity": "delegate"}
        self.act(minister, "participant", code, "delegate", said)
        said = {"holder": f"p-coordinator-{code}", "level": "principal"}
        self.act(minister, "participant", code, "designate", said)

    def act(
        self,
        person: str,
        kind: str,
        key: str,
        action: str,
        said: dict[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        """Carry out one act."""
        return self.register.act(Act(kind, key, action, person, said or {}, **more))

    def by(self, code: str, key: str, action: str, **said: Any) -> Any:
        """Carry out an act of a country's delegate on a commitment."""
        return self.act(
            f"p-delegate-{code}", "commitment", key, action, said, mandate=f"{code}-M2"
        )

    def life(self) -> int:
        """Bring one commitment through thirteen acts; return how many."""
        number = next(NUMBERS)
        said = {"package": "AP07", "title": f"Commitment {number}"}
        text = f"{WORDS} ({number})."
        reference = self.by("CAN", "", "draft", paragraphs=text, **said).reference
        self.by("CAN", reference, "concur")
        self.by("GUY", reference, "concur")
        self.by("CAN", reference, "table")
        self.by("MEX", reference, "co-sponsor")
        for turn in range(4):
            self.by("CAN", reference, "revise", paragraphs=f"{text} {turn}")
            self.by("GUY", reference, "concur")
        return 13


def register_in(folder: Path) -> Committee:
    """Return a committee on a register of its own."""
    return Committee(str(folder / "register.db"))
