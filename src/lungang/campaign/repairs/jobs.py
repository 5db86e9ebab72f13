"""A large county's repair as long work: nothing of it is in what the job says of itself."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import on_any_list
from lungang.campaign.repairs import access
from lungang.campaign.repairs.actions.computing import compute_repair
from lungang.platform.jobs.registry import job
from lungang.platform.jobs.running import Running

KIND = "repairs.compute"
TITLE = gettext_noop("算修补")
LARGE = 300
"""Of so many people the repair is computed in the background; a county of 27 waits for it."""


@job(KIND, may=access.may_act, sees=on_any_list)
def compute(running: Running, campaign: str, repair: str, again: bool = False) -> str:
    """Compute a repair; return where it is."""

    def progress(_stage: str, _done: int, _total: int) -> None:
        # How many nodes or people there are would tell of the plan: only that it goes on is said.
        running.progress(gettext_noop("求改动最少的方案"), 0, 1)

    row = compute_repair(
        running.actor,
        Campaign.objects.get(pk=campaign),
        UUID(repair),
        again=again,
        key=running.key(),
        progress=progress,
    )
    return reverse("repairs:repair", args=[row.pk])
