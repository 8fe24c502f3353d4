"""Logs tell the operator what was asked and how it ended, and no secret or name."""

from __future__ import annotations

import io
import json
import logging
import os
import pty
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from application.pages import commitments
from application.recorders.library import sqlite3
from tests.test_serving import address, environment, free_port, started
from tests.visiting import PASSWORD, Visitor
from tests.world import NATIONAL, opened
from web import lines

SECRET = "s3cr3t-of-a-link"  # noqa: S105 (made up, and looked for)


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with opened(tmp_path) as world:
        yield Visitor.of(world)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Give what can be configured to be written to; all is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_request_is_one_line(visitor: Visitor) -> None:
    with capture_logs() as said:
        visitor.get(f"/commitments/{NATIONAL}?as_of=2024-06-01")
    (line,) = said
    milliseconds = line.pop("milliseconds")
    assert milliseconds > 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "route": "/commitments/<reference>",
        "status": 200,
    }


def test_an_act_is_logged_with_its_position_and_the_person_by_id(
    visitor: Visitor,
) -> None:
    visitor.sign_in("delegate-CAN")
    path = "/commitments/new/draft"
    said = {"package": "AP01", "title": "Logged", "paragraphs": "One."}
    with capture_logs() as seen:
        answer = visitor.tell(path, said)
    assert answer.json is not None
    line = seen[-1]
    assert line["position"] == answer.json["position"]
    assert (line["route"], line["status"]) == ("/commitments/new/<action>", 201)
    assert line["person"] == "delegate-CAN"
    assert "Logged" not in json.dumps(seen)


def test_no_secret_no_name_no_query_no_body_is_logged(
    visitor: Visitor, stream: io.StringIO
) -> None:
    lines.configure("debug", "json", stream)
    visitor.account("delegate-CAN", "Ana Ruiz")
    visitor.sign_in("delegate-CAN")
    visitor.get(f"/sign-in/choose/{SECRET}")
    visitor.get(f"/nowhere/{SECRET}?token={SECRET}")
    visitor.get("/commitments", headers={"Authorization": f"Bearer {SECRET}"})
    visitor.send("/sign-in", email="ana@example.org", password=SECRET)
    visitor.client.open("/commitments", method=SECRET.upper())
    written = stream.getvalue()
    assert len(written.splitlines()) >= 6
    for secret in (SECRET, SECRET.upper(), PASSWORD, "Ana", "example.org"):
        assert secret not in written
    routes = {line["route"] for line in told(stream)}
    assert {"/sign-in/choose/<token>", "unmatched"} <= routes


def test_an_error_nobody_foresaw_has_the_id_the_person_sees(
    visitor: Visitor, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        secret = SECRET
        raise RuntimeError(f"a table lacks {len(secret)} legs")

    lines.configure("info", "json", stream)
    monkeypatch.setattr(commitments, "listing", fail)
    visitor.client.application.extensions["kept"].forget()
    monkeypatch.setattr(visitor.client.application, "testing", False)
    answer = visitor.get("/commitments", headers={"X-Request-ID": "asked-by-a-proxy"})
    assert answer.status_code == 500
    assert "asked-by-a-proxy" in answer.text
    unexpected, request = told(stream)
    assert unexpected["event"] == "unexpected"
    assert unexpected["level"] == "error"
    assert "RuntimeError: a table lacks 16 legs" in unexpected["exception"]
    assert "Traceback" in unexpected["exception"]
    assert SECRET not in stream.getvalue()
    assert request["status"] == 500
    assert {one["request_id"] for one in told(stream)} == {"asked-by-a-proxy"}


def test_a_request_refused_before_its_view_has_an_id_too(visitor: Visitor) -> None:
    for _ in range(25):
        answer = visitor.client.post("/sign-in", data={})
        assert len(answer.headers["X-Request-ID"]) == 32


def test_each_line_belongs_to_its_own_request(
    visitor: Visitor, stream: io.StringIO
) -> None:
    lines.configure("info", "json", stream)
    for number in range(3):
        visitor.get("/commitments", headers={"X-Request-ID": f"request-{number}"})
    structlog.get_logger().info("apart")
    *requests, apart = told(stream)
    assert [one["request_id"] for one in requests] == [
        f"request-{number}" for number in range(3)
    ]
    assert "request_id" not in apart
    assert [*apart] == ["time", "level", "event"]


def test_what_a_library_warns_of_comes_in_the_same_form(stream: io.StringIO) -> None:
    server = logging.getLogger(lines.SERVER)
    server.addHandler(logging.StreamHandler(io.StringIO()))
    server.propagate = server.disabled = False  # import-linter turns loggers off
    lines.configure("info", "json", stream)
    logging.getLogger("some.library").warning("%s of %s", 2, 3)
    server.error("a worker is unwell")
    logging.getLogger("some.library").info("chatter")
    assert [(line["event"], line["level"]) for line in told(stream)] == [
        ("2 of 3", "warning"),
        ("a worker is unwell", "error"),
    ]


def test_a_log_that_cannot_be_written_stops_nothing(
    visitor: Visitor, stream: io.StringIO
) -> None:
    lines.configure("info", "json", stream)
    stream.close()
    assert visitor.get("/commitments").status_code == 200


def test_below_the_level_nothing_is_written(
    visitor: Visitor, stream: io.StringIO
) -> None:
    lines.configure("warning", "json", stream)
    visitor.get("/commitments")
    assert stream.getvalue() == ""


def test_off_a_terminal_the_server_writes_json(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    command = ("serve", "--home", tmp_path, "--port", free_port())
    with started(*command, folder=tmp_path) as process:
        url, _printed = address(process)
        asked = urllib.request.Request(f"{url}/nowhere?secret={SECRET}")  # noqa: S310
        asked.add_header("X-Request-ID", "from-outside-1")
        with pytest.raises(urllib.error.HTTPError) as no:
            urllib.request.urlopen(asked)  # noqa: S310
        assert no.value.headers["X-Request-ID"] == "from-outside-1"
        no.value.close()
        process.terminate()
        _rest, written = process.communicate(timeout=30)
    start, line = map(json.loads, written.splitlines())
    assert (start["event"], start["engine"]) == ("start", running_on_here())
    assert (line["request_id"], line["status"]) == ("from-outside-1", 404)


def running_on_here() -> str:
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    return f"SQLite {version} has no bug known to us"


def test_a_terminal_is_written_to_as_text() -> None:
    program = (
        "import structlog, sys; from web import lines;"
        "lines.configure('info', 'auto', sys.stderr);"
        "structlog.get_logger().info('request', route='/commitments', status=200)"
    )
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", program], stderr=theirs, check=True, env=environment()
    )
    os.close(theirs)
    written = os.read(ours, 1000).decode()
    os.close(ours)
    assert "request" in written
    assert not written.startswith("{")
    assert "\x1b[" in written
