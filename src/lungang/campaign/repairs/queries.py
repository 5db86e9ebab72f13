"""Reads of repairs. What is sealed is read by whoever the door let in, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.states import OPEN, STEPS


def closed(campaign: Campaign) -> str:
    """Say why nothing can be repaired now, or ""."""
    return why_closed(campaign, *STEPS) or (
        "" if campaign.work_meetings.exists() else _("去向还没有发布，没有要修补的")
    )


def repairs(campaign: Campaign) -> QuerySet[Repair]:
    """Return all repairs, the first one first."""
    return campaign.repairs.select_related(
        "opened_by__user", "first_by__user", "second_by__user", "released_in"
    )


def open_repair(campaign: Campaign) -> Repair | None:
    """Return the repair that is under way."""
    return repairs(campaign).filter(state__in=OPEN).first()


def cases_of(repair: Repair) -> list[Case]:
    """Return what came up, as far as it holds."""
    rows = repair.cases.filter(withdrawn_at=None).select_related("reported_by__user")
    return list(rows)
