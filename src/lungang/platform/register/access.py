"""Who may do something with a number: the office that drew it."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.register.models import DocumentNumber, Word
from lungang.platform.register.states import ISSUERS


def may_draw(actor: Actor, word: Word) -> bool:
    """Draw a number of a word: the office that it was given to, and the system when it is due."""
    if actor.system:
        return True
    owner = (word.office, word.unit_id)
    return actor.office in ISSUERS and (actor.office, actor.unit_id) == owner


def may_give_word(actor: Actor) -> bool:
    """Say which office numbers by a word: a right like an office, given by who gives those."""
    return actor.is_any(Office.SECURITY_ADMIN) or bool(actor.system)


def may_handle(actor: Actor, number: DocumentNumber) -> bool:
    """Issue, void or replace: the same office of the same unit, whoever holds it now."""
    if actor.system:
        return True
    drawn = number.drawn_by
    return (
        drawn is not None
        and actor.office in ISSUERS
        and (actor.office, actor.unit_id) == (drawn.office, drawn.unit_id)
    )
