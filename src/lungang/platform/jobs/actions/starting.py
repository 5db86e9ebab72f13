"""Starting long work, and starting it again."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.actions import Act, action
from lungang.platform.jobs import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import jobs_for, under_way
from lungang.platform.jobs.registry import KINDS, Arguments, kind_of
from lungang.platform.jobs.states import JOBS


@action("jobs.start")
def start(act: Act, kind: str, title: str, arguments: Arguments | None = None) -> Job:
    """Put a job in the queue. ``title`` is shown and mailed, so it names no person."""
    return enqueue(act, kind, title, arguments)


def enqueue(act: Act, kind: str, title: str, arguments: Arguments | None = None) -> Job:
    """Put a job in the queue from within another action: it runs only if that action is done.

    Raises:
        NotNow: it is work that is done one at a time, and one is under way.
    """
    act.require(kind_of(kind).may(act.actor))
    _refuse_second(kind)
    job = Job.objects.create(
        kind=kind,
        title=title,
        arguments=arguments or {},
        holding=act.actor.holding,
        queued_at=act.at,
    )
    act.record(job, f"交后台计算：{title}", kind=kind)
    return job


@action("jobs.restart")
def restart(act: Act, pk: UUID) -> Job:
    """Put an interrupted job in the queue again; what it had done already is not done twice."""
    job = act.lock(jobs_for(act.actor), pk)
    state = JOBS.after("restart", job.state)
    act.require(access.may_restart(act.actor, job))
    _refuse_second(job.kind)
    job.state = JobState(state)
    job.stop_asked = False
    job.message = ""
    job.ended_at = None
    job.save()
    act.record(job, f"重新开始：{job.title}")
    return job


def _refuse_second(kind: str) -> None:
    known = KINDS.get(kind)
    other = under_way(kind) if known and known.alone else None
    if other is not None:
        since = timezone.localtime(other.queued_at)
        raise NotNow(
            _("{title}已在后台计算（{at} 交的），没有另起一次。等它计算完成，或者先停止它").format(
                title=_(other.title), at=f"{since:%H:%M}"
            )
        )
