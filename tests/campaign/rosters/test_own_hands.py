"""Nobody accepts a roster from the own hand, and no correction takes a person from a section."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.rosters.models import Person, PersonAuthority
from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import Desk, browser
from tests.campaign.rosters.test_correcting import neighbours
from tests.factories import LONG_AGO, also, make_actor


def test_who_sent_a_roster_does_not_accept_it_in_another_office(desk: Desk) -> None:
    sent = desk.submitted()
    both = also(desk.officer, Office.PERSONNEL_SECTION)
    person = desk.person(sent)
    with pytest.raises(NotNow, match="不能自己接收"):
        actions.accept_all_mine(both, sent.pk)
    with pytest.raises(NotNow, match="不能自己接收"):
        actions.accept_rows(both, sent.pk, [person.pk])
    assert not sent.rows.filter(state="accepted").exists()
    assert actions.return_(both, sent.pk, "请核对").state == "returned", "to give back is no gain"


@pytest.mark.parametrize("office", [Office.HR_OFFICER, Office.UNIT_HEAD])
def test_nor_does_a_colleague_of_the_unit(desk: Desk, office: Office) -> None:
    sent = desk.submitted()
    both = also(make_actor(office, desk.unit), Office.PERSONNEL_SECTION)
    with pytest.raises(NotNow, match="不能自己接收"):
        actions.accept_all_mine(both, sent.pk)
    elsewhere = also(make_actor(office, desk.units["县统计局"]), Office.PERSONNEL_SECTION)
    actions.accept_all_mine(elsewhere, sent.pk)
    assert sent.rows.filter(state="accepted").exists()


def test_the_page_says_why_there_is_no_button(desk: Desk) -> None:
    sent = desk.submitted()
    both = also(desk.officer, Office.PERSONNEL_SECTION)
    client = browser(both)
    session = client.session
    session["holding"] = both.holding.pk
    session.save()
    text = client.get(reverse("rosters:return", args=[sent.pk])).content.decode()
    assert "请本科室的另一人接收" in text
    assert "接收本科室" not in text
    assert "接收勾选的人" not in text


def test_a_colleagues_correction_of_the_own_unit(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    both = also(make_actor(Office.HR_OFFICER, desk.unit), Office.PERSONNEL_SECTION)
    with pytest.raises(NotNow, match="不能自己接收"):
        actions.approve_correction(both, asked.pk)


def known(citizen_id: str, authority: str, name: str = "某秘") -> None:
    with writing():
        person = Person.objects.create(key=person_key(citizen_id), name=name)
        PersonAuthority.objects.create(person=person, authority=authority, valid_from=LONG_AGO)


def test_an_id_of_the_other_sections_person_is_refused_when_asked(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    new = next(i for i in neighbours(row.cells["id"]) if i != row.cells["id"])
    known(new, "organisation_department")
    with pytest.raises(NotNow, match="另一科室管理的人") as caught:
        actions.ask_correction(desk.officer, row.pk, {"id": new}, "号码抄错")
    assert "某秘" not in str(caught.value)
    assert "某秘" not in str(list(Entry.objects.values()))


def test_an_id_that_became_the_other_sections_is_refused_when_approved(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    new = next(i for i in neighbours(row.cells["id"]) if i != row.cells["id"])
    asked = actions.ask_correction(desk.officer, row.pk, {"id": new}, "号码抄错")
    known(new, "organisation_department")
    with pytest.raises(NotNow, match="办了移交再更正"):
        actions.approve_correction(desk.personnel, asked.pk)
    row.refresh_from_db()
    assert row.person_key != person_key(new)
    held = PersonAuthority.objects.get(person=person_key(new), valid_to=None)
    assert held.authority == "organisation_department"


def test_an_id_of_another_person_of_the_same_section_is_refused(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    one, other = (i for i in neighbours(row.cells["id"])[:2])
    known(one, "personnel_bureau")
    with pytest.raises(NotNow, match="已记在另一人名下") as caught:
        actions.ask_correction(desk.officer, row.pk, {"id": one}, "号码抄错")
    assert "某秘" not in str(caught.value)
    asked = actions.ask_correction(desk.officer, row.pk, {"id": other}, "号码抄错")
    known(other, "personnel_bureau")
    with pytest.raises(NotNow, match="已记在另一人名下"):
        actions.approve_correction(desk.personnel, asked.pk)
    row.refresh_from_db()
    assert row.person_key == person_key(row.cells["id"])


def test_who_was_known_by_the_right_id_before_is_the_same_person(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    new = next(i for i in neighbours(row.cells["id"]) if i != row.cells["id"])
    known(new, "personnel_bureau", row.name)
    asked = actions.ask_correction(desk.officer, row.pk, {"id": new}, "号码抄错")
    assert actions.approve_correction(desk.personnel, asked.pk).state == "approved"
    row.refresh_from_db()
    assert row.person_key == person_key(new)
    assert PersonAuthority.objects.get(person=row.person_key).valid_from == LONG_AGO
