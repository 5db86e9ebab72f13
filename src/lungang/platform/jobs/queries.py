"""Reads of jobs: an office sees those that it started."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lungang.platform.accounts.actor import Actor
from lungang.platform.jobs import access
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.registry import KINDS

STALE = timedelta(seconds=30)
"""A job whose worker has not been heard of for so long is taken for interrupted."""


def jobs_for(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor's office started, whoever held it then, newest first.

    What is sealed from the actor is not among them. Of work that is done one at a time also those
    of others: it stands in this office's way too.
    """
    if actor.holding is None:
        return Job.objects.none()
    shared = [kind.name for kind in KINDS.values() if kind.alone and kind.may(actor)]
    own = Q(holding__office=actor.holding.office, holding__unit=actor.unit_id)
    sealed = [kind.name for kind in KINDS.values() if kind.sees and not kind.sees(actor)]
    rows = Job.objects.filter(own | Q(kind__in=shared)).exclude(kind__in=sealed)
    return rows.order_by("-queued_at", "id")


def under_way(kind: str) -> Job | None:
    """Return a job of a kind that waits or runs."""
    return Job.objects.filter(kind=kind, state__in=(JobState.QUEUED, JobState.RUNNING)).first()


def may_stop(actor: Actor, job: Job) -> bool:
    """Whether an office is offered to stop a job: not while it stops, unless nobody answers."""
    return access.may_stop(actor, job) and (not job.stop_asked or is_silent(job))


def is_silent(job: Job) -> bool:
    """Whether a running job's worker is not heard of any more."""
    late = timezone.now() - STALE
    return job.state == JobState.RUNNING and (job.beat_at is None or job.beat_at < late)


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
