"""Then: what the pages for people with five minutes tell."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then, when

from application.office import Malformed
from application.pages import briefs
from tests.steps.story import Story, Table


def promised(story: Story, name: str, **times: str) -> list[dict[str, Any]]:
    """Return what the public reads of a country's promises."""
    found = briefs.participant(story.reader("the public", **times), story.code(name))
    rows: list[dict[str, Any]] = found["promises"]
    return rows


@then(parsers.parse("the brief of {name} promises"))
def _(story: Story, name: str, datatable: Table) -> None:
    assert datatable == [
        [one["reference"], one["stage"], str(one["received"])]
        for one in promised(story, name)
    ]


@then(parsers.parse("the brief of {name} as of {day} promises nothing"))
def _(story: Story, name: str, day: str) -> None:
    assert promised(story, name, as_of=day) == []


@then(parsers.parse("the pack of {package} tells of {reference}"))
def _(story: Story, package: str, reference: str, datatable: Table) -> None:
    found = briefs.pack(story.reader("the public"), package)["commitments"]
    (one,) = [row for row in found if row["reference"] == reference]
    for label, told in datatable:
        value = one[label.replace(" ", "_")]
        if isinstance(value, list):
            value = ", ".join(country["name"] for country in value)
        assert value == told, label


@then(parsers.parse("from the meeting {first} to {second} this changed"))
def _(story: Story, first: str, second: str, datatable: Table) -> None:
    found = briefs.between(story.reader("the public"), first, second)["changes"]
    told = [line["sentence"] for group in found for line in group["lines"]]
    assert [row[0] for row in datatable] == told


@when(parsers.parse("somebody asks what changed from the meeting {first} to {second}"))
def _(story: Story, first: str, second: str) -> None:
    try:
        briefs.between(story.reader("the public"), first, second)
    except Malformed as refusal:
        story.refusal = refusal
