"""The pool is sent to the leading group (送领导小组确认)."""

from __future__ import annotations

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import frozen, since, standing
from lungang.campaign.screening.queries import current_pool
from lungang.campaign.screening.states import POOLS, STEPS, PoolState
from lungang.errors import NotNow, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@action("screening.propose_pool")
def propose_pool(act: Act, campaign: Campaign, digest: str) -> Pool:
    """Freeze who must exchange, as the page showed it (``digest``); one not confirmed is replaced.

    Raises:
        Stale: it is not what the page showed.
        NotNow: petitions are open, rosters or rules changed, a roster is missing, or this very
            pool is with the group already.
    """
    act.require(access.may_run(act.actor))
    require_step(act, campaign, *STEPS)
    now = standing(campaign)
    if now.run is not None and now.digest != digest:
        raise Stale(_("名单在你打开之后变了，没有送出"), campaign, since(now.run))
    if now.run is None or now.hindrances:
        raise NotNow("；".join(now.hindrances))
    if (before := current_pool(campaign)) is not None:
        if before.digest == digest and before.state in (PoolState.PROPOSED, PoolState.CONFIRMED):
            raise NotNow(_("这份名单已经送去，不用再送"))
        act.require(access.may_decide_pool(act.actor, "replace"))
        if before.state != PoolState.CONFIRMED:  # a confirmed one stands until another is
            before.state = POOLS.after("replace", before.state)
            before.save()
    assert act.actor.holding is not None
    pool = Pool(
        campaign=campaign,
        run=now.run,
        number=(campaign.pools.aggregate(last=Max("number"))["last"] or 0) + 1,
        digest=digest,
        people=frozen(now.people),
        proposed_at=act.at,
        proposed_by=act.actor.holding,
    )
    pool.save()
    act.record(
        pool, f"送领导小组确认应交流人员 {len(now.people)} 人", digest=digest, run=now.run.number
    )
    send(
        act,
        Office.LEADING_GROUP,
        None,
        "应交流人员名单要确认",
        path=reverse("screening:pool"),
    )
    return pool
