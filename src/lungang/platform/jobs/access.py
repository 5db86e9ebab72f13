"""Who may start, see and stop long work."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.jobs.models import Job
from lungang.platform.jobs.states import JOBS, STARTERS


def is_keeper(actor: Actor) -> bool:
    """Keep the queue: the system alone."""
    return actor.user is None and bool(actor.system)


def may_start(actor: Actor) -> bool:
    """Start long work of a kind that says nothing else: any office but an administrator's."""
    return actor.office in STARTERS or is_keeper(actor)


def may_see_jobs(actor: Actor) -> bool:
    """Open the page of a job of the own office."""
    return actor.office in STARTERS


def may_stop(actor: Actor, job: Job) -> bool:
    """Stop it while it waits or runs: an office that starts such work, of those it may see."""
    return any(JOBS.allows(act, job.state, actor.office) for act in ("cancel", "ask_stop"))


def may_restart(actor: Actor, job: Job) -> bool:
    """Start it again: the office that started it, where it was interrupted."""
    return JOBS.allows("restart", job.state, actor.office)
