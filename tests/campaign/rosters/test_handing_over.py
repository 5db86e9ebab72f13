"""Whose person somebody is, the office has on record: a unit's cell alone does not move it."""

from __future__ import annotations

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import PersonAuthority, Return, Row
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import Desk
from tests.factories import make_campaign


@pytest.fixture
def again(desk: Desk) -> tuple[Desk, Return, Row]:
    """The next campaign, in which the unit says otherwise whose person one is."""
    row = desk.person(desk.accepted(), "organisation_department")
    with writing():
        Campaign.objects.update(closed_at=clock.now())
    desk.campaign = make_campaign()
    sent = desk.upload()
    same = sent.rows.get(person_key=row.person_key, table="roster")
    actions.edit_cells(desk.officer, sent.pk, {same.pk: {"authority": "人事局"}})
    sent = actions.submit(desk.officer, sent.pk, warnings_seen=True)
    same.refresh_from_db()
    return desk, sent, same


def test_the_known_section_has_the_first_word(again: tuple[Desk, Return, Row]) -> None:
    desk, sent, row = again
    warned = [f for f in check_return(sent).warnings if f.spot.field == "authority"]
    assert [f.problem for f in warned] == ["上报写的是人事局，系统记的是组织部"]
    with pytest.raises(NotPermitted):
        actions.accept_rows(desk.personnel, sent.pk, [row.pk])
    actions.accept_all_mine(desk.personnel, sent.pk)
    row.refresh_from_db()
    assert (row.authority, row.state) == ("organisation_department", "pending")
    assert known(row) == [("organisation_department", True)]


def test_accepting_it_hands_over_and_keeps_what_was(again: tuple[Desk, Return, Row]) -> None:
    desk, sent, row = again
    actions.accept_rows(desk.organisation, sent.pk, [row.pk])
    row.refresh_from_db()
    assert (row.authority, row.state) == ("personnel_bureau", "accepted")
    assert known(row) == [("organisation_department", False), ("personnel_bureau", True)]
    assert not [f for f in check_return(sent).warnings if f.spot.field == "authority"]
    with pytest.raises(NotNow, match="没有选人"):
        actions.accept_rows(desk.personnel, sent.pk, [row.pk])


def known(row: Row) -> list[tuple[str, bool]]:
    found = PersonAuthority.objects.filter(person=row.person_key).order_by("valid_from")
    return [(one.authority, one.valid_to is None) for one in found]
