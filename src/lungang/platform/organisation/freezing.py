"""What the campaign rests on does not change under it: until which day the units' facts stand.

The platform knows no campaign. Who rests on the facts of a day says so when its app is ready::

    register_freeze(principles.units_frozen)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lungang.errors import NotNow


@dataclass(frozen=True)
class Freeze:
    """The facts of days up to ``until`` (included) stand, and why, in words."""

    until: date
    why: str


Condition = Callable[[], Freeze | None]
_conditions: dict[str, Condition] = {}


def register_freeze(condition: Condition) -> None:
    """Make known what freezes facts. Registered again, the later one stands."""
    _conditions[f"{condition.__module__}.{condition.__qualname__}"] = condition


def freezes() -> list[Freeze]:
    """Return what freezes facts now: forms say it before anybody fills them in."""
    return [freeze for condition in _conditions.values() if (freeze := condition())]


def refuse_frozen(day: date) -> None:
    """Refuse a change from a day on that would alter facts that stand.

    Raises:
        NotNow: somebody rests on the facts of that day; says who, and what must be done first.
    """
    for freeze in freezes():
        if day <= freeze.until:
            raise NotNow(freeze.why)
