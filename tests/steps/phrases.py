"""The grammar of the features: who, which action of the table, on what, saying what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.definition import load
from domain.workflow import Machine
from tests.steps.names import CODES
from tests.steps.story import Story, Table

SOMEBODY = (
    r"(?P<who>the chair|the registrar|the secretariat|the reviewer|a visitor"
    r"|another officer of the secretariat"
    r"|[A-Z][A-Za-z ]+?'s (?:minister|Special Coordinator|delegate|focal point"
    r"|second focal point|validating authority|other delegate|new minister))"
)
LITTLE = r"(?: (?:a|an|the|its|as|to be))?"
MACHINES = load("la-declaration").machines
HOMES = (
    "commitment",
    "undertaking",
    "package",
    "meeting",
    "participant",
    "process",
    "period",
)


def spoken(action: str) -> str:
    """Put an action in the third person, with room for little words."""
    if action.startswith("not-"):
        return "does not " + action.removeprefix("not-")
    first, *rest = re.sub("^co-", "co~", action).split("-")
    if first.endswith(("s", "x", "ch", "sh")):
        first += "e"
    elif re.search("[^aeiou]y$", first):
        first = first[:-1] + "ie"
    words = (first.replace("~", "-") + "s", *rest)
    return f"{LITTLE} ".join(words).replace(f" co{LITTLE} ", " co[- ]")


ACTIONS = {
    action: spoken(action)
    for machine in MACHINES.values()
    for action in machine.actions
}
FIRST = "|".join(dict.fromkeys(v.partition(LITTLE)[0] for v in ACTIONS.values()))
LAST = "|".join({v.partition(LITTLE)[2].strip() for v in ACTIONS.values()} - {""})
VERB = "|".join(sorted(ACTIONS.values(), key=len, reverse=True))
THING = (
    r"(?P<thing>it"
    r"|(?:the|an?) (?:proposal|commitment|announcement|undertaking|report|milestone"
    r"|meeting|package|period|Declaration|process|participant|mandate|officer)"
    r"|[A-Z][A-Za-z ]+?'s undertaking|LAD-\d{3}(?:-[A-Z]{3}(?:-\d)?)?|LAD-A\d+|AP\d{2}"
    r"|[A-Z]{3}-M\d+|[a-z]+-\d"
    rf"|(?:(?:the|a) [a-z]+ of )?(?:{'|'.join(CODES)}))"
)
QUOTED = {
    "because": "reason",
    "citing": "basis",
    "with effect from": "occurred",
    "under": "mandate",
    "for the holder of": "for_mandate",
    "on behalf of": "participant",
    "at": "meeting",
}
CLAUSES = "|".join(QUOTED)
SENTENCE = (
    rf"{SOMEBODY} (?P<verb>{VERB})"
    rf"(?:(?: (?:of|on|in|at|from|with|for|to))? {THING})?"
    rf'(?P<clauses>(?:,? (?:{CLAUSES}) "[^"]*"| as the page showed it)*)$'
)
AROUND = (  # the thing stands amid the action: “refers the proposal back”
    rf"{SOMEBODY} (?P<first>{FIRST}) {THING}(?: as)?{LITTLE} (?P<last>{LAST})"
    rf'(?P<clauses>(?:,? (?:{CLAUSES}) "[^"]*")*)$'
)
LATE = (
    r"(?P<who>the (?:registrar|secretariat)|another officer of the secretariat)"
    r" enters that (?P<whose>the holder of \S+|" + "|".join(CODES) + r")"
    rf" (?P<verb>{VERB})(?:(?: (?:of|on|in|at|from|with|for|to))? {THING})?"
    rf'(?P<clauses>(?:,? (?:{CLAUSES}) "[^"]*")*)$'
)


def beside(clauses: str) -> dict[str, Any]:
    """Read what stands in quotes beside the sentence."""
    found = re.findall(rf'({CLAUSES}) "([^"]*)"', clauses or "")
    return {QUOTED[word]: said for word, said in found}


def table(rows: Table) -> dict[str, Any]:
    """Read what stands in the table under the sentence: a field and what it says."""
    return {name.replace(" ", "_"): _value(said) for name, said in rows}


def _value(said: str) -> Any:
    return said.split(" / ") if " / " in said else said


def meant(verb: str, thing: str) -> tuple[Machine, str]:
    """Return the action a verb is, and the machine it belongs to for that thing."""
    wanted = kind_of(thing)
    found = [
        (machine, action)
        for machine, action in _rows()
        if re.fullmatch(ACTIONS[action], verb)
    ]
    found.sort(key=lambda pair: HOMES.index(pair[0].within or pair[0].key))
    fitting = [p for p in found if (p[0].within or p[0].key) == wanted]
    return (fitting or found)[0]


def _rows() -> Iterator[tuple[Machine, str]]:
    for machine in MACHINES.values():
        for action in machine.actions:
            yield machine, action


def kind_of(thing: str) -> str:
    """Return the kind of thing a phrase names, empty when it names none."""
    if "undertaking" in thing or re.fullmatch(r"LAD-\d{3}-\S+", thing):
        return "undertaking"
    for pattern, kind in (
        (r"LAD-\d{3}|it|.* (proposal|commitment|announcement)", "commitment"),
        (r".* period", "period"),
        (r"AP\d{2}|.* package", "package"),
        (r".* (report|milestone)( of .+)?", "undertaking"),
        (r".* (process|officer)|LAD-A\d+", "process"),
        (r".* meeting|[a-z]+-\d", "meeting"),
        (r".+", "participant"),
    ):
        if re.fullmatch(pattern, thing):
            return kind
    return ""


def key_of(story: Story, kind: str, thing: str, who: str) -> str:
    """Return the key of the thing a phrase names."""
    country, own, _ = who.partition("'s ")
    mine = story.code(country) if own else story.acting_for
    if re.fullmatch(r"LAD-\d\S+|AP\d{2}|[a-z]+-\d", thing):
        return thing
    if kind == "undertaking":
        owner = re.search(f"({'|'.join(CODES)})", thing)
        return f"{story.commitment}-{story.code(owner[0]) if owner else mine}"
    if kind == "participant":
        if re.fullmatch(r"[A-Z]{3}-M\d+", thing):
            return thing.partition("-")[0]
        unnamed = re.fullmatch(r"|(the|an?) [a-zD]+", thing)
        return mine if unnamed else story.code(thing.rpartition(" of ")[2])
    if kind == "process":
        return "LAD"
    return str(getattr(story, kind))


def refer(story: Story, name: str, value: Any) -> Any:
    """Turn names of people and countries into what the register knows them by."""
    if name == "holder" and ("'s " in value or value.startswith(("the ", "another "))):
        return story.person(value)
    if name in {"holder", "attending", "concerned", "partners", "hosts"}:
        parts = [story.code(part.strip()) for part in value.split(",")]
        return ",".join(parts)
    if name == "meeting" and value == "the meeting":
        return story.meeting
    return value
