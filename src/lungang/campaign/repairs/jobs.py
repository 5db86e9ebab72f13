"""A large county's repair as long work: nothing of it is in what the job says of itself."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import on_any_list
from lungang.campaign.repairs import access
from lungang.campaign.repairs.actions.computing import compute_repair
from lungang.campaign.repairs.models import Repair
from lungang.errors import MarksConflict, NotNow
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.registry import job
from lungang.platform.jobs.running import Running

KIND = "repairs.compute"
TITLE = gettext_noop("算修补")
CONFLICT = gettext_noop("没有合登记的情况、已报到的人又都不动的方案。回这次修补再定")
"""How a job says that none who has reported can be kept; whom that names is of the plan."""
NO_PLAN = gettext_noop("已报到的人可以再动，也没有合登记的情况的方案。回这次修补，改“怎样办”再算")
"""The same where whoever has reported might move again."""
LARGE = 300
"""Of so many people the repair is computed in the background; a county of 27 waits for it."""


@job(KIND, may=access.may_act, sees=on_any_list)
def compute(running: Running, campaign: str, repair: str, again: bool = False) -> str:
    """Compute a repair; return where it is.

    Raises:
        NotNow: there is no plan; it says which kind of none, and names nobody.
    """

    def progress(_stage: str, _done: int, _total: int) -> None:
        # How many nodes or people there are would tell of the plan: only that it goes on is said.
        running.progress(gettext_noop("求改动最少的方案"), 0, 1)

    try:
        row = compute_repair(
            running.actor,
            Campaign.objects.get(pk=campaign),
            UUID(repair),
            again=again,
            key=running.key(),
            progress=progress,
        )
    except MarksConflict:
        raise NotNow(NO_PLAN if again else CONFLICT) from None
    return reverse("repairs:repair", args=[row.pk])


def conflict_of(row: Repair) -> str:
    """Return how the last job of a repair said that there is no plan; "" where one holds now.

    It is said of the cases that there were: with one more or one less it may be otherwise.
    """
    jobs = Job.objects.filter(kind=KIND, queued_at__gte=row.opened_at).order_by("-queued_at")
    last = next((one for one in jobs if one.arguments.get("repair") == str(row.pk)), None)
    if last is None or last.state != JobState.FAILED or last.message not in (CONFLICT, NO_PLAN):
        return ""
    assert last.ended_at is not None
    since = [row.computed_at]
    since += [at for case in row.cases.all() for at in (case.reported_at, case.withdrawn_at)]
    return "" if any(at is not None and at > last.queued_at for at in since) else last.message
