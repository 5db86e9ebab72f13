"""What a new site shows to those who set it going, and how each thing done moves it on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core import actions
from lungang.campaign.core.first_steps import WHO, first_steps
from lungang.campaign.core.queries import current_campaign
from lungang.platform import clock
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.accounts.queries import actor_for
from tests.campaign.core.test_core_pages import FACTS
from tests.factories import make_actor, make_campaign, make_unit
from tests.forms import send

pytestmark = pytest.mark.django_db


def said(actor):
    return [(step.state, bool(step.url)) for step in first_steps(actor, current_campaign())]


def home(client, actor):
    client.force_login(actor.user)
    page = client.get("/")
    assert page.status_code == 200
    return page.content.decode()


def test_the_list_goes_on_as_things_are_done(client):
    admin = make_actor(Office.SECURITY_ADMIN)
    waits = ("等前一步", False)
    assert said(admin) == [("可办", True), waits, *[("可办", True)] * 2, *[waits] * 5]
    editor = make_actor(Office.ESTABLISHMENT_OFFICE)
    assert said(editor)[:2] == [("已办", False), ("可办", True)]
    assert "/units/import/" in home(client, editor)
    unit = make_unit()
    section = make_actor(Office.ORGANISATION_SECTION)
    assert said(section)[5] == ("可办", True)
    page = home(client, admin)
    assert "还有 1 个单位没有政工人员" in page
    assert "人事局公务员管理科" in page
    assert "/campaign/open/" not in page
    make_actor(Office.HR_OFFICER, unit)
    assert said(admin)[4] == ("已办", False)
    assert "/campaign/open/" in home(client, section)
    assert send(client, "/campaign/open/", FACTS).status_code == 302
    assert "/campaign/pack/" in home(client, section)
    assert send(client, "/campaign/pack/", {"shipped": "county-2004"}).status_code == 302
    page = home(client, section)
    assert "/campaign/?step=reporting#id_step" in page
    assert "/tasks/give/" not in page
    due = clock.now() + timedelta(days=3)
    actions.give_task(section, current_campaign().pk, "rosters", [unit.pk], due)
    assert said(section)[7:] == [("可办", True), ("已办", False)], "units cannot begin yet"
    asked = {"step": "reporting", "reason": "从上报开始"}
    assert send(client, "/campaign/", asked, action="/campaign/step/").status_code == 302
    assert said(section) == []
    assert "按这个顺序办" not in home(client, section)
    assert said(admin) == [("可办", True)], "each section is to have two people"
    page = home(client, admin)
    assert "还差第二人：组织部干部科、人事局公务员管理科" in page
    for office in (*[Office.PERSONNEL_SECTION] * 2, Office.ORGANISATION_SECTION):
        make_actor(office)
    assert said(admin) == []


@pytest.mark.parametrize("office", list(Office))
def test_who_sees_the_list(client, office):
    page = home(client, make_actor(office))
    assert ("按这个顺序办" in page) is (office in WHO)


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
def test_administrators_are_led_to_no_page_but_their_own(client, office):
    make_unit()
    actor = make_actor(office)
    client.force_login(actor.user)
    for step in first_steps(actor_for(actor.user, None), None):
        assert not step.url or client.get(step.url).status_code == 200


def test_an_office_of_a_unit_waits_for_the_units(client):
    admin, person = make_actor(Office.SECURITY_ADMIN), make_actor(Office.DISCIPLINE)
    client.force_login(admin.user)
    path = f"/accounts/people/{person.user.pk}/grant/"
    page = client.get(path).content.decode()
    assert "单位库还是空的" in page
    assert 'href="/"' in page
    day = {"office": "hr_officer", "valid_from": "2026-01-01"}
    assert "先请编办上传单位表" in send(client, path, day).content.decode()
    make_unit()
    assert "单位库还是空的" not in client.get(path).content.decode()


def test_in_reporting_the_task_can_be_given(client):
    make_unit()
    make_campaign()
    section = make_actor(Office.ORGANISATION_SECTION)
    assert said(section)[7:] == [("已办", False), ("可办", True)]
    assert "/tasks/give/" in home(client, section)
