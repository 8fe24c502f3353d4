"""No room, or no right to write: a sentence, reads go on, and it heals by itself."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from application.office import Act
from application.register import Register
from domain.errors import Busy
from domain.words import stream_id
from tests.engines import server
from tests.faults.acting import ONE, populate, require_sound, revision
from tests.faults.places import (
    Place,
    close_to_writing,
    locked_folder,
    open_to_writing,
    read_only,
    scarce,
    small_tablespace,
)

KINDS = pytest.mark.parametrize("kind", ["disk", "limit"])
PAGES = "x" * 20_000


def read(register: Register) -> int:
    """Read by a kept connection and by a new one; return how much there is."""
    stream = stream_id("commitment", ONE)
    with register.reading(), ThreadPoolExecutor(1) as pool:
        found = len(register.ledger.recorder.stream(stream))
        assert pool.submit(register.ledger.recorder.stream, stream).result()
    return found


def made(folder: Path) -> Register:
    register = Register(str(folder / "register.db"), "LAD")
    populate(register)
    return register


@KINDS
def test_a_full_disk(kind: str) -> None:
    with scarce(kind) as place:
        register = made(place.folder)
        acknowledged = {"c-0": register.act(revision("before", command="c-0")).position}
        for attempt in range(3):
            place.fill()
            before = read(register)
            for number in range(3):
                act = revision(
                    f"{attempt}.{number} {PAGES}", command=f"c-{attempt + 1}"
                )
                with pytest.raises(Busy, match=r"nothing was recorded"):
                    register.act(act)
                assert read(register) == before
            place.empty()
            acknowledged[act.command] = register.act(act).position
            assert read(register) == before + 1
        require_sound(register, acknowledged)
        register.close()


@KINDS
def test_a_disk_that_fills_while_acts_go_on(kind: str) -> None:
    """The last act that was acknowledged is there, the next one is refused."""
    with scarce(kind) as place:
        register = made(place.folder)
        acknowledged: dict[str, int] = {}
        refused = 0
        place.fill()
        for number in range(40):
            if number == 20:
                place.empty()
            act = revision(f"{number} {PAGES}", command=f"c-{number}")
            try:
                acknowledged[act.command] = register.act(act).position
            except Busy:
                refused += 1
        assert refused
        assert {f"c-{n}" for n in range(20, 40)} <= acknowledged.keys()
        require_sound(register, acknowledged)
        register.close()


@KINDS
def test_a_register_is_not_begun_on_a_full_disk(kind: str) -> None:
    with scarce(kind) as place:
        place.fill()
        with pytest.raises(Busy, match="nothing was recorded"):
            Register(str(place.folder / "register.db"), "LAD")
        place.empty()
        made(place.folder).close()


def test_a_full_disk_of_the_server() -> None:
    """PostgreSQL says which statement found no room; its log goes on elsewhere."""
    admin = server().get_uri()
    with small_tablespace(admin, "small", 48 * 1024 * 1024) as place:
        url = server().get_uri(database="narrow")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("CREATE DATABASE narrow TABLESPACE small")
            try:
                fill_and_empty(url, place)
            finally:
                connection.execute("DROP DATABASE narrow WITH (FORCE)")


def fill_and_empty(url: str, place: Place) -> None:
    """Act until there is no room; then make room, and go on without a restart."""
    with closing(Register(url, "LAD")) as register:
        populate(register)
        acknowledged: dict[str, int] = {}
        for turn in "ab":
            place.fill()
            act = until_refused(register, acknowledged, turn)
            before = read(register)
            with pytest.raises(Busy, match="disk is full; nothing was recorded"):
                register.act(act)
            assert read(register) == before
            place.empty()
            acknowledged[act.command] = register.act(act).position
        require_sound(register, acknowledged)


def until_refused(register: Register, acknowledged: dict[str, int], turn: str) -> Act:
    """Act until one is refused for want of room; return that one."""
    for number in range(200):
        act = revision(f"{turn} {number} {random_text()}", command=f"{turn}-{number}")
        try:
            acknowledged[act.command] = register.act(act).position
        except Busy as refusal:
            assert "disk is full; nothing was recorded" in str(refusal)  # noqa: PT017
            return act
    return pytest.fail("it was never full")


def random_text() -> str:
    """Return what a server can't make smaller."""
    return secrets.token_hex(len(PAGES) // 2)


def test_a_read_only_disk() -> None:
    """Refused by a sentence, left as it is, and whole when it can be written again."""
    with scarce("disk") as place:
        made(place.folder).close()
        before = (place.folder / "register.db").read_bytes()
        with read_only(place.folder):
            with pytest.raises(Busy, match=r"can't be (used|read) now"):
                Register(str(place.folder / "register.db"), "LAD")
            assert (place.folder / "register.db").read_bytes() == before
        with closing(Register(str(place.folder / "register.db"), "LAD")) as register:
            receipt = register.act(revision("again"))
            require_sound(register, {receipt.command: receipt.position})


def test_a_read_only_folder() -> None:
    with locked_folder() as folder:
        register = made(folder)
        file = register.ledger.recorder.datastore
        before = read(register)
        close_to_writing(folder)
        file._close_writer()  # noqa: SLF001 (as after any trouble)

        for _ in "123":
            with pytest.raises(Busy, match=r"readonly database.*nothing was recorded"):
                register.act(revision("once", command="c-1"))
            assert read(register) == before
        open_to_writing(folder)
        receipt = register.act(revision("once", command="c-1"))

        assert read(register) == before + 1
        require_sound(register, {"c-1": receipt.position})
        register.close()


def test_a_register_is_not_begun_in_a_read_only_folder() -> None:
    with locked_folder() as folder:
        close_to_writing(folder)
        with pytest.raises(Busy, match="can't be used now"):
            Register(str(folder / "register.db"), "LAD")
        open_to_writing(folder)
        made(folder).close()


def test_the_harness_sees_an_act_that_was_lost() -> None:
    with scarce("limit") as place:
        register = made(place.folder)
        last = register.ledger.position()
        with pytest.raises(AssertionError):
            require_sound(register, {"c-1": last + 1})
        register.close()
