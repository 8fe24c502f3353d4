"""What the views must answer: the log folded event by event, no view looked at."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from application.folds import KINDS
from application.ledger import Entry
from application.pages.reader import Reader
from application.views.rows import Rows, rows_of
from application.views.tables import (
    ALL_KNOWN,
    IN_FORCE,
    MAY_HAVE,
    OPEN_END,
    TABLES,
    TODAY,
    Table,
    When,
)
from domain.events import Event, RecordCorrected
from domain.record import Record
from domain.words import end_of, instant, instant_of, moment
from tests.world import World


@dataclass(frozen=True)
class Stretch:
    """A row as it read from one instant to another."""

    row: tuple[Any, ...]
    valid_from: str
    valid_to: str
    earliest: str


@dataclass
class Told:
    """The log, told by folding alone: no view is looked at."""

    world: World
    streams: list[list[Entry]] = field(default_factory=list)
    known: dict[tuple[int, int], dict[str, list[Stretch]]] = field(default_factory=dict)
    folded: dict[tuple[int, int, int], dict[str, list[tuple[Any, ...]]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Read the log, stream by stream."""
        found: dict[Any, list[Entry]] = {}
        for entry in self.world.office.register.ledger.all():
            found.setdefault(entry.event.originator_id, []).append(entry)
        self.streams = list(found.values())

    def moments(self) -> list[str]:
        """Return every instant at which something changed, and those beside it."""
        found = {TODAY}
        for entry in self.world.office.register.ledger.all():
            for at in (entry.event.occurred_at, entry.event.earliest):
                if at[:4] > "0000":
                    beside = moment(at) - timedelta(microseconds=1)
                    found |= {at, instant(beside)}
        return sorted(found)

    def in_force(self, table: Table, at: str, position: int) -> list[tuple[Any, ...]]:
        """Return the rows in force, as folding tells them."""
        return sorted(
            told
            for number, stream in enumerate(self.streams)
            for told in self._rows(number, stream, at, position).get(table.name, [])
        )

    def may_have(self, table: Table, at: str, position: int) -> list[tuple[Any, ...]]:
        """Return the rows whose bracket includes the moment."""
        return sorted(
            stretch.row
            for number, stream in enumerate(self.streams)
            for stretch in self._stretches(number, stream, position).get(table.name, [])
            if stretch.earliest and stretch.earliest <= at < stretch.valid_from
        )

    def _rows(
        self, number: int, stream: list[Entry], at: str, position: int
    ) -> dict[str, list[tuple[Any, ...]]]:
        events = [e.event for e in stream if e.position <= position]
        told = [e for e in _as_it_reads(events) if e.occurred_at <= at]
        if not told:
            return {}
        asked = number, len(events), len(told)
        if asked not in self.folded:
            record = _blank(stream)
            for event in told:
                record.take_in(event)
            found = self.folded[asked] = {}
            for (name, _), row in self._shown(record).items():
                found.setdefault(name, []).append(_tuple(TABLES[name], row))
        return self.folded[asked]

    def _stretches(
        self, number: int, stream: list[Entry], position: int
    ) -> dict[str, list[Stretch]]:
        events = [e.event for e in stream if e.position <= position]
        asked = number, len(events)
        if asked not in self.known and events:
            self.known[asked] = self._drawn(_blank(stream), events)
        return self.known.get(asked, {})

    def _drawn(self, record: Record, events: list[Event]) -> dict[str, list[Stretch]]:
        changes: dict[Any, list[tuple[str, str, Any]]] = {}
        before: Rows = {}
        for event in _as_it_reads(events):
            record.take_in(event)
            after = self._shown(record)
            for key in {**before, **after}:
                if before.get(key) != after.get(key):
                    change = event.occurred_at, event.earliest, after.get(key)
                    changes.setdefault(key, []).append(change)
            before = after
        found: dict[str, list[Stretch]] = {}
        for (name, _), line in changes.items():
            ends = [at for at, _, _ in line[1:]] + [OPEN_END]
            for (at, earliest, row), end in zip(line, ends, strict=True):
                if row is not None and at < end:
                    told = Stretch(_tuple(TABLES[name], row), at, end, earliest)
                    found.setdefault(name, []).append(told)
        return found

    def _shown(self, record: Record) -> Rows:
        return rows_of(record, self.world.office.register.desk().definition)


def _as_it_reads(events: list[Event]) -> list[Event]:
    """Apply the corrigenda and put the events in the order in which they happened."""
    read = {event.originator_version: event for event in events}
    for told in events:
        if isinstance(told, RecordCorrected):
            read[told.version] = replace(read[told.version], **_reading(told))
    return sorted(read.values(), key=lambda e: (e.occurred_at, e.originator_version))


def _reading(told: RecordCorrected) -> dict[str, str]:
    match told.field:
        case "occurred_at":
            day = datetime.fromisoformat(told.new).date()
            return {"occurred_at": end_of(day), "earliest": "", "occurred": told.new}
        case "earliest":
            return {"earliest": instant_of(told.new, latest=False)}
        case field:
            return {field: told.new}


def _blank(stream: list[Entry]) -> Record:
    first: Any = stream[0].event
    return KINDS[first.originator_topic].blank(first.key)


def _tuple(table: Table, row: Any) -> tuple[Any, ...]:
    return tuple(
        str(row[name]) if name in table.key else row[name] for name in table.fields
    )


# --- what the views answer -------------------------------------------------------


def asked(
    world: World, table: Table, condition: str, at: str, known: int
) -> list[tuple[Any, ...]]:
    """Ask a temporal table for the rows that meet a condition of time."""
    sql = f"SELECT * FROM {table.stored_as} a WHERE {condition.format('a')}"  # noqa: S608
    with world.office.register.reading() as cursor:
        cursor.execute(sql, {"at": at, "known": known})
        return sorted(_tuple(table, row) for row in cursor.fetchall())


def counted(world: World, table: Table, at: str, known: int) -> dict[str, int]:
    """Ask for the counts of a table, as a page does."""
    reader = Reader(world.office.register, When(at, known))
    return {slot: total for slot, total in reader.totals(table.name).items() if total}


def slots(table: Table, rows: list[tuple[Any, ...]]) -> dict[str, int]:
    """Count rows by slot."""
    return dict(
        Counter(table.slot(dict(zip(table.fields, row, strict=True))) for row in rows)
    )


def check(world: World, *, questions: int, seed: int) -> int:
    """Ask random questions on both axes; return how many were answered alike."""
    told, chance = Told(world), random.Random(seed)  # noqa: S311
    moments, last = told.moments(), world.position
    pairs = [(at, ALL_KNOWN) for at in chance.sample(moments, min(8, len(moments)))]
    pairs += [(TODAY, chance.randint(1, last)) for _ in range(8)]
    while len(pairs) < questions:
        pairs.append((chance.choice(moments), chance.randint(1, last)))
    for at, known in pairs:
        for table in TABLES.values():
            if not table.passing:
                _check_one(world, told, table, at, known)
    for table in TABLES.values():
        if table.passing:
            _check_one(world, told, table, TODAY, last)
        if table.counted:
            rows = asked(world, table, IN_FORCE, TODAY, ALL_KNOWN)
            assert counted(world, table, TODAY, ALL_KNOWN) == slots(table, rows)
            assert counted(world, table, TODAY, last) == slots(table, rows)
    return len(pairs) * len(TABLES)


def _check_one(world: World, told: Told, table: Table, at: str, known: int) -> None:
    where = f"{table.name} as of {at}, known at {known}"
    rows = asked(world, table, IN_FORCE, at, known)
    assert rows == told.in_force(table, at, known), where
    perhaps = asked(world, table, MAY_HAVE, at, known)
    assert perhaps == told.may_have(table, at, known), where
    if table.counted:
        assert counted(world, table, at, known) == slots(table, rows), where


def check_memory(world: World) -> None:
    """See that what the writer remembers, when it begins, is what the log tells."""
    register: Any = world.office.register
    with register._writing():  # noqa: SLF001 - the writer's own
        kept, fresh = register._memory.desk(), register.desk()  # noqa: SLF001
        for kind, key in list(kept._whole):  # noqa: SLF001 - what it remembers
            one, other = kept.whole(kind, key), fresh.whole(kind, key)
            assert (one and vars(one)) == (other and vars(other)), f"{kind} {key}"
