"""Sections accept and return, each the people of its own cadre authority."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.facts import county_roster
from lungang.campaign.rosters.models import Person, PersonAuthority, Return
from lungang.campaign.rosters.states import RETURNS, ReturnState, RowState
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import Desk
from tests.campaign.rosters.returns import county, make_return, workbook_of
from tests.factories import make_actor


def test_both_sections_accept_and_the_roster_is_done(desk: Desk) -> None:
    sent = desk.submitted()
    sent = actions.accept_all_mine(desk.organisation, sent.pk, seen=sent.version)
    assert sent.state == ReturnState.SUBMITTED
    mine = sent.rows.filter(state=RowState.ACCEPTED)
    assert {row.authority for row in mine} == {"organisation_department"}
    sent = actions.accept_all_mine(desk.personnel, sent.pk)
    assert (sent.state, sent.decided_by) == (ReturnState.ACCEPTED, desk.personnel.holding)
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.ACCEPTED
    assert desk.task.finished_at is not None
    people = Person.objects.all()
    assert {person.key for person in people} == {row.person_key for row in sent.rows.all()}
    assert PersonAuthority.objects.filter(valid_to=None).count() == people.count() == 22
    assert len(county_roster(desk.campaign).roster.people) == 22
    assert Notice.objects.filter(office=Office.HR_OFFICER, subject="花名册已接收").exists()


def test_kin_and_wishes_go_with_their_person(desk: Desk) -> None:
    unit = desk.units["县审计局"]
    sent = make_return(desk.campaign, unit, workbook_of(county(), "县审计局"), ReturnState.DRAFT)
    with writing():
        Return.objects.filter(pk=sent.pk).update(state="submitted", submitted_at=clock.now())
    kin = sent.rows.filter(table="kin")
    assert kin
    person = sent.rows.get(table="roster", person_key=kin[0].person_key)
    who = desk.organisation if person.authority == "organisation_department" else desk.personnel
    # the wishes name units that are not in this small county: only rows of the person matter here
    with writing():
        sent.rows.filter(table="wish").delete()
    actions.accept_rows(who, sent.pk, [person.pk])
    assert {row.state for row in sent.rows.filter(person_key=person.person_key)} == {"accepted"}


def test_a_section_acts_only_on_its_own(desk: Desk) -> None:
    sent = desk.submitted()
    person = desk.person(sent)
    for act in (
        lambda: actions.accept_rows(desk.organisation, sent.pk, [person.pk]),
        lambda: actions.return_(desk.organisation, sent.pk, "不对", {person.pk: "职务"}),
        lambda: actions.accept_rows(desk.officer, sent.pk, [person.pk]),
        lambda: actions.accept_all_mine(make_actor(Office.LEADING_GROUP), sent.pk),
        lambda: actions.return_(make_actor(Office.SUPERVISION), sent.pk, "不对"),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert Entry.objects.filter(result="refused").count() == 5
    assert not sent.rows.filter(state="accepted").exists()


def test_rows_of_another_return_are_not_there(desk: Desk) -> None:
    sent = desk.submitted()
    other = actions.start_empty(desk.stranger, desk.campaign)
    row = actions.add_row(desk.stranger, other.pk, "roster", {"name": "某甲"})
    with pytest.raises(NotPermitted):
        actions.accept_rows(desk.personnel, sent.pk, [row.pk])
    with pytest.raises(NotPermitted):
        actions.return_(desk.personnel, sent.pk, "不对", {row.pk: ""})
    with pytest.raises(NotPermitted):  # a draft is the unit's alone
        actions.accept_all_mine(desk.personnel, other.pk)


def test_nobody_chosen_is_said(desk: Desk) -> None:
    sent = desk.submitted()
    with pytest.raises(NotNow, match="没有选人"):
        actions.accept_rows(desk.personnel, sent.pk, [])
    actions.accept_all_mine(desk.personnel, sent.pk)
    with pytest.raises(NotNow, match="没有选人"):
        actions.accept_all_mine(desk.personnel, sent.pk)


def test_a_stale_acceptance_is_refused(desk: Desk) -> None:
    sent = desk.submitted()
    actions.accept_all_mine(desk.personnel, sent.pk, seen=sent.version)
    with pytest.raises(Stale):
        actions.accept_all_mine(desk.organisation, sent.pk, seen=sent.version)


def test_returned_with_a_reason(desk: Desk) -> None:
    sent = desk.submitted()
    person = desk.person(sent)
    with pytest.raises(NotNow, match="没有写退回原因"):
        actions.return_(desk.personnel, sent.pk, "  ")
    reason = f"请核对{person.name}的职务"
    sent = actions.return_(desk.personnel, sent.pk, reason, {person.pk: ""})
    person.refresh_from_db()
    assert (sent.state, person.state, person.reason) == ("returned", "returned", reason)
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.RETURNED
    notice = Notice.objects.get(subject="花名册退回 1 行")
    assert notice.urgent
    assert notice.unit == desk.unit
    entry = Entry.objects.get(action="rosters.return")
    assert entry.reason == reason
    assert person.name not in entry.summary
    with pytest.raises(NotNow):
        actions.accept_all_mine(desk.personnel, sent.pk)
    with pytest.raises(NotNow):
        actions.return_(desk.personnel, sent.pk, "再退")


def test_accepted_elsewhere_meanwhile_is_caught(desk: Desk) -> None:
    sent = desk.submitted()
    other = make_return(desk.campaign, desk.units["县统计局"], workbook_of(county(), "县统计局"))
    stolen = desk.person(sent)
    with writing():
        row = other.rows.filter(table="roster")[0]
        row.person_key = stolen.person_key
        row.save()
        Return.objects.filter(pk=other.pk).update(state="submitted", submitted_at=clock.now())
    with pytest.raises(NotNow, match="又查出 1 处错误"):
        actions.accept_all_mine(desk.personnel, sent.pk)


def test_taking_out_whoever_was_returned_completes_it(desk: Desk) -> None:
    sent = desk.submitted()
    actions.accept_all_mine(desk.organisation, sent.pk)
    one, *others = sent.rows.filter(table="roster", authority="personnel_bureau")
    actions.accept_rows(desk.personnel, sent.pk, [row.pk for row in others])
    actions.return_(desk.personnel, sent.pk, "此人已调走", {one.pk: "已调走"})
    again = actions.reopen(desk.officer, sent.pk)
    actions.remove_row(desk.officer, again.rows.get(person_key=one.person_key).pk)
    again = actions.submit(desk.officer, again.pk, warnings_seen=True)
    assert again.state == ReturnState.ACCEPTED


def test_another_authority_later_keeps_the_history(desk: Desk) -> None:
    sent = desk.accepted()
    row = desk.person(sent)
    with writing():
        PersonAuthority.objects.filter(person=row.person_key).update(
            valid_from=clock.today() - timedelta(days=30)
        )
    asked = actions.ask_correction(desk.officer, row.pk, {"authority": "组织部"}, "已转组织部管理")
    actions.approve_correction(desk.personnel, asked.pk)
    now = PersonAuthority.objects.filter(person=row.person_key).order_by("valid_from")
    assert [(a.authority, a.valid_to is None) for a in now] == [
        ("personnel_bureau", False),
        ("organisation_department", True),
    ]
    row.refresh_from_db()
    assert not access.may_accept(desk.personnel, row)
    assert access.may_accept(desk.organisation, row)


def test_every_transition_is_of_an_office_that_may(desk: Desk) -> None:
    for row in RETURNS:
        for office in Office:
            allowed = any(RETURNS.allows(row.act, state, office) for state in ReturnState)
            assert allowed == (office in row.who)
