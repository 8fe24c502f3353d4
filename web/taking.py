"""The one place where the web takes an act, so that each is counted and logged."""

from __future__ import annotations

from flask import current_app, g

from application.office import Act, Receipt
from web.measures import Measures
from web.site import office


def carried_out(act: Act) -> Receipt:
    """Carry an act out; raises what the office raises."""
    measures: Measures = current_app.extensions["measures"]
    try:
        receipt = office.act(act)
    except BaseException as error:
        measures.act(error)
        raise
    measures.act(None)
    g.position = receipt.position
    return receipt
