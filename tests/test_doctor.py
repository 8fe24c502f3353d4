"""The doctor finds what was planted, names it, and calls a sound register sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from application.doctor import Severity, examine
from application.doctor.outside import sqlite_version
from application.recorders.library import sqlite3
from application.settings import Settings
from tests.registers import furnished
from web.commands import main

Found = dict[str, list[str]]
GUARDS = ("stored_events_no_delete", "stored_events_no_update")
NO_GUARD = tuple(f"DROP TRIGGER {name}" for name in GUARDS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return furnished(tmp_path)


def spoil(home: Path, *statements: str) -> None:
    """Change the database behind the register's back."""
    database = sqlite3.connect(home / "register.db")
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


def found(home: Path, severity: Severity, **settings: str) -> Found:
    """Return the sentences of one weight, by check."""
    told: Found = {}
    given = {f"DEPOSITARY_{name}": value for name, value in settings.items()}
    for finding in examine(Settings.read(given, home)):
        if finding.severity is severity:
            told.setdefault(finding.check, []).append(finding.sentence)
    return told


def test_a_sound_register_has_no_errors(home: Path) -> None:
    assert found(home, Severity.ERROR) == {}
    assert {
        "disk", "accounts.db", "secret.key", "append-only", "journal", "integrity",
        "synchronous", "log", "views", "definition",
    } <= set(found(home, Severity.FINE))  # fmt: skip


def test_the_command_tells_each_finding_and_ends_with_1_on_an_error(home: Path) -> None:
    said = ["doctor", "--home", str(home)]
    sound = CliRunner().invoke(main, said)
    assert sound.exit_code == 0
    assert "every row agrees with the log" in sound.stdout
    (home / "secret.key").chmod(0o640)
    result = CliRunner().invoke(main, [*said, "--json"])
    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    assert {
        "check": "secret.key",
        "severity": "error",
        "sentence": "secret.key has mode 0640; 0600 is needed",
    } in findings


@pytest.mark.parametrize("name", ["accounts.db", "secret.key"])
def test_files_that_others_may_read_are_errors(home: Path, name: str) -> None:
    (home / name).chmod(0o644)
    assert found(home, Severity.ERROR) == {
        name: [f"{name} has mode 0644; 0600 is needed"]
    }


def test_a_log_that_can_be_changed_is_an_error(home: Path) -> None:
    spoil(home, *NO_GUARD)
    assert found(home, Severity.ERROR) == {
        "append-only": [f"the log can be changed: {', '.join(GUARDS)} missing"]
    }


def test_a_journal_of_another_kind_is_an_error(home: Path) -> None:
    spoil(home, "PRAGMA journal_mode = DELETE")
    (sentence,) = found(home, Severity.ERROR)["journal"]
    assert sentence == "the journal is “delete”; WAL is needed"


def test_a_gap_in_the_log_is_named(home: Path) -> None:
    spoil(home, *NO_GUARD, "DELETE FROM stored_events WHERE position = 200")
    errors = found(home, Severity.ERROR)
    assert errors["log"][0] == "the log has no position 200"
    assert any("activity" in sentence for sentence in errors["views"])


def test_a_version_left_out_of_a_stream_is_named(home: Path) -> None:
    spoil(
        home,
        *NO_GUARD,
        "UPDATE stored_events SET originator_version = 1000 WHERE position ="
        " (SELECT MAX(position) FROM stored_events)",
    )
    (sentence,) = found(home, Severity.ERROR)["log"]
    assert "is version 1000 of its stream" in sentence


def test_time_that_goes_back_is_named(home: Path) -> None:
    spoil(
        home,
        *NO_GUARD,
        "UPDATE stored_events SET state = CAST(json_set(CAST(state AS TEXT),"
        " '$.recorded_at', '2000-01-01T00:00:00.000000Z') AS BLOB)"
        " WHERE position = 100",
    )
    assert "position 100 goes back in time" in found(home, Severity.ERROR)["log"]


def test_views_behind_the_log_and_rows_that_differ_are_named(home: Path) -> None:
    spoil(
        home,
        "DELETE FROM activity_3 WHERE position > 3",
        "UPDATE packages_3 SET title = 'planted'",
    )
    sentences = found(home, Severity.ERROR)["views"]
    assert sentences[0].startswith("the views are at position 3, the log at 2")
    assert "planted" in sentences[1]
    assert sentences[-1].endswith("more; run depositary view rebuild")


def test_an_event_of_a_newer_version_is_named_and_the_rest_is_still_looked_at(
    home: Path,
) -> None:
    spoil(
        home,
        *NO_GUARD,
        "UPDATE stored_events SET topic = 'from.tomorrow' WHERE position = 100",
    )
    errors = found(home, Severity.ERROR)
    assert "the log holds “from.tomorrow”" in errors["log"][0]
    assert "disk" in found(home, Severity.FINE)


@pytest.mark.parametrize("state", ["X'00FF'", "CAST('[]' AS BLOB)"])
def test_an_event_whose_bytes_were_damaged_is_named(home: Path, state: str) -> None:
    statement = f"UPDATE stored_events SET state = {state} WHERE position = 100"  # noqa: S608
    spoil(home, *NO_GUARD, statement)
    errors = found(home, Severity.ERROR)
    assert "position 100 is damaged: " in errors["log"][0]
    assert errors["views"]
    result = CliRunner().invoke(main, ["view", "rebuild", "--home", str(home)])
    assert result.exit_code == 3
    assert "position 100 is damaged" in result.stderr


def test_a_file_that_is_no_database_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes(b"no database at all" * 500)
    errors = found(tmp_path, Severity.ERROR)
    assert "file is not a database" in errors["database"][0]
    assert "could not be opened" in errors["register"][0]


def test_settings_that_serve_the_world_in_the_clear_are_a_warning(home: Path) -> None:
    warnings = found(home, Severity.WARNING)
    assert "no mail server is named" in warnings["settings"][0]
    warnings = found(home, Severity.WARNING, BASE_URL="http://register.example.org")
    assert "is not encrypted" in warnings["settings"][0]


@pytest.mark.parametrize(
    ("version", "severity"),
    [
        ((3, 6, 23), "fine"),
        ((3, 7, 0), "warning"),
        ((3, 40, 1), "warning"),
        ((3, 44, 5), "warning"),
        ((3, 44, 6), "fine"),
        ((3, 50, 6), "warning"),
        ((3, 50, 7), "fine"),
        ((3, 51, 2), "warning"),
        ((3, 51, 3), "fine"),
        ((3, 53, 4), "fine"),
    ],
)
def test_versions_of_sqlite_that_can_lose_commits_are_known(
    version: tuple[int, int, int], severity: str
) -> None:
    finding = sqlite_version(version)
    assert finding.severity == severity
    assert ("WAL-reset bug" in finding.sentence) == (severity == "warning")
