"""What deliberation puts on the desks of the county before the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.queries import (
    closed,
    current_principles,
    decided_principles,
    drawn_with,
    open_meeting,
    reader_of,
    readers,
    seed_of,
    standing_decision,
)
from lungang.campaign.deliberation.states import DecisionState, PrinciplesState
from lungang.campaign.screening.queries import standing_confirmation
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on the group's desk principles and the list; on the sections' principles and the seed."""
    if closed(campaign):
        return
    if access.may_decide_principles(actor):
        yield from _of_group(campaign)
    elif access.may_propose_principles(actor):
        yield from _of_section(actor, campaign)


def _of_group(campaign: Campaign) -> Iterator[DeskItem]:
    sent = current_principles(campaign)
    if sent is not None and sent.state == PrinciplesState.PROPOSED:
        yield DeskItem(
            phrase=_("审定原则和程序"),
            url=reverse("deliberation:principles"),
            button=_("去审定"),
            detail=sent.occasion,
            state=sent.get_state_display(),
        )
    if decided_principles(campaign) is not None and not readers(campaign).exists():
        yield DeskItem(
            phrase=_("列知悉名单"),
            url=reverse("deliberation:readers"),
            button=_("去列"),
            detail=_("方案发布以前，名单上的人才能看"),
        )


def _of_section(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    sent = current_principles(campaign)
    if sent is None and standing_confirmation(campaign) is not None:
        yield DeskItem(
            phrase=_("送领导小组审定原则和程序"),
            url=reverse("deliberation:propose"),
            button=_("去送"),
            state="未开始",
        )
    elif sent is not None and sent.state == PrinciplesState.SENT_BACK:
        yield DeskItem(
            phrase=_("重送原则和程序"),
            url=reverse("deliberation:principles"),
            button=_("去看"),
            state=sent.get_state_display(),
        )
    decided = decided_principles(campaign)
    if decided is not None and not _has_given(actor, decided):
        yield DeskItem(
            phrase=_("报本科室的定序数"),
            url=reverse("deliberation:seed", args=[decided.pk]),
            button=_("去报"),
            detail=_("两科都报了，才能算方案"),
        )
    if decided is not None and reader_of(actor, campaign) is not None:
        yield from _of_the_room(actor, campaign, decided)


def _of_open_meeting(campaign: Campaign) -> Iterator[DeskItem]:
    """That a meeting is open is no secret; how far it is would be."""
    meeting = open_meeting(campaign)
    if meeting is not None:
        yield DeskItem(
            phrase=_("在联席会议上商定去向"),
            url=reverse("deliberation:scenarios"),
            button=_("去商定"),
            detail=_("第 {n} 次会议正在开，逐人定下").format(n=meeting.number),
            state="正在开",
        )


def _has_given(actor: Actor, decided: Principles) -> bool:
    return drawn_with(decided).seed_values.filter(office=actor.office).exists()


def _of_the_room(actor: Actor, campaign: Campaign, decided: Principles) -> Iterator[DeskItem]:
    """What waits behind the door, for people of the sections on the list: nothing of a plan."""
    if seed_of(decided) and not decided.meetings.exists():
        yield DeskItem(
            phrase=_("开联席会议"),
            url=reverse("deliberation:meetings"),
            button=_("去开"),
            detail=_("先算方案，再逐人商定去向"),
        )
    decision = standing_decision(campaign)
    if decision is None:
        yield from _of_open_meeting(campaign)
    if decision is None or decision.state != DecisionState.ASKED:
        return
    if access.may_be_second(actor, decision.first_by):
        yield DeskItem(
            phrase=_("确认商定的方案"),
            url=reverse("deliberation:decision"),
            button=_("去确认"),
            state=decision.get_state_display(),
        )
