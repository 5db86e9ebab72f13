"""Section 4, bar by bar, and the parts without judgement: components and assignments."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Level, Nature
from lungang.domain.roster import FormerUnit
from lungang.verify.components import components
from lungang.verify.matching import Matching
from tests.verify.county import (
    DEPUTY,
    SECTION,
    STAFF,
    married,
    person,
    policy,
    random_county,
    random_policy,
    roster,
    unit,
)
from tests.verify.reference import world


def bars(one, other, *, off=(), units=None, extra=(), kin=(), **changes):
    people = [person(0, **{"unit": "甲局", **one}), person(1, **{"unit": "乙局", **other}), *extra]
    names = dict.fromkeys(who.unit for who in people)
    county = roster(people, units or [unit(name) for name in names], kinships=tuple(kin))
    return world(county, policy(off, limits=(), **changes)).arcs.bars(0, 1)


SUPPORT, OFFICE = Nature.SUPPORT, Nature.ADMINISTRATIVE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, ()),
        ({}, {"unit": "甲局"}, ("one_out_one_in", "cross_department")),
        ({}, {"nature": SUPPORT}, ("one_out_one_in", "same_nature")),
        ({}, {"nature": OFFICE, "post_nature": SUPPORT}, ("same_nature",)),
        ({}, {"nature": SUPPORT, "post_nature": OFFICE}, ("one_out_one_in",)),
        ({"nature": OFFICE, "post_nature": SUPPORT}, {}, ()),
        ({}, {"level": DEPUTY}, ("post_correspondence",)),
        ({"level": DEPUTY}, {"level": STAFF}, ()),
        ({"level": STAFF, "rank": "科员"}, {"level": STAFF, "rank": "办事员"}, ()),
        ({"level": STAFF, "rank": "甲"}, {"level": STAFF, "rank": "甲"}, ()),
        ({"level": STAFF, "rank": "甲"}, {"level": STAFF}, ("post_correspondence",)),
        (
            {"level": STAFF, "rank": "甲"},
            {"level": STAFF, "rank": "科员"},
            ("post_correspondence",),
        ),
        ({"practised_specialty": "审计"}, {"practised_specialty": "监察"}, ()),
        ({"practised_specialty": "财务"}, {"practised_specialty": "监察"}, ("specialty",)),
        ({"practised_specialty": ""}, {"practised_specialty": ""}, ("specialty",)),
        ({"practised_specialty": "林业"}, {"practised_specialty": "林业"}, ()),
        ({"former_units": (FormerUnit("乙局"),)}, {}, ("former_unit",)),
        ({"former_units": (FormerUnit("乙局", None, YearMonth(2000, 1)),)}, {}, ("former_unit",)),
        ({"former_units": (FormerUnit("乙局", None, YearMonth(1999, 12)),)}, {}, ()),
        ({"former_units": (FormerUnit("丙局"),)}, {}, ()),
    ],
)
def test_bars(one, other, expected):
    assert bars(dict(one), dict(other)) == expected


def test_organs_go_by_the_department_in_charge():
    units = [unit("甲局"), unit("所", department_in_charge="甲局")]
    units.append(unit("站", department_in_charge="所"))
    assert bars({}, {"unit": "站"}, units=units) == ("cross_department",)
    former = {"former_units": (FormerUnit("站"),), "unit": "丙局"}
    assert bars(former, {"unit": "甲局"}, units=[*units, unit("丙局")]) == ("former_unit",)
    ring = [unit("甲局", department_in_charge="乙局"), unit("乙局", department_in_charge="甲局")]
    assert bars({}, {}, units=ring) == ()


def test_native_place():
    base = policy()
    levels = frozenset({SECTION})
    home = replace(base.avoidance, native_levels=levels)
    native = {"native_place": "某省某县城关"}
    assert bars(native, {}, avoidance=home) == ("native_place",)
    assert bars({"native_place": "某省"}, {}, avoidance=home) == ()
    assert bars(native, {}, avoidance=replace(home, native_place="")) == ()
    assert bars(native, {}) == ()


def test_relatives_where_they_are():
    wife = person(7, "乙局", unit_start=YearMonth(2001, 1), practised_specialty="宣传")
    kin = [married(person(0, "甲局"), wife)]
    off = ("sensitive_work",)
    assert bars({}, {}, extra=[wife], kin=kin, off=off) == ("same_leader",)
    assert bars({}, {}, extra=[wife], kin=kin) == ("same_leader", "sensitive_work")
    leaving = replace(wife, unit_start=YearMonth(1990, 1))
    assert bars({}, {}, extra=[leaving], kin=kin, off=off) == ("same_leader",)
    lax = replace(policy().avoidance, leaving_relatives_count=False)
    assert bars({}, {}, extra=[leaving], kin=kin, avoidance=lax) == ()
    assert bars({}, {}, extra=[wife], kin=kin, off=off, avoidance=lax) == ("same_leader",)


@pytest.mark.parametrize(
    ("quota", "rank", "held", "expected"),
    [
        ({"甲": 0}, "甲", "", True),
        ({"甲": 1}, "甲", "", False),
        ({"甲": 0}, "甲", "甲", False),
        ({"": 0}, "甲", "", True),
        ({"": 0}, "甲", "乙", False),
        ({"": 0}, "", "", False),
        ({"乙": 0}, "甲", "", False),
        ({}, "甲", "", False),
    ],
)
def test_rank_quota(quota, rank, held, expected):
    units = [unit("甲局"), unit("乙局", rank_quota=quota)]
    found = bars({"rank": rank}, {"rank": held}, units=units)
    assert (found == ("rank_quota",)) is expected
    assert not bars({"rank": rank}, {"rank": held}, units=units, off=("rank_quota",))


def test_rank_quota_leaves_room_for_every_slot_that_might_need_it():
    units = [unit("甲局"), unit("乙局", rank_quota={"甲": 2})]
    another = person(2, "乙局")
    assert bars({"rank": "甲"}, {}, units=units, extra=[another]) == ()
    held = person(3, "乙局", rank="甲", unit_start=YearMonth(2001, 1))
    assert bars({"rank": "甲"}, {}, units=units, extra=[another, held]) == ("rank_quota",)


def test_principles_that_bind_always_cannot_be_switched_off():
    off = ("one_out_one_in", "post_correspondence", "cross_department")
    assert bars({}, {"unit": "甲局"}, off=off) == ("one_out_one_in",)
    assert bars({}, {"level": Level.STAFF}, off=off) == ("post_correspondence",)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_grouped_pairs_are_all_pairs_without_a_bar(seed):
    rng = random.Random(seed)
    arcs = world(random_county(rng, 15), random_policy(rng)).arcs
    size = range(len(arcs))
    for i in size:
        assert sorted(arcs.targets[i]) == [j for j in size if not arcs.bars(i, j)]
        assert [arcs.first_bar(i, j) for j in size] == [(*arcs.bars(i, j), "")[0] for j in size]


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.sets(st.integers(0, n - 1)), min_size=n, max_size=n)
    )
)
def test_components_are_mutual_reach(heads):
    size = range(len(heads))
    reach = [{i} for i in size]
    for _ in size:
        for i in size:
            reach[i] |= {k for j in reach[i] for k in heads[j]}
    numbers = components([sorted(one) for one in heads])
    for i in size:
        for j in size:
            assert (numbers[i] == numbers[j]) == (j in reach[i] and i in reach[j])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_matching_finds_what_scipy_finds(seed):
    rng = random.Random(seed)
    size = rng.randrange(1, 9)
    missing = 10**6
    table = [[rng.choice((rng.randrange(20), missing)) for _ in range(size)] for _ in range(size)]
    rows = [{j: cost for j, cost in enumerate(row) if cost < missing} for row in table]
    best = sum(table[i][j] for i, j in zip(*linear_sum_assignment(table), strict=True))
    matching = Matching(rows)
    assert matching.solve() == (best < missing)
    if best >= missing:
        return
    assert matching.value == best
    for i in range(size):
        for j in rows[i]:
            forced = [[*row] for row in table]
            forced[i] = [cost if column == j else missing for column, cost in enumerate(table[i])]
            pairs = zip(*linear_sum_assignment(forced), strict=True)
            price = sum(forced[row][column] for row, column in pairs)
            found = matching.forced(i, j)
            assert (found is None) == (price >= missing)
            assert found is None or sum(table[r][c] for r, c in enumerate(found)) == price
