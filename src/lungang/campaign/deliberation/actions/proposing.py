"""The principles are sent to the leading group (送领导小组审定)."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.principles import Bound, bound_now, changes_since, digest_of
from lungang.campaign.deliberation.queries import current_principles, standing_decision
from lungang.campaign.deliberation.states import (
    PRINCIPLES,
    STEPS,
    DecisionState,
    PrinciplesState,
)
from lungang.campaign.screening.pooling import since
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@action("deliberation.propose_principles")
def propose_principles(
    act: Act, campaign: Campaign, text: str, occasion: str, decided_on: date, *, binding: str
) -> Principles:
    """Send principles, bound to pool, pack and facts as the page showed them (``binding``).

    Raises:
        InputError: text or occasion is missing.
        Stale: they are bound to something else than the page showed.
        NotNow: the pool is not confirmed or no longer true, the decided plan is released, or the
            very same principles are with the group already.
    """
    act.require(access.may_propose_principles(act.actor))
    require_step(act, campaign, *STEPS)
    if not text.strip() or not occasion.strip():
        raise InputError(_("请写明原则和程序，以及在哪次会议上研究"))
    refuse_released(campaign)
    bound = bound_now(campaign)
    before = current_principles(campaign)
    if bound.pool is None or bound.pack is None or bound.hindrances:
        raise NotNow("；".join(bound.hindrances))
    if bound.digest != binding:
        done = changes_since(before) if before else since(bound.pool)
        raise Stale(_("名单、规则或花名册在你打开之后变了，没有送出"), campaign, done)
    digest = digest_of(bound, text.strip(), occasion.strip(), decided_on)
    _replace(act, before, digest)
    principles = _new(act, campaign, bound, digest)
    principles.text, principles.occasion = text.strip(), occasion.strip()
    principles.decided_on = decided_on
    principles.save()
    act.record(
        principles,
        f"第 {principles.number} 次送领导小组审定原则和程序",
        digest=digest,
        pool=bound.pool.digest,
        pack=bound.pack.digest,
    )
    path = reverse("deliberation:principles")
    send(act, Office.LEADING_GROUP, None, "原则和程序要审定", path=path)
    return principles


def refuse_released(campaign: Campaign) -> None:
    """Let nobody touch what a released plan rests on: it is repaired in its own step.

    Raises:
        NotNow: the list has been read out.
    """
    decision = standing_decision(campaign)
    if decision is not None and decision.state == DecisionState.RELEASED:
        raise NotNow(_("交流人员名单已经宣读发布，原则和程序不能再改。有变动的，在落实里办"))


def _replace(act: Act, before: Principles | None, digest: str) -> None:
    """Put what was sent before aside; what is decided stands until the group decides another."""
    if before is None:
        return
    held = (PrinciplesState.PROPOSED, PrinciplesState.DECIDED)
    if before.digest == digest and before.state in held:
        raise NotNow(_("这一份已经送去，一字不差，不用再送"))
    if before.state != PrinciplesState.DECIDED:
        act.require(PRINCIPLES.allows("replace", before.state, act.actor.office))
        before.state = PRINCIPLES.after("replace", before.state)
        before.save()


def _new(act: Act, campaign: Campaign, bound: Bound, digest: str) -> Principles:
    assert act.actor.holding is not None
    assert bound.pool is not None
    assert bound.pack is not None
    return Principles(
        campaign=campaign,
        number=(campaign.principles.aggregate(last=Max("number"))["last"] or 0) + 1,
        pool=bound.pool,
        pack=bound.pack,
        roster_digest=bound.roster_digest,
        digest=digest,
        proposed_at=act.at,
        proposed_by=act.actor.holding,
    )
