"""What can become of a job, and by whom."""

from __future__ import annotations

from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.jobs.models import JobState
from lungang.platform.transitions import Transition, TransitionTable

STARTERS = frozenset(Office) - ADMINISTRATORS
"""Offices that may start long work at all; each kind of job says which of them may start it."""
_NOBODY: frozenset[Office] = frozenset()
_QUEUED = frozenset({JobState.QUEUED.value})
_RUNNING = frozenset({JobState.RUNNING.value})
_INTERRUPTED = frozenset({JobState.INTERRUPTED.value})

JOBS = TransitionTable(
    "这项后台任务",
    JobState,
    (
        Transition("claim", "开始", _QUEUED, JobState.RUNNING, _NOBODY),
        Transition("cancel", "停止", _QUEUED, JobState.CANCELLED, STARTERS),
        Transition("ask_stop", "停止", _RUNNING, JobState.RUNNING, STARTERS),
        Transition(
            "give_up", "停止", _RUNNING, JobState.CANCELLED, STARTERS, "计算它的进程没有回音"
        ),
        Transition("finish", "办结", _RUNNING, JobState.DONE, _NOBODY),
        Transition("fail", "办结", _RUNNING, JobState.FAILED, _NOBODY),
        Transition("stopped", "停下", _RUNNING, JobState.CANCELLED, _NOBODY),
        Transition("interrupt", "中断", _RUNNING, JobState.INTERRUPTED, _NOBODY),
        Transition("requeue", "重新排队", _RUNNING, JobState.QUEUED, _NOBODY, "服务正常停下"),
        Transition(
            "restart",
            "重新开始",
            _INTERRUPTED,
            JobState.QUEUED,
            STARTERS,
        ),
    ),
)
"""The system itself (nobody's office) claims, ends and interrupts."""
