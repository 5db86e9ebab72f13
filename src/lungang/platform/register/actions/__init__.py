"""Verbs: give a word to an office, draw (inside another action), issue, void, replace."""

from lungang.platform.register.actions.draw import draw
from lungang.platform.register.actions.handle import issue, replace, void, void_with
from lungang.platform.register.actions.words import give_word

__all__ = ["draw", "give_word", "issue", "replace", "void", "void_with"]
