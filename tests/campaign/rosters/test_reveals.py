"""The discipline office reads who saw whose id whole, and why; nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.reveals import reveals_for
from lungang.campaign.rosters.views import county as county_views
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.actions.read import log_reading
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import UNIT, Desk
from tests.campaign.rosters.test_roster_pages import browser, queries_of
from tests.factories import make_actor

ADDRESS = "/rosters/reveals/"


def see(desk: Desk, number: int = 1) -> list[Row]:
    """Let both the unit and the section see ids whole."""
    sent = desk.submitted()
    rows = list(sent.rows.filter(table="roster", authority="personnel_bureau")[:number])
    for row in rows:
        actions.reveal_id(desk.personnel, desk.campaign, row.pk, f"核对第{row.number}份档案")
    return rows


def test_it_tells_when_who_whose_and_why(desk: Desk) -> None:
    (row,) = see(desk)
    actions.reveal_id(desk.officer, desk.campaign, row.pk, "本人来核对")
    text = browser(make_actor(Office.DISCIPLINE)).get(ADDRESS).content.decode()
    for word in (desk.officer.name, row.name, UNIT, "本人来核对", f"核对第{row.number}份档案"):
        assert word in text
    assert desk.personnel.name in text
    assert f"{clock.today():%Y.%m.%d}" in text
    assert text.index("本人来核对") < text.index("份档案"), "newest first"
    assert row.cells["id"] not in text


def test_other_readings_under_reasons_are_not_among_them(desk: Desk) -> None:
    log_reading(desk.personnel, "查看密封材料", "开封核对", about=desk.campaign)
    text = browser(make_actor(Office.DISCIPLINE)).get(ADDRESS).content.decode()
    assert "没有人看过完整证号" in text
    assert "开封核对" not in text


@pytest.mark.usefixtures("still_clock")
def test_nobody_else_finds_the_page_and_the_auditor_no_reason(desk: Desk) -> None:
    see(desk)
    for office in set(Office) - {Office.DISCIPLINE}:
        unit = desk.unit if office in (Office.HR_OFFICER, Office.UNIT_HEAD) else None
        actor = make_actor(office, unit)
        client = browser(actor)
        answer = client.get(ADDRESS)
        assert answer.status_code == 404, office
        assert answer.content == client.get("/nowhere/").content
        assert not reveals_for(actor).exists(), office
    client = browser(make_actor(Office.AUDITOR))
    entry = reveals_for(make_actor(Office.DISCIPLINE)).get()
    for address in ("/audit/", f"/audit/entries/{entry.seq}/"):
        page = client.get(address)
        assert (page.status_code, "份档案" in page.content.decode()) == (200, False)


def test_a_row_taken_out_since_leaves_its_line(desk: Desk) -> None:
    sent = desk.upload()
    row = desk.person(sent)
    actions.reveal_id(desk.officer, desk.campaign, row.pk, "核对号码")
    actions.remove_row(desk.officer, row.pk)
    text = browser(make_actor(Office.DISCIPLINE)).get(ADDRESS).content.decode()
    assert "核对号码" in text
    assert "这一行后来从草稿里删去了" in text


def test_it_comes_page_by_page_with_as_many_queries(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(county_views, "A_PAGE", 3)
    client = browser(make_actor(Office.DISCIPLINE))
    rows = see(desk, 5)
    text = client.get(ADDRESS).content.decode()
    assert [row.name in text for row in rows] == [False, False, True, True, True]
    text = client.get(ADDRESS, {"page": 2}).content.decode()
    assert [row.name in text for row in rows] == [True, True, False, False, False]
    many = queries_of(lambda: client.get(ADDRESS))
    assert queries_of(lambda: client.get(ADDRESS, {"page": 2})) == many


def test_the_desk_and_the_notice_lead_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = see(desk)
    home = reverse("core:home")
    client = browser(make_actor(Office.DISCIPLINE))
    assert "看过 1 次，近七天 1 次" in client.get(home).content.decode()
    assert f'href="{ADDRESS}"' in client.get(home).content.decode()
    assert ADDRESS not in browser(desk.personnel).get(home).content.decode()
    monkeypatch.setattr(actions.reveal, "AN_HOUR", 1)
    with pytest.raises(Exception, match="已看过 1 个证号"):
        actions.reveal_id(desk.personnel, desk.campaign, row.pk, "核对")
    assert Notice.objects.get(office=Office.DISCIPLINE).path == ADDRESS
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "看过 1 次，近七天 0 次" in client.get(home).content.decode()
