"""Screening as long work, so that a large county keeps nobody waiting at a page."""

from __future__ import annotations

from django.urls import reverse

from lungang.campaign.core.models import Campaign
from lungang.campaign.screening import access
from lungang.campaign.screening.actions import run_screening
from lungang.campaign.screening.queries import KIND
from lungang.platform.jobs.registry import job
from lungang.platform.jobs.running import Running


@job(KIND, may=access.may_run, alone=True)
def run(running: Running, campaign: str) -> str:
    """Run the rules over a campaign's accepted rosters; return where the list is."""
    run_screening(
        running.actor,
        Campaign.objects.get(pk=campaign),
        key=running.key(),
        progress=lambda done, total, stage: running.progress(stage, done, total),
    )
    return reverse("screening:list")
