"""Loading the Open Government Partnership's commitments and ratings, row by row.

What was loaded before adds nothing, and a row that changed since is refused with both
its versions.  Every row that was read is entered or named among the remarks.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from application.load import (
    Entry,
    Progress,
    Summary,
    appointment_of,
    changed,
    quiet,
)
from application.loading.items import Item
from application.loading.ogp.items import Allotted, items_of
from application.loading.ogp.report import Remark, counted
from application.loading.ogp.rows import Rows, rows_in
from application.loading.ogp.words import SCALE, Scale
from application.office import Office
from application.recorders.log import SQL as LOG
from domain.errors import Refused
from domain.scales import steps
from domain.sentences import say

__all__ = ["Imported", "Remark", "counted", "load_ogp"]

PREFIX = "ogp "
ENTERED = "commitments"


@dataclass(frozen=True, slots=True)
class Imported(Summary):
    """What the rows brought: how many were read, and what is said of each."""

    read: int = 0
    left_out: int = 0
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def entered(self) -> int:
        """How many rows are in the register, now or from before."""
        return self.read - self.left_out


def load_ogp(
    office: Office, folder: Path, person: str, progress: Progress = quiet
) -> Imported:
    """Enter both files of *folder*, as the registrar *person*; all or nothing.

    Raises ``Defective`` for a file that can't be read and ``Refused`` for a row that
    changed since it was loaded, or a definition without the scale.
    """
    parameters = office.definition.parameters
    if not steps(parameters, SCALE):
        raise Refused(
            say(
                "these rows need a definition with the scale “{scale}”,"
                " as ogp-nap has it",
                scale=SCALE,
            )
        )
    register = office.register
    rows = rows_in(folder, register.now())
    with register.ledger.writing() as cursor:
        entry = Entry(office, person, appointment_of(office, person))
        loaded = _loaded(cursor)
        known = _references(office, loaded)
        process = register.desk().process
        allotted = Allotted(known, process.key, process.references)
        items = [*items_of(rows, allotted, Scale(parameters))]
        fresh = [item for item in items if not _known(loaded, item)]
        told = [(item, step) for item in fresh for step in item.steps]
        with uncollected():
            receipts = entry.enter(told, progress)
        cursor.executemany(LOG["keep_loaded"], [
            {"item": item.label, "content": item.content,
             "position": receipts[item.label].position}
            for item in fresh
        ])  # fmt: skip
    return _summary(items, fresh, entry, rows)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for circles meanwhile: there are none among so many rows."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _loaded(cursor: Any) -> dict[str, Mapping[str, Any]]:
    cursor.execute(LOG["every_loaded"], {"prefix": PREFIX})
    return {row["item"]: dict(row) for row in cursor.fetchall()}


def _known(loaded: Mapping[str, Mapping[str, Any]], item: Item) -> bool:
    """Whether *item* was loaded before; raises ``Refused`` when it changed since."""
    row = loaded.get(item.label)
    if row is not None and row["content"] != item.content:
        raise changed(item, row)
    return row is not None


def _references(
    office: Office, loaded: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Return the reference that each row got which was loaded before."""
    begun = f"{PREFIX}{ENTERED}["
    rows = {
        label[len(begun) : -1]: row["position"]
        for label, row in loaded.items()
        if label.startswith(begun)
    }
    entries = office.register.ledger.at([*rows.values()])
    return {row: getattr(entries[at].event, "key", "") for row, at in rows.items()}


def _summary(
    items: list[Item], fresh: list[Item], entry: Entry, rows: Rows
) -> Imported:
    return Imported(
        new=len(fresh),
        unchanged=len(items) - len(fresh),
        acts=entry.acts,
        events=entry.events,
        by_section=Counter(item.section for item in fresh),
        read=rows.read,
        left_out=len(rows.remarks.left_out),
        remarks=tuple(rows.remarks.said),
    )
