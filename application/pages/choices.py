"""What a form offers to choose from: the things of the register an ask may name.

A person is named to those who may know: officers know all, others the people of their
own participant and whoever holds no mandate yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from application.pages.corrections import OFFERS
from application.pages.reader import Reader
from domain.commitment import Commitment
from domain.events import Ask
from domain.package import ActionPackage
from domain.participant import Mandate, Participant
from domain.undertaking import Undertaking

Option = dict[str, str]

#: Asks of kind *list* whose parts are things of the register, by the ask's name.
SEVERAL = {
    "partners": ("participant",),
    "hosts": ("participant",),
    "packages": ("package",),
    "scope": ("package", "meeting"),
    "paragraph_numbers": ("paragraph",),
}
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
SHOWN = 80


@dataclass(slots=True)
class Choices:
    """The choices of one form: what it is opened on, and who may be named in it."""

    reader: Reader
    kind: str
    key: str
    persons: Mapping[str, str] = field(default_factory=dict)

    def of(self, ask: Ask) -> list[Option] | None:
        """Return what *ask* lets one choose from, or ``None`` for free text."""
        record = self.reader.desk.whole(self.kind, self.key) if self.key else None
        if record is not None and ask in OFFERS:
            return OFFERS[ask](self.reader, record)
        if ask.choices:
            return [self._word(value) for value in ask.choices]
        if ask.kind == "list":
            kinds = SEVERAL.get(ask.name, ())
            return [one for kind in kinds for one in self.things(kind)] or None
        return [*self.things(ask.kind)] if hasattr(self, f"_{ask.kind}s") else None

    def things(self, kind: str) -> Iterator[Option]:
        """Go through the things of one kind."""
        found: Iterator[Option] = getattr(self, f"_{kind}s")()
        yield from found

    def late(self) -> list[Option]:
        """Return every mandate whose act an officer can enter after the fact."""
        return [
            self._held(participant, mandate)
            for participant in self._everybody()
            for mandate in participant.mandates.values()
        ]

    def filled(self, action: str) -> dict[str, Any]:
        """Return what the form of *action* begins with: a revision, the last text."""
        it = self.reader.desk.whole(self.kind, self.key) if self.key else None
        if action == "revise" and isinstance(it, Commitment):
            return {"paragraphs": list(it.text.paragraphs)}
        return {}

    def mandate(self, number: str, role: str, participant: str) -> Option:
        """Return one mandate or appointment to act under."""
        name = self.reader.name(participant) if participant else ""
        return _option(number, ", ".join(filter(None, (name, self._role(role)))))

    def _word(self, value: str) -> Option:
        shown = LANGUAGES.get(value) or self._role(value)
        return {"value": value, "label": shown[:1].upper() + shown[1:]}

    def _role(self, key: str) -> str:
        role = self.reader.definition.roles.get(key)
        return role.label if role else key.replace("_", " ")

    def _everybody(self) -> Iterator[Participant]:
        for key in self.reader.desk.directory.participants:
            found = self.reader.desk.whole("participant", key)
            if isinstance(found, Participant):
                yield found

    def _participants(self) -> Iterator[Option]:
        for one in self._everybody():
            yield _option(one.key, self.reader.name(one.key))

    def _packages(self) -> Iterator[Option]:
        for key in self.reader.desk.directory.packages:
            found = self.reader.desk.whole("package", key)
            if isinstance(found, ActionPackage):
                yield _option(key, found.title)

    def _pillars(self) -> Iterator[Option]:
        for code, pillar in self.reader.desk.process.pillars.items():
            yield _option(code, str(pillar["title"]))

    def _meetings(self) -> Iterator[Option]:
        for row in self.reader.rows("meetings"):
            label = f"{row['title']} ({row['planned']})"
            yield {"value": row["key"], "label": label, "hint": ""}

    def _commitments(self) -> Iterator[Option]:
        anything = dict.fromkeys(
            ("package", "pillar", "stage", "form", "participant", "after"), ""
        )
        for row in self.reader.rows("commitments", **anything, limit=500):
            announcers = row["announcers"].split(",")
            if row["reference"] == self.key:
                continue
            if self.reader.may_see(row["visible"], row["package"], announcers):
                yield _option(row["reference"], row["title"])

    def _undertakings(self) -> Iterator[Option]:
        it = self.reader.desk.whole("undertaking", self.key)
        owner = it.participant if isinstance(it, Undertaking) else ""
        for row in self.reader.rows("undertakings_of", participant=owner):
            if row["reference"] != self.key:
                yield _option(row["reference"], row["title"])

    def _reports(self) -> Iterator[Option]:
        it = self.reader.desk.whole("undertaking", self.key)
        if isinstance(it, Undertaking):
            for report in it.reports.values():
                yield _option(str(report.number), report.stage)

    def _paragraphs(self) -> Iterator[Option]:
        it = self.reader.desk.whole("commitment", self.key)
        if isinstance(it, Commitment) and it.texts:
            for number, text in enumerate(it.text.paragraphs, start=1):
                yield _option(str(number), text)

    def _appointments(self) -> Iterator[Option]:
        process, now = self.reader.desk.process, self.reader.now
        for one in process.appointments.values():
            if one.live(now):
                who = self.persons.get(one.holder, "")
                label = ", ".join(filter(None, (who, self._role(one.capacity))))
                yield _option(one.number, label)

    def _mandates(self) -> Iterator[Option]:
        owner = self._owner()
        for participant in self._everybody():
            if owner and participant.key != owner:
                continue
            for mandate in participant.mandates.values():
                fits = self.kind != "undertaking" or mandate.capacity == "focal_point"
                if fits and not mandate.ended:
                    yield self._held(participant, mandate)

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
        return _option(mandate.number, ", ".join(filter(None, parts)))

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


def _option(value: str, label: str) -> dict[str, Any]:
    short = label if len(label) <= SHOWN else f"{label[:SHOWN]}…"
    return {"value": value, "label": f"{value} · {short}" if short else value}


__all__ = ["Ask", "Choices", "Option"]
