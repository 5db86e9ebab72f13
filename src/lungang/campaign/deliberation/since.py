"""What became of a meeting's plans after it was over: beside its sealed minutes, not in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lungang.campaign.deliberation.minutes import Minutes, decisions_of
from lungang.campaign.deliberation.models import Meeting
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.deliberation.told import By, by


@dataclass(frozen=True, kw_only=True)
class Since:
    """What became of a plan after its meeting was over; what is None had been before, or is not."""

    number: int
    state: str
    second: By | None
    second_at: datetime | None
    answer: str
    released_at: datetime | None


def afterwards(meeting: Meeting, minutes: Minutes) -> list[Since]:
    """Return what became of each plan of a meeting after that was over."""
    if meeting.minutes is None:
        return []
    then = {one.number: one for one in minutes.outcomes}
    found = []
    for row in decisions_of(meeting):
        before, state = then[row.number], str(row.get_state_display())
        if state == before.state:
            continue
        second = row.second_by if row.second_by and before.second is None else None
        found.append(
            Since(
                number=row.number,
                state=state,
                second=by(second) if second else None,
                second_at=row.second_at if second else None,
                answer=row.answer if row.state == DecisionState.SENT_BACK else "",
                released_at=row.released_at,
            )
        )
    return found
