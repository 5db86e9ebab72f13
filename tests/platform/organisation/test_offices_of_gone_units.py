"""Offices held in a unit that is merged or abolished: ended, asked for anew, and on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lungang.errors import NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import actor_for
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.platform.organisation import actions
from tests.factories import make_actor, make_unit
from tests.forms import send

pytestmark = pytest.mark.django_db
OFFICES = (Office.HR_OFFICER, Office.UNIT_HEAD, Office.PERSON_MOVED)


@pytest.fixture
def editor():
    return make_actor(Office.ESTABLISHMENT_OFFICE)


@pytest.fixture
def people():
    unit = make_unit("县粮食局")
    return [make_actor(office, unit) for office in OFFICES]


def unit_of(people):
    return people[0].holding.unit


def offices(person):
    """What a person may act in today."""
    actor = actor_for(person.user, None)
    return [(actor.office, actor.unit_id)] if actor.holding else []


def told(person):
    rows = Entry.objects.filter(subject_type="accounts.User", subject_id=str(person.user.pk))
    return [row.summary for row in rows]


def test_offices_of_an_abolished_unit_end_with_it(editor, people, client):
    today, unit = clock.today(), unit_of(people)
    client.force_login(people[0].user)
    assert client.get("/").status_code == 200
    actions.abolish_unit(editor, unit.pk, day=today, reason="机构改革")
    for person in people:
        person.holding.refresh_from_db()
        assert person.holding.valid_to == today
        assert offices(person) == []
        assert "止岗位：县粮食局" in told(person)[0]
    assert "现在没有岗位" in client.get("/").content.decode()
    assert client.get("/rosters/mine/").status_code == 404


def test_offices_end_on_the_day_named_not_before(editor, people):
    later, unit = clock.today() + timedelta(days=3), unit_of(people)
    actions.abolish_unit(editor, unit.pk, day=later, reason="机构改革")
    for person in people:
        person.holding.refresh_from_db()
        assert person.holding.valid_to == later
        assert offices(person) == [(person.office, unit.pk)]


def test_of_a_merged_unit_the_security_administrator_is_asked_to_give_them_anew(editor, people):
    today, unit, heir = clock.today(), unit_of(people), make_unit("县商务局")
    actions.merge_unit(editor, unit.pk, heir.pk, day=today, hand_over=True)
    for person in people:
        assert offices(person) == []
        assert told(person) == [f"止岗位：县粮食局{person.office.label}，请在县商务局另给"]
    assert not Holding.objects.filter(unit=heir).exists(), "the establishment office gives none"
    notice = Notice.objects.get()
    assert (notice.office, notice.subject) == (
        Office.SECURITY_ADMIN,
        "县粮食局并入县商务局，有 3 个岗位请另给",
    )
    assert notice.path == "/accounts/people/"
    for person in people:
        assert f"{person.name}（{person.user.username}），{person.office.label}" in notice.body
        assert person.name not in notice.subject


def test_or_they_end(editor, people):
    unit, heir = unit_of(people), make_unit()
    actions.merge_unit(editor, unit.pk, heir.pk, day=clock.today())
    assert [offices(person) for person in people] == [[], [], []]
    assert not Notice.objects.exists()


def test_who_holds_it_in_the_other_unit_already_holds_it_once(editor, people):
    unit, heir = unit_of(people), make_unit()
    with writing():
        Holding.objects.create(
            user=people[0].user, office=Office.HR_OFFICER, unit=heir, valid_from=date(2001, 1, 1)
        )
    actions.merge_unit(editor, unit.pk, heir.pk, day=clock.today(), hand_over=True)
    assert offices(people[0]) == [(Office.HR_OFFICER, heir.pk)]
    assert people[0].user.holdings.filter(unit=heir).count() == 1
    assert people[0].name not in Notice.objects.get().body


def test_an_office_that_begins_today_or_later_is_none_there(editor):
    unit, heir = make_unit(), make_unit()
    new, coming = make_actor(Office.HR_OFFICER, unit), make_actor(Office.UNIT_HEAD, unit)
    today, soon = clock.today(), clock.today() + timedelta(days=9)
    with writing():
        Holding.objects.filter(pk=new.holding.pk).update(valid_from=today)
        Holding.objects.filter(pk=coming.holding.pk).update(valid_from=soon, valid_to=None)
    actions.merge_unit(editor, unit.pk, heir.pk, day=today, hand_over=True)
    assert not Holding.objects.filter(pk=coming.holding.pk).exists()
    assert not coming.user.holdings.exists()
    assert offices(new) == []
    assert coming.name in Notice.objects.get().body


def test_nobody_else_ends_them(people):
    unit = unit_of(people)
    with pytest.raises(NotPermitted):
        actions.abolish_unit(
            make_actor(Office.ORGANISATION_SECTION), unit.pk, day=clock.today(), reason="x"
        )
    assert all(offices(person) for person in people)


def test_the_forms_say_whose_offices_do_not_stay(client, editor, people):
    unit, heir = unit_of(people), make_unit()
    client.force_login(editor.user)
    for act in ("merge", "abolish"):
        page = client.get(f"/units/{unit.pk}/{act}/").content.decode()
        assert "政工人员 1 人、单位负责人 1 人、交流人员 1 人" in page
    path = f"/units/{unit.pk}/merge/"
    data = {"successor": heir.pk, "day": clock.today().isoformat()}
    assert "处要改" in send(client, path, data).content.decode()  # it does not choose by itself
    assert send(client, path, data | {"hand_over": "1"}).status_code == 302
    assert [offices(person) for person in people] == [[], [], []]
    assert Notice.objects.get().office == Office.SECURITY_ADMIN
