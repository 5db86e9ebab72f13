"""What units owe, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.kinds import kind_of
from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.core.queries import campaigns_under_way, tasks_for
from lungang.campaign.core.states import TASKS, VERBS
from lungang.errors import InputError, NotNow
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send
from lungang.platform.organisation.queries import units_on


@action("core.give_task")
def give_task(
    act: Act,
    pk: UUID,
    kind: str,
    units: Iterable[int],
    due_at: datetime,
    *,
    note: str = "",
    seen: int | None = None,
) -> Campaign:
    """Give a task to units (by id) and tell each; a unit that has one of the kind keeps it.

    Raises:
        InputError: the deadline is past, or no unit is named.
        NotNow: all of these units have one.
    """
    act.require(access.may_run_campaign(act.actor))
    known = kind_of(kind)
    if known is None:
        raise LookupError(kind)  # a fault of the program: its step is not part of this site
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    _refuse_past(act, due_at)
    existing = units_on(timezone.localdate(act.at))
    wanted = [key for key in dict.fromkeys(units) if key in existing]
    if not wanted:
        raise InputError(_("没有选单位。请至少选一个"))
    having = campaign.tasks.filter(kind=kind).exclude(state=TaskState.WITHDRAWN)
    have = set(having.values_list("unit_id", flat=True))
    fresh = [existing[key] for key in wanted if key not in have]
    if not fresh:
        raise NotNow(_("选的单位都已有这项任务。要改时限，请到任务页"))
    for version in fresh:
        task = Task(
            campaign=campaign, unit=version.unit, kind=kind, due_at=due_at, opened_at=act.at,
            note=note,
        )  # fmt: skip
        task.save()
        _tell(act, task, "布置：{noun}，{due}止", note)
    act.record(
        campaign,
        f"布置{known.noun}，{len(fresh)} 个单位",
        kind=kind,
        due_at=due_at.isoformat(),
        units=[version.unit.code for version in fresh],
    )
    return campaign


@action("core.move_deadline")
def move_deadline(
    act: Act, pk: UUID, due_at: datetime, reason: str, *, seen: int | None = None
) -> Task:
    """Move the deadline of one unit's task, and tell the unit why.

    Raises:
        InputError: the new deadline is past, or no reason is given.
        NotNow: the task is over, or its deadline is another thing's and moves with that.
    """
    act.require(access.may_run_campaign(act.actor))
    task = act.lock(_live(act), pk, seen=seen)
    TASKS.after("move", task.state)
    act.require(access.may_move_deadline(act.actor, task))
    kind = kind_of(task.kind)
    if kind is not None and kind.due_at_home:
        raise NotNow(_("这项任务的时限随落实的时限走。请在交流人员工作会那一页改，一起改"))
    _refuse_past(act, due_at)
    _refuse_blank(reason)
    before, task.due_at = task.due_at, due_at
    task.save()
    act.record(task, "改时限", reason=reason, due_at=[before.isoformat(), due_at.isoformat()])
    _tell(act, task, "时限改了：{noun}，{due}止", reason)
    return task


@action("core.withdraw_task")
def withdraw_task(act: Act, pk: UUID, reason: str, *, seen: int | None = None) -> Task:
    """Withdraw a task that a unit need not do after all.

    Raises:
        InputError: no reason is given.
        NotNow: the task is over.
    """
    act.require(access.may_run_campaign(act.actor))
    task = act.lock(_live(act), pk, seen=seen)
    state = TASKS.after("withdraw", task.state)
    act.require(access.may_withdraw_task(act.actor, task))
    _refuse_blank(reason)
    task.state, task.finished_at = TaskState(state), act.at
    task.save()
    act.record(task, "撤销任务", reason=reason)
    _tell(act, task, "撤销了：{noun}", reason)
    return task


def advance(act: Act, task: Task, state: TaskState) -> Task:
    """Bring a task to where its step's own thing is now; part of that step's action.

    The step's action has asked who may, and puts the act on record.

    Raises:
        NotNow: the task cannot come to this state from where it is.
    """
    if task.state == state:
        return task
    task.state = TaskState(TASKS.after(VERBS[state], task.state))
    task.finished_at = act.at if task.state == TaskState.ACCEPTED else None
    task.save()
    return task


def reopen(act: Act, task: Task, due_at: datetime) -> Task:
    """Let a unit owe again what it had done, or has not, by a new time; part of a step's action.

    Raises:
        NotNow: the task cannot come back from where it is.
    """
    if task.state == TaskState.ACCEPTED:
        task.state, task.finished_at = TaskState(TASKS.after("reopen", task.state)), None
    task.due_at = due_at
    task.save()
    return task


def drop(act: Act, task: Task) -> Task:
    """Withdraw a task for which a step left nothing to do; part of that step's action.

    What is done stays done: there is nothing to withdraw then.
    """
    if task.state in TASKS.sources("withdraw"):
        task.state, task.finished_at = TaskState(TASKS.after("withdraw", task.state)), act.at
        task.save()
    return task


def _live(act: Act) -> QuerySet[Task]:
    campaign = campaigns_under_way().first()
    return tasks_for(act.actor, campaign) if campaign else Task.objects.none()


def _refuse_past(act: Act, due_at: datetime) -> None:
    if due_at <= act.at:
        raise InputError(_("时限 {due} 已经过了。请写以后的时间").format(due=said(due_at)))


def _refuse_blank(reason: str) -> None:
    if not reason.strip():
        raise InputError(_("没有写原因。请写明，单位会看到"))


def noun_of(task: Task) -> str:
    """Return what a task is about, e.g. 花名册: on record, so in Chinese."""
    kind = kind_of(task.kind)
    return kind.noun if kind else task.kind


def path_of(task: Task) -> str:
    """Return where its unit does a task; the workbench where its step has no page."""
    kind = kind_of(task.kind)
    try:
        return kind.url(task) if kind else reverse("core:home")
    except NoReverseMatch:
        return reverse("core:home")


def said(moment: datetime) -> str:
    """Return a moment as officials write it: 11 月 26 日 17:00; of another year with its year."""
    local = timezone.localtime(moment)
    year = f"{local.year} 年 " if local.year != clock.today().year else ""
    return f"{year}{local.month} 月 {local.day} 日 {local:%H:%M} "


def _tell(act: Act, task: Task, text: str, body: str) -> None:
    subject = text.format(noun=noun_of(task), due=said(task.due_at))
    send(act, Office.HR_OFFICER, task.unit, subject, body, path_of(task))
