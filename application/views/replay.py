"""The whole log told to empty views: in bulk first, then event by event to its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from application.ledger import BATCH, Entry, Ledger
from application.views.aside import Part
from application.views.beside import Beside
from application.views.crew import Crew, hands
from application.views.drawing import Batch, Drawing, Range, Rules, stopped
from application.views.paper import Paper
from application.views.projector import Recalling
from application.views.sheet import Values
from domain.definition import pinned
from domain.errors import Unreadable

Progress = Callable[[int, int], None]
ENOUGH_FOR_MANY = 20_000
"""From how many events on several processes are worth their start."""
PARTS = 128
MOST = (1 << 63) - 1


class Replay:
    """Draws every view of a log on a paper, up to one position and then on."""

    def __init__(self, ledger: Ledger, paper: Paper, progress: Progress | None) -> None:
        """Take the log, the paper, and whom to tell how far it is."""
        self.ledger, self.paper = ledger, paper
        self.position = 0
        self._told = progress or (lambda *_: None)
        self._projector = Recalling(self.ledger.before)

    def draw(self) -> None:
        """Draw all that is recorded now, each stream at once."""
        last = self.ledger.position()
        with self._hands(last) as crew:
            sums = self._drawn(last, crew)
            if last:
                self.paper.write(sums)
            self.paper.finish(crew.pack if crew else self._pack)
        self.position = last

    def _drawn(self, last: int, crew: Crew | None) -> dict[str, list[Values]]:
        """Write what is drawn of every stream; return what is summed up."""
        done, sums = (
            0,
            defaultdict[str, defaultdict[Values, int]](lambda: defaultdict(int)),
        )
        for batch in self._batches(last, crew) if last else ():
            self.paper.load(batch)
            for name, rows in (batch.sums or {}).items():
                for row in rows:
                    sums[name][row[:-1]] += row[-1]
            done += batch.events
            self._told(done, last)
        if done != (there := self.ledger.recorder.count(last)):
            raise Unreadable(f"of {there} entries {done} could be drawn")
        return {n: [(*k, v) for k, v in known.items()] for n, known in sums.items()}

    def _hands(self, last: int) -> AbstractContextManager[Crew | None]:
        """Return the processes that draw, where there are enough events for several."""
        number = hands() if last >= ENOUGH_FOR_MANY else 1
        return Crew(self.ledger.url, number) if number > 1 else nullcontext()

    def _pack(self, parts: Sequence[Part]) -> Iterator[Path]:
        return map(self.paper.place.packed, parts)

    def follow(self, limit: int = BATCH) -> bool:
        """Take in what was recorded since, event by event; say whether any was."""
        before = self.position
        try:
            with self.paper.writing() as cursor:
                for entry in self.ledger.since(before, limit):
                    self._show(Beside(cursor), entry)
        except BaseException:
            self.go_back(before)
            raise
        return self.position > before

    def go_back(self, position: int) -> None:
        """Forget what was folded beyond *position*: it was not written."""
        self._projector.forget()
        self.position = position

    def _batches(self, last: int, crew: Crew | None) -> Iterator[Batch]:
        process = self.ledger.at([1])[1].event.originator_id.hex
        own = Range(process, 0, f"{process}~")
        rules = Drawing(self.ledger, last, []).rules_in(own)
        self._ruled(rules)
        if crew is not None:
            ranges = [own, *parted(process, PARTS)]
            yield from crew.draw(last, rules, self.paper.place, ranges)
            return
        drawing = Drawing(self.ledger, last, rules)
        for asked in (own, *parted(process, 1)):
            yield from drawing.batches(asked)

    def _ruled(self, rules: Rules) -> None:
        self._projector.ruled_by(pinned(rules[-1][1]))

    def _show(self, cursor: Any, entry: Entry) -> None:
        try:
            self._projector.show(cursor, entry)
        except Exception as error:
            topic = entry.event.TOPIC
            raise Unreadable(stopped(entry.position, topic, error)) from error
        self.position = entry.position


def parted(process: str, number: int) -> list[Range]:
    """Return ranges that hold every stream but the process's own."""
    cuts = [f"{256 * part // number:02x}" for part in range(1, number)]
    marks = sorted({*cuts, process})
    starts = [("", 0), *((m, MOST if m == process else 0) for m in marks)]
    return [
        Range(stream, version, end)
        for (stream, version), end in zip(starts, [*marks, "g"], strict=True)
    ]
