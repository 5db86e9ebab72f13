"""Everything that this app writes."""

from lungang.platform.jobs.actions.ending import end, reap
from lungang.platform.jobs.actions.starting import enqueue, restart, start
from lungang.platform.jobs.actions.stopping import stop

__all__ = ["end", "enqueue", "reap", "restart", "start", "stop"]
