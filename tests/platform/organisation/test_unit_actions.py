"""Units and sections come, change and go by date; nothing overlaps, nothing goes backward."""

from __future__ import annotations

from datetime import date

import pytest

from lungang.domain import roster as domain
from lungang.domain.codes import Nature, UnitKind
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.organisation import actions
from lungang.platform.organisation.models import QuotaKind, Unit
from lungang.platform.organisation.queries import (
    domain_units,
    history_of,
    name_on,
    sections_on,
    unit_rows,
)
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2004, 3, 1)
LATER = date(2004, 9, 1)


def facts(name="县粮食局", **more):
    return actions.UnitFacts(name=name, kind=UnitKind.GOVERNMENT_DEPARTMENT, **more)


@pytest.fixture
def editor():
    return make_actor(Office.ESTABLISHMENT_OFFICE)


@pytest.fixture
def unit(editor):
    return actions.establish_unit(editor, "G01", facts(), day=DAY)


def events(unit):
    return [(event.day, event.what) for event in history_of(unit)]


def test_a_unit_is_there_from_its_day_on(unit):
    assert unit_rows(date(2004, 2, 29)) == []
    assert [row.version.name for row in unit_rows(DAY)] == ["县粮食局"]
    assert Entry.objects.get(action="organisation.establish_unit").summary == "设立县粮食局"


def test_code_and_name_are_taken_once(editor, unit):
    with pytest.raises(NotNow, match="代码 G01 已经用过"):
        actions.establish_unit(editor, "G01", facts("别的局"), day=DAY)
    with pytest.raises(NotNow, match="已有名为“县粮食局”的单位"):
        actions.establish_unit(editor, "G02", facts(), day=DAY)
    assert Unit.objects.count() == 1


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2999, 1, 1)])
def test_days_of_another_age_are_refused(editor, day):
    with pytest.raises(NotNow, match="请写 1949 年"):
        actions.establish_unit(editor, "G01", facts(), day=day)


def test_renaming_keeps_the_old_name_in_its_time(editor, unit):
    actions.change_unit(editor, unit.pk, facts("县粮食和物资局"), day=LATER, seen=1)
    assert name_on(unit, date(2004, 8, 31)) == "县粮食局"
    assert name_on(unit, LATER) == "县粮食和物资局"
    assert events(unit) == [
        (LATER, "县粮食局更名为县粮食和物资局"),
        (DAY, "设立，名为县粮食局"),
    ]


def test_every_kind_of_change_is_told_in_the_history(editor, unit):
    above = make_unit("县政府")
    changes = [
        actions.UnitFacts(name="县粮食局", kind=UnitKind.INSTITUTION),
        actions.UnitFacts(name="县粮食局", kind=UnitKind.INSTITUTION, in_charge=above.pk),
        actions.UnitFacts(
            name="县粮食局", kind=UnitKind.INSTITUTION, in_charge=above.pk, leading_body=("甲某",)
        ),
        actions.UnitFacts(
            name="县粮食局", kind=UnitKind.INSTITUTION, leading_body=("甲某",), short_name="粮"
        ),
        actions.UnitFacts(
            name="县粮食局", kind=UnitKind.INSTITUTION, leading_body=("甲某",), order=9
        ),
    ]
    for month, change in enumerate(changes, 4):
        actions.change_unit(editor, unit.pk, change, day=date(2004, month, 1))
    assert [what for _day, what in events(unit)] == [
        "简称或排序变动",
        "主管部门改为没有",
        "班子成员变动",
        "主管部门改为县政府",
        "类别改为事业单位",
        "设立，名为县粮食局",
    ]


@pytest.mark.parametrize("day", [DAY, date(2004, 2, 1)])
def test_a_change_goes_forward(editor, unit, day):
    with pytest.raises(NotNow, match="新的日期要晚于这一天"):
        actions.change_unit(editor, unit.pk, facts("新名"), day=day)


def test_a_change_changes_something(editor, unit):
    with pytest.raises(NotNow, match="没有改动"):
        actions.change_unit(editor, unit.pk, facts(), day=LATER)


def test_departments_in_charge_do_not_go_round_and_are_there(editor, unit):
    below = actions.establish_unit(editor, "G02", facts("粮站", in_charge=unit.pk), day=DAY)
    with pytest.raises(NotNow, match="绕回了自己"):
        actions.change_unit(editor, unit.pk, facts(in_charge=below.pk), day=LATER)
    with pytest.raises(NotNow, match="还没有或已撤销"):
        actions.establish_unit(
            editor, "G03", facts("早站", in_charge=unit.pk), day=date(2004, 1, 1)
        )
    with pytest.raises(NotNow, match="归“县粮食局”主管"):
        actions.abolish_unit(editor, unit.pk, day=LATER, reason="机构改革")
    actions.abolish_unit(editor, below.pk, day=LATER, reason="机构改革")
    with pytest.raises(NotNow, match="还没有或已撤销"):
        actions.establish_unit(editor, "G04", facts("晚站", in_charge=below.pk), day=LATER)


def test_merging_leaves_the_successor_alone(editor, unit):
    heir = make_unit("县商务局")
    actions.add_section(editor, unit.pk, "办公室", day=DAY)
    actions.set_establishment(editor, unit.pk, Nature.ADMINISTRATIVE, 20, day=DAY, reason="文")
    actions.merge_unit(editor, unit.pk, heir.pk, day=LATER)
    assert [row.version.name for row in unit_rows(LATER)] == ["县商务局"]
    assert sections_on(unit, LATER) == []
    assert [row.name for row in sections_on(unit, DAY)] == ["办公室"]
    unit.refresh_from_db()
    assert unit.successor == heir
    assert (LATER, "并入县商务局") in events(unit)
    with pytest.raises(NotNow, match="已经撤销或并入"):
        actions.change_unit(editor, unit.pk, facts("新名"), day=date(2005, 1, 1))


def test_what_cannot_be_merged(editor, unit):
    with pytest.raises(NotNow, match="不能并入自己"):
        actions.merge_unit(editor, unit.pk, unit.pk, day=LATER)
    young = actions.establish_unit(editor, "G02", facts("新局"), day=date(2004, 12, 1))
    with pytest.raises(NotNow, match="到 2004-12-01 才有"):
        actions.merge_unit(editor, unit.pk, young.pk, day=LATER)
    with pytest.raises(NotPermitted):
        actions.merge_unit(editor, unit.pk, 99999, day=LATER)


def test_abolishing_needs_a_day_behind_everything(editor, unit):
    actions.add_section(editor, unit.pk, "办公室", day=date(2004, 10, 1))
    with pytest.raises(NotNow, match="自 2004-10-01 起"):
        actions.abolish_unit(editor, unit.pk, day=LATER, reason="改革")
    actions.abolish_unit(editor, unit.pk, day=date(2005, 1, 1), reason="改革")
    assert (date(2005, 1, 1), "撤销") in events(unit)
    assert Entry.objects.get(action="organisation.abolish_unit").reason == "改革"


def test_sections_come_are_renamed_and_close(editor, unit):
    actions.add_section(editor, unit.pk, "办公室", "甲某", day=DAY)
    section = unit.sections.get()
    with pytest.raises(NotNow, match="已有“办公室”"):
        actions.add_section(editor, unit.pk, "办公室", day=LATER)
    with pytest.raises(NotNow, match="内设机构不能更早"):
        actions.add_section(editor, unit.pk, "财务科", day=date(2004, 1, 1))
    with pytest.raises(NotNow, match="没有改动"):
        actions.change_section(editor, section.pk, "办公室", "甲某", day=LATER)
    actions.change_section(editor, section.pk, "办公室", "乙某", day=date(2004, 5, 1))
    actions.change_section(editor, section.pk, "综合科", "乙某", day=date(2004, 6, 1))
    actions.close_section(editor, section.pk, day=LATER)
    with pytest.raises(NotNow, match="已经撤销"):
        actions.close_section(editor, section.pk, day=date(2005, 1, 1))
    assert [what for _day, what in events(unit)][:4] == [
        "撤销综合科",
        "办公室更名为综合科",
        "办公室的分管领导改为乙某",
        "设立，名为县粮食局",
    ]


def test_numbers_hold_from_a_day_on(editor, unit):
    actions.set_establishment(editor, unit.pk, Nature.ADMINISTRATIVE, 20, day=DAY, reason="文")
    actions.set_establishment(editor, unit.pk, Nature.ADMINISTRATIVE, 22, day=LATER, reason="文")
    actions.set_quota(editor, unit.pk, QuotaKind.LEADING, 3, day=DAY, reason="文")
    actions.set_quota(editor, unit.pk, QuotaKind.RANK, 5, "一级主任科员", day=DAY, reason="文")
    early, late = domain_units(DAY)[0], domain_units(LATER)[0]
    assert early.establishment == {Nature.ADMINISTRATIVE: 20}
    assert late.establishment == {Nature.ADMINISTRATIVE: 22}
    assert (late.leading_quota, late.rank_quota) == (3, {"一级主任科员": 5})
    row = unit_rows(LATER)[0]
    assert row.headcounts[0] == 22
    assert row.leading == [3, None, None]
    assert row.ranks == {"一级主任科员": 5}


def test_numbers_do_not_overlap_nor_go_backward(editor, unit):
    def set_to(number, day):
        actions.set_establishment(
            editor, unit.pk, Nature.INSTITUTIONAL, number, day=day, reason="文"
        )

    with pytest.raises(NotNow, match="编制和职数不能更早"):
        set_to(5, date(2004, 1, 1))
    with pytest.raises(NotNow, match="没有改动"):
        set_to(None, LATER)
    set_to(5, DAY)
    with pytest.raises(NotNow, match="要晚于这一天"):
        set_to(6, DAY)
    with pytest.raises(NotNow, match="没有改动"):
        set_to(5, LATER)
    set_to(None, LATER)
    with pytest.raises(NotNow, match="要晚于这一天"):
        set_to(7, date(2004, 8, 1))
    set_to(7, LATER)
    assert domain_units(LATER)[0].establishment == {Nature.INSTITUTIONAL: 7}


def test_a_number_taken_away_is_in_the_history(editor, unit):
    actions.set_quota(editor, unit.pk, QuotaKind.CHIEF, 4, day=DAY, reason="文")
    actions.set_quota(editor, unit.pk, QuotaKind.CHIEF, None, day=LATER, reason="文")
    assert (LATER, "不再核定中层正职职数") in events(unit)
    with pytest.raises(NotNow, match="只有职级职数分职级"):
        actions.set_quota(editor, unit.pk, QuotaKind.CHIEF, 4, "科员", day=LATER, reason="文")


def test_a_stale_page_is_refused_and_says_who(editor, unit):
    actions.change_unit(editor, unit.pk, facts("新名"), day=LATER, seen=1)
    with pytest.raises(Stale) as refusal:
        actions.abolish_unit(editor, unit.pk, day=date(2005, 1, 1), reason="改革", seen=1)
    assert [entry.summary for entry in refusal.value.since] == ["县粮食局更名为新名"]


@pytest.mark.parametrize(
    "office", [office for office in Office if office != "establishment_office"]
)
def test_the_establishment_office_alone(office, unit):
    actor = make_actor(office)
    with pytest.raises(NotPermitted):
        actions.change_unit(actor, unit.pk, facts("新名"), day=LATER)
    with pytest.raises(NotPermitted):
        actions.establish_unit(actor, "X", facts("新局"), day=DAY)
    with pytest.raises(NotPermitted):
        actions.adopt_units(actor, computed=[], day=DAY)


COUNTY = [
    domain.Unit(
        name="县政府办",
        kind=UnitKind.GOVERNMENT_DEPARTMENT,
        code="A1",
        short_name="政府办",
        establishment={Nature.ADMINISTRATIVE: 30},
        leading_quota=4,
        chief_quota=0,
        rank_quota={"": 6},
        leading_body=("甲某", "乙某"),
    ),
    domain.Unit(name="信息中心", kind=UnitKind.INSTITUTION, department_in_charge="县政府办"),
]


def test_a_county_is_adopted_and_read_back(editor):
    sections = [domain.Section(unit="县政府办", name="秘书科", deputy_in_charge="乙某")]
    actions.adopt_units(editor, computed=COUNTY, sections=sections, day=DAY)
    first, second = domain_units(DAY)
    assert first == COUNTY[0]
    assert (second.code, second.department_in_charge) == ("0001", "县政府办")
    assert [row.deputy_in_charge for row in sections_on(Unit.objects.get(code="A1"), DAY)] == [
        "乙某"
    ]
    assert Entry.objects.get(action="organisation.adopt_units").summary == "建立单位库：2 个单位"


def test_the_founding_system_may_adopt():
    actions.adopt_units(system("建站"), computed=COUNTY, day=DAY)
    assert len(domain_units(DAY)) == 2


@pytest.mark.parametrize(
    ("units", "sections", "said"),
    [
        ([COUNTY[0], COUNTY[0]], [], "重名"),
        ([COUNTY[1]], [], "主管部门不在单位表里：县政府办"),
        (
            [
                domain.Unit(name="甲", kind=UnitKind.INSTITUTION, department_in_charge="乙"),
                domain.Unit(name="乙", kind=UnitKind.INSTITUTION, department_in_charge="甲"),
            ],
            [],
            "绕回了自己",
        ),
        (
            [
                domain.Unit(name="甲", kind=UnitKind.INSTITUTION, code="1"),
                domain.Unit(name="乙", kind=UnitKind.INSTITUTION, code="1"),
            ],
            [],
            "代码重复",
        ),
        ([COUNTY[0]], [domain.Section(unit="无此单位", name="科")], "内设机构的单位不在"),
    ],
)
def test_a_wrong_table_is_refused_whole(editor, units, sections, said):
    before = Unit.objects.count()
    with pytest.raises(NotNow, match=said):
        actions.adopt_units(editor, computed=units, sections=sections, day=DAY)
    assert Unit.objects.count() == before


def test_a_name_known_already_is_refused(editor, unit):
    with pytest.raises(NotNow, match="县粮食局"):
        actions.adopt_units(
            editor, computed=[domain.Unit(name="县粮食局", kind=UnitKind.INSTITUTION)], day=DAY
        )


def test_a_list_without_units_is_refused(editor):
    with pytest.raises(NotNow, match="单位表里没有单位"):
        actions.adopt_units(editor, computed=(), day=DAY)
    assert not Unit.objects.exists()
