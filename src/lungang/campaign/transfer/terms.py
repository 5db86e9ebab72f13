"""By when the steps of a move are to be done, and who is late."""

from __future__ import annotations

from datetime import datetime

from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.states import STAGE_OF, Stage
from lungang.platform import clock


def due_at(journey: Journey, stage: Stage | None) -> datetime | None:
    """Return by when a stage of a person's move is to be done, None where nothing says so."""
    return getattr(journey.terms, stage.due) if stage and stage.due else None


def next_due(journey: Journey) -> datetime | None:
    """Return by when the step is to be done that the person stands before."""
    return due_at(journey, STAGE_OF.get(journey.state))


def is_late(journey: Journey) -> bool:
    """Whether the person waits in a stage whose time is over."""
    due = next_due(journey)
    return due is not None and clock.now() > due
