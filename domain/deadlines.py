"""The gates that run: when one is over, the clock says so by a row of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Deadline:
    """What falls due: when, by which action, and of which participant (if of one).

    What the clock records takes effect ``at`` that instant, however late it runs.
    """

    at: str
    action: str
    participant: str = ""
