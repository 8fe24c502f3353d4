"""The demonstration with something at every stage, for those who look at pages.

Only rows of the definition are used, under the mandates of the made-up people: what a
page shows here has come about as it would in earnest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from application import clock as clocks
from application.demo import BASIS, newcomer
from application.office import Act, Office, Receipt
from tests.conftest import Clock

Who = tuple[str, str]
SECRETARY: Who = ("secretary", "")
REGISTRAR: Who = ("registrar", "")
CHAIR: Who = ("minister", "COL")
CANADA: Who = ("delegate", "CAN")
GUYANA: Who = ("delegate", "GUY")

PACKAGE, MEETING = "AP07", "ministerial-5"
NARRATIVE = "A contact was named and took part in two meetings of the committee."
REASON = "The committee found in this exercise that it was time."
TEXT = [
    "EXERCISE: each endorsing country names one contact within six months.",
    "EXERCISE: the committee shares once a year what it has learnt.",
]
TEXTO = [
    "EJERCICIO: cada país adherente designa un contacto en seis meses.",
    "EJERCICIO: el comité comparte una vez al año lo que ha aprendido.",
]
#: Where each shared proposal of this exercise ends, in the order of their references.
STAGES = (
    "draft",
    "tabled",
    "in consultation",
    "decision sought",
    "silence running",
    "agreed ad referendum",
    "withdrawn",
    "not adopted",
    "adopted",
    "open",
    "closed",
    "concluded",
    "superseded",
    "terminated",
)
SILENT = ("silence running", "agreed ad referendum")
FIRST = 20  # LAD-020: the demonstration itself ends with LAD-019
SHARED = {stage: f"LAD-{FIRST + n:03}" for n, stage in enumerate(STAGES)}
NATIONAL, JOINT = (f"LAD-{FIRST + len(STAGES) + n:03}" for n in range(2))
OPEN = SHARED["open"]
UNDERTAKING = f"{OPEN}-MEX"


@dataclass
class Exercise:
    """The made-up people at work, by a clock that is put by hand."""

    office: Office
    clock: Clock

    def act(
        self, who: Who, thing: tuple[str, str], action: str, **said: Any
    ) -> Receipt:
        """Let somebody of the demonstration take one act."""
        person = self.office.accounts.by_email(newcomer(*who).email) or ""
        self.clock.pass_by(minutes=7)
        return self.office.act(Act(*thing, action, person, said, basis=BASIS))

    def shared(self, stage: str) -> tuple[str, str]:
        """Return the proposal that ends at a stage."""
        return ("commitment", SHARED[stage])

    def past(self, stage: str) -> list[str]:
        """Return the stages of the proposals that go further than one."""
        return list(STAGES[STAGES.index(stage) :])


def furnish(office: Office, clock: Clock) -> None:
    """Bring one proposal to each stage, and an undertaking to its reports."""
    it = Exercise(office, clock)
    for stage in STAGES:
        title = f"EXERCISE — A proposal that is {stage}"
        said = {"package": PACKAGE, "title": title, "paragraphs": TEXT}
        it.act(CANADA, ("commitment", ""), "draft", **said)
    for stage in it.past("tabled"):
        _table(it, stage)
    for stage in it.past("in consultation"):
        _circulate(it, stage)
    clock.pass_by(days=15)
    for stage in it.past("decision sought"):
        procedure = "silence" if stage in SILENT else "consensus"
        it.act(CANADA, it.shared(stage), "seek-decision", procedure=procedure)
    it.act(GUYANA, it.shared("withdrawn"), "agree-to-withdraw")
    it.act(CANADA, it.shared("withdrawn"), "withdraw", reason=REASON)
    it.act(CHAIR, it.shared("not adopted"), "not-adopt", reason=REASON)
    _revise(it)
    _stay_silent(it)
    _meet(it)
    _end(it)
    _announce(it)
    _endorse(it)
    _report(it)
    _correct(it)


def _table(it: Exercise, stage: str) -> None:
    for who in (CANADA, GUYANA):
        it.act(who, it.shared(stage), "concur")
    it.act(CANADA, it.shared(stage), "table")


def _circulate(it: Exercise, stage: str) -> None:
    said = {"language": "es", "paragraphs": TEXTO}
    it.act(SECRETARY, it.shared(stage), "add-translation", **said)
    it.act(SECRETARY, it.shared(stage), "circulate")


def _revise(it: Exercise) -> None:
    paragraphs = [TEXT[0].replace("six", "three"), TEXT[1], "EXERCISE: a new one."]
    said = {"paragraphs": paragraphs, "note": "Three months, and a third paragraph."}
    it.act(CANADA, it.shared("in consultation"), "revise", **said)


def _stay_silent(it: Exercise) -> None:
    """Let one silence lapse while a capital is asked, and another run on."""
    asked, runs = (it.shared(stage) for stage in reversed(SILENT))
    it.act(CHAIR, asked, "open-silence", hours=72)
    it.act(GUYANA, asked, "enter-ad-referendum")
    it.clock.pass_by(hours=73)
    clocks.Clock(it.office.register).once()
    said = {"paragraph": "2", "change": "replace", "wording": "EXERCISE: each year."}
    it.act(CANADA, it.shared("in consultation"), "propose-amendment", **said)
    it.act(CHAIR, runs, "open-silence", hours=72)
    broken = {"reason": "EXERCISE: too fast.", "paragraph_numbers": ["1"]}
    it.act(CANADA, runs, "break-silence", **broken)
    it.act(CANADA, runs, "seek-decision", procedure="silence")
    it.act(CHAIR, runs, "open-silence", hours=2000)
    statement = {"nature": "statement", "text": "EXERCISE: we read it so."}
    it.act(CANADA, runs, "attach-statement", **statement)


def _meet(it: Exercise) -> None:
    _schedule(it, MEETING, "Fifth Ministerial Meeting, an exercise")
    _schedule(it, "committee-off", "A meeting called off, an exercise")
    where = ("meeting", MEETING)
    it.act(CHAIR, ("meeting", "committee-off"), "cancel", reason=REASON)
    _, open_now = it.shared("open")
    item = {"title": "A proposal of this exercise", "commitment": open_now}
    it.act(CHAIR, where, "add-agenda-item", **item)
    it.act(CHAIR, where, "convene")
    for code in ("CAN", "GUY", "MEX", "USA"):
        said = {"attending": code, "under": f"{code}-M1"}
        it.act(SECRETARY, where, "record-presence", **said)
    it.act(("minister", "MEX"), where, "state", text="Mexico thanks the committee.")
    for stage in it.past("adopted"):
        it.act(CHAIR, it.shared(stage), "declare-consensus", meeting=MEETING)


def _schedule(it: Exercise, key: str, title: str) -> None:
    said = {"key": key, "title": title, "nature": "ministerial", "number": 5}
    said |= {"planned": "2026-12-10", "place": "Bogotá", "hosts": ["COL"]}
    it.act(SECRETARY, ("meeting", ""), "schedule", **said)


def _end(it: Exercise) -> None:
    for stage in it.past("open"):
        it.act(CANADA, it.shared(stage), "open")
    it.act(CHAIR, it.shared("closed"), "close")
    it.act(CHAIR, it.shared("concluded"), "conclude")
    it.act(CHAIR, it.shared("superseded"), "supersede", successor=OPEN)
    it.act(CHAIR, it.shared("terminated"), "terminate", reason=REASON)


def _announce(it: Exercise) -> None:
    new = ("commitment", "")
    said: dict[str, Any] = {"form": "national", "title": "EXERCISE — 500 places"}
    said |= {"quantity": 500, "unit": "places", "by": "2028", "open_to_others": "yes"}
    it.act(("minister", "CAN"), new, "announce", **said)
    said = {"form": "joint", "title": "EXERCISE — One desk", "partners": ["MEX"]}
    it.act(("minister", "COL"), new, "announce", **said)


def _endorse(it: Exercise) -> None:
    where, numbers = ("commitment", OPEN), ["2"]
    mexico, america = ("coordinator", "MEX"), ("coordinator", "USA")
    it.act(mexico, where, "endorse", declaration="As national law provides.")
    said = {"reservation": "Not in the first year.", "paragraph_numbers": numbers}
    it.act(america, where, "endorse", **said)
    it.act(("minister", "GUY"), where, "endorse")
    it.act(("minister", "GUY"), where, "withdraw-endorsement", reason=REASON)
    said = {"paragraph_numbers": numbers, "reason": "Canada reports elsewhere."}
    it.act(CANADA, where, "dissociate", **said)
    said = {"institution": "Secretariat of Exercises", "focal_point": "MEX-M4"}
    it.act(mexico, ("undertaking", UNDERTAKING), "assign-owner", **said)


def _report(it: Exercise) -> None:
    where = ("undertaking", UNDERTAKING)
    focal, validating = ("focal", "MEX"), ("validating", "MEX")
    said: dict[str, Any] = {"self_status": "in progress", "narrative": NARRATIVE}
    it.act(focal, where, "draft-report", evidence=["https://demo.example/1"], **said)
    it.act(validating, where, "submit-report", report="1")
    it.act(SECRETARY, where, "receive-report", report="1")
    _take_steps(it, validating, where)
    it.act(validating, where, "start")
    said = {"narrative": NARRATIVE.replace("two", "three"), "reason": "One was missed."}
    it.act(focal, where, "draft-report-correction", report="1", **said)
    it.act(validating, where, "correct-report", report="1")
    said = {"self_status": "fulfilled", "narrative": "All is done."}
    it.act(focal, where, "draft-report", **said)


def _take_steps(it: Exercise, who: Who, where: tuple[str, str]) -> None:
    """Set milestones, one to move and one to meet, and a target."""
    in_a_month = (it.clock.now + timedelta(days=30)).date().isoformat()
    later = (it.clock.now + timedelta(days=90)).date().isoformat()
    criterion = "The list names the contact."
    for title in ("A contact is named", "The contact has met the others"):
        said = {"title": title, "criterion": criterion, "due": in_a_month}
        it.act(who, where, "set-milestone", **said)
    moved = {"milestone": "2", "due": later, "reason": REASON}
    it.act(who, where, "reschedule-milestone", **moved)
    met = {"milestone": "1", "evidence": "https://demo.example/list"}
    it.act(who, where, "meet-milestone", **met)
    it.act(who, where, "set-target", quantity=1, unit="contact", due=later)
    it.act(who, where, "plan")


def _correct(it: Exercise) -> None:
    where = ("commitment", OPEN)
    said = {
        "version": 1,
        "field": "title",
        "new": "EXERCISE — One contact in each country",
    }
    it.act(SECRETARY, where, "propose-correction", reason="A slip.", **said)
    it.act(REGISTRAR, where, "correct", number=1)
