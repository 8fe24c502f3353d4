"""The closed words a definition combines: machines, roles, parameters, consequences.

What they mean is in code; a definition that names others could not be followed.
"""

from __future__ import annotations

from domain.events.participant import MANDATE_ROLES
from domain.guards import POSITIONS
from domain.shapes import NUMBER, TABLE, TEXT, TEXTS

MACHINES = {
    "process": "", "participant": "", "mandate": "participant", "package": "",
    "meeting": "", "commitment": "", "undertaking": "", "report": "undertaking",
}  # fmt: skip
ROLES = {
    "mandate": {"minister", "special_coordinator", *MANDATE_ROLES},
    "appointment": {"secretariat", "registrar", "reviewer", "auditor"},
    "office": {"chair", "secretariat"},
    "position": set(POSITIONS),
    "engine": {"clock", "register"},
}
ALWAYS = ("registrar", "secretariat", "register")

LEADS = {
    "participant.mandate-delegated": "accepted",
    "participant.credentials-submitted": "submitted",
    "participant.credentials-accepted": "accepted",
    "participant.credentials-challenged": "challenged",
    "participant.credentials-upheld": "accepted",
    "participant.credentials-rejected": "rejected",
    "participant.mandate-revoked": "ended",
    "undertaking.report-handed-over": "handed over",
    "undertaking.report-submitted": "submitted",
    "undertaking.report-received": "received",
}
"""Where an event leads an item within a thing; its meaning is in code."""

FOLLOWS = {
    "commitment.drafted": {("process", "allot-reference")},
    "commitment.announced": {("process", "allot-reference"), ("undertaking", "open")},
    "commitment.announcement-confirmed": {("undertaking", "open")},
    "commitment.endorsed": {("undertaking", "open")},
    "commitment.endorsement-withdrawn": {("undertaking", "withdraw")},
    "commitment.tabled": {("package", "allot-symbol")},
    "participant.withdrawal-notified": {
        ("package", "stand-down"), ("package", "leave"),
        ("participant", "let-withdrawal-take-effect"),
    },
}  # fmt: skip
"""What the register does by itself after an event, by a row of its own."""

PARAMETERS = {
    "comment_days": NUMBER, "languages": TEXTS, "authentic_language": TEXT,
    "procedures": TEXTS, "quorum": TABLE, "withdrawal_notice_days": NUMBER,
    "reservations": TEXT, "every_endorsing_participates_in_at_least": NUMBER,
}  # fmt: skip
RECKONED = {
    "commitment.drafted": "authentic_language",
    "commitment.circulated": "comment_days",
    "commitment.revised": "comment_days",
    "participant.withdrawal-notified": "withdrawal_notice_days",
}
"""The parameter an event is worked out with."""
