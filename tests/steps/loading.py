"""Reference data: what is loaded, and what the register shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from application.load import Summary, declaration, load
from application.office import DepositaryError, NotFound
from application.pages import overview, participants, sources
from tests.steps.story import Story, Table


@dataclass
class Load:
    """What the last file brought, or why it was refused."""

    summary: Summary | None = None
    refusal: str = ""


@pytest.fixture
def loading() -> Load:
    """Return what is known of loading in this scenario."""
    return Load()


def take(story: Story, loading: Load, who: str, data: dict[str, Any]) -> None:
    """Load *data* as somebody, and keep the answer."""
    try:
        loading.summary = load(story.office, data, story.person(who))
    except DepositaryError as refusal:
        loading.refusal = str(refusal)


@given("the Declaration's reference data is loaded")
def _(story: Story, loading: Load) -> None:
    take(story, loading, "the registrar", declaration())
    assert not loading.refusal


@when(parsers.parse("{who} loads the Declaration's reference data"))
def _(story: Story, loading: Load, who: str) -> None:
    take(story, loading, who, declaration())


@when(parsers.parse('{who} loads it with "{value}" as the {name} of {reference}'))
def _(
    story: Story, loading: Load, who: str, value: str, name: str, reference: str
) -> None:
    data = declaration()
    for record in data["commitments"]:
        if record["id"] == reference:
            record[name] = value
    take(story, loading, who, data)


@then(parsers.parse("{count:d} records are new"))
def _(loading: Load, count: int) -> None:
    assert loading.summary is not None
    assert loading.summary.new == count


@then(parsers.parse('the file is refused, naming "{words}"'))
def _(loading: Load, words: str) -> None:
    assert loading.refusal.startswith(words)


@then(parsers.parse('both versions are shown, "{first}" and "{second}"'))
def _(loading: Load, first: str, second: str) -> None:
    _, before, after = loading.refusal.splitlines()
    assert first in before
    assert second in after


@then("nothing was entered")
def _(story: Story) -> None:
    assert story.office.register.ledger.position() == 1


@then(
    parsers.re(r"(as of (?P<day>\S+) )?(?P<count>[\d\u2013]+) countries are endorsing")
)
def _(story: Story, day: str | None, count: str) -> None:
    reader = story.reader(as_of=day) if day else story.reader()
    assert participants.listing(reader)["endorsing"]["words"] == count


@then(
    parsers.re(
        r"as of (?P<day>\S+) Guyana"
        r" (?P<words>is not there|may have endorsed|has endorsed)"
    )
)
def _(story: Story, day: str, words: str) -> None:
    rows = participants.listing(story.reader(as_of=day))["participants"]
    found = {row["code"]: row for row in rows}.get("GUY")
    if found is None:
        assert words == "is not there"
    elif words == "may have endorsed":
        assert (found["standing"], found["perhaps"]) == ("", "endorsing")
    else:
        assert words == "has endorsed"
        assert found["standing"] == "endorsing"


@then(parsers.parse('{reference} rests on "{basis}"'))
def _(story: Story, reference: str, basis: str) -> None:
    assert ", ".join(story.look("commitment", reference).occurred.basis) == basis


@then(parsers.parse('{reference} was announced "{said}"'))
def _(story: Story, reference: str, said: str) -> None:
    assert story.look("commitment", reference).occurred.occurred == said


@then(parsers.parse("{reference} is announced by {name}"))
def _(story: Story, reference: str, name: str) -> None:
    announcers = story.look("commitment", reference).announcers
    assert announcers == [story.code(name)]


@then(parsers.parse("of {all_of:d} commitments {without:d} are without a report"))
def _(story: Story, all_of: int, without: int) -> None:
    reports = overview.page(story.reader())["reports"]
    assert (reports["commitments"], reports["without"]) == (all_of, without)


@then(parsers.parse("{count:d} statement of progress is on the record"))
def _(story: Story, count: int) -> None:
    assert overview.page(story.reader())["reports"]["statements"] == count


@then(parsers.parse('"{about}" is claimed, "{status}"'))
def _(story: Story, about: str, status: str) -> None:
    claims = {c["about"]: c["status"] for c in sources.page(story.reader())["claims"]}
    assert claims[about] == status


@then("the register knows no Dominican Republic")
def _(story: Story) -> None:
    with pytest.raises(NotFound):
        story.look("participant", "DOM")


@then(parsers.parse('the sources disagree on "{about}"'))
def _(story: Story, about: str, datatable: Table) -> None:
    kept = story.look("process", "LAD").conflicts[about].readings
    assert [[r["value"], ", ".join(r["sources"])] for r in kept] == datatable
