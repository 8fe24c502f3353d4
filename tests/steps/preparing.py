"""Given: what has happened before a scenario begins, each by the acts it takes."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, when

from tests.steps.story import Story

TEXT = ["We will open five integration centres.", "We will report each year."]
SPANISH = ["Abriremos cinco centros de integración.", "Informaremos cada año."]


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


# The life of a proposal


@given("Canada has drafted a proposal")
def _(story: Story) -> None:
    story.begin("draft", draft)


@given("the proposal is tabled")
def _(story: Story) -> None:
    story.begin("table", table)


@given("the proposal is in consultation")
def _(story: Story) -> None:
    story.begin("circulate", circulate)


@given("a decision is sought")
def _(story: Story) -> None:
    story.begin("seek", seek)


@given("a decision was sought and the committee meets")
def _(story: Story) -> None:
    story.begin("seek", seek)
    convene(story, "Canada", "Guyana", "Mexico")


@given("the proposal is adopted")
def _(story: Story) -> None:
    story.begin("adopt", adopt)


@given("the commitment is open for endorsement")
def _(story: Story) -> None:
    story.begin("open_up", open_up)


def on(story: Story) -> tuple[str, str]:
    """Return the current commitment."""
    return "commitment", story.commitment


def draft(story: Story) -> None:
    """Let Canada draft in the current package."""
    said = {
        "package": story.package,
        "title": "Integration centres",
        "paragraphs": TEXT,
    }
    story.told(story.act("Canada's delegate", "draft", ("commitment", ""), said=said))


def table(story: Story) -> None:
    """Draft, let both leads concur, and table."""
    draft(story)
    for lead in ("Canada", "Guyana"):
        story.act(f"{lead}'s delegate", "concur", on(story))
    story.act("Canada's delegate", "table", on(story))


def circulate(story: Story) -> None:
    """Table, add the Spanish text, and circulate."""
    table(story)
    said = {"language": "es", "paragraphs": SPANISH}
    story.act("the secretariat", "add-translation", on(story), said=said)
    story.act("the secretariat", "circulate", on(story))


def seek(story: Story) -> None:
    """Circulate, wait for comments, and seek a decision."""
    circulate(story)
    story.clock.pass_by(days=14)
    said = {"procedure": "consensus"}
    story.act("Canada's delegate", "seek-decision", on(story), said=said)


def adopt(story: Story) -> None:
    """Seek a decision and take it at a meeting."""
    seek(story)
    convene(story, "Canada", "Guyana", "Mexico")
    said = {"meeting": story.meeting}
    story.act("the chair", "declare-consensus", on(story), said=said)


def open_up(story: Story) -> None:
    """Adopt and open for endorsement."""
    adopt(story)
    story.act("the secretariat", "open", on(story))


# Meetings


@given(parsers.parse("a committee meeting is convened with {names}"))
def _(story: Story, names: str) -> None:
    convene(story, *listed(names))


@given("a committee meeting is scheduled")
def _(story: Story) -> None:
    schedule(story)


def schedule(story: Story) -> None:
    """Schedule a meeting of the committee."""
    said = {
        "key": f"committee-{int(story.meeting[-1:] or 0) + 1}",
        "title": "Committee on refugee inclusion",
        "nature": "committee",
        "planned": story.clock.now.date().isoformat(),
        "packages": [story.package],
    }
    story.told(story.enter("meeting", "", "schedule", **said))


def convene(story: Story, *names: str) -> None:
    """Convene a meeting of the committee, and record who is present."""
    schedule(story)
    story.act("the chair", "convene", ("meeting", story.meeting))
    for name in names:
        attend(story, name)


def attend(story: Story, name: str) -> None:
    """Record a participant as present, under its minister's mandate."""
    code = story.code(name)
    said = {"attending": code, "under": f"{code}-M1"}
    thing = ("meeting", story.meeting)
    story.act("the secretariat", "record-presence", thing, said=said)


# After adoption


@given(parsers.parse("{names} have endorsed it"))
@given(parsers.parse("{names} has endorsed it"))
def _(story: Story, names: str) -> None:
    for name in listed(names):
        story.act(f"{name}'s minister", "endorse", on(story))


@given(parsers.parse("{name} reports through a focal point and a validating authority"))
def report_through(story: Story, name: str) -> None:
    """Let a country name who reports on its undertaking."""
    grant(story, name, "focal_point")
    grant(story, name, "validating_authority")
    number = str(len(story.look("participant", story.code(name)).mandates) - 1)
    said = {
        "institution": "Ministry of Social Protection",
        "focal_point": f"{story.code(name)}-M{number}",
    }
    thing = ("undertaking", f"{story.commitment}-{story.code(name)}")
    story.act(f"{name}'s Special Coordinator", "assign-owner", thing, said=said)


# Time


@given(parsers.re(r"it is (?P<day>\d{4}-\d{2}-\d{2})"))
@when(parsers.re(r"it is (?P<day>\d{4}-\d{2}-\d{2})"))
def _(story: Story, day: str) -> None:
    story.clock.put_to(day)


@given(parsers.re(r"(?P<count>\d+) (?P<unit>day|hour|minute|second)s? later"))
@when(parsers.re(r"(?P<count>\d+) (?P<unit>day|hour|minute|second)s? later"))
def _(story: Story, count: str, unit: str) -> None:
    story.clock.pass_by(**{f"{unit}s": int(count)})
