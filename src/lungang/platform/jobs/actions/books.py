"""The queue's bookkeeping: who decided anything is recorded elsewhere (start, stop, end)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from lungang.platform import clock
from lungang.platform.bookkeeping import bookkeeping
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.states import JOBS


@dataclass(frozen=True)
class Standing:
    """How a running job stands for the worker that claimed it."""

    mine: bool
    stop_asked: bool


def claim(worker: str) -> Job | None:
    """Take the oldest waiting job; no two workers ever take one, for only one holds the pen."""
    with bookkeeping():
        job = Job.objects.filter(state=JobState.QUEUED).first()
        if job is None:
            return None
        job.state = JOBS.after("claim", job.state)
        job.worker = worker
        job.attempts += 1
        job.started_at = clock.now()
        job.beat_at = timezone.now()
        job.stage, job.done, job.total = "", 0, 0
        job.save()
    return job


def beat(pk: UUID, attempt: int) -> Standing:
    """Say that the worker is alive; learn whether the job is still its own and may go on."""
    with bookkeeping():
        rows = Job.objects.filter(pk=pk, attempts=attempt, state=JobState.RUNNING)
        mine = bool(rows.update(beat_at=timezone.now()))
        return Standing(mine, mine and rows.filter(stop_asked=True).exists())


def report(pk: UUID, attempt: int, stage: str, done: int, total: int) -> bool:
    """Write how far a job is; return whether it may go on."""
    with bookkeeping():
        rows = Job.objects.filter(pk=pk, attempts=attempt, state=JobState.RUNNING, stop_asked=False)
        return bool(rows.update(stage=stage[:120], done=done, total=total))
