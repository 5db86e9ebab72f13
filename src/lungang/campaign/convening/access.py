"""Who may, of the work meeting before it is held."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import COUNTY_OFFICES, Office

OF_UNITS = frozenset({Office.UNIT_HEAD, Office.HR_OFFICER})
"""Who comes for a unit."""


def may_see(actor: Actor) -> bool:
    """See the notice; whether the unit is called, the queries say."""
    return actor.office in COUNTY_OFFICES | OF_UNITS


def may_see_county(actor: Actor) -> bool:
    """See which units are called."""
    return actor.office in COUNTY_OFFICES


def may_convene(actor: Actor) -> bool:
    """Convene, change and call off: the two sections, on the need-to-know list or not."""
    return actor.is_section
