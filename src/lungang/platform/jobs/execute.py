"""Doing a job, in a process of its own; and saying how it ended in words, never in a traceback."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from traceback import extract_tb
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_noop

from lungang.errors import LungangError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import User
from lungang.platform.jobs.actions.ending import KEEPER, end
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import running_job
from lungang.platform.jobs.registry import KINDS, Kind
from lungang.platform.jobs.running import Running, Stopped

log = logging.getLogger("lungang.jobs")


class Outcome(NamedTuple):
    """How one attempt ended."""

    state: JobState
    path: str = ""
    message: str = ""


def execute(pk: UUID, attempt: int) -> None:
    """Do a claimed job to its end; nothing if it is not this attempt's any more."""
    job = running_job(pk, attempt)
    if job is None:
        return
    outcome = _do(job)
    with suppress(NotNow):  # stopped or given to another meanwhile: its end is written already
        end(KEEPER, pk, attempt, outcome.state, path=outcome.path, message=outcome.message)


def _do(job: Job) -> Outcome:
    kind = KINDS.get(job.kind)
    if kind is None:
        return Outcome(JobState.FAILED, message=gettext_noop("这一版程序没有这项计算。请重新发起"))
    running = Running(job)
    if not _may_still(job, kind, running.actor):
        return Outcome(
            JobState.FAILED,
            message=gettext_noop("发起人已不在这个岗位，没有算。请由现在的经办人重新发起"),
        )
    try:
        path = kind.work(running, **job.arguments)
    except Stopped:
        return Outcome(JobState.CANCELLED, message=gettext_noop("按要求停下，没有写出结果"))
    except NotPermitted:
        return Outcome(JobState.FAILED, message=gettext_noop("岗位无权办这一步，或者对象已不在"))
    except LungangError as error:
        return Outcome(JobState.FAILED, message=str(error))
    except Exception as error:
        return Outcome(JobState.FAILED, message=_fault(job, error))
    return Outcome(JobState.DONE, path=path or "")


def _may_still(job: Job, kind: Kind, actor: Actor) -> bool:
    """Whether who started it could start it now: hours may lie between, and a disabled account."""
    if job.holding is None:
        return True  # the system's own, which no person can queue
    user: User = job.holding.user
    return user.is_active and job.holding.in_force(clock.today()) and kind.may(actor)


def _fault(job: Job, error: Exception) -> str:
    """Log where it broke, without the error's own words: they may hold a person's data."""
    number = f"J-{secrets.randbelow(9000) + 1000}"
    stack = reversed(extract_tb(error.__traceback__))
    places = " < ".join(f"{at.name}:{at.lineno}" for at in stack)
    log.error("%s %s %s %s", number, job.kind, type(error).__name__, places)
    said = gettext_noop("程序出了故障，没有写出结果。请把编号 {number} 告诉系统管理员")
    return said.format(number=number)
