"""Steps about independent review: drafts, replies, ratings, contestations."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from application.office import DepositaryError
from application.pages import reviews, undertakings
from domain.errors import NotFound
from tests import reviewed as rules
from tests.steps.preparing import take_seats
from tests.steps.promises import submit
from tests.steps.proposals import on, open_up, report_through
from tests.steps.story import Story, Table

CRITERIA = {"relevance": "high", "specificity": "low"}
BASIS = ("site visit, 3 April",)
WHO = r"(?P<who>the reviewer|[A-Z]\w+'s [A-Za-z ]+?)"


@given("Guyana has endorsed a commitment under rules with an independent reviewer")
def _(story: Story) -> None:
    story.begin("reviewed", build)


def build(story: Story) -> None:
    """Build a committee, an endorsed commitment, and appoint a reviewer."""
    register = story.office.register
    register.establish(rules.definition(), "registrar", "secretary")
    take_seats(story)
    open_up(story)
    story.act("Guyana's minister", "endorse", on(story))
    report_through(story, "Guyana")
    appoint(story, "the reviewer")


def appoint(story: Story, who: str) -> None:
    """Let the registrar appoint a person as a reviewer."""
    said = {"holder": story.person(who), "capacity": "reviewer"}
    more = {"said": said, "basis": ("decision of the ministerial",)}
    story.act("the registrar", "appoint", ("process", "LAD"), **more)


@given(parsers.re(f"{WHO} is appointed as a reviewer"))
def _(story: Story, who: str) -> None:
    appoint(story, who)


@given("Guyana's focal point leaves and is appointed as a reviewer")
def _(story: Story) -> None:
    said = {"number": "GUY-M4", "reason": "a new post"}
    story.act("Guyana's minister", "revoke", ("participant", "GUY"), said=said)
    appoint(story, "Guyana's focal point")


def attempt(story: Story, who: str, action: str, said: Any, name: str) -> None:
    """Act on a country's undertaking, and remember a refusal."""
    try:
        act(story, who, action, said, name)
    except DepositaryError as refusal:
        story.refusal = refusal


def act(story: Story, who: str, action: str, said: Any, name: str) -> None:
    """Act on a country's undertaking."""
    thing = ("undertaking", f"{story.commitment}-{story.code(name)}")
    held = appointment(story, who)
    story.act(who, action, thing, said=said, basis=BASIS, mandate=held)


def appointment(story: Story, who: str) -> str:
    """Return the appointment as a reviewer that a person acts under, if any."""
    known = story.look("process", "LAD").appointments.values()
    mine = [one for one in known if one.holder == story.person(who)]
    return next((one.number for one in mine if one.capacity == "reviewer"), "")


def rating_of(word: str, criteria: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what a rating says."""
    return {
        "scale": "completion",
        "rating": word,
        "criteria": criteria or CRITERIA,
        "report_kind": "progress",
        "findings": "We saw the centres.",
    }


SHARES = f'{WHO} shares a draft that rates (?P<name>\\w+) "(?P<word>[^"]+)"'


@given(parsers.re(f"{SHARES}$"))
def _(story: Story, who: str, name: str, word: str) -> None:
    act(story, who, "share-review-draft", rating_of(word), name)


@when(parsers.re(f"{SHARES}$"))
def _(story: Story, who: str, name: str, word: str) -> None:
    attempt(story, who, "share-review-draft", rating_of(word), name)


@when(parsers.re(f"{SHARES} by$"))
def _(story: Story, who: str, name: str, word: str, datatable: Table) -> None:
    said = rating_of(word, {row[0]: row[1] for row in datatable})
    attempt(story, who, "share-review-draft", said, name)


REPLIES = f'{WHO} replies "(?P<reply>[^"]+)"'


@given(parsers.re(REPLIES))
def _(story: Story, who: str, reply: str) -> None:
    act(story, who, "give-reply", {"reply": reply}, "Guyana")


@when(parsers.re(REPLIES))
def _(story: Story, who: str, reply: str) -> None:
    attempt(story, who, "give-reply", {"reply": reply}, "Guyana")


@when(parsers.parse('the reviewer publishes the rating "{word}" for {name}'))
def _(story: Story, word: str, name: str) -> None:
    attempt(story, "the reviewer", "publish-rating", rating_of(word), name)


@when(
    parsers.parse('the registrar records the rating "{word}" of {name} from a source')
)
def _(story: Story, word: str, name: str) -> None:
    attempt(story, "the registrar", "record-rating", rating_of(word), name)


@given(parsers.parse('{name} was rated "{word}"'))
def _(story: Story, name: str, word: str) -> None:
    act(story, "the reviewer", "share-review-draft", rating_of(word), name)
    story.clock.pass_by(days=21)
    act(story, "the reviewer", "publish-rating", rating_of(word), name)
    story.clock.pass_by(days=1)


CONTESTS = f'{WHO} contests rating (?P<number>\\d+) because "(?P<reason>[^"]+)"'


@given(parsers.re(CONTESTS))
def _(story: Story, who: str, number: str, reason: str) -> None:
    said = {"rating_number": number, "reason": reason}
    act(story, who, "contest-rating", said, "Guyana")


@when(parsers.re(CONTESTS))
def _(story: Story, who: str, number: str, reason: str) -> None:
    said = {"rating_number": number, "reason": reason}
    attempt(story, who, "contest-rating", said, "Guyana")


RERATES = 'the reviewer re-rates rating {number} of {name} as "{word}" because "{why}"'


@given(parsers.parse(RERATES.replace(" of {name}", "")))
def _(story: Story, number: str, word: str, why: str) -> None:
    act(story, "the reviewer", "re-rate", rerating(number, word, why), "Guyana")


@given(parsers.parse(RERATES))
def _(story: Story, number: str, name: str, word: str, why: str) -> None:
    act(story, "the reviewer", "re-rate", rerating(number, word, why), name)


@when(parsers.parse(RERATES))
def _(story: Story, number: str, name: str, word: str, why: str) -> None:
    attempt(story, "the reviewer", "re-rate", rerating(number, word, why), name)


def rerating(number: str, word: str, why: str) -> dict[str, Any]:
    """Return what a re-rating says."""
    said = rating_of(word) | {"follows": number, "reason": why}
    return {k: v for k, v in said.items() if k not in {"scale", "findings"}}


@given("Guyana has reported its undertaking fulfilled")
def _(story: Story) -> None:
    submit(story, "Guyana")
    act(story, "the secretariat", "receive-report", {"report": "1"}, "Guyana")
    act(story, "Guyana's validating authority", "start", {}, "Guyana")
    said = {"evidence": ["https://example.org/centres.pdf"]}
    act(story, "Guyana's validating authority", "claim-fulfilment", said, "Guyana")


CONFIRMS = f"{WHO} confirms the fulfilment of (?P<name>\\w+)"


@given(parsers.re(CONFIRMS))
def _(story: Story, who: str, name: str) -> None:
    act(story, who, "confirm-fulfilment", {"findings": "Five centres."}, name)


@when(parsers.re(CONFIRMS))
def _(story: Story, who: str, name: str) -> None:
    attempt(story, who, "confirm-fulfilment", {"findings": "Five centres."}, name)


FINDS = 'the reviewer finds {name}\'s undertaking unfulfilled because "{why}"'


@when(parsers.parse(FINDS))
def _(story: Story, name: str, why: str) -> None:
    attempt(story, "the reviewer", "find-unfulfilled", {"reason": why}, name)


def page(story: Story, name: str, who: str = "the public") -> dict[str, Any]:
    """Return an undertaking's page."""
    key = f"{story.commitment}-{story.code(name)}"
    return undertakings.page(story.reader(who), key)


@then(parsers.parse("the ratings of {name} are"))
def _(story: Story, name: str, datatable: Table) -> None:
    assert [
        [str(one["number"]), one["rating"], one["contested"]]
        for one in page(story, name)["ratings"]
    ] == datatable


@then(parsers.parse("of the ratings of {name} {rose:d} rose and {fell:d} fell"))
def _(story: Story, name: str, rose: int, fell: int) -> None:
    found = reviews.ratings(story.reader("the public"), participant=story.code(name))
    changes = [one["change"] for one in found["ratings"]]
    assert (changes.count("rose"), changes.count("fell")) == (rose, fell)
    assert found["counts"] == {"rose": rose, "fell": fell, "same": 0}


@then(parsers.parse("the public reads no draft for {name}"))
def _(story: Story, name: str) -> None:
    assert page(story, name)["draft"] is None
    assert page(story, name)["history"][-1]["hidden"]


@then(parsers.re(r'(?P<who>Guyana\'s [A-Za-z ]+) reads the draft "(?P<word>[^"]+)"'))
def _(story: Story, who: str, word: str) -> None:
    assert page(story, "Guyana", who)["draft"]["rating"] == word


@then(parsers.parse("the voices on {name}'s undertaking are"))
def _(story: Story, name: str, datatable: Table) -> None:
    assert [
        [key, voice["said"], voice["who"]]
        for key, voice in page(story, name)["voices"].items()
    ] == datatable


@then(parsers.parse("the voices on {name}'s undertaking disagree"))
def _(story: Story, name: str, datatable: Table) -> None:
    reader = story.reader("the public")
    found = reviews.divergences(reader, participant=story.code(name))
    assert [[one["rule"]] for one in found["divergences"]] == datatable


@then(parsers.parse("{name}'s undertaking has two voices, and no page of ratings"))
def _(story: Story, name: str) -> None:
    found = page(story, name)
    assert [*found["voices"]] == ["self_report", "receipt"]
    assert "ratings" not in found
    for listing in (reviews.ratings, reviews.divergences):
        with pytest.raises(NotFound, match="no independent reviewer"):
            listing(story.reader("the public"))
