"""Asking for review of a move, and taking it back. The move goes on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.reviews import access
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import due_at, period_of, said
from lungang.campaign.reviews.queries import reviews_for
from lungang.campaign.reviews.states import REVIEWS, STEPS, ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import journeys_for
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import SECTION_OF
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled
from lungang.platform.notices.actions import send


@dataclass(frozen=True)
class Request:
    """What is asked: what should be otherwise, and why. ``received_on`` where it came on paper."""

    wants: str
    reason: str
    why_late: str = ""
    received_on: date | None = None


@action("reviews.ask")
def ask(
    act: Act, campaign: Campaign, pk: UUID, told: Request, *, seen: int | None = None
) -> Review:
    """Ask the section in charge to review a move (``pk``), or record what came on paper.

    Raises:
        NotPermitted: not the own move, or not this section's person.
        NotNow: it was asked for before, or the move was revoked.
        InputError: nothing is wanted or no reason given, the day is not one on which it can have
            come in, or the time is over and no reason for that is given.
    """
    act.require(access.may_ask(act.actor))
    journey = act.lock(journeys_for(act.actor, campaign), pk, seen=seen)
    act.require(access.may_ask_about(act.actor, journey))
    require_step(act, campaign, *STEPS)
    if journey.is_revoked:
        raise NotNow(_("原定的去向已经撤销，没有要复核的。对改后的去向不服的，申请复核那一次"))
    if journey.reviews.exclude(state=ReviewState.WITHDRAWN).exists():
        raise NotNow(_("这次交流已经申请过复核，只复核一次。对复核结果不服的，可以申诉"))
    if not told.wants.strip() or not told.reason.strip():
        raise InputError(_("要求和理由都要写明"))
    received_on = _received(act, journey, told)
    period = period_of(journey)
    late = period.until is not None and received_on > period.until
    if late and period.until and not told.why_late.strip():
        raise InputError(
            _(
                "申请期限到 {day} 已经止，不能再申请。因不可抗力或者有正当理由没能按期的，"
                "写明原因，由主管科室决定受不受理"
            ).format(day=said(period.until))
        )
    assert act.actor.holding is not None
    asked = Review.objects.create(
        campaign=campaign,
        journey=journey,
        received_on=received_on,
        ended_on=period.until,
        due_at=due_at(journey, received_on),
        on_paper=act.actor.is_section,
        wants=told.wants.strip(),
        reason=told.reason.strip(),
        why_late=told.why_late.strip() if late else "",
        asked_at=act.at,
        asked_by=act.actor.holding,
    )
    _put_on_record(act, asked)
    return asked


def _received(act: Act, journey: Journey, told: Request) -> date:
    """Return the day on which it came in: today, or that of a paper."""
    today = timezone.localdate(act.at)
    if not act.actor.is_section or told.received_on is None:
        return today
    released = timezone.localdate(journey.meeting.held_at)
    if not released <= told.received_on <= today:
        raise InputError(
            _("收到申请的日子要在宣读名单（{day}）以后、今天以前").format(day=said(released))
        )
    return told.received_on


def _put_on_record(act: Act, asked: Review) -> None:
    journey = asked.journey
    how = "代记书面复核申请" if asked.on_paper else "申请复核"
    act.record(
        asked,
        f"{how}：{journey.from_name}一人",
        reason=asked.reason,
        person=veiled(journey.person_key),
        due_at=asked.due_at.isoformat(),
    )
    send(
        act,
        SECTION_OF[journey.authority],
        None,
        "有一件复核申请要答复",
        path=reverse("reviews:review", args=[asked.pk]),
    )


@action("reviews.withdraw")
def withdraw(act: Act, campaign: Campaign, pk: UUID, *, seen: int | None = None) -> Review:
    """Take a request back while it is not answered: the person, or the section for a paper one.

    Raises:
        NotPermitted: it is another's.
        NotNow: it is answered, or was taken back.
    """
    act.require(access.may_ask(act.actor))
    row = act.lock(reviews_for(act.actor, campaign), pk, seen=seen)
    act.require(access.may_withdraw(act.actor, row))
    require_step(act, campaign, *STEPS)
    row.state = REVIEWS.after("withdraw", row.state)
    row.answered_at, row.answered_by = act.at, act.actor.holding
    row.save()
    act.record(row, "撤回复核申请")
    return row
