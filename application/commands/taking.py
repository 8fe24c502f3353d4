"""An act is tried under every mandate that may serve, and taken under one."""

from __future__ import annotations

from application.commands.act import Act
from application.commands.authority import actor_for
from application.desk import Desk, Ready, Sitting
from application.folds import KINDS
from domain.errors import Malformed, NotAllowed, NotFound, Refused, quoted
from domain.events import Event
from domain.sentences import say
from domain.words import Actor, Occurred


def taken(desk: Desk, act: Act, now: str) -> Event:
    """Decide *act* and make its events on the desk; raises what the rules raise."""
    if act.kind not in KINDS:
        raise NotFound(say("the register keeps no “{kind}”", kind=quoted(act.kind)))
    occurred = act.when(now)
    tried = actor_for(desk, act, min(occurred.at, now), now)
    ready: list[Ready] = []
    refused: Refused | None = None
    for actor in tried:
        try:
            ready.append(_ready(desk, act, now, occurred, actor))
        except Refused as refusal:
            refused = _weightier(refused, refusal)
    if not ready:
        raise refused or NotAllowed("this needs a mandate")
    _require_one(ready)
    return ready[0].take()


def _ready(desk: Desk, act: Act, now: str, occurred: Occurred, actor: Actor) -> Ready:
    key = act.key or act.new_key()
    whole = desk.whole(act.kind, key) if key else None
    if act.key and whole is None:
        raise NotFound(
            say(
                "the register has no {kind} “{key}”",
                kind=act.kind,
                key=quoted(act.key),
            )
        )
    if whole is not None:
        act.require_seen(whole.version, whole.edition)
    sitting = Sitting(desk, now, act.command, actor, occurred, act.cleaned_basis())
    return sitting.ready(act.kind, key, act.action, act.said)


def _require_one(ready: list[Ready]) -> None:
    """One act, one mandate: who may act for several says for whom (DOMAIN 10)."""
    actors = [r.sitting.actor for r in ready]
    if len({actor.participant for actor in actors}) > 1:
        raise Malformed(
            say(
                "this may be done under several mandates; name one of {numbers}",
                numbers=[actor.mandate for actor in actors],
            ),
            "mandate",
        )


def _weightier(first: Refused | None, second: Refused) -> Refused:
    """Of two refusals the one by a rule tells more than one for want of authority."""
    if first is None or isinstance(first, NotAllowed):
        return second
    return first
