"""The pages about commitments: the list, one of them, its history and its texts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from flask_babel import gettext as _

from application import diagrams
from application.pages import answer, commitments, history, texts
from application.pages.choices import Choices
from application.pages.openings import creations
from application.pages.references import document, resolve
from web.site import Listing, buttons, moment, reader, show, there

site = Blueprint("commitments", __name__, url_prefix="/commitments")
HERE = "commitments"
COLUMNS = (
    "reference",
    "title",
    "form",
    "stage",
    "package",
    "pillar",
    "announcers",
    "target",
    "verifiable",
    "since",
    "endorsements",
)
TIMELINE = ("position", "occurred", "recorded", "late", "sentence", "role", "basis")


@site.get("")
def listing() -> Response:
    """List the commitments, filtered as the query string asks."""
    asked: Any = {name: request.args.get(name, "") for name in commitments.FILTERS}
    after = request.args.get("after", "")
    found = commitments.listing(reader(), after=after, **asked) | {"options": options()}
    new = [] if moment().past else creations(reader(), "commitment")
    found["actions"] = buttons("commitment", "", new)
    onward = urlencode({**_said(), "after": found["next"]}) if found["next"] else ""
    return show(
        "commitments.html",
        found,
        listing=(COLUMNS, [_row(one) for one in found["commitments"]]),
        here=HERE,
        onward=onward,
    )


@site.get("/<path:symbol>")
def by_symbol(symbol: str) -> Response:
    """Lead from a document symbol to its text, from an old reference to its page."""
    named = document(reader(), symbol)
    if named is not None:
        where = there(f"/commitments/{named.reference}/text/{named.revision}")
    else:
        where = there(f"/commitments/{resolve(reader(), 'commitment', symbol)}")
    return redirect(where, HTTPStatus.FOUND)  # type: ignore[return-value]


@site.get("/<reference>")
def page(reference: str) -> Response:
    """Show one commitment."""
    if resolve(reader(), "commitment", reference) != reference:
        return by_symbol(reference)
    found = commitments.page(reader(), reference)
    found["answer"] = answer.may_answer(found["actions"])
    found["actions"] = buttons("commitment", reference, found["actions"])
    definition = reader().definition
    return show(
        "commitment.html",
        found,
        here=HERE,
        breadcrumbs=crumbs(reference),
        diagram=diagrams.svg(definition, "commitment", found["stage"], _),
        moves=moves(found["stage"]),
    )


@site.get("/<reference>/history")
def told(reference: str) -> Response:
    """Show every event of a commitment."""
    reader().record("commitment", reference)
    found = history.timeline(reader(), "commitment", reference)
    return show(
        "commitment-history.html",
        {"reference": reference, "history": found},
        listing=_told(found),
        here=HERE,
        breadcrumbs=crumbs(reference),
    )


@site.get("/<reference>/text/<int:number>")
def text(reference: str, number: int) -> Response:
    """Show one revision with its hash, in the language asked for."""
    language = request.args.get("language", "")
    found = texts.revision(reader(), reference, number, language)
    return show("commitment-text.html", found, here=HERE, breadcrumbs=crumbs(reference))


@site.get("/<reference>/compare/<int:first>..<int:last>")
def compare(reference: str, first: int, last: int) -> Response:
    """Compare two revisions word by word."""
    found = texts.compare(reader(), reference, first, last)
    return show(
        "commitment-compare.html", found, here=HERE, breadcrumbs=crumbs(reference)
    )


@site.get("/<reference>/compare")
def compare_chosen(reference: str) -> Response:
    """Lead from the two revisions chosen in a form to their comparison."""
    pair = "..".join(request.args.get(name, "1") for name in ("first", "last"))
    where = there(f"/commitments/{reference}/compare/{pair}")
    return redirect(where, HTTPStatus.FOUND)  # type: ignore[return-value]


def moves(stage: str) -> list[dict[str, Any]]:
    """Return the moves that start where a commitment stands, each action once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in diagrams.table(reader().definition, "commitment", _):
        if stage in row["from"].split(", "):
            known = found.setdefault((row["action"], row["to"]), row | {"who": []})
            known["who"] = [*known["who"], row["who"]]
    return [
        row | {"from": _(stage), "who": _(" or ").join(dict.fromkeys(row["who"]))}
        for row in found.values()
    ]


def crumbs(reference: str) -> list[dict[str, str]]:
    """Return the way from the list to one commitment."""
    return [
        {"text": _("Commitments"), "href": there("/commitments")},
        {"text": reference, "href": there(f"/commitments/{reference}")},
    ]


def options() -> dict[str, list[dict[str, str]]]:
    """Return what the list can be filtered by."""
    definition, choices = reader().definition, Choices(reader(), "commitment", "")
    stages = definition.machines["commitment"].stages
    return {
        "package": [*choices.things("package")],
        "pillar": [*choices.things("pillar")],
        "stage": [{"value": key, "label": _(key)} for key in stages],
        "form": [
            {"value": key, "label": _(form.label)}
            for key, form in definition.forms.items()
        ],
        "participant": [*choices.things("participant")],
    }


def _said() -> dict[str, str]:
    return {k: v for k, v in request.args.items() if k not in {"after", "lang"} and v}


def _row(one: dict[str, Any]) -> list[Any]:
    codes = [announcer["code"] for announcer in one["announcers"]]
    when = _said_of(one["when"])
    told = one | {"announcers": codes, "verifiable": bool(one["verifiable"])}
    told |= {"since": when}
    return [told[name] for name in COLUMNS]


def _told(found: list[dict[str, Any]]) -> Listing:
    flat = [one | {"occurred": _said_of(one.get("when") or {})} for one in found]
    return TIMELINE, [[one.get(name) for name in TIMELINE] for one in flat]


def _said_of(when: dict[str, str]) -> str:
    return when.get("said") or when.get("occurred_at", "")
