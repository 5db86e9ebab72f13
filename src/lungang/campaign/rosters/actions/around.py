"""What acts on rosters have in common: the task moves on, offices are told."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions.tasks import advance as advance_task
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.rosters import access
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.queries import task_of
from lungang.campaign.rosters.states import ReturnState
from lungang.errors import NotNow
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.actions import Act
from lungang.platform.notices.actions import send


def refuse_own_unit(act: Act, sent: Return) -> None:
    """Let nobody accept a roster that comes from the own hand or the own unit.

    Raises:
        NotNow: whoever accepts sent it in, or is the unit's HR officer or head too.
    """
    if access.is_own(act.actor, sent):
        raise NotNow(_("这是你所在单位报的，不能自己接收，没有办理。请本科室的另一人办"))


def advance(act: Act, sent: Return, state: TaskState) -> None:
    """Move the unit's task to a state, where the unit was given one."""
    if (task := task_of(sent.campaign, sent.unit_id)) is not None:
        advance_task(act, task, state)


def tell_sections(act: Act, sent: Return, rows: Iterable[Row], subject: str) -> None:
    """Send a notice to the sections that have people among the rows."""
    authorities = sorted({row.authority for row in rows if row.table == TableKind.ROSTER})
    path = reverse("rosters:return", args=[sent.pk])
    for authority in authorities:
        if office := SECTION_OF.get(authority):
            send(act, office, None, subject, path=path)


def tell_section(act: Act, authority: str, subject: str, path: str) -> None:
    """Send a notice to the section of a cadre authority."""
    if office := SECTION_OF.get(authority):
        send(act, office, None, subject, path=path)


def tell_unit(act: Act, sent: Return, subject: str, body: str = "", urgent: bool = False) -> None:
    """Send a notice to the unit's HR officer."""
    path = reverse("rosters:return", args=[sent.pk])
    send(act, Office.HR_OFFICER, sent.unit, subject, body, path, urgent)


def next_number(campaign: Campaign, unit_id: int | None) -> int:
    """Return which return of the unit comes next."""
    last = campaign.returns.filter(unit=unit_id).order_by("-number").first()
    return last.number + 1 if last else 1


def under_way(campaign: Campaign, unit_id: int | None) -> Return | None:
    """Return the unit's draft, or the return that it has sent and not got back."""
    found = campaign.returns.select_for_update(of=("self",)).filter(unit=unit_id)
    return found.exclude(state=ReturnState.REPLACED).order_by("-number").first()
