"""Honest plans are accepted, whatever the county; every other permutation is refused."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lungang.verify import verify_plan
from tests.verify.county import random_county, random_policy
from tests.verify.reference import honest, plan_of, world

seeds = st.integers(0, 10**6)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_the_best_of_all_permutations_is_accepted(seed):
    rng = random.Random(seed)
    roster, policy = random_county(rng, rng.randrange(7)), random_policy(rng)
    w = world(roster, policy)
    report = verify_plan(plan_of(w, w.best()), roster, policy)
    assert report.refutations == ()
    assert report.skipped == ()


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_every_other_permutation_is_refused(seed):
    rng = random.Random(seed)
    roster, policy = random_county(rng, 4), random_policy(rng)
    w = world(roster, policy)
    best = w.best()
    for chosen in permutations(range(len(w.arcs))):
        report = verify_plan(plan_of(w, chosen), roster, policy)
        assert report.ok == (chosen == best)


@pytest.mark.parametrize("size", [12, 30])
def test_larger_honest_plans_are_accepted(size):
    for seed in range(4):
        rng = random.Random(seed)
        roster, policy = random_county(rng, size), random_policy(rng)
        assert verify_plan(honest(roster, policy), roster, policy).refutations == ()
