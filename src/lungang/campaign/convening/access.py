"""Who may, of the work meeting before it is held."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTIONS, Office

COUNTY = SECTIONS | {
    Office.LEADING_GROUP,
    Office.ESTABLISHMENT_OFFICE,
    Office.DISCIPLINE,
    Office.SUPERVISION,
}
"""Who sees the whole list of units that are called."""
OF_UNITS = frozenset({Office.UNIT_HEAD, Office.HR_OFFICER})
"""Who comes for a unit."""


def may_see(actor: Actor) -> bool:
    """See the notice; whether the unit is called, the queries say."""
    return actor.office in COUNTY | OF_UNITS


def may_see_county(actor: Actor) -> bool:
    """See which units are called."""
    return actor.office in COUNTY


def may_convene(actor: Actor) -> bool:
    """Convene, change and call off: the two sections, on the need-to-know list or not."""
    return actor.is_section
