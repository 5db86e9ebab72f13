"""What a later step asks before a decided plan may be confirmed, and before it is released.

A step registers its condition when its app is ready, so that deliberation imports no later one::

    register_guard(hindrances)

The words may name people of the plan: they are shown on sealed pages only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision


@dataclass(frozen=True)
class Hindrances:
    """What still hinders, in words; ``url`` of the page on which it is dealt with, ``label`` of it.

    Without words nothing hinders; the page is offered all the same, where there is one.
    """

    words: tuple[str, ...] = ()
    url: str = ""
    label: str = ""


Guard = Callable[[Campaign, Decision], Hindrances]
_guards: dict[str, Guard] = {}


def register_guard(guard: Guard) -> None:
    """Make a condition known. Registered again, the later one stands."""
    _guards[f"{guard.__module__}.{guard.__qualname__}"] = guard


def hindrances(campaign: Campaign, decision: Decision) -> list[Hindrances]:
    """Return what later steps say of a decided plan."""
    return [guard(campaign, decision) for guard in _guards.values()]


def why_not_yet(campaign: Campaign, decision: Decision) -> str:
    """Say why a decided plan may not be confirmed or released yet, or ""."""
    return "；".join(word for one in hindrances(campaign, decision) for word in one.words)
