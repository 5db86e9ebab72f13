"""Who may, in the outcomes. Nothing is there for anybody before the list was read out.

Who carries the moves out or watches them reads the whole list; a unit the numbers and its own
people; the congress and the CPPCC what was published, in numbers that name nobody
(:mod:`lungang.campaign.outcomes.published`).
"""

from __future__ import annotations

from lungang.campaign.screening.access import may_see_list
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import COUNTY_READERS, SECTIONS, Office

_OF_UNITS = frozenset({Office.HR_OFFICER, Office.UNIT_HEAD})
_PUBLISH = SECTIONS | {Office.LEADING_GROUP}


def may_see(actor: Actor) -> bool:
    """See the page of the outcomes; what stands on it goes by office."""
    return actor.office in COUNTY_READERS | _OF_UNITS | {Office.OBSERVER}


def may_see_people(actor: Actor) -> bool:
    """See the list of people moved, who stands behind a number, and take both away as files."""
    return actor.office in COUNTY_READERS


def may_see_reasons(actor: Actor) -> bool:
    """See who could not be placed and why: those who read the county's list in screening."""
    return may_see_people(actor) and may_see_list(actor)


def may_publish(actor: Actor) -> bool:
    """Publish the numbers to the congress and the CPPCC."""
    return actor.office in _PUBLISH
