"""A register on a PostgreSQL server: what can't be used, and what the doctor finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from application.doctor import Severity, examine
from application.doctor.server import acknowledged, pages, version
from application.office import Defective, Office
from application.recorders.glance import Seen
from application.register import Register
from application.settings import Settings
from tests.engines import fresh_postgres, server
from tests.houses import spoil, unmade
from tests.registers import furnished
from web.commands import main

URL = "DEPOSITARY_DATABASE_URL"
SOUND = {
    "version": "18.6",
    "number": 180006,
    "encoding": "UTF8",
    "synchronous": "on",
    "fsync": "on",
    "whole_pages": "on",
    "checksums": "on",
    "standby": False,
    "role": "keeper",
}

ON_DISK = (
    "an acknowledged act is on the server's disk (synchronous_commit is {}, fsync on)"
)
LOSES = "{} is off: the server's disk can lose acts, or the database"
UNNOTICED = (
    "the server keeps no checksums of its pages: a bit that flips on the disk goes"
    " unnoticed (pg_checksums --enable)"
)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Establish a register on a server that keeps what it is told."""
    with fresh_postgres() as url:
        read = Settings.read({URL: url}, tmp_path / "register")
        with closing(Office.open(read)) as office:
            office.establish("la-declaration", "p-registrar", "p-secretary")
            office.settings.secret_key()
        yield read


def found(settings: Settings, severity: Severity) -> dict[str, list[str]]:
    """Return the sentences of one weight, by check."""
    told: dict[str, list[str]] = {}
    for finding in examine(settings):
        if finding.severity is severity:
            told.setdefault(finding.check, []).append(finding.sentence)
    return told


def run(monkeypatch: pytest.MonkeyPatch, url: str, home: Path, *said: str) -> Result:
    monkeypatch.setenv(URL, url)
    return CliRunner().invoke(main, ["--home", str(home), *said])


# --- opening ------------------------------------------------------------------------


@pytest.mark.parametrize("said", [["doctor"], ["view", "status"], ["serve"]])
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql://me:pa55@127.0.0.1:1/register", "onnection refused"),
        ("postgresql://me:pa55@no.such.host.invalid/register", "resolve"),
    ],
)
def test_a_server_that_is_not_there_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    address: str,
    why: str,
    said: list[str],
) -> None:
    result = run(monkeypatch, address, tmp_path / "new", *said)

    assert result.exit_code == 3
    assert "me:***@" in result.stderr
    assert "can't be used: " in result.stderr
    assert why in result.stderr
    assert "pa55" not in result.output
    assert not (tmp_path / "new").exists()


def test_a_database_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = server().get_uri(database="nothing")
    said = ("init", "--process", "la-declaration", "--registrar-email", "r@example.org",
            "--secretary-email", "s@example.org")  # fmt: skip
    for command in (("view", "status"), said):
        result = run(monkeypatch, url, tmp_path / "new", *command)
        assert result.exit_code == 3
        assert 'database "nothing" does not exist' in result.stderr


def test_asking_for_a_register_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with unmade("postgresql", tmp_path / "named") as named:
        url = (named / "database.url").read_text()
        result = run(monkeypatch, url, tmp_path / "new", "doctor")
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT COUNT(*) FROM pg_class"
                " WHERE relnamespace = CURRENT_SCHEMA::text::regnamespace"
            ).fetchone()

    assert result.exit_code == 3
    assert "there is no register in postgresql://" in result.stderr
    assert tables == (0,)


def test_a_server_that_acknowledges_too_soon_is_refused() -> None:
    with fresh_postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                f"ALTER DATABASE {connection.info.dbname} SET synchronous_commit = off"
            )
        with pytest.raises(Defective, match="synchronous_commit is off"):
            Register(url, "LAD")


# --- the doctor ---------------------------------------------------------------------


def test_a_sound_register_has_no_errors(settings: Settings) -> None:
    assert found(settings, Severity.ERROR) == {}
    assert {
        "engine", "synchronous", "integrity", "append-only", "disk", "accounts.db",
        "secret.key", "log", "views", "definition",
    } <= {*found(settings, Severity.FINE)}  # fmt: skip


def test_the_owner_could_undo_what_keeps_the_log(settings: Settings) -> None:
    (sentence,) = found(settings, Severity.WARNING)["role"]
    assert sentence.startswith("the role postgres could remove what keeps the log")


def test_who_only_serves_could_not(settings: Settings) -> None:
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE only_serves LOGIN")
        try:
            connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC")
            url = settings.database_url.replace("//postgres:", "//only_serves:")
            serving = Settings.read({URL: url}, settings.home)
            (sentence,) = found(serving, Severity.FINE)["role"]
        finally:
            connection.execute("DROP ROLE only_serves")
    assert sentence == (
        "the role only_serves can't remove what keeps the log append-only"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER stored_events_no_delete ON stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER stored_events_no_delete",
        "ALTER TABLE stored_events ENABLE TRIGGER stored_events_no_delete",
    ],
)
def test_a_trigger_that_is_gone_or_off_is_an_error(
    settings: Settings, sql: str
) -> None:
    with psycopg.connect(settings.database_url) as connection:
        connection.execute(sql.encode())

    assert found(settings, Severity.ERROR) == {
        "append-only": [
            "the log can be changed: stored_events_no_delete missing or off"
        ]
    }


def test_a_view_that_says_something_else_is_an_error(settings: Settings) -> None:
    (settings.home / "database.url").write_text(settings.database_url)
    spoil(settings.home, "UPDATE activity_3 SET position = 7")
    (sentence, *_) = found(settings, Severity.ERROR)["views"]
    assert sentence == "the views are at position 7, the log at 1"


@pytest.mark.slow
def test_a_server_that_goes_away_is_a_finding(tmp_path: Path) -> None:
    read = Settings.read({URL: "postgresql://me:pa55@127.0.0.1:1/gone"}, tmp_path)
    errors = found(read, Severity.ERROR)
    assert "refused" in errors["server"][0]
    assert "the database is away" in errors["register"][0]
    assert "pa55" not in str(errors)


@pytest.mark.parametrize(
    ("look", "about", "severity", "sentence"),
    [
        (version, {}, "fine", "PostgreSQL 18.6 holds the log"),
        (version, {"number": 130012, "version": "13.12"}, "error",
            "PostgreSQL 13.12 is too old; 14 or newer is needed"),
        (version, {"standby": True}, "error",
            "PostgreSQL 18.6 is a standby; the primary is needed"),
        (version, {"encoding": "SQL_ASCII"}, "error",
            "the database is in SQL_ASCII; UTF8 is needed"),
        (acknowledged, {}, "fine", ON_DISK.format("on")),
        (acknowledged, {"synchronous": "local"}, "fine", ON_DISK.format("local")),
        (acknowledged, {"synchronous": "off"}, "error",
            "synchronous_commit is off: acts get lost"),
        (acknowledged, {"fsync": "off"}, "error", LOSES.format("fsync")),
        (acknowledged, {"whole_pages": "off"}, "error",
            LOSES.format("full_page_writes")),
        (pages, {}, "fine", "the server keeps checksums of its pages"),
        (pages, {"checksums": "off"}, "warning", UNNOTICED),
    ],
)  # fmt: skip
def test_what_a_server_says_of_itself_is_judged(
    look: Any, about: dict[str, Any], severity: str, sentence: str
) -> None:
    finding = look(Seen(SOUND | about, [], may_undo=False))

    assert (finding.severity, finding.sentence) == (severity, sentence)


def test_the_doctor_looks_at_files_where_the_log_is_one(tmp_path: Path) -> None:
    checks = {f.check for f in examine(Settings.read({}, furnished(tmp_path)))}
    assert {"journal", "synchronous"} <= checks
    assert "role" not in checks
