"""The work meeting is convened, changed and called off; every unit that took part is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.convening import access
from lungang.campaign.convening.models import Convening, Invited
from lungang.campaign.convening.queries import standing, units_that_took_part, why_not_convened
from lungang.campaign.convening.states import CONVENINGS, STEPS, ConveningState
from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send
from lungang.platform.organisation.models import Unit


@action("convening.convene")
def convene(act: Act, campaign: Campaign, held_at: datetime, place: str) -> Convening:
    """Call the heads and HR officers of all units that took part to the work meeting.

    Raises:
        NotPermitted: not a section.
        NotNow: it is convened already, was held, or no roster is accepted.
        InputError: no place, or a time that is past.
    """
    act.require(access.may_convene(act.actor))
    require_step(act, campaign, *STEPS)
    if why := why_not_convened(campaign):
        raise NotNow(why)
    if standing(campaign) is not None:
        raise NotNow(_("交流人员工作会已经召集。要改时间地点，在原来那一件上改"))
    units = units_that_took_part(campaign)
    if not units:
        raise NotNow(_("还没有接收过花名册的单位，没有单位可请"))
    _refuse_slips(act, held_at, place)
    assert act.actor.holding is not None
    made = Convening.objects.create(
        campaign=campaign,
        held_at=held_at,
        place=place.strip(),
        convened_at=act.at,
        convened_by=act.actor.holding,
    )
    Invited.objects.bulk_create(
        Invited(convening=made, unit_id=unit, name=name) for unit, name in units.items()
    )
    act.record(made, f"召集交流人员工作会，请 {len(units)} 个单位")
    _tell(act, made, f"请参加交流人员工作会：{_at(held_at)}")
    return made


@action("convening.change")
def change(
    act: Act, campaign: Campaign, pk: UUID, held_at: datetime, place: str, reason: str,
    *, seen: int | None = None,
) -> Convening:  # fmt: skip
    """Hold it at another time or place, and tell everybody called.

    Raises:
        NotPermitted: not a section.
        NotNow: it is called off or was held.
        InputError: no place or reason, or a time that is past.
    """
    row = _locked(act, campaign, pk, seen)
    row.state = CONVENINGS.after("change", row.state)
    _refuse_slips(act, held_at, place)
    _take_reason(act, row, reason)
    row.held_at, row.place = held_at, place.strip()
    row.save()
    act.record(row, "改交流人员工作会的时间地点", reason=row.why)
    _tell(act, row, f"交流人员工作会改期：{_at(held_at)}")
    return row


@action("convening.call_off")
def call_off(
    act: Act, campaign: Campaign, pk: UUID, reason: str, *, seen: int | None = None
) -> Convening:
    """Call it off, and tell everybody called. Another may be convened then.

    Raises:
        NotPermitted: not a section.
        NotNow: it is called off or was held.
        InputError: no reason is given.
    """
    row = _locked(act, campaign, pk, seen)
    row.state = CONVENINGS.after("call_off", row.state)
    _take_reason(act, row, reason)
    row.save()
    act.record(row, "取消交流人员工作会", reason=row.why)
    _tell(act, row, "交流人员工作会取消")
    return row


def hold(act: Act, campaign: Campaign) -> Convening | None:
    """Note that the meeting is held, within the act that reads the list out; None was convened."""
    row = standing(campaign)
    if row is None:
        return None
    row.state = CONVENINGS.after("hold", row.state)
    row.save()
    return row


def _locked(act: Act, campaign: Campaign, pk: UUID, seen: int | None) -> Convening:
    act.require(access.may_convene(act.actor))
    row = act.lock(campaign.convenings.all(), pk, seen=seen)
    require_step(act, campaign, *STEPS)
    return row


def _take_reason(act: Act, row: Convening, reason: str) -> None:
    if not reason.strip():
        raise InputError(_("没有写原因。请写明"))
    row.why = reason.strip()
    row.changed_at, row.changed_by = act.at, act.actor.holding


def _refuse_slips(act: Act, held_at: datetime, place: str) -> None:
    if not place.strip():
        raise InputError(_("没有写开会地点。请写明"))
    if held_at <= act.at:
        raise InputError(_("开会时间已经过了。请写以后的时间"))


def _tell(act: Act, row: Convening, subject: str) -> None:
    """Tell heads and HR officers of every unit called, and the other section. No name, no plan."""
    path = reverse("convening:show")
    body = f"地点：{row.place}" if row.state != ConveningState.CALLED_OFF else row.why
    units = Unit.objects.in_bulk(row.invited.values_list("unit", flat=True))
    for unit in units.values():
        for office in (Office.UNIT_HEAD, Office.HR_OFFICER):
            send(act, office, unit, subject, body, path=path, urgent=True)
    for office in sorted(SECTIONS - {act.actor.office}):
        send(act, Office(office), None, subject, body, path=path)


def _at(moment: datetime) -> str:
    day = timezone.localtime(moment)
    return f"{day.month} 月 {day.day} 日 {day:%H:%M}"
