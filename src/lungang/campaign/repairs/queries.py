"""Reads of repairs. What is sealed is read by whoever the door let in, and nobody else."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.states import OPEN, STEPS
from lungang.campaign.transfer.access import may_do
from lungang.campaign.transfer.models import Journey, Paper
from lungang.campaign.transfer.numbering import KINDS, paper_key
from lungang.campaign.transfer.queries import journeys_for
from lungang.campaign.transfer.states import STANDING
from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import NumberState


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


def withdrawn_of(repair: Repair) -> list[Case]:
    """Return what was taken back."""
    rows = repair.cases.exclude(withdrawn_at=None).select_related("withdrawn_by__user")
    return list(rows)


def reported_after(campaign: Campaign, moment: datetime) -> frozenset[str]:
    """Return the keys of the people of whom something was reported since, whatever became of it."""
    rows = Case.objects.filter(
        repair__campaign=campaign, withdrawn_at=None, reported_at__gte=moment
    )
    return frozenset(case.opened.person for case in rows)


def to_issue_anew(actor: Actor, campaign: Campaign) -> list[Journey]:
    """Return, for each paper without a number that stands and this office issues, one whom it
    names: a release or the register voided the one that it had.
    """
    papers = Paper.objects.filter(meeting__campaign=campaign)
    void = set(papers.exclude(revoked_in=None).values_list("key", flat=True))
    void -= set(papers.filter(revoked_in=None).values_list("key", flat=True))
    voided = papers.filter(revoked_in=None, number__state=NumberState.VOID)
    void |= {row.key for row in voided.select_related("number__series") if not row.live}
    if not void:
        return []
    rows = journeys_for(actor, campaign).filter(state__in=STANDING)
    found = {
        paper_key(kind, row): row
        for row in rows.defer("reasons", "revoked_because")
        for kind in KINDS
        if may_do(actor, row, kind.verb)
    }
    return [row for key, row in found.items() if key in void]
