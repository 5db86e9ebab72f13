"""Who may, in the transfer. Whose people they are, the queries say."""

from __future__ import annotations

from lungang.campaign.deliberation.states import DECISIONS
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.states import JOURNEYS, SLIPS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import COUNTY_OFFICES, Office

_OF_UNITS = frozenset({Office.HR_OFFICER, Office.UNIT_HEAD})


def may_see(actor: Actor) -> bool:
    """See the board and pages of single people; which ones, the queries say."""
    return actor.office in COUNTY_OFFICES | _OF_UNITS | {Office.PERSON_MOVED}


def may_see_county(actor: Actor) -> bool:
    """See everybody, and the roll call of the work meeting."""
    return actor.office in COUNTY_OFFICES


def may_release(actor: Actor) -> bool:
    """Hold the work meeting, which releases the plan: a section."""
    return actor.office in DECISIONS.who("release")


def may_run(actor: Actor) -> bool:
    """Hand out notices and urge units: the two sections, each for its own people."""
    return actor.is_section


def may_act(actor: Actor) -> bool:
    """Take any of the steps at all."""
    return actor.is_section or actor.office is Office.HR_OFFICER


def is_in_charge(actor: Actor, journey: Journey) -> bool:
    """Whether this is the section of the person's cadre authority."""
    return actor.authority is not None and journey.authority == actor.authority.value


def may_know_kin(actor: Actor, journey: Journey) -> bool:
    """Read of a person's relatives in the reasons: who has them from the roster already, those who
    decide and the witness, and the person. Not the new unit, and not who counts and urges.
    """
    if actor.is_section or actor.is_any(
        Office.LEADING_GROUP, Office.DISCIPLINE, Office.PERSON_MOVED
    ):
        return True
    return actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD) and (
        actor.unit_id == journey.from_unit_id
    )


def may_issue_slips(actor: Actor) -> bool:
    """Make out exit and entry slips: the establishment office."""
    return actor.office is Office.ESTABLISHMENT_OFFICE


def may_see_slips(actor: Actor) -> bool:
    """See who has which slip: the establishment office, and the sections that wait for them."""
    return may_issue_slips(actor) or actor.is_section


_OF_NEW_UNIT = frozenset({"report", "appoint", "unseat"})


def may_do(actor: Actor, journey: Journey, verb: str) -> bool:
    """Take one step with one person: the section in charge, or the HR officer of the unit whose
    step it is (the new unit reports and appoints, the old one does the rest).
    """
    if verb in SLIPS or actor.office not in JOURNEYS.who(verb):  # slips have a page of their own
        return False
    if actor.is_section:
        return is_in_charge(actor, journey)
    unit = journey.to_unit_id if verb in _OF_NEW_UNIT else journey.from_unit_id
    return actor.unit_id == unit
