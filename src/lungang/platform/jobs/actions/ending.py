"""How a job ends: put on record, and told to the office that started it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.errors import NotNow
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.jobs import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import STALE, stale_jobs
from lungang.platform.jobs.registry import KINDS
from lungang.platform.jobs.states import JOBS
from lungang.platform.notices.actions import send, tell

KEEPER = system("后台任务")
_VERBS = {
    JobState.DONE: "finish",
    JobState.FAILED: "fail",
    JobState.CANCELLED: "stopped",
    JobState.INTERRUPTED: "interrupt",
    JobState.QUEUED: "requeue",
}


@action("jobs.end")
def end(
    act: Act,
    pk: UUID,
    attempt: int,
    outcome: JobState,
    *,
    path: str = "",
    message: str = "",
    silent_for: timedelta = timedelta(),
) -> Job:
    """End one attempt at a job. ``message`` is for people; ``path`` is where the result is.

    Raises:
        NotNow: this attempt is over already, or its worker was heard of within ``silent_for``.
    """
    act.require(access.is_keeper(act.actor))
    job = act.lock(Job.objects.select_related("holding"), pk)
    heard = job.beat_at and job.beat_at > timezone.now() - silent_for
    if job.attempts != attempt or heard:
        raise NotNow(_("这项后台任务已由别的进程接手"))
    job.state = JOBS.after(_VERBS[outcome], job.state)
    job.path, job.message = path, message
    job.ended_at = act.at if job.is_over else None
    job.save()
    act.record(job, f"{job.get_state_display()}：{job.title}", attempt=attempt)
    if job.is_over:
        _tell(act, job)
    return job


def reap() -> int:
    """Mark running jobs whose worker has died as interrupted; return how many there were."""
    count = 0
    for pk, attempt in stale_jobs():
        with suppress(NotNow):  # it beat again, or somebody else was quicker
            interrupt(pk, attempt)
            count += 1
    return count


def interrupt(pk: UUID, attempt: int) -> Job:
    """Mark a job whose worker is silent as interrupted.

    Raises:
        NotNow: it is not silent any more.
    """
    message = gettext_noop("计算它的进程不在了，结果没有写出。可以重新开始。")
    return end(KEEPER, pk, attempt, JobState.INTERRUPTED, message=message, silent_for=STALE)


def _tell(act: Act, job: Job) -> None:
    if job.holding is None:
        return
    subject = f"{job.title}：{job.get_state_display()}"
    path = job.path or reverse("jobs:job", args=[job.pk])
    kind = KINDS.get(job.kind)
    if kind is not None and kind.sees is not None:
        tell(act, job.holding, subject, job.message, path)
    else:
        office, unit = Office(job.holding.office), job.holding.unit
        send(act, office, unit, subject, job.message, path)
