"""Keeps the views in step with the log: in the events' own transaction, and on rebuild.

Both go through :meth:`Projector.show`, one event at a time, with the record's rows
before and after it.  An error here refuses the act: a view never drifts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.folds import KINDS
from application.ledger import Entry
from application.recorders.log import PositionedLog
from application.views.pen import Pen, Row, Segment
from application.views.rows import MadeOf, Rows, made_of, rows_of
from application.views.tables import OPEN_END, TABLES, Key
from application.views.together import Beside, Together
from domain.definition import pinned
from domain.events import Created, Event, RecordCorrected
from domain.events.reporting import (
    ClarificationGiven,
    ClarificationSought,
    NilReportHandedOver,
    ReportCorrected,
    ReportCorrectionDrafted,
    ReportHandedOver,
    ReportSubmitted,
    ReportWithdrawn,
)
from domain.events.reviewing import ReplyGiven, ReviewDraftShared
from domain.process import Process
from domain.record import Record, corrected, in_valid_order
from domain.undertaking import Undertaking
from domain.workflow import Definition

OWN = (
    NilReportHandedOver,
    ReplyGiven,
    ReportCorrectionDrafted,
    ReportHandedOver,
    ReportSubmitted,
    ReportWithdrawn,
    ReviewDraftShared,
)
"""What stays between a participant and the officers, for now."""
OF_A_REPORT = (ClarificationGiven, ClarificationSought, ReportCorrected)
"""What is as public as the report that it is about."""


@dataclass(slots=True)
class Held:
    """A record that was seen, folded, with its rows once they were asked for."""

    record: Record
    rows: Rows | None = None
    made_of: MadeOf | None = None


class Projector:
    """Shows events to the views; holds the records it has seen, folded."""

    def __init__(self, read: Callable[[UUID], list[Event]]) -> None:
        """Take *read*, which returns the earlier events of a stream."""
        self._read = read
        self._held: dict[UUID, Held] = {}
        self._definition: Definition | None = None

    def drop(self, stream: UUID) -> None:
        """Put a record away; it is read anew when it is shown again."""
        self._held.pop(stream, None)

    def follow(self, event: Event) -> None:
        """Tell a record what others showed; what fell between is read anew."""
        held = self._held.get(event.originator_id)
        if held is None or not held.record.follow(event):
            self.drop(event.originator_id)
        else:
            held.rows = held.made_of = None

    def forget(self) -> None:
        """Put every record away."""
        self._held.clear()

    def show_all(
        self, cursor: Any, entries: Iterable[Entry], definition: Definition | None
    ) -> None:
        """Show entries in order; *definition* is the one in force before them."""
        if definition is not None:
            self.ruled_by(definition)
        for entry in entries:
            self.show(cursor, entry)

    def show_together(
        self,
        recorder: PositionedLog,
        cursor: Any,
        entries: Iterable[Entry],
        definition: Definition,
    ) -> None:
        """Show many entries in order, what they begin written at once."""
        self.ruled_by(definition)
        sheet, begun = Together(), set()
        for entry in entries:
            stream = entry.event.originator_id
            if isinstance(entry.event, Created):
                begun.add(stream)
            sheet.position = entry.position
            there = stream not in begun
            pen = Beside(cursor, entry.position, sheet) if there else sheet
            self.draw(pen, entry.event)
        sheet.write(recorder, cursor)

    def show(self, cursor: Any, entry: Entry) -> None:
        """Bring every view up to date with one event."""
        pen = Pen(cursor.execute, entry.position, cursor.executemany)
        self.draw(pen, entry.event)

    def draw(self, pen: Pen, event: Event) -> None:
        """Let *pen* write what one event changes."""
        held = self._held.get(event.originator_id) or self._hold(event)
        record, before = held.record, held.rows
        if before is None:
            before = self._rows_before(pen, record)
        in_order = event.occurred_at >= record.last_act
        record.take_in(event)
        record.version = event.originator_version
        self._keep(record, event)
        if record.KIND == "process":
            self._note_definition(record)
        if in_order and not isinstance(event, RecordCorrected):
            self._change(pen, event, held, before)
        else:
            events = self._events(record, event)
            stream = event.originator_id
            record = refolded(type(record), record.key, events, stream)
            held.record = record
            held.rows, held.made_of = rows_of(record, self.definition), None
            self._redraw(pen, record, events)
        pen.note(_activity(pen.position, event, record, self.definition))

    def _rows_before(self, pen: Pen, record: Record) -> Rows:
        """Return the rows of a record before its next event.

        Where no past is kept they are read: they may have been drawn under other rules.
        """
        if not record.version:
            return {}
        rows = rows_of(record, self.definition)
        kept = {key: row for key, row in rows.items() if not TABLES[key[0]].passing}
        return kept | pen.held(record.KIND, record.key)

    def ruled_by(self, definition: Definition) -> None:
        """Go on under *definition*, which is in force for the next event."""
        if definition is not self._definition:
            self._definition = definition
            for held in self._held.values():
                held.rows = None  # they may show other visibilities

    @property
    def definition(self) -> Definition:
        """The definition in force at the event shown."""
        if self._definition is None:
            raise TypeError("a log begins with the establishment of its process")
        return self._definition

    def _hold(self, event: Event) -> Held:
        earlier = self._earlier(event)
        first = earlier[0] if earlier else event
        if not isinstance(first, Created):
            raise TypeError(f"a stream begins with {first.TOPIC}")
        kind = KINDS[first.originator_topic]
        record = refolded(kind, first.key, earlier, event.originator_id)
        held = self._held[event.originator_id] = Held(record)
        return held

    def _earlier(self, event: Event) -> list[Event]:
        """Return the events of a record before *event*."""
        return self._read(event.originator_id)

    def _keep(self, record: Record, event: Event) -> None:
        """Keep an event with its record, for when another falls before it."""
        record.events.append(event)

    def _events(self, record: Record, event: Event) -> list[Event]:
        """Return the events of a record, *event* the last."""
        del event
        return record.events

    def _note_definition(self, record: Record) -> None:
        if isinstance(record, Process):
            self.ruled_by(pinned(record.definitions[-1].rules))

    def _change(self, pen: Pen, event: Event, held: Held, before: Rows) -> None:
        """Append: rows change at the event's valid time."""
        was, now = held.made_of if held.rows is not None else None, made_of(held.record)
        of: Collection[str] = TABLES
        if was is not None and now is not None:
            of = [table for table in now if now[table] != was[table]]
        held.rows, held.made_of = before, now
        if of:
            after = rows_of(held.record, self.definition, of)
            _put(pen, event, before, after, of)

    def _redraw(self, pen: Pen, record: Record, events: list[Event]) -> None:
        """A correction or an act between others: draw the changed rows anew."""
        old = self._timeline(type(record), record.key, events[:-1])
        new = self._timeline(type(record), record.key, events)
        for key in {**old, **new}:
            before, after = old.get(key, []), new.get(key, [])
            if [s.said() for s in before] != [s.said() for s in after]:
                pen.redraw(key, before, after)

    def _timeline(
        self, cls: type[Record], key: str, events: list[Event]
    ) -> dict[Key, list[Segment]]:
        """Return each row's stretches of valid time, as the events tell them."""
        record = cls.blank(key, events[0].originator_id if events else None)
        drawn: dict[Key, list[Segment]] = {}
        before: Rows = {}
        for event in in_valid_order(corrected(events)):
            record.take_in(event)
            after = rows_of(record, self.definition)
            for k in {**before, **after}:
                if before.get(k) != after.get(k):
                    _draw(drawn.setdefault(k, []), event, after.get(k))
            before = after
        return drawn


class Recalling(Projector):
    """A projector that keeps no events: those it needs again, it reads again."""

    def __init__(self, before: Callable[[Event], list[Event]]) -> None:
        """Take *before*, which returns the events of a stream before one of it."""
        super().__init__(lambda _: [])
        self._before = before

    def _earlier(self, event: Event) -> list[Event]:
        return self._before(event) if event.originator_version > 1 else []

    def _hold(self, event: Event) -> Held:
        held = super()._hold(event)
        held.record.events.clear()
        return held

    def _keep(self, record: Record, event: Event) -> None:
        pass

    def _events(self, record: Record, event: Event) -> list[Event]:
        del record
        return [*self._earlier(event), event]


def _activity(
    position: int, event: Event, record: Record, definition: Definition
) -> dict[str, Any]:
    return {
        "position": position,
        "occurred_at": "" if event.at_once else event.occurred_at,
        "topic": event.TOPIC,
        "kind": record.KIND,
        "key": record.key,
        "package": str(getattr(record, "package", "")),
        "participant": event.participant,
        "actor": event.by,
        "role": event.role,
        "visible": visibility(definition, record, event),
        "late": int(event.late),
    }


def _put(
    pen: Pen, event: Event, before: Rows, after: Rows, of: Collection[str]
) -> None:
    """Write what changed among the rows of some tables, and keep it in *before*."""
    added: Rows = {}
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            added[key] = row
        elif was != row:
            pen.put(key, was, row, _from(event, row))
    pen.add(added, _from(event, {}))
    for key in [k for k in before if k not in after and k[0] in of]:
        pen.put(key, before.pop(key), None, _from(event, {}))
    before.update(after)


def _from(event: Event, row: Row) -> Segment:
    return Segment(event.occurred_at, OPEN_END, event.earliest, row)


def visibility(definition: Definition, record: Record, event: Event) -> str:
    """Say who may read an event: *public*, or the *committee* only.

    An event is as visible as the stage it happened in, a late one as the stage it
    happened in then; a report is public once it is received on the record.
    """
    if record.KIND == "commitment":
        return definition.stage("commitment", _stage_then(record, event)).visible
    if isinstance(event, OWN):
        return "committee"
    if isinstance(event, OF_A_REPORT) and isinstance(record, Undertaking):
        received = record.reports[event.report].stage == "received"
        return "public" if received else "committee"
    return "public"


def _stage_then(record: Record, event: Event) -> str:
    if event.stage or event.occurred_at >= record.last_act:
        return event.stage or record.stage
    stage = ""
    for told in in_valid_order(corrected(record.events)):
        stage = told.stage or stage
        if told.originator_version == event.originator_version:
            break
    return stage


def refolded(
    cls: type[Record], key: str, events: list[Event], stream: UUID | None = None
) -> Record:
    """Fold *events* into a record, blank when there are none."""
    record = cls.blank(key, stream)
    for event in in_valid_order(corrected(events)):
        record.take_in(event)
    if events:
        record.version = events[-1].originator_version
    record.__dict__["events"] = list(events)
    return record


def _draw(line: list[Segment], event: Event, row: Row | None) -> None:
    if line and line[-1].valid_to == OPEN_END:
        line[-1].valid_to = event.occurred_at
        if line[-1].valid_from >= line[-1].valid_to:
            line.pop()
    if row is not None:
        line.append(_from(event, row))
