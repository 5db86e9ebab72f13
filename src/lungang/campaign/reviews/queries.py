"""Reads of requests for review and of entries, scoped by who asks."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lungang.campaign.core.models import Campaign
from lungang.campaign.repairs.queries import reported_after
from lungang.campaign.reviews import access
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import journeys_for
from lungang.campaign.transfer.states import STANDING, JourneyState
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office


def reviews_for(actor: Actor, campaign: Campaign) -> QuerySet[Review]:
    """Return the requests that an office may see.

    A section those of its own people, the group and discipline all; the person moved the own; units
    none: they carry the move out, and what somebody says of it is not theirs.
    """
    rows = campaign.reviews.select_related(
        "journey__meeting", "journey__campaign", "asked_by__user", "answered_by__user"
    ).prefetch_related("journey__receipts")
    if actor.authority is not None:
        return rows.filter(journey__authority=actor.authority.value)
    if access.may_see_board(actor):
        return rows
    if actor.office is not Office.PERSON_MOVED or actor.holding is None:
        return rows.none()
    return rows.filter(journey__person_key=actor.holding.person_id)


def review_of(actor: Actor, journey: Journey) -> Review | None:
    """Return the request about a move that was not taken back, else the last one taken back."""
    rows = list(reviews_for(actor, journey.campaign).filter(journey=journey))
    return next((row for row in rows if row.state != ReviewState.WITHDRAWN), None) or (
        rows[-1] if rows else None
    )


def to_repair(actor: Actor, campaign: Campaign) -> list[Review]:
    """Return the requests that were answered with a change which nobody reported for repair yet."""
    rows = reviews_for(actor, campaign).filter(
        state=ReviewState.CHANGED, journey__state__in=STANDING
    )
    found = list(rows.order_by("answered_at"))
    if not found or found[0].answered_at is None:
        return []
    reported = reported_after(campaign, found[0].answered_at)
    return [row for row in found if row.journey.person_key not in reported]


def confirmed_by(row: Review) -> list[Holding]:
    """Return the two who confirmed the plan that a request is about (原承办人)."""
    decision = row.journey.meeting.decision
    return [by for by in (decision.first_by, decision.second_by) if by is not None]


def others_in(actor: Actor, row: Review) -> list[Holding]:
    """Return who else of an office may reply: nobody who confirmed the plan (公务员申诉规定)."""
    assert actor.office is not None
    rows = Holding.objects.on(clock.today()).filter(office=actor.office, user__is_active=True)
    confirmed = [by.user_id for by in confirmed_by(row)]
    return list(rows.exclude(user__in=confirmed).select_related("user").order_by("pk"))


def has_confirmed(actor: Actor, row: Review) -> bool:
    """Whether somebody confirmed the plan that a request is about, in whatever office."""
    return actor.user is not None and actor.user.pk in {by.user_id for by in confirmed_by(row)}


def own_journeys(actor: Actor, campaign: Campaign) -> QuerySet[Journey]:
    """Return one move for each person whom this section is in charge of: the one that stands, else
    the one that a repair revoked.
    """
    rows = journeys_for(actor, campaign).filter(
        Q(state__in=STANDING) | Q(state=JourneyState.REVOKED, replaced_by=None)
    )
    if actor.authority is None:
        return rows.none()
    return rows.filter(authority=actor.authority.value).select_related("from_unit")
