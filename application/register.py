"""The register: the one way to write, and one state to read.

``act`` takes the write lock, stamps the time, loads, decides, records, commits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

from application.commands.act import Act, Receipt
from application.commands.answers import key_of, receipt_of, told_again
from application.commands.taking import taken
from application.desk import (
    DIGEST_SHOWN,
    Desk,
    Directory,
    Ready,
    new_salt,
)
from application.drafts.store import CREATE as DRAFTS
from application.folds import KINDS, Folds
from application.lapsing import Due, Passed, Place, fallen_due
from application.ledger import Entry, Ledger
from application.many import Many
from application.memory import Memory
from application.notices.outbox import CREATE as NOTICES
from application.pauses import CREATE as PAUSES
from application.recorders.log import SQL as LOG
from application.views.drawing_on import drawn_on
from application.views.every import make_missing
from application.views.tables import ALL_KNOWN, statements_on_views
from domain.definition import digest_of
from domain.errors import (
    Malformed,
    Refused,
    Reused,
    Unreadable,
)
from domain.events import Event
from domain.words import ENGINE, instant, moment
from domain.workflow import Definition

DIRECTORY = {
    name: sql
    for file in ("directory.sql", "periods.sql")
    for name, sql in statements_on_views(file).items()
}


def server_clock() -> datetime:
    """Return the server's time."""
    return datetime.now(UTC)


class Register:
    """One register: the log, its views, and the acts that write both."""

    def __init__(
        self, file: str, key: str, clock: Callable[[], datetime] = server_clock
    ) -> None:
        """Open the register in *file*; *key* is the process's where it has none yet."""
        self.ledger = Ledger(file)
        self._key, self._told = key, False
        self._many: Many | None = None
        """What a load decided and has not written yet."""
        self.clock = clock
        self.folds = Folds(self.ledger)
        self._memory = Memory(self.folds, self._of, self.directory, self._require_views)
        with self.ledger.writing() as cursor:
            make_missing(self.ledger.recorder, cursor, [*PAUSES, *NOTICES, *DRAFTS])

    def close(self) -> None:
        """Close the log."""
        self.ledger.close()

    @property
    def key(self) -> str:
        """The key of the process (``LAD``): its log says so once it is established."""
        if not self._told:
            self._key, self._told = self.ledger.begun_as(self._key)
        return self._key

    def _of(self) -> str:
        return self.key

    # Reading

    def reading(self) -> AbstractContextManager[Any]:
        """Hold one state while several things are read."""
        return self.ledger.reading()

    def directory(self) -> Directory:
        """Return which packages and participants there are."""
        with self.ledger.reading() as cursor:
            found = {}
            for name in ("packages", "participants", "periods"):
                cursor.execute(DIRECTORY[name])
                found[name] = [row["key"] for row in cursor.fetchall()]
        return Directory(**found, asked=self._asked)

    def _asked(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """Ask the views what an act needs to know, by all that is recorded."""
        if self._many is not None and self.ledger.writes:
            self._write_down(self.ledger.recorder.datastore.writing, self._many)
        with self.ledger.reading() as cursor:
            cursor.execute(DIRECTORY[name], {"known": ALL_KNOWN, **values})
            return [dict(row) for row in cursor.fetchall()]

    def desk(self) -> Desk:
        """Return a desk on what is recorded now."""
        return Desk(self.folds.shared, self.key, self.directory())

    def now(self) -> str:
        """Return the time an act would be recorded at, never before the last one."""
        return max(instant(self.clock()), self.ledger.last_recorded_at())

    # Writing

    def establish(
        self, definition: Definition, registrar: str, secretary: str
    ) -> Receipt:
        """Open the register under *definition*; raises ``Refused`` when it is open."""
        said = {
            "title": definition.title,
            "rules_key": definition.key,
            "rules_version": definition.version,
            "digest": digest_of(definition.source),
            "rules": json.loads(json.dumps(definition.source)),
            "registrar": registrar,
            "secretary": secretary,
        }
        if not registrar.strip() or not secretary.strip():
            raise Malformed("a register needs a registrar and a secretary")
        if registrar == secretary:
            raise Refused("the registrar and the secretary need to be two persons")
        with self._writing():
            if self.ledger.position():
                raise Refused("the register is established already")
            self._key = str(definition.source.get("instrument") or self._key)
            desk, now = self._memory.desk(), self._stamp()
            process = desk.begin("process", self.key)
            envelope = _genesis(now, definition)
            event = process.trigger("process.established", envelope, said)
            entries = self._record([event], None)
        return receipt_of(entries, process, "establish")

    def act(self, act: Act) -> Receipt:
        """Carry out one act; the same command again gets the same receipt.

        Raises ``Refused`` or ``NotAllowed`` by the rules, ``Malformed`` for what can't
        be read, ``Outdated`` for a stale page, ``Reused`` for a key used otherwise.
        """
        done: Act | Receipt = act
        while isinstance(done, Act):
            with self._writing(shares=True) as cursor:
                done = self._one(cursor, done)
        return done

    def rehearse(self, act: Act) -> list[Event]:
        """Return what an act would record now, its consequences too; record nothing.

        Raises what :meth:`act` raises.
        """
        act.require_form()
        with self.reading():
            desk = Desk(self.folds.own, self.key, self.directory())
            taken(desk, act, self.now())
            return desk.made

    def act_all(
        self,
        acts: Iterable[Act],
        *,
        alongside: Callable[[Any, list[Receipt]], None] | None = None,
    ) -> list[Receipt]:
        """Carry out acts, all or none: asked one by one, written by the thousand."""
        with self._writing() as cursor:
            self._memory.desk()  # with what others recorded
            many = self._many = Many()
            try:
                for act in acts:
                    if not self._joined(cursor, many, act):
                        self._write_down(cursor, many)
                        many.receipts.append(self._alone(cursor, act))
                    elif many.full:
                        self._write_down(cursor, many)
                        self._memory.desk()  # laid out anew, should it be too much
                self._write_down(cursor, many)
            finally:
                self._many = None
            if alongside is not None:
                alongside(cursor, many.receipts)
        return many.receipts

    def _alone(self, cursor: Any, act: Act) -> Receipt:
        """Carry out an act after those before it are written."""
        done: Act | Receipt = act
        while isinstance(done, Act):
            done = self._one(cursor, done)
        return done

    def _joined(self, cursor: Any, many: Many, act: Act) -> bool:
        """Decide an act and add it to *many*; ``False`` for what has to stand alone.

        That is a repeated command, an act before which something fell due, and one
        under other rules.
        """
        act.require_form()
        desk, now = self._memory.laid_out, self._stamp()
        rules = desk.definition
        if (
            act.command in many.commands
            or (many.taken and rules is not many.rules)
            or fallen_due(desk, (act.kind, act.key), now)
            or self._known(cursor, act)
        ):
            return False
        event = taken(desk, act, now)
        made, desk.made = desk.made, []
        desk.directory = desk.directory.after(made)
        many.add(act, desk.made_in(event), made, rules)
        return True

    def _write_down(self, cursor: Any, many: Many) -> None:
        """Record what was decided together, and keep the answers."""
        if not many.taken or many.rules is None:
            return
        projector, rules = self._memory.projector, many.rules

        def shown(cursor: Any, entries: list[Entry]) -> None:
            projector.show_together(self.ledger.recorder, cursor, entries, rules)

        events = many.events
        entries = self.ledger.record(events, shown, after=self._memory.position)
        self._memory.keep(entries)
        cursor.executemany(LOG["keep_command"], many.written(entries))

    def lapse(self, found: Iterable[Due]) -> list[Passed]:
        """Record what was *found* to be due, and what fell due before on its records.

        Each takes effect when it fell due; of several clocks at it one records it.
        """
        with self._writing(shares=True) as cursor:
            desk, now = self._memory.desk(), self._stamp()
            return [
                passed
                for due in found
                for passed in self._lapse(cursor, desk, now, due.place, due)
            ]

    def _one(self, cursor: Any, act: Act) -> Receipt | Act:
        """Carry an act out, or what fell due before: then it is to be asked again."""
        act.require_form()
        return self._known(cursor, act) or self._carry_out(cursor, act)

    def _known(self, cursor: Any, act: Act) -> Receipt | None:
        """Return what a command was answered with, if it was given before."""
        cursor.execute(LOG["find_command"], {"command": key_of(act.command)})
        row = cursor.fetchone()
        if row is None:
            return None
        if bytes(row["digest"]) != act.digest:
            raise Reused("this key was used for another act; a new act needs a new key")
        return told_again(self.ledger, row["position"], row["edition"])

    @contextmanager
    def _writing(self, *, shares: bool = False) -> Iterator[Any]:
        """Hold the write lock, with the memory of what is recorded so far."""
        with self.ledger.writing(self._memory.settle, shares=shares) as cursor:
            self._memory.begin()
            yield cursor

    def _require_views(self) -> None:
        """Refuse to write to views that do not show what others recorded before."""
        with self.ledger.reading() as cursor:
            if not drawn_on(self.ledger, self.key, cursor):
                raise Unreadable(
                    "the views don't show what is recorded; they need to be drawn anew:"
                    " depositary view rebuild"
                )

    def _stamp(self) -> str:
        """Stamp the time under the lock; the clock may go back, the record doesn't."""
        return self._memory.stamp(instant(self.clock()))

    def _carry_out(self, cursor: Any, act: Act) -> Receipt | Act:
        desk, now = self._memory.desk(), self._stamp()
        edition = _edition(desk, act)
        before = self._lapse(cursor, desk, now, (act.kind, act.key), act)
        if any(passed.receipt for passed in before):
            return act.past(edition, _edition(desk, act))
        rules = desk.definition
        return self._keep(cursor, desk, act, taken(desk, act, now), rules)

    def _lapse(
        self, cursor: Any, desk: Desk, now: str, place: Place, then: Due | Act
    ) -> list[Passed]:
        """Record what fell due on a record: up to a deadline, or before an act.

        What the rules refuse is left alone; so is all that is due no earlier than the
        very action that the act takes: somebody sees to it himself.
        """
        done: dict[Due, Passed] = {}
        upto = then.deadline if isinstance(then, Due) else None
        while due := fallen_due(desk, place, now, done, upto):
            if isinstance(then, Act) and due.deadline.action == then.action:
                break
            rules, found = desk.definition, due.tried(desk, now)
            if isinstance(found, Ready):
                event = found.take(due.cause)
                receipt = self._keep(cursor, desk, due.act, event, rules)
                done[due] = Passed(due, receipt)
            else:
                done[due] = Passed(due, refusal=found)
        return list(done.values())

    def _keep(
        self, cursor: Any, desk: Desk, act: Act, event: Event, rules: Definition
    ) -> Receipt:
        """Record what was made under *rules*; keep the answer for a repeated act."""
        made, desk.made = desk.made, []
        entries = self._record(made, rules)
        receipt = receipt_of(entries, desk.made_in(event), act.command)
        cursor.execute(
            LOG["keep_command"],
            {
                "command": key_of(act.command),
                "digest": act.digest,
                "position": receipt.position,
                "edition": receipt.edition,
            },
        )
        return receipt

    def _record(self, made: list[Event], definition: Definition | None) -> list[Entry]:
        def shown(cursor: Any, entries: list[Entry]) -> None:
            self._memory.projector.show_all(cursor, entries, definition)

        entries = self.ledger.record(made, shown, after=self._memory.position)
        self._memory.keep(entries)
        return entries


def _edition(desk: Desk, act: Act) -> int:
    """Return the edition of what an act is on, 0 where that is nothing yet."""
    whole = desk.whole(act.kind, act.key) if act.key and act.kind in KINDS else None
    return whole.edition if whole is not None else 0


def _genesis(now: str, definition: Definition) -> dict[str, Any]:
    return {
        "timestamp": moment(now),
        "by": ENGINE.person,
        "participant": "",
        "role": ENGINE.role,
        "mandate": "",
        "occurred_at": now,
        "definition": definition.digest[:DIGEST_SHOWN],
        "command": "establish",
        "salt": new_salt(),
        "stage": "established",
    }
