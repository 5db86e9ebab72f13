"""The worker: takes one job at a time, has a process of its own do it, and stays responsive.

A crash, a leak or an endless loop of a job ends with its process. The worker says every five
seconds that it is alive; one that is killed leaves a job that :func:`reap` marks as interrupted.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext_noop

from lungang.errors import NotNow
from lungang.platform.jobs.actions.books import Standing, beat, claim
from lungang.platform.jobs.actions.ending import KEEPER, end, reap
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import is_waiting

log = logging.getLogger("lungang.jobs")
STOPPED = gettext_noop("按要求停下，没有写出结果")
BROKEN_OFF = gettext_noop("计算中断，可能内存不够。可以重新开始。")


class Child(Protocol):
    """A process that does a job (``subprocess.Popen`` is one)."""

    def poll(self) -> int | None: ...  # noqa: D102
    def kill(self) -> None: ...  # noqa: D102
    def wait(self) -> int: ...  # noqa: D102


def launch(job: Job) -> subprocess.Popen[bytes]:
    """Start the process of a job. Ctrl-C at the terminal is the worker's to handle, not its own."""
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", "lungang.platform.jobs.child", str(job.pk), str(job.attempts)],
        stdin=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        start_new_session=True,
    )


@dataclass
class Worker:
    """Sees jobs through, one after the other, until it is told to leave.

    ``chores`` is called about every ``chore_seconds``: what is due apart from jobs. Times are in
    seconds: between looks at an empty queue; between beats; that a stopped job is given to end by
    itself; that a running job is given when the worker leaves.
    """

    launch: Callable[[Job], Child] = launch
    chores: Callable[[], object] = reap
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}"[:80])
    idle_seconds: float = 1.0
    beat_seconds: float = 5.0
    stop_seconds: float = 10.0
    leave_seconds: float = 5.0
    chore_seconds: float = 15.0
    _chores_at: float = field(default=float("-inf"), init=False)

    def run(self, leave: threading.Event) -> None:
        """Work until ``leave`` is set."""
        while not leave.is_set():
            try:
                self._chore()
                busy = self.step(leave)
            except DatabaseError as error:
                log.error("worker: %s", type(error).__name__)  # noqa: TRY400 - no personal data
                busy = False
            close_old_connections()
            if not busy:
                leave.wait(self.idle_seconds)

    def step(self, leave: threading.Event) -> bool:
        """Take one job and see it through; return False where none waits."""
        job = claim(self.name) if is_waiting() else None
        if job is None:
            return False
        child = self.launch(job)
        try:
            self._attend(job, child, leave)
        finally:
            child.kill()
            child.wait()
        return True

    def _chore(self) -> None:
        if time.monotonic() - self._chores_at >= self.chore_seconds:
            self._chores_at = time.monotonic()
            self.chores()

    def _attend(self, job: Job, child: Child, leave: threading.Event) -> None:
        """Beat until the child is done, or must be."""
        beat_at = time.monotonic()
        kill_at = leave_at = float("inf")
        while child.poll() is None:
            now = time.monotonic()
            if leave.is_set() and leave_at == float("inf"):
                leave_at = now + self.leave_seconds
            if now >= beat_at:
                standing = _beat(job)
                if not standing.mine:
                    return
                if standing.stop_asked:
                    kill_at = min(kill_at, now + self.stop_seconds)
                beat_at = now + self.beat_seconds
            if now >= kill_at:
                return self._end(job, child, JobState.CANCELLED, STOPPED)
            if now >= leave_at:
                return self._end(job, child, JobState.QUEUED, "")
            time.sleep(0.05)
        self._end(job, child, JobState.INTERRUPTED, BROKEN_OFF)

    def _end(self, job: Job, child: Child, outcome: JobState, message: str) -> None:
        """Write the end of a job whose process did not write it itself."""
        child.kill()
        child.wait()
        with suppress(NotNow):
            end(KEEPER, job.pk, job.attempts, outcome, message=message)


def _beat(job: Job) -> Standing:
    try:
        return beat(job.pk, job.attempts)
    except DatabaseError:  # somebody holds the pen for long; the next beat will tell
        return Standing(mine=True, stop_asked=False)
