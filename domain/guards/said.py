"""Guards about what was filled in: basis, reason, text, names of other things."""

from __future__ import annotations

from domain.case import Case, Sentence, say
from domain.errors import Malformed
from domain.guards.catalogue import guard
from domain.text import sha256_of_paragraphs
from domain.words import Occurred


def number_said(case: Case, name: str) -> int:
    """Return the number that is said, 0 for none."""
    said = str(case.input(name))
    return int(said) if said.isascii() and said.isdigit() else 0


@guard("a basis: the document or source it rests on", about="input")
def basis_cited(case: Case) -> Sentence | None:
    """Name the document or source."""
    if any(part.strip() for part in case.basis):
        return None
    return say("this needs a basis: the document or source it rests on")


@guard("a reason in writing", about="input")
def reason_given(case: Case) -> Sentence | None:
    """An act that undoes or blocks something says why."""
    if str(case.input("reason")).strip():
        return None
    return say("this needs a reason in writing")


@guard("a text of at least one paragraph", about="input")
def text_given(case: Case) -> Sentence | None:
    """A draft or a revision carries its text."""
    if any(str(part).strip() for part in case.input("paragraphs") or ()):
        return None
    return say("this needs a text of at least one paragraph")


@guard("a successor that is in the register and is another one", about="input")
def successor_named(case: Case) -> Sentence | None:
    """What supersedes is named and exists."""
    named = str(case.input("successor"))
    finders = {
        "commitment": case.facts.commitment,
        "undertaking": case.facts.undertaking,
        "package": case.facts.package,
    }
    if named and named != case.it.key and finders[case.it.KIND](named) is not None:
        return None
    return say("this needs a successor: another {kind}", kind=case.it.KIND)


@guard("at least one piece of evidence", about="input")
def evidence_attached(case: Case) -> Sentence | None:
    """A claim of fulfilment rests on a document or an address."""
    if any(str(part).strip() for part in case.input("evidence") or ()):
        return None
    return say("this needs evidence: a document symbol or an address")


@guard("principal level or higher", about="input")
def level_is_high_enough(case: Case) -> Sentence | None:
    """A Special Coordinator is named at principal level or higher (USAID page)."""
    if case.input("level") in {"principal", "minister", "head"}:
        return None
    return say("a Special Coordinator is needed at principal level or higher")


@guard("an end that lies ahead", about="input")
def end_lies_ahead(case: Case) -> Sentence | None:
    """A mandate that ends before it begins gives no power."""
    until = str(case.input("until"))
    if not until or until > case.at:
        return None
    return say("a mandate needs an end that lies ahead of its beginning")


@guard("the meeting is in the register", about="input")
def meeting_known(case: Case) -> Sentence | None:
    """A meeting that is named exists."""
    named = case.input("meeting")
    if not named or case.facts.meeting(named) is not None:
        return None
    return say("the register has no meeting “{key}”; schedule it first", key=named)


@guard(
    "the packages, pillars and participants named are in the register", about="input"
)
def references_known(case: Case) -> Sentence | None:
    """What is referred to exists."""
    for name, find in (
        ("package", case.facts.package),
        ("attending", case.facts.participant),
        ("other", case.facts.commitment),
        ("commitment", case.facts.commitment),
    ):
        named = case.input(name)
        if named and find(named) is None:
            return say("the register has no {name} “{key}”", name=name, key=named)
    return _pillar_known(case) or _partners_known(case) or _packages_known(case)


def _packages_known(case: Case) -> Sentence | None:
    for key in case.input("packages") or ():
        if case.facts.package(key) is None:
            return say("the register has no package “{key}”", key=key)
    return None


def _pillar_known(case: Case, name: str = "pillar") -> Sentence | None:
    pillar = case.input(name)
    if not pillar or pillar in case.facts.process.pillars:
        return None
    return say("the process has no pillar “{key}”", key=pillar)


def _partners_known(case: Case) -> Sentence | None:
    for code in [*(case.input("partners") or ()), case.input("holder_code")]:
        if code and case.facts.participant(code) is None:
            return say("the register has no participant “{key}”", key=code)
    return None


@guard("a pillar of the process", about="input")
def pillar_named(case: Case) -> Sentence | None:
    """What is retitled was defined before."""
    return _pillar_known(case, "code")


@guard("an announcer: a participant of the register", about="input")
def announcer_named(case: Case) -> Sentence | None:
    """Nobody's announcement is none."""
    if case.actor.participant or case.input("partners"):
        return None
    return say("an announcement needs an announcer: a participant of the register")


@guard("a scope of packages, meetings or commitments of the register", about="input")
def scope_known(case: Case) -> Sentence | None:
    """A mandate for what does not exist gives no power over anything."""
    facts = case.facts
    finders = (facts.package, facts.meeting, facts.commitment, facts.undertaking)
    for key in case.input("scope") or ():
        if not any(find(key) for find in finders):
            return say(
                "the register has no package, meeting or commitment “{key}”", key=key
            )
    return None


@guard("a key of capital letters, three to eight", about="input")
def key_well_formed(case: Case) -> Sentence | None:
    """A participant's key is ISO 3166 alpha-3 for a state."""
    key = str(case.input("key"))
    if key.isascii() and key.isalpha() and key.isupper() and len(key) in range(3, 9):
        return None
    return say("a participant's key is needed as capital letters, as in COL")


@guard("a holder in the register, or the name of a body", about="input")
def holder_known(case: Case) -> Sentence | None:
    """An office is held by a participant or by a body that is named."""
    holder = case.input("holder")
    if holder and case.facts.participant(holder) is not None:
        return None
    if not holder and case.input("holder_text"):
        return None
    return say("an office needs a holder: a participant of the register, or a name")


@guard("an appointment that is live", about="input")
def appointment_known(case: Case) -> Sentence | None:
    """What is ended exists."""
    found = case.it.appointments.get(case.input("number"))
    if found is not None and found.live(case.at):
        return None
    return say("this needs the number of an appointment that is live")


@guard("a day, a month or “unknown”", about="input")
def planned_readable(case: Case) -> Sentence | None:
    """The day of a meeting is kept as exactly as it is known."""
    planned = str(case.input("planned"))
    try:
        for part in planned.split(".."):
            if planned != "unknown":
                Occurred.on(part)
    except Malformed as error:
        return say("{reason}", reason=str(error))
    return None


@guard("another commitment of the register", about="input")
def other_named(case: Case) -> Sentence | None:
    """A match names another commitment."""
    named = case.input("other")
    if named and named != case.it.key and case.facts.commitment(named) is not None:
        return None
    return say("this needs another commitment of the register")


@guard("paragraphs that the text has", about="input")
def paragraphs_exist(case: Case) -> Sentence | None:
    """A reservation or a dissociation names paragraphs of the text it concerns."""
    count = len(case.it.text.paragraphs)
    wrong = [
        part
        for part in case.input("paragraph_numbers") or ()
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= count)
    ]
    if not wrong:
        return None
    return say(
        "the text has paragraphs 1 to {count}; not {wrong}", count=count, wrong=wrong
    )


@guard("a language the text does not have yet", about="input")
def another_language(case: Case) -> Sentence | None:
    """A translation is into another language than those the text exists in."""
    language = case.input("language")
    if language and language not in case.it.text.languages:
        return None
    return say("the text exists in “{language}” already", language=language)


@guard("a text that differs from the last", about="input")
def text_differs(case: Case) -> Sentence | None:
    """A revision that changes nothing would void every concurrence for nothing."""
    said = [str(part) for part in case.input("paragraphs") or ()]
    if sha256_of_paragraphs(said) != case.it.text.sha256:
        return None
    return say("a revision needs a text that differs from the last")
