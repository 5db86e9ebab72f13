"""Who may, after the release. Who may see is asked further: it is whoever is on the list."""

from __future__ import annotations

from lungang.campaign.deliberation.access import may_deliberate
from lungang.campaign.repairs.states import REPAIRS
from lungang.platform.accounts.actor import Actor


def may_see(actor: Actor) -> bool:
    """See repairs: whoever may open the sealed plan, and is on the list."""
    return may_deliberate(actor)


def may_act(actor: Actor) -> bool:
    """Report, have it computed, ask, confirm, send back, drop: the two sections."""
    return actor.office in REPAIRS.who("report")


def may_release(actor: Actor) -> bool:
    """Make the repaired plan known: a section."""
    return actor.office in REPAIRS.who("release")
