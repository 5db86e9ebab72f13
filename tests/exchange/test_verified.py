"""What the engine plans, the verifier, which is other code, confirms."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lungang.domain.codes import Verdict
from lungang.domain.plan import Settled
from lungang.domain.records import plan_from_json, plan_to_json
from lungang.errors import MarksConflict
from lungang.exchange import Planner, plan
from lungang.verify import verify_plan
from tests.exchange.counties import policy, random_county
from tests.exchange.test_marks import random_marks


@pytest.mark.parametrize("leaving_count", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_random_counties_verify(seed: int, leaving_count: bool) -> None:
    pack = policy()
    pack = replace(pack, avoidance=replace(pack.avoidance, leaving_relatives_count=leaving_count))
    roster = random_county(seed, size=18, units=6, kin_pairs=5)
    made = plan(roster, pack, seed=f"种子{seed}")
    report = verify_plan(made, roster, pack, agreed=f"种子{seed}", deep=True)
    assert report.refutations == ()
    assert report.skipped == ()


@pytest.mark.parametrize("seed", range(30))
def test_plans_under_marks_and_decisions_verify(seed: int) -> None:
    pack = policy()
    roster = random_county(seed, size=18, units=6, kin_pairs=5)
    people = random.Random(seed).sample(roster.people, 3)
    settled = tuple(Settled(one.id, Verdict.DEFERRED, "领导小组会议") for one in people)
    bare = Planner(roster, pack, settled=settled)
    draw = random.Random(seed)
    for _ in range(6):
        marks = random_marks(bare.problem, draw, most=5)
        try:
            made = bare.with_marks(marks).plan()
        except MarksConflict:
            continue
        read = plan_from_json(plan_to_json(made))
        assert read == made
        report = verify_plan(read, roster, pack, agreed="", deep=True, settled=settled, marks=marks)
        assert report.refutations == ()
        assert report.skipped == ()
