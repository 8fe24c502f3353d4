"""What the events of a decision hold beyond what was filled in."""

from __future__ import annotations

from typing import Any

from domain.acts.compose import composes, of_text
from domain.case import Case
from domain.commitment import hash_of
from domain.definition import digest_of
from domain.guards.deciding import expiry_of
from domain.guards.who import electors
from domain.meeting import Meeting
from domain.words import days_after


@composes("process.definition-adopted")
def _(case: Case) -> dict[str, Any]:
    rules = case.input("rules")
    return {"rules_version": rules["version"], "digest": digest_of(rules)}


@composes("commitment.silence-opened")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"expires_at": expiry_of(case, case.now)}


@composes("commitment.silence-extended")
def _(case: Case) -> dict[str, Any]:
    return {"expires_at": expiry_of(case, case.it.silence_until)}


@composes("commitment.silence-refused")
@composes("commitment.withdrawal-concurred")
def _(case: Case) -> dict[str, Any]:
    return of_text(case)


@composes("commitment.silence-lapsed")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {
        "expired_at": case.it.silence_until,
        "electorate": electors(case),
    }


@composes("commitment.silence-broken")
@composes("commitment.late-objection-recorded")
@composes("commitment.consensus-blocked")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"objection": len(case.whole.objections) + 1}


@composes("commitment.ad-referendum-entered")
def _(case: Case) -> dict[str, Any]:
    days = case.definition.parameters["ad_referendum_days"]
    return {"due_at": days_after(case.now, days)}


@composes("commitment.ad-referendum-expired")
def _(case: Case) -> dict[str, Any]:
    return {"expired_at": case.it.pending[case.actor.participant]}


@composes("commitment.amendment-proposed")
def _(case: Case) -> dict[str, Any]:
    wording = " ".join(str(case.input("wording")).split())
    taken_out = case.input("change") == "take out"
    return of_text(case) | {
        "amendment": len(case.whole.amendments) + 1,
        "paragraph": int(case.input("paragraph")),
        "wording": "" if taken_out else wording,
    }


@composes("commitment.statement-attached")
def _(case: Case) -> dict[str, Any]:
    return of_text(case) | {"statement": len(case.whole.statements) + 1}


@composes("commitment.addendum-issued")
def _(case: Case) -> dict[str, Any]:
    number = len(case.whole.addenda) + 1
    return {
        "addendum": number,
        "symbol": f"{_base(case)}/Add.{number}",
        "language": case.it.text.language,
        "sha256": hash_of(case.input("paragraphs")),
        "revision": case.it.text.number,
    }


@composes("commitment.text-correction-proposed")
def _(case: Case) -> dict[str, Any]:
    return {
        "corrigendum": len(case.whole.slips) + 1,
        "paragraph": int(case.input("paragraph")),
        "revision": case.it.text.number,
    }


@composes("commitment.text-corrected")
def _(case: Case) -> dict[str, Any]:
    slip = case.it.slips[case.input("corrigendum")]
    issued = sum(bool(one.symbol) for one in case.whole.slips.values())
    return {
        "symbol": f"{_base(case)}/Corr.{issued + 1}",
        "revision": slip.revision,
        "language": slip.language,
        "paragraph": slip.paragraph,
        "old": slip.old,
        "new": slip.new,
        "proposed_by": slip.by,
    }


def _base(case: Case) -> str:
    """Return the symbol of the document, without its revision."""
    symbol: str = case.it.symbol
    return symbol.split("/Rev.", maxsplit=1)[0]


@composes("meeting.agenda-item-added")
def _(case: Case) -> dict[str, Any]:
    return {"item": len(case.whole.agenda) + 1}


@composes("meeting.record-adopted")
def _(case: Case) -> dict[str, Any]:
    meeting: Meeting = case.it
    paragraphs = meeting.record_told(case.facts.name)
    return {
        "document": f"{case.facts.process.key}/{meeting.key}/Rec",
        "paragraphs": paragraphs,
        "sha256": hash_of(paragraphs),
    }
