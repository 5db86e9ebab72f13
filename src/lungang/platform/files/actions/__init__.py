"""Verbs: store, sweep."""

from lungang.platform.files.actions.store import store
from lungang.platform.files.actions.sweep import sweep

__all__ = ["store", "sweep"]
