"""Whom a repair sends elsewhere waits for the steps of the law, where the pack has them.

The first plan was asked about before its confirmation; a repaired destination is asked about once
it is made known. Until everything is in and nothing stops it, no paper of it goes out.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.procedure.queries import unsettled
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_decision, standing_journeys
from lungang.campaign.transfer.states import JourneyState


def waiting_for_law(campaign: Campaign) -> frozenset[str]:
    """Return who waits, by the key of the person; asks nothing for each.

    Whoever has the notice waits no more: an answer that goes on is not given otherwise after that.
    """
    rows = standing_journeys(campaign).filter(
        state=JourneyState.NOTICE, meeting__replaces__isnull=False
    )
    return _waiting(campaign, frozenset(rows.values_list("person_key", flat=True)))


def why_waits(journey: Journey) -> str:
    """Say why nothing of a move may be done yet, or "": not what is missing, nor from whom."""
    if journey.state != JourneyState.NOTICE or journey.meeting.replaces_id is None:
        return ""
    if not _waiting(journey.campaign, frozenset([journey.person_key])):
        return ""
    return _("新去向的征求意见、谈话、考察和审核还没有都办妥，公文不出，各步不办")


def _waiting(campaign: Campaign, people: frozenset[str]) -> frozenset[str]:
    decision = standing_decision(campaign) if people else None
    return unsettled(campaign, decision, people) if decision is not None else frozenset()
