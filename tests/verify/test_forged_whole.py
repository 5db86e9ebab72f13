"""Forgeries that agree with themselves: recomputed throughout, and false all the same.

Most are honest plans for other records or another policy than the true ones, stamped with the
digests and the seed of the true ones.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.domain.codes import Circumstance, Nature, Verdict
from lungang.verify import verify_plan
from lungang.verify.words import seed_bytes
from tests.verify import rich
from tests.verify.county import person, policy, roster
from tests.verify.reference import honest, move_of, plan_of, world

ROSTER, POLICY = rich.records()
PEOPLE = {one.name: one for one in ROSTER.people}


def forged(true_roster=ROSTER, true_policy=POLICY, **false):
    """The best plan for false records, pretending to be for the true ones."""
    records = {"people": true_roster.people, "kinships": true_roster.kinships}
    records |= {key: value for key, value in false.items() if key != "policy"}
    other = replace(true_roster, **records)
    stamp = (true_roster, true_policy)
    return plan_of(world(other, false.get("policy", true_policy), stamp))


def checks(plan, true_roster=ROSTER, true_policy=POLICY, **options):
    report = verify_plan(plan, true_roster, true_policy, **options)
    assert not report.ok
    return {one.check for one in report.refutations}


def people_with(name, **values):
    return tuple(replace(one, **values) if one.name == name else one for one in ROSTER.people)


def without(*off):
    return policy(off)


def test_the_stamp_alone_is_no_forgery():
    assert verify_plan(forged(), ROSTER, POLICY).ok


def test_a_bar_of_kinship_overlooked():
    plan = forged(kinships=ROSTER.kinships[:1])
    assert "same_leader" in checks(plan)


def test_a_former_unit_overlooked():
    true = [person(0, "甲局"), person(1, "乙局", former_units=PEOPLE["人1"].former_units)]
    true += [person(2, "丙局")]
    assert true[1].former_units[0].unit == "丙局"
    rosters = roster(true)
    plan = plan_of(world(rosters, without("former_unit"), (rosters, POLICY)), (1, 2, 0))
    assert {"former_unit"} <= checks(plan, rosters)


def test_specialty_overlooked():
    people = people_with("人6", practised_specialty="财务")
    plan = forged(people=people)
    plan = replace(plan, slots=forged().slots)
    assert {"specialty", "moves", "certificate"} <= checks(plan)


@pytest.mark.parametrize(
    ("values", "principle"),
    [
        ({"unit": "甲局"}, "one_out_one_in"),
        ({"unit": "甲局一所"}, "cross_department"),
        ({"practised_specialty": "林业"}, "specialty"),
        ({"level": rich.DEPUTY}, "post_correspondence"),
    ],
)
def test_each_principle_is_named_for_itself(values, principle):
    values = {"unit": "乙局", **values}
    people = [person(0, "甲局"), person(1, values.pop("unit"), **values)]
    units = [
        rich.unit(name, department_in_charge="甲局" if name == "甲局一所" else "")
        for name in ("甲局", "乙局", "甲局一所")
    ]
    county = roster(people, units)
    plan = plan_of(world(county, POLICY), (1, 0))
    assert principle in checks(plan, county)


def test_two_destinations_swapped():
    plan = forged()
    chosen = _chosen(plan)
    i, j = 1, 8
    assert chosen[i] != i
    assert chosen[j] != j
    chosen[i], chosen[j] = chosen[j], chosen[i]
    assert {"certificate"} <= checks(plan_of(world(ROSTER, POLICY), chosen))


def test_a_worse_plan_with_its_prices_raised():
    w = world(ROSTER, POLICY)
    worse = [plan for plan in w.feasible if w.total(plan) > w.total(w.best())]
    assert len(worse) > 10
    for chosen in worse[:: max(1, len(worse) // 25)]:
        plan = plan_of(w, chosen)
        for word in range(3):
            gap = w.total(chosen)[word] - w.total(w.best())[word]
            leaf = plan.certificate.nodes[0]
            rows = [list(row) for row in leaf.person_price]
            rows[word][0] += gap
            raised = replace(leaf, person_price=tuple(tuple(row) for row in rows))
            again = replace(plan, certificate=replace(plan.certificate, nodes=(raised,)))
            assert checks(again) == {"certificate"}


def test_a_worse_plan_that_claims_the_best_total():
    w = world(ROSTER, POLICY)
    worse = max(w.feasible, key=w.total)
    plan = plan_of(w, worse)
    plan = replace(plan, certificate=replace(plan.certificate, total=w.total(w.best())))
    assert {"total", "certificate"} <= checks(plan)


def test_a_move_made_a_stay():
    w = world(ROSTER, POLICY)
    chosen = list(w.best())
    moved = next(i for i, j in enumerate(chosen) if i != j)
    before = chosen.index(moved)
    chosen[before], chosen[moved] = chosen[moved], moved
    assert {"certificate"} <= checks(plan_of(w, chosen))


def test_a_stay_shown_as_a_move():
    plan = forged()
    stay = plan.stays[0]
    w = world(ROSTER, POLICY)
    i = w.arcs.index[stay.person_id]
    shown = replace(plan, moves=(*plan.moves, move_of(w, i, i)), stays=plan.stays[1:])
    assert {"permutation"} <= checks(shown)


def test_a_slot_given_twice():
    plan = forged()
    moves = [*plan.moves]
    moves[1] = replace(moves[1], slot=moves[0].slot)
    report = verify_plan(replace(plan, moves=tuple(moves)), ROSTER, POLICY)
    reasons = [one.message for one in report.refutations if one.check == "permutation"]
    assert any("2 人" in reason for reason in reasons)
    assert any("无人接任" in reason for reason in reasons)


def test_a_unit_that_gives_one_nature_and_gets_another():
    support = Nature.SUPPORT
    people = [person(0, "甲局"), person(1, "乙局", nature=support)]
    quotas = {Nature.ADMINISTRATIVE: 1, support: 0}
    units = [rich.unit("甲局", establishment=quotas), rich.unit("乙局")]
    county = roster(people, units)
    found = checks(plan_of(world(county, POLICY), (1, 0)), county)
    assert {"one_out_one_in", "same_nature", "balance", "recounts"} <= found


def test_a_rank_too_many():
    people = [person(0, "甲局", rank="甲"), person(1, "乙局")]
    units = [rich.unit("甲局"), rich.unit("乙局", rank_quota={"": 0})]
    county = roster(people, units)
    plan = plan_of(world(county, POLICY), (1, 0))
    assert {"rank_quota", "recounts"} <= checks(plan, county)
    off = policy(("rank_quota",))
    assert verify_plan(plan_of(world(county, off), (1, 0)), county, off).ok


def test_a_person_dropped_from_the_pool():
    people = people_with("人9", circumstances=frozenset({Circumstance.ILLNESS}))
    assert {"screening", "pool"} <= checks(forged(people=people))


def test_a_person_of_another_verdict_altogether():
    young = PEOPLE["人14"].unit_start
    plan = forged(people=people_with("人1", unit_start=young))
    verdicts = {row.name: row.verdict for row in plan.screened}
    assert verdicts["人1"] == Verdict.MAY
    assert {"screening", "pool"} <= checks(plan)


def test_a_limit_ignored():
    plan = forged(policy=policy(limits=()))
    assert "limits" in checks(plan)
    assert "pool" in checks(plan)


def test_a_limit_that_cuts_another_person():
    old, new = PEOPLE["人9"].unit_start, PEOPLE["人10"].unit_start
    people = tuple(
        replace(one, unit_start={"人9": new, "人10": old}.get(one.name, one.unit_start))
        for one in ROSTER.people
    )
    assert {"limits", "pool"} <= checks(forged(people=people))


def test_another_seed_with_everything_recomputed():
    w = world(ROSTER, POLICY)
    w.__dict__["seed"] = seed_bytes("丙办", ROSTER.digest, POLICY.digest)
    assert {"seed", "total", "certificate"} <= checks(plan_of(w))
    w = world(ROSTER, POLICY)
    w.text = "丙办"
    rebound = plan_of(w)
    assert verify_plan(rebound, ROSTER, POLICY).ok
    assert checks(rebound, agreed="甲办；乙办") == {"seed"}


def test_a_seed_bound_to_another_pack_needs_that_pack_named():
    other = "ab" * 32
    w = world(ROSTER, POLICY)
    w.__dict__["seed"] = seed_bytes(w.text, ROSTER.digest, other)
    rebound = plan_of(w)
    rebound = replace(rebound, seed=replace(rebound.seed, policy_digest=other))
    assert "seed" in checks(rebound)
    assert verify_plan(rebound, ROSTER, POLICY, seed_policy=other).ok
    assert "seed" in checks(rebound, seed_policy="cd" * 32)


def test_a_seed_bound_to_another_roster():
    plan = forged()
    bound = seed_bytes(plan.seed.text, "00", POLICY.digest).hex()
    assert checks(replace(plan, seed=replace(plan.seed, bound=bound))) == {"seed"}


@pytest.mark.parametrize("counts", [True, False])
def test_relatives_arriving_together(counts):
    county, true = rich.couple_records(leaving_relatives_count=counts)
    off = replace(true, principles=policy(("relatives_together",)).principles)
    plan = plan_of(world(county, off, (county, true)))
    assert checks(plan, county, true) == {"relatives_together"}


def test_a_relative_arriving_beside_one_who_stays():
    county, true = rich.couple_records(leaving_relatives_count=False)
    w = world(county, true)
    chosen = [1, 5, 4, 3, 2, 0, 6]  # 人0 takes 人1's slot and 人1 leaves: allowed
    assert w.keeps(chosen)
    chosen = [4, 1, 0, 3, 2, 5, 6]
    assert w.keeps(chosen)
    beside = roster([*county.people, person(7, "乙局")], kinships=county.kinships)
    w = world(beside, true)
    chosen = [7, 1, 2, 3, 4, 5, 6, 0]
    assert "relatives_together" in checks(plan_of(w, chosen), beside, true)


def test_an_open_duty_left_out_or_made_up():
    plan = forged()
    assert len(plan.open_duties) == 1
    assert checks(replace(plan, open_duties=())) == {"open_duties"}
    twice = (*plan.open_duties, plan.open_duties[0])
    assert checks(replace(plan, open_duties=twice)) == {"open_duties"}
    other = replace(plan.open_duties[0], person_id=PEOPLE["人6"].id)
    assert checks(replace(plan, open_duties=(other,))) == {"open_duties"}


def test_a_plan_for_the_roster_of_another_day():
    later = replace(ROSTER, reference_date=ROSTER.reference_date.replace(year=2010))
    assert {"identity", "seed"} <= checks(honest(later, POLICY))


def test_an_unverified_provision_hidden_or_made_up():
    plan = forged()
    assert checks(replace(plan, unverified=())) == {"identity"}
    assert checks(replace(plan, unverified=(*plan.unverified, "没有"))) == {"identity"}


@pytest.mark.parametrize(
    ("kinds", "good"),
    [
        (("shortage",), True),
        (("side_rule", "no_cycle", "no_successor", "no_destination", "别的"), False),
    ],
)
def test_the_kind_of_a_stay(kinds, good):
    county = roster([person(number, f"单位{number % 2}") for number in range(3)])
    plan = honest(county, POLICY)
    assert len(plan.stays) == 1
    for kind in kinds:
        told = replace(plan, stays=(replace(plan.stays[0], kind=kind),))
        assert verify_plan(told, county, POLICY).ok is good


def test_where_nobody_fits_either_way_both_kinds_are_true():
    plan = forged()
    for kind in ("no_destination", "no_successor"):
        told = replace(plan, stays=(replace(plan.stays[0], kind=kind), *plan.stays[1:]))
        assert verify_plan(told, ROSTER, POLICY).ok


def test_nobody_is_asked_who_may_not_go():
    stay = rich.plan().stays[0]
    for name, good in (("人14", True), ("人16", True), ("人11", False), ("人12", False)):
        row = next(row for row in rich.plan().screened if row.name == name)
        ask = replace(
            stay.ask[0],
            person_id=row.person_id,
            name=name,
            unit=row.unit,
            verdict=row.verdict,
            volunteer=name == "人14",
        )
        told = replace(rich.plan(), stays=(replace(stay, ask=(ask,)), *rich.plan().stays[1:]))
        assert verify_plan(told, ROSTER, POLICY).ok is good


def _chosen(plan):
    index = {person_id: number for number, person_id in enumerate(plan.certificate.order)}
    chosen = list(range(len(index)))
    for move in plan.moves:
        chosen[index[move.person_id]] = index[move.slot]
    return chosen
