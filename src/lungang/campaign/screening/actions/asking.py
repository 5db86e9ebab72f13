"""Asking the units for their opinion on those of their people who must move."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.screening import access
from lungang.campaign.screening.actions.tasks import owed, put_tasks_right
from lungang.campaign.screening.queries import (
    OPINIONS,
    asking_state,
    last_run,
    standing_confirmation,
    why_not_asked_of_units,
)
from lungang.campaign.screening.states import STEPS
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@action("screening.ask_opinions")
def ask_opinions(
    act: Act, campaign: Campaign, due_at: datetime, *, shown: str | None = None
) -> Campaign:
    """Give every unit concerned the task to answer by a time; asked again, the time moves.

    ``shown`` is what the page showed (``queries.asking_state``).

    Raises:
        InputError: the time is past.
        NotNow: nothing was screened yet, nobody must move, or the pool is confirmed.
        Stale: the rules ran again, or units were asked, after the page was opened.
    """
    act.require(access.may_run(act.actor))
    require_step(act, campaign, *STEPS)
    if standing_confirmation(campaign) is not None:
        raise NotNow(why_not_asked_of_units(campaign))
    if shown is not None and shown != asking_state(campaign):
        raise Stale(_("在你打开之后重新筛查过，或者时限改过，没有征求意见"), campaign)
    if due_at <= act.at:
        raise InputError(_("时限已经过了，请写一个以后的时间"))
    run = last_run(campaign)
    if run is None:
        raise NotNow(_("还没有筛查，没有可征求意见的人"))
    put_tasks_right(act, campaign, run)
    tasks = {t.unit_id: t for t in campaign.tasks.filter(kind=OPINIONS).exclude(state="withdrawn")}
    units = owed(campaign, run)
    if not units:
        raise NotNow(_("没有应交流、应轮岗的人，不用征求意见"))
    for unit in units:
        task = tasks.get(unit) or Task(
            campaign=campaign, unit_id=unit, kind=OPINIONS, opened_at=act.at
        )
        if task.state != TaskState.SUBMITTED:
            task.due_at = due_at
            task.save()
            _tell(act, task)
    put_tasks_right(act, campaign, run)
    act.record(campaign, f"向 {len(units)} 个单位征求意见", due=due_at.isoformat())
    return campaign


def _tell(act: Act, task: Task) -> None:
    send(
        act,
        Office.HR_OFFICER,
        task.unit,
        "请报本单位应交流、应轮岗人员的意见",
        path=reverse("screening:unit"),
    )
