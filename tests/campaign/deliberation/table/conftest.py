"""The room of the joint meeting over a small county, with a scenario computed and a meeting open."""

from __future__ import annotations

import pytest

from lungang.demo import make_county
from lungang.domain.roster import Roster
from tests.campaign.deliberation.table.room import Room, make_room


@pytest.fixture(scope="session")
def county_of_demo() -> Roster:
    return make_county()


@pytest.fixture
def room(db, county_of_demo, monkeypatch) -> Room:
    return make_room(county_of_demo, monkeypatch)


@pytest.fixture
def scenario(room):
    return room.compute()


@pytest.fixture
def sitting(room, scenario):
    """A meeting is open over the first scenario."""
    room.meeting = room.open()
    room.scenario = scenario
    return room
