"""The one place where the web takes an act, so that each is counted and logged."""

from __future__ import annotations

from flask import current_app, g, request

from application.office import Act, Office, Receipt
from web.measures import Measures
from web.site import office

MET = "depositary.met"
"""What an act met that was taken before the site was asked: told, not taken again."""


def carried_out(act: Act) -> Receipt:
    """Carry an act out; raises what the office raises, or what was met already."""
    met: Exception | None = request.environ.pop(MET, None)
    if met is not None:
        raise met
    receipt = counted(act, office, current_app.extensions["measures"])
    g.position = receipt.position
    return receipt


def counted(act: Act, office: Office, measures: Measures) -> Receipt:
    """Carry an act out and count what became of it."""
    try:
        receipt = office.act(act)
    except BaseException as error:
        measures.act(error)
        raise
    measures.act(None)
    return receipt
