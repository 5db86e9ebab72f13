"""The process that does long work and what is due: ``python -m lungang.config.work``."""

from __future__ import annotations

import signal
import threading

from lungang.config.leash import when_let_go


def work(leave: threading.Event) -> None:
    """Do jobs until told to leave, and each minute what is due."""
    from lungang.config.tick import tick
    from lungang.platform.jobs.actions import reap
    from lungang.platform.jobs.worker import Worker

    chores = _Chores(tick, reap)
    Worker(chores=chores).run(leave)


class _Chores:
    """Reap at each call; all that is due at each fourth (about a minute)."""

    def __init__(self, tick, reap) -> None:  # type: ignore[no-untyped-def]
        self.tick, self.reap, self.calls = tick, reap, 0

    def __call__(self) -> None:
        self.calls += 1
        (self.tick if self.calls % 4 == 1 else self.reap)()


def leave_on_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    leave = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leave.set())
    return leave


if __name__ == "__main__":
    event = leave_on_signals()
    when_let_go(event.set)
    import django

    django.setup()
    work(event)
