"""The closed catalogue of guards and positions that a definition may name."""

from domain.guards import (
    amending,
    deciding,
    keeping,
    milestones,
    periods,
    reports,
    reviews,
    said,
    standing,
    texts,
    who,
)
from domain.guards.catalogue import GUARDS, POSITIONS, Guard
from domain.guards.who import fills

__all__ = [
    "GUARDS",
    "POSITIONS",
    "Guard",
    "amending",
    "deciding",
    "fills",
    "keeping",
    "milestones",
    "periods",
    "reports",
    "reviews",
    "said",
    "standing",
    "texts",
    "who",
]
