"""A database in memory: where a replay draws the views beside the register."""

from __future__ import annotations

from typing import Any

from application.recorders.library import sqlite3


def scratch() -> Any:
    """Return an empty database that ends with the connection."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.row_factory = sqlite3.Row
    return database
