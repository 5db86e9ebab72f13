"""Reads of jobs: an office sees those that it started."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lungang.platform.accounts.actor import Actor
from lungang.platform.jobs.models import Job, JobState

STALE = timedelta(seconds=30)
"""A job whose worker has not been heard of for so long is taken for interrupted."""


def jobs_for(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor's office started, whoever held it then, newest first."""
    if actor.holding is None:
        return Job.objects.none()
    return Job.objects.filter(
        holding__office=actor.holding.office, holding__unit=actor.unit_id
    ).order_by("-queued_at", "id")


def is_waiting() -> bool:
    """Whether any job waits: a look without the pen, so that idle workers disturb nobody."""
    return Job.objects.filter(state=JobState.QUEUED).exists()


def stale_jobs() -> list[tuple[UUID, int]]:
    """Return (id, attempt) of running jobs whose worker is not heard of any more."""
    late = timezone.now() - STALE
    rows = Job.objects.filter(state=JobState.RUNNING, beat_at__lt=late)
    return list(rows.values_list("pk", "attempts"))


def running_job(pk: UUID, attempt: int) -> Job | None:
    """Return a job if it still runs at this attempt."""
    rows = Job.objects.select_related("holding__user", "holding__unit")
    return rows.filter(pk=pk, attempts=attempt, state=JobState.RUNNING).first()
