"""The library's own recorder tests hold for our recorders, on both engines."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)
from eventsourcing.utils import Environment

from application.ledger import environment
from application.recorders import postgres, sqlite
from tests.engines import fresh


class OnSQLite:
    """Makes our recorder on a file of its own."""

    engine = "sqlite"

    def setUp(self) -> None:
        """Make an empty place."""
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.url = self.stack.enter_context(fresh(self.engine, folder))

    def tearDown(self) -> None:
        """Close what was opened."""
        self.stack.close()

    def create_recorder(self) -> Any:
        """Make our recorder."""
        factory = self.factory(Environment("ledger", environment(self.url)))
        recorder = factory.application_recorder()
        self.stack.callback(factory.close)
        return recorder

    def factory(self, env: Environment) -> Any:
        """Make the engine's factory."""
        return sqlite.Factory(env)


class OnPostgres(OnSQLite):
    """Makes our recorder on a database of its own."""

    engine = "postgresql"

    def factory(self, env: Environment) -> Any:
        """Make the engine's factory."""
        return postgres.Factory(env)


class TestSQLite(OnSQLite, ApplicationRecorderTestCase[Any]):
    """The cases for an application's recorder, on SQLite."""


class TestSQLitePositions(OnSQLite, NonInterleavingNotificationIDsBaseCase):
    """Positions of two writers do not interleave, on SQLite."""


class TestPostgres(OnPostgres, ApplicationRecorderTestCase[Any]):
    """The cases for an application's recorder, on PostgreSQL."""


class TestPostgresPositions(OnPostgres, NonInterleavingNotificationIDsBaseCase):
    """Positions of two writers do not interleave, on PostgreSQL."""


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
