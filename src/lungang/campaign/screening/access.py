"""Who may, in screening."""

from __future__ import annotations

from lungang.campaign.screening.models import Petition, Result
from lungang.campaign.screening.states import PETITIONS, POOLS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTIONS, Office

_COUNTY = SECTIONS | {Office.LEADING_GROUP, Office.DISCIPLINE}
"""Who reads the county's list: those who work it out, those who decide, and the witness."""


def may_see_list(actor: Actor) -> bool:
    """See the list of the whole county, the pool and the petitions."""
    return actor.office in _COUNTY


def may_see_unit(actor: Actor) -> bool:
    """See the own unit's people with rule and facts: its HR officer and its head."""
    return actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD)


def may_see_person(actor: Actor) -> bool:
    """See pages of single people; which ones, the queries say."""
    return may_see_list(actor) or may_see_unit(actor)


def may_run(actor: Actor) -> bool:
    """Run the rules, ask the units, send the pool: the two sections."""
    return actor.is_section


def may_decide(actor: Actor) -> bool:
    """Decide petitions and the pool: the leading group."""
    return actor.office is Office.LEADING_GROUP


def may_give_opinions(actor: Actor) -> bool:
    """Answer for the own unit: its HR officer."""
    return actor.office is Office.HR_OFFICER


def may_ask(actor: Actor) -> bool:
    """Ask for deferral or exclusion of somebody at all."""
    return actor.is_section or may_give_opinions(actor)


def may_petition(actor: Actor, result: Result) -> bool:
    """Ask for this person: the section of the cadre authority, or the own unit's HR officer."""
    if actor.is_section:
        return actor.authority is not None and result.authority == actor.authority.value
    return may_give_opinions(actor) and result.unit_id == actor.unit_id


def may_decide_petition(actor: Actor, act: str) -> bool:
    """Approve or refuse a petition."""
    return actor.office in PETITIONS.who(act)


def may_withdraw(actor: Actor, petition: Petition) -> bool:
    """Take a petition back: the office that asked, whoever holds it now."""
    asked = petition.asked_by
    return (
        actor.office in PETITIONS.who("withdraw")
        and actor.office == asked.office
        and actor.unit_id == asked.unit_id
    )


def may_decide_pool(actor: Actor, act: str) -> bool:
    """Confirm the pool, send it back, or replace it."""
    return actor.office in POOLS.who(act)
