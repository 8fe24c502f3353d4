"""The gates that run: when one is over, the clock says so by a row of its own.

A record names what it waits for.  Once the instant has come, the clock, or the next act
on the record, takes the action named; it counts from that very instant, however late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COMMAND = "clock:"
"""How the key of an act of the clock begins; nobody else's may."""


@dataclass(frozen=True, order=True, slots=True)
class Deadline:
    """What falls due: when, by which action, and of which participant (if of one).

    ``number`` names the item of the record that it is about, a mandate for instance.
    """

    at: str
    action: str
    participant: str = ""
    number: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What the act says of itself."""
        return {"number": self.number} if self.number else {}

    def command(self, kind: str, key: str) -> str:
        """Return the key of the act on a record: one for each deadline and action."""
        parts = (kind, key, self.action, self.participant, self.number, self.at)
        return COMMAND + "/".join(parts)
