"""Whether the database itself keeps the log append-only, as we told it to."""

from __future__ import annotations

import re
from typing import Any

from application.sql import statements

SQLITE = statements("log.sqlite.sql")
POSTGRES = statements("log.postgres.sql")
FORM = statements("form.postgres.sql")
ALWAYS = "A"
TYPES = {"UPDATE": 0b10011, "DELETE": 0b01011, "TRUNCATE": 0b100010}
"""How the catalogue writes BEFORE, FOR EACH ROW and the event."""
TRIGGER = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (?:IF NOT EXISTS )?(\w+)\s")


def _wanted(created: dict[str, str]) -> dict[str, str]:
    """Return the statement of each trigger we make, by the trigger's name."""
    return {
        found[1]: sql
        for sql in created.values()
        if (found := TRIGGER.match(sql + "\n"))
    }


def _plain(sql: str) -> str:
    return " ".join(sql.replace("IF NOT EXISTS ", "").split())


def missing_in_sqlite(cursor: Any) -> list[str]:
    """Return the names of the triggers that are missing or read otherwise."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    held = {row["name"]: _plain(row["sql"]) for row in cursor.fetchall()}
    return sorted(
        name for name, sql in _wanted(SQLITE).items() if held.get(name) != _plain(sql)
    )


def missing_in_postgres(cursor: Any) -> list[str]:
    """Return the names of the triggers that are missing, off, or do otherwise."""
    cursor.execute(FORM["triggers"])
    refusal = _body(POSTGRES["create_refusal"])
    held = {
        (row["name"], row["type"])
        for row in cursor.fetchall()
        if row["enabled"] in {ALWAYS, ALWAYS.encode()}
        and _body(row["source"]) == refusal
    }
    return sorted(
        name
        for name, sql in _wanted(POSTGRES).items()
        if (name, TYPES[sql.split("BEFORE ")[1].split()[0]]) not in held
    )


def _body(sql: str) -> str:
    """Return what a function does, without how it is made."""
    return " ".join(sql.split("$$")[1 if "$$" in sql else 0].split())
