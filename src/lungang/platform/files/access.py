"""Who may have a file: the app that it belongs to says so."""

from __future__ import annotations

from collections.abc import Callable

from lungang.platform.accounts.actor import Actor
from lungang.platform.files.models import StoredFile

Rule = Callable[[Actor, StoredFile], bool]
_RULES: dict[str, Rule] = {}


def register(label: str, rule: Rule) -> None:
    """Add an app's rule: whether an office may have a file *of this app*; False for all others.

    Call it in ``AppConfig.ready``. ``label`` is the app's; a second rule takes the first's place.
    """
    _RULES[label] = rule


def may_have(actor: Actor, file: StoredFile) -> bool:
    """Have the file: some app that it belongs to allows it. A file of no app is nobody's."""
    return actor.office is not None and any(rule(actor, file) for rule in _RULES.values())


def may_ask(actor: Actor) -> bool:
    """Ask for a file at all: whoever holds an office."""
    return actor.office is not None
