"""The temporal tables: each row says since when it was so, and since when we know.

``since``/``until`` are positions (recorded time), ``valid_from``/``valid_to`` instants
(valid time), ``earliest`` the start of a bracket.  One row is the state of one thing
over one stretch of both; "as of" and "known at" are conditions, not replays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from application.sql import statements

VERSION = 3
Key = tuple[str, tuple[str, ...]]
"""What names a row: its table, and the values of the table's key."""
VALID = ("valid_from", "valid_to", "earliest")
BRACKETED = "(valid_from) WHERE earliest <> ''"
ALWAYS = 9_223_372_036_854_775_807
ALL_KNOWN = ALWAYS - 1
TODAY = "9999-12-31T23:59:59.999998Z"


@dataclass(frozen=True)
class Table:
    """One temporal table: its key, its columns, and what of a row is counted."""

    name: str
    key: tuple[str, ...]
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    """Columns whose joined values make the slot of a tally."""
    indexed: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    """Columns by which the rows of today are found, and gone through in order."""
    numbered: tuple[str, ...] = ()
    """Columns of the key that are numbers."""
    sorted_by: tuple[str, ...] = ()
    """Columns by which what the other indexes find of today is in order."""
    told: str = ""
    """Which rows are gone through as a whole, where those are few: a condition."""
    passing: bool = False
    """Whether only what is so today is held: of its past nothing is asked.

    The first two columns of its key name the record.
    """

    @property
    def stored_as(self) -> str:
        """The table's name in the database, with the version of its shape."""
        return STORED[self.name]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The columns of one state, key first."""
        return (*self.key, *self.texts, *self.numbers)

    @cached_property
    def create(self) -> list[str]:
        """The statements that make the table and its indexes."""
        numbers = {*self.numbered, *self.numbers}
        columns = [
            f"{name} {'BIGINT' if name in numbers else 'TEXT'} NOT NULL"
            for name in self.fields
        ]
        columns += ["since BIGINT NOT NULL", "until BIGINT NOT NULL"]
        columns += [f"{name} TEXT NOT NULL" for name in VALID]
        name, key = self.stored_as, ", ".join(self.key)
        made = [
            f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(columns)})",
            f"CREATE INDEX IF NOT EXISTS {name}_key ON {name} ({key}, until, valid_to)",
            f"CREATE INDEX IF NOT EXISTS {name}_bracket ON {name} {BRACKETED}",
        ]
        if self.told:
            made.append(
                f"CREATE INDEX IF NOT EXISTS {name}_told"
                f" ON {name} (until, valid_to) WHERE {self.told}"
            )
        if self.ordered:
            made.append(
                f"CREATE INDEX IF NOT EXISTS {name}_order"
                f" ON {name} (until, valid_to, {', '.join(self.ordered)})"
            )
        made += [
            f"CREATE INDEX IF NOT EXISTS {name}_{column}"
            f" ON {name} ({', '.join((column, 'until', 'valid_to', *self.sorted_by))})"
            for column in self.indexed
        ]
        return made

    @cached_property
    def statements(self) -> dict[str, str]:
        """The statements that change the table, by name."""
        match = " AND ".join(f"{name} = :{name}" for name in self.key)
        every = (*self.fields, "since", "until", *VALID)
        return {
            "known": f"SELECT * FROM {self.stored_as}"
            f" WHERE {match} AND until = {ALWAYS} ORDER BY valid_from",
            "retire": f"UPDATE {self.stored_as} SET until = :position"
            f" WHERE {match} AND until = {ALWAYS} AND valid_to > :valid_from",
            "forget": f"DELETE FROM {self.stored_as} WHERE {match}",
            "held": f"SELECT {', '.join(self.fields)} FROM {self.stored_as}"
            f" WHERE {' AND '.join(f'{name} = :{name}' for name in self.key[:2])}",
            "insert": f"INSERT INTO {self.stored_as} ({', '.join(every)})"
            f" VALUES ({', '.join(f':{name}' for name in every)})",
        }

    def named(self, row: Mapping[str, Any]) -> Key:
        """Return what names a row."""
        if len(self.key) == 1:
            return self.name, (str(row[self.key[0]]),)
        if self.numbered:
            return self.name, tuple([str(row[name]) for name in self.key])
        return self.name, self._key_of(row)

    @cached_property
    def _key_of(self) -> Callable[[Mapping[str, Any]], tuple[str, ...]]:
        return itemgetter(*self.key)

    def slot(self, row: Mapping[str, Any]) -> str:
        """Return the slot of a tally the row is counted in."""
        return "/".join([row[name] for name in self.counted])


TABLES = {
    table.name: table
    for table in (
        Table(
            "standings",
            ("participant",),
            ("standing", "name", "formal_name", "nature", "occurred", "sort"),
            counted=("standing",),
        ),
        Table("names", ("participant", "language"), ("name", "formal_name")),
        Table(
            "mandates",
            ("number",),
            (
                "participant",
                "holder",
                "capacity",
                "stage",
                "scope",
                "until_at",
                "level",
                "granted_by",
            ),
            indexed=("holder", "participant"),
        ),
        Table("offices", ("office",), ("holder", "holder_text", "occurred")),
        Table(
            "packages",
            ("package",),
            ("title", "pillar", "stage", "completeness"),
            ("number",),
        ),
        Table(
            "memberships",
            ("package", "participant"),
            ("position", "occurred"),
            indexed=("participant",),
        ),
        Table(
            "meetings",
            ("meeting",),
            ("title", "nature", "planned", "place", "hosts", "stage", "outcome"),
            ("number",),
        ),
        Table(
            "commitments",
            ("reference",),
            (
                "form",
                "stage",
                "visible",
                "title",
                "package",
                "pillar",
                "announcers",
                "meeting",
                "target",
                "occurred",
                "successor",
            ),
            ("verifiable",),
            counted=("stage", "form", "package", "pillar"),
            indexed=("package", "stage"),
        ),
        Table(
            "endorsements",
            ("commitment", "ordinal"),
            ("participant", "undertaking", "standing", "occurred"),
            indexed=("participant",),
            numbered=("ordinal",),
        ),
        Table(
            "undertakings",
            ("reference",),
            (
                "commitment",
                "participant",
                "stage",
                "institution",
                "focal_point",
                "rating",
            ),
            ("reports", "received", "statements", "verifiable"),
            counted=("stage", "focal_point", "participant", "rating"),
            told="(received > 0 OR statements > 0)",
            indexed=("participant", "commitment"),
        ),
        Table(
            "reports",
            ("undertaking", "number"),
            (
                "stage",
                "self_status",
                "period",
                "unit",
                "symbol",
                "submitted_at",
                "received_at",
            ),
            ("quantity", "late", "nil", "corrigenda"),
            indexed=("period",),
            numbered=("number",),
        ),
        Table(
            "periods",
            ("period",),
            ("title", "stage", "begins", "ends", "due", "closes", "opened", "closed"),
            ("owed", "filed", "nil", "silent", "waived"),
        ),
        Table(
            "owed",
            ("period", "undertaking", "standing"),
            ("participant", "due"),
        ),
        Table(
            "milestones",
            ("undertaking", "number"),
            (
                "participant",
                "title",
                "criterion",
                "stage",
                "due",
                "first_due",
                "met_at",
                "missed_at",
                "unit",
            ),
            ("quantity",),
            indexed=("participant",),
            numbered=("number",),
        ),
        Table(
            "citations",
            ("digest", "kind", "reference", "version"),
            ("type", "name"),
            ("size",),
            indexed=("kind",),
            numbered=("version",),
        ),
        Table(
            "ratings",
            ("undertaking", "number"),
            (
                "participant",
                "commitment",
                "scale",
                "rating",
                "previous",
                "change",
                "report_kind",
                "occurred",
                "contested",
            ),
            ("rank", "previous_rank"),
            indexed=("change", "participant"),
            numbered=("number",),
        ),
        Table(
            "divergences",
            ("undertaking", "rule", "number"),
            ("participant", "commitment", "self_report", "rating"),
            indexed=("rule", "participant"),
            numbered=("number",),
        ),
        Table("symbols", ("symbol",), ("reference",), ("revision",)),
        Table(
            "deadlines",
            ("kind", "reference", "action", "participant", "number"),
            ("due",),
            ordered=("action", "due", "kind", "reference", "participant", "number"),
        ),
        Table("aliases", ("kind", "alias", "leads_to"), ("shown",)),
        Table(
            "asks",
            ("kind", "key", "item", "address"),
            ("circle", "actions", "roles", "proposer", "whom", "opens", "due"),
            ("of_each",),
            indexed=("address", "circle"),
            sorted_by=("due", "key", "item"),
            passing=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class When:
    """The two questions of time: how things stood *at*, by what was *known* by then."""

    at: str = TODAY
    known: int = ALL_KNOWN

    @property
    def past(self) -> bool:
        """Whether a page of it shows the past (and offers no button)."""
        return self.at != TODAY or self.known != ALL_KNOWN

    @property
    def values(self) -> dict[str, Any]:
        """The values of the condition in every temporal statement."""
        return {"at": self.at, "known": self.known}


OPEN_END = "~"
"""The end of what has none: texts sort by code point, so it lies after any instant."""
NOW = When()
IN_FORCE = (
    "{0}.since <= :known AND {0}.until > :known"
    " AND {0}.valid_from <= :at AND {0}.valid_to > :at"
)
TODAY_IN_FORCE = (  # the same at NOW, so that what an index finds is in order
    f"{{0}}.until = {ALWAYS} AND {{0}}.valid_to = '{OPEN_END}'"
)
MAY_HAVE = (
    "{0}.since <= :known AND {0}.until > :known"
    " AND {0}.valid_from > :at AND {0}.earliest <> '' AND {0}.earliest <= :at"
)
SO_FAR = "{0}.since <= :known AND {0}.until > :known AND {0}.valid_from <= :at"
"""All that was so up to a moment, not only what was so then."""
THEN = (
    "{0}.since <= :known AND {0}.until > :known"
    " AND {0}.valid_from <= :before AND {0}.valid_to > :before"
)
"""Being so at an earlier instant, by what is known now."""
BESIDES = ("activity", "tally", "sums", "spans", "totals", "drawing")
"""The tables of the views that are not temporal; ``views.sql`` makes them."""
STORED = {name: f"{name}_{VERSION}" for name in (*TABLES, *BESIDES)}
"""The name of every table of the views in the database."""
ALIASES = "abcdeps"


def filled(text: str, in_force: str = IN_FORCE) -> str:
    """Return a statement with its tables and its conditions of time put in.

    ``{commitments}`` names a table; ``{in_force a}``, ``{may_have a}``, ``{so_far a}``,
    ``{then a}`` and ``{today a}`` are conditions on the one called ``a``.
    """
    for name, stored in STORED.items():
        text = text.replace(f"{{{name}}}", stored)
    for alias in ALIASES:
        text = text.replace(f"{{in_force {alias}}}", in_force.format(alias))
        text = text.replace(f"{{may_have {alias}}}", MAY_HAVE.format(alias))
        text = text.replace(f"{{so_far {alias}}}", SO_FAR.format(alias))
        text = text.replace(f"{{then {alias}}}", THEN.format(alias))
        text = text.replace(f"{{today {alias}}}", TODAY_IN_FORCE.format(alias))
    return text


def statements_on_views(file: str) -> dict[str, str]:
    """Read the statements of *file*, each filled, by name."""
    return {name: filled(text) for name, text in statements(file).items()}
