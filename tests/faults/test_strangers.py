"""What is no register, or a newer one, is refused by a sentence and left untouched."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from application.recorders.form import APPLICATION, FORM
from application.recorders.library import sqlite3
from application.register import Register
from domain.errors import Busy, Unreadable
from tests.engines import fresh
from tests.faults.acting import furnished, require_sound


def made(*statements: str) -> Callable[[Path], None]:
    """Return what makes a database of these *statements*."""

    def make(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            for sql in statements:
                database.execute(sql)

    return make


def bytes_of(content: bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(content)


def newer(file: Path) -> None:
    Register(str(file), "LAD").close()
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {FORM + 1}")


NOT_OURS = "database of another application"
STRANGERS = {
    "junk": (bytes_of(os.urandom(4096)), "no register: file is not a database"),
    "a text": (bytes_of(b"Dear Sir, " * 1000), "file is not a database"),
    "a few bytes": (bytes_of(b"x"), "file is not a database"),
    "half a header": (bytes_of(b"SQLite format 3\0" + b"\0" * 200), "is no register"),
    "tables of another": (made("CREATE TABLE notes (a)"), NOT_OURS),
    "tables of another, with a journal": (
        made("PRAGMA journal_mode = WAL", "CREATE TABLE notes (a)"),
        NOT_OURS,
    ),
    "marked by another": (made("PRAGMA application_id = 7"), NOT_OURS),
    "marked by another, with a log": (
        made("PRAGMA application_id = 7", "CREATE TABLE stored_events (position)"),
        NOT_OURS,
    ),
    "the log of another": (
        made("CREATE TABLE stored_events (notification_id, state)"),
        "log of another application",
    ),
    "a newer register": (newer, f"newer version .form {FORM + 1}, this one knows"),
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_is_refused_and_left_untouched(
    tmp_path: Path, stranger: str
) -> None:
    make, sentence = STRANGERS[stranger]
    file = tmp_path / "register.db"
    make(file)
    before = file.read_bytes(), file.stat().st_mtime_ns

    for _ in "12":
        with pytest.raises(Unreadable, match=sentence):
            Register(str(file), "LAD")

    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    beside = {f.name for f in tmp_path.iterdir()} - {"register.db-door"}
    assert beside == {"register.db"}


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    (tmp_path / "register.db").touch()
    Register(str(tmp_path / "register.db"), "LAD").close()
    with closing(sqlite3.connect(tmp_path / "register.db")) as database:
        (mark,) = database.execute("PRAGMA application_id").fetchone()
    assert mark == APPLICATION


def test_a_register_from_before_the_mark_is_taken_and_marked(tmp_path: Path) -> None:
    with furnished("sqlite", tmp_path) as (url, register):
        last = register.ledger.position()
        with register.ledger.writing() as cursor:
            cursor.execute("PRAGMA application_id = 0")
            cursor.execute("PRAGMA user_version = 0")
        again = Register(url, "LAD")
        assert again.ledger.position() == last
        require_sound(again, {})
        with again.reading() as cursor:
            cursor.execute("PRAGMA application_id")
            assert cursor.fetchone()[0] == APPLICATION
        again.close()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Busy, match="folder can't be made"):
        Register(str(tmp_path / "file" / "register.db"), "LAD")


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Busy, match="can't be read now"):
        Register(str(tmp_path), "LAD")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "CREATE TABLE stored_events (notification_id INT, state BYTEA)",
            "log of another application",
        ),
        (
            f"CREATE TABLE register_form AS SELECT {FORM + 1} AS form",
            "newer version",
        ),
    ],
)
def test_a_strange_database_is_refused_too(
    tmp_path: Path, sql: str, sentence: str
) -> None:
    with fresh("postgresql", tmp_path) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql)
        with pytest.raises(Unreadable, match=sentence):
            Register(url, "LAD")
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace"
            ).fetchall()
        assert len(tables) == 1


def test_the_harness_sees_a_file_that_was_touched(tmp_path: Path) -> None:
    """As the library does it: the journal is set before anything is looked at."""
    file = tmp_path / "register.db"
    STRANGERS["tables of another"][0](file)
    before = file.read_bytes()
    made("PRAGMA journal_mode = WAL")(file)
    assert file.read_bytes() != before
