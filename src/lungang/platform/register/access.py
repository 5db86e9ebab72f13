"""Who may do something with a number: the office that drew it."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import DocumentNumber
from lungang.platform.register.states import ISSUERS


def may_draw(actor: Actor) -> bool:
    """Draw a number: offices that issue papers, and the system when it is due."""
    return actor.office in ISSUERS or bool(actor.system)


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
