"""The clock beside the pages: one thread of each process that serves.

Several may run, in one process or in many: what is due is recorded once.  The thread
ends with the process, after the acts that are under way.
"""

from __future__ import annotations

from threading import Thread

import structlog

from application.clock import Clock
from application.lapsing import Passed
from application.office import Office
from web.beside import beside

log = structlog.get_logger("depositary.clock")


def begin(office: Office) -> Thread:
    """Let a clock run until the main thread of this process ends."""
    return beside("clock", Clock(office.register, told).run)


def told(passed: Passed) -> None:
    """Say in one line what was recorded, and how late."""
    if passed.receipt is not None:
        log.info("deadline passed", **line_of(passed))


def line_of(passed: Passed) -> dict[str, object]:
    """Return what is said of an act of the clock."""
    due, receipt = passed.due.deadline, passed.receipt
    said: dict[str, object] = {
        "kind": passed.due.kind,
        "key": passed.due.key,
        "action": due.action,
        "participant": due.participant,
        "number": due.number,
        "due": due.at,
    }
    if receipt is not None:
        said |= {
            "recorded_at": receipt.recorded_at,
            "seconds_late": round(passed.seconds_late, 3),
            "position": receipt.position,
        }
    return {name: value for name, value in said.items() if value != ""}
