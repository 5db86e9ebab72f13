"""A section corrects a fact where it sees the person: with a reason, and another one decides."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Correction
from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts.offices import Office
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import Desk, browser
from tests.factories import make_actor
from tests.forms import send


def test_from_the_row_to_the_answer(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    here = reverse("rosters:return", args=[row.roster_return_id])
    address = reverse("rosters:correct", args=[row.pk])
    client = browser(desk.personnel)
    page = client.get(here).content.decode()
    assert f'href="{address}"' in page
    assert "更正事实" in page
    form = client.get(address).context["form"]
    same = {bound.html_name: bound.initial or "" for bound in form}
    send(client, address, {**same, "remark": "改", "reason": "档案所记不同"})
    asked = Correction.objects.get()
    assert Notice.objects.filter(office=Office.HR_OFFICER, subject__contains="提出更正").exists()
    assert "更正待审" in client.get(here).content.decode()
    with pytest.raises(NotNow, match="不能自己批"):
        actions.approve_correction(desk.personnel, asked.pk)
    other = make_actor(Office.PERSONNEL_SECTION)
    assert actions.approve_correction(other, asked.pk).state == "approved"


def test_only_people_of_the_own_authority(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    here = reverse("rosters:return", args=[row.roster_return_id])
    address = reverse("rosters:correct", args=[row.pk])
    client = browser(desk.organisation)
    assert f'href="{address}"' not in client.get(here).content.decode()
    assert client.get(address).status_code == 404
    with pytest.raises(NotPermitted):
        actions.ask_correction(desk.organisation, row.pk, {"remark": "改"}, "核对")


def test_not_before_the_roster_is_accepted(desk: Desk) -> None:
    row = desk.person(desk.submitted())
    page = browser(desk.personnel).get(reverse("rosters:return", args=[row.roster_return_id]))
    assert "更正事实" not in page.content.decode()


def test_no_empty_tables_where_nothing_can_be_added(desk: Desk) -> None:
    sent = desk.upload()
    here = reverse("rosters:return", args=[sent.pk]) + "?view=all"
    assert "<caption>志愿" in browser(desk.officer).get(here).content.decode()
    actions.submit(desk.officer, sent.pk, warnings_seen=True)
    for actor in (desk.personnel, desk.officer):
        page = browser(actor).get(here).content.decode()
        assert "<caption>花名册" in page
        assert "<caption>志愿" not in page
        assert "<caption>亲属" not in page
