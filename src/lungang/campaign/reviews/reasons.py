"""Why somebody is moved, and why there: what the released plan says of one person."""

from __future__ import annotations

from dataclasses import dataclass

from lungang.campaign.rosters.facts import person_key
from lungang.campaign.transfer.models import Journey
from lungang.domain.plan import Ground


@dataclass(frozen=True)
class Reasons:
    """The provision by which the person has to move (None where the plan names none), and why the
    destination is what it is.
    """

    ground: Ground | None
    destination: tuple[str, ...]


def reasons_of(journey: Journey) -> Reasons:
    """Return why a person is moved. The plan is released, so nothing of it is sealed any more."""
    plan = journey.meeting.decision.opened.plan
    found = (one for one in plan.screened if person_key(one.person_id) == journey.person_key)
    screened = next(found, None)
    return Reasons(screened.ground if screened else None, tuple(journey.reasons))
