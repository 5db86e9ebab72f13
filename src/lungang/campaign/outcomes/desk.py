"""What the outcomes put on the desks of the county."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.outcomes import access
from lungang.campaign.outcomes.queries import (
    last_publication,
    moves_that_count,
    release_that_counts,
)
from lungang.campaign.transfer.states import THERE
from lungang.platform.accounts.actor import Actor

STEP = "outcomes"


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on desks in this step the tables to read, and what is not published yet."""
    if campaign.step != STEP or why_closed(campaign, STEP) or not access.may_see_people(actor):
        return
    meeting = release_that_counts(campaign)
    if meeting is None:
        return
    states = list(moves_that_count(campaign).values_list("state", flat=True))
    there = sum(state in THERE for state in states)
    yield DeskItem(
        phrase=_("看结果统计和交流人员名单"),
        url=reverse("outcomes:tables"),
        button=_("去看"),
        detail=_("{n} 人，已报到 {there} 人").format(n=len(states), there=there),
    )
    if access.may_publish(actor):
        last = last_publication(campaign)
        if last is None or last.meeting_id != meeting.pk:
            yield DeskItem(
                phrase=_("向人大、政协公布结果"),
                url=reverse("outcomes:publish"),
                button=_("去公布"),
                detail=_("还没有公布") if last is None else _("上次公布以后，方案补充公布过"),
                state="可办",
            )
