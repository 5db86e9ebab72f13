"""Telling units that something is due soon, or overdue: once each, however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.actions.tasks import noun_of, path_of, said
from lungang.campaign.core.models import Task
from lungang.campaign.core.queries import owed
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.queries import keys_on_record
from lungang.platform.notices.actions import send

SOON = timedelta(hours=24)
REMINDER = system("到期提醒")


def remind_due() -> int:
    """Remind every unit that owes something within a day, or did; return how many reminders."""
    now = clock.now()
    asked = {
        _key(task, is_late): (task, is_late)
        for task in owed().filter(due_at__lte=now + SOON)
        for is_late in [task.due_at <= now]
    }
    done = keys_on_record(asked)
    count = 0
    for key, (task, is_late) in asked.items():
        if key not in done:
            count += _remind_unless_done(task.pk, is_late, key)
    return count


def _remind_unless_done(pk: UUID, is_late: bool, key: str) -> int:
    act: Callable[..., Task] = remind
    try:
        act(REMINDER, pk, is_late, key=key)
    except NotNow:  # reported, or moved, since we looked
        return 0
    return 1


@action("core.remind")
def remind(act: Act, pk: UUID, is_late: bool) -> Task:
    """Remind a unit's HR officer of one task.

    Raises:
        NotNow: it is not owed any more, or not yet so late.
    """
    act.require(access.may_remind(act.actor))
    task = owed().filter(pk=pk, due_at__lte=act.at if is_late else act.at + SOON).first()
    if task is None:
        raise NotNow(_("这项任务已经办了，或者改了时限"))
    text = "已过时限：{noun}，{due}止" if is_late else "时限快到：{noun}，{due}止"
    subject = text.format(noun=noun_of(task), due=said(task.due_at))
    send(act, Office.HR_OFFICER, task.unit, subject, task.note, path_of(task), urgent=True)
    act.record(task, subject)
    return task


def _key(task: Task, is_late: bool) -> str:
    """Return the reminder's key; a deadline that moves is reminded of anew."""
    return f"due:{task.pk.hex}:{int(task.due_at.timestamp())}:{'late' if is_late else 'soon'}"
