"""Which SQLite is used: a newer one where the system's can lose commits.

SQLite 3.7.0 to 3.51.2 has the WAL-reset bug (several connections can corrupt the file);
``pysqlite3`` carries a version without it.
"""

from __future__ import annotations

import sqlite3 as system
from typing import Any

FIRST_BAD, FIRST_GOOD = (3, 7, 0), (3, 51, 3)


def has_reset_bug(version: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the WAL-reset bug."""
    return FIRST_BAD <= version < FIRST_GOOD


def _chosen() -> Any:
    if not has_reset_bug(system.sqlite_version_info):
        return system
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415  (only where it is needed)
    except ImportError:
        return system
    return dbapi2


sqlite3: Any = _chosen()
