"""Twenty other seeds: other counties, each with a sensible plan that verifies."""

from __future__ import annotations

import pytest

from lungang.demo import make_described_county
from lungang.exchange import plan
from lungang.policy.screening import screen
from lungang.verify import verify_plan
from tests.demo.reading import policy

SEEDS = range(1, 21)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_who_can_be_placed_is(seed: int) -> None:
    county = make_described_county(seed)
    pool = set(screen(county.roster, policy()).pool)
    assert pool == county.movable | set(county.unplaceable.values())
    made = plan(county.roster, policy(), seed=str(seed))
    assert {move.person_id for move in made.moves} == county.movable
    assert len(made.moves) >= 2 * len(made.stays)
    report = verify_plan(made, county.roster, policy(), agreed=str(seed))
    assert report.ok, [item.message for item in report.refutations]


def test_they_are_other_counties() -> None:
    compositions = {
        (county.profile.movable, county.profile.units, len(county.roster.people))
        for county in map(make_described_county, SEEDS)
    }
    assert len(compositions) == len(SEEDS)
    assert all(10 <= movable <= 45 for movable, _, _ in compositions)
