"""What the function of a job is handed: who it acts for, how to say how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from lungang.platform.accounts.actor import Actor, system
from lungang.platform.jobs.actions.books import report
from lungang.platform.jobs.models import Job

T = TypeVar("T")
PROGRESS_SECONDS = 0.5
"""Progress is written no more often than this: a loop may call for every row."""


class Stopped(Exception):
    """The office asked the job to stop, or it was given to another worker."""


class Running:
    """A job under way. ``actor`` is the office that started it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        holding = job.holding
        self.actor = Actor(holding.user, holding) if holding else system(job.title)
        self._next = 0.0

    def key(self, what: str = "") -> str:
        """Return the idempotency key of an act of this job: the same whenever it is begun anew."""
        return f"job:{self.job.pk.hex}:{what}"[:64]

    def perform(self, act: Callable[..., T], /, *args: Any, what: str = "", **kwargs: Any) -> T:
        """Do an action as the office that started the job, once however often it is begun.

        ``what`` tells apart several acts of one job.
        """
        return act(self.actor, *args, key=self.key(what), **kwargs)

    def progress(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how much of it: shown on the job's page.

        Raises:
            Stopped: the job is to stop; let it through.
        """
        if time.monotonic() < self._next:
            return
        if not report(self.job.pk, self.job.attempts, stage, done, total):
            raise Stopped
        self._next = time.monotonic() + PROGRESS_SECONDS
