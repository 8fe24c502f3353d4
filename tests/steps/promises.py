"""Steps about what was promised: endorsements, announcements, undertakings, reports."""

from __future__ import annotations

import threading
from typing import Any

from pytest_bdd import given, parsers, then, when

from application.office import Act, Receipt
from application.pages import commitments, undertakings
from application.pages.acts import form
from tests.steps.names import AMERICAN
from tests.steps.preparing import endorse_declaration, take_part
from tests.steps.proposals import on
from tests.steps.story import Story, Table


@given("the thirty-five American states have endorsed it")
def _(story: Story) -> None:
    for name, code in AMERICAN.items():
        take_part(story, name)
        if story.look("participant", code).standing != "endorsing":
            endorse_declaration(story, name)
        story.act(f"{name}'s minister", "endorse", on(story))


def page(story: Story) -> dict[str, Any]:
    """Return the current commitment's page, as the public reads it."""
    return commitments.page(story.reader("the public"), story.commitment)


# Endorsements


@when(parsers.parse("{first} and {second} endorse it in the same instant"))
def _(story: Story, first: str, second: str) -> None:
    start, receipts = threading.Barrier(2), list[Receipt]()

    def press(who: str) -> None:
        seen = form(story.reader(who), *on(story), "endorse")["seen"]
        start.wait()
        act = Act(*on(story), "endorse", story.person(who), seen=seen)
        receipts.append(story.office.act(act))

    pressed = [threading.Thread(target=press, args=(who,)) for who in (first, second)]
    for thread in pressed:
        thread.start()
    for thread in pressed:
        thread.join()
    assert len({receipt.position for receipt in receipts}) == 2


@when(parsers.parse("{who} endorses it, and the network repeats it"))
def _(story: Story, who: str) -> None:
    act = Act(*on(story), "endorse", story.person(who))
    assert story.office.act(act) == story.office.act(act)


@then("its endorsements are")
def _(story: Story, datatable: Table) -> None:
    assert [
        [str(e["ordinal"]), e["name"], "out" if e["until"] else "in"]
        for e in page(story)["endorsements"]
    ] == datatable


@then(parsers.parse("its endorsements have the numbers {first:d} and {second:d}"))
def _(story: Story, first: int, second: int) -> None:
    ordinals = [e["ordinal"] for e in page(story)["endorsements"]]
    assert ordinals == [first, second]


@then(parsers.parse("{name} has endorsed it as number {ordinal:d}"))
def _(story: Story, name: str, ordinal: int) -> None:
    assert endorsement(story, name)["ordinal"] == ordinal


def endorsement(story: Story, name: str) -> dict[str, Any]:
    """Return a country's live endorsement of the current commitment."""
    code = story.code(name)
    found = page(story)["endorsements"]
    (mine,) = [e for e in found if e["code"] == code and not e["until"]]
    return dict(mine)


@then(parsers.re(r"(?P<reference>LAD-\S+) counts (?P<count>\d+) endorsements"))
def _(story: Story, reference: str, count: str) -> None:
    (row,) = commitments.listing(story.reader("the public"))["commitments"]
    assert (row["reference"], row["endorsements"]) == (reference, int(count))


@then("no meeting knows of it")
def _(story: Story) -> None:
    told = story.office.register.ledger.all()
    last = [e.event.TOPIC for e in told if e.event.TOPIC.startswith("meeting.")][-1]
    assert last == "meeting.decision-taken"  # the decision on its text, before


@then(parsers.parse("{name}'s endorsement is bound to the text as adopted"))
def _(story: Story, name: str) -> None:
    found, mine = page(story), endorsement(story, name)
    assert mine["sha256"] == found["texts"][-1]["sha256"] == found["decision"]["sha256"]


@then(
    parsers.parse(
        "{name}'s endorsement carries the reservation"
        ' "{said}" to paragraph {paragraph}'
    )
)
def _(story: Story, name: str, said: str, paragraph: str) -> None:
    mine = endorsement(story, name)
    assert (mine["reservation"], mine["paragraph_numbers"]) == (said, [paragraph])


@then(parsers.parse('{name}\'s endorsement carries the declaration "{said}"'))
def _(story: Story, name: str, said: str) -> None:
    assert endorsement(story, name)["declaration"] == said


@then(parsers.parse('{name}\'s endorsement is shown since "{day}"'))
def _(story: Story, name: str, day: str) -> None:
    assert endorsement(story, name)["when"]["occurred_at"][:10] == day


# Announcements


@then(parsers.re("it shows as (?P<word>verifiable|unverifiable)"))
def _(story: Story, word: str) -> None:
    assert page(story)["verifiable"] == (word == "verifiable")


@then(parsers.parse("{reference} is listed under no package"))
def _(story: Story, reference: str) -> None:
    rows = commitments.listing(story.reader("the public"))["commitments"]
    assert [(r["reference"], r["package"]) for r in rows] == [(reference, "")]


@then(parsers.parse("{name} has no undertaking yet"))
def _(story: Story, name: str) -> None:
    key = f"{story.commitment}-{story.code(name)}"
    assert story.reader().find("undertaking", key) is None


@then(parsers.parse("{names} have not confirmed"))
def _(story: Story, names: str) -> None:
    assert ", ".join(p["name"] for p in page(story)["unconfirmed"]) == names


# Reports


@given("Guyana's focal point is also its validating authority")
def _(story: Story) -> None:
    said = {"holder": "GUY-focal-point", "capacity": "validating_authority"}
    story.act("Guyana's minister", "delegate", ("participant", "GUY"), said=said)


@given(parsers.parse("{name} has submitted a report"))
def _(story: Story, name: str) -> None:
    submit(story, name)


def submit(story: Story, name: str) -> None:
    """Let the focal point draft, and the validating authority submit."""
    thing = ("undertaking", f"{story.commitment}-{story.code(name)}")
    said = {"self_status": "in progress", "narrative": "Two centres are being built"}
    story.act(f"{name}'s focal point", "draft-report", thing, said=said)
    said = {"report": "1"}
    story.act(f"{name}'s validating authority", "submit-report", thing, said=said)


@given(parsers.parse("{name}'s undertaking is in progress"))
def _(story: Story, name: str) -> None:
    submit(story, name)
    thing = ("undertaking", f"{story.commitment}-{story.code(name)}")
    story.act("the secretariat", "receive-report", thing, said={"report": "1"})
    story.act(f"{name}'s validating authority", "start", thing)


def report(story: Story, number: int, name: str, who: str = "") -> dict[str, Any]:
    """Return a report as its country's people read it, or as *who* does."""
    reader = story.reader(who or f"{name}'s minister")
    key = f"{story.commitment}-{story.code(name)}"
    return dict(undertakings.page(reader, key)["reports"][number - 1])


@then(parsers.parse('report {number:d} of {name} is "{stage}"'))
def _(story: Story, number: int, name: str, stage: str) -> None:
    assert report(story, number, name)["stage"] == stage


@then(
    parsers.parse(
        'Corr.{corr:d} to report {number:d} of {name} shows "{old}" and "{new}"'
    )
)
def _(story: Story, corr: int, number: int, name: str, old: str, new: str) -> None:
    shown = report(story, number, name)["corrigenda"][corr - 1]
    assert (shown["old"], shown["new"]) == (old, new)


@then(parsers.re(r"report (?P<number>\d+) of (?P<name>.+) is (?P<word>late|not late)"))
def _(story: Story, number: str, name: str, word: str) -> None:
    assert report(story, int(number), name)["late"] == (word == "late")


@then(parsers.parse("report {number:d} of {name} tells"))
def _(story: Story, number: int, name: str, datatable: Table) -> None:
    told = report(story, number, name)
    shown = [[field, str(told[field.replace(" ", "_")])] for field, _ in datatable]
    assert shown == datatable


@then(parsers.parse("Corr.{corr:d} to report {number:d} of {name} reads"))
def _(story: Story, corr: int, number: int, name: str, datatable: Table) -> None:
    told = report(story, number, name)["corrigenda"][corr - 1]["readings"]
    assert [
        [one["field"].replace("_", " "), str(one["old"]), str(one["new"])]
        for one in told
    ] == datatable
