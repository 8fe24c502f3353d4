"""Backups: taken while the register serves, verified, and never restored half."""

from application.backup.manifest import Manifest
from application.backup.restoring import Place, Restored, restore
from application.backup.taking import back_up

__all__ = ["Manifest", "Place", "Restored", "back_up", "restore"]
