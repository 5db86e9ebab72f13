"""What stands in the way of the pool is said where it would be sent, and before."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest

from lungang.campaign.rosters.models import Correction
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import PetitionKind
from lungang.platform import clock
from lungang.platform.guard import writing
from lungang.platform.organisation.models import UnitVersion

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"


@pytest.fixture
def section(client, county):
    county.screen()
    client.force_login(county.personnel.user)
    return county


def page(client, path):
    return html.unescape(client.get(f"/screening/{path}").content.decode())


def ask(county):
    rows = queries.results_for(county.officer(LAND), county.campaign)
    args = (rows.filter(verdict="must_exchange").first().pk, PetitionKind.DEFER, "援建")
    return actions.petition(county.officer(LAND), county.campaign, *args)


def test_the_list_offers_to_send_only_what_can_be_sent(client, section):
    assert "送领导小组确认</a>" in page(client, "")
    ask(section)
    blocked = page(client, "")
    assert "送领导小组确认</a>" not in blocked
    assert "送领导小组确认以前，先办完：还有 1 件提请没有审。" in blocked


def test_the_group_is_offered_to_confirm_only_what_can_be_confirmed(client, section):
    now = standing(section.campaign)
    actions.propose_pool(section.personnel, section.campaign, now.digest)
    client.force_login(section.group.user)
    assert "确认名单</a>" in page(client, "")
    ask(section)
    blocked = page(client, "")
    assert 'pri" href="/screening/pool/">确认名单' not in blocked
    assert "确认名单以前，先办完：还有 1 件提请没有审。" in blocked


def test_every_unit_whose_roster_is_missing_is_named(client, county):
    county.missing = tuple(UnitVersion(name=f"第{n}局", unit_id=n) for n in range(1, 9))
    county.screen()
    said = "；".join(standing(county.campaign).hindrances)
    assert all(f"第{n}局" in said for n in range(1, 9))
    client.force_login(county.personnel.user)
    assert "第8局" in page(client, "pool/")


def test_a_correction_that_waits_is_told_before_sending_and_before_confirming(client, section):
    told = "还有 1 件花名册更正没有审。同意以后要重新筛查"
    assert told not in page(client, "pool/")
    with writing():
        Correction.objects.create(
            row=next(iter(section.rows.values())), before={}, after={}, reason="漏记",
            asked_at=clock.now(), asked_by=section.officer(LAND).holding,
        )  # fmt: skip
    assert told in page(client, "pool/")
    now = standing(section.campaign)
    actions.propose_pool(section.personnel, section.campaign, now.digest)
    client.force_login(section.group.user)
    assert told in page(client, "pool/")


def test_of_how_many_units_opinions_are_missing_and_whether_their_time_is_over(client, section):
    now = standing(section.campaign)
    units = len({row.unit_id for row in now.people})
    assert f"{units} 个单位还没有征求" in page(client, "pool/")
    moment = clock.now() + timedelta(days=1)
    actions.ask_opinions(section.personnel, section.campaign, moment)
    assert f"{units} 个单位时限未到" in page(client, "pool/")
    with writing():
        late = section.campaign.tasks.filter(unit=section.units[LAND])
        late.update(due_at=clock.now() - timedelta(hours=1))
    actions.propose_pool(section.personnel, section.campaign, now.digest)
    client.force_login(section.group.user)
    tick = page(client, "pool/").partition('id="without-opinion"')[2]
    assert "1 个单位时限已过" in tick
