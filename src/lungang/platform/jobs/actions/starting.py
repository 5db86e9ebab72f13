"""Starting long work, and starting it again."""

from __future__ import annotations

from uuid import UUID

from lungang.platform.actions import Act, action
from lungang.platform.jobs import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import jobs_for
from lungang.platform.jobs.registry import Arguments, kind_of
from lungang.platform.jobs.states import JOBS


@action("jobs.start")
def start(act: Act, kind: str, title: str, arguments: Arguments | None = None) -> Job:
    """Put a job in the queue. ``title`` is shown and mailed, so it names no person."""
    return enqueue(act, kind, title, arguments)


def enqueue(act: Act, kind: str, title: str, arguments: Arguments | None = None) -> Job:
    """Put a job in the queue from within another action: it runs only if that action is done."""
    act.require(kind_of(kind).may(act.actor))
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
    job.state = JobState(state)
    job.stop_asked = False
    job.message = ""
    job.ended_at = None
    job.save()
    act.record(job, f"重新开始：{job.title}")
    return job
