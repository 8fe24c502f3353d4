"""Loading reference data: a file of records becomes late entries by the registrar.

All of it or nothing, in one transaction.  What was loaded before adds nothing, and a
record that changed since is refused with both its versions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from application.commands.act import Act, Receipt
from application.loading.file import checked, declaration
from application.loading.items import Item, in_order, items_of
from application.loading.steps import Step
from application.office import Office
from application.recorders.log import SQL as LOG
from domain.errors import Malformed, NotAllowed, NotFound, Refused

__all__ = ["Progress", "Summary", "declaration", "load"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file brought: records that were new, and records known already."""

    new: int
    unchanged: int
    acts: int
    events: int
    by_section: Mapping[str, int] = field(default_factory=dict)
    """How many records of each section were new."""


def quiet(done: int, total: int, label: str) -> None:
    """Show no progress."""
    del done, total, label


def load(
    office: Office,
    data: Mapping[str, Any] | Path | str,
    person: str,
    progress: Progress = quiet,
) -> Summary:
    """Enter the records of *data*, a mapping or a file, as the registrar *person*.

    Raises ``Defective`` for a file that is not in order, and ``Refused`` for a record
    that changed since it was loaded or that the rules don't allow; in either case
    nothing was entered.
    """
    now = office.register.now()
    items = items_of(checked(data, now[:10]))
    with office.register.ledger.writing() as cursor:
        entry = Entry(office, person, appointment_of(office, person))
        fresh = [item for item in items if not known(cursor, item)]
        entry.require_references(fresh)
        receipts = entry.enter(in_order(fresh), progress)
        for item in fresh:
            keep(cursor, item, receipts[item.label])
    return Summary(
        new=len(fresh),
        unchanged=len(items) - len(fresh),
        acts=entry.acts,
        events=entry.events,
        by_section=Counter(item.section for item in fresh),
    )


def appointment_of(office: Office, person: str) -> str:
    """Return the appointment as registrar that *person* holds."""
    register = office.register
    for held in register.desk().process.officers(person, register.now()):
        if held.capacity == "registrar":
            return held.number
    raise NotAllowed("loading needs an appointment as registrar that is live")


def known(cursor: Any, item: Item) -> bool:
    """Whether *item* was loaded before; raises ``Refused`` when it changed since."""
    cursor.execute(LOG["find_loaded"], {"item": item.label})
    row = cursor.fetchone()
    if row is None:
        return False
    if row["content"] == item.content:
        return True
    raise changed(item, row)


def changed(item: Item, row: Mapping[str, Any]) -> Refused:
    """Return the refusal of a record that is not what it was loaded as."""
    return Refused(
        f"{item.label} changed since it was loaded (entry @{row['position']});"
        " a loaded record is put right by a correction in the register."
        f"\nIt was loaded as {row['content']}\nand is now {item.content}"
    )


def keep(cursor: Any, item: Item, receipt: Receipt) -> None:
    """Remember what was loaded, and where in the log it begins."""
    cursor.execute(
        LOG["keep_loaded"],
        {"item": item.label, "content": item.content, "position": receipt.position},
    )


@dataclass(slots=True)
class Entry:
    """One load being carried out: by whom, under which appointment, how far."""

    office: Office
    person: str
    mandate: str
    acts: int = 0
    events: int = 0
    label: str = ""

    def require_references(self, fresh: list[Item]) -> None:
        """Refuse commitments whose references are not the next to be allotted."""
        process = self.office.register.desk().process
        wanted = [item for item in fresh if item.section == "commitments"]
        for number, item in enumerate(wanted, process.references + 1):
            reference = f"{process.key}-{number:03d}"
            if item.key != reference:
                raise Refused(
                    f"{item.label}.id: references are allotted in order, and the next"
                    f" is {reference}"
                )

    def enter(
        self, told: list[tuple[Item, Step]], progress: Progress
    ) -> dict[str, Receipt]:
        """Carry the acts out, all or none; return each item's first receipt."""
        try:
            receipts = self.office.register.act_all(self._one_by_one(told, progress))
        except (Refused, Malformed, NotFound) as error:
            raise type(error)(f"{self.label}: {error}") from error
        first: dict[str, Receipt] = {}
        for (item, _), receipt in zip(told, receipts, strict=True):
            first.setdefault(item.label, receipt)
            self.events += len(receipt.positions)
        return first

    def _one_by_one(
        self, told: list[tuple[Item, Step]], progress: Progress
    ) -> Iterator[Act]:
        for item, step in told:
            self.label = item.label
            yield self._act(step)
            self.acts += 1
            progress(self.acts, len(told), item.label)

    def _act(self, step: Step) -> Act:
        key = self.office.register.key if step.kind == "process" else step.key
        return Act(
            step.kind,
            key,
            step.action,
            self.person,
            step.said,
            mandate=self.mandate,
            participant=step.participant,
            basis=step.basis,
            occurred=step.occurred,
        )
