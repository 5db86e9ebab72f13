"""What the work meeting puts on desks of those who are called, and of the sections."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.convening import access
from lungang.campaign.convening.queries import latest
from lungang.campaign.convening.states import STEPS
from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put the meeting that stands on the desks of who is called and of who sees the whole list."""
    if not access.may_see(actor) or why_closed(campaign, *STEPS):
        return
    row = latest(actor, campaign)
    if row is None or not row.stands:
        return
    called = actor.office in access.OF_UNITS
    yield DeskItem(
        phrase=_("参加交流人员工作会") if called else _("看交流人员工作会的通知"),
        url=reverse("convening:show"),
        button=_("看通知"),
        detail=row.place,
        due_at=row.held_at,
    )
