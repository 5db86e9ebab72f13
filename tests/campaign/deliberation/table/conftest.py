"""The room of the joint meeting over a small county: a scenario computed, a meeting open."""

from __future__ import annotations

import pytest

from lungang.demo import make_county
from lungang.domain.roster import Roster
from tests.campaign.deliberation.table.room import Room, make_room
from tests.campaign.screening.county import only

UNITS = (
    "县纪委监察局", "县发展计划委员会", "县经济贸易委员会", "县环境保护局", "县粮食局", "县交通局",
    "共青团青榆县委员会", "县国土资源和房屋管理局", "县林业局",
)  # fmt: skip
"""Nine units: fifteen must exchange, twelve of them in four cycles of five, three, two and two."""


@pytest.fixture(scope="session")
def county_of_demo() -> Roster:
    return make_county()


@pytest.fixture(scope="session")
def small_county(county_of_demo) -> Roster:
    return only(county_of_demo, *UNITS)


@pytest.fixture
def room(db, small_county, monkeypatch) -> Room:
    return make_room(small_county, monkeypatch)


@pytest.fixture
def scenario(room):
    return room.compute()


@pytest.fixture
def sitting(room, scenario):
    """A meeting is open over the first scenario."""
    room.meeting = room.open()
    room.scenario = scenario
    return room
