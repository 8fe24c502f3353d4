"""What is derived of ratings and reports never disagrees with what was recorded."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from application.pages import reviews
from application.views.rebuild import compare
from domain.words import instant, instant_of
from tests.world import BASIS, REGISTRAR, SECRETARY, UNDERTAKING, World, opened

WHERE = ("undertaking", UNDERTAKING)
ORDER = ["Not Started", "Limited", "Substantial", "Complete"]
SAYS = ["in preparation", "in progress", "fulfilled"]
AGREES = {
    "Not Started": {0},
    "Limited": {0, 1},
    "Substantial": {1},
    "Complete": {2},
}
WORDS = st.sampled_from([*ORDER, "Withdrawn", "e. Unclear"])
DAYS = st.integers(1, 28).map(lambda day: f"2024-05-{day:02d}")
CRITERIA = {"relevance": "high", "specificity": "low"}


@dataclass
class Told:
    """A rating as somebody who only listened would note it."""

    number: int
    word: str
    at: str
    follows: int = 0
    contested: str = ""


@dataclass
class Notes:
    """All that was heard, in plain lists; what follows from it is worked out anew."""

    ratings: list[Told] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)

    def by(self, at: str) -> list[Told]:
        """Return the ratings there were by an instant, in the order of their time."""
        known = [one for one in self.ratings if one.at <= at]
        return sorted(known, key=lambda one: (one.at, one.number))

    def changes(self, at: str) -> dict[int, str]:
        """Return what each rating did against the one before it."""
        found, before = {}, ""
        for one in self.by(at):
            pair = [ORDER.index(w) if w in ORDER else -1 for w in (before, one.word)]
            moved = "rose" if pair[1] > pair[0] else "fell"
            moved = "same" if pair[1] == pair[0] else moved
            found[one.number] = "" if -1 in pair else moved
            before = one.word
        return found

    def apart(self, at: str) -> set[tuple[str, int]]:
        """Return every disagreement by an instant."""
        ratings, found = self.by(at), set()
        reports = [(when, said) for when, said in self.reports if when <= at]
        if reports and ratings and ratings[-1].word in AGREES:
            place, agreed = SAYS.index(reports[-1][1]), AGREES[ratings[-1].word]
            if place not in agreed:
                higher = all(place > one for one in agreed)
                found.add(("higher" if higher else "lower", ratings[-1].number))
        again = {one.follows for one in ratings}
        for one in ratings:
            if one.contested and one.contested <= at and one.number not in again:
                found.add(("contested", one.number))
        if reports and all(one.at < reports[-1][0] for one in ratings):
            found.add(("unrated", 0))
        return found


class Reviewing(RuleBasedStateMachine):
    """Reports, ratings, contestations and re-ratings, in any order."""

    def __init__(self) -> None:
        """Open a register under rules with a reviewer."""
        super().__init__()
        self.notes = Notes()
        self.closing = contextlib.ExitStack()
        home = Path(self.closing.enter_context(tempfile.TemporaryDirectory()))
        self.world = self.closing.enter_context(opened(home, "sqlite", "reviewed"))
        prepare(self.world)

    def teardown(self) -> None:
        """Compare the views with a replay of the log, then close."""
        assert compare(self.world.office.register) == []
        self.closing.close()

    @property
    def now(self) -> str:
        """The time of the register, a day later for each act."""
        return instant(self.world.clock)

    @rule(status=st.sampled_from(SAYS))
    def report(self, status: str) -> None:
        """Report, and let the secretariat receive it."""
        self.world.wait(days=1)
        number = str(len(self.notes.reports) + 1)
        said = {"self_status": status, "narrative": "Done."}
        self.world.act("focal_point-COL", *WHERE, "draft-report", said)
        said = {"report": number}
        self.world.act("validating_authority-COL", *WHERE, "submit-report", said)
        self.world.act(SECRETARY, *WHERE, "receive-report", said)
        self.notes.reports.append((self.now, status))

    @rule(word=WORDS, day=DAYS)
    def source(self, word: str, day: str) -> None:
        """Record a rating of another day from a source."""
        rating = {"scale": "completion", "rating": word, "report_kind": "progress"}
        more: dict[str, Any] = {"basis": BASIS, "occurred": day}
        self.world.act(REGISTRAR, *WHERE, "record-rating", rating, **more)
        self._note(word, instant_of(day))

    @rule(word=st.sampled_from([*ORDER, "Withdrawn"]))
    def rate(self, word: str) -> None:
        """Share a draft, wait for the reply's time to be over, publish."""
        self.world.wait(days=1)
        self.world.act("reviewer", *WHERE, "share-review-draft", said_of(word))
        self.world.wait(days=21)
        said = said_of(word)
        self.world.act("reviewer", *WHERE, "publish-rating", said, basis=BASIS)
        self._note(word, self.now)

    @precondition(lambda self: self.standing())
    @rule(data=st.data())
    def contest(self, data: st.DataObject) -> None:
        """Contest a rating that is not contested yet."""
        one = data.draw(st.sampled_from(self.standing()))
        self.world.wait(days=1)
        said = {"rating_number": str(one.number), "reason": "We did more."}
        self.world.act("coordinator-COL", *WHERE, "contest-rating", said)
        one.contested = self.now

    @precondition(lambda self: self.open_again())
    @rule(data=st.data(), word=st.sampled_from(ORDER))
    def rate_again(self, data: st.DataObject, word: str) -> None:
        """Give a contested rating anew."""
        one = data.draw(st.sampled_from(self.open_again()))
        self.world.wait(days=1)
        said = said_of(word) | {"follows": str(one.number), "reason": "Seen again."}
        del said["scale"], said["findings"]
        self.world.act("reviewer", *WHERE, "re-rate", said, basis=BASIS)
        self._note(word, self.now, one.number)

    def standing(self) -> list[Told]:
        """Return the ratings nobody contested."""
        return [one for one in self.notes.ratings if not one.contested]

    def open_again(self) -> list[Told]:
        """Return the contested ratings that were not given anew."""
        again = {one.follows for one in self.notes.ratings}
        known = [one for one in self.notes.ratings if one.contested]
        return [one for one in known if one.number not in again]

    def _note(self, word: str, at: str, follows: int = 0) -> None:
        number = len(self.notes.ratings) + 1
        self.notes.ratings.append(Told(number, word, at, follows))

    @invariant()
    def the_pages_say_what_follows(self) -> None:
        """Ask today and three days of the past."""
        for day in ("", "2024-05-14", "2024-06-03", "2024-07-01"):
            at = instant_of(day) if day else self.now
            if at > self.now:
                continue
            office = self.world.office
            reader = office.reader(office.when(as_of=day))
            found = reviews.ratings(reader)["ratings"]
            told = {one["number"]: one["change"] for one in found}
            assert told == self.notes.changes(at)
            apart = reviews.divergences(reader)["divergences"]
            assert {(one["rule"], one["number"]) for one in apart} == (
                self.notes.apart(at)
            )


def said_of(word: str) -> dict[str, Any]:
    """Return what a rating says."""
    return {
        "scale": "completion",
        "rating": word,
        "criteria": CRITERIA,
        "report_kind": "progress",
        "findings": "Seen.",
    }


def prepare(world: World) -> None:
    """Appoint a reviewer, and let Colombia name an owner."""
    said = {"holder": "reviewer", "capacity": "reviewer"}
    world.act(REGISTRAR, "process", "LAD", "appoint", said, basis=BASIS)
    mandates = world.record("participant", "COL").mandates.values()
    (number,) = [one.number for one in mandates if one.capacity == "focal_point"]
    said = {"institution": "Ministry", "focal_point": number}
    world.act("coordinator-COL", *WHERE, "assign-owner", said)


def test_what_is_derived_never_disagrees_with_its_definition() -> None:
    rules = settings(
        max_examples=12,
        stateful_step_count=10,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Reviewing, settings=rules)  # type: ignore[no-untyped-call]
