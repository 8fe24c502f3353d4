"""A database in memory: where a replay draws the views beside the register."""

from __future__ import annotations

import sqlite3


def scratch() -> sqlite3.Connection:
    """Return an empty database that ends with the connection."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.row_factory = sqlite3.Row
    return database
