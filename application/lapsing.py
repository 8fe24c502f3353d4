"""What fell due on a record, as an act of the clock that takes effect back then.

Its key is worked out from the deadline, and what is due is read from the record itself
under the write lock, so that it is taken once, whoever comes first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from application.commands.act import Act, Receipt
from application.desk import Desk, Ready, Sitting
from application.folds import KINDS
from domain.deadlines import Deadline
from domain.errors import DepositaryError
from domain.words import CLOCK, Occurred, moment

CAUSE = "deadline "
"""How the cause of an act begins that no other act brought about."""


Place = tuple[str, str]
"""A record: its kind and its key."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that has passed on a record."""

    kind: str
    key: str
    deadline: Deadline

    @property
    def place(self) -> Place:
        """The record it passed on."""
        return self.kind, self.key

    @property
    def act(self) -> Act:
        """The act that is due, as it is asked for."""
        due = self.deadline
        return Act(
            self.kind, self.key, due.action, CLOCK.person, due.said,
            participant=due.participant, occurred=due.at,
            command=due.command(self.kind, self.key),
        )  # fmt: skip

    @property
    def cause(self) -> str:
        """What the act says of its cause."""
        return f"{CAUSE}{self.deadline.at}"

    def tried(self, desk: Desk, now: str) -> Ready | DepositaryError:
        """Decide the act, or return why the rules refuse it.

        It takes effect when it fell due; where the record tells of a later act that it
        can't precede (an older version recorded it), after that one.
        """
        whole = desk.whole(self.kind, self.key)
        last = whole.last_act if whole is not None else ""
        try:
            return self._ready(desk, now, self.deadline.at)
        except DepositaryError as refusal:
            if last <= self.deadline.at:
                return refusal
        try:
            return self._ready(desk, now, last)
        except DepositaryError as refusal:
            return refusal

    def _ready(self, desk: Desk, now: str, at: str) -> Ready:
        due = self.deadline
        actor = replace(CLOCK, participant=due.participant)
        command = due.command(self.kind, self.key)
        sitting = Sitting(desk, now, command, actor, Occurred(at), ())
        return sitting.ready(self.kind, self.key, due.action, due.said)


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a deadline: recorded, with its receipt, or refused."""

    due: Due
    receipt: Receipt | None = None
    refusal: DepositaryError | None = None

    @property
    def seconds_late(self) -> float:
        """How long after it fell due it was recorded."""
        if self.receipt is None:
            return 0.0
        late = moment(self.receipt.recorded_at) - moment(self.due.deadline.at)
        return late.total_seconds()


def fallen_due(
    desk: Desk,
    place: Place,
    now: str,
    besides: Collection[Due] = (),
    upto: Deadline | None = None,
) -> Due | None:
    """Return what fell due first on a record, *besides* what was tried already.

    What fell due after *upto*, if that is given, is not looked for.
    """
    kind, key = place
    whole = desk.whole(kind, key) if key and kind in KINDS else None
    if whole is None:
        return None
    passed = [d for d in whole.deadlines() if d.at <= now]
    found = (Due(kind, key, d) for d in sorted(passed) if upto is None or d <= upto)
    return next((due for due in found if due not in besides), None)
