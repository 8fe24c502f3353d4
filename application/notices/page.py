"""The page of notices: what the signed-in person was told, the latest first."""

from __future__ import annotations

from typing import Any

from application.notices.letters import words
from application.notices.outbox import GIVEN_UP, KEPT, SENT, WAITING, Outbox
from application.pages.reader import Reader
from domain.errors import Malformed
from domain.sentences import say
from domain.words import FOREVER, instant_of

PAGE = 50
STANDS = {
    WAITING: say("on its way"),
    SENT: say("sent by mail"),
    KEPT: say("on this page"),
    GIVEN_UP: say("not delivered"),
}
MOST_DIGITS = 15


def listing(
    reader: Reader, outbox: Outbox, *, before: str = "", limit: int = PAGE
) -> dict[str, Any]:
    """Return a page of notices of who looks; raises ``Malformed``.

    *before* is what the page before it gave as ``next``.
    """
    rows = outbox.of_person(reader.person, _place(before), limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return {
        "notices": [_shown(reader, row) for row in rows],
        "next": f"{rows[-1]['made_at']}@{rows[-1]['position']}" if more else "",
    }


def _place(said: str) -> tuple[str, int]:
    """Read where a page goes on."""
    if not said:
        return FOREVER, 0
    made_at, _, position = said.rpartition("@")
    if not (position.isascii() and position.isdigit() and len(position) < MOST_DIGITS):
        raise Malformed("a page of notices goes on before an instant and a position")
    return instant_of(made_at), int(position)


def _shown(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """Return one notice; of what its person may not see, only that there was one."""
    common = {
        "position": row["position"],
        "kind": row["kind"],
        "made_at": row["made_at"],
        "state": row["state"],
        "stands": STANDS[row["state"]].told(reader.translate),
    }
    said = words(reader, row)
    if said is None:
        return common | {"hidden": True}
    return common | {
        "hidden": False,
        "about": said.about,
        "title": said.title,
        "sentence": said.sentence,
        "href": said.href,
        "asked": [*said.asked],
    }
