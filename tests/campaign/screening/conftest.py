"""The demo county, and a small part of it for tests that need only a few people."""

from __future__ import annotations

import pytest

from lungang.demo import make_county
from lungang.domain.roster import Roster
from tests.campaign.screening.county import Planted, only, plant


@pytest.fixture(scope="session")
def demo_roster() -> Roster:
    return make_county()


@pytest.fixture
def demo(db, demo_roster, monkeypatch) -> Planted:
    """The whole demo county, accepted."""
    return plant(demo_roster, monkeypatch)


SMALL = ("县国土资源和房屋管理局", "县教育委员会")


@pytest.fixture
def county(db, demo_roster, monkeypatch) -> Planted:
    """Two units of it: five people who must exchange, some who must rotate or are deferred."""
    return plant(only(demo_roster, *SMALL), monkeypatch)
