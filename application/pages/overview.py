"""The overview: where the whole process stands, in one page."""

from __future__ import annotations

from typing import Any

from application.loading.countries import partner_of
from application.pages import (
    activity,
    commitments,
    packages,
    participants,
    undertakings,
)
from application.pages.names import usual
from application.pages.reader import Reader
from application.pages.restated import restated
from domain.process import Process
from domain.workflow import Machine, Stage

LATEST, SEARCHED = 10, 50
NO_PACKAGE = ""


def page(reader: Reader) -> dict[str, Any]:
    """Return the overview at the moment asked about."""
    process: Process = reader.record("process", reader.register.key)
    found, rows = packages.overview(reader), participants.standings(reader)
    counts = counted(reader)
    return {
        "title": process.title,
        "instrument": process.instrument,
        "chair": reader.one(process.holder("chair")),
        "endorsing": participants.endorsing(rows),
        "packages": len(found),
        "pillars": _pillars(process, found),
        "commitments": counts["public"],
        "proposals": sum(counts["stages"].values()) - counts["public"],
        "stages": counts["stages"],
        "bars": bars(found, counts["packages"]),
        "series": [
            {"key": key, "label": label} for key, label in commitments.PILE.items()
        ],
        "reports": reports(reader, counts["public"]),
        "unowned": undertakings.unowned(reader),
        "map": [
            *(tile(reader, row) for row in rows),
            *candidates(reader, process, rows),
        ],
        "rule": rule(reader, rows, found),
        "restated": restated(reader, figures),
        "latest": latest(reader),
    }


def figures(reader: Reader, kind: str) -> dict[str, str | int]:
    """Return what a correction of a *kind* of thing can have changed of the figures."""
    if kind == "undertaking":
        return {"received": int(reader.rows("reported")[0]["received"])}
    rows = participants.standings(reader)
    return {
        "endorsing": str(participants.endorsing(rows)["words"]),
        "packages": len(reader.rows("packages")),
        "commitments": int(counted(reader)["public"]),
    }


def latest(reader: Reader) -> list[dict[str, Any]]:
    """Return the last acts the viewer may read; the activity shows where others are."""
    found = activity.listing(reader, {"notes": "none"}, limit=SEARCHED)["acts"]
    return [act for act in found if not act["hidden"]][:LATEST]


def counted(reader: Reader) -> dict[str, Any]:
    """Count commitments by stage and by package, from the sums that are kept."""
    machine = reader.definition.machines["commitment"]
    stages: dict[str, int] = {}
    by_package: dict[str, dict[str, int]] = {}
    public = 0
    for slot, count in reader.totals("commitments").items():
        stage, _form, package, _pillar = slot.split("/")
        stages[stage] = stages.get(stage, 0) + count
        piles = by_package.setdefault(package, {})
        pile = commitments.pile_of(machine, stage)
        piles[pile] = piles.get(pile, 0) + count
        public += count if _stage(machine, stage).visible == "public" else 0
    return {"stages": stages, "packages": by_package, "public": public}


def _stage(machine: Machine, key: str) -> Stage:
    return machine.stages.get(key, Stage(key))


def bars(
    found: list[dict[str, Any]], counts: dict[str, dict[str, int]]
) -> list[dict[str, Any]]:
    """Return a bar for each package, and one for what names no package."""
    rows = [
        {
            "code": row["key"],
            "label": row["title"],
            "counts": counts.get(row["key"], {}),
        }
        for row in found
    ]
    none = {
        "code": "",
        "label": "no package",
        "counts": counts.get(NO_PACKAGE, {}),
    }
    return [*rows, none]


def reports(reader: Reader, commitments: int) -> dict[str, int]:
    """Count what is on the record about progress: reports apart from statements.

    A statement taken from a source is no report: nobody filed it.
    """
    row = reader.rows("reported")[0]
    undertakings = sum(reader.totals("undertakings").values())
    return {
        "commitments": commitments,
        "without": commitments - row["commitments"],
        "received": row["received"],
        "statements": row["statements"],
        "undertakings": undertakings,
        "undertakings_without": undertakings - row["undertakings_reported"],
    }


def _pillars(process: Process, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [
        {
            "code": code,
            "number": pillar["number"],
            "title": pillar["title"],
            "packages": [row for row in found if row["pillar"] == code],
        }
        for code, pillar in process.pillars.items()
    ]
    rows.sort(key=lambda row: (row["number"], row["code"]))
    rest = [row for row in found if row["pillar"] not in process.pillars]
    loose = {"code": "", "number": 0, "title": "", "packages": rest}
    return [*rows, loose] if rest else rows


def tile(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """Return one square of the map."""
    state = row["standing"]
    if row["perhaps"] == participants.ENDORSING:
        state = "may have"
    elif state == "listed":
        state = "partner" if row["partner"] else "not endorsing"
    return {
        "code": row["code"],
        "name": reader.name(row["code"]),
        "state": state or "may have",
        "label": "may have endorsed" if state == "may have" else state,
        "since": row["since"],
    }


def candidates(
    reader: Reader, process: Process, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the countries of unverified claims: shown beside, never counted."""
    known = {row["code"] for row in rows}
    unverified = [c for c in process.claims.values() if c.status == "unverified"]
    named = [partner_of({"participant_text": c.candidate}) for c in unverified]
    return [
        {
            "code": country.code,
            "name": usual(country.code, country.name, reader.language),
            "state": "candidate",
            "label": "unverified claim",
            "since": "unknown",
            "href": "/sources",
        }
        for country in named
        if country is not None and country.code not in known
    ]


def rule(
    reader: Reader, rows: list[dict[str, Any]], found: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """Say which endorsers sit in too few committees, or that it is not known.

    While the members of any package are not all known, nobody is accused.
    """
    least = reader.definition.parameters.get("every_endorsing_participates_in_at_least")
    if not least:
        return None
    unsure = [
        {"key": row["key"], "title": row["title"], "completeness": row["completeness"]}
        for row in found
        if row["completeness"] != "complete"
    ]
    return {
        "at_least": least,
        "committees": len(found),
        "known": bool(found) and not unsure,
        "incomplete": unsure,
        "short": [
            {
                "code": row["code"],
                "name": reader.name(row["code"]),
                "seats": row["seats"],
            }
            for row in rows
            if row["standing"] == participants.ENDORSING and row["seats"] < least
        ],
    }
