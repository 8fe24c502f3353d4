"""Steps about participants: their standing, their spells, what they are called."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then

from application.office import Act
from application.pages import commitments, participants
from application.pages.references import resolve
from tests.steps.names import LAUNCHED
from tests.steps.reading import column, sentences
from tests.steps.story import Story, Table


@given(
    parsers.parse(
        "the twenty that launched the Declaration on {day} are in the register"
    )
)
def _(story: Story, day: str) -> None:
    for name, code in LAUNCHED.items():
        said = {"key": code, "name": name, "nature": "state"}
        more: dict[str, Any] = {"occurred": day, "basis": ("wh-2022-06-10",)}
        made = Act("participant", "", "register", "registrar", said, **more)
        more["participant"] = code
        endorsed = Act("participant", code, "endorse", "registrar", {}, **more)
        story.office.register.act_all([made, endorsed])
    story.before = {code: spells(story, code) for code in LAUNCHED.values()}


def spells(story: Story, code: str) -> list[list[str]]:
    """Return a participant's spells that lasted: standing, from, to."""
    found = participants.page(story.reader(), code)["spells"]
    return [
        [s["standing"], s["since"]["occurred_at"][:10], s["until"][:10]]
        for s in found
        if s["since"]["occurred_at"] != s["until"]
    ]


@then("the first twenty are as they were")
def _(story: Story) -> None:
    now = {code: spells(story, code) for code in LAUNCHED.values()}
    assert now == story.before


@then(parsers.re(r"(?P<count>\d+) are endorsing"))
def _(story: Story, count: str) -> None:
    assert participants.listing(story.reader())["endorsing"]["words"] == count


@then(parsers.re(r"as of (?P<day>\S+), (?P<count>.+) are endorsing"))
def _(story: Story, day: str, count: str) -> None:
    found = participants.listing(story.reader(as_of=day))
    assert found["endorsing"]["words"] == count


@then(parsers.parse('as of {day}, {name} may have been "{standing}"'))
def _(story: Story, day: str, name: str, standing: str) -> None:
    page = participants.page(story.reader(as_of=day), story.code(name))
    assert [p["standing"] for p in page["perhaps"]] == [standing]


@then(parsers.parse('as of {day}, {name}\'s standing is "{standing}"'))
def _(story: Story, day: str, name: str, standing: str) -> None:
    page = participants.page(story.reader(as_of=day), story.code(name))
    assert page["standing"] == standing


@then(parsers.parse('as of {day}, {name} is "{standing}" since {since}'))
def _(story: Story, day: str, name: str, standing: str, since: str) -> None:
    page = participants.page(story.reader(as_of=day), story.code(name))
    assert page["standing"] == standing
    assert page["spells"][-1]["since"]["occurred_at"][:10] == since


@then(parsers.parse('{name}\'s standing is shown since "{since}"'))
def _(story: Story, name: str, since: str) -> None:
    page = participants.page(story.reader(), story.code(name))
    assert page["spells"][-1]["since"]["said"] == since


@then(parsers.parse("{name}'s spells are"))
def _(story: Story, name: str, datatable: Table) -> None:
    assert spells(story, story.code(name)) == datatable


@then(parsers.parse("{name}'s spells end"))
def _(story: Story, name: str, datatable: Table) -> None:
    page = participants.page(story.reader(), story.code(name))
    told = [s["standing"] for s in page["spells"]]
    assert told[-len(datatable) :] == column(datatable)


@then(parsers.re("(?P<code>[A-Z]{3}) is called (?P<name>.+)"))
def _(story: Story, code: str, name: str) -> None:
    assert participants.page(story.reader(), code)["name"] == name


@then(parsers.re("as of (?P<day>.+), (?P<code>[A-Z]{3}) is called (?P<name>.+)"))
def _(story: Story, day: str, code: str, name: str) -> None:
    assert participants.page(story.reader(as_of=day), code)["name"] == name


@then(parsers.re('"(?P<name>.+)" still leads to (?P<code>[A-Z]{3})'))
def _(story: Story, name: str, code: str) -> None:
    assert resolve(story.reader("the public"), "participant", name) == code


@then(parsers.parse("the record of {thing} begins"))
def _(story: Story, thing: str, datatable: Table) -> None:
    assert sentences(story, thing)[: len(datatable)] == column(datatable)


@then(parsers.re("(?P<reference>LAD-.+) is listed under (?P<name>.+)"))
def _(story: Story, reference: str, name: str) -> None:
    code = story.code(name)
    rows = commitments.listing(story.reader("the public"), participant=code)
    assert [row["reference"] for row in rows["commitments"]] == [reference]
    announced = participants.page(story.reader("the public"), code)["announced"]
    assert [row["reference"] for row in announced] == [reference]


@then(parsers.parse("as of {day}, the record reads"))
def _(story: Story, day: str, datatable: Table) -> None:
    assert sentences(story, "it", as_of=day) == column(datatable)


# Packages


@then(parsers.re(r'(?P<key>AP\d\d) is called "(?P<title>.+)"'))
def _(story: Story, key: str, title: str) -> None:
    assert story.look("package", key).title == title


@then(parsers.parse('as of {day}, {key} is called "{title}"'))
def _(story: Story, day: str, key: str, title: str) -> None:
    assert story.reader(as_of=day).record("package", key).title == title


@then(parsers.re(r'"(?P<title>.+)" leads to (?P<key>AP\d\d)'))
def _(story: Story, title: str, key: str) -> None:
    assert resolve(story.reader("the public"), "package", title) == key


@then("that was recorded in one act")
def _(story: Story) -> None:
    """All events of the last command carry its id and the same recorded time."""
    entries = list(story.office.register.ledger.all())
    last = entries[-1].event
    together = [e.event for e in entries if e.event.command == last.command]
    assert len(together) > 1
    assert {e.recorded_at for e in together} == {last.recorded_at}
