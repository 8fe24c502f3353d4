"""Steps about definitions: read with a defect, with a stage of its own, or emptied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources
from unittest.mock import patch

import pytest
from pytest_bdd import given, parsers, then, when

from application.office import Defective, DepositaryError, Refused
from domain.acts.compose import COMPOSE
from domain.definition import load, pinned, read
from domain.guards import GUARDS, POSITIONS
from domain.workflow import Definition
from tests.steps.story import Story

STAGES = '[machines.commitment]\ntitle = "commitment"\nstages = [\n'
MOVES = '  { do = "draft", label = "Draft a shared commitment"'
REVIEW = """
  { do = "send-to-legal-review", label = "Send to legal review", who = ["lead"],
    from = ["draft"], to = "legal review", event = "record.advanced" },
  { do = "clear-the-text", label = "Clear the text", who = ["secretariat"],
    from = ["legal review"], to = "draft", event = "record.advanced" },
""".replace(",\n    ", ", ")


@dataclass
class Draft:
    """A definition somebody is writing, and what came of reading it."""

    text: str = ""
    answer: str = ""

    def stage(self, key: str, visible: str = "public") -> None:
        """Add a stage to the commitment."""
        line = f'  {{ key = "{key}", visible = "{visible}" }},\n'
        self.text = self.text.replace(STAGES, STAGES + line)

    def moves(self, rows: str) -> None:
        """Add rows to the commitment."""
        self.text = self.text.replace(MOVES, rows.strip("\n") + "\n" + MOVES)


@pytest.fixture
def written() -> Draft:
    """Return the text of the shipped definition, to be altered."""
    folder = resources.files("domain.processes")
    return Draft(folder.joinpath("la-declaration.toml").read_text("utf-8"))


@given("the definition of the Declaration")
def _(written: Draft) -> None:
    assert read(written.text, "la-declaration.toml") == load("la-declaration")


@given(
    parsers.parse(
        'its commitment gets a stage "{stage}" that "{start}" leads to by "{action}"'
    )
)
def _(written: Draft, stage: str, start: str, action: str) -> None:
    written.stage(stage)
    written.moves(
        f'  {{ do = "{action}", label = "Move on", who = ["chair"],'
        f' from = ["{start}"], to = "{stage}", event = "record.advanced" }},'
    )


@given(parsers.parse('its commitment gets a stage "{stage}" that nothing leads to'))
def _(written: Draft, stage: str) -> None:
    written.stage(stage)


@given(parsers.parse('"{word}" is misspelt "{wrong}" in the row "{action}"'))
def _(written: Draft, word: str, wrong: str, action: str) -> None:
    lines = written.text.splitlines()
    (row,) = [n for n, line in enumerate(lines) if f'{{ do = "{action}",' in line]
    lines[row] = lines[row].replace(f'"{word}"', f'"{wrong}"')
    written.text = "\n".join(lines)
    written.answer = f"(line {row + 1})"


@when("the definition is read")
def _(written: Draft) -> None:
    with pytest.raises(Defective) as refused:
        read(written.text, "altered.toml")
    told = str(refused.value)
    assert written.answer in told
    written.answer = told


@then(parsers.parse('that is defective because "{reason}"'))
def _(written: Draft, reason: str) -> None:
    assert written.answer == reason


@then(parsers.parse("the row and the reason are named: {reason}"))
def _(written: Draft, reason: str) -> None:
    assert written.answer.startswith("altered.toml, row ")
    assert written.answer.endswith(f": {reason}")


# A stage of one's own


@given("the register is established under rules with a legal review")
def _(story: Story, written: Draft) -> None:
    story.begun = None
    written.stage("legal review", "committee")
    written.moves(REVIEW)
    definition = read(written.text, "reviewed.toml")
    story.office.register.establish(definition, "registrar", "secretary")


@given(parsers.parse('the register is established under rules that say "{line}"'))
def _(story: Story, written: Draft, line: str) -> None:
    story.begun = None
    name = line.partition(" =")[0]
    text = re.sub(rf"^{name} = .*$", line, written.text, flags=re.MULTILINE)
    definition = read(text, "altered.toml")
    story.office.register.establish(definition, "registrar", "secretary")


ADOPTS = 'the chair adopts version {version:d} of the definition, which says "{line}"'


@given(parsers.parse(ADOPTS))
def adopt(story: Story, written: Draft, version: int, line: str) -> None:
    """Let the chair adopt a version that differs in one parameter."""
    name = line.partition(" =")[0]
    text = re.sub(rf"^{name} = .*$", line, written.text, flags=re.MULTILINE)
    text = re.sub(r"^version = .*$", f"version = {version}", text, flags=re.MULTILINE)
    said = {"rules": text, "impact": line}
    more = {"said": said, "basis": ("decision of the ministerial",)}
    story.act("the chair", "adopt-definition", ("process", "LAD"), **more)


@when(parsers.parse(ADOPTS))
def _(story: Story, written: Draft, version: int, line: str) -> None:
    try:
        adopt(story, written, version, line)
    except DepositaryError as refusal:
        story.refusal = refusal


@given("everything is remembered")
def _(story: Story) -> None:
    story.remember()


@then("everything reads as it did, and the process says")
def _(story: Story, datatable: list[list[str]]) -> None:
    now, said = story.whole(), [row[0] for row in datatable]
    assert now.pop("process LAD") == story.before.pop("process LAD") + said
    assert now == story.before


@given("Canada sends it to legal review")
@when("Canada sends it to legal review")
def send(story: Story) -> None:
    """Let a lead send the draft to the lawyers."""
    thing = ("commitment", story.commitment)
    story.act("Canada's delegate", "send-to-legal-review", thing)


@given("a draft that went through legal review")
def _(story: Story, request: pytest.FixtureRequest) -> None:
    del request
    said = {
        "package": story.package,
        "title": "Integration centres",
        "paragraphs": ["We will open five integration centres."],
    }
    story.told(story.act("Canada's delegate", "draft", ("commitment", ""), said=said))
    send(story)
    thing = ("commitment", story.commitment)
    story.act("the secretariat", "clear-the-text", thing)
    story.remember()


@then(parsers.parse('it runs under version {version:d} of "{key}", by its digest'))
def _(story: Story, version: int, key: str) -> None:
    pinned_now = story.look("process", "LAD").definitions[-1]
    assert (pinned_now.rules_key, pinned_now.rules_version) == (key, version)
    assert pinned_now.digest == load(key).digest


@when("somebody establishes it again")
def _(story: Story) -> None:
    try_to_establish(story, "somebody", "somebody-else")


@when("one person alone establishes the register")
def _(story: Story) -> None:
    try_to_establish(story, "somebody", "somebody")


def try_to_establish(story: Story, registrar: str, secretary: str) -> None:
    """Establish the register, and remember the refusal."""
    try:
        story.office.establish("la-declaration", registrar, secretary)
    except Refused as refusal:
        story.refusal = refusal


# The table is emptied


@pytest.fixture
def emptied() -> Iterator[None]:
    """Take every move out of every definition, and every rule out of the code."""
    with (
        patch("application.desk.pinned", without_moves),
        patch("application.views.projector.pinned", without_moves),
        patch.dict(GUARDS, clear=True),
        patch.dict(POSITIONS, clear=True),
        patch.dict(COMPOSE, clear=True),
    ):
        yield


def without_moves(source: dict[str, object]) -> Definition:
    """Return a pinned definition with stages and no moves."""
    whole = pinned(source)
    machines = {k: replace(m, moves=()) for k, m in whole.machines.items()}
    return replace(whole, machines=machines)


@when("all moves are taken out of the definition")
def _(story: Story, request: pytest.FixtureRequest) -> None:
    story.remember()
    request.getfixturevalue("emptied")
