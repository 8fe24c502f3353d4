"""What pages show, at any moment and to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from application.commands.act import Act, Receipt
from application.office import Office
from application.pages import (
    activity,
    events,
    mandates,
    meetings,
    overview,
    packages,
    participants,
    processes,
    references,
    sources,
    undertakings,
)
from application.pages.reader import Reader
from domain.errors import NotFound
from tests.conftest import Clock

REGISTRAR, SECRETARY = "p-registrar", "p-secretary"
STATES = {"CAN": "Canada", "COL": "Colombia", "GUY": "Guyana", "MEX": "Mexico"}


@dataclass
class Story:
    """A small register and the ways to write and read it."""

    office: Office
    clock: Clock

    def act(
        self, person: str, kind: str, key: str, action: str, /, **said: Any
    ) -> Receipt:
        """Act now, a second after the last."""
        self.clock.pass_by(seconds=1)
        basis = tuple(said.pop("basis", ("a note",)))
        return self.office.act(Act(kind, key, action, person, said, basis=basis))

    def enter(
        self,
        kind: str,
        key: str,
        action: str,
        at: str,
        of: str = "",
        /,
        **said: Any,
    ) -> Receipt:
        """Enter as the registrar what happened before."""
        basis = ("press-2022",)
        act = Act(
            kind, key, action, REGISTRAR, said, participant=of, basis=basis,
            occurred=at,
        )  # fmt: skip
        return self.office.act(act)

    def read(self, as_of: str = "", known_at: str = "", person: str = "") -> Reader:
        """Read at a moment, as a person."""
        return self.office.reader(self.office.when(as_of, known_at), person)


@pytest.fixture
def story(office: Office, clock: Clock) -> Story:
    """Tell of four states, one joining on an uncertain day, and a package."""
    office.establish("la-declaration", REGISTRAR, SECRETARY)
    it = Story(office, clock)
    it.enter(
        "process", "LAD", "note-source", "", source="press-2022", title="A newspaper",
        url="https://press.test/1", publisher="Press",
    )  # fmt: skip
    for code, name in STATES.items():
        occurred = "2022-06-11..2022-09-26" if code == "GUY" else "2022-06-10"
        it.enter(
            "participant", "", "register", occurred, key=code, name=name, nature="state"
        )
        it.enter("participant", code, "endorse", occurred, code)
    it.enter(
        "process", "LAD", "define-pillar", "2022-06-10",
        code="P2", number=2, title="Pathways",
    )  # fmt: skip
    it.enter(
        "package", "", "identify", "2022-09-26", key="AP07", number=7,
        title="Refugee Resettlement", pillar="P2", variants="Réinstallation",
    )  # fmt: skip
    it.enter("package", "AP07", "volunteer-lead", "2022-09-26", "CAN")
    it.enter("package", "AP07", "join", "2022-10-06", "MEX")
    return it


def tiles(page: dict[str, Any]) -> dict[str, str]:
    return {tile["code"]: tile["state"] for tile in page["map"]}


def test_the_number_of_endorsers_is_a_range_while_a_day_lies_in_a_bracket(
    story: Story,
) -> None:
    assert overview.page(story.read("2022-06-10"))["endorsing"]["words"] == "3"
    within = overview.page(story.read("2022-07-01"))
    assert within["endorsing"] == {"certain": 3, "possible": 4, "words": "3\u20134"}
    assert tiles(within)["GUY"] == "may have"
    assert overview.page(story.read("2022-09-26"))["endorsing"]["words"] == "4"
    assert overview.page(story.read())["endorsing"]["words"] == "4"


def test_a_country_that_may_have_left_is_no_certain_endorser(story: Story) -> None:
    story.enter(
        "participant", "COL", "notify-withdrawal", "2022-11-01..2022-12-31", "COL",
        reason="A new government",
    )  # fmt: skip
    assert overview.page(story.read("2022-10-15"))["endorsing"]["words"] == "4"
    assert overview.page(story.read("2022-11-15"))["endorsing"]["words"] == "3\u20134"
    assert overview.page(story.read("2023-01-01"))["endorsing"]["words"] == "3"


def test_an_unverified_claim_stands_beside_and_is_not_counted(story: Story) -> None:
    story.enter(
        "process", "LAD", "note-claim", "", claim="c22", about="The 22nd",
        statement="Somebody is", status="unverified", candidate="Dominican Republic",
    )  # fmt: skip
    page = overview.page(story.read())
    assert tiles(page)["DOM"] == "candidate"
    assert page["endorsing"]["words"] == "4"
    assert "DOM" not in {
        row["code"] for row in participants.listing(story.read())["participants"]
    }


def test_nobody_is_accused_while_the_members_of_a_package_are_not_known(
    story: Story,
) -> None:
    rule = overview.page(story.read())["rule"]
    assert not rule["known"]
    assert [row["key"] for row in rule["incomplete"]] == ["AP07"]
    story.enter("package", "AP07", "note-membership", "", completeness="complete")
    rule = overview.page(story.read())["rule"]
    assert rule["known"]
    assert [row["code"] for row in rule["short"]] == ["COL", "GUY"]


def test_a_statement_is_no_report(story: Story) -> None:
    reference = announced(story)
    page = overview.page(story.read())
    assert page["reports"]["without"] == page["reports"]["commitments"] == 1
    story.enter(
        "undertaking", f"{reference}-COL", "record-statement", "2022-10-06", "COL",
        narrative="Registered 20,000",
    )  # fmt: skip
    page = overview.page(story.read())
    assert page["reports"]["without"] == 1
    assert page["reports"]["statements"] == 1
    assert page["bars"][-1] == {
        "code": "", "label": "no package", "counts": {"announced": 1},
    }  # fmt: skip


def announced(story: Story) -> str:
    receipt = story.enter(
        "commitment", "", "announce", "2022-06-10", "COL",
        form="national", title="Protect", partners="", package="", pillar="P2",
    )  # fmt: skip
    return receipt.reference


def test_a_package_keeps_every_title_and_old_links_lead_to_it(story: Story) -> None:
    story.enter("package", "AP07", "retitle", "2023-01-15", title="Resettlement Plus")
    page = packages.page(story.read(), "AP07")
    assert page["title"] == "Resettlement Plus"
    assert [one["title"] for one in page["titles"]] == [
        "Resettlement Plus",
        "Refugee Resettlement",
    ]
    assert page["also_called"] == ["Réinstallation"]
    for text in ("AP07", "ap07", "refugee resettlement", "Reinstallation"):
        assert references.resolve(story.read(), "package", text) == "AP07"
    before = packages.page(story.read("2023-01-01"), "AP07")
    assert before["title"] == "Refugee Resettlement"
    with pytest.raises(NotFound, match="no package"):
        references.resolve(story.read(), "package", "Nothing of the kind")


def test_who_takes_part_in_a_package_is_told_with_its_day(story: Story) -> None:
    page = packages.page(story.read(), "AP07")
    assert [(s["code"], s["position"], s["since"]["said"]) for s in page["seats"]] == [
        ("CAN", "lead", "2022-09-26"),
        ("MEX", "member", "2022-10-06"),
    ]
    assert page["completeness"] == "unknown"
    assert len(packages.page(story.read("2022-10-01"), "AP07")["seats"]) == 1


def test_a_source_is_shown_where_an_act_rests_on_it(story: Story) -> None:
    basis = packages.page(story.read(), "AP07")["history"][0]["basis"]
    assert basis == [
        {
            "key": "press-2022",
            "title": "A newspaper",
            "href": "https://press.test/1",
            "publisher": "Press",
        }
    ]


def test_a_participant_shows_spells_and_what_it_promised(story: Story) -> None:
    announced(story)
    page = participants.page(story.read(), "COL")
    assert [spell["standing"] for spell in page["spells"]] == ["endorsing"]
    assert page["spells"][-1]["since"]["said"] == "2022-06-10"
    assert [row["title"] for row in page["announced"]] == ["Protect"]
    assert [row["reference"] for row in page["undertakings"]] == ["LAD-001-COL"]
    leads = participants.page(story.read(), "CAN")["leads"]
    assert [seat["package"] for seat in leads] == ["AP07"]


def test_a_bracket_stays_a_bracket_on_the_participants_page(story: Story) -> None:
    with pytest.raises(NotFound):
        participants.page(story.read("2022-06-10"), "GUY")
    since = participants.page(story.read(), "GUY")["spells"][-1]["since"]
    assert since["said"] == "2022-06-11..2022-09-26"
    assert since["earliest"].startswith("2022-06-11")


def test_names_of_persons_are_for_their_own_people_and_the_officers(
    story: Story,
) -> None:
    story.act(
        SECRETARY, "participant", "COL", "enter-minister", holder="p-min", office="FM"
    )
    story.act(
        SECRETARY, "participant", "CAN", "enter-minister", holder="p-can", office="FM"
    )

    def people(persons: Any) -> dict[str, str]:
        return {person: f"Name of {person}" for person in persons}

    def name(person: str) -> str:
        page = participants.page(story.read(person=person), "COL", people)
        return str(page["mandates"][0]["name"])

    assert (name(""), name("p-can")) == ("", "")
    assert name("p-min") == name(SECRETARY) == "Name of p-min"
    shown = mandates.page(story.read(), people)
    assert [held["name"] for held in shown["participants"][1]["mandates"]] == [""]


def test_each_sees_what_may_be_done_about_mandates(story: Story) -> None:
    assert mandates.page(story.read())["may"] == []
    story.act(
        SECRETARY, "participant", "COL", "enter-minister", holder="p-min", office="FM"
    )
    story.act(
        "p-min", "participant", "COL", "delegate", holder="p-d", capacity="delegate"
    )
    mine = mandates.page(story.read(person="p-min"))
    assert [one["code"] for one in mine["may"]] == ["COL"]
    assert {one["action"] for one in mine["may"][0]["actions"]} >= {
        "designate", "delegate",
    }  # fmt: skip
    own = {
        held["number"]: held["actions"] for held in mine["participants"][0]["mandates"]
    }
    assert "revoke" in {one["action"] for one in own["COL-M2"]}
    officer = mandates.page(story.read(person=SECRETARY))
    held = {
        one["number"]: one["actions"] for one in officer["participants"][0]["mandates"]
    }
    assert [one["action"] for one in held["COL-M1"]] == ["revoke"]
    assert held["COL-M2"] == []
    assert {one["code"] for one in officer["may"]} == set(STATES)


def test_activity_is_newest_first_with_filters_and_a_cursor(story: Story) -> None:
    first = activity.listing(story.read(), limit=5)
    assert [act["position"] for act in first["acts"]] == sorted(
        (act["position"] for act in first["acts"]), reverse=True
    )
    second = activity.listing(story.read(), limit=5, before=first["next"])
    assert second["acts"][0]["position"] == first["next"] - 1
    topics = {
        act["topic"]
        for act in activity.listing(story.read(), {"topic": "package.joined"})["acts"]
    }
    assert topics == {"package.joined"}
    late = activity.listing(story.read(), {"late": "none"})["acts"]
    topics = [act["topic"] for act in late]
    assert topics == ["process.source-noted", "process.established"]
    assert len(activity.listing(story.read(), {"participant": "GUY"})["acts"]) == 2
    package = activity.listing(story.read(), {"package": "AP07"})["acts"]
    assert {act["about"]["href"] for act in package} == {"/packages/AP07"}


def test_what_a_stage_hides_leaves_a_mark(story: Story) -> None:
    draft(story)
    public = activity.listing(story.read(), {"kind": "commitment"})["acts"]
    assert [act["hidden"] for act in public] == [True]
    assert "sentence" not in public[0]
    own = activity.listing(story.read(person="p-can"), {"kind": "commitment"})["acts"]
    assert [act["hidden"] for act in own] == [False]
    hidden = events.page(story.read(), public[0]["position"])
    assert hidden["hidden"]
    assert "said" not in hidden
    listed = packages.page(story.read(), "AP07")["commitments"]
    assert [(row["hidden"], row["title"]) for row in listed] == [(True, "")]


def draft(story: Story) -> str:
    story.act(
        SECRETARY, "participant", "CAN", "enter-minister", holder="p-can", office="FM"
    )
    receipt = story.act(
        "p-can", "commitment", "", "draft",
        package="AP07", title="Pathways", paragraphs="One.\n\nTwo.",
    )  # fmt: skip
    return receipt.reference


def test_a_document_symbol_leads_to_its_commitment(story: Story) -> None:
    reference = draft(story)
    for action in ("concur", "table"):
        story.act("p-can", "commitment", reference, action)
    for text in (reference, reference.lower(), "LAD/AP07/L.1", "lad/ap07/l.1"):
        assert references.resolve(story.read(), "commitment", text) == reference


def test_an_event_says_everything_and_how_its_mandate_stood(story: Story) -> None:
    reference = draft(story)
    position = activity.listing(
        story.read(person="p-can"), {"topic": "commitment.drafted"}
    )["acts"][0]["position"]
    story.act(
        SECRETARY, "participant", "CAN", "revoke", number="CAN-M1", reason="He left"
    )
    page = events.page(story.read(person=SECRETARY), position)
    assert page["thing"]["key"] == reference
    assert page["mandate_state"]["then"] == "live"
    assert page["mandate_state"]["ended"]
    assert page["flags"] == ["mandate ended since"]
    assert {said["name"] for said in page["said"]} >= {"title", "paragraphs", "sha256"}
    assert len(page["definition"]) == 16
    with pytest.raises(NotFound, match="@9999"):
        events.page(story.read(), 9999)
    with pytest.raises(NotFound):
        events.page(story.read(known_at="@3"), position)


def test_a_corrected_event_says_so(story: Story) -> None:
    joined = activity.listing(story.read(), {"topic": "package.joined"})["acts"][0]
    version = events.page(story.read(), joined["position"])["version"]
    story.act(
        SECRETARY, "package", "AP07", "propose-correction",
        version=version, field="occurred_at", new="2022-10-07", reason="Misread",
    )  # fmt: skip
    story.act(REGISTRAR, "package", "AP07", "correct", number=1)
    page = events.page(story.read(), joined["position"])
    assert page["flags"] == ["Corr.1"]
    assert page["corrigenda"][0]["new"] == "2022-10-07"
    seats = packages.page(story.read("2022-10-06"), "AP07")["seats"]
    assert [seat["code"] for seat in seats] == ["CAN"]


def test_a_meeting_shows_who_was_there_and_what_came_of_it(story: Story) -> None:
    story.enter(
        "meeting", "", "schedule", "2022-10-01", key="ministerial-1", title="Lima",
        nature="ministerial", planned="2022-10-06", place="Lima", hosts="MEX",
    )  # fmt: skip
    story.enter("meeting", "ministerial-1", "convene", "2022-10-06")
    story.enter(
        "meeting", "ministerial-1", "record-presence", "2022-10-06", attending="MEX"
    )
    story.enter("meeting", "ministerial-1", "adjourn", "2022-10-06", outcome="Good")
    page = meetings.page(story.read(), "ministerial-1")
    assert page["held"]["said"] == "2022-10-06"
    assert [there["name"] for there in page["present"]] == ["Mexico"]
    assert page["outcome"] == "Good"
    listed = meetings.listing(story.read())["meetings"]
    assert [(row["key"], row["stage"]) for row in listed] == [
        ("ministerial-1", "adjourned")
    ]


def test_sources_that_disagree_stand_side_by_side(story: Story) -> None:
    story.enter(
        "process", "LAD", "note-conflict", "", about="How many pillars",
        readings=[
            {"value": "4", "sources": ["press-2022"]},
            {"value": "3", "sources": ["unknown-2"]},
        ],
        note="",
    )  # fmt: skip
    for reader in (story.read(), story.read("2022-06-10")):
        page = sources.page(reader)
        assert [one["key"] for one in page["sources"]] == ["press-2022"]
        first, second = page["conflicts"][0]["readings"]
        assert first["sources"][0]["title"] == "A newspaper"
        assert (second["value"], second["sources"]) == ("3", ["unknown-2"])


def test_the_process_shows_the_rules_it_pins(story: Story) -> None:
    page = processes.page(story.read(), "la-declaration")
    assert len(page["digest"]) == 64
    machines = {machine["key"]: machine for machine in page["machines"]}
    table = next(m for m in machines["commitment"]["moves"] if m["action"] == "table")
    assert table["who"] == ["a lead or co-lead of the package"]
    assert table["from"] == ["draft"]
    assert all(table["needs"])
    assert [one["number"] for one in page["appointments"]] == ["LAD-A1", "LAD-A2"]
    assert processes.page(story.read(), "LAD")["key"] == "la-declaration"
    with pytest.raises(NotFound):
        processes.page(story.read(), "ogp-nap")


def test_the_four_voices_of_an_undertaking_stay_apart(story: Story) -> None:
    reference = f"{announced(story)}-COL"
    report(story, reference)
    hidden = undertakings.page(story.read(), reference)
    assert hidden["reports"][0]["hidden"]
    assert hidden["voices"]["self_report"]["said"] == ""
    own = undertakings.page(story.read(person="p-fp"), reference)
    assert own["reports"][0]["narrative"] == "Half done"
    story.act(SECRETARY, "undertaking", reference, "receive-report", report="1")
    page = undertakings.page(story.read(), reference)
    said = page["voices"]["self_report"]
    assert (said["said"], said["who"]) == ("in progress", "Colombia")
    assert page["voices"]["receipt"]["who"] == "the technical secretariat"
    assert [*page["voices"]] == ["self_report", "receipt"]
    assert overview.page(story.read())["reports"]["without"] == 0


def report(story: Story, reference: str) -> None:
    story.act(
        SECRETARY, "participant", "COL", "enter-minister", holder="p-min", office="FM"
    )
    for holder, capacity in (("p-fp", "focal_point"), ("p-va", "validating_authority")):
        story.act(
            "p-min", "participant", "COL", "delegate", holder=holder, capacity=capacity
        )
    story.act(
        "p-fp", "undertaking", reference, "draft-report",
        self_status="in progress", narrative="Half done", evidence="",
    )  # fmt: skip
    story.act("p-va", "undertaking", reference, "submit-report", report="1")


@pytest.mark.parametrize("known_at", ["@1", "@5", "@8", "@12"])
def test_every_list_answers_as_it_was_known(story: Story, known_at: str) -> None:
    reader = story.read(known_at=known_at)
    assert max(a["position"] for a in activity.listing(reader)["acts"]) == int(
        known_at[1:]
    )
    for page in (
        overview.page(reader),
        participants.listing(reader),
        packages.listing(reader),
        meetings.listing(reader),
        sources.page(reader),
        mandates.page(reader),
    ):
        assert not page.get("actions")


def test_a_day_in_a_bracket_has_its_page(story: Story) -> None:
    told = participants.page(story.read(as_of="2022-07-15"), "GUY")

    assert told["standing"] == ""
    assert [one["standing"] for one in told["perhaps"]] == ["endorsing"]


def test_before_the_bracket_there_is_none(story: Story) -> None:
    with pytest.raises(NotFound):
        participants.page(story.read(as_of="2022-06-10"), "GUY")


def test_the_tenth_mandate_stands_after_the_second(story: Story) -> None:
    where = ("participant", "COL")
    story.act(SECRETARY, *where, "enter-minister", holder="p-min", office="FM")
    for number in range(2, 12):
        said = {"holder": f"p-{number}", "capacity": "delegate"}
        story.act("p-min", *where, "delegate", **said)
    held = mandates.page(story.read())["participants"][0]["mandates"]
    assert [one["number"] for one in held] == [f"COL-M{n}" for n in range(1, 12)]
