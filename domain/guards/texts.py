"""Guards about a commitment: its text, its decision, its endorsements."""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.guards.catalogue import guard
from domain.guards.who import acting_leads, electors, package_of, stands
from domain.words import days_after

LEAST_ELECTORATE = 2


@guard("a package that is neither concluded nor merged")
def package_at_work(case: Case) -> Sentence | None:
    """A committee that was concluded or merged takes no drafts."""
    package = package_of(case)
    if package is None:
        return say("this needs an action package")
    if package.stage in {"concluded", "merged"}:
        return say("the package is “{stage}” and takes no drafts", stage=package.stage)
    return None


@guard("all leads and co-leads concur in this very revision")
def leads_concur(case: Case) -> Sentence | None:
    """Concurrence binds to one revision's SHA-256; a later revision voids it."""
    missing = [
        code
        for code in acting_leads(case)
        if case.it.concurrences.get(code) != case.it.text.sha256
    ]
    if not missing:
        return None
    return say(
        "Rev.{revision} needs the concurrence of {missing}",
        revision=case.it.text.number,
        missing=[case.facts.name(code) for code in missing],
    )


@guard("not already on record with the same revision")
def not_yet_concurred(case: Case) -> Sentence | None:
    """One concurrence a revision."""
    mine = case.it.concurrences.get(case.actor.participant)
    if mine != case.it.text.sha256:
        return None
    return say(
        "{country} already concurs in Rev.{revision}",
        country=case.facts.name(case.actor.participant),
        revision=case.it.text.number,
    )


@guard("not a sponsor yet")
def not_yet_sponsor(case: Case) -> Sentence | None:
    """A country puts its name to a proposal once."""
    if case.actor.participant not in case.it.sponsors:
        return None
    return say(
        "{country} is a sponsor already",
        country=case.facts.name(case.actor.participant),
    )


@guard("the text in every language of the process", parameters=("languages",))
def languages_complete(case: Case) -> Sentence | None:
    """Circulate only what all can read."""
    wanted = case.definition.parameters["languages"]
    missing = [key for key in wanted if key not in case.it.text.languages]
    if not missing:
        return None
    return say("the text is needed in {missing}", missing=[f"“{m}”" for m in missing])


@guard("the comment period is over", parameters=("comment_days",))
def comment_period_over(case: Case) -> Sentence | None:
    """Runs on recorded time, as every gate does (DOMAIN section 6)."""
    if case.now >= case.it.comment_until:
        return None
    return say("the comment period runs until {until}", until=case.it.comment_until)


@guard(
    "a decision procedure the form allows", about="input", parameters=("procedures",)
)
def procedure_named(case: Case) -> Sentence | None:
    """Name the procedure when the decision is sought."""
    allowed = case.definition.parameters["procedures"]
    if case.input("procedure") in allowed:
        return None
    return say("this needs a decision procedure: {allowed}", allowed=allowed)


@guard("an electorate of at least two, one of them not the tabler")
def electorate_of_two(case: Case) -> Sentence | None:
    """An electorate of one is refused (two hands)."""
    voters = electorate(case)
    if len(voters) >= LEAST_ELECTORATE:
        return None
    return say(
        "a decision needs an electorate of at least two endorsing members; now: {who}",
        who=[case.facts.name(code) for code in voters] or "nobody",
    )


def electorate(case: Case) -> list[str]:
    """Return the members of the package, leads included, that are endorsing."""
    package = package_of(case)
    members = package.everybody if package else ()
    found = [case.facts.participant(code) for code in members]
    return sorted(p.key for p in found if p is not None and p.standing == "endorsing")


@guard("the procedure sought is {procedure}", procedure=str)
def procedure_is(case: Case, procedure: str) -> Sentence | None:
    """A decision is taken by the procedure under which it was sought."""
    if case.it.procedure == procedure:
        return None
    return say(
        "the decision was sought by {sought}, not by {procedure}",
        sought=case.it.procedure or "no procedure",
        procedure=procedure,
    )


@guard("a convened meeting with quorum", about="input", parameters=("quorum",))
def meeting_has_quorum(case: Case) -> Sentence | None:
    """More than the definition's share of the electorate is present."""
    meeting = case.facts.meeting(case.input("meeting"))
    if meeting is None or meeting.stage != "convened":
        return say("consensus needs a meeting that is convened")
    voters = electors(case)
    present = [code for code in voters if code in meeting.present]
    return _short_of_quorum(case, len(present), len(voters))


@guard("enough of those invited are present", parameters=("quorum",))
def quorum_present(case: Case) -> Sentence | None:
    """The chair may establish quorum when enough are present."""
    present, of = case.it.quorum_of(case.facts)
    return _short_of_quorum(case, present, of)


def _short_of_quorum(case: Case, present: int, of: int) -> Sentence | None:
    share = case.definition.parameters["quorum"]
    if of and present * share["denominator"] > of * share["numerator"]:
        return None
    return say(
        "quorum needs more than {numerator}/{denominator} of {of};"
        " {present} are present",
        present=present,
        of=of,
        **share,
    )


@guard("represented under a live mandate", about="input")
def represented(case: Case) -> Sentence | None:
    """A participant is present through somebody who may speak for it."""
    participant = case.facts.participant(case.input("attending"))
    if participant is None:
        return say("presence needs a participant of the register")
    if participant.mandate_live(case.input("under"), case.at):
        return None
    return say(
        "{country} needs a live mandate to be recorded as present",
        country=case.facts.name(participant.key),
    )


@guard("no live endorsement of this participant yet")
def not_already_in(case: Case) -> Sentence | None:
    """A participant has one live endorsement of a commitment."""
    code = case.actor.participant
    if code not in case.it.endorsers and code not in case.whole.endorsers:
        return None
    return say(
        "{country} has endorsed already and endorses once",
        country=case.facts.name(code),
    )


@guard("the announcer needs no endorsement of its own commitment")
def not_own_announcement(case: Case) -> Sentence | None:
    """Who announced is bound already."""
    if case.actor.participant not in case.it.announcers:
        return None
    return say("who announced a commitment is bound by it already")


@guard("reservations are allowed", about="input", parameters=("reservations",))
def reservation_allowed(case: Case) -> Sentence | None:
    """The definition says whether a text takes reservations (VCLT art. 19)."""
    wants = case.input("reservation") or case.it.KIND == "participant"
    if not wants or case.definition.parameters["reservations"] == "allowed":
        return None
    return say("this text takes no reservations")


@guard("a form the definition knows, by who may announce it", about="input")
def form_allowed(case: Case) -> Sentence | None:
    """National and joint by endorsers; partner by one that has not endorsed."""
    form = case.definition.forms.get(case.input("form"))
    if form is None or form.creates != "announce":
        return say("an announcement needs a form: {forms}", forms=_announced(case))
    participant = case.facts.participant(case.actor.participant)
    endorsing = participant is not None and participant.standing == "endorsing"
    if endorsing == (form.announced_by == "partner"):
        return say(
            "a {form} commitment needs an announcer that {state} the instrument",
            form=form.key,
            state="has not endorsed" if endorsing else "has endorsed",
        )
    return _enough_announcers(case, form.announced_by)


def _announced(case: Case) -> list[str]:
    forms = case.definition.forms.values()
    return [form.key for form in forms if form.creates == "announce"]


def _enough_announcers(case: Case, announced_by: str) -> Sentence | None:
    partners = set(case.input("partners") or ()) - {case.actor.participant}
    if announced_by == "several" and not partners:
        return say("a joint commitment needs at least one other participant")
    if announced_by != "several" and partners:
        return say("only a joint commitment names other participants")
    others = sorted(code for code in partners if not stands(case, code))
    if not others:
        return None
    return say(
        "a joint commitment needs partners that endorse the instrument; not {others}",
        others=[case.facts.name(code) for code in others],
    )


@guard("a live endorsement of this participant")
def is_in(case: Case) -> Sentence | None:
    """Who is not in cannot leave."""
    code = case.actor.participant
    if code in case.it.endorsers:
        return None
    return say("{country} has no live endorsement", country=case.facts.name(code))


def comment_until(case: Case) -> str:
    """Return when the comment period that starts now is over."""
    return days_after(case.now, case.definition.parameters["comment_days"])
