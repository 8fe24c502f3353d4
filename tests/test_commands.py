"""The command line: answers for people and programs, exit codes, sentences for no.

What serves is in ``test_serving``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from application.office import Act, Office
from application.settings import Settings
from tests.houses import at, spoil, unmade
from tests.registers import REGISTRAR, SECRETARY, lent
from web.commands import main

FINE, FINDINGS, USAGE, COULD_NOT = 0, 1, 2, 3
EMAILS = ("--registrar-email", "r@example.org", "--secretary-email", "s@example.org")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("DEPOSITARY_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def home(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    with lent(engine, tmp_path) as found:
        told(monkeypatch, found)
        yield found


@pytest.fixture
def new(tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name a folder that is not there, and where its log will lie."""
    with unmade(engine, tmp_path / "named") as named:
        told(monkeypatch, named)
        yield tmp_path / "new"


def told(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Let the environment say where the log lies, unless that is in the folder."""
    for name, value in at(home).items():
        if name != "DEPOSITARY_HOME":
            monkeypatch.setenv(name, value)


def run(*said: object, **rest: Any) -> Result:
    return CliRunner().invoke(main, [str(word) for word in said], **rest)


def answer(*said: object) -> Any:
    """Run a command that is to be fine, and read its JSON."""
    result = run(*said, "--json")
    assert result.exit_code == FINE, result.output
    return json.loads(result.stdout)


def every_command(
    group: click.Group = main, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*names, name))
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield (*names, name)


# --- help and usage --------------------------------------------------------------


@pytest.mark.parametrize("command", [*every_command()], ids=" ".join)
def test_each_help_has_an_example_that_names_the_command(
    command: tuple[str, ...],
) -> None:
    result = run(*command, "--help")

    assert "\\b" not in result.output
    assert result.exit_code == FINE
    assert f"Example: depositary {' '.join(command)}" in result.stdout


def test_the_names_are_those_that_documents_use() -> None:
    assert {" ".join(command) for command in every_command()} == {
        "demo", "init", "load", "serve", "doctor",
        "account add", "account disable", "account enable", "account token",
        "process list", "process check", "process diagram", "process simulate",
        "events list", "events show", "events follow", "events trace",
        "view status", "view rebuild", "view compare",
        "export events", "export register", "backup", "restore",
        "clock", "clock pause", "clock resume", "runner",
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        ["nonsense"],
        ["events", "show"],
        ["events", "show", "0"],
        ["events", "list", "--from", "banana"],
        ["events", "list", "--stream", "LAD-001"],
        ["events", "list", "--limit", "0"],
        ["export", "events", "--known-at", "@x"],
        ["export", "register", "--format", "csv"],
        ["process", "diagram", "la-declaration", "--format", "png"],
        ["serve", "--port", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(home: Path, said: list[str]) -> None:
    result = run("--home", home, *said)
    assert result.exit_code == USAGE, result.output
    assert result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "said",
    [["view", "status"], ["events", "list"], ["serve"], ["doctor"],
     ["export", "register"], ["load", "la-declaration"],
     ["account", "disable", "a@example.org"]],
    ids=" ".join,
)  # fmt: skip
def test_without_a_register_the_sentence_says_how_to_make_one(
    new: Path, said: list[str]
) -> None:
    for _ in "12":
        result = run("--home", new, *said)
        assert result.exit_code == COULD_NOT
        assert "make one with depositary init or depositary demo" in result.stderr
        assert not new.exists(), "asking makes nothing"


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes(os.urandom(4096))
    result = run("view", "status", "--home", tmp_path)
    assert result.exit_code == COULD_NOT
    assert "file is not a database" in result.stderr
    assert "Traceback" not in result.output


def test_wrong_settings_are_all_told_at_once(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("DEPOSITARY_PORT", "many")
    monkeypatch.setenv("DEPOSITARY_HOEM", "x")
    result = run("--home", home, "view", "status")
    assert result.exit_code == COULD_NOT
    assert result.stderr.splitlines() == [
        "depositary: DEPOSITARY_HOEM is not a setting; did you mean DEPOSITARY_HOME?",
        "depositary: DEPOSITARY_PORT must be a number from 1 to 65535, not many",
    ]


def test_the_folder_is_taken_from_the_environment_too(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("DEPOSITARY_HOME", str(home))
    assert run("view", "status").exit_code == FINE


def test_a_table_off_a_terminal_is_plain_and_never_folded(home: Path) -> None:
    told = run("--home", home, "events", "list", "--limit", 200).stdout.splitlines()
    assert len(told) == 201
    assert "\x1b" not in "".join(told)
    assert all(line == line.rstrip() for line in told)


# --- init, load, accounts --------------------------------------------------------


def test_init_makes_a_register_and_invites_its_officers(new: Path) -> None:
    told = answer("init", "--process", "la-declaration", "--home", new, *EMAILS)
    office = Office.open(Settings.read(os.environ, new))
    for officer, email in (
        ("registrar", "r@example.org"),
        ("secretary", "s@example.org"),
    ):
        token = re.fullmatch(
            r"http://127\.0\.0\.1:8000/sign-in/choose/(\S+)", told[officer]
        )
        assert token is not None
        person = office.accounts.reset(token[1], "a long enough password")
        assert person == office.accounts.by_email(email)
        assert office.viewer(person).officer
    office.close()


def test_init_never_asks_off_a_terminal(tmp_path: Path) -> None:
    result = run("init", "--process", "la-declaration", "--home", tmp_path / "new")
    assert result.exit_code == USAGE
    assert "--registrar-email is needed" in result.stderr
    assert not (tmp_path / "new").exists()


def test_init_refuses_a_register_that_is_there(home: Path) -> None:
    result = run("init", "--process", "la-declaration", "--home", home, *EMAILS)
    assert result.exit_code == COULD_NOT
    assert "established already" in result.stderr


def test_init_needs_two_persons(new: Path) -> None:
    same = (*EMAILS[:3], "R@example.org")
    result = run("init", "--process", "la-declaration", "--home", new, *same)
    assert result.exit_code == COULD_NOT
    assert "need to be two persons" in result.stderr


def test_loading_again_adds_nothing(home: Path) -> None:
    result = run("load", "la-declaration", "--home", home)
    assert result.stdout == "0 records are new, 96 were known\n"
    assert answer("load", "la-declaration", "--home", home)["events"] == 0


@pytest.mark.parametrize("content", [None, "{", "[]"], ids=["none", "torn", "list"])
def test_a_file_that_cannot_be_loaded_is_a_sentence(
    home: Path, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "records.json"
    if content is not None:
        file.write_text(content)
    result = run("load", file, "--home", home)
    assert result.exit_code == COULD_NOT
    assert "records.json" in result.stderr
    assert "Traceback" not in result.output


def test_an_account_is_opened_shut_and_opened_again(home: Path) -> None:
    told = answer("--home", home, "account", "add", "a@example.org", "--name", "Ana")
    assert told["person"].startswith("p-")
    assert "/sign-in/choose/" in told["invitation"]
    for verb in ("disable", "enable"):
        result = run("--home", home, "account", verb, "a@example.org")
        assert result.exit_code == FINE
    result = run("--home", home, "account", "disable", "b@example.org")
    assert result.exit_code == COULD_NOT
    assert "there is no account for b@example.org" in result.stderr


def test_a_password_is_read_from_standard_input_off_a_terminal(home: Path) -> None:
    said = ("account", "add", "a@example.org", "--name", "Ana", "--password")
    result = run("--home", home, *said, input="a long enough password\n")
    assert result.exit_code == FINE
    assert "a long enough" not in result.output
    office = Office.open(at(home))
    assert office.accounts.sign_in("a@example.org", "a long enough password")
    office.close()
    short = run("--home", home, *said[:2], "b@example.org", *said[3:], input="short\n")
    assert short.exit_code == USAGE
    assert "at least 12 characters" in short.stderr


def test_a_token_is_shown_once_and_serves(home: Path) -> None:
    said = ("account", "token", SECRETARY, "--scope", "read", "--days", "3")
    told = answer("--home", home, *said)
    office = Office.open(at(home))
    person = office.accounts.by_email(SECRETARY)
    bearer = office.accounts.bearer(told["token"])
    assert bearer is not None
    assert (bearer.person, bearer.scopes) == (person, frozenset({"read"}))
    office.close()


# --- processes -------------------------------------------------------------------


def test_the_definitions_that_ship_are_listed() -> None:
    (found, *_rest) = answer("process", "list")["processes"]
    assert found["key"] == "la-declaration"
    assert "la-declaration" in run("process", "list").stdout


def test_a_definition_is_checked_and_a_defect_named(tmp_path: Path) -> None:
    assert run("process", "check", "la-declaration").exit_code == FINE
    shipped = Path(__file__).parent.parent / "domain/processes/la-declaration.toml"
    text = shipped.read_text("utf-8")
    file = tmp_path / "ours.toml"
    file.write_text(text.replace("leads_concur", "leads_agree"))
    result = run("process", "check", file)
    assert result.exit_code == FINDINGS
    assert re.search(r"ours\.toml, row \d+ \(line \d+\): .*leads_agree", result.stderr)
    result = run("process", "check", file, "--json")
    assert result.exit_code == FINDINGS
    assert len(json.loads(result.stdout)["defects"]) == 1
    assert run("process", "check", tmp_path / "none.toml").exit_code == COULD_NOT


def test_a_machine_is_drawn() -> None:
    assert "<svg" in run("process", "diagram", "la-declaration").stdout
    said = ("process", "diagram", "la-declaration", "--format", "mermaid")
    assert run(*said).stdout.startswith("stateDiagram-v2")
    assert run(*said, "--machine", "package").exit_code == FINE
    result = run(*said, "--machine", "nothing")
    assert result.exit_code == COULD_NOT
    assert "it has process, participant" in result.stderr


# --- events ----------------------------------------------------------------------


def listed(home: Path, *said: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer("--home", home, "events", "list", *said)[
        "events"
    ]
    return found


def test_events_are_listed_by_stream_kind_and_participant(home: Path) -> None:
    stream = listed(home, "--stream", "commitment/LAD-002")
    assert [row["version"] for row in stream] == [1, 2, 3]
    assert {
        row["topic"] for row in listed(home, "--type", "meeting", "--limit", 999)
    } > {
        "meeting.scheduled",
        "meeting.convened",
    }
    only = listed(home, "--type", "participant.endorsed", "--limit", 999)
    assert len(only) == 21
    colombia = listed(home, "--participant", "COL", "--limit", 999)
    assert {row["participant"] for row in colombia} == {"COL"}


def test_events_are_listed_by_actor_and_time(home: Path) -> None:
    by_address = listed(home, "--actor", REGISTRAR, "--limit", 999)
    (person,) = {row["actor"] for row in by_address}
    assert listed(home, "--actor", person, "--limit", 999) == by_address
    assert listed(home, "--from", "2999-01-01") == []
    assert listed(home, "--to", "1999-01-01") == []
    first = listed(home, "--limit", 1)[0]
    assert listed(home, "--to", first["recorded_at"])[0] == first


def test_a_list_goes_on_after_a_position(home: Path) -> None:
    assert [row["position"] for row in listed(home, "--after", 7, "--limit", 2)] == [
        8,
        9,
    ]
    result = run("--home", home, "events", "list", "--limit", 2)
    assert result.stderr == "More: --after 2\n"


def test_one_event_is_shown_whole(home: Path) -> None:
    (row,) = listed(home, "--type", "participant.registered", "--limit", 1)
    found = answer("--home", home, "events", "show", row["position"])
    assert found["said"]["key"] == row["stream"].partition("/")[2]
    assert found["said"]["basis"]
    shown = run("--home", home, "events", "show", row["position"]).stdout
    assert row["sentence"] in shown
    result = run("--home", home, "events", "show", 99_999)
    assert result.exit_code == COULD_NOT
    assert "the log has no position 99999" in result.stderr


def test_a_trace_leads_from_what_followed_to_the_act_and_back(home: Path) -> None:
    opened = listed(home, "--type", "undertaking.opened", "--limit", 1)[0]
    traced = answer("--home", home, "events", "trace", opened["position"])["events"]
    assert traced[0]["topic"] == "commitment.announced"
    assert traced[0]["depth"] == 0
    assert len({row["command"] for row in traced}) == 1
    assert opened["position"] in {row["position"] for row in traced if row["depth"]}
    from_the_act = answer("--home", home, "events", "trace", traced[0]["position"])
    assert from_the_act["events"] == traced
    told = run("--home", home, "events", "trace", opened["position"]).stdout
    assert re.search(rf"^> +{opened['position']} ", told, re.MULTILINE)


def test_following_gives_a_line_for_each_event(home: Path) -> None:
    said = ("--home", home, "events", "follow", "--after", 0, "--limit", 3)
    lines = run(*said, "--json").stdout.splitlines()
    assert [json.loads(line)["position"] for line in lines] == [1, 2, 3]
    assert len(run(*said).stdout.splitlines()) == 3


# --- views -----------------------------------------------------------------------


def test_a_planted_defect_is_found_named_and_mended(home: Path) -> None:
    assert run("--home", home, "view", "compare").exit_code == FINE
    before = answer("--home", home, "view", "status")["digest"]
    spoil(
        home, "UPDATE commitments_3 SET title = 'planted' WHERE reference = 'LAD-001'"
    )
    result = run("--home", home, "view", "compare")
    assert result.exit_code == FINDINGS
    assert "view commitments, row reference LAD-001" in result.stdout
    assert "planted" in result.stdout
    assert "Implement from August 2022" in result.stdout
    result = run("--home", home, "view", "compare", "--json")
    assert result.exit_code == FINDINGS
    assert len(json.loads(result.stdout)["differences"]) == 1
    assert run("--home", home, "view", "rebuild").exit_code == FINE
    assert answer("--home", home, "view", "compare")["differences"] == []
    assert answer("--home", home, "view", "rebuild")["digest"] == before


def test_the_status_lists_every_view(home: Path) -> None:
    found = answer("--home", home, "view", "status")
    assert {"commitments", "activity", "tally"} < {
        row["view"] for row in found["views"]
    }
    assert f"sha256:{found['digest']}" in run("--home", home, "view", "status").stdout


# --- exports ---------------------------------------------------------------------


def test_the_same_position_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    said = ("--home", home, "export", "events", "--known-at", "@200")
    first = run(*said)
    lines = [json.loads(line) for line in first.stdout.splitlines()]
    assert [line["position"] for line in lines] == list(range(1, 201))
    file = tmp_path / "events.ndjson"
    second = run(*said, "--output", file)
    assert file.read_text("utf-8") == first.stdout
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert second.stderr == first.stderr
    assert second.stderr == f"200 events up to position 200, sha256:{digest}\n"


def test_what_is_not_public_is_a_placeholder_unless_all_is_asked(home: Path) -> None:
    public = run("--home", home, "export", "events").stdout
    hidden = [x for x in map(json.loads, public.splitlines()) if x["hidden"]]
    assert {row["key"] for row in hidden} == {"LAD-019"}
    assert all("event" not in row and "topic" not in row for row in hidden)
    assert "EXERCISE" not in public
    whole = run("--home", home, "export", "events", "--all").stdout
    assert "EXERCISE" in whole
    assert '"hidden":true' not in whole


def test_the_register_is_one_document_with_position_time_and_checksum(
    home: Path,
) -> None:
    said = ("--home", home, "export", "register")
    first = run(*said)
    found = json.loads(first.stdout)
    assert found["position"] > 200
    assert found["recorded_at"]
    assert found["checksum"].startswith("sha256:")
    assert run(*said).stdout == first.stdout
    assert len(found["tables"]["commitments"]) == 19
    exercise = found["tables"]["commitments"][-1]
    assert (exercise["stage"], exercise["title"]) == ("draft", "")
    assert "EXERCISE" in run(*said, "--all").stdout
    past = json.loads(run(*said, "--as-of", "2022-06-01").stdout)
    assert past["as_of"] == "2022-06-01T23:59:59.999999Z"
    assert past["tables"]["commitments"] == []


def test_the_register_is_csv_files_with_a_checksum_each(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    said = ("export", "register", "--format", "csv", "--output", folder)
    assert run("--home", home, *said).exit_code == FINE
    card = json.loads((folder / "card.json").read_bytes())
    assert "commitments.csv" in card["files"]
    for name, digest in card["files"].items():
        content = (folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest


# --- kept elsewhere ---------------------------------------------------------------


def test_a_register_is_backed_up_and_restored_on_its_engine(
    home: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the commands alone, and by the one setting that names the database."""
    kept, back = tmp_path / "kept.zip", tmp_path / "back"
    taken = answer("--home", home, "backup", kept)
    assert taken["engine"] == engine
    assert (
        taken["position"]
        == answer("--home", home, "view", "status")["views"][0]["position"]
    )
    with unmade(engine, tmp_path / "named") as named:
        told(monkeypatch, named)
        place = Settings.read(os.environ, back)
        where = str(back) if place.database else place.shown_database
        upto = f"up to position {taken['position']},"
        tried = run("--home", back, "restore", kept, "--dry-run")
        assert f"the register would be in {where} {upto}" in tried.stdout
        assert run("--home", back, "view", "status").exit_code == COULD_NOT
        done = run("--home", back, "restore", kept)
        assert f"the register is in {where} {upto}" in done.stdout
        compared = run("--home", back, "view", "compare")
        assert "every row agrees with the log" in compared.stdout
        go_on(place)
        newer = run("--home", back, "restore", kept)
        assert newer.exit_code == COULD_NOT
        assert "is newer than the backup: it stands at" in newer.stderr


def go_on(settings: Settings) -> None:
    """Take an act in the register at a place."""
    with closing(Office.open(settings)) as office:
        secretary = office.accounts.by_email(SECRETARY) or ""
        said = {"language": "fr", "name": "Mexique"}
        what = ("participant", "MEX", "record-name", secretary, said)
        office.act(Act(*what, basis=("note verbale",)))
