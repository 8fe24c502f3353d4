"""Given: what has happened before a scenario begins, each by the acts it takes."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers

from tests.steps.story import Story


def listed(names: str) -> list[str]:
    """Read “Canada, Guyana and Mexico”."""
    return [name.strip() for name in re.split(r",| and ", names) if name.strip()]


# The process and who takes part


@given("the register is established")
def _(story: Story) -> None:
    story.begun = None
    story.office.establish("la-declaration", "registrar", "secretary")


@given(parsers.parse("the register is established on {day}"))
def _(story: Story, day: str) -> None:
    story.begun = None
    story.clock.put_to(day)
    story.office.establish("la-declaration", "registrar", "secretary")


@given(parsers.parse("{names} take part"))
@given(parsers.parse("{names} takes part"))
def _(story: Story, names: str) -> None:
    for name in listed(names):
        take_part(story, name)


@given(parsers.parse("{names} have endorsed the Declaration"))
@given(parsers.parse("{names} has endorsed the Declaration"))
def _(story: Story, names: str) -> None:
    for name in listed(names):
        take_part(story, name)
        endorse_declaration(story, name)
        staff(story, name)


def take_part(story: Story, name: str) -> None:
    """Enter a participant and its minister."""
    code = story.code(name)
    if story.reader().find("participant", code):
        return
    story.enter("participant", "", "register", key=code, name=name, nature="state")
    office = f"Minister of Foreign Affairs of {name}"
    holder = f"{code}-minister"
    story.enter("participant", code, "enter-minister", holder=holder, office=office)


def endorse_declaration(story: Story, name: str) -> None:
    """Let a participant's minister endorse the Declaration."""
    thing = ("participant", story.code(name))
    story.act(f"{name}'s minister", "endorse", thing, basis=("note verbale",))


def staff(story: Story, name: str) -> None:
    """Let the minister name a Special Coordinator and a delegate."""
    code, minister = story.code(name), f"{name}'s minister"
    coordinator = {"holder": f"{code}-Special-Coordinator", "level": "principal"}
    story.act(minister, "designate", ("participant", code), said=coordinator)
    grant(story, name, "delegate")


def grant(story: Story, name: str, capacity: str, suffix: str = "") -> None:
    """Let the minister grant a mandate to the person of that capacity."""
    code = story.code(name)
    holder = f"{code}-{suffix}{capacity.replace('_', '-')}"
    said = {"holder": holder, "capacity": capacity}
    story.act(f"{name}'s minister", "delegate", ("participant", code), said=said)


@given(parsers.parse("{name} has a focal point and a validating authority"))
def _(story: Story, name: str) -> None:
    grant(story, name, "focal_point")
    grant(story, name, "validating_authority")


@given(parsers.parse("{name} holds the chair"))
def _(story: Story, name: str) -> None:
    story.chair = story.code(name)
    story.enter("process", "LAD", "assume-office", office="chair", holder=story.chair)


@given("there is an independent reviewer")
def _(story: Story) -> None:
    said = {"holder": "reviewer", "capacity": "reviewer"}
    more = {"said": said, "basis": ("letter of the chair",)}
    story.act("the registrar", "appoint", ("process", "LAD"), **more)


@given("the secretariat has a second officer")
def _(story: Story) -> None:
    said = {"holder": "second-secretary", "capacity": "secretariat"}
    more = {"said": said, "basis": ("letter of the chair",)}
    story.act("the registrar", "appoint", ("process", "LAD"), **more)


# The committees


@given(parsers.parse('package {number:d} is "{title}"'))
def _(story: Story, number: int, title: str) -> None:
    identify(story, number, title)


def identify(story: Story, number: int, title: str) -> None:
    """Enter a pillar and a package of it."""
    if "P2" not in story.look("process", "LAD").pillars:
        said = {"code": "P2", "number": 2, "title": "Regular pathways"}
        story.enter("process", "LAD", "define-pillar", **said)
    story.package = f"AP{number:02d}"
    said = {"key": story.package, "number": number, "title": title, "pillar": "P2"}
    story.enter("package", "", "identify", **said)


@given(parsers.parse("{leads} lead its committee"))
@given(parsers.parse("{leads} leads its committee"))
def _(story: Story, leads: str) -> None:
    first, *others = listed(leads)
    take_seat(story, first, "volunteer-lead")
    for name in others:
        take_seat(story, name, "volunteer-co-lead")


@given(parsers.parse("{members} sit in its committee"))
@given(parsers.parse("{members} sits in its committee"))
def _(story: Story, members: str) -> None:
    for name in listed(members):
        take_seat(story, name, "join")


def take_seat(story: Story, name: str, action: str) -> None:
    """Let a Special Coordinator take a seat in the current committee."""
    story.act(f"{name}'s Special Coordinator", action, ("package", story.package))


@given("the committee on refugee inclusion")
def _(story: Story) -> None:
    story.begin("committee", committee)


def committee(story: Story) -> None:
    """Canada and Guyana lead, Colombia (in the chair) and Mexico are members."""
    story.office.establish("la-declaration", "registrar", "secretary")
    take_seats(story)


@given("the same committee sits under them")
def take_seats(story: Story) -> None:
    """Let four countries endorse the Declaration and take their seats."""
    for name in ("Canada", "Guyana", "Colombia", "Mexico"):
        take_part(story, name)
        endorse_declaration(story, name)
        staff(story, name)
    story.enter("process", "LAD", "assume-office", office="chair", holder="COL")
    identify(story, 7, "Refugee inclusion")
    take_seat(story, "Canada", "volunteer-lead")
    take_seat(story, "Guyana", "volunteer-co-lead")
    take_seat(story, "Colombia", "join")
    take_seat(story, "Mexico", "join")
