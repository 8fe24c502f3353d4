"""The store of drafts: one for each undertaking and person, the last one saved.

Who saves names the draft it was written on by its ``mark``; one that was saved since,
in another window or on another machine, is not written over.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from application.ledger import Ledger
from application.views.tables import statements_on_views
from domain.errors import Malformed, Outdated
from domain.sentences import say

SQL = statements_on_views("drafts.sql")
CREATE = [SQL["create_drafts"]]
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said in a form, when it was saved, and the mark of that saving."""

    undertaking: str
    mark: str
    saved_at: str
    said: Mapping[str, Any]


class Drafts:
    """The drafts of one register, shared by every process that serves it."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep them beside the log in *ledger*."""
        self._ledger = ledger

    def of(self, undertaking: str, person: str) -> Draft | None:
        """Return a person's draft of a report, or ``None``."""
        with self._ledger.reading() as cursor:
            return _found(cursor, undertaking, person)

    def saved(self, person: str) -> dict[str, str]:
        """Return on which undertakings a person has drafts, and when each was saved."""
        with self._ledger.reading() as cursor:
            cursor.execute(SQL["drafts_of"], {"person": person})
            return {row["undertaking"]: row["saved_at"] for row in cursor.fetchall()}

    def save(self, draft: Draft, person: str) -> Draft:
        """Keep a *draft* over the one whose mark it has, and give it a mark of its own.

        Raises ``Outdated`` when another was saved since, ``Malformed`` if it is too
        long.
        """
        told = json.dumps(dict(draft.said))
        if len(told) > LONGEST:
            raise Malformed(
                say("a draft may have at most {maximum} characters", maximum=LONGEST)
            )
        with self._ledger.writing() as cursor:
            known = _found(cursor, draft.undertaking, person)
            if (known.mark if known else "") != draft.mark:
                raise Outdated(
                    say(
                        "another draft was saved since: open the page again to see it,"
                        " or save once more to keep this one"
                    )
                )
            made = replace(draft, mark=secrets.token_hex(8))
            row = {"undertaking": draft.undertaking, "person": person, "said": told}
            row |= {"mark": made.mark, "saved_at": made.saved_at}
            cursor.execute(SQL["save"], row)
        return made

    def discard(self, undertaking: str, person: str) -> None:
        """Drop a draft: it was handed over, or given up."""
        named = {"undertaking": undertaking, "person": person}
        with self._ledger.reading() as cursor:
            known = _found(cursor, undertaking, person)
        if known is not None:
            with self._ledger.writing() as cursor:
                cursor.execute(SQL["discard"], named)


def _found(cursor: Any, undertaking: str, person: str) -> Draft | None:
    cursor.execute(SQL["draft"], {"undertaking": undertaking, "person": person})
    row = cursor.fetchone()
    if row is None:
        return None
    read = dict(row)
    return Draft(
        read["undertaking"], read["mark"], read["saved_at"], json.loads(read["said"])
    )
