"""Steps about milestones and owners: what the undertaking's page and the lists say."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from application.clock import Clock
from application.pages import keeping, overview, undertakings
from tests.steps.preparing import grant
from tests.steps.story import Story, Table


def page(story: Story, name: str, **times: str) -> dict[str, Any]:
    """Return the page of a country's undertaking, as the public reads it."""
    key = f"{story.commitment}-{story.code(name)}"
    return undertakings.page(story.reader("the public", **times), key)


@given("the clock has looked")
@when("the clock has looked")
def _(story: Story) -> None:
    Clock(story.office.register).once()


@given(parsers.parse("{name}'s undertaking is in preparation"))
def _(story: Story, name: str) -> None:
    said = {
        "title": "Two centres are open",
        "criterion": "The gazette names both",
        "due": "2023-06-30",
    }
    thing, who = ("undertaking", key_of(story, name)), f"{name}'s validating authority"
    story.act(who, "set-milestone", thing, said=said)
    story.act(who, "plan", thing)


@given(parsers.parse("{name}'s focal point is appointed again"))
def _(story: Story, name: str) -> None:
    grant(story, name, "focal_point")


@given(parsers.parse('{name}\'s focal point has a mandate until "{day}"'))
def _(story: Story, name: str, day: str) -> None:
    code = story.code(name)
    said = {"holder": f"{code}-focal-point", "capacity": "focal_point", "until": day}
    story.act(f"{name}'s minister", "delegate", ("participant", code), said=said)
    number = max(story.look("participant", code).mandates)
    owner = {"institution": "Ministry of Social Protection", "focal_point": number}
    thing = ("undertaking", key_of(story, name))
    story.act(f"{name}'s Special Coordinator", "assign-owner", thing, said=owner)


@then(parsers.parse("the milestones of {name} are"))
def _(story: Story, name: str, datatable: Table) -> None:
    told = [
        [
            str(m["number"]),
            m["title"],
            " > ".join([*m["earlier"], m["due"]]),
            m["stage"],
        ]
        for m in page(story, name)["milestones"]
    ]
    assert told == datatable


@then(parsers.parse("the milestone of {name} was met after its day"))
def _(story: Story, name: str) -> None:
    (one,) = page(story, name)["milestones"]
    assert (one["stage"], one["late"], bool(one["missed_at"])) == ("met", True, True)


@then(
    parsers.re(
        r"(?P<name>\w+)'s undertaking shows as (?P<word>verifiable|unverifiable)"
    )
)
def _(story: Story, name: str, word: str) -> None:
    assert page(story, name)["verifiable"] == (word == "verifiable")
    assert (key_of(story, name) in listed(story, "unverifiable")) == (
        word == "unverifiable"
    )


@then(parsers.parse("{name}'s undertaking has an owner"))
def _(story: Story, name: str) -> None:
    assert not unowned(story, name)


@then(parsers.parse("{name}'s undertaking is unowned"))
def _(story: Story, name: str) -> None:
    assert unowned(story, name)


@then(parsers.parse("as of {day} {name}'s undertaking had an owner"))
def _(story: Story, day: str, name: str) -> None:
    assert not unowned(story, name, as_of=day)


@then(parsers.parse("as of {day} {name}'s undertaking was unowned"))
def _(story: Story, day: str, name: str) -> None:
    assert unowned(story, name, as_of=day)


def unowned(story: Story, name: str, **times: str) -> bool:
    """Return what the page says, and require that the list and the count agree."""
    shown = bool(page(story, name, **times)["unowned"])
    found = listed(story, "unowned", **times)
    assert (key_of(story, name) in found) == shown
    reader = story.reader("the public", **times)
    assert overview.page(reader)["unowned"] == len(found)
    return shown


def key_of(story: Story, name: str) -> str:
    """Return the key of a country's undertaking."""
    return f"{story.commitment}-{story.code(name)}"


def listed(story: Story, shown: str, **times: str) -> list[str]:
    """Return which undertakings a list shows."""
    found = keeping.listing(story.reader("the public", **times), shown=shown)
    return [row["reference"] for row in found["undertakings"]]


@then(parsers.parse('the target of {name} reads "{words}", earlier "{earlier}"'))
def _(story: Story, name: str, words: str, earlier: str) -> None:
    told = [target["words"] for target in page(story, name)["targets"]]
    assert told == [earlier, words]


@then(parsers.parse('the target of {name} reads "{words}"'))
def _(story: Story, name: str, words: str) -> None:
    assert [target["words"] for target in page(story, name)["targets"]] == [words]
