"""The demo county with its plan decided, and with it released."""

from __future__ import annotations

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.facts import CountyRoster
from lungang.campaign.transfer import papers
from lungang.domain.roster import Roster
from lungang.platform.guard import writing
from tests.campaign.screening.conftest import demo_roster
from tests.campaign.screening.county import plant
from tests.campaign.transfer.released import Transfer, admit, demo_plan, make_decision
from tests.web.browser import *  # noqa: F403

__all__ = ["demo_roster"]


@pytest.fixture
def decided(db: None, demo_roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Transfer:
    """The plan is confirmed by two; the work meeting has not been held."""
    county = plant(demo_roster, monkeypatch)
    monkeypatch.setattr(
        papers, "county_roster", lambda _campaign: CountyRoster(demo_roster, county.rows, (), ())
    )
    papers._dossier.cache_clear()
    with writing():
        Campaign.objects.update(step="deliberation")
    decision = make_decision(
        county.campaign, demo_plan(), county.personnel, county.organisation, county.group
    )
    admit(county.campaign, county.group, county.personnel, county.organisation)
    return Transfer(county, decision)


@pytest.fixture
def released(decided: Transfer) -> Transfer:
    """The list was read out a moment ago."""
    decided.release()
    return decided
