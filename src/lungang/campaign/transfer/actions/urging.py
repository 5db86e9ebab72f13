"""Urging whoever is late, unit by unit."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import WorkMeeting
from lungang.campaign.transfer.queries import work_meeting
from lungang.campaign.transfer.showing import late_units
from lungang.campaign.transfer.states import STEPS
from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send
from lungang.platform.notices.models import Notice
from lungang.platform.organisation.models import Unit

SUBJECT = "催办："
PAUSE = timedelta(hours=1)


@action("transfer.urge")
def urge(act: Act, campaign: Campaign) -> WorkMeeting:
    """Tell the units whose turn it is with somebody of this section and whose time is over.

    A unit that was just told is left in peace for :data:`PAUSE`.

    Raises:
        NotNow: nobody is late, all were just told, or nothing is released.
    """
    act.require(access.may_run(act.actor))
    require_step(act, campaign, *STEPS)
    meeting = work_meeting(campaign)
    late = late_units(act.actor, campaign) if meeting else {}
    if meeting is None or not late:
        raise NotNow(_("没有过时未办的单位，不用催"))
    told = _just_told(act)
    late = {unit: number for unit, number in late.items() if unit not in told}
    if not late:
        raise NotNow(_("过时未办的单位一小时以内都催过了。稍后再催"))
    units = Unit.objects.in_bulk(late)
    for unit, number in late.items():
        subject = f"{SUBJECT}有 {number} 人的交流手续过了时限"
        for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
            send(act, office, units[unit], subject, path=reverse("transfer:board"), urgent=True)
    act.record(meeting, f"催办过时未办的 {len(late)} 个单位")
    return meeting


def _just_told(act: Act) -> frozenset[int]:
    """Return the units that this office urged a moment ago."""
    rows = Notice.objects.filter(
        sender=act.actor.title, subject__startswith=SUBJECT, at__gt=act.at - PAUSE
    )
    return frozenset(rows.exclude(unit=None).values_list("unit_id", flat=True))
