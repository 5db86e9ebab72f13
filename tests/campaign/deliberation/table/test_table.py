"""The table: everybody of the pool on the working plan, in balance; the cards; why not there."""

from __future__ import annotations

import pytest

from lungang.campaign.deliberation.cards import card_of, units_to_ask, why_not
from lungang.platform.accounts.offices import Office
from tests.campaign.deliberation.table.room import make_room
from tests.factories import make_actor


@pytest.fixture
def table(sitting):
    return sitting.table(sitting.scenario)


def test_everybody_of_the_pool_stands_on_it_once(sitting, table):
    keys = [row.key for row in table.people]
    pool = {person["person_key"] for person in sitting.principles.pool.people}
    rows = {row.pk: row.person_key for row in sitting.county.rows.values()}
    assert len(keys) == len(set(keys)) == len(pool)
    assert {rows[key] for key in keys} == pool
    assert (table.decided, table.proposed, table.unplaced) == (0, 12, 3)


def test_the_whole_county_of_the_source(db, county_of_demo, monkeypatch):
    room = make_room(county_of_demo, monkeypatch)
    table = room.table(room.compute())
    assert (table.proposed, table.unplaced) == (27, 7)
    assert sum(len(cycle.people) for cycle in table.cycles) == 27
    assert len({row.unit for row in table.balance}) == 18


def test_each_slot_is_given_once_and_to_somebody_of_another_unit(table):
    going = [row for row in table.people if row.state == "proposed"]
    assert len({row.slot for row in going}) == len(going)
    assert {row.slot for row in going} == {row.key for row in going}
    for row in going:
        holder = table.person(row.slot)
        assert (row.to_unit, row.slot_holder) == (holder.unit, holder.name)
        assert row.to_unit != row.unit


def test_cycles_close_and_hold_everybody_who_goes(table):
    for cycle in table.cycles:
        people = [table.person(key) for key in cycle.people]
        for one, next_ in zip(people, [*people[1:], people[0]], strict=True):
            assert (one.slot, one.cycle) == (next_.key, cycle.number)
        assert cycle.units == tuple(row.unit for row in people)
    assert sum(len(cycle.people) for cycle in table.cycles) == table.proposed
    assert {row.cycle for row in table.people if row.state == "unplaced"} == {0}


def test_as_many_enter_each_unit_as_leave_it(table):
    assert len({row.unit for row in table.balance}) == 9
    assert all(row.out == row.into for row in table.balance)
    assert sum(row.out for row in table.balance) == 12


def test_the_unplaced_say_why_in_short_and_on_the_card_in_full(table):
    row = next(row for row in table.people if row.reason == "合适的编制位不够")
    card = card_of(table, row.key)
    assert card.reasons[0].startswith("合适的编制位不够分：要安排本人，就要改为不安排")
    assert len(card.ask) == 1
    assert all("应轮岗" in said or "可交流" in said for said in card.ask)


def test_the_card_says_why_what_else_and_what_not(table):
    row = next(row for row in table.people if row.name == "潘志荣")
    card = card_of(table, row.key)
    assert [said.split("：")[0] for said in card.reasons] == ["专业相同", "职务对应", "出一进一"]
    ((other, changed, worse),) = [(one.unit, one.changed, one.worse) for one in card.alternatives]
    assert {other, row.to_unit} == {"县计委", "团县委"}
    assert changed >= 2  # how many at least, depends on which of equal plans was drawn
    assert worse == "一样好"
    assert all(one.bar for one in card.barred)
    post = f"{row.to_unit}{row.to_section}{row.to_title}（接{row.slot_holder}）"
    said = [event.words for event in card.history]
    assert said == [f"方案甲提出：{post}", "领导小组确认列入交流"]
    assert "任现职 6 年" in card.facts[0]


def test_nobody_else_has_a_card(sitting, table):
    other = next(row for row in sitting.county.rows.values() if table.person(row.pk) is None)
    assert card_of(table, other.pk) is None
    assert why_not(table, other.pk, "县审计局") == ()


def test_why_not_there_is_answered_slot_by_slot(sitting, table):
    row = next(row for row in table.people if row.name == "潘志荣")
    assert why_not(table, row.key, "县纪委监察局") == ("这是本人现在的单位",)
    (other,) = card_of(table, row.key).alternatives
    said = why_not(table, row.key, row.to_unit)
    assert said[0] == "方案就是让他去这个单位"
    said = why_not(table, row.key, other.unit)
    price = f"可以去，但全方案一样好，{other.changed} 人去向改变"
    assert any(one.endswith(price) for one in said)
    said = why_not(table, row.key, "县计委")
    assert any(one.endswith("不合“专业相同或相近”这一条") for one in said)
    full = next(u.name for u in sitting.county.roster.units if u.short_name == "团县委")
    assert why_not(table, row.key, full) == why_not(table, row.key, "团县委")
    assert why_not(table, row.key, "没有这个单位") == ()
    assert "团县委" in units_to_ask(table)


def test_asking_twice_gives_the_same(sitting, table):
    assert sitting.table(sitting.scenario) == table


def test_a_reader_of_another_office_sees_the_same_plan(sitting, table):
    sitting.list(make_actor(Office.DISCIPLINE))
    assert sitting.table(sitting.scenario).digest == table.digest
