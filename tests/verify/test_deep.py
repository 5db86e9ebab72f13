"""The deep check: exact prices, and the five cheapest other destinations."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lungang.verify import verify_plan
from tests.verify import rich
from tests.verify.county import random_county, random_policy
from tests.verify.forge import others, put
from tests.verify.reference import plan_of, world


def checks(plan, records):
    return {one.check for one in verify_plan(plan, *records, deep=True).refutations}


def test_prices_by_trying_every_permutation_are_accepted():
    assert checks(rich.plan(), rich.records()) == set()


@pytest.mark.parametrize("counts", [True, False])
def test_prices_that_need_branching_are_accepted(counts):
    records = rich.couple_records(leaving_relatives_count=counts)
    assert checks(plan_of(world(*records), priced=True), records) == set()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_prices_of_random_counties(seed):
    rng = random.Random(seed)
    records = random_county(rng, rng.randrange(7)), random_policy(rng)
    assert checks(plan_of(world(*records), priced=True), records) == set()


@pytest.mark.parametrize("field", ["more_unplaced", "worse_fit"])
def test_a_false_price_is_refused(field):
    for number, row in enumerate(rich.plan().explanations):
        for place, alternative in enumerate(row.alternatives):
            path = ("explanations", number, "alternatives", place, field)
            for value in others(getattr(alternative, field)):
                assert checks(put(rich.plan(), path, value), rich.records())


def test_a_number_of_changed_that_no_plan_of_that_price_has_is_refused():
    w = world(*rich.records())
    plan = plan_of(w, priced=True)
    chosen = w.best()
    for number, row in enumerate(plan.explanations):
        for place, alternative in enumerate(row.alternatives):
            j = w.arcs.index[alternative.slot]
            forced = [one for one in w.feasible if one[number] == j]
            best = min(w.total(one)[:2] for one in forced)
            counts = {
                sum(a != b for a, b in zip(one, chosen, strict=True))
                for one in forced
                if w.total(one)[:2] == best
            }
            for changed in range(2, len(w.arcs) + 1):
                path = ("explanations", number, "alternatives", place, "changed")
                refused = bool(checks(put(plan, path, changed), rich.records()))
                assert refused == (not min(counts) <= changed <= max(counts))


def test_a_cheaper_destination_kept_back_is_refused():
    tried = 0
    for number, row in enumerate(rich.plan().explanations):
        for place in range(len(row.alternatives)):
            kept = (*row.alternatives[:place], *row.alternatives[place + 1 :])
            forged = put(rich.plan(), ("explanations", number, "alternatives"), kept)
            assert checks(forged, rich.records()) == {"prices"}
            tried += 1
    assert tried > 5


def test_alternatives_in_another_order_are_refused():
    tried = 0
    for number, row in enumerate(rich.plan().explanations):
        prices = [(one.more_unplaced, one.worse_fit) for one in row.alternatives]
        if len(set(prices)) > 1:
            path = ("explanations", number, "alternatives")
            forged = put(rich.plan(), path, row.alternatives[::-1])
            assert checks(forged, rich.records()) == {"explanations"}
            tried += 1
    assert tried


def test_explanations_may_not_be_left_out():
    plan = rich.plan()
    assert checks(replace(plan, explanations=()), rich.records()) == {"explanations"}
    assert checks(replace(plan, explanations=plan.explanations[1:]), rich.records())
