"""What a later step rests on does not change under it: it says itself from when, and why.

A step registers its condition when its app is ready, so that no earlier step imports it::

    register_freeze("deliberation", principles.why_frozen)

While the condition says why, nothing of the steps before it is done, the policy pack and the
reference date stay, and so do the units' facts (:mod:`lungang.platform.organisation.freezing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY

Condition = Callable[[Campaign], str]
"""Says who froze it, when, and what must be done first to change it; or ""."""
_freezes: dict[str, Condition] = {}


def register_freeze(step: str, condition: Condition) -> None:
    """Make known what freezes what comes before a step. Registered again, the later one stands."""
    _freezes[step] = condition


def why_frozen(campaign: Campaign, steps: Iterable[str] = ()) -> str:
    """Say why what belongs to some steps is frozen, or "". Without steps: what all rest on."""
    for frozen_by, condition in _freezes.items():
        if _before(frozen_by, tuple(steps)) and (why := condition(campaign)):
            return why
    return ""


def _before(frozen_by: str, steps: tuple[str, ...]) -> bool:
    number = BY_KEY[frozen_by].number
    return not steps or any(BY_KEY[key].number < number for key in steps)
