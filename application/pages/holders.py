"""Who holds what: the mandates, appointments and persons that a form may name.

A person is named to those who may know: officers know all, others the people of their
own participant and whoever holds no mandate yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from application.pages.reader import Reader
from domain.participant import Mandate, Participant

Option = dict[str, str]
SHOWN = 80


@dataclass(slots=True)
class Holders:
    """Who can be named in one form: what it is opened on, and who is known."""

    reader: Reader
    kind: str
    key: str
    persons: Mapping[str, str] = field(default_factory=dict)

    def late(self) -> list[Option]:
        """Return every mandate whose act an officer can enter after the fact."""
        return [
            self._held(participant, mandate)
            for participant in self._everybody()
            for mandate in participant.mandates.values()
        ]

    def mandate(self, number: str, role: str, participant: str) -> Option:
        """Return one mandate or appointment to act under."""
        name = self.reader.name(participant) if participant else ""
        return option(number, ", ".join(filter(None, (name, self._role(role)))))

    def _persons(self) -> Iterator[Option]:
        held = self._holders()
        for person, name in sorted(self.persons.items(), key=lambda one: one[1]):
            theirs = held.get(person, set())
            if not theirs or any(self._knows(key) for key in theirs):
                names = ", ".join(
                    self.reader.name(key) for key in sorted(theirs) if key
                )
                label = f"{name} ({names})" if names else name
                yield {"value": person, "label": label, "hint": ""}

    def _mandates(self) -> Iterator[Option]:
        owner = self._owner()
        for participant in self._everybody():
            if owner and participant.key != owner:
                continue
            for mandate in participant.mandates.values():
                fits = self.kind != "undertaking" or mandate.capacity == "focal_point"
                if fits and not mandate.ended:
                    yield self._held(participant, mandate)

    def _appointments(self) -> Iterator[Option]:
        process, now = self.reader.desk.process, self.reader.now
        for one in process.appointments.values():
            if one.live(now):
                who = self.persons.get(one.holder, "")
                label = ", ".join(filter(None, (who, self._role(one.capacity))))
                yield option(one.number, label)

    def _role(self, key: str) -> str:
        role = self.reader.definition.roles.get(key)
        return self.reader.translate(role.label if role else key.replace("_", " "))

    def _everybody(self) -> Iterator[Participant]:
        for key in self.reader.desk.directory.participants:
            found = self.reader.desk.whole("participant", key)
            if isinstance(found, Participant):
                yield found

    def _owner(self) -> str:
        if self.kind == "participant":
            return self.key
        if self.kind == "undertaking":
            it = self.reader.desk.whole("undertaking", self.key)
            return str(getattr(it, "participant", ""))
        return ""

    def _held(self, participant: Participant, mandate: Mandate) -> Option:
        known = self._knows(participant.key)
        who = self.persons.get(mandate.holder, "") if known else ""
        name = self.reader.name(participant.key)
        parts = (name, who, self._role(mandate.capacity))
        return option(mandate.number, ", ".join(filter(None, parts)))

    def _knows(self, participant: str) -> bool:
        viewer = self.reader.viewer
        return viewer.officer or participant in viewer.participants

    def _holders(self) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {}
        for participant in self._everybody():
            for mandate in participant.mandates.values():
                held.setdefault(mandate.holder, set()).add(participant.key)
        for one in self.reader.desk.process.appointments.values():
            held.setdefault(one.holder, set()).add("")
        return held


def option(value: str, label: str) -> Option:
    """Return one option: what is sent, and what is read."""
    short = label if len(label) <= SHOWN else f"{label[:SHOWN]}…"
    return {"value": value, "label": f"{value} · {short}" if short else value}
