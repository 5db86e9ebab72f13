"""Lists, balances, rounds, remainders: counts on the county, and what holds for every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lungang.domain.codes import Level, Nature, Verdict
from lungang.domain.plan import Alternative
from lungang.errors import InputError
from lungang.statistics import outcomes
from lungang.statistics.wording import (
    TITLE_WAITS,
    mask_id,
    post_name,
    post_to_fill,
    price,
    short_names,
)
from tests.statistics import factory
from tests.statistics.county import county


@st.composite
def campaigns(draw: st.DrawFn):
    """Any small plan in which every unit gives, per nature, as many as it gets."""
    units = [factory.unit(f"{name}局") for name in "甲乙丙丁戊"]
    people, goes, number = [], {}, 0
    for _ in range(draw(st.integers(0, 5))):
        ring = draw(st.lists(st.sampled_from(units), min_size=2, max_size=5, unique_by=id))
        nature = draw(st.sampled_from(list(Nature)))
        members = []
        for home in ring:
            number += 1
            level = draw(st.sampled_from([Level.SECTION_CHIEF, Level.STAFF, Level.UNIT_DEPUTY]))
            members.append(factory.person(number, home.name, nature=nature, level=level))
        people += members
        pairs = zip(members, [*members[1:], members[0]], strict=True)
        goes.update({one.id: other.id for one, other in pairs})
    roster = factory.roster(units, people)
    return factory.plan(roster, goes), roster, factory.policy()


@given(campaigns())
def test_every_table_counts_everybody_moved_once(campaign):
    results = outcomes(*campaign)
    assert {table.total for table in results.tables} == {len(campaign[0].moves)}
    assert len(results.annex) == len(results.destinations) == len(campaign[0].moves)


@given(campaigns())
def test_every_unit_gets_as_many_as_it_gives_on_every_nature(campaign):
    results = outcomes(*campaign)
    assert results.headline.balanced
    assert sum(len(row.arrivals) for row in results.balances) == len(campaign[0].moves)
    for row in results.balances:
        assert len(row.arrivals) == len(row.departures)
        assert {one.who.unit for one in row.departures} == {row.unit}


@given(campaigns())
def test_rounds_hold_everybody_moved_once_and_close(campaign):
    results = outcomes(*campaign)
    told = [who.id for cycle in results.cycles for who in cycle.people]
    assert sorted(told) == sorted(move.person_id for move in campaign[0].moves)
    target = {move.person_id: move.slot for move in campaign[0].moves}
    for cycle in results.cycles:
        ids = [who.id for who in cycle.people]
        assert [target[one] for one in ids] == [*ids[1:], ids[0]]


def test_a_plan_that_is_not_balanced_says_so():
    roster = factory.roster(
        [factory.unit("甲局"), factory.unit("乙局")],
        [factory.person(1, "甲局"), factory.person(2, "乙局")],
    )
    one, other = roster.people
    plan = factory.plan(roster, {one.id: other.id, other.id: one.id})
    results = outcomes(replace(plan, moves=plan.moves[:1]), roster, factory.policy())
    assert not results.headline.balanced
    assert [row.difference for row in results.balances] == [-1, 1]
    assert [len(cycle.people) for cycle in results.cycles] == [1]


def test_people_stand_in_the_order_of_units_then_by_pinyin():
    names = ["张三", "安四", "李五"]
    units = [factory.unit("乙局"), factory.unit("甲局")]
    people = [factory.person(n, "甲局", name) for n, name in enumerate(names)]
    people += [factory.person(n + 5, "乙局", "赵六") for n in range(3)]
    roster = factory.roster(units, people)
    goes = {}
    for one, other in zip(people[:3], people[3:], strict=True):
        goes |= {one.id: other.id, other.id: one.id}
    results = outcomes(factory.plan(roster, goes), roster, factory.policy())
    assert [row.who.name for row in results.annex] == ["赵六"] * 3 + ["安四", "李五", "张三"]
    assert results.annex[0].remark == f"身份证号 {mask_id(people[3].id)}"
    assert results.annex[3].remark == ""


def test_a_case_across_levels_is_marked_on_every_list():
    results = outcomes(*county())
    marked = {row.who.name for row in results.destinations if row.title_waits}
    assert marked == {"廖志远", "晏大全"}
    for row in results.annex:
        assert (row.to_post == TITLE_WAITS) == (row.who.name in marked) == bool(row.remark)


def test_the_leaver_of_the_slot_stands_beside_who_takes_it():
    plan, roster, policy = county()
    results = outcomes(plan, roster, policy)
    slots = {move.person_id: move.slot for move in plan.moves}
    assert all(row.replaces.id == slots[row.who.id] for row in results.destinations)


def test_the_section_is_named_only_if_the_policy_proposes_one():
    plan, roster, _ = county()
    for with_section in (True, False):
        results = outcomes(plan, roster, factory.policy(section_in_destination=with_section))
        places = [row.target for row in results.destinations]
        assert all(bool(place.section) is with_section for place in places)
        assert any("科科长" in place.post for place in places) is with_section


def test_avoidance_is_not_promised_where_the_pack_does_not_ask():
    plan, roster, policy = county()
    asked = outcomes(plan, roster, policy).destinations[0]
    open_ = outcomes(plan, roster, factory.policy(enabled=False)).destinations[0]
    assert (asked.avoidance_check, open_.avoidance_check) == ("无", "方案未要求")


def test_everybody_of_the_pool_has_a_card():
    plan, roster, policy = county()
    results = outcomes(plan, roster, policy)
    assert len(results.cases) == len(plan.moves) + len(plan.stays)
    for case in results.cases:
        assert (case.destination is None) != (case.staying is None)
        assert len(case.reasons) == 3
        assert len(case.options) == 5


def test_screening_counts_everybody_and_names_who_was_passed_over():
    plan, roster, policy = county()
    screening = outcomes(plan, roster, policy).screening
    assert sum(screening.totals) == len(plan.screened)
    assert screening.totals[0] == 31
    assert {row.verdict for row in screening.passed_over} == {Verdict.DEFERRED.label}
    assert all(row.because for row in screening.passed_over)


def test_unverified_rules_say_how_many_verdicts_rest_on_them():
    (rule,) = outcomes(*county()).provenance.unverified
    assert rule.title == "在同一单位连续工作满 10 年"
    assert rule.decided == 30


def test_duties_carry_their_deadline():
    (duty,) = outcomes(*county()).duties
    assert duty.deadline == date(2005, 6, 16)


def test_another_roster_is_refused_or_told():
    plan, roster, policy = county()
    fewer = replace(roster, people=roster.people[1:])
    with pytest.raises(InputError, match="花名册里没有方案中的周启明"):
        outcomes(plan, fewer, policy)
    more = replace(roster, people=(*roster.people, factory.person(99, "青岚县财政局")))
    assert not outcomes(plan, more, policy).provenance.same_roster


def test_a_plan_without_a_slot_is_refused():
    plan, roster, policy = county()
    with pytest.raises(InputError, match="没有列出它的编制位"):
        outcomes(replace(plan, slots=plan.slots[1:]), roster, policy)


@pytest.mark.parametrize(
    ("unplaced", "worse", "words"),
    [
        ((0, 0), 20, "差 20"),
        ((0, 0), 0, "一样好"),
        ((0, 1), -5, "多 1 人未安排（方案规定）"),
        ((1, -1), 0, "未安排：法定回避多 1 人、方案规定少 1 人"),
    ],
)
def test_prices_in_words(unplaced, worse, words):
    other = Alternative(
        slot="", unit="", title="", more_unplaced=unplaced, worse_fit=worse, changed=2
    )
    assert price(other, ("法定回避", "方案规定")) == words


@pytest.mark.parametrize(
    ("section", "title", "with_section", "words"),
    [
        ("预算科", "科长", True, "预算科科长"),
        ("预算科", "预算科科长", True, "预算科科长"),
        ("预算科", "预算科科长", False, "中层正职（科长，科室另定）"),
        ("办公室", "办公室主任", False, "中层正职（主任，科室另定）"),
        ("办公室", "主任", True, "办公室主任"),
        ("办公室", "办公室副主任", True, "办公室副主任"),
        ("", "科长", True, "科长"),
        ("预算科", "", False, "中层正职（科室另定）"),
    ],
)
def test_posts_in_words(section, title, with_section, words):
    said = post_name(section, title, Level.SECTION_CHIEF, with_section=with_section)
    assert said == words


@pytest.mark.parametrize(
    ("level", "title", "words", "to_fill"),
    [
        (Level.DEPUTY_SECTION_CHIEF, "副科长", "中层副职（副科长，科室另定）", "＿＿＿＿副科长"),
        (Level.UNIT_CHIEF, "局长", "局长", "局长"),
        (Level.STAFF, "科员", "科员", "科员"),
    ],
)
def test_only_posts_of_sections_leave_the_section_open(level, title, words, to_fill):
    assert post_name("", title, level, with_section=False) == words
    assert post_to_fill("", title, level) == to_fill


def test_short_names_stay_unmistakable():
    pairs = [("青岚县财政局", "财局"), ("青岚县教育局", ""), ("青岚县水务局", "财局")]
    names = short_names(pairs)
    assert names == {
        "青岚县财政局": "青岚县财政局",
        "青岚县教育局": "教育局",
        "青岚县水务局": "青岚县水务局",
    }
    assert short_names([("青岚县", ""), ("青岚县财政局", "")])["青岚县"] == "青岚县"


def test_ids_are_masked():
    assert mask_id("999999196001011234") == "999999********1234"
    assert mask_id("123") == "***"
