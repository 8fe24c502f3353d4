"""Whether it lives, whether it can take acts, what it counted: asked by machines."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import Client, TestResponse

import web
from application import readiness
from application.readiness import Readiness, tried
from application.register import Register
from application.settings import Settings
from tests.faults.acting import ENGINES, furnished, require_sound, revision
from tests.houses import at, spoil
from tests.test_serving import free_port, running
from tests.visiting import Visitor
from tests.world import SHARED, opened
from web import create_app

TOKEN = "t0ken-" * 8


@pytest.fixture
def visitor(tmp_path: Path, engine: str) -> Iterator[Visitor]:
    with opened(tmp_path, engine) as world:
        visitor = Visitor.of(world)
        app = create_app(world.office)
        app.testing = True
        visitor.client = app.test_client()
        yield visitor


@pytest.fixture(autouse=True)
def fresh_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT", 0)


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the write lock of the register, as another node does."""
    url = Settings.read(at(home)).database_url
    with closing(Register(url, "LAD")) as other, other.ledger.writing():
        yield


def counted(visitor: Visitor, name: str, **labels: str) -> float:
    """Return a number of /metrics, added up where the labels leave several."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(visitor.get("/metrics").text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_it_lives_without_looking_at_the_register(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Register, "reading", None)
    answer = visitor.get("/livez")
    assert (answer.status_code, answer.text) == (200, "alive\n")


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_machines_get_no_cookie_and_no_line_in_the_logs(
    visitor: Visitor, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor.sign_in("delegate-CAN")
    capsys.readouterr()
    for method in ("GET", "HEAD"):
        answer = visitor.client.open(f"{path}?lang=es", method=method)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    refused = visitor.client.post(path)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert '"level":"info"' not in capsys.readouterr().out
    assert counted(visitor, "depositary_http_requests_total", route=path) == 0


def test_it_is_ready_when_an_act_could_be_taken(visitor: Visitor) -> None:
    before = visitor.world.position
    answer = visitor.get("/readyz")
    assert answer.text == f"ready at position {before}\n"
    assert answer.status_code == 200
    assert visitor.world.position == before
    visitor.world.act("minister-MEX", "commitment", SHARED, "endorse")
    answer = visitor.get("/readyz")
    assert answer.text == f"ready at position {visitor.world.position}\n"


def test_it_is_not_ready_while_another_holds_the_write_lock(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Readiness.__init__, "__defaults__", (0.2,))
    visitor.client = create_app(visitor.world.office).test_client()
    with locked(visitor.world.home):
        begun = time.monotonic()
        answer = visitor.get("/readyz")
        assert time.monotonic() - begun < 2
    assert answer.status_code == 503
    assert answer.text == "the log could not be written to within 0.2 seconds\n"
    assert "Retry-After" in answer.headers
    assert ready_within(visitor, 10)


def ready_within(visitor: Visitor, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while visitor.get("/readyz").status_code != 200:
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_it_is_not_ready_when_the_views_lag(visitor: Visitor) -> None:
    last = visitor.world.position
    with visitor.world.office.register.ledger.writing() as cursor:
        cursor.execute("DELETE FROM activity_3")
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.text == (
        f"the views are at position 0, the log at {last}; run depositary view rebuild\n"
    )


IN_THE_WAY = {
    "sqlite": (
        """CREATE TRIGGER planted BEFORE INSERT ON stored_events
           BEGIN SELECT RAISE(ABORT, 'planted'); END""",
        "DROP TRIGGER planted",
    ),
    "postgresql": (
        """CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql
           AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
           CREATE TRIGGER planted BEFORE INSERT ON stored_events
           FOR EACH ROW EXECUTE FUNCTION planted()""",
        "DROP TRIGGER planted ON stored_events",
    ),
}


def test_it_is_not_ready_when_the_log_takes_no_row(
    visitor: Visitor, engine: str
) -> None:
    plant, remove = IN_THE_WAY[engine]
    spoil(visitor.world.home, plant)
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert "can't be written to" in answer.text
    spoil(visitor.world.home, remove)
    assert visitor.get("/readyz").status_code == 200


@pytest.mark.sqlite
def test_the_trial_reaches_the_disk(visitor: Visitor) -> None:
    """A page that is full or read-only is found by writing to it, not by asking."""
    journal = visitor.world.home / "register.db-wal"
    with visitor.world.office.register.reading() as cursor:
        cursor.execute("SELECT 1")
        before = journal.stat().st_mtime_ns, journal.stat().st_size
        tried(visitor.world.office.register)
        assert (journal.stat().st_mtime_ns, journal.stat().st_size) != before


@pytest.mark.parametrize("name", ENGINES)
def test_a_trial_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    with furnished(name, tmp_path) as (_url, register):
        last = register.ledger.position()
        for _ in range(3):
            assert tried(register) == (last, last)
        receipt = register.act(revision("After the trial."))
        assert receipt.position == last + 1
        require_sound(register, {receipt.command: last + 1})


@pytest.mark.parametrize("name", ENGINES)
def test_trials_among_acts_disturb_none(name: str, tmp_path: Path) -> None:
    with furnished(name, tmp_path) as (_url, register):
        told: dict[str, int] = {}
        wrong: list[Exception] = []

        def act(crowd: int) -> None:
            try:
                for number in range(20):
                    receipt = register.act(revision(f"Text {crowd} {number}."))
                    told[receipt.command] = receipt.position
            except Exception as error:  # noqa: BLE001 (it is told)
                wrong.append(error)

        crowd = [Thread(target=act, args=(n,)) for n in range(4)]
        for one in crowd:
            one.start()
        while any(one.is_alive() for one in crowd):
            log, views = tried(register)
            assert log == views
        assert wrong == []
        assert len(told) == 80
        require_sound(register, told)


def test_a_disk_that_says_nothing_keeps_nobody_waiting() -> None:
    frozen = Event()

    class Frozen:
        ledger: Any = property(lambda _self: frozen.wait(20))

    asked = Readiness(Frozen, patience=0.1)  # type: ignore[arg-type]
    for _ in range(3):
        begun = time.monotonic()
        assert not asked.asked().ready
        assert time.monotonic() - begun < 1
    frozen.set()


def test_the_last_answer_is_kept_for_a_moment(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks a thousand times a second writes to the disk once a second."""
    monkeypatch.setattr(readiness, "KEPT", 60)
    trials = []
    monkeypatch.setattr(readiness, "tried", lambda _: trials.append(1) or (7, 7))
    for _ in range(50):
        assert visitor.get("/readyz").text == "ready at position 7\n"
    assert trials == [1]


def test_requests_are_counted_by_route_method_and_status(visitor: Visitor) -> None:
    of = {"method": "GET", "route": "/commitments/<reference>"}
    for path in ("/commitments/LAD-001", "/commitments/LAD-002", "/commitments/LAD-9"):
        visitor.get(path)
    visitor.get("/no/such/page")
    name = "depositary_http_requests_total"
    assert counted(visitor, name, **of, status="200") == 2
    assert counted(visitor, name, **of, status="404") == 1
    assert counted(visitor, name, route="unmatched", status="404") == 1
    assert counted(visitor, "depositary_http_request_seconds_count", **of) == 3


def test_acts_are_counted_by_what_became_of_them(visitor: Visitor) -> None:
    visitor.sign_in("minister-MEX")
    path = f"/commitments/{SHARED}/actions/endorse"
    assert visitor.tell(path, {}, If_Match='"9.99"').status_code == 412
    assert visitor.tell(path, {}).status_code == 201
    assert visitor.tell(path, {}).status_code == 409
    visitor.another().sign_in("coordinator-MEX").tell(path, {})
    name = "depositary_acts_total"
    assert counted(visitor, name, outcome="recorded", kind="") == 1
    assert counted(visitor, name, outcome="outdated", kind="") == 1
    assert counted(visitor, name, outcome="refused", kind="rule") >= 1
    assert counted(visitor, "depositary_write_wait_seconds_count") >= 3


def test_positions_memory_and_version_are_told(visitor: Visitor) -> None:
    last = visitor.world.position
    assert counted(visitor, "depositary_log_position") == last
    assert counted(visitor, "depositary_views_position") == last
    assert counted(visitor, "depositary_register_up") == 1
    assert counted(visitor, "depositary_build_info") == 1
    assert counted(visitor, "process_resident_memory_bytes") > 10_000_000


def test_a_register_that_cannot_be_read_is_down(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Register, "reading", None)
    assert counted(visitor, "depositary_register_up") == 0
    assert "depositary_log_position" not in visitor.get("/metrics").text


def test_no_measure_names_a_person_or_a_thing(visitor: Visitor) -> None:
    visitor.sign_in("delegate-CAN")
    visitor.get("/commitments/LAD-001?q=Guyana")
    visitor.client.open("/commitments", method="FROBNICATE")
    text = visitor.get("/metrics").text
    for word in ("LAD-001", "delegate", "example.org", "Guyana", "FROBNICATE"):
        assert word not in text


def asked(visitor: Visitor, address: str, **headers: str) -> TestResponse:
    client = Client(visitor.client.application)
    return client.get(
        "/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers
    )


def test_measures_are_for_this_machine(visitor: Visitor) -> None:
    for here in ("127.0.0.1", "::1", "127.3.2.1"):
        assert asked(visitor, here).status_code == 200
    for there in ("192.0.2.1", "2001:db8::1", ""):
        answer = asked(visitor, there)
        assert answer.status_code == 403
        assert "DEPOSITARY_METRICS_TOKEN" in answer.text


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_passed_on_is_not_of_this_machine(
    visitor: Visitor, name: str
) -> None:
    assert asked(visitor, "127.0.0.1", **{name: "127.0.0.1"}).status_code == 403


def test_with_a_token_the_token_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path) as world:
        given = {
            "DEPOSITARY_HOME": str(tmp_path),
            "DEPOSITARY_METRICS_TOKEN": TOKEN,
        }
        with closing(type(world.office).open(given)) as office:
            visitor = Visitor(world, create_app(office).test_client())
            far, near = "192.0.2.1", "127.0.0.1"
            said = f"Bearer {TOKEN}"
            assert asked(visitor, far, Authorization=said).status_code == 200
            assert asked(visitor, near).status_code == 403
            for wrong in (f"Bearer {TOKEN}x", TOKEN, "Bearer é", "Bearer "):
                assert asked(visitor, near, Authorization=wrong).status_code == 403


def test_a_server_that_runs_tells_its_health(tmp_path: Path, engine: str) -> None:
    command = ("serve", "--home", tmp_path, "--port", free_port())
    said = {}
    with opened(tmp_path, engine) as world:
        position = world.position
        with running(*command, folder=tmp_path, **at(tmp_path)) as (url, _printed):
            for path in ("livez", "readyz", "metrics"):
                with urllib.request.urlopen(f"{url}/{path}") as answer:  # noqa: S310
                    said[path] = answer.read().decode()
    assert said["livez"] == "alive\n"
    assert said["readyz"] == f"ready at position {position}\n"
    assert re.search(
        rf"^depositary_log_position {position}\.0$", said["metrics"], re.MULTILINE
    )


def test_every_act_of_the_web_is_counted() -> None:
    """Whoever took an act by another way would leave it out of logs and measures."""
    found = {
        file.name
        for file in Path(web.__file__).parent.rglob("*.py")
        if re.search(r"office\.(act|register\.act)\b", file.read_text("utf-8"))
    }
    assert found == {"taking.py"}
