"""A clock in a process of its own, that says what it recorded.

Run as a program: the address, and the instant it is.  A few deadlines at a time pass,
and each is told in a line: the key of the act, its position.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from threading import Event

from application import clock
from application.clock import Clock
from application.lapsing import Passed
from application.register import Register


def main(address: str, now: str) -> None:
    """Look again and again."""
    moment = datetime.fromisoformat(now)
    register = Register(address, "LAD", lambda: moment)
    clock.TOGETHER, clock.PERIOD = 3, 0.01
    os.write(1, b"begun\n")
    Clock(register, told).run(Event())


def told(passed: Passed) -> None:
    """Say what was recorded, and take a moment over it."""
    if passed.receipt is not None:
        line = f"{passed.receipt.command} {passed.receipt.position}\n"
        os.write(1, line.encode())
        time.sleep(0.004)


if __name__ == "__main__":
    main(*sys.argv[1:])
