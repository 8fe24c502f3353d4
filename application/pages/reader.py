"""The reader: one state of the register, one moment asked about, one viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from application.commands.authority import READER, actors
from application.desk import Desk
from application.folds import KINDS
from application.ledger import Entry
from application.pages.names import usual
from application.sql import statements
from application.views.pen import SQL as VIEWS
from application.views.pen import cells_until
from application.views.tables import (
    ALL_KNOWN,
    IN_FORCE,
    NOW,
    TODAY,
    TODAY_IN_FORCE,
    When,
    filled,
)
from domain.errors import NotFound, quoted
from domain.events import Event
from domain.process import Process
from domain.record import Record, fold
from domain.sentences import say
from domain.words import Actor, stream_id
from domain.workflow import Definition

if TYPE_CHECKING:
    from application.register import Register

SQL = {
    name: statement
    for file in (
        "pages.sql",
        "overview.sql",
        "lists.sql",
        "search.sql",
        "inbox.sql",
        "keeping.sql",
        "periods.sql",
        "briefs.sql",
        "reviews.sql",
    )
    for name, statement in statements(file).items()
}
OFFICERS = {"secretariat", "registrar", "auditor", "reviewer"}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: nobody signed in, or a person with the mandates in force now."""

    person: str = ""
    actors: tuple[Actor, ...] = ()

    @property
    def participants(self) -> set[str]:
        """The participants the viewer may speak for."""
        return {actor.participant for actor in self.actors if actor.participant}

    @property
    def officer(self) -> bool:
        """Whether the viewer serves the process."""
        return any(actor.role in OFFICERS for actor in self.actors)


PUBLIC = Viewer()


@dataclass(slots=True)
class Reader:
    """Reads for one page."""

    register: Register
    when: When = NOW
    person: str = ""
    language: str = "en"
    translate: Callable[[str], str] = str
    perhaps: bool = False
    """Whether what the page shows may not have happened yet on the day asked about."""
    _desk: Desk | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _now: str = ""
    _viewer: Viewer | None = None

    @property
    def desk(self) -> Desk:
        """The desk on what is recorded now (for buttons and forms)."""
        if self._desk is None:
            self._desk = self.register.desk()
        return self._desk

    @property
    def viewer(self) -> Viewer:
        """Who looks, by the mandates in force now."""
        if self._viewer is None:
            self._viewer = PUBLIC
            if self.person:
                self._viewer = viewer_of(self.desk, self.person, self.now, self._held())
        return self._viewer

    def _held(self) -> list[str]:
        """Return the participants whose mandates of today name the person."""
        with self.register.reading() as cursor:
            cursor.execute(sql("held_by", today=True), {"person": self.person})
            return [row["participant"] for row in cursor.fetchall()]

    @property
    def now(self) -> str:
        """The time an act would be recorded at, one for the whole page."""
        self._now = self._now or self.register.now()
        return self._now

    @property
    def definition(self) -> Definition:
        """The definition in force."""
        return self.desk.definition

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """Run one of the statements for pages at the moment asked about."""
        with self.register.reading() as cursor:
            statement = sql(name, today=not self.when.past)
            cursor.execute(statement, self.when.values | values)
            return [dict(row) for row in cursor.fetchall()]

    def entries(self, kind: str, key: str) -> list[Entry]:
        """Return the entries of a record that were known by then, as recorded."""
        found = self.register.ledger.stream(stream_id(kind, key))
        return [entry for entry in found if entry.position <= self.when.known]

    def record(self, kind: str, key: str) -> Any:
        """Return a record as it stood; raises ``NotFound`` when it was not there."""
        found = self.find(kind, key) or self._perhaps(kind, key)
        if found is None:
            raise NotFound(
                say(
                    "the register has no {kind} “{key}” at this time",
                    kind=kind,
                    key=quoted(key),
                )
            )
        return found

    def _perhaps(self, kind: str, key: str) -> Record | None:
        """Return a record that may have been there: the day lies in its bracket."""
        at = self.when.at
        told = [
            replace(event, occurred_at=at, earliest="")
            if event.earliest and event.earliest <= at < event.occurred_at
            else event
            for event in (entry.event for entry in self.entries(kind, key))
        ]
        found = fold(KINDS[kind], key, told, as_of=at) if told else None
        self.perhaps = self.perhaps or found is not None
        return found

    def find(self, kind: str, key: str) -> Record | None:
        """Return a record as it stood at the moment asked about, or ``None``."""
        if not self.when.past:
            return self.desk.whole(kind, key)
        events = self._events(kind, key)
        at = "" if self.when.at == NOW.at else self.when.at
        return fold(KINDS[kind], key, events, as_of=at) if events else None

    def _events(self, kind: str, key: str) -> list[Event]:
        """Return the events of a record that were known by then.

        The process is told without its allotments, of which it has one a commitment.
        """
        whole = self.desk.whole(kind, key) if self.when.known == ALL_KNOWN else None
        if isinstance(whole, Process):
            return sorted(whole.telling, key=lambda e: e.originator_version)
        return [entry.event for entry in self.entries(kind, key)]

    def name(self, code: str) -> str:
        """Return the name of a participant in the viewer's language, or of a role."""
        if not self._names:
            roles = self.definition.roles.items()
            self._names |= {key: self.translate(role.label) for key, role in roles}
            for row in self.rows("names", language="en"):
                key, name = row["participant"], row["name"]
                self._names[key] = usual(key, name, self.language)
            for row in self.rows("names", language=self.language):
                self._names[row["participant"]] = row["name"]
        return self._names.get(code, code)

    def named(self, codes: Iterable[str]) -> list[dict[str, str]]:
        """Return participants with their codes and names."""
        return [{"code": code, "name": self.name(code)} for code in codes if code]

    def one(self, code: str) -> dict[str, str] | None:
        """Return one participant with its code and name, ``None`` for no code."""
        return {"code": code, "name": self.name(code)} if code else None

    def totals(self, measure: str) -> dict[str, int]:
        """Return the counts of a measure by slot; today's count no rows."""
        asked = self.when.values | {"measure": measure}
        if self.when.at == TODAY and self.when.known == ALL_KNOWN:
            name = "totals"
        elif self.when.known == ALL_KNOWN:
            name, asked = "as_of", asked | cells_until(self.when.at)
        else:
            name = "tally"
        with self.register.reading() as cursor:
            cursor.execute(VIEWS[name], asked)
            return {row["slot"]: row["total"] for row in cursor.fetchall()}

    def may_see(
        self, visible: str, package: str, participants: Iterable[str] = ()
    ) -> bool:
        """Whether the viewer may read what is visible to the public or a committee."""
        if visible == "public" or self.viewer.officer:
            return True
        mine = self.viewer.participants
        if not mine:
            return False
        if mine & set(participants):
            return True
        found = self.desk.whole("package", package) if package else None
        return bool(mine & set(getattr(found, "everybody", ()))) or self._is_chair()

    def _is_chair(self) -> bool:
        return self.desk.process.holder("chair") in self.viewer.participants


def viewer_of(
    desk: Desk, person: str, now: str, among: Iterable[str] | None = None
) -> Viewer:
    """Return the viewer a signed-in person is now."""
    if not person:
        return PUBLIC
    acting = tuple(actors(desk, person, now, among=among))
    return Viewer(person, acting or (Actor(person, READER),))


@cache
def sql(name: str, *, today: bool = False) -> str:
    """Return a statement with its conditions of time and its tables put in."""
    return filled(SQL[name], TODAY_IN_FORCE if today else IN_FORCE)


__all__ = ["PUBLIC", "Reader", "Viewer", "sql", "viewer_of"]
