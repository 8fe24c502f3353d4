"""Writers that act on one commitment, each again as soon as it was answered.

Run as a program: the address, a name, how many threads, how many acts each.  It begins
when it is told to, and tells what was acknowledged, how long each wait was, and how
many were served meanwhile.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from application.register import Register
from tests.faults.acting import revision


class Crowd:
    """What became of their acts."""

    def __init__(self) -> None:
        """Begin without anybody."""
        self.acknowledged: dict[str, int] = {}
        self.waits: list[float] = []
        self.overtaken: list[int] = []
        """How many acts of others came first, while each was waiting."""

    def one(self, register: Register, name: str, count: int) -> None:
        """Be one of them."""
        for number in range(count):
            act = revision(f"{name} {number}", command=f"{name}-{number}")
            before, began = register.ledger.position(), monotonic()
            position = register.act(act).position
            self.waits.append(monotonic() - began)
            self.overtaken.append(position - before - 1)
            self.acknowledged[act.command] = position

    def gather(self, register: Register, name: str, count: int, each: int) -> None:
        """Let so many threads act at once."""
        with ThreadPoolExecutor(count) as pool:
            for done in [
                pool.submit(self.one, register, f"{name}-{n}", each)
                for n in range(count)
            ]:
                done.result()


def main(address: str, name: str, count: str, each: str) -> None:
    """Be a crowd in a process of its own."""
    register, crowd = Register(address, "LAD"), Crowd()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    crowd.gather(register, name, int(count), int(each))
    told = json.dumps([crowd.acknowledged, crowd.waits, crowd.overtaken])
    sys.stdout.write(f"{told}\n")
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
