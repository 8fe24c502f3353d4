"""The pages, the API and the command line; thin: they translate, and decide nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from flask import Blueprint, Flask, g, request

from application.office import Office
from web import (
    activity,
    acts,
    addresses,
    again,
    answering,
    briefs,
    calendar,
    commitments,
    drafts,
    events,
    evidence,
    frame,
    health,
    inbox,
    kept,
    logs,
    mandates,
    meetings,
    notices,
    overview,
    packages,
    participants,
    passwords,
    people,
    periods,
    persons,
    problems,
    processes,
    programs,
    promises,
    receipts,
    reviews,
    scorecard,
    search,
    security,
    sign_in,
    sources,
    twins,
    undertakings,
)
from web.site import office

SITES: tuple[Blueprint, ...] = (
    sign_in.site,
    passwords.site,
    people.site,
    acts.site,
    commitments.site,
    search.site,
    overview.site,
    promises.site,
    packages.site,
    participants.site,
    briefs.site,
    meetings.site,
    undertakings.site,
    drafts.site,
    periods.site,
    reviews.site,
    scorecard.site,
    activity.site,
    events.site,
    evidence.site,
    mandates.site,
    notices.site,
    sources.site,
    processes.site,
    inbox.site,
    answering.pages,
    calendar.site,
    receipts.site,
)


def create_app(opened: Office) -> Flask:
    """Build the site around an office that is open."""
    app = Flask(__name__)
    app.extensions["office"] = opened
    logs.install(app)
    app.before_request(evidence.make_room)
    security.install(app, opened.settings)
    persons.install(app)
    frame.install(app)
    problems.install(app)
    again.install(app)
    app.before_request(hold_one_state)
    app.teardown_request(let_go)
    for site in SITES:
        app.register_blueprint(site)
    app.wsgi_app = twins.Suffixes(app.wsgi_app)  # type: ignore[assignment, method-assign]
    kept.install(app)
    programs.install(app)
    health.install(app)
    app.wsgi_app = addresses.Readable(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


def hold_one_state() -> None:
    """Read every part of a page from one state of the register."""
    if request.method in {"GET", "HEAD"} and request.endpoint != "static":
        g.state = office.register.reading()
        g.state.__enter__()


def let_go(error: BaseException | None) -> None:
    """Let go of the state that was held."""
    del error
    held: AbstractContextManager[Any] | None = g.pop("state", None)
    if held is not None:
        held.__exit__(None, None, None)
