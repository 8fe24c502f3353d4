"""What every test of a fault may ask for."""

from __future__ import annotations

import pytest

from application.recorders import patient, postgres_server, sqlite_file, writer


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> float:
    """Let the time limit be a second, so that twice as long is soon over."""
    for module in (patient, postgres_server, sqlite_file, writer):
        monkeypatch.setattr(module, "PATIENCE", 1.0)
    monkeypatch.setattr(patient.Patient, "seconds", 1.0)
    return 1.0
