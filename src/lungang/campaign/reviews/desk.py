"""What review puts on desks: requests to answer, and for who is moved the own way."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.reviews import access
from lungang.campaign.reviews.periods import period_of, said
from lungang.campaign.reviews.queries import review_of, reviews_for, to_repair
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import closed, journeys_for
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on a section's desk what it has to answer, on other readers' what is late, and on that of
    who is moved the own way and its review.
    """
    if closed(campaign):
        return
    if access.may_answer(actor):
        yield from _to_answer(actor, campaign)
        yield from _to_repair(actor, campaign)
    elif access.may_see_board(actor):
        yield from _overdue(actor, campaign)
    elif actor.office is Office.PERSON_MOVED:
        for journey in journeys_for(actor, campaign):
            yield _own_way(journey)
            yield from _own_review(actor, journey)


def _to_answer(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    rows = reviews_for(actor, campaign).filter(state=ReviewState.ASKED)
    dues = sorted(rows.values_list("due_at", flat=True))
    if dues:
        yield DeskItem(
            phrase=_("答复复核申请"),
            url=reverse("reviews:board"),
            button=_("去答复"),
            detail=_("{n} 件").format(n=len(dues)),
            state="过时未办" if clock.now() > dues[0] else "待答复",
            due_at=dues[0],
            count=len(dues),
        )


def _to_repair(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Only for whoever may open the sealed plan: the repair is made behind its door."""
    rows = to_repair(actor, campaign) if reader_of(actor, campaign) is not None else []
    if rows:
        yield DeskItem(
            phrase=_("登记复核变更，修补方案"),
            url=reverse("reviews:review", args=[rows[0].pk]),
            button=_("去登记"),
            detail=_("{n} 件").format(n=len(rows)),
            state="可办",
            count=len(rows),
        )


def _overdue(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    rows = reviews_for(actor, campaign).filter(state=ReviewState.ASKED, due_at__lt=clock.now())
    if number := rows.count():
        yield DeskItem(
            phrase=_("看过时没有答复的复核申请"),
            url=reverse("reviews:board"),
            button=_("去看"),
            detail=_("{n} 件").format(n=number),
            state="过时未办",
            count=number,
        )


def _own_way(journey: Journey) -> DeskItem:
    return DeskItem(
        phrase=_("看本人的去向和理由"),
        url=reverse("transfer:journey", args=[journey.pk]),
        button=_("去看"),
        detail=f"{journey.from_name} → {journey.to_name}",
        state=journey.get_state_display(),
    )


def _own_review(actor: Actor, journey: Journey) -> Iterator[DeskItem]:
    review = review_of(actor, journey)
    if review is not None and review.state != ReviewState.WITHDRAWN:
        yield DeskItem(
            phrase=_("看复核申请"),
            url=reverse("reviews:review", args=[review.pk]),
            button=_("去看"),
            state=review.get_state_display(),
            due_at=review.due_at if review.is_open else None,
        )
        return
    period = period_of(journey)
    if period.is_over:
        return
    until = _("{day} 止").format(day=said(period.until)) if period.until else ""
    yield DeskItem(
        phrase=_("不服的，申请复核"),
        url=reverse("reviews:ask", args=[journey.pk]),
        button=_("去申请"),
        detail=until or _("介绍信交到本人手里之日起 {n} 日").format(n=period.law.ask_days),
    )
