"""A campaign is closed by the leading group at its last step; then the next may open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lungang.campaign.core import actions
from lungang.campaign.core.queries import current_campaign, why_closed
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from tests.factories import make_actor, make_campaign, make_unit
from tests.forms import opened, press


@pytest.mark.django_db
def test_closed_at_the_last_step_by_the_group_alone() -> None:
    group, section = make_actor(Office.LEADING_GROUP), make_actor(Office.PERSONNEL_SECTION)
    campaign = make_campaign("inspection")
    with pytest.raises(NotNow, match="第 11 步验收"):
        actions.close_campaign(group, campaign.pk)
    actions.open_step(group, campaign.pk, "archive")
    with pytest.raises(NotPermitted):
        actions.close_campaign(section, campaign.pk)
    assert actions.close_campaign(group, campaign.pk).closed_at is not None
    assert current_campaign() is None
    with pytest.raises(NotPermitted):
        actions.close_campaign(group, campaign.pk)
    assert actions.open_campaign(section, "下一批", "青榆县", date(2006, 12, 16)) is not None


@pytest.mark.django_db
def test_ended_before_its_time_by_the_group_with_a_reason_that_everybody_concerned_gets() -> None:
    group, section = make_actor(Office.LEADING_GROUP), make_actor(Office.PERSONNEL_SECTION)
    campaign, unit = make_campaign("screening"), make_unit()
    due = clock.now() + timedelta(days=3)
    actions.give_task(section, campaign.pk, "rosters", [unit.pk], due)
    with pytest.raises(NotPermitted):
        actions.end_campaign(section, campaign.pk, "停办")
    with pytest.raises(InputError, match="没有写理由"):
        actions.end_campaign(group, campaign.pk, "  ")
    actions.end_campaign(group, campaign.pk, "县委会议决定停办")
    campaign.refresh_from_db()
    assert "已经终止" in why_closed(campaign, "screening")
    assert current_campaign() is None
    told = Notice.objects.filter(subject__contains="已经终止")
    assert {(one.office, one.unit_id) for one in told} == {
        ("organisation_section", None), ("personnel_section", None), ("hr_officer", unit.pk),
    }  # fmt: skip
    assert {one.body for one in told} == {"县委会议决定停办"}
    assert actions.open_campaign(section, "下一批", "青榆县", date(2006, 12, 16)) is not None


@pytest.mark.django_db
def test_at_its_last_step_it_is_closed_and_not_ended() -> None:
    with pytest.raises(NotNow, match="请归档"):
        actions.end_campaign(make_actor(Office.LEADING_GROUP), make_campaign("archive").pk, "停办")


@pytest.mark.django_db
def test_ended_on_screen_and_no_reason_leads_past_deliberation(client) -> None:
    group = make_actor(Office.LEADING_GROUP)
    campaign = make_campaign("screening")
    with pytest.raises(NotNow, match="还没有确认"):
        actions.open_step(group, campaign.pk, "archive", reason="不商定了")
    client.force_login(group.user)
    assert "终止本次工作" in client.get(reverse("core:settings")).content.decode()
    form = opened(client, reverse("core:end"))
    assert "没有写理由" in press(client, form, {"reason": ""}).content.decode()
    answers = [press(client, form, {"reason": "停办"}) for _time in (1, 2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, "/")] * 2
    assert Entry.objects.filter(action="core.end_campaign", result="done").count() == 1
    assert client.get(reverse("core:end")).status_code == 404
