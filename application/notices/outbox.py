"""The outbox: a row for each person and each thing they are told or asked.

A row names the person and the position of the act, nothing else: where to write and
what is said are looked up when a letter leaves, so that an erased address and a text
that is not for this person never lie here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from application.ledger import Ledger
from application.notices.times import later, pause_after
from application.views.tables import statements_on_views

SQL = statements_on_views("notices.sql")
CREATE = [sql for name, sql in SQL.items() if name.startswith("create_")]

WAITING, SENT, KEPT, GIVEN_UP = "waiting", "sent", "kept", "given up"
"""What becomes of a notice: ``KEPT`` stands on the page and is in no letter."""

LEASE = timedelta(minutes=5)
"""How long a letter is left to the process that took it; then another may."""


@dataclass(frozen=True, slots=True)
class Notice:
    """That a person is told of the act at a position, asked something, or warned."""

    person: str
    position: int
    kind: str
    item: str = ""
    letter: str = ""
    """The Message-ID of its letter; empty until those of a day are put together."""
    state: str = WAITING
    next_at: str = ""
    made_at: str = ""
    tries: int = 0
    refused_at: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that a process may send now, and the notices in it."""

    letter: str
    person: str
    notices: tuple[Notice, ...]

    @property
    def tries(self) -> int:
        """How often it was tried, this time included."""
        return max(notice.tries for notice in self.notices)

    @property
    def refused_at(self) -> str:
        """When it was first refused, empty while it never was."""
        return max(notice.refused_at for notice in self.notices)


class Outbox:
    """The notices of one register, shared by every process that reads or sends."""

    def __init__(self, ledger: Ledger, host: str) -> None:
        """Keep them beside the log in *ledger*; *host* ends each Message-ID."""
        self._ledger, self._host = ledger, host

    def reached(self) -> int:
        """Return up to which position the log was read.

        Where it never was, that is to its end: what was recorded before the first
        look is no news.
        """
        known = self.known()
        if known is not None:
            return known
        with self._ledger.writing() as cursor:
            cursor.execute(SQL["begin_at"], {"position": self._ledger.position()})
            cursor.execute(SQL["reached"])
            return int(cursor.fetchone()["position"])

    def add(self, notices: Iterable[Notice], now: str, seen: int, upto: int) -> bool:
        """Keep what was read from *seen* up to a position; ``False`` if another has."""
        with self._ledger.writing() as cursor:
            cursor.execute(SQL["reached"])
            if int(cursor.fetchone()["position"]) != seen:
                return False
            for notice in notices:
                cursor.execute(SQL["add"], _row(notice, now))
            cursor.execute(SQL["go_on"], {"position": upto, "seen": seen})
        return True

    def message_id(self, *parts: object) -> str:
        """Return the Message-ID that these *parts* have, whoever works it out."""
        told = sha256("\n".join(map(str, parts)).encode()).hexdigest()[:40]
        return f"<{told}@{self._host}>"

    def take(self, now: str) -> Taken | None:
        """Take the next letter that is due, for a while; ``None`` when there is none.

        Who ends before it is noted what became of it leaves it to the next, who sends
        it again under the same Message-ID.
        """
        if not self._read("next_due", {"now": now}):
            return None
        with self._ledger.writing() as cursor:
            cursor.execute(SQL["next_due"], {"now": now})
            found = cursor.fetchone()
            if found is None:
                return None
            letter = found["letter"] or self._bound(cursor, found["person"], now)
            leased = {"letter": letter, "next_at": later(now, LEASE)}
            cursor.execute(SQL["lease"], leased)
            cursor.execute(SQL["of_letter"], {"letter": letter})
            notices = tuple(Notice(**dict(row)) for row in cursor.fetchall())
        return Taken(letter, notices[0].person, notices)

    def _bound(self, cursor: Any, person: str, now: str) -> str:
        """Put what waits for a person's daily letter into one, for good."""
        asked = {"person": person, "now": now}
        cursor.execute(SQL["loose"], asked)
        rows = [tuple(dict(row).values()) for row in cursor.fetchall()]
        letter = self.message_id("daily", person, *rows)
        cursor.execute(SQL["bind"], asked | {"letter": letter})
        return letter

    def settle(self, taken: Taken, state: str, why: str = "") -> None:
        """Note what became of a letter."""
        said = {"letter": taken.letter, "state": state, "why": why}
        self._write("settle", said)

    def keep(self, notice: Notice) -> None:
        """Leave a notice on the page: its letter goes without it."""
        named = {"person": notice.person, "position": notice.position}
        self._write("settle_one", named | {"kind": notice.kind, "state": KEPT})

    def put_off(self, taken: Taken, now: str, why: str) -> None:
        """Try a letter again later, each time after a longer pause."""
        said = {"letter": taken.letter, "next_at": pause_after(now, taken.tries)}
        self._write("put_off", said | {"why": why, "refused_at": taken.refused_at})

    def refused(self, taken: Taken, now: str, why: str) -> None:
        """Try a letter again later, which was refused itself."""
        said = {"letter": taken.letter, "next_at": pause_after(now, taken.tries)}
        first = taken.refused_at or now
        self._write("put_off", said | {"why": why, "refused_at": first})

    def put_off_all(self, taken: Taken, now: str, why: str) -> None:
        """Try every letter later: what takes them is not there."""
        next_at = pause_after(now, taken.tries)
        self.put_off(taken, now, why)
        self._write("put_off_all", {"now": now, "next_at": next_at, "why": why})

    def of_person(
        self, person: str, before: tuple[str, int], limit: int
    ) -> list[dict[str, Any]]:
        """Return what a person was told before one of them, the latest first."""
        made_at, position = before
        asked = {"made_at": made_at, "position": position, "limit": limit}
        return self._read("of_person", asked | {"person": person})

    def troubled(self, since: str) -> list[dict[str, Any]]:
        """Return what does not get through, or was given up *since*, and why."""
        return self._read("troubled", {"since": since})

    def overdue(self, before: str) -> int:
        """Return how many notices were due before an instant, and still wait."""
        return int(self._read("overdue", {"before": before})[0]["number"])

    def known(self) -> int | None:
        """Return up to which position the log was read, if ever."""
        rows = self._read("reached", {})
        return int(rows[0]["position"]) if rows else None

    def ending(self, now: str, soon: str, limit: int) -> list[dict[str, Any]]:
        """Return the mandates that end soon, of which nobody was told."""
        return self._read("ending", {"now": now, "soon": soon, "limit": limit})

    def _read(self, name: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._ledger.reading() as cursor:
            cursor.execute(SQL[name], values)
            return [dict(row) for row in cursor.fetchall()]

    def _write(self, name: str, values: Mapping[str, Any]) -> None:
        with self._ledger.writing() as cursor:
            cursor.execute(SQL[name], values)


def _row(notice: Notice, now: str) -> dict[str, Any]:
    return {
        "person": notice.person,
        "position": notice.position,
        "kind": notice.kind,
        "item": notice.item,
        "made_at": now,
        "state": notice.state,
        "letter": notice.letter,
        "next_at": notice.next_at or now,
    }
