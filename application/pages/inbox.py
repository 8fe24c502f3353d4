"""The inbox: what waits for a person and why, what waits for others, who cannot act.

Who is asked is read from the views, by address; no commitment is walked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from application.desk import machine_of
from application.pages.left import time_left
from application.pages.owing import owing
from application.pages.reader import Reader
from application.pages.zones import capitals
from application.views.asking import EACH, NOWHERE, OF_PACKAGE
from domain.participant import Participant
from domain.sentences import say
from domain.words import FOREVER, days_after
from domain.workflow import Move

LIMIT = 50
SOON_DAYS = 30
LISTS = ("mine", "others", "without_mandate", "ending", "owing")
Row = Mapping[str, Any]
ASKED = {
    "break-silence": say("Answer before the silence ends"),
    "confirm-ad-referendum": say("Confirm or decline"),
    "accept-amendment": say("Accept or decline an amendment"),
}
"""What is asked, where there is more than one answer."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where something waits: for whom, and how many leads give their word there."""

    name: str
    participant: str = ""
    leads: int = 0


NOBODY = Address("")
"""Of what waits for somebody else."""


@dataclass(slots=True)
class Desk:
    """What is known of the viewer's seats while one inbox is put together."""

    reader: Reader
    leads: dict[str, list[str]] = field(default_factory=dict)
    circles: dict[str, None] = field(default_factory=dict)
    words: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    in_charge: bool = False
    """Whether the viewer leads a package, holds the chair or serves the process."""

    def __post_init__(self) -> None:
        """Read who leads what."""
        for row in self.reader.rows("acting_leads"):
            self.leads.setdefault(row["package"], []).append(row["participant"])

    def given(self, kind: str, key: str) -> set[str]:
        """Return who has given its word on the text of a thing."""
        if (kind, key) not in self.words:
            rows = self.reader.rows("given", kind=kind, key=key)
            self.words[kind, key] = {row["participant"] for row in rows}
        return self.words[kind, key]

    def addresses(self) -> list[Address]:
        """Return where things wait for the viewer."""
        viewer, found = self.reader.viewer, list[Address]()
        for code in sorted(viewer.participants):
            found += self._seats(code)
            found += self._offices(code)
        roles = {actor.role for actor in viewer.actors if not actor.participant}
        found += [Address(role) for role in sorted(roles)]
        if viewer.officer:
            self._everywhere()
        return found

    def _seats(self, code: str) -> Iterator[Address]:
        yield Address(code, code)
        for row in self.reader.rows("seats", participant=code):
            package = row["package"]
            self.circles[package] = None
            yield Address(f"member {package}", code)
            if code in self.leads.get(package, ()):
                self.in_charge = True
                yield Address(f"lead {package}", code, len(self.leads[package]))

    def _offices(self, code: str) -> Iterator[Address]:
        for key, role in self.reader.definition.roles.items():
            if role.kind == "office" and self.reader.desk.process.holder(key) == code:
                self._everywhere()
                yield Address(key, code)

    def _everywhere(self) -> None:
        self.in_charge = True
        keys = self.reader.desk.directory.packages
        self.circles |= dict.fromkeys([*keys, NOWHERE])


def page(reader: Reader) -> dict[str, Any]:
    """Return the inbox of who looks; nothing waits in the past."""
    if reader.when.past:
        return {"now": "", "more": False} | dict.fromkeys(LISTS, ())
    desk = Desk(reader)
    mine = _mine(desk)
    shown = [item for item in mine if item["serves"]]
    helpless = [item for item in mine if not item["serves"]]
    others = (_item(desk, row, NOBODY) for row in _circulating(desk))
    waiting = _in_order(_together([*helpless, *others], shown))
    return {
        "now": reader.now,
        "mine": shown[:LIMIT],
        "more": len(shown) > LIMIT,
        "others": waiting[:LIMIT],
        "without_mandate": [*_uncovered(desk, waiting)] if desk.in_charge else [],
        "ending": [*_ending(reader)],
        "owing": owing(reader),
    }


def _mine(desk: Desk) -> list[dict[str, Any]]:
    """Return what waits for who looks, or for others of the same participants."""
    asked = [(row, at) for at in desk.addresses() for row in _asked(desk, at)]
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    serving = 0
    for row, address in sorted(asked, key=lambda one: _when(one[0])):
        if found.get(_named(row), {}).get("serves"):
            continue
        item = found[_named(row)] = _item(desk, row, address)
        serving += item["serves"]
        if serving > LIMIT:
            break
    return [*found.values()]


def _when(row: Row) -> tuple[str, str]:
    """Return what puts the soonest first, then what has waited longest."""
    return (row["due"], row["valid_from"])


def _together(
    items: list[dict[str, Any]], shown: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Put what waits for one act together, whoever may do it.

    What waits for me is told already, unless each has to answer for itself.
    """
    names = ("kind", "key", "item", "action")
    mine = {tuple(one[name] for name in names): one["of"] for one in shown}
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for item in items:
        named = tuple(item[name] for name in names)
        each = item["answer"] or item["action"] == EACH
        whom = [one for one in item["whom"] if one["code"] != mine.get(named)]
        if named in mine and not (each and whom):
            continue
        known = found.setdefault(named, item | {"whom": []})
        known["whom"] += [one for one in whom if one not in known["whom"]]
    return [*found.values()]


def _asked(desk: Desk, address: Address) -> list[dict[str, Any]]:
    return desk.reader.rows(
        "asked",
        address=address.name,
        participant=address.participant,
        leads=address.leads,
        now=desk.reader.now,
        limit=LIMIT + 1,
    )


def _circulating(desk: Desk) -> list[dict[str, Any]]:
    found = []
    for circle in desk.circles:
        found += desk.reader.rows("circulating", circle=circle, limit=LIMIT)
    return sorted(found, key=_when)[: LIMIT + LIMIT // 2]


def _named(row: Row) -> tuple[str, ...]:
    """Return what a thing waits for: asked at several addresses it is one."""
    return (row["kind"], row["key"], row["item"], row["address"])


def _in_order(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the soonest first, then what has waited longest."""
    return sorted(items, key=lambda one: (one["due"] or FOREVER, one["since"]))


def _item(desk: Desk, row: Row, address: Address) -> dict[str, Any]:
    reader, participant = desk.reader, address.participant
    move = _next(desk, row)
    due = "" if row["due"] == FOREVER else row["due"]
    wait = row["opens"] if row["opens"] > reader.now and move.action != EACH else ""
    return {
        "kind": row["kind"],
        "key": row["key"],
        "item": row["item"],
        "title": row["title"] or "",
        "stage": row["stage"] or "",
        "package": row["package"] or "",
        "action": move.action,
        "label": ASKED.get(move.action, say(move.label)).told(reader.translate),
        "answer": row["kind"] == "commitment" and "elector" in move.who,
        "why": _why(desk, row, move, participant),
        "of": participant,
        "whom": [] if participant else _whom(desk, row, move),
        "since": row["valid_from"],
        "due": due,
        "opens": wait,
        "left": time_left(reader, due or wait),
        "local": capitals(reader, due or wait, sorted(reader.viewer.participants)),
        "serves": address is not NOBODY and _serves(reader, row, participant),
    }


def _serves(reader: Reader, row: Row, participant: str) -> bool:
    """Whether some mandate of the viewer is of a role that is asked, wide enough."""
    roles, things = row["roles"].split(","), (row["package"] or "", row["key"])
    acting = [
        actor
        for actor in reader.viewer.actors
        if actor.participant == participant and actor.role in roles
    ]
    if not participant:
        return bool(acting) and row["proposer"] != reader.viewer.person
    holder = reader.desk.whole("participant", participant)
    return isinstance(holder, Participant) and any(
        holder.mandates[actor.mandate].covers(*things) for actor in acting
    )


def _next(desk: Desk, row: Row) -> Move:
    """Return the act that comes next: each lead's own word, then what follows it."""
    definition, actions = desk.reader.definition, row["actions"].split(",")
    if row["of_each"] and len(actions) > 1 and not _lacking(desk, row):
        actions.remove(EACH)
    machine = definition.machines[machine_of(definition, row["kind"], actions[0])]
    return machine.rows(actions[0])[0]


def _lacking(desk: Desk, row: Row) -> list[str]:
    """Return the leads that have not given their word."""
    leads = desk.leads.get(row["package"] or "", [])
    given = desk.given(row["kind"], row["key"]) if row["of_each"] else ()
    return [code for code in leads if code not in given]


def _whom(desk: Desk, row: Row, move: Move) -> list[dict[str, str]]:
    """Return whom something waits for: participants, or who serves the process."""
    reader, (position, _, package) = desk.reader, row["address"].partition(" ")
    if move.action == EACH:
        return reader.named(_lacking(desk, row))
    if position == "lead":
        return reader.named(desk.leads.get(package, ()))
    if row["whom"]:
        return reader.named(row["whom"].split(","))
    holder = reader.desk.process.holder(position)
    if holder or position not in reader.definition.roles:
        return reader.named([holder or position])
    return [{"code": "", "name": reader.name(position)}]


def _why(desk: Desk, row: Row, move: Move, participant: str) -> str:
    """Say in which capacity somebody is asked."""
    reader, position = desk.reader, row["address"].partition(" ")[0]
    roles, asked = reader.definition.roles, row["roles"].split(",")
    playing = [
        key
        for key in move.who
        if key == position or {key, *roles[key].filled_by} & {*asked}
    ]
    role = roles[position if position in roles else playing[0]]
    package = row["package"] if position in OF_PACKAGE else ""
    if not participant:
        return say("asked of {role}", role=role.label).told(reader.translate)
    return (
        say(
            "{country} is asked as {role} {package}",
            country=reader.name(participant),
            role=role.label,
            package=package or "",
        )
        .told(reader.translate)
        .strip()
    )


def _uncovered(desk: Desk, items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Name who of an electorate has nobody to act for it until the expiry."""
    reader, lasts = desk.reader, dict[str, str]()
    for item in items:
        short = []
        for one in item["whom"] if item["due"] else ():
            code = one["code"]
            if code not in lasts:
                lasts[code] = _covered(reader, code)
            short += [one] if lasts[code] < item["due"] else []
        if short:
            yield item | {"short": short}


def _covered(reader: Reader, code: str) -> str:
    """Return until when somebody can speak for a participant, by mandates of now."""
    rows = reader.rows("mandates", moment=reader.now, participant=code)
    ends = [r["until_at"] or FOREVER for r in rows if r["stage"] == "accepted"]
    return max(ends, default="")


def _ending(reader: Reader) -> Iterator[dict[str, Any]]:
    """Give the mandates of the viewer's participants that end soon."""
    soon = days_after(reader.now, SOON_DAYS)
    for code in sorted(reader.viewer.participants):
        for row in reader.rows("mandates", moment=reader.now, participant=code):
            if row["until_at"] and row["until_at"] <= soon:
                role = reader.definition.roles[row["capacity"]]
                yield {
                    "number": row["number"],
                    "participant": reader.one(code),
                    "role": reader.translate(role.label),
                    "until": row["until_at"],
                    "left": time_left(reader, row["until_at"]),
                }
