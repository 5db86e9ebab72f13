"""A county whose pool is confirmed, and the room in which principles, seed and readers are."""

from __future__ import annotations

import pytest

from lungang.domain.roster import Roster
from tests.campaign.deliberation.room import Room, furnish
from tests.campaign.screening.conftest import SMALL, demo_roster
from tests.campaign.screening.county import only, plant

__all__ = ["demo_roster"]


@pytest.fixture
def room(db: None, demo_roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Two units, the pool confirmed, the campaign in deliberation; nothing of it done yet."""
    return furnish(plant(only(demo_roster, *SMALL), monkeypatch))


@pytest.fixture
def decided(room: Room) -> Room:
    """The same with principles decided."""
    room.decide()
    return room
