"""Then: what waits for whom, how long, and how a blocked move becomes possible."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then

from application.pages import inbox
from application.pages.how import how
from tests.steps.story import Story, Table


def waiting(story: Story, who: str) -> dict[str, Any]:
    """Return what somebody finds in the inbox about the current proposal."""
    found = inbox.page(story.reader(who))
    for name in ("mine", "others"):
        found[name] = [one for one in found[name] if one["key"] == story.commitment]
    return found


@then(parsers.parse("{who} finds in the inbox"))
def _(story: Story, who: str, datatable: Table) -> None:
    found = waiting(story, who)["mine"]
    assert [[one["label"], one["why"]] for one in found] == datatable


@then(parsers.parse("{who} has {left} left"))
def _(story: Story, who: str, left: str, datatable: Table) -> None:
    found = waiting(story, who)["mine"]
    assert [[one["label"], one["why"]] for one in found] == datatable
    assert [one["left"] for one in found] == [f"{left} left"]


@then(parsers.parse("{who} sees that {country} has nobody to act"))
def _(story: Story, who: str, country: str) -> None:
    found = waiting(story, who)["without_mandate"]
    assert [names(one["short"]) for one in found] == [country]


@then(parsers.parse("{who} sees that nobody lacks a mandate"))
def _(story: Story, who: str) -> None:
    assert waiting(story, who)["without_mandate"] == []


@then(parsers.parse("{who} sees that {number} ends in {left}"))
def _(story: Story, who: str, number: str, left: str) -> None:
    found = waiting(story, who)["ending"]
    assert [[one["number"], one["left"]] for one in found] == [[number, f"{left} left"]]


@then(parsers.parse("nothing waits for {who}"))
def _(story: Story, who: str) -> None:
    assert waiting(story, who)["mine"] == []


@then(parsers.parse("{who} sees that others are asked"))
def _(story: Story, who: str, datatable: Table) -> None:
    found = waiting(story, who)["others"]
    assert [[one["label"], names(one["whom"])] for one in found] == datatable


@then(parsers.parse("{who} sees that time stands before"))
def _(story: Story, who: str, datatable: Table) -> None:
    found = waiting(story, who)
    timed = [[one["label"], one["left"]] for one in found["others"] if one["opens"]]
    assert (found["mine"], timed) == ([], datatable)


@then(parsers.parse('{who} learns how to "{action}" it'))
def _(story: Story, who: str, action: str, datatable: Table) -> None:
    found = how(story.reader(who), "commitment", story.commitment, action)
    told = [[one["sentence"], *steps_of(one)] for one in found]
    assert told == datatable


def steps_of(need: dict[str, Any]) -> list[str]:
    """Return the acts that meet a need, and who may do them."""
    labels = ", ".join(step["label"] for step in need["steps"])
    who = [
        names(role["participants"]) or role["role"]
        for step in need["steps"]
        for role in step["who"]
    ]
    return [labels, ", ".join(dict.fromkeys(who))]


def names(participants: list[dict[str, str]]) -> str:
    """Return the names of participants in a row."""
    return ", ".join(one["name"] for one in participants)
