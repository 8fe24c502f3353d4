"""Then: what was refused, and what the register shows to whom."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then

from application.office import Malformed, NotAllowed, Outdated, Refused
from application.pages import commitments, meetings, texts
from application.pages.acts import available
from application.pages.choices import Choices
from application.pages.history import timeline
from application.pages.references import document
from domain.sentences import shown
from domain.text import sha256_of_paragraphs
from tests.steps.phrases import key_of, kind_of
from tests.steps.story import Story, Table

ANSWERS = {
    "refused": Refused,
    "not allowed": NotAllowed,
    "not understood": Malformed,
    "too late": Outdated,
}


@then(
    parsers.re(
        r"that is (?P<how>refused|not allowed|not understood|too late)"
        r' because "(?P<reason>.*)"'
    )
)
def _(story: Story, how: str, reason: str) -> None:
    assert str(story.refusal) == reason
    assert type(story.refusal) is ANSWERS[how]
    story.refusal = None


# One thing


@then(parsers.re(r'(?P<thing>it|the \w+|LAD-\S+|AP\d\d) is "(?P<stage>[^"]+)"'))
def _(story: Story, thing: str, stage: str) -> None:
    assert found(story, thing).stage == stage


@then(
    parsers.re(
        r'(?P<name>[A-Z]\w+)\'s (?P<what>undertaking|standing) is "(?P<stage>.+)"'
    )
)
def _(story: Story, name: str, what: str, stage: str) -> None:
    if what == "standing":
        assert story.look("participant", story.code(name)).standing == stage
    else:
        assert found(story, f"{name}'s undertaking").stage == stage


def found(story: Story, thing: str) -> Any:
    """Return the record a phrase names."""
    kind = kind_of(thing)
    return story.look(kind, key_of(story, kind, thing, ""))


@then("the record reads")
def _(story: Story, datatable: Table) -> None:
    assert sentences(story, "it") == column(datatable)


@then(parsers.parse("the record of {thing} reads"))
def _(story: Story, thing: str, datatable: Table) -> None:
    assert sentences(story, thing) == column(datatable)


@then("the record ends")
def _(story: Story, datatable: Table) -> None:
    assert sentences(story, "it")[-len(datatable) :] == column(datatable)


@then(parsers.parse("the record of {thing} ends"))
def _(story: Story, thing: str, datatable: Table) -> None:
    assert sentences(story, thing)[-len(datatable) :] == column(datatable)


def sentences(
    story: Story, thing: str, who: str = "the secretariat", **times: str
) -> list[str]:
    """Tell a record as somebody reads it; a placeholder where he may not."""
    kind = kind_of(thing)
    told = timeline(story.reader(who, **times), kind, key_of(story, kind, thing, ""))
    return ["(not public)" if e["hidden"] else e["sentence"] for e in told]


def column(rows: Table) -> list[str]:
    """Return the only column of a table."""
    return [row[0] for row in rows]


@then(parsers.parse("{who} reads of it"))
def _(story: Story, who: str, datatable: Table) -> None:
    assert sentences(story, "it", who) == column(datatable)


@then(parsers.parse("{who} sees its title and text"))
def _(story: Story, who: str) -> None:
    page = commitments.page(story.reader(who), story.commitment)
    assert not page["hidden"]
    assert page["title"]
    assert page["texts"]


@then(parsers.parse("{who} sees that it is there, and neither title nor text"))
def _(story: Story, who: str) -> None:
    page = commitments.page(story.reader(who), story.commitment)
    assert page["hidden"]
    assert (page["title"], page.get("texts")) == ("", None)
    (row,) = commitments.listing(story.reader(who))["commitments"]
    assert (row["reference"], row["title"]) == (story.commitment, "")


# Texts and decisions


@then("its texts are")
def _(story: Story, datatable: Table) -> None:
    texts = commitments.page(story.reader(), story.commitment)["texts"]
    assert [[str(t["revision"]), t["symbol"]] for t in texts] == datatable


@then(parsers.parse("its sponsors are {names}"))
def _(story: Story, names: str) -> None:
    page = commitments.page(story.reader(), story.commitment)
    assert ", ".join(s["name"] for s in page["sponsors"]) == names


@then(parsers.parse("{first} and {second} concur in the text"))
def _(story: Story, first: str, second: str) -> None:
    page = commitments.page(story.reader(), story.commitment)
    agreed = [c["name"] for c in page["concurrences"] if c["concurs"]]
    assert agreed == [first, second]


@then("nobody is asked to decide")
def _(story: Story) -> None:
    page = commitments.page(story.reader(), story.commitment)
    assert (page["electorate"], page["procedure"]) == ([], "")


@then(parsers.parse('the timeline flags "{sentence}" as "{flag}"'))
def _(story: Story, sentence: str, flag: str) -> None:
    told = timeline(story.reader("the public"), "commitment", story.commitment)
    flagged = [e["flags"] for e in told if e.get("sentence") == sentence]
    assert flagged == [[flag]]


@then(parsers.re(r"the adoption took effect at (?P<at>.+)"))
def _(story: Story, at: str) -> None:
    assert shown(found(story, "it").decision["adopted_at"]) == at


@then(parsers.re(r"it was adopted without (?P<names>.+)"))
def _(story: Story, names: str) -> None:
    without = found(story, "it").decision["without"]
    assert without == [story.code(name) for name in names.split(", ")]


@then(parsers.re(r"the last entry was recorded at (?P<at>.+), and is no late entry"))
def _(story: Story, at: str) -> None:
    last = timeline(story.reader(), "commitment", story.commitment)[-1]
    assert (shown(last["recorded"]), last["late"]) == (at, False)


@then(
    parsers.re(
        r'beside paragraph (?P<place>\d+) of Rev\.(?P<number>\d+) stands "(?P<note>.+)"'
    )
)
def _(story: Story, place: str, number: str, note: str) -> None:
    text = texts.revision(story.reader(), story.commitment, int(number))
    (paragraph,) = (p for p in text["noted"] if str(p["number"]) == place)
    assert [one["text"] for one in paragraph["notes"]] == [note]


@then("the form of the next revision begins with")
def _(story: Story, datatable: Table) -> None:
    reader = story.reader("Canada's delegate")
    filled = Choices(reader, "commitment", story.commitment).filled("revise")
    assert filled["paragraphs"] == column(datatable)


@then(parsers.re(r"the symbol (?P<symbol>\S+) leads to Rev\.(?P<number>\d+)"))
def _(story: Story, symbol: str, number: str) -> None:
    found = document(story.reader(), symbol)
    assert (found.reference, found.revision) == (story.commitment, int(number))


def button(story: Story, label: str, who: str) -> dict[str, Any]:
    """Return a button of the proposal's page, as somebody finds it."""
    shown_to = story.reader(who)
    (found,) = (
        one
        for one in available(shown_to, "commitment", story.commitment)
        if one["label"] == label
    )
    return found


@then(parsers.re(r'"(?P<label>[^"]+)" is open to (?P<who>[^"]+)'))
def _(story: Story, label: str, who: str) -> None:
    assert button(story, label, who)["allowed"]


@then(parsers.re(r'"(?P<label>[^"]+)" is shut to (?P<who>.+?) because "(?P<why>.+)"'))
def _(story: Story, label: str, who: str, why: str) -> None:
    found = button(story, label, who)
    assert (found["allowed"], found["blocked_by"]) == (False, [why])


@then(parsers.parse("the decision stands under item {number:d} of the agenda"))
def _(story: Story, number: int) -> None:
    (decision,) = meetings.page(story.reader(), story.meeting)["decisions"]
    assert decision["item"] == number


@then("the decision stands under no item of the agenda")
def _(story: Story) -> None:
    (decision,) = meetings.page(story.reader(), story.meeting)["decisions"]
    assert not decision["item"]


@then("the adopted record reads")
def _(story: Story, datatable: Table) -> None:
    page = meetings.page(story.reader(), story.meeting)
    assert page["paragraphs"] == column(datatable)
    assert page["sha256"] == sha256_of_paragraphs(column(datatable))


# Late entries and corrections


@then(parsers.parse('the timeline flags "{sentence}" as late'))
def _(story: Story, sentence: str) -> None:
    told = timeline(story.reader("the public"), "commitment", story.commitment)
    assert [e["late"] for e in told if e.get("sentence") == sentence] == [True]


@then("it names the secretariat as who entered it")
def _(story: Story) -> None:
    last = story.reader().entries("commitment", story.commitment)[-1].event
    assert (last.entered_as, last.entered_by) == ("secretariat", "secretary")


@then(parsers.parse('its title reads "{title}"'))
def _(story: Story, title: str) -> None:
    page = commitments.page(story.reader("the public"), story.commitment)
    assert page["title"] == title


@then(
    parsers.re(
        r"as of (?P<day>\S+?)(?: and known on (?P<known>\S+))?, LAD-001 counts"
        r" (?P<count>\d+) endorsements?"
    )
)
def _(story: Story, day: str, known: str | None, count: str) -> None:
    reader = story.reader("the public", as_of=day, known_at=known or "")
    (row,) = commitments.listing(reader)["commitments"]
    assert row["endorsements"] == int(count)
    shown = commitments.page(reader, "LAD-001")["endorsements"]
    assert len(shown) == int(count)
