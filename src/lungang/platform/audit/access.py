"""Who may read the log: the auditor, and nobody else; the witness gets checkpoints."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office


def may_read_log(actor: Actor) -> bool:
    """Read lines of the log: the auditor, who can do nothing but read."""
    return actor.is_any(Office.AUDITOR)


def may_see_checkpoints(actor: Actor) -> bool:
    """See and take away checkpoints: the auditor, and the discipline office as the witness."""
    return actor.is_any(Office.AUDITOR, Office.DISCIPLINE)
