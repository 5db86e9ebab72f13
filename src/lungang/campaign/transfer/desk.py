"""What the transfer puts on the desks of the county, and what it tells units of their tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.calendar import CLOSE
from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.transfer import access
from lungang.campaign.transfer.lawful import waiting_for_law
from lungang.campaign.transfer.models import WorkMeeting
from lungang.campaign.transfer.queries import (
    OWED,
    closed,
    confirmed_decision,
    duties_for,
    journeys_for,
    standing_journeys,
    work_meeting,
)
from lungang.campaign.transfer.slips import lines_of
from lungang.campaign.transfer.states import (
    RELEASE_STEPS,
    STANDING,
    DutyState,
    JourneyState,
)
from lungang.campaign.transfer.terms import is_late, next_due
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on a section's desk the release, notices not taken, letters to make out; on others' who
    is late.
    """
    meeting = work_meeting(campaign)
    if meeting is None:
        yield from _release(actor, campaign)
    elif not closed(campaign):
        if actor.is_section:
            yield from _own(actor, campaign)
            yield from _duties(actor, campaign)
        elif access.may_see_county(actor):
            yield from _slips(actor, campaign, meeting)
            yield from _late(actor, campaign)


def _release(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Only for whoever is on the need-to-know list: that a plan waits for its release is of it."""
    if not access.may_release(actor) or campaign.step not in RELEASE_STEPS:
        return
    if reader_of(actor, campaign) is not None and confirmed_decision(campaign).exists():
        yield DeskItem(
            phrase=_("开交流人员工作会"),
            url=reverse("transfer:release"),
            button=_("去办"),
            detail=_("宣读名单就是发布"),
            state="可办",
        )


def _own(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    assert actor.authority is not None
    lawful = waiting_for_law(campaign)
    mine = journeys_for(actor, campaign).filter(authority=actor.authority.value)
    rows = [row for row in mine if row.person_key not in lawful]
    for state, phrase, url, button in (
        (JourneyState.NOTICE, _("交调干通知"), "transfer:notices", _("去交")),
        (JourneyState.UNIT_LETTER, _("收单位介绍信"), "transfer:board", _("去收")),
        (JourneyState.SECTION_LETTER, _("开科室介绍信"), "transfer:board", _("去开")),
    ):
        waiting = [row for row in rows if row.state == state]
        if waiting:
            dues = [next_due(row) for row in waiting]
            yield DeskItem(
                phrase=phrase,
                url=reverse(url),
                button=button,
                detail=_("{n} 人").format(n=len(waiting)),
                state=state.label,
                due_at=min((due for due in dues if due), default=None),
                count=len(waiting),
            )


def _duties(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """One a person: each has its own deadline, and is dealt with by itself."""
    for row in duties_for(actor, campaign).filter(state=DutyState.OPEN):
        yield DeskItem(
            phrase=_("安排回避：{name}").format(name=row.name),
            url=reverse("transfer:duty", args=[row.pk]),
            button=_("去办"),
            detail=_("{unit}，依法应当离开现职，方案没有去向").format(unit=row.unit_name),
            state="待办",
            due_at=timezone.make_aware(datetime.combine(row.due_on, CLOSE)),
        )


def _slips(actor: Actor, campaign: Campaign, meeting: WorkMeeting) -> Iterator[DeskItem]:
    if not meeting.slips or not access.may_issue_slips(actor):
        return
    rows = journeys_for(actor, campaign).filter(state__in=STANDING)
    number = sum(bool(line.next) for line in lines_of(rows))
    if number:
        yield DeskItem(
            phrase=_("开出编、入编通知单"),
            url=reverse("transfer:slips"),
            button=_("去开"),
            detail=_("{n} 人").format(n=number),
            state="待开",
            count=number,
        )


def _late(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    number = sum(is_late(row) for row in journeys_for(actor, campaign))
    if number:
        yield DeskItem(
            phrase=_("看交流手续过时未办的"),
            url=reverse("transfer:board"),
            button=_("去看"),
            detail=_("{n} 人").format(n=number),
            state="过时未办",
            count=number,
        )


def describe_letters(task: Task) -> str:
    """Say how many of a sending unit's people have their letter brought."""
    states = _states(task)
    told = _("{n} 人，已送 {done} 人").format(n=len(states), done=_done(task, states))
    notices = states.count(JourneyState.NOTICE)
    return told + (_("；{n} 人的通知还没有领").format(n=notices) if notices else "")


def describe_handovers(task: Task) -> str:
    """Say how many of a sending unit's people have handed over."""
    states = _states(task)
    return _("{n} 人，已交接 {done} 人").format(n=len(states), done=_done(task, states))


def describe_arrivals(task: Task) -> str:
    """Say how many of those who come to a unit have reported."""
    states = _states(task)
    return _("{n} 人，已报到 {done} 人").format(n=len(states), done=_done(task, states))


def _states(task: Task) -> list[str]:
    """Return where those stand whom a unit's task is about."""
    end, _waiting = OWED[task.kind]
    rows = standing_journeys(task.campaign).filter(**{end: task.unit_id})
    return list(rows.values_list("state", flat=True))


def _done(task: Task, states: list[str]) -> int:
    _end, waiting = OWED[task.kind]
    return sum(state not in waiting for state in states)
