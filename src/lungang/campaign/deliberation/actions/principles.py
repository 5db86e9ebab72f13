"""The leading group decides principles and procedure, or sends them back."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import refuse_own, require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.meetings import close_with
from lungang.campaign.deliberation.actions.proposing import refuse_released
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.principles import changes_since, moved_since
from lungang.campaign.deliberation.queries import (
    decided_principles,
    earlier_draw,
    principles_of,
    standing_decision,
)
from lungang.campaign.deliberation.states import (
    DECISIONS,
    PRINCIPLES,
    STEPS,
    PrinciplesState,
)
from lungang.errors import InputError, Stale
from lungang.platform.accounts.offices import SECTIONS
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send

TAKEN_BACK = "原则和程序已退回，照它算的方案不再作数。"
"""Why a decided plan falls with its principles: in its answer, sealed."""


@action("deliberation.decide_principles")
def decide_principles(
    act: Act, campaign: Campaign, pk: UUID, digest: str, *, seen: int | None = None
) -> Principles:
    """Decide the principles that the page showed: pool, rosters, rules and units stand from now on.

    Where the seed was drawn before on the same pool, rosters and rules, that draw counts.

    Raises:
        Stale: they are others by now, or what they rest on changed after they were sent.
        NotNow: they are not with the group, whoever decides sent them, or a plan is released.
    """
    act.require(access.may_decide_principles(act.actor))
    require_step(act, campaign, *STEPS)
    row = act.lock(principles_of(campaign), pk, seen=seen)
    state = PRINCIPLES.after("decide", row.state)
    refuse_own(act, row.proposed_by)
    refuse_released(campaign)
    if digest != row.digest or moved_since(row):
        said = _("原则和程序送来之后，名单、规则或花名册有改动，没有定下。请科室重新送来")
        raise Stale(said, row, changes_since(row))
    if (former := decided_principles(campaign)) is not None:
        former.state = PRINCIPLES.after("supersede", former.state)
        former.save()
        _end_what_rests_on_them(act, campaign)
    row.state = state
    row.decided_at, row.decided_by = act.at, act.actor.holding
    row.drawn_with = earlier_draw(row)
    row.save()
    act.record(row, f"定下第 {row.number} 次送审的原则和程序", digest=row.digest)
    kept = row.drawn_with is not None
    _tell_sections(act, "原则和程序已定下" if kept else "原则和程序已定下，请报定序数")
    return row


@action("deliberation.send_back_principles")
def send_back_principles(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Principles:
    """Send principles back with the reason; decided ones too: then nothing made on them counts.

    Raises:
        InputError: no reason is given.
        NotNow: they are neither with the group nor decided, or a plan is released.
    """
    act.require(access.may_decide_principles(act.actor))
    require_step(act, campaign, *STEPS)
    row = act.lock(principles_of(campaign), pk, seen=seen)
    state = PRINCIPLES.after("send_back", row.state)
    refuse_released(campaign)
    if not answer.strip():
        raise InputError(_("请写明退回原因"))
    if row.state == PrinciplesState.DECIDED:
        _end_what_rests_on_them(act, campaign)
    row.state = state
    row.answer = answer.strip()
    row.decided_at, row.decided_by = act.at, act.actor.holding
    row.save()
    act.record(row, f"退回第 {row.number} 次送审的原则和程序", reason=row.answer)
    _tell_sections(act, "原则和程序已退回")
    return row


def _end_what_rests_on_them(act: Act, campaign: Campaign) -> None:
    """With principles the meeting held on them ends, and a decided plan not released falls."""
    close_with(act, campaign)
    decision = standing_decision(campaign)
    if decision is None:
        return
    decision.state = DECISIONS.after("send_back", decision.state)
    decision.answer = TAKEN_BACK
    decision.save()
    act.record(decision, "随原则和程序退回商定的方案")


def _tell_sections(act: Act, subject: str) -> None:
    for office in sorted(SECTIONS):
        send(act, office, None, subject, path=reverse("deliberation:principles"))
