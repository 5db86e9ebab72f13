"""The demo county under the steps of today's law, its plan waiting for the second person."""

from __future__ import annotations

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions import deciding
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.views import deciding as pages
from lungang.campaign.rosters.facts import CountyRoster
from lungang.campaign.transfer import papers
from lungang.domain.roster import Roster
from lungang.platform import clock
from lungang.platform.guard import writing
from tests.campaign.procedure.asked import Procedure, with_steps
from tests.campaign.screening.conftest import demo_roster
from tests.campaign.screening.county import plant
from tests.campaign.transfer.released import Transfer, admit, demo_plan, make_decision
from tests.web.browser import *  # noqa: F403

__all__ = ["demo_roster"]


@pytest.fixture
def waiting(db: None, demo_roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Procedure:
    """A plan asked for by the personnel section; under the pack of 2004, which has no steps."""
    county = plant(demo_roster, monkeypatch)
    # What the plan rests on is planted, not screened: that nothing moved is tested elsewhere.
    for module in (deciding, pages):
        monkeypatch.setattr(module, "moved_under", lambda _campaign, _decision: None)
    with writing():
        Campaign.objects.update(step="deliberation")
    decision = make_decision(
        county.campaign, demo_plan(), county.personnel, county.organisation, county.group
    )
    with writing():
        Decision.objects.update(state="asked", second_by=None, second_at=None)
    admit(county.campaign, county.group, county.personnel, county.organisation)
    decision.refresh_from_db()
    return Procedure(county, decision)


@pytest.fixture
def lawful(waiting: Procedure) -> Procedure:
    """The same under a pack with the steps of today's law; nothing asked yet."""
    with_steps(waiting.campaign)
    return waiting


@pytest.fixture
def asked(lawful: Procedure) -> Procedure:
    """The same, asked a moment ago."""
    lawful.ask()
    return lawful


@pytest.fixture
def released(asked: Procedure, demo_roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Transfer:
    """The plan confirmed after every step of the law, and read out."""
    rows = asked.county.rows
    monkeypatch.setattr(
        papers, "county_roster", lambda _campaign: CountyRoster(demo_roster, rows, (), ())
    )
    papers._dossier.cache_clear()
    asked.settle()
    asked.confirm()
    made = Transfer(asked.county, asked.decision)
    made.release(held_at=clock.now())
    return made
