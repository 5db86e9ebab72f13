"""Verbs: draw (inside another action), issue, void, replace."""

from lungang.platform.register.actions.draw import draw
from lungang.platform.register.actions.handle import issue, replace, void

__all__ = ["draw", "issue", "replace", "void"]
