"""What the workbench says to each office, and of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lungang.campaign.core import desk, kinds
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.web.bar import bar_for
from tests.factories import make_actor, make_campaign, make_unit
from tests.web import office_scenes as scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    scenes.set_clock(monkeypatch)
    monkeypatch.setattr(kinds, "_kinds", {kind.key: kind for kind in scenes.kinds()})
    monkeypatch.setattr(kinds, "_desks", {"scene": scenes.desk})


def text(client, actor, path="/", status=200):
    client.force_login(actor.user)
    page = client.get(path)
    assert page.status_code == status
    return page.content.decode()


def test_the_sentence_names_what_is_due_and_what_waits(client):
    _campaign, officer = scenes.make_unit_morning()
    page = text(client, officer)
    assert "今天 12:00 前签收督办通知，明天 17:00 前改花名册。" in page
    assert "花名册被接收后，才能填表一《拟轮岗（交流）人员名册》。" in page


def test_groups_stand_by_time():
    campaign, officer = scenes.make_unit_morning()
    found = desk.unit_desk(officer, campaign)
    assert [duty.task.kind for duty in found.now] == ["notice", "rosters", "kinship"]
    assert [duty.task.kind for duty in found.blocked] == ["form-one"]
    assert [duty.task.kind for duty in found.done] == ["intentions"]
    assert [duty.task.kind for duty in found.urgent] == ["notice", "rosters"]


def test_what_waits_opens_when_the_other_is_accepted():
    campaign, officer = scenes.make_unit_morning()
    with scenes.writing():
        campaign.tasks.filter(kind="rosters").update(state="accepted")
    found = desk.unit_desk(officer, campaign)
    assert "form-one" in [duty.task.kind for duty in found.now]
    assert not found.blocked


def test_returned_far_from_its_time_is_urgent_all_the_same():
    campaign = make_campaign()
    officer = make_actor(Office.HR_OFFICER)
    later = scenes.MORNING + timedelta(days=20)
    scenes.give(campaign, officer.holding.unit, "rosters", "returned", later)
    assert [duty.task.kind for duty in desk.unit_desk(officer, campaign).urgent] == ["rosters"]


def test_over_time_is_said(client):
    campaign = make_campaign()
    officer = make_actor(Office.HR_OFFICER)
    before = scenes.MORNING - timedelta(minutes=12)
    scenes.give(campaign, officer.holding.unit, "rosters", "open", before)
    page = text(client, officer)
    assert "填花名册已过时限（今天 09:00）" in page
    assert "已过 12 分钟" in page


def test_quiet_and_finished_days_have_their_sentence(client):
    campaign = make_campaign()
    officer = make_actor(Office.HR_OFFICER)
    later = scenes.MORNING + timedelta(days=20)
    task = scenes.give(campaign, officer.holding.unit, "rosters", "open", later)
    assert "今明两天没有到期的" in text(client, officer)
    with scenes.writing():
        task.state = "accepted"
        task.save()
    assert "该办的都办了" in text(client, officer)


def test_a_unit_sees_nothing_of_another(client):
    campaign, _officer = scenes.make_unit_morning()
    other = make_actor(Office.HR_OFFICER)
    page = text(client, other)
    for secret in ("签收督办通知", "谭必蓉", "田应全", "陈秀兰"):
        assert secret not in page
    assert not desk.unit_desk(other, campaign).now


def test_whom_to_ask(client):
    _campaign, officer = scenes.make_unit_morning()
    page = text(client, officer)
    for word in ("人事局公务员管理科", "赵文彬", "5512-306", "田应全", "还没有人任这个岗位"):
        assert word in page


def test_the_county_sees_how_units_stand(client):
    campaign, _officer = scenes.make_unit_morning()
    for state in ("open", "submitted", "submitted", "accepted"):
        scenes.give(campaign, make_unit(), "rosters", state, scenes.MORNING - timedelta(hours=1))
    clerk = make_actor(Office.DISCIPLINE)
    standing = {s.noun: s for s in desk.standings(clerk, campaign)}["花名册"]
    assert (standing.total, standing.late, standing.owed) == (5, 1, 2)
    assert dict(standing.cells) == {
        "accepted": 1, "submitted": 2, "returned": 1, "begun": 0, "open": 1
    }  # fmt: skip
    assert len(standing.late_units) == 1
    assert standing.late_units[0] in text(client, clerk)


def test_items_of_a_desk_are_by_deadline(client):
    scenes.make_unit_morning()
    page = text(client, make_actor(Office.PERSONNEL_SECTION))
    assert page.index("接收水利农机局花名册") < page.index("答复更正 3 件")
    assert "接收水利农机局花名册" not in text(client, make_actor(Office.ORGANISATION_SECTION))


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
def test_administrators_read_no_business(client, office):
    scenes.make_unit_morning()
    page = text(client, make_actor(office))
    assert "水利农机局" not in page
    assert "花名册" not in page


def queries(client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/").status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_units(client):
    campaign, _officer = scenes.make_unit_morning()
    late = scenes.MORNING - timedelta(days=1)
    scenes.give(campaign, make_unit(), "rosters", "open", late)
    client.force_login(make_actor(Office.PERSONNEL_SECTION).user)
    queries(client)  # the first page of a session asks more
    before = queries(client)
    for number in range(20):
        scenes.give(campaign, make_unit(), "rosters", "open", late + timedelta(days=number))
    assert queries(client) == before


def test_a_unit_s_bar_has_the_words_of_its_own_work_that_have_pages():
    campaign = make_campaign()
    labels = [item.label for item in bar_for(make_actor(Office.HR_OFFICER), campaign, None).items]
    assert labels == ["工作台", "花名册", "应交流、应轮岗", "交流人员", "结果"]


def test_the_county_s_bar_has_twelve_steps_and_ticks():
    campaign = make_campaign("screening")
    items = bar_for(make_actor(Office.LEADING_GROUP), campaign, None).items
    assert [item.state for item in items] == ["home", "own", *["done"] * 5, "now", *["later"] * 6]
    assert bar_for(make_actor(Office.LEADING_GROUP), campaign, None).line.label == "筛查"


def test_the_bar_leads_nobody_to_a_page_that_is_not_there_for_him(client):
    campaign = make_campaign("screening")
    for office in Office:
        actor = make_actor(office)
        client.force_login(actor.user)
        for item in bar_for(actor, campaign, None).items:
            assert client.get(item.url).status_code == 200, (office, item)


def test_the_page_of_a_step_says_whose_it_is(client):
    make_campaign("reporting")
    page = text(client, make_actor(Office.LEADING_GROUP), "/steps/deliberation/")
    assert "还没有到这一步" in page
    assert "纪委监察局" in page
    text(client, make_actor(Office.LEADING_GROUP), "/steps/nothing/", 404)


def test_nobody_and_no_office(client):
    assert client.get("/").status_code == 302
    actor = make_actor(Office.HR_OFFICER)
    with scenes.writing():
        actor.holding.delete()
    assert "现在没有岗位" in text(client, actor)
