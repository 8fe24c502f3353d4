"""Reading the log for notices: who is to be told of each act, and of what ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from application.accounts import Accounts
from application.desk import Desk
from application.ledger import Entry
from application.notices.asked import ASKED, TOLD, acts_asked
from application.notices.outbox import KEPT, WAITING, Notice, Outbox
from application.notices.times import later, next_daily
from application.pages.reader import Reader, Viewer, viewer_of
from application.register import Register
from domain.errors import Busy
from domain.events import Event
from domain.participant import Participant
from domain.words import Actor, stream_id

BATCH = 200
STALE = timedelta(days=1)
"""An act that took effect longer ago when it was entered is history, no news."""
WARNED = timedelta(days=14)
"""How long before its end the end of a mandate is told."""
REPORTING = ("undertaking.report-handed-over", "undertaking.report-submitted")
"""The acts whose roles report for a participant."""
OWN = "commitment.ad-referendum-entered"
"""The act that asks its own person for something: the word of the capital."""


@dataclass(slots=True)
class People:
    """Who may act now, found once for a batch of acts."""

    desk: Desk
    now: str
    viewers: dict[str, Viewer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find every holder of a live mandate or appointment."""
        persons = {
            held.holder: None
            for held in self.desk.process.appointments.values()
            if held.live(self.now)
        }
        for key in self.desk.directory.participants:
            found = self.desk.whole("participant", key)
            if isinstance(found, Participant):
                live = (m for m in found.mandates.values() if m.live(self.now))
                persons |= dict.fromkeys(mandate.holder for mandate in live)
        for person in persons:
            self.viewers[person] = viewer_of(self.desk, person, self.now)

    def actors(self) -> Iterator[Actor]:
        """Go through everybody in every capacity."""
        for viewer in self.viewers.values():
            yield from viewer.actors


class Readers:
    """Reads one register's log for notices; any number may, one gets each batch."""

    def __init__(self, register: Register, accounts: Accounts, outbox: Outbox) -> None:
        """Take the log, the wishes of persons, and where notices are put."""
        self._register, self._accounts = register, accounts
        self._outbox = outbox

    def once(self) -> int:
        """Read on from where the log was read last; return how many notices came."""
        made, seen = 0, self._outbox.reached()
        while True:
            with self._register.reading():
                now = self._register.now()
                entries = self._register.ledger.since(seen, BATCH)
                found = [self._as_wished(one, now) for one in self._found(entries, now)]
            upto = entries[-1].position if entries else seen
            if (entries or found) and not self._outbox.add(found, now, seen, upto):
                return made
            made, seen = made + len(found), upto
            if len(entries) < BATCH:
                return made

    def _found(self, entries: list[Entry], now: str) -> Iterator[Notice]:
        news = [entry for entry in entries if _is_news(entry.event)]
        if news:
            people = People(self._register.desk(), now)
            for entry in news:
                yield from self._of_act(people, entry)
        yield from self._endings(now)

    def _of_act(self, people: People, entry: Entry) -> Iterator[Notice]:
        """Tell the committee, and ask who can do what the act calls for."""
        event = entry.event
        reader = Reader(self._register)
        rows = reader.rows("activity_at", position=entry.position)
        if not rows:
            raise Busy(f"the views don't show position {entry.position} yet")
        [row] = rows
        kinds: dict[str, str] = {}
        if event.TOPIC in TOLD:
            about = (people, row["kind"], row["key"], event)
            circle = Owing(*about) if row["kind"] == "period" else Circle(*about)
            kinds |= dict.fromkeys(circle.persons(), "told")
        for actor in people.actors():
            if [*acts_asked(reader, row["kind"], row["key"], event, actor)]:
                kinds[actor.person] = "asked"
        if event.TOPIC != OWN:
            kinds.pop(event.by, None)
        for person, kind in kinds.items():
            letter = self._outbox.message_id(event.salt, entry.position, person, kind)
            yield Notice(person, entry.position, kind, letter=letter)

    def _endings(self, now: str) -> Iterator[Notice]:
        """Warn the holder of a mandate that ends soon, and who may grant another."""
        for row in self._outbox.ending(now, later(now, WARNED), BATCH):
            code, number = row["reference"], row["number"]
            granted = self._granted(code, number)
            held = self._register.desk().whole("participant", code)
            if granted is None or not isinstance(held, Participant):
                continue
            ministers = (
                mandate.holder
                for mandate in held.mandates.values()
                if mandate.capacity == "minister" and mandate.live(now)
            )
            for person in dict.fromkeys((held.mandates[number].holder, *ministers)):
                said = (granted.event.salt, number, row["due"], person, "ending")
                letter = self._outbox.message_id(*said)
                yield Notice(person, granted.position, "ending", number, letter)

    def _granted(self, code: str, number: str) -> Entry | None:
        """Return the act that brought a mandate into being."""
        entries = self._register.ledger.stream(stream_id("participant", code))
        known = (e for e in entries if getattr(e.event, "number", "") == number)
        return next(known, None)

    def _as_wished(self, notice: Notice, now: str) -> Notice:
        """Send it when its person wants letters."""
        match self._accounts.manner(notice.person).how:
            case "daily":
                return replace(notice, letter="", next_at=next_daily(now))
            case "page":
                return replace(notice, state=KEPT)
            case _:
                return replace(notice, state=WAITING)


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom an act of a committee concerns: members, the electorate, and the chair."""

    people: People
    kind: str
    key: str
    event: Event

    def persons(self) -> Iterator[str]:
        """Go through the persons who may act in the committee for their country."""
        desk = self.people.desk
        it = desk.whole(self.kind, self.key)
        package = str(getattr(it, "package", ""))
        found = desk.whole("package", package) if package else None
        codes = {
            *getattr(found, "everybody", ()),
            *getattr(it, "electorate", ()),
            *getattr(self.event, "electorate", ()),
        }
        roles = desk.definition.roles
        for role, countries in (
            ("member", codes),
            ("chair", {desk.process.holder("chair")}),
        ):
            filled_by = roles[role].filled_by if role in roles else ()
            yield from (
                actor.person
                for actor in self.people.actors()
                if actor.role in filled_by
                and actor.participant in countries
                and self._covers(actor, package)
            )

    def _covers(self, actor: Actor, package: str) -> bool:
        holder = self.people.desk.whole("participant", actor.participant)
        mandates = holder.mandates if isinstance(holder, Participant) else {}
        held = mandates.get(actor.mandate)
        return held is not None and held.covers(package, self.key)


@dataclass(frozen=True, slots=True)
class Owing:
    """Whom an act on a reporting period concerns: who reports for those that owe."""

    people: People
    kind: str
    key: str
    event: Event

    def persons(self) -> Iterator[str]:
        """Go through the persons who draft or submit reports for them."""
        codes = self._codes()
        machines = self.people.desk.definition.machines
        rows = (*machines["undertaking"].moves, *machines["report"].moves)
        roles = {role for row in rows if row.event in REPORTING for role in row.who}
        yield from (
            actor.person
            for actor in self.people.actors()
            if actor.role in roles and actor.participant in codes
        )

    def _codes(self) -> set[str]:
        """Return whom the act names; all that owe where it names nobody."""
        it = self.people.desk.whole(self.kind, self.key)
        owing: dict[str, list[str]] = getattr(it, "owing", {})
        named = getattr(self.event, "concerned", None)
        if named is None or named == "":
            return {*owing}
        return {named} if isinstance(named, str) else {*named}


def _is_news(event: Event) -> bool:
    if event.TOPIC not in {*TOLD, *ASKED}:
        return False
    if event.role == "clock":
        return True
    return event.occurred_at >= later(event.recorded_at, -STALE)
