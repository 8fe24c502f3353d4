"""Steps about what is kept: as of, known at, replayed elsewhere, told as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytest_bdd import given, parsers, then, when

from application.office import Act, DepositaryError, Office, Reused
from application.pages import commitments
from application.pages.acts import available
from application.register import Register
from application.views.rebuild import compare, digest, rebuild
from tests.steps.preparing import endorse_declaration, staff, take_part
from tests.steps.promises import report, submit
from tests.steps.proposals import on, open_up, report_through
from tests.steps.reading import column, sentences
from tests.steps.story import Story, Table


@then(parsers.parse("before that act LAD-001 counted {count:d} endorsement"))
def _(story: Story, count: int) -> None:
    last = story.office.register.ledger.at([story.office.register.ledger.position()])
    act = min(
        entry.position
        for entry in story.office.register.ledger.all()
        if entry.event.command == next(iter(last.values())).event.command
    )
    page = commitments.page(story.reader(known_at=f"@{act - 1}"), "LAD-001")
    assert len(page["endorsements"]) == count


@then(parsers.parse("as of {day}, LAD-001 offers no button"))
def _(story: Story, day: str) -> None:
    page = commitments.page(story.reader("Mexico's minister", as_of=day), "LAD-001")
    assert page["actions"] == []


@then("today LAD-001 offers buttons")
def _(story: Story) -> None:
    page = commitments.page(story.reader("Mexico's minister"), "LAD-001")
    allowed = [a["action"] for a in page["actions"] if a["allowed"]]
    assert "withdraw-endorsement" in allowed


# Nothing by halves


@given("we note how long the log is")
def _(story: Story) -> None:
    story.before = {"log": story.office.register.ledger.position()}


@then("the log is as long as before")
def _(story: Story) -> None:
    assert story.office.register.ledger.position() == story.before["log"]


@given(parsers.parse('{who} endorses it under the key "{key}"'))
@when(parsers.parse('{who} endorses it under the key "{key}"'))
def _(story: Story, who: str, key: str) -> None:
    try:
        story.office.act(Act(*on(story), "endorse", story.person(who), command=key))
    except DepositaryError as refusal:
        story.refusal = refusal


@then(parsers.parse('that is a reuse because "{reason}"'))
def _(story: Story, reason: str) -> None:
    assert isinstance(story.refusal, Reused)
    assert str(story.refusal) == reason
    story.refusal = None


# Replaying


@given("a commitment with a whole life behind it")
def _(story: Story) -> None:
    """Adopted, endorsed, reported on, left; and around it a country comes and goes."""
    open_up(story)
    for name in ("Canada", "Guyana", "Mexico"):
        story.act(f"{name}'s minister", "endorse", on(story))
    report_through(story, "Guyana")
    submit(story, "Guyana")
    story.clock.pass_by(days=1)
    thing = ("undertaking", f"{story.commitment}-GUY")
    story.act("the secretariat", "receive-report", thing, said={"report": "1"})
    story.act("Guyana's validating authority", "start", thing)
    said: dict[str, Any] = {"evidence": ["https://example.org/centres.pdf"]}
    story.act("Guyana's validating authority", "claim-fulfilment", thing, said=said)
    said = {"reason": "a new budget"}
    story.act("Mexico's minister", "withdraw-endorsement", on(story), said=said)
    story.clock.pass_by(days=1)
    more: dict[str, Any] = {"said": said, "basis": ("note verbale 9",)}
    story.act("Guyana's minister", "notify-withdrawal", ("participant", "GUY"), **more)
    take_part(story, "Chile")
    endorse_declaration(story, "Chile")
    staff(story, "Chile")
    said = {"form": "national", "title": "More places", "open_to_others": "yes"}
    story.act("Chile's minister", "announce", ("commitment", ""), said=said)


@then("the views equal those drawn anew from the log")
def _(story: Story) -> None:
    assert compare(story.office.register) == []


@then("a copy of the log replayed elsewhere gives the same views, row by row")
def _(story: Story, tmp_path: Path) -> None:
    ledger = story.office.register.ledger
    elsewhere = Register(str(tmp_path / "elsewhere.db"), "LAD", story.clock)
    rows = [ledger.stored(entry.event) for entry in ledger.all()]
    elsewhere.ledger.recorder.insert_events(rows)
    assert rebuild(elsewhere) == ledger.position()
    assert digest(elsewhere) == digest(story.office.register)
    elsewhere.close()


# After a change of rules


@then("every record is told as before")
def _(story: Story) -> None:
    assert story.whole() == story.before


@then("nobody may do anything any more")
def _(story: Story) -> None:
    minister = story.reader("Mexico's minister")
    assert available(minister, *on(story)) == []


@when("a register of today opens it")
def _(story: Story) -> None:
    story.office.close()
    story.office = Office.open(story.office.settings, clock=story.clock)


# Who reads what


@then(parsers.re(r"the public reads the texts (?P<numbers>[\d, ]+)"))
def _(story: Story, numbers: str) -> None:
    page = commitments.page(story.reader("the public"), story.commitment)
    assert ", ".join(str(text["revision"]) for text in page["texts"]) == numbers


@then(parsers.re(r"Mexico's delegate reads the texts (?P<numbers>[\d, ]+)"))
def _(story: Story, numbers: str) -> None:
    page = commitments.page(story.reader("Mexico's delegate"), story.commitment)
    assert ", ".join(str(text["revision"]) for text in page["texts"]) == numbers


@then(parsers.parse("as of {day}, the public sees neither title nor text"))
def _(story: Story, day: str) -> None:
    page = commitments.page(story.reader("the public", as_of=day), story.commitment)
    assert (page["title"], page.get("texts")) == ("", None)


@then(parsers.parse("{who} reads of {name}'s undertaking"))
def _(story: Story, who: str, name: str, datatable: Table) -> None:
    assert sentences(story, f"{name}'s undertaking", who) == column(datatable)


@then(parsers.parse("the public does not read report {number:d} of {name}"))
def _(story: Story, number: int, name: str) -> None:
    assert report(story, number, name, "the public")["hidden"]


@then(parsers.parse("the public reads report {number:d} of {name}"))
def _(story: Story, number: int, name: str) -> None:
    assert not report(story, number, name, "the public")["hidden"]
