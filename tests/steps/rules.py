"""Steps about definitions, replaying and two countries in one instant."""

from __future__ import annotations
