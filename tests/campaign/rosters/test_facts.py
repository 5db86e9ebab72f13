"""Rows become facts in one place, and are the same facts that the workbooks hold."""

from __future__ import annotations

import time

import pytest

from lungang.campaign.rosters.facts import check_return, county_roster, person_key
from lungang.campaign.rosters.states import ReturnState
from lungang.errors import RosterError
from lungang.platform.organisation.queries import domain_units
from tests.campaign.rosters.returns import county, make_return, make_units, workbook_of
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db


def test_sixty_accepted_returns_are_the_county() -> None:
    roster = county()
    campaign = make_campaign()
    units = make_units(roster.units)
    for name, unit in units.items():
        make_return(campaign, unit, workbook_of(roster, name), ReturnState.ACCEPTED)
    assert {u.name: u for u in domain_units(campaign.reference_date)} == roster.unit
    began = time.process_time()
    found = county_roster(campaign)
    assert time.process_time() - began < 2
    assert found.roster.digest == roster.digest
    assert set(found.row_of) == set(roster.person)
    assert all(row.person_key == person_key(key) for key, row in found.row_of.items())
    assert found.missing_units == ()


def test_units_without_an_accepted_roster_are_named() -> None:
    roster = county()
    campaign = make_campaign()
    units = make_units(roster.units[:3])
    first, second, third = units
    make_return(campaign, units[first], workbook_of(roster, first), ReturnState.ACCEPTED)
    make_return(campaign, units[second], workbook_of(roster, second), ReturnState.SUBMITTED)
    found = county_roster(campaign)
    assert {version.name for version in found.missing_units} == {second, third}
    assert {person.unit for person in found.roster.people} == {first}


def test_nothing_accepted_is_said_in_words() -> None:
    with pytest.raises(RosterError, match="还没有一个单位"):
        county_roster(make_campaign())


def test_a_person_whom_another_unit_has_sent_is_an_error() -> None:
    roster = county()
    campaign = make_campaign()
    units = make_units(roster.units)
    first, second = list(units)[:2]
    make_return(campaign, units[first], workbook_of(roster, first), ReturnState.SUBMITTED)
    again = make_return(campaign, units[second], workbook_of(roster, first))
    answer = check_return(again, for_section=True)
    problems = {finding.problem for finding in answer.errors}
    assert any(f"已在{first}上报的花名册中" in problem for problem in problems)
    assert any(f"不是{second}" in problem for problem in problems)
    assert all(finding.person for finding in answer.errors if finding.row)
