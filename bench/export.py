"""Lines a second of the whole log as it leaves the register, and the memory it takes.

``python -m bench.export [--events 1000000] [--engine postgresql]``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console

from application import export
from bench.grow import asked, grown, office_on
from bench.servers import resident
from bench.table import Floor, interleaved, show, tell

MOST_MORE = 40
"""How many more MB may be resident at the end than after the first lines."""
FIRST, EACH = 20_000, 20_000


class Lines:
    """Writes every line to nowhere, and looks how much memory that takes."""

    def __init__(self, home: Path, url: str) -> None:
        """Open the register."""
        self.office = office_on(home, url)
        self.begun, self.most = 0, 0

    def written(self, *, everything: bool) -> int:
        """Write all lines; return how many."""
        lines = 0
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            for line in export.events(self.office.reader(), everything=everything):
                nowhere.write(line)
                lines += 1
                if lines % EACH == 0:
                    self._look(lines)
        return lines

    def _look(self, lines: int) -> None:
        held = resident(os.getpid())
        if not self.begun and lines >= FIRST:
            self.begun = held
        self.most = max(self.most, held)


def main() -> int:
    """Measure and print; 1 when a floor is not reached."""
    parser = asked(__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    said = parser.parse_args()
    lines = Lines(*grown(said.events, said.engine, said.folder))
    found = interleaved(
        {
            "everything": lambda: lines.written(everything=True),
            "public": lambda: lines.written(everything=False),
        },
        said.repeats,
    )
    floors = [Floor(name, least=150_000, quiet=True) for name in found]
    reached = show(f"Export of {said.events:,} events", "lines", found, floors)
    more = (lines.most - lines.begun) / 1e6
    told = f"resident: {lines.begun / 1e6:.0f} MB after {FIRST:,} lines, {more:+.0f} MB"
    console = Console(width=100, highlight=False)
    word = "reached" if more <= MOST_MORE else "NOT reached"
    whole = f"{told} at most (at most {MOST_MORE} MB more) {word}"
    reached &= tell(console, [(whole, more <= MOST_MORE)])
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
