"""The strict order against brute force: every permutation of small pools is tried."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from lungang.domain.roster import Roster
from lungang.exchange.branching import Relatives, optimise
from lungang.exchange.problem import Problem, bind_seed, build_problem
from lungang.policy.pack import Policy
from tests.exchange.counties import county, kin, person, policy, random_county


def problem_of(roster: Roster, pack: Policy) -> Problem:
    pool = sorted(member.id for member in roster.people)
    classes = {key: int(key[-1]) % len(pack.priority_classes) for key in pool}
    return build_problem(roster, pack, pool, classes)


def brute_force(problem: Problem, seed: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Least (unplaced, fit, tie-break) over all permutations, and the permutation."""
    relatives = Relatives(problem)
    n = problem.size
    ends = problem.indptr
    open_arcs = [
        {problem.indices[k]: problem.fit[k] for k in range(ends[i], ends[i + 1])} for i in range(n)
    ]
    every = [(i, j) for i in range(n) for j in range(n)]
    unplaced = dict(zip(every, problem.unplaced(every), strict=True))
    ties = dict(zip(every, problem.tie_break(every, seed, 0), strict=True))
    best = None
    for plan in permutations(range(n)):
        if all(j in open_arcs[i] for i, j in enumerate(plan)) and not relatives.violated(plan):
            value = (
                sum(unplaced[i, j] for i, j in enumerate(plan)),
                sum(open_arcs[i][j] for i, j in enumerate(plan)),
                sum(ties[i, j] for i, j in enumerate(plan)),
            )
            if best is None or value < best[0]:
                best = (value, plan)
    assert best is not None
    return best


@pytest.mark.parametrize("leaving_count", [True, False])
@pytest.mark.parametrize("seed", range(60))
def test_equals_brute_force(seed: int, leaving_count: bool) -> None:
    pack = policy()
    pack = replace(pack, avoidance=replace(pack.avoidance, leaving_relatives_count=leaving_count))
    roster = random_county(seed, size=2 + seed % 6, kin_pairs=2)
    problem = problem_of(roster, pack)
    bound = bind_seed(f"种子{seed}", roster.digest, pack.digest)
    optimum = optimise(problem, bound)
    value, plan = brute_force(problem, bound)
    assert optimum.solution.totals == value
    assert optimum.solution.slot_of == plan
    assert optimum.certificate.unique


def test_two_relatives_do_not_arrive_together() -> None:
    """Alone, each of the couple would best go to unit 丙; together one of them must not."""
    husband, wife = person(1, "甲"), person(2, "乙")
    there = [person(3, "丙"), person(4, "丙")]
    others = [person(n, unit, practised_specialty="会计") for n, unit in ((5, "丁"), (6, "戊"))]
    people = [husband, wife, *there, *others]
    pack = policy()
    for kinships in ((), (kin(husband, wife),)):
        roster = county(people, kinships=kinships)
        problem = problem_of(roster, pack)
        optimum = optimise(problem, bind_seed("", roster.digest, pack.digest))
        units = [problem.pool[j].unit for j in optimum.solution.slot_of]
        assert optimum.branched == bool(kinships)
        assert (units[0] == units[1] == "丙") is not bool(kinships)


def test_nobody_fills_the_slot_of_a_person_who_stays() -> None:
    """Two chiefs could follow a third who cannot leave: the naive matching would send one."""
    stuck = person(1, "甲", former_units=())
    problem = problem_of(
        county([stuck, person(2, "甲"), person(3, "甲"), person(4, "乙")]), policy()
    )
    optimum = optimise(problem, bytes(32))
    slot_of = optimum.solution.slot_of
    assert sum(i != j for i, j in enumerate(slot_of)) == 2
    assert sorted(slot_of) == [0, 1, 2, 3]


def test_one_more_urgent_outweighs_all_less_urgent() -> None:
    """Only one of 甲's people can go to 乙; it is the one of the most urgent class."""
    roster = county([person(n, "甲") for n in (1, 2, 3, 4, 5)] + [person(6, "乙")])
    pack = policy()
    pool = sorted(member.id for member in roster.people)
    for urgent in range(5):
        classes = {key: 0 if at == urgent else 2 for at, key in enumerate(pool)}
        problem = build_problem(roster, pack, pool, classes)
        slot_of = optimise(problem, bytes(32)).solution.slot_of
        assert slot_of[urgent] == 5
        assert slot_of[5] == urgent


def test_same_seed_same_plan_whatever_the_order_of_rows() -> None:
    roster = random_county(3, size=40, units=9)
    pack = policy()
    turned = replace(roster, people=roster.people[::-1], units=roster.units[::-1])
    assert turned.digest == roster.digest
    seed = bind_seed("同一颗种子", roster.digest, pack.digest)
    one = optimise(problem_of(roster, pack), seed)
    other = optimise(problem_of(turned, pack), seed)
    assert one.certificate == other.certificate


def test_another_seed_decides_between_equal_plans() -> None:
    roster = county([person(n, f"单位{n % 5}") for n in range(20)])
    pack = policy()
    problem = problem_of(roster, pack)
    plans = {
        optimise(problem, bind_seed(f"{text}", roster.digest, pack.digest)).solution.slot_of
        for text in range(5)
    }
    assert len(plans) == 5
