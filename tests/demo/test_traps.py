"""Every difficulty planted in the county, and that the plan is right on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from lungang.domain.clock import months_between
from lungang.domain.codes import Circumstance, Level, Nature, Verdict
from lungang.domain.roster import Person, Roster
from lungang.exchange import plan
from lungang.policy.screening import screen
from tests.demo.reading import (
    AGREED,
    changed_pack,
    county,
    demo_plan,
    move_of,
    policy,
    stay_of,
    without_kin,
)

PLANTED = county().planted
ROSTER = county().roster


@pytest.mark.parametrize(
    ("key", "kind", "rule"),
    [
        ("specialist", "no_destination", "specialty"),
        ("relative", "no_destination", "direct_line"),
        ("returner", "no_destination", "former_unit"),
        ("same_organ", "no_destination", "cross_department"),
        ("couple", "no_destination", "specialty"),
        ("mixed", "no_successor", "one_out_one_in"),
        ("shortage", "shortage", "specialty"),
    ],
)
def test_who_cannot_be_placed_stays_for_the_right_reason(key: str, kind: str, rule: str) -> None:
    stay = stay_of(demo_plan(), county().unplaceable[key])
    assert stay.kind == kind
    assert rule in {obstacle.rule for obstacle in stay.barred}


def test_nobody_else_stays() -> None:
    assert {s.person_id for s in demo_plan().stays} == set(county().unplaceable.values())
    assert {m.person_id for m in demo_plan().moves} == county().movable


def test_the_rule_that_bars_is_the_one_that_decides() -> None:
    """Take the one fact away and the person can be placed."""
    seat = ROSTER.person[PLANTED["returner"].person]
    free = _with(replace(seat, former_units=()))
    assert move_of(plan(free, policy(), seed=AGREED), seat.id).to_unit == "县粮食局"
    wife, husband = PLANTED["relative"].person, PLANTED["relative"].others[0]
    apart = without_kin(ROSTER, wife, husband)
    assert move_of(plan(apart, policy(), seed=AGREED), wife).to_unit == "县纪委监察局"
    mixed = ROSTER.person[PLANTED["mixed"].person]
    settled = _with(replace(mixed, nature=Nature.ADMINISTRATIVE))
    assert move_of(plan(settled, policy(), seed=AGREED), mixed.id).to_unit != mixed.unit


def _with(person: Person) -> Roster:
    people = tuple(person if row.id == person.id else row for row in ROSTER.people)
    return replace(ROSTER, people=people)


def test_avoidance_that_cannot_be_met_opens_a_duty_and_says_whom_to_ask() -> None:
    couple = PLANTED["couple"]
    assert [duty.person_id for duty in demo_plan().open_duties] == [couple.person]
    _chief, volunteer = couple.others
    asked = {ask.person_id: ask for ask in stay_of(demo_plan(), couple.person).ask}
    assert asked[volunteer].volunteer
    assert asked[volunteer].verdict is Verdict.MAY


def test_the_one_who_would_free_the_knot_is_named() -> None:
    stay = stay_of(demo_plan(), PLANTED["shortage"].person)
    assert [ROSTER.person[rival].unit for rival in stay.rivals] == [stay.unit]


def test_avoidance_that_can_be_met_is_met_first() -> None:
    trap = PLANTED["must_avoid"]
    verdict = screen(ROSTER, policy()).of[trap.person]
    assert verdict.priority_class == "avoidance"
    assert move_of(demo_plan(), trap.person).to_unit not in trap.units


def test_two_brothers_do_not_arrive_together() -> None:
    trap = PLANTED["brothers"]
    pair = (trap.person, trap.others[0])
    target = trap.units[0]
    assert sum(move_of(demo_plan(), one).to_unit == target for one in pair) == 1
    without = plan(without_kin(ROSTER, *pair), policy(), seed=AGREED)
    assert all(move_of(without, one).to_unit == target for one in pair)


def test_an_in_law_bars_the_section_he_leads_and_no_other() -> None:
    trap = PLANTED["in_laws"]
    barred, allowed = trap.units
    assert move_of(demo_plan(), trap.person).to_unit == allowed
    without = plan(without_kin(ROSTER, trap.person, trap.others[0]), policy(), seed=AGREED)
    assert move_of(without, trap.person).to_unit == barred


def test_a_unit_left_lately_is_barred_and_one_left_long_ago_is_not() -> None:
    trap = PLANTED["former"]
    recent, old = trap.units
    assert move_of(demo_plan(), trap.person).to_unit == old
    ends = {row.unit: row.end for row in ROSTER.person[trap.person].former_units}
    end_of_recent, end_of_old = ends[recent], ends[old]
    assert end_of_recent
    assert end_of_old
    on = ROSTER.reference_date
    assert months_between(end_of_recent, on) < 60 <= months_between(end_of_old, on)
    lax = changed_pack("former_unit_months = 60", "former_unit_months = 12")
    assert move_of(plan(ROSTER, lax, seed=AGREED), trap.person).to_unit == recent


def test_a_full_rank_bars_and_a_comrade_does_not() -> None:
    trap = PLANTED["full_rank"]
    full, second = trap.units
    assert move_of(demo_plan(), trap.person).to_unit == second
    assert any(row.relation == "战友" for row in ROSTER.kinships if row.person_id == trap.person)
    units = tuple(
        replace(unit, rank_quota={**unit.rank_quota, "主任科员": 9}) if unit.name == full else unit
        for unit in ROSTER.units
    )
    roomy = plan(replace(ROSTER, units=units), policy(), seed=AGREED)
    assert move_of(roomy, trap.person).to_unit == full


def test_a_wish_that_nobody_can_grant_costs_nobody_the_place() -> None:
    trap = PLANTED["missed"]
    assert all(move.from_unit not in trap.units for move in demo_plan().moves)
    assert move_of(demo_plan(), trap.person).cost["wish"] == policy().weights.wish_missed


def test_relatives_in_one_unit_without_a_common_chief_need_not_part() -> None:
    trap = PLANTED["colleagues"]
    verdicts = screen(ROSTER, policy()).of
    for person in (trap.person, *trap.others):
        assert "avoidance" not in {ground.rule for ground in verdicts[person].met}


def test_natives_may_hold_any_post_but_the_first() -> None:
    strict = changed_pack('native_place = ""', 'native_place = "青榆县"')
    made = plan(ROSTER, strict, seed=AGREED)
    natives = [m for m in made.moves if ROSTER.person[m.person_id].native_place == "青榆县"]
    assert len(natives) > 15
    assert len(made.moves) == len(demo_plan().moves)


def test_natures_do_not_mix() -> None:
    natures = Counter(move.nature for move in demo_plan().moves)
    assert natures[Nature.POLITICAL_LEGAL] == 2
    assert natures[Nature.INSTITUTIONAL] >= 2
    for move in demo_plan().moves:
        assert ROSTER.person[move.slot].nature is move.nature


def test_over_full_units_take_part_and_get_no_worse() -> None:
    for name in PLANTED["overfull"].units:
        unit = ROSTER.unit[name]
        before = Counter(person.nature for person in ROSTER.people_of[name])
        assert any(before[nature] > quota for nature, quota in unit.establishment.items())
        gone = [m.nature for m in demo_plan().moves if m.from_unit == name]
        come = [m.nature for m in demo_plan().moves if m.to_unit == name]
        assert gone
        assert Counter(gone) == Counter(come)


def test_who_is_away_or_under_inquiry_is_deferred() -> None:
    verdicts = screen(ROSTER, policy()).of
    deferring = set(Circumstance) - {Circumstance.NEAR_RETIREMENT}
    seen = set()
    for person in ROSTER.people:
        row = verdicts[person.id]
        in_scope = row.ground is None or row.ground.rule != "scope"
        if person.circumstances & deferring and in_scope:
            assert row.verdict is Verdict.DEFERRED
            seen |= person.circumstances
    assert seen == deferring


def test_a_month_decides() -> None:
    """Ten years in the unit and six in the post to the month: in. A month less of either: out."""
    verdicts = screen(ROSTER, policy()).of
    on = ROSTER.reference_date
    chiefs = [
        person
        for person in ROSTER.people
        if person.level is Level.SECTION_CHIEF
        and person.post.kind_of_work in policy().special_kinds
        and verdicts[person.id].ground
    ]
    tenures = {(p.months_in_unit(on), p.months_in_post(on)): verdicts[p.id].verdict for p in chiefs}
    assert tenures[120, 72] is Verdict.MUST_EXCHANGE
    short = [v for (unit, post), v in tenures.items() if unit == 119 or post == 71]
    assert short
    assert Verdict.MUST_EXCHANGE not in short
    ages = [months_between(ROSTER.person[m.person_id].birth, on) for m in demo_plan().moves]
    assert 50 * 12 in ages
