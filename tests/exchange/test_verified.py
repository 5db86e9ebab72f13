"""What the engine plans, the verifier, which is other code, confirms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.exchange import plan
from lungang.verify import verify_plan
from tests.exchange.counties import policy, random_county


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
