"""The closed words a definition combines: machines, roles, parameters, consequences.

What they mean is in code; a definition that names others could not be followed.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.events.participant import MANDATE_ROLES
from domain.guards import POSITIONS
from domain.shapes import NUMBER, TABLE, TEXT, TEXTS

MACHINES = {
    "process": "", "participant": "", "mandate": "participant", "package": "",
    "meeting": "", "commitment": "", "undertaking": "", "report": "undertaking",
    "period": "", "milestone": "undertaking",
}  # fmt: skip
OPTIONAL = {"period", "milestone"}
"""Machines that a definition may do without."""
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
    "participant.mandate-expired": "ended",
    "undertaking.report-handed-over": "handed over",
    "undertaking.report-submitted": "submitted",
    "undertaking.report-received": "received",
    "undertaking.nil-report-handed-over": "handed over",
    "undertaking.report-withdrawn": "withdrawn",
    "undertaking.milestone-set": "set",
    "undertaking.milestone-rescheduled": "set",
    "undertaking.milestone-met": "met",
    "undertaking.milestone-missed": "missed",
    "undertaking.milestone-dropped": "dropped",
    "undertaking.milestone-reopened": "set",
}
"""Where an event leads an item within a thing; its meaning is in code."""

FOLLOWS = {
    "commitment.drafted": {("process", "allot-reference")},
    "commitment.announced": {("process", "allot-reference"), ("undertaking", "open")},
    "commitment.announcement-confirmed": {("undertaking", "open")},
    "commitment.endorsed": {("undertaking", "open")},
    "commitment.endorsement-withdrawn": {("undertaking", "withdraw")},
    "commitment.tabled": {("package", "allot-symbol")},
    "commitment.consensus-declared": {("meeting", "decide")},
    "participant.withdrawal-took-effect": {("undertaking", "withdraw")},
    "participant.withdrawal-notified": {
        ("package", "stand-down"), ("package", "leave"),
        ("participant", "let-withdrawal-take-effect"),
    },
}  # fmt: skip
"""What the register does by itself after an event, by a row of its own."""

PARAMETERS = {
    "comment_days": NUMBER, "languages": TEXTS, "authentic_language": TEXT,
    "procedures": TEXTS, "quorum": TABLE, "withdrawal_notice_days": NUMBER,
    "silence_hours": NUMBER, "ad_referendum_days": NUMBER, "reservations": TEXT,
    "every_endorsing_participates_in_at_least": NUMBER,
    "reporting_days": NUMBER, "reminder_days": NUMBER, "late_days": NUMBER,
    "undertakings_on_leaving": TEXT,
    "scales": TABLE, "review_criteria": TEXTS, "report_kinds": TEXTS,
    "reply_days": NUMBER,
}  # fmt: skip
CHOICES = {"undertakings_on_leaving": ("withdrawn", "kept")}
"""The words a parameter is one of."""
RECKONED = {
    "commitment.drafted": "authentic_language",
    "commitment.circulated": "comment_days",
    "commitment.revised": "comment_days",
    "commitment.ad-referendum-entered": "ad_referendum_days",
    "participant.withdrawal-notified": "withdrawal_notice_days",
    "period.announced": "reporting_days",
    "undertaking.review-draft-shared": "reply_days",
    "undertaking.rated": "scales",
    "undertaking.re-rated": "scales",
}
"""The parameter an event is worked out with."""

_ALL = "process participant package meeting commitment undertaking period"
ASKED_OF: Mapping[str, str] = {
    "appointment_known": "process",
    "notice_over": "participant",
    "term_over": "process participant",
    "reservation_stands": "participant",
    "ministers_mandate": "participant",
    "another_lead_remains": "package",
    "not_yet_member": "package",
    "not_yet_lead": "package",
    "is_lead": "package",
    "plain_member": "package",
    "newer_version": "process",
    "quorum_present": "meeting",
    "on_the_agenda": "meeting",
    "item_known": "meeting",
    "present_here": "meeting",
    "paragraphs_exist": "commitment",
    "another_language": "commitment",
    "text_differs": "commitment",
    "own_announcement": "commitment",
    "shared_form": "commitment",
    "leads_concur": "commitment",
    "not_yet_concurred": "commitment",
    "not_yet_sponsor": "commitment",
    "languages_complete": "commitment",
    "comment_period_over": "commitment",
    "electorate_of_two": "commitment",
    "procedure_is": "commitment",
    "meeting_has_quorum": "commitment",
    "not_already_in": "commitment",
    "not_own_announcement": "commitment",
    "is_in": "commitment",
    "other_named": "commitment",
    "silence_longer": "commitment",
    "silence_still_runs": "commitment",
    "silence_over": "commitment",
    "silence_not_refused": "commitment",
    "ad_referendum_pending": "commitment",
    "others_pending": "commitment",
    "nobody_left": "commitment",
    "nobody_but_the_tabler_left": "commitment",
    "others_than_the_tabler": "commitment",
    "nobody_else_left": "commitment",
    "not_yet_ad_referendum": "commitment",
    "agreed_ad_referendum": "commitment",
    "ad_referendum_over": "commitment",
    "own_objection": "commitment",
    "leads_agree_to_withdraw": "commitment",
    "not_yet_withdrawing": "commitment",
    "amendment_written": "commitment",
    "amendment_waits": "commitment",
    "slip_is_there": "commitment",
    "slip_waits": "commitment",
    "slip_by_another": "commitment",
    "has_owner": "undertaking",
    "work_had_started": "undertaking",
    "new_target_explained": "undertaking",
    "undertaking_lives": "undertaking",
    "verifiable": "undertaking",
    "milestones_met": "undertaking",
    "another_day": "undertaking",
    "quantity_in_unit": "undertaking",
    "milestone_overdue": "undertaking",
    "second_person": "undertaking",
    "report_received": "undertaking",
    "claim_has_second_person": "undertaking",
    "no_report_pending": "undertaking",
    "correction_drafted": "undertaking",
    "focal_point_live": "undertaking",
    "not_own_report": "undertaking",
    "report_owed": "undertaking",
    "milestones_known": "undertaking",
    "quantity_as_promised": "undertaking",
    "correction_differs": "undertaking",
    "clarification_open": "undertaking",
    "asks_another": "undertaking",
    "period_begun": "period",
    "period_over": "period",
    "somebody_owes": "period",
    "concerned_owes": "period",
    "extension_forward": "period",
    "period_named": "undertaking",
    "not_an_author": "undertaking",
    "rating_on_scale": "undertaking",
    "no_draft_shared": "undertaking",
    "reply_open": "undertaking",
    "reply_heard": "undertaking",
    "rating_stands": "undertaking",
    "rerating_heard": "undertaking",
    "own_participant": "participant commitment undertaking",
    "reservation_allowed": "participant commitment",
    "successor_named": "package commitment undertaking",
    "no_lead_left": "package commitment undertaking",
    "correction_only": _ALL,
    "correction_still_fits": _ALL,
    "corrected_by_another": _ALL,
}
"""The records a guard asks; one that is not here asks nothing of the record itself."""

IN_A_PACKAGE = {"lead", "member"}
"""Positions in the package of a thing, so of no use where there is none."""
WITHOUT_PACKAGE = {"process", "participant", "meeting", "period"}
