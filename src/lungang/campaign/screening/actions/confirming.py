"""The leading group confirms the pool or sends it back."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import open_step, refuse_own, require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import open_petitions, since, standing
from lungang.campaign.screening.queries import pools_for, standing_confirmation
from lungang.campaign.screening.states import POOLS, STEPS
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.offices import SECTIONS
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send

NEXT_STEP = "deliberation"


@action("screening.confirm_pool")
def confirm_pool(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    digest: str,
    *,
    without_opinion: int = 0,
    seen: int | None = None,
) -> Pool:
    """Confirm the pool that the page showed (``digest``); the campaign goes on to deliberation.

    ``without_opinion``: of how many people the group knows that the unit has not answered.

    Raises:
        InputError: units have not answered for so many, and the group did not say that it knows.
        Stale: the pool is another by now, or what it rests on changed after it was sent.
        NotNow: it is not with the group, petitions are open, or whoever confirms proposed it.
    """
    act.require(access.may_decide_pool(act.actor, "confirm"))
    require_step(act, campaign, *STEPS)
    pool = act.lock(pools_for(act.actor, campaign), pk, seen=seen)
    state = POOLS.after("confirm", pool.state)
    refuse_own(act, pool.proposed_by)
    if n := open_petitions(campaign):
        raise NotNow(_("还有 {n} 件提请没有审，先审提请").format(n=n))
    now = standing(campaign)
    if digest != pool.digest or now.digest != pool.digest or now.hindrances:
        raise Stale(_("名单送来之后有改动，没有确认。请科室重新送来"), pool, since(pool))
    if now.unanswered != without_opinion:
        raise InputError(_missing_opinions(now.unanswered))
    if (former := standing_confirmation(campaign)) is not None:
        former.state = POOLS.after("supersede", former.state)
        former.save()
    pool.state = state
    pool.decided_at, pool.decided_by = act.at, act.actor.holding
    pool.save()
    act.record(
        pool,
        f"确认应交流人员 {len(pool.people)} 人",
        digest=pool.digest,
        without_opinion=without_opinion,
    )
    _open_deliberation(act, campaign)
    _tell_sections(act, "应交流人员名单已确认")
    return pool


@action("screening.send_back_pool")
def send_back_pool(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Pool:
    """Send the pool back with the reason; a confirmed one too, where the group thinks again.

    Raises:
        InputError: no reason is given.
    """
    act.require(access.may_decide_pool(act.actor, "send_back"))
    require_step(act, campaign, *STEPS)
    pool = act.lock(pools_for(act.actor, campaign), pk, seen=seen)
    state = POOLS.after("send_back", pool.state)
    if not answer.strip():
        raise InputError(_("请写明退回原因"))
    pool.state = state
    pool.answer = answer.strip()
    pool.decided_at, pool.decided_by = act.at, act.actor.holding
    pool.save()
    act.record(pool, "退回应交流人员名单", reason=pool.answer)
    _tell_sections(act, "应交流人员名单已退回")
    return pool


def _missing_opinions(number: int) -> str:
    if not number:
        return _("单位意见在你打开之后都报齐了，没有确认。请再看一遍，再确认")
    return _(
        "有 {n} 人的单位意见还没有报，没有确认。要不等意见就确认，请勾选写明人数的那一格"
    ).format(n=number)


def _tell_sections(act: Act, subject: str) -> None:
    for office in sorted(SECTIONS):
        send(act, office, None, subject, path=reverse("screening:pool"))


def _open_deliberation(act: Act, campaign: Campaign) -> None:
    """Move the campaign on, unless it is there or further already (a pool confirmed anew)."""
    now = Campaign.objects.get(pk=campaign.pk).step  # the page's own copy may be older
    if BY_KEY[now].number < BY_KEY[NEXT_STEP].number:
        open_step(act.actor, campaign.pk, NEXT_STEP)
