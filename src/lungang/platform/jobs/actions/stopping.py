"""Stopping long work."""

from __future__ import annotations

from uuid import UUID

from lungang.platform.actions import Act, action
from lungang.platform.jobs import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import is_silent, jobs_for
from lungang.platform.jobs.states import JOBS


@action("jobs.stop")
def stop(act: Act, pk: UUID) -> Job:
    """Stop a job: at once where it waits or its worker is silent, else at its next breath.

    Raises:
        NotNow: it is over already.
    """
    job = act.lock(jobs_for(act.actor), pk)
    silent = is_silent(job)
    verb = "cancel" if job.state == JobState.QUEUED else "give_up" if silent else "ask_stop"
    state = JOBS.after(verb, job.state)
    act.require(access.may_stop(act.actor, job))
    job.state = JobState(state)
    job.stop_asked = True
    if job.is_over:
        job.ended_at = act.at
    job.save()
    act.record(job, f"停止：{job.title}")
    return job
