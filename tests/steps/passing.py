"""Given and When: time passes, by the clock of the office."""

from __future__ import annotations

from pytest_bdd import given, parsers, when

from tests.steps.story import Story


@given(parsers.re(r"it is (?P<day>\d{4}-\d{2}-\d{2})"))
@when(parsers.re(r"it is (?P<day>\d{4}-\d{2}-\d{2})"))
def _(story: Story, day: str) -> None:
    story.clock.put_to(day)


@given(parsers.re(r"(?P<count>\d+) (?P<unit>day|hour|minute|second)s? later"))
@when(parsers.re(r"(?P<count>\d+) (?P<unit>day|hour|minute|second)s? later"))
def _(story: Story, count: str, unit: str) -> None:
    story.clock.pass_by(**{f"{unit}s": int(count)})
