"""Many at once: the write lock decides who was first, and nobody's act is lost."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from application.office import (
    Act,
    NotAllowed,
    Office,
    Receipt,
    Refused,
)
from tests.crowd import ENDORSE, asking, at_once, looked_over
from tests.houses import at
from tests.world import BASIS, COUNTRIES, SECRETARY, SHARED, UNDERTAKING, World

EACH = 8


@pytest.fixture
def world(tmp_path: Path, engine: str) -> Iterator[World]:
    with looked_over(tmp_path, engine) as found:
        yield found


def test_two_countries_endorse_in_the_same_instant(world: World) -> None:
    answers = at_once(
        asking(world, "minister-GUY", *ENDORSE), asking(world, "minister-MEX", *ENDORSE)
    )
    assert all(isinstance(answer, Receipt) for answer in answers)
    found = world.record("commitment", SHARED).endorsements
    assert [e.ordinal for e in found] == [1, 2]
    assert {e.participant for e in found} == {"GUY", "MEX"}
    assert len({e.undertaking for e in found}) == 2


def test_one_country_endorses_once_however_often_it_asks(world: World) -> None:
    answers = at_once(*[asking(world, "minister-GUY", *ENDORSE)] * 8)
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1
    assert {str(a) for a in answers if isinstance(a, Refused)} == {
        "Guy has endorsed already and endorses once"
    }


def test_a_double_submit_in_the_same_instant_has_one_effect(world: World) -> None:
    before = world.position
    answers = at_once(*[asking(world, "minister-GUY", *ENDORSE, command="c-1")] * 8)
    assert len(set(answers)) == 1
    assert world.position == before + len(answers[0].positions)


def test_sixteen_at_once_on_one_commitment_each_get_an_answer(world: World) -> None:
    tasks = [
        asking(world, f"minister-{code}", *ENDORSE) for code in COUNTRIES for _ in "12"
    ]
    leave = ("commitment", SHARED, "withdraw-endorsement", {"reason": "because"})
    tasks += [
        asking(world, f"minister-{code}", *leave) for code in COUNTRIES for _ in "12"
    ]
    answers = at_once(*tasks)
    assert len(answers) == 16
    taken = [answer for answer in answers if isinstance(answer, Receipt)]
    spells = world.record("commitment", SHARED).endorsements
    assert [e.ordinal for e in spells] == list(range(1, len(spells) + 1))
    assert len(taken) == len(spells) + sum(bool(e.until) for e in spells)


def test_two_drafts_in_the_same_instant_get_two_references(world: World) -> None:
    promise = {"form": "national", "title": "A promise"}
    answers = at_once(
        *(
            asking(world, f"minister-{code}", "commitment", "", "announce", promise)
            for code in COUNTRIES
        )
    )
    references = sorted(answer.reference for answer in answers)
    assert references == ["LAD-003", "LAD-004", "LAD-005", "LAD-006"]


def test_two_tabled_in_the_same_instant_get_two_symbols(world: World) -> None:
    said = {"package": "AP01", "title": "Skills", "paragraphs": "One."}
    keys = []
    for _ in "12":
        keys.append(
            world.act("delegate-CAN", "commitment", "", "draft", said).reference
        )
        for code in ("CAN", "GUY"):
            world.act(f"delegate-{code}", "commitment", keys[-1], "concur")
    answers = at_once(
        asking(world, "delegate-CAN", "commitment", keys[0], "table"),
        asking(world, "delegate-GUY", "commitment", keys[1], "table"),
    )
    assert all(isinstance(answer, Receipt) for answer in answers)
    symbols = {world.record("commitment", key).symbol for key in keys}
    assert symbols == {"LAD/AP01/L.2", "LAD/AP01/L.3"}


def test_of_a_revocation_and_an_act_the_log_says_which_was_first(world: World) -> None:
    revoke = {"number": "GUY-M1", "reason": "a new government"}
    revoked, answer = at_once(
        asking(world, SECRETARY, "participant", "GUY", "revoke", revoke, basis=BASIS),
        asking(world, "minister-GUY", *ENDORSE),
    )
    endorsed = world.record("commitment", SHARED).endorsers == ["GUY"]
    assert endorsed == isinstance(answer, Receipt)
    if endorsed:
        assert answer.position < revoked.position
    else:
        assert isinstance(answer, NotAllowed)


# --- several processes --------------------------------------------------------------


def _write_much(home: str, code: str, ready: Any) -> None:
    office = Office.open(at(Path(home)))
    ready.wait()
    where = ("participant", code)
    for number in range(EACH):
        said = {"holder": f"{code}-{number}", "capacity": "delegate"}
        office.act(Act(*where, "delegate", f"minister-{code}", said))
    office.act(Act(*ENDORSE, f"minister-{code}"))
    office.close()


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing(world: World) -> None:
    world.act("minister-COL", *ENDORSE)  # so that this office remembers something
    before = world.position
    context = multiprocessing.get_context("spawn")
    codes = ("CAN", "GUY", "MEX")
    ready = context.Barrier(len(codes))
    processes = [
        context.Process(target=_write_much, args=(str(world.home), code, ready))
        for code in codes
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert world.position == before + len(codes) * (EACH + 2)
    for code in codes:
        assert len(world.record("participant", code).mandates) == 5 + EACH
    world.act("minister-COL", "commitment", SHARED, "close", basis=BASIS)
    commitment = world.record("commitment", SHARED)
    assert sorted(e.ordinal for e in commitment.endorsements) == [1, 2, 3, 4]
    assert commitment.stage == "closed"


def test_two_offices_in_turn_build_on_each_other(world: World) -> None:
    """Neither remembers what the other changed."""
    other = Office.open(at(world.home), world.time)
    try:
        world.act("minister-GUY", *ENDORSE)
        other.act(Act(*ENDORSE, "minister-MEX"))
        leave = ("commitment", SHARED, "withdraw-endorsement", "minister-GUY")
        other.act(Act(*leave, {"reason": "because"}))
        again = world.act("minister-GUY", *ENDORSE)
        with pytest.raises(Refused, match="endorses once"):
            other.act(Act(*ENDORSE, "minister-GUY"))
    finally:
        other.close()
    assert again.version == world.record("commitment", SHARED).version
    assert [e.ordinal for e in world.record("commitment", SHARED).endorsements] == [
        1,
        2,
        3,
    ]


# --- readers ------------------------------------------------------------------------


def test_a_reader_sees_one_state_while_others_write(world: World) -> None:
    """The list, the counts, the log and the record agree within one reading."""
    done, seen = threading.Event(), set()

    def read() -> None:
        while not done.is_set():
            seen.add(_one_state(world))

    def write() -> None:
        for number in range(20):
            said = {"narrative": f"Statement {number}"}
            what = ("undertaking", UNDERTAKING, "record-statement", said)
            world.act("p-registrar", *what, basis=BASIS)
        done.set()

    with ThreadPoolExecutor(4) as pool:
        for future in [*(pool.submit(read) for _ in "123"), pool.submit(write)]:
            future.result(timeout=60)
    assert all(len(set(state)) == 1 for state in seen)


def _one_state(world: World) -> tuple[int, ...]:
    register = world.office.register
    with register.reading() as cursor:
        cursor.execute(
            "SELECT statements FROM undertakings_3 WHERE reference = :key"
            " AND until = (SELECT MAX(until) FROM undertakings_3)"
            " ORDER BY valid_from DESC LIMIT 1",
            {"key": UNDERTAKING},
        )
        listed = int(cursor.fetchone()["statements"])
        record: Any = register.desk().whole("undertaking", UNDERTAKING)
        logged = sum(
            entry.event.TOPIC == "undertaking.statement-recorded"
            for entry in register.ledger.all()
        )
        again: Any = register.desk().whole("undertaking", UNDERTAKING)
    return listed, len(record.statements), logged, len(again.statements)
