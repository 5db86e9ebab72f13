"""Who may read notices."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor


def may_read(actor: Actor) -> bool:
    """Read the notices of the own office: everybody in one."""
    return actor.holding is not None
