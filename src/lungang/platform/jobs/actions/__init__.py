"""Everything that this app writes."""

from lungang.platform.jobs.actions.end import end, reap
from lungang.platform.jobs.actions.start import enqueue, restart, start
from lungang.platform.jobs.actions.stop import stop

__all__ = ["end", "enqueue", "reap", "restart", "start", "stop"]
