"""Prices of other destinations against planning again with the destination forced."""

from __future__ import annotations

import pytest

from lungang.errors import InfeasibleError
from lungang.exchange.branching import optimise, what_if
from lungang.exchange.prices import Prices
from lungang.exchange.problem import Problem, bind_seed
from tests.exchange.counties import policy, random_county
from tests.exchange.test_strict_order import problem_of


def forced_total(problem: Problem, person: int, slot: int) -> tuple[int, int] | None:
    others = frozenset(range(problem.size)) - {slot}
    try:
        totals = what_if(problem, {person: others}).totals
    except InfeasibleError:
        return None
    return totals[0], totals[1]


@pytest.mark.parametrize("seed", range(25))
def test_every_price_is_that_of_the_forced_plan(seed: int) -> None:
    pack = policy()
    roster = random_county(seed, size=14, units=5, kin_pairs=4)
    problem = problem_of(roster, pack)
    bound = bind_seed("", roster.digest, pack.digest)
    optimum = optimise(problem, bound)
    prices = Prices(problem, optimum)
    for person in range(problem.size):
        expected = {}
        for k in range(problem.indptr[person], problem.indptr[person + 1]):
            slot = problem.indices[k]
            if slot not in (person, optimum.solution.slot_of[person]):
                total = forced_total(problem, person, slot)
                if total is not None:
                    expected[slot] = total
        found = list(prices.of(person))
        assert {price.slot for price in found} == set(expected)
        totals = []
        for price in found:
            more = sum(
                weight * count
                for weight, count in zip(problem.class_weights, price.more_unplaced, strict=True)
            )
            best = optimum.solution.totals
            totals.append((best[0] + more, best[1] + price.worse_fit))
            assert totals[-1] == expected[price.slot]
            assert price.slot_of[person] == price.slot
            assert price.changed >= 1
        assert totals == sorted(totals)


def test_the_cheapest_five_are_the_first_five() -> None:
    pack = policy()
    roster = random_county(7, size=60, units=12, kin_pairs=6)
    problem = problem_of(roster, pack)
    bound = bind_seed("", roster.digest, pack.digest)
    prices = Prices(problem, optimise(problem, bound))
    for person in range(0, 60, 7):
        assert list(prices.of(person, most=5)) == list(prices.of(person))[:5]
