"""Then: how undertakings stand in a reporting period."""

from __future__ import annotations

from pytest_bdd import parsers, then

from application.pages import periods
from tests.steps.story import Story, Table


@then(parsers.parse('in the period these stand as "{standing}"'))
def _(story: Story, standing: str, datatable: Table) -> None:
    found = periods.page(story.reader("the public"), story.period)
    (named,) = [one for one in found["lists"] if one["name"] == standing]
    shown = [[row["undertaking"]] for row in named["rows"]]
    assert (shown, named["count"]) == (datatable, len(datatable))
