"""Reads of the meeting that was convened, scoped by who asks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.convening import access
from lungang.campaign.convening.models import Convening
from lungang.campaign.convening.states import STEPS, ConveningState
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.rosters.states import ReturnState
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.organisation.queries import units_on


def convenings_for(actor: Actor, campaign: Campaign) -> QuerySet[Convening]:
    """Return the meetings that an office may know of: the county all, a unit those calling it."""
    rows = campaign.convenings.select_related("convened_by__user", "changed_by__user")
    if access.may_see_county(actor):
        return rows
    if actor.office in access.OF_UNITS:
        return rows.filter(invited__unit=actor.unit_id)
    return rows.none()


def latest(actor: Actor, campaign: Campaign) -> Convening | None:
    """Return the last meeting that an office may know of, standing or not."""
    return convenings_for(actor, campaign).order_by("-convened_at", "-id").first()


def standing(campaign: Campaign) -> Convening | None:
    """Return the meeting that is to be held."""
    return campaign.convenings.filter(state=ConveningState.CONVENED).first()


def units_that_took_part(campaign: Campaign) -> dict[int, str]:
    """Return all units whose roster was accepted, with their names today.

    Not those that send somebody: who is called must tell nothing of who goes.
    """
    sent = campaign.returns.filter(state=ReturnState.ACCEPTED).values_list("unit", flat=True)
    took_part = set(sent)
    return {
        unit: str(version) for unit, version in units_on(clock.today()).items() if unit in took_part
    }


def why_nothing(campaign: Campaign, row: Convening | None) -> str:
    """Say why the meeting that stands cannot be changed; else why none is convened, or ""."""
    if row is not None and row.stands:
        return why_closed(campaign, *STEPS)
    return why_not_convened(campaign)


def why_not_convened(campaign: Campaign) -> str:
    """Say why none can be convened now, or ""."""
    if why := why_closed(campaign, *STEPS):
        return why
    held = campaign.convenings.filter(state=ConveningState.HELD)
    if held.exists() or campaign.work_meetings.exists():  # the list may be read out uncalled
        return _("交流人员工作会已经开过")
    return ""
