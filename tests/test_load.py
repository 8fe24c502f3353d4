"""Reference data comes in as late entries: all or none, once, as exactly as known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from application.load import Summary, declaration, load
from application.office import Act, Defective, NotAllowed, Office, Refused
from application.pages.reader import Reader
from application.views.rebuild import compare
from tests.houses import at, housed

REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
TODAY = "2026-11-24"
Data = dict[str, Any]


def new_office(home: Path) -> Office:
    """Open an office on an established register."""
    office = Office.open(at(home), clock=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    office.establish("la-declaration", REGISTRAR, SECRETARY)
    return office


@pytest.fixture
def empty(tmp_path: Path, engine: str) -> Iterator[Office]:
    with housed(engine, tmp_path) as home:
        office = new_office(home)
        yield office
        office.close()


@pytest.fixture(scope="module")
def progress() -> list[tuple[int, int, str]]:
    return []


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory,
    progress: list[tuple[int, int, str]],
    engine: str,
) -> Iterator[tuple[Office, Summary]]:
    with housed(engine, tmp_path_factory.mktemp("loaded")) as home:
        office = new_office(home)
        progress.clear()
        summary = load(
            office, declaration(), REGISTRAR, lambda *told: progress.append(told)
        )
        yield office, summary
        office.close()


@pytest.fixture
def office(loaded: tuple[Office, Summary]) -> Office:
    return loaded[0]


@pytest.fixture
def now(office: Office) -> Reader:
    return office.reader()


def named(data: Data, section: str, **key: Any) -> Any:
    """Return the record of a section with these values."""
    return next(r for r in data[section] if r | key == r)


# What is loaded


def test_everything_is_loaded_once(loaded: tuple[Office, Summary]) -> None:
    summary = loaded[1]
    assert summary.by_section == {
        "instrument": 1,
        "participants": 21,
        "partners": 1,
        "pillars": 4,
        "action_packages": 11,
        "meetings": 7,
        "offices": 2,
        "commitments": 18,
        "progress_reports": 1,
        "claims": 2,
        "conflicts": 6,
        "sources": 22,
    }
    assert (summary.new, summary.unchanged) == (96, 0)


def test_progress_is_told_act_by_act(
    loaded: tuple[Office, Summary], progress: list[tuple[int, int, str]]
) -> None:
    acts = loaded[1].acts
    assert [done for done, _, _ in progress] == list(range(1, acts + 1))
    assert {total for _, total, _ in progress} == {acts}
    assert ("participants[GUY]") in {label for _, _, label in progress}


def test_the_views_say_what_the_log_says(office: Office) -> None:
    assert compare(office.register) == []


def test_each_event_is_a_late_entry_of_the_registrar_with_its_basis(
    office: Office,
) -> None:
    sources = set(declaration()["sources"])
    for entry in office.register.ledger.since(1):
        event = entry.event
        assert event.role in {"registrar", "register"}, event.TOPIC
        if event.role == "registrar":
            assert event.by == REGISTRAR
        assert event.basis, event.TOPIC
        words = {part for part in event.basis if ": " not in part}
        assert words <= sources, event.TOPIC


def test_sources_come_first_and_then_what_happened_in_its_order(
    office: Office,
) -> None:
    told = [e.event for e in office.register.ledger.since(1)]
    topics = [event.TOPIC for event in told]
    assert set(topics[:22]) == {"process.source-noted"}
    assert set(topics[-8:]) == {"process.claim-noted", "process.conflict-noted"}
    days = [
        event.occurred_at[:10]
        for event in told
        if event.role == "registrar" and event.occurred_at < TODAY
        if not event.TOPIC.startswith(("commitment.", "undertaking."))
    ]
    assert days == sorted(days)


def test_twenty_one_endorse_and_spain_stands_outside(now: Reader) -> None:
    codes = {p["iso_alpha3"] for p in declaration()["participants"]}
    standing = {code: now.record("participant", code).standing for code in codes}
    assert set(standing.values()) == {"endorsing"}
    assert len(standing) == 21
    spain = now.record("participant", "ESP")
    assert (spain.standing, spain.name) == ("listed", "Spain")
    assert now.register.directory().participants.__len__() == 22


def test_formal_names_are_kept(now: Reader) -> None:
    uruguay = now.record("participant", "URY")
    assert uruguay.names["en"][-1]["formal_name"] == "Oriental Republic of Uruguay"


def test_guyana_keeps_its_bracket(office: Office) -> None:
    spell = office.reader().record("participant", "GUY").spells[-1]
    assert spell.occurred == "2022-06-11..2022-09-26"
    assert spell.earliest == "2022-06-11T00:00:00.000000Z"
    assert spell.since == "2022-09-26T23:59:59.999999Z"
    assert spell.basis[:2] == ("lad-text", "wh-2022-09")
    assert spell.basis[2].startswith("inference: Absent from the 20")


@pytest.mark.parametrize(
    ("day", "endorsing", "perhaps"),
    [
        ("2022-06-09", 0, []),
        ("2022-06-10", 20, []),
        ("2022-07-01", 20, ["GUY"]),
        ("2022-09-25", 20, ["GUY"]),
        ("2022-09-26", 21, []),
    ],
)
def test_who_endorses_and_who_may_have(
    office: Office, day: str, endorsing: int, perhaps: list[str]
) -> None:
    with office.register.reading() as cursor:
        values = office.when(day).values
        since = "since <= :known AND until > :known"
        cursor.execute(
            f"SELECT participant, standing FROM standings_3 WHERE {since}"  # noqa: S608
            " AND valid_from <= :at AND valid_to > :at AND standing = 'endorsing'",
            values,
        )
        assert len(cursor.fetchall()) == endorsing
        cursor.execute(
            f"SELECT participant, standing FROM standings_3 WHERE {since}"  # noqa: S608
            " AND valid_from > :at AND earliest <> '' AND earliest <= :at",
            values,
        )
        found = {row["participant"]: row["standing"] for row in cursor.fetchall()}
        assert found == dict.fromkeys(perhaps, "endorsing")


def test_pillars_and_packages(now: Reader) -> None:
    pillars = now.record("process", "LAD").pillars
    assert list(pillars) == ["P1", "P2", "P3", "P4"]
    assert "Expansion of legal pathways" in pillars["P2"]["titles"]
    packages = {f"AP{n:02d}": now.record("package", f"AP{n:02d}") for n in range(1, 12)}
    assert packages["AP07"].leads == ["CAN", "GUY"]
    assert packages["AP07"].members == ["MEX", "URY", "USA"]
    assert packages["AP07"].titles[1:] == ["Refugee Resettlement"]
    assert packages["AP08"].completeness == "partial"
    assert packages["AP04"].completeness == "unknown"
    assert all(p.stage == "led" for p in packages.values())


def test_a_lead_whose_day_is_unknown_is_not_dated(office: Office) -> None:
    volunteered = [
        entry.event
        for entry in office.reader().entries("package", "AP11")
        if "volunteered" in entry.event.TOPIC
    ]
    assert [event.participant for event in volunteered] == ["PRY", "PER"]
    assert {event.occurred for event in volunteered} == {"unknown"}
    assert {event.earliest for event in volunteered} == {"0000-00-00"}
    then = office.reader(office.when("2023-01-01")).record("package", "AP11")
    assert then.leads == []


def test_leads_were_announced_at_the_first_ministerial(office: Office) -> None:
    before = office.reader(office.when("2022-10-05")).record("package", "AP07")
    after = office.reader(office.when("2022-10-06")).record("package", "AP07")
    assert (before.stage, before.leads) == ("identified", [])
    assert (after.stage, after.leads) == ("led", ["CAN", "GUY"])


def test_meetings_were_held_but_for_the_one_without_a_day(now: Reader) -> None:
    stages = {
        m["id"]: now.record("meeting", m["id"]).stage for m in declaration()["meetings"]
    }
    held = {key for key, stage in stages.items() if stage == "adjourned"}
    assert set(stages) - held == {"special-coordinators-2024-12"}
    undated = now.record("meeting", "special-coordinators-2024-12")
    assert (undated.stage, undated.planned) == ("scheduled", "2024-12")
    launch = now.record("meeting", "special-coordinators-2022")
    assert len(launch.present) == 19
    assert launch.outcome.startswith("Shared implementation plan launched")


def test_offices_are_held_as_exactly_as_known(now: Reader) -> None:
    process = now.record("process", "LAD")
    assert process.holder("chair") == "COL"
    secretariat = process.offices["secretariat"][-1]
    assert secretariat["occurred"] == "2024-09"
    assert secretariat["since"].startswith("2024-09-30")
    assert "Pan American Development Foundation" in secretariat["holder_text"]
    told = [e.event.tell(now.name) for e in now.entries("process", "LAD")]
    assert "Colombia assumed the office of chair" in told
    assert any(
        line.startswith("OAS General Secretariat, ") and "the office of" in line
        for line in told
    )


def test_each_commitment_has_the_reference_of_the_file(now: Reader) -> None:
    for record in declaration()["commitments"]:
        kept = now.record("commitment", record["id"])
        assert kept.title == record["summary"]
        assert kept.form == record["form"]
        assert kept.target == (record["target"] or {})
        assert kept.note == record.get("note", "")
        assert kept.stage == "announced"
    assert now.record("process", "LAD").references == 18


@pytest.mark.parametrize(
    ("reference", "said", "announcers"),
    [
        ("LAD-001", "2022-06-10", ["BLZ"]),
        ("LAD-013", "unknown", ["USA"]),
        ("LAD-014", "2022-10-06", ["USA"]),
        ("LAD-017", "2024-05-06..2024-05-07", ["USA", "CRI"]),
        ("LAD-018", "2022-06-10", ["ESP"]),
    ],
)
def test_when_and_by_whom_it_was_announced(
    now: Reader, reference: str, said: str, announcers: list[str]
) -> None:
    kept = now.record("commitment", reference)
    assert kept.occurred.occurred == said
    assert kept.announcers == announcers
    for code in announcers:
        own = now.record("undertaking", f"{reference}-{code}")
        assert own.stage == "announced"


def test_progress_is_a_statement_and_no_report(now: Reader) -> None:
    belize = now.record("undertaking", "LAD-001-BLZ")
    assert len(belize.statements) == 1
    assert not belize.reports
    assert belize.stage == "announced"


def test_claims_and_conflicts_are_notes_beside_the_record(now: Reader) -> None:
    process = now.record("process", "LAD")
    assert list(process.claims) == ["endorser-22", "dom-2022"]
    assert process.claims["dom-2022"].candidate == "Dominican Republic"
    assert len(process.conflicts) == 6
    assert process.conflicts["Date of Guyana's endorsement"].readings == [
        {"value": "unknown", "sources": ["wh-2022-09"]}
    ]
    assert now.find("participant", "DOM") is None


# Once, and unchanged


def test_loading_twice_adds_nothing(office: Office) -> None:
    before = office.register.ledger.position()
    again = load(office, declaration(), REGISTRAR)
    assert (again.new, again.unchanged, again.events) == (0, 96, 0)
    assert office.register.ledger.position() == before


def test_a_changed_record_is_refused_with_both_versions(office: Office) -> None:
    data = declaration()
    named(data, "commitments", id="LAD-005")["target"]["quantity"] = 5000
    before = office.register.ledger.position()
    with pytest.raises(Refused) as refused:
        load(office, data, REGISTRAR)
    told = str(refused.value)
    assert told.startswith("commitments[LAD-005] changed since it was loaded")
    assert '"quantity": 4000' in told
    assert '"quantity": 5000' in told
    assert office.register.ledger.position() == before


def test_new_records_of_a_later_file_are_added(empty: Office) -> None:
    load(empty, declaration(), REGISTRAR)
    data = declaration()
    data["commitments"].append(
        named(data, "commitments", id="LAD-002")
        | {"id": "LAD-019", "summary": "Something else.", "announced_on": "2025-01-01"}
    )
    data["participants"].append(
        named(data, "participants", iso_alpha3="CAN")
        | {"iso_alpha2": "BS", "iso_alpha3": "BHS", "name": "Bahamas"}
        | {"endorsed_on": "2025-02-01", "endorsed_at": None}
    )
    summary = load(empty, data, REGISTRAR)
    assert summary.by_section == {"commitments": 1, "participants": 1}
    assert empty.reader().record("participant", "BHS").standing == "endorsing"


def test_a_reference_that_is_not_the_next_is_refused(empty: Office) -> None:
    data = declaration()
    named(data, "commitments", id="LAD-018")["id"] = "LAD-020"
    with pytest.raises(Refused, match=r"LAD-020\]\.id: .* the next is LAD-018"):
        load(empty, data, REGISTRAR)
    assert empty.register.ledger.position() == 1


def test_a_refusal_by_the_rules_names_the_record_and_leaves_nothing(
    empty: Office,
) -> None:
    empty.act(
        Act("participant", "", "register", REGISTRAR,
            {"key": "CAN", "name": "Canada", "nature": "state"}, basis=("note",))
    )  # fmt: skip
    with pytest.raises(Refused, match=r"^participants\[CAN\]: "):
        load(empty, declaration(), REGISTRAR)
    assert empty.register.ledger.position() == 2
    assert empty.register.directory().participants == ["CAN"]


def test_only_the_registrar_loads(empty: Office) -> None:
    with pytest.raises(NotAllowed, match="appointment as registrar"):
        load(empty, declaration(), SECRETARY)


def test_the_same_file_in_another_order_gives_the_same_references(
    empty: Office,
) -> None:
    data = declaration()
    for section in ("commitments", "participants", "meetings", "action_packages"):
        data[section].reverse()
    load(empty, data, REGISTRAR)
    assert empty.reader().record("commitment", "LAD-005").participant == "CAN"


def test_of_a_broken_file_nothing_is_loaded(empty: Office) -> None:
    data = declaration()
    data["conflicts"][-1]["topic"] = None
    with pytest.raises(Defective):
        load(empty, data, REGISTRAR)
    assert empty.register.ledger.position() == 1


def test_a_file_is_loaded_by_its_path(empty: Office, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(declaration()), "utf-8")
    assert load(empty, file, REGISTRAR).new == 96
