"""One undertaking: what a participant does about what it promised, in four voices.

Self-report, receipt, rating and contestation stay apart and never become one status;
the last two are not there under a definition without an independent reviewer.
"""

from __future__ import annotations

from typing import Any

from application.pages import owed, reports
from application.pages.acts import available
from application.pages.history import cited, timeline
from application.pages.milestones import moment, table
from application.pages.pieces import day_or_instant, meeting_of
from application.pages.plans import plan
from application.pages.reader import Reader
from application.pages.reviews import review_of
from application.pages.voices import voices
from application.views.rows import target_words
from domain.commitment import Commitment
from domain.milestones import MACHINE
from domain.participant import Participant
from domain.undertaking import ENDED, Undertaking


def unowned(reader: Reader) -> int:
    """Count the undertakings that nobody stands for: of each owner by its mandate."""
    standing = {row["number"] for row in reader.rows("owners", moment=moment(reader))}
    slots = reader.totals("undertakings").items()
    return sum(
        count
        for (stage, owner, *_), count in ((slot.split("/"), n) for slot, n in slots)
        if stage not in ENDED and owner not in standing
    )


def page(reader: Reader, reference: str) -> dict[str, Any]:
    """Return one undertaking as it stood; raises ``NotFound``."""
    it: Undertaking = reader.record("undertaking", reference)
    promise = reader.find("commitment", it.commitment)
    title = promise.title if isinstance(promise, Commitment) else ""
    owner = reader.find("participant", it.participant)
    participant = owner if isinstance(owner, Participant) else None
    told = reports.told(reader, it)
    return {
        "reference": reference,
        "commitment": {"reference": it.commitment, "title": title},
        "participant": reader.one(it.participant),
        "stage": it.stage,
        "target": it.target,
        "target_words": target_words(it.target, reader.translate),
        "institution": it.institution,
        "focal_point": it.focal_point,
        "unowned": it.unowned(participant, moment(reader)),
        "verifiable": it.verifiable,
        "targets": [_target(reader, target) for target in it.targets],
        "milestones": table(reader, it),
        "plan": plan(reader, undertaking=reference),
        "evidence": it.evidence,
        "reports": told,
        "last_report": it.last_report.number if it.last_report else 0,
        "statements": [
            said
            | {
                "basis": cited(reader, said["basis"]),
                "meeting": meeting_of(reader, said["meeting"]),
            }
            for said in it.statements
        ],
        "voices": voices(reader, it),
        **review_of(reader, it),
        "owed": owed.of_undertaking(reader, reference),
        "version": it.version,
        "edition": it.edition,
        "history": timeline(reader, "undertaking", reference),
        "actions": [] if reader.when.past else _actions(reader, reference),
    }


def _target(reader: Reader, target: dict[str, Any]) -> dict[str, Any]:
    """Return a target there was, in words, and since when."""
    words = target_words(target, reader.translate)
    return {"words": words, "since": day_or_instant(target["since"])}


def _actions(reader: Reader, reference: str) -> list[dict[str, Any]]:
    """Return the buttons; those of one milestone are on its own line.

    Those of a report are of the last one; earlier reports have their own.
    """
    found = available(reader, "undertaking", reference)
    return [action for action in found if action["machine"] != MACHINE]
