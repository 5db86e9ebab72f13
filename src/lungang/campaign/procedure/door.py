"""The door before an asked office's inquiries: the second factor, shown once for a while.

What lies behind it tells one thing about one person of a plan that is not released, so it opens as
the plan itself does, and every reading is on record. It is another door than the plan's: whoever
is asked is not on the need-to-know list, and behind this one is nothing but the own questions.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from lungang.platform import clock

OPEN_FOR = timedelta(minutes=30)
"""Long enough to answer about a dozen people, short enough for a shared room."""
_OPENED = "inquiries_opened"


def is_open(request: Any) -> bool:
    """Whether this office opened its door in this session, not longer ago than it stays open."""
    holding, at = request.session.get(_OPENED, (0, 0))
    own = request.actor.holding is not None and holding == request.actor.holding.pk
    return bool(own and 0 <= clock.now().timestamp() - at < OPEN_FOR.total_seconds())


def open_door(request: Any) -> None:
    """Let the office in until the time is over, in a session under a new key."""
    request.session.cycle_key()
    request.session[_OPENED] = (request.actor.holding.pk, clock.now().timestamp())


def code_of(pk: UUID) -> str:
    """Return the code that stands on each sheet of an inquiry: a copy found leads back to it."""
    return f"询-{pk.hex[:4]}-{pk.hex[4:8]}"
