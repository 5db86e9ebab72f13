"""From the cells of accepted returns to verdicts, by the reader that reads workbooks."""

from __future__ import annotations

import pytest

from lungang.campaign.rosters.facts import county_roster
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.screening.actions import run_screening
from lungang.campaign.screening.evidence import profile_of
from lungang.errors import RosterError
from lungang.platform.accounts.offices import Office
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from tests.campaign.rosters.returns import county, make_return, make_units, workbook_of
from tests.factories import make_actor, make_campaign

UNITS = ("县国土资源和房屋管理局", "县教育委员会")


@pytest.fixture
def campaign(db):
    made = make_campaign("screening")
    units = make_units(county().units)
    for name in UNITS:
        content = workbook_of(county(), name)
        make_return(made, units[name], content, ReturnState.ACCEPTED)
    return made


def test_accepted_cells_are_screened(campaign):
    run = run_screening(make_actor(Office.PERSONNEL_SECTION), campaign)
    facts = county_roster(campaign)
    expected = screen(facts.roster, load_policy("county-2004")).of
    assert {r.row_id: r.verdict for r in run.results.all()} == {
        facts.row_of[key].pk: row.verdict.value for key, row in expected.items()
    }
    assert run.roster_digest == facts.roster.digest
    assert run.units == 2
    assert len(run.missing) == len(county().units) - 2


def test_facts_name_the_row_of_the_units_own_sheet(campaign):
    run = run_screening(make_actor(Office.PERSONNEL_SECTION), campaign)
    result = run.results.filter(verdict="must_exchange").select_related("row").first()
    sources = {fact.name: fact.source for fact in profile_of(result).facts}
    assert sources["任现职时间"] == f"花名册第 {result.row.number} 行"


def test_with_no_roster_accepted_there_is_nothing_to_screen(db):
    with pytest.raises(RosterError, match="还没有"):
        run_screening(make_actor(Office.PERSONNEL_SECTION), make_campaign("screening"))
