"""Guards about standing, membership and meetings."""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.errors import Kind
from domain.guards.catalogue import guard
from domain.guards.who import acting_leads
from domain.sentences import either


@guard("the standing {among}", among=list)
def standing_is(case: Case, among: list[str]) -> Sentence | None:
    """The participant the actor speaks for has one of these standings."""
    code = case.actor.participant
    found = case.facts.participant(code)
    standing = found.standing if found else "unknown"
    if standing in among:
        return None
    return say(
        "{country} is “{standing}”; this needs {among}",
        country=case.facts.name(code),
        standing=standing,
        among=either(among, "“{}”"),
    )


@guard("notice has run out", parameters=("withdrawal_notice_days",))
def notice_over(case: Case) -> Sentence | None:
    """A withdrawal takes effect when its notice has run."""
    if case.now >= case.it.withdrawal_effective_at:
        return None
    return say(
        "notice runs until {until}", until=case.it.withdrawal_effective_at or "a day"
    )


@guard("its term is over", about="input")
def term_over(case: Case) -> Sentence | None:
    """A mandate or an appointment expires at the end of its term, and not before."""
    number = str(case.input("number"))
    known = getattr(case.it, "mandates", None) or getattr(case.it, "appointments", {})
    held = known.get(number)
    if held is None or held.ended or not held.until:
        return say("this needs the number of a mandate or appointment with a term")
    if case.now >= held.until:
        return None
    return say("the term runs until {until}", until=held.until)


@guard("no lead is left", kind=Kind.AUTHORITY)
def no_lead_left(case: Case) -> Sentence | None:
    """The chair may withdraw an orphaned proposal only."""
    leads = acting_leads(case)
    if not leads:
        return None
    return say(
        "this needs the leads, {leads}",
        leads=[case.facts.name(code) for code in leads],
    )


@guard("another lead remains")
def another_lead_remains(case: Case) -> Sentence | None:
    """Decides between *same* and *dormant* when a lead stands down."""
    leads = set(case.it.leads) & set(case.whole.leads)
    others = leads - {case.actor.participant or case.input("participant")}
    return None if others else say("no other lead remains")


@guard("not a member yet")
def not_yet_member(case: Case) -> Sentence | None:
    """A participant joins a committee once."""
    if case.actor.participant not in case.it.everybody:
        return None
    return say(
        "{country} is in the committee already",
        country=case.facts.name(case.actor.participant),
    )


@guard("not a lead yet")
def not_yet_lead(case: Case) -> Sentence | None:
    """A participant takes the lead once."""
    if case.actor.participant not in case.it.leads:
        return None
    return say(
        "{country} leads already", country=case.facts.name(case.actor.participant)
    )


@guard("a lead or co-lead")
def is_lead(case: Case) -> Sentence | None:
    """Who does not lead has nothing to stand down from."""
    code = case.actor.participant
    if code in case.it.leads:
        return None
    return say("{country} needs to be a lead", country=case.facts.name(code))


@guard("a member that is no lead")
def plain_member(case: Case) -> Sentence | None:
    """A lead stands down before it leaves."""
    code = case.actor.participant
    if code in case.it.members and code not in case.it.leads:
        return None
    return say(
        "{country} needs to be a member and no lead", country=case.facts.name(code)
    )


@guard("others may join")
def open_to_others(case: Case) -> Sentence | None:
    """An announcement is open only when it says so."""
    if case.input("open_to_others"):
        return None
    return say("the announcement is not open to others")


@guard("a reservation that stands", about="input")
def reservation_stands(case: Case) -> Sentence | None:
    """What is withdrawn was entered and not withdrawn before."""
    number = str(case.input("number"))
    known = case.it.reservations.get(int(number) if number.isdigit() else 0)
    if known is not None and not known["until"]:
        return None
    return say("this needs the number of a reservation that stands")


@guard("a mandate of a minister", kind=Kind.AUTHORITY)
def ministers_mandate(case: Case) -> Sentence | None:
    """The secretariat ends what it entered: the minister, by office."""
    known = case.it.mandates.get(str(case.input("number")))
    if known is not None and known.capacity == "minister":
        return None
    return say("the secretariat ends a minister's mandate only; others their minister")


@guard("present at the meeting")
def present_here(case: Case) -> Sentence | None:
    """Who speaks for the record is present."""
    code = case.actor.participant
    if code in case.it.present:
        return None
    return say(
        "{country} needs to be recorded as present first", country=case.facts.name(code)
    )
