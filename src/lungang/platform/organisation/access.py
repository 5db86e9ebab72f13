"""Who may, of units and sections."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import COUNTY_READERS, Office


def may_see_units(actor: Actor) -> bool:
    """Read the list of units, their establishment and their history: offices of the county."""
    return actor.office in COUNTY_READERS


def may_manage_units(actor: Actor) -> bool:
    """Change units, sections, establishment and quotas: the establishment office (编办) alone."""
    return actor.is_any(Office.ESTABLISHMENT_OFFICE)


def may_adopt_units(actor: Actor) -> bool:
    """Take in a county's units at once: the establishment office, or the founding of a site."""
    return may_manage_units(actor) or bool(actor.system)
