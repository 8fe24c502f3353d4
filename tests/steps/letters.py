"""Given, When and Then: who is told what, by letters that lie in a folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage

from pytest_bdd import given, parsers, then, when

from application.accounts import Accounts
from application.notices.page import listing
from application.notices.runner import outbox_of
from application.views.rebuild import rebuild
from tests.steps.preparing import listed
from tests.steps.proposals import on
from tests.steps.story import Story, Table
from tests.visiting import QUICK
from web.runner import runner_of


@given(parsers.parse("letters reach {names}"))
def _(story: Story, names: str) -> None:
    story.begun = None
    file = story.office.settings.home / "accounts.db"
    story.office.accounts.close()
    story.office.accounts = Accounts.open(file, clock=story.clock, hasher=QUICK)
    for name in listed(names):
        made = story.office.accounts.add(address(story, name), name, None)
        with closing(sqlite3.connect(file)) as database, database:
            known = {"person": story.person(name), "made": made}
            database.execute(
                "UPDATE person SET person=:person WHERE person=:made", known
            )
    leave(story)


@given("silence has run for a day and everybody knows")
def _(story: Story) -> None:
    story.act("the chair", "open-silence", on(story), said={"hours": "72"})
    leave(story)
    story.clock.pass_by(days=1)


@when("the letters leave")
def leave(story: Story) -> None:
    """Let a runner look that remembers nothing; earlier letters are away."""
    for file in story.office.settings.outbox.glob("*.eml"):
        file.unlink()
    runner_of(story.office).once()


@when("the views are drawn anew")
def _(story: Story) -> None:
    rebuild(story.office.register)


@then(parsers.parse('{who} gets the letter "{subject}"'))
def _(story: Story, who: str, subject: str, datatable: Table) -> None:
    found = letters(story, who)
    assert [letter["Subject"] for letter in found] == [subject]
    told = str(found[0].get_content())
    for (line,) in datatable:
        assert line in told, told


@then(parsers.parse("{who} gets no letter"))
def _(story: Story, who: str) -> None:
    assert letters(story, who) == []


@then(parsers.parse("{who} has no notice"))
def _(story: Story, who: str) -> None:
    found = listing(story.reader(who), outbox_of(story.office))
    assert found["notices"] == []


def letters(story: Story, who: str) -> list[EmailMessage]:
    """Return the letters to somebody that left last."""
    files = story.office.settings.outbox.glob("*.eml")
    read = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in files]
    return [one for one in read if one["To"] == address(story, who)]


def address(story: Story, who: str) -> str:
    """Return the address of somebody."""
    return f"{story.person(who).lower()}@example.org"
