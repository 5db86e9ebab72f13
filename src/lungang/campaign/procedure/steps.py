"""Which steps of the law a campaign has: those of the pack that its principles were decided under.

A scenario may try other weights; it can not leave out a step of the law.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision, Principles
from lungang.campaign.deliberation.queries import decided_principles
from lungang.policy.pack import parse_policy
from lungang.policy.pack.model import Procedure

SLIPS = "slips"
"""The one step that is taken after the release."""


def steps_under(principles: Principles) -> tuple[Procedure, ...]:
    """Return all steps of the law that hold under some principles, those after the release too."""
    campaign: Campaign = principles.campaign
    return _steps(principles.pack.text, campaign.reference_date)


def steps_before(principles: Principles) -> tuple[Procedure, ...]:
    """Return those that are taken before the decision is confirmed."""
    return tuple(row for row in steps_under(principles) if row.id != SLIPS)


def has_steps(campaign: Campaign) -> bool:
    """Whether the campaign has steps before the confirmation."""
    principles = decided_principles(campaign)
    return principles is not None and bool(steps_before(principles))


def has_slips(decision: Decision) -> bool:
    """Whether the establishment office makes out slips once the plan is released."""
    return any(row.id == SLIPS for row in steps_under(decision.scenario.principles))


@lru_cache(maxsize=4)
def _steps(text: str, day: date) -> tuple[Procedure, ...]:
    return parse_policy(text.encode(), "pack.toml").procedure_on(day)
