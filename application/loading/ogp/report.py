"""What an import says of its rows: which were left out, and which were not plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """What there is to say of a row."""

    UNREADABLE = "can't be read"
    UNKNOWN_COUNTRY = "unknown country"
    ROW_TWICE = "row twice"
    NO_COMMITMENT = "no such commitment"
    YEAR_UNFIT = "year not readable, or too early or late"
    NUMBER_TWICE = "number twice"
    DATE_UNREAD = "date not read"
    DATE_TWO_WAYS = "date read two ways"
    DATES_SWAPPED = "ends before it starts"
    WORD_UNKNOWN = "unknown word"
    WORD_SPELT = "word spelt otherwise"


LEFT_OUT = {
    Why.UNREADABLE, Why.UNKNOWN_COUNTRY, Why.ROW_TWICE, Why.NO_COMMITMENT,
    Why.YEAR_UNFIT,
}  # fmt: skip
"""What keeps a row out of the register; whatever else is said, it was entered."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of one row of one file."""

    file: str
    row: str
    why: Why
    field: str
    stated: str
    done: str

    @property
    def left_out(self) -> bool:
        """Whether the row is not in the register."""
        return self.why in LEFT_OUT


@dataclass(slots=True)
class Remarks:
    """All that is said of the rows, in their order."""

    said: list[Remark] = field(default_factory=list)

    def add(  # noqa: PLR0913, PLR0917 (a row of the report has as many columns)
        self, file: str, row: str, why: Why, field: str, stated: str, done: str
    ) -> None:
        """Say something of a row."""
        self.said.append(Remark(file, row, why, field, stated, done))

    @property
    def left_out(self) -> list[Remark]:
        """The rows that are not in the register."""
        return [one for one in self.said if one.left_out]


def counted(said: Sequence[Remark]) -> Iterator[dict[str, str | int]]:
    """Give how many times each thing is said, the most frequent first."""
    for why, rows in Counter(one.why for one in said).most_common():
        entered = "no" if why in LEFT_OUT else "yes"
        yield {"said": str(why), "rows": rows, "entered": entered}
