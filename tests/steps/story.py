"""One scenario: who and what it speaks of, and how its people act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from application.office import Act, DepositaryError, Office, Receipt
from application.pages.acts import form
from application.pages.history import timeline
from application.pages.reader import Reader
from application.register import Register
from domain.events import Created
from tests.conftest import Clock
from tests.houses import keep, put_back
from tests.steps.names import CODES

Table = list[list[str]]

OFFICERS = {
    "the registrar": "registrar",
    "the secretariat": "secretary",
    "another officer of the secretariat": "second-secretary",
    "the reviewer": "reviewer",
    "a visitor": "visitor",
}


@dataclass(frozen=True)
class Beginning:
    """A register as many scenarios find it."""

    log: bytes | str
    names: tuple[str, str, str, str]
    now: datetime


@dataclass
class Story:
    """What has been told so far, and the last refusal nobody has read yet."""

    office: Office
    clock: Clock
    chair: str = "COL"
    commitment: str = ""
    package: str = "AP07"
    meeting: str = ""
    period: str = ""
    seen: str = ""
    acting_for: str = ""
    refusal: DepositaryError | None = None
    before: dict[str, Any] = field(default_factory=dict)
    drawer: dict[tuple[str, ...], Beginning] = field(default_factory=dict)
    begun: tuple[str, ...] | None = ()

    # How it begins

    def begin(self, name: str, build: Callable[[Story], None]) -> None:
        """Build what many scenarios begin with, or take it out of the drawer."""
        if self.begun is None:
            build(self)
            return
        begun = (*self.begun, f"{name} at {self.clock.now}")
        if begun in self.drawer:
            self._take_out(self.drawer[begun])
        else:
            build(self)
            self._put_in(begun)
        self.begun = begun

    def _put_in(self, begun: tuple[str, ...]) -> None:
        names = (self.commitment, self.package, self.meeting, self.period)
        with self._shut() as url:
            self.drawer[begun] = Beginning(keep(url), names, self.clock.now)

    def _take_out(self, beginning: Beginning) -> None:
        with self._shut() as url:
            put_back(url, beginning.log, unused=not self.begun)
        self.commitment, self.package, self.meeting, self.period = beginning.names
        self.clock.now = beginning.now

    @contextmanager
    def _shut(self) -> Iterator[str]:
        """Shut the register, give its address, and open it again."""
        url = self.office.settings.database_url
        self.office.register.close()
        yield url
        self.office.register = Register(url, "LAD", self.clock)

    # Who

    def code(self, name: str) -> str:
        """Return the code of a participant, given its name or its code."""
        return CODES.get(name, name)

    def person(self, who: str) -> str:
        """Return the opaque id of the person who “Guyana's delegate” is."""
        if who in OFFICERS:
            return OFFICERS[who]
        if who == "the chair":
            return f"{self.chair}-minister"
        country, _, role = who.partition("'s ")
        return f"{self.code(country)}-{role.replace(' ', '-')}"

    def reader(self, who: str = "the secretariat", **times: str) -> Reader:
        """Return what *who* reads with; nobody for the public."""
        person = self.person(who) if who != "the public" else ""
        return self.office.reader(self.office.when(**times), person)

    def look(self, kind: str, key: str) -> Any:
        """Return a record as it stands."""
        return self.reader().record(kind, key)

    # What

    def act(
        self, who: str, action: str, thing: tuple[str, str], **more: Any
    ) -> Receipt:
        """Look at the page, then press the button."""
        self.begun = None
        kind, key = thing
        person = self.person(who)
        page = form(self.reader(who), kind, key, action, more.get("said", {}))
        shut = page["refusal"] and not _late(more)
        seen = more.pop("seen", page["seen"])
        receipt = self.office.act(Act(kind, key, action, person, seen=seen, **more))
        assert not shut, f"the button was shut: {page['refusal']}"
        return receipt

    def enter(self, kind: str, key: str, action: str, /, **said: Any) -> Receipt:
        """Let the secretariat enter what a story needs before it begins."""
        more = {"said": said, "basis": ("note verbale",)}
        return self.act("the secretariat", action, (kind, key), **more)

    def whole(self) -> dict[str, list[str]]:
        """Return every record of the register, told to an officer."""
        reader, found = self.reader(), dict[str, list[str]]()
        for entry in self.office.register.ledger.all():
            if isinstance(first := entry.event, Created):
                told = timeline(reader, first.originator_topic, first.key)
                found[f"{first.originator_topic} {first.key}"] = [
                    event["sentence"] for event in told
                ]
        return found

    def remember(self) -> None:
        """Remember how every record reads."""
        self.before = self.whole()

    def told(self, receipt: Receipt) -> None:
        """Remember what a sentence made, so that the next may call it “it”."""
        if receipt.kind in {"commitment", "package", "meeting", "period"}:
            setattr(self, receipt.kind, receipt.reference)


def _late(more: Mapping[str, Any]) -> bool:
    return any(more.get(k) for k in ("occurred", "for_mandate", "participant"))


@pytest.fixture(scope="session")
def drawer(engine: str) -> dict[tuple[str, ...], Beginning]:
    """Keep registers that many scenarios begin with, so that each is made once."""
    del engine  # it has a drawer of its own
    return {}


@pytest.fixture
def story(
    office: Office, clock: Clock, drawer: dict[tuple[str, ...], Beginning]
) -> Iterator[Story]:
    """Tell a story; a refusal that no Then mentions fails the scenario."""
    told = Story(office, clock, drawer=drawer)
    yield told
    if told.office is not office:  # it was opened again
        told.office.close()
    assert told.refusal is None, f"refused, and nobody expected it: {told.refusal}"
