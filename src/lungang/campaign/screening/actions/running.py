"""Running the rules: computed before the transaction, saved whole in it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import pack_in_force
from lungang.campaign.screening import access
from lungang.campaign.screening.actions.tasks import put_tasks_right
from lungang.campaign.screening.compute import Computed, Progress, compute, roster_stamp
from lungang.campaign.screening.models import Result, Run
from lungang.campaign.screening.queries import changes
from lungang.campaign.screening.states import STEPS
from lungang.errors import NotNow
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action

_BATCH = 500


def run_screening(
    actor: Actor,
    campaign: Campaign,
    *,
    key: str | None = None,
    progress: Progress = lambda done, total, stage: None,
) -> Run:
    """Run the pack in force over the accepted rosters, and save what came out.

    Raises:
        NotPermitted: this office may not.
        NotNow: no pack is in force, or the rosters or the pack changed while it was computed.
        RosterError: no roster is accepted yet, or the accepted ones contradict each other.
        InputError: the pack does not hold at the campaign's reference date.
    """
    perform: Callable[..., Run] = save_run  # an action takes key= besides its own arguments
    if not access.may_run(actor):
        return perform(actor, campaign, computed=None, key=key)  # refused there, and put on record
    computed = compute(campaign, progress)
    progress(3, 3, gettext_noop("保存"))
    return perform(actor, campaign, computed=computed, key=key)


@action("screening.run")
def save_run(act: Act, campaign: Campaign, computed: Computed | None) -> Run:
    """Save a run and all its results, or nothing."""
    act.require(computed is not None and access.may_run(act.actor))
    assert computed is not None
    require_step(act, campaign, *STEPS)
    if roster_stamp(campaign) != computed.stamp:
        raise NotNow(_("筛查时花名册或单位编制改过，结果没有保存。请再筛查一次"))
    if (pack := pack_in_force(campaign)) is None or pack.pk != computed.pack.pk:
        raise NotNow(_("筛查时政策规则改过，结果没有保存。请再筛查一次"))
    last = campaign.screenings.order_by("-number").first()
    run = Run.objects.create(
        campaign=campaign,
        number=last.number + 1 if last else 1,
        pack=computed.pack,
        roster_digest=computed.roster_digest,
        stamp=computed.stamp,
        ran_at=act.at,
        ran_by=act.actor.holding,
        counts=dict(computed.counts),
        units=computed.units,
        missing=list(computed.missing),
    )
    for result in computed.results:
        result.run = run
    Result.objects.bulk_create(computed.results, batch_size=_BATCH)
    if (other := changes(run)) is not None:
        run.compared = other.counts
        run.save(update_fields=["compared"])
    put_tasks_right(act, campaign, run)
    act.record(
        run,
        f"第 {run.number} 次筛查",
        counts=run.counts,
        roster=run.roster_digest,
        pack=computed.pack.digest,
    )
    return run
