"""Reads of the outcomes: which plan counts, how far its moves have come, what was published."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.outcomes.models import Publication
from lungang.campaign.transfer.models import Journey, Receipt, WorkMeeting
from lungang.campaign.transfer.queries import journeys_for, standing_journeys, work_meeting
from lungang.campaign.transfer.states import JourneyState
from lungang.platform.accounts.actor import Actor


def release_that_counts(campaign: Campaign) -> WorkMeeting | None:
    """Return the release whose plan the outcomes count, None before there is any.

    The one place that says so: the newest. Where a released plan is repaired, the repair is
    released in its turn, and from then on the tables are the repaired plan's.
    """
    return work_meeting(campaign)


def releases(campaign: Campaign) -> QuerySet[WorkMeeting]:
    """Return the list that was read out and every repair made known since, the first one first."""
    return campaign.work_meetings.order_by("released_at", "decision__number")


def moves_that_count(campaign: Campaign) -> QuerySet[Journey]:
    """Return the moves of that plan, each person's one, with the receipts for reporting."""
    reported = Receipt.objects.filter(act="report")
    rows = standing_journeys(campaign).select_related("meeting", "reissued_in")
    return rows.prefetch_related(Prefetch("receipts", reported)).order_by("number")


def own_moves(actor: Actor, campaign: Campaign) -> QuerySet[Journey]:
    """Return whom an office sees of them, e.g. a unit those who leave it and come to it."""
    return journeys_for(actor, campaign).exclude(state=JourneyState.REVOKED).order_by("number")


def why_no_outcomes(campaign: Campaign) -> str:
    """Say why the step cannot be opened yet, or ""."""
    if release_that_counts(campaign) is not None:
        return ""
    return _("去向还没有发布，没有结果可以统计。开交流人员工作会宣读名单以后再进入结果")


def last_publication(campaign: Campaign) -> Publication | None:
    """Return what was published last."""
    rows = campaign.publications.select_related("published_by__user", "published_by__unit")
    return rows.order_by("-number").first()


def is_invited(actor: Actor, campaign: Campaign) -> bool:
    """Whether a representative was asked to watch this campaign."""
    return campaign.observers.filter(holding=actor.holding).exists()
