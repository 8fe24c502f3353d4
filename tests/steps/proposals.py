"""Given: how far a proposal has come, each stage by the acts that lead to it."""

from __future__ import annotations

from pytest_bdd import given, parsers, when

from application.clock import Clock
from application.office import Act
from tests.steps.preparing import grant, listed
from tests.steps.story import Story

TEXT = ["We will open five integration centres.", "We will report each year."]
SPANISH = ["Abriremos cinco centros de integración.", "Informaremos cada año."]


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


@given("a decision by silence is sought")
def _(story: Story) -> None:
    story.begin("seek silence", seek_silence)


@given("silence runs on the proposal")
def _(story: Story) -> None:
    story.begin("silence", silence)


@given(parsers.parse("the proposal is agreed ad referendum by {names}"))
def _(story: Story, names: str) -> None:
    story.begin("silence", silence)
    for name in listed(names):
        story.act(f"{name}'s delegate", "enter-ad-referendum", on(story))
    story.clock.pass_by(hours=72)
    run_the_clock(story)


@given(parsers.re(r"(?P<names>.+) leaves? the Declaration"))
def _(story: Story, names: str) -> None:
    said = {"reason": "a new government"}
    more = {"said": said, "basis": ("note verbale",)}
    for name in listed(names):
        thing = ("participant", story.code(name))
        story.act(f"{name}'s minister", "notify-withdrawal", thing, **more)


@given("the clock runs")
@when("the clock runs")
def run_the_clock(story: Story) -> None:
    """Let a clock look that remembers nothing."""
    story.begun = None
    Clock(story.office.register).once()


@when("the secretariat opens it without looking at the page")
def _(story: Story) -> None:
    story.office.act(Act(*on(story), "open", story.person("the secretariat")))


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


def seek(story: Story, procedure: str = "consensus") -> None:
    """Circulate, wait for comments, and seek a decision."""
    circulate(story)
    story.clock.pass_by(days=14)
    said = {"procedure": procedure}
    story.act("Canada's delegate", "seek-decision", on(story), said=said)


def seek_silence(story: Story) -> None:
    """Seek a decision by silence."""
    seek(story, "silence")


def silence(story: Story) -> None:
    """Open silence for as long as it must run at least."""
    seek_silence(story)
    story.act("the chair", "open-silence", on(story), said={"hours": "72"})


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


@given(parsers.parse("a meeting of {package} is convened"))
def _(story: Story, package: str) -> None:
    story.package = package
    convene(story)


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
