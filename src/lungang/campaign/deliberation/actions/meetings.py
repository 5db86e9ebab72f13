"""The joint meeting is opened, its facts put right, and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.room import (
    refuse_while_decided,
    require_principles,
    require_reader,
)
from lungang.campaign.deliberation.minutes import sealed_minutes
from lungang.campaign.deliberation.models import Meeting, Principles
from lungang.campaign.deliberation.queries import open_meeting
from lungang.campaign.deliberation.states import MEETINGS
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action


@action("deliberation.open_meeting")
def start_meeting(
    act: Act,
    campaign: Campaign,
    *,
    held_at: datetime,
    place: str,
    chair: str,
    present: Sequence[str],
    agenda: str = "",
) -> Meeting:
    """Open a joint meeting. Its version goes on from the last one's: older pages are stale in it.

    Raises:
        NotNow: one is open, the principles are not decided, or a decided plan stands.
        InputError: nobody is said to be present or in the chair, or it is held before the
            principles were decided.
    """
    require_reader(act, campaign, access.may_run_meeting)
    principles = require_principles(campaign)
    refuse_while_decided(campaign)
    if open_meeting(campaign) is not None:
        raise NotNow(_("已有一次联席会议正在开，散会以后才能再开"))
    _refuse_empty(chair, present)
    _refuse_moment(act, principles, held_at)
    assert act.actor.holding is not None
    last = campaign.meetings.order_by("-number").first()
    meeting = Meeting(
        campaign=campaign,
        principles=principles,
        number=last.number + 1 if last else 1,
        held_at=held_at,
        place=place,
        chair=chair.strip(),
        present=[one.strip() for one in present],
        agenda=agenda.strip(),
        opened_at=act.at,
        opened_by=act.actor.holding,
        version=last.version if last else 0,
    )
    meeting.save()
    act.record(meeting, f"开第 {meeting.number} 次联席会议")
    return meeting


@action("deliberation.change_meeting")
def change_meeting(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    *,
    held_at: datetime,
    place: str,
    chair: str,
    present: Sequence[str],
    agenda: str = "",
    seen: int | None = None,
) -> Meeting:
    """Put right when and where it is held, and who is present.

    Raises:
        Stale: something was done in it since the page was opened.
        NotNow: it is over, or a plan of it stands.
        InputError: as :func:`start_meeting`.
    """
    require_reader(act, campaign, access.may_run_meeting)
    meeting = act.lock(campaign.meetings.select_related("principles"), pk, seen=seen)
    meeting.state = MEETINGS.after("change", meeting.state)
    refuse_while_decided(campaign)
    _refuse_empty(chair, present)
    _refuse_moment(act, meeting.principles, held_at)
    meeting.held_at, meeting.place = held_at, place
    meeting.chair, meeting.agenda = chair.strip(), agenda.strip()
    meeting.present = [one.strip() for one in present]
    meeting.save()
    act.record(meeting, f"改第 {meeting.number} 次联席会议的情况")
    return meeting


@action("deliberation.close_meeting")
def close_meeting(act: Act, campaign: Campaign, pk: UUID, *, seen: int | None = None) -> Meeting:
    """Close it and seal its minutes; what was decided holds, and the next one goes on from there.

    Raises:
        Stale: something was done in it since the page was opened.
        NotNow: it is over already.
    """
    require_reader(act, campaign, access.may_run_meeting)
    meeting = act.lock(campaign.meetings.all(), pk, seen=seen)
    _close(act, campaign, meeting)
    return meeting


def close_with(act: Act, campaign: Campaign) -> None:
    """Close the meeting that is open, if one is, within an act that ends what it met for."""
    meeting = open_meeting(campaign)
    if meeting is not None:
        _close(act, campaign, meeting)


def _close(act: Act, campaign: Campaign, meeting: Meeting) -> None:
    meeting.state = MEETINGS.after("close", meeting.state)
    meeting.closed_at = act.at
    meeting.minutes = sealed_minutes(campaign, meeting)
    meeting.save()
    act.record(meeting, f"第 {meeting.number} 次联席会议散会")


def _refuse_moment(act: Act, principles: Principles, held_at: datetime) -> None:
    if timezone.localdate(held_at) > timezone.localdate(act.at):
        raise InputError(_("会还没有到日子。开会那天再开"))
    if timezone.localdate(held_at) < principles.decided_on:
        day = principles.decided_on
        text = _("会不能开在定原则以前：原则和程序是 {month} 月 {day} 日研究的")
        raise InputError(text.format(month=day.month, day=day.day))


def _refuse_empty(chair: str, present: Sequence[str]) -> None:
    if not chair.strip():
        raise InputError(_("请写明主持人"))
    if not any(one.strip() for one in present):
        raise InputError(_("请写明到会的人"))
