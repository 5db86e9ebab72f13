"""Scenarios as long work: nothing of the result is in what a job says of itself."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.computing import compute_scenario
from lungang.campaign.deliberation.queries import on_any_list
from lungang.platform.jobs.registry import job
from lungang.platform.jobs.running import Running

KIND = "deliberation.compute"
TITLE = gettext_noop("算方案")
_STAGES = {
    "screening": (gettext_noop("读花名册"), 0),
    "solving": (gettext_noop("求最好的方案"), 1),
    "explaining": (gettext_noop("逐人写明理由"), 2),
}


@job(KIND, may=access.may_compute, sees=on_any_list)
def compute(running: Running, campaign: str, title: str, pack_text: str = "") -> str:
    """Compute a scenario; return where the scenarios are."""

    def progress(stage: str, _done: int, _total: int) -> None:
        # How many people or nodes there are would tell of the plan: the stage alone is said.
        words, number = _STAGES.get(stage, _STAGES["solving"])
        running.progress(words, number, len(_STAGES))

    compute_scenario(
        running.actor,
        Campaign.objects.get(pk=campaign),
        title=title,
        pack_text=pack_text,
        key=running.key(),
        progress=progress,
    )
    return reverse("deliberation:scenarios")
