"""Who may, in the campaign as a whole."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import ADMINISTRATORS, COUNTY_READERS, SECTIONS, Office


def may_enter(actor: Actor) -> bool:
    """See the own workbench: whoever holds an office, or could choose one."""
    return actor.user is not None


def may_see_steps(actor: Actor) -> bool:
    """See the pages of the campaign's steps: offices of the county and units' own officers."""
    return actor.office is not None and actor.office not in ADMINISTRATORS


def may_run_campaign(actor: Actor) -> bool:
    """Open a step, give tasks, move deadlines: the two sections in charge and the group."""
    return actor.office in SECTIONS | {Office.LEADING_GROUP}


def may_see_county(actor: Actor) -> bool:
    """See how all units stand."""
    return actor.office in COUNTY_READERS
