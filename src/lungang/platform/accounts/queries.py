"""Which offices a person holds now."""

from __future__ import annotations

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding, User


def holdings_of(user: User) -> list[Holding]:
    """Return the offices that a person holds today, in the order of the office list."""
    rows = user.holdings.on(clock.today()).select_related("unit")
    return sorted(rows, key=lambda row: (row.office, row.unit_id or 0))


def actor_for(user: User, holding_id: object) -> Actor:
    """Return the person acting in the office chosen, or in the only one held.

    An office that ended a moment ago is gone with the next request.
    """
    held = holdings_of(user)
    chosen = next((row for row in held if str(row.pk) == str(holding_id)), None)
    if chosen is None and len(held) == 1:
        chosen = held[0]
    return Actor(user=user, holding=chosen)
