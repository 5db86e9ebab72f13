"""Random cases and arrivals at the demo county: the fewest of those who arrived move again.

Against every smaller set of them tried one by one; and each repair, and the repair of that repair,
goes through the independent verifier and keeps as many coming as going.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import combinations

import pytest

from lungang.campaign.repairs.solving import fewest, verified
from lungang.demo import make_county
from lungang.domain.movement import balance, slots
from lungang.domain.plan import Mark, MarkKind, Plan
from lungang.domain.roster import Roster
from lungang.errors import MarksConflict
from lungang.exchange import Planner, repair
from lungang.policy.pack import load_policy
from lungang.policy.pack.model import Policy
from tests.campaign.transfer.released import demo_plan


@cache
def county() -> tuple[Roster, Policy]:
    return make_county(), load_policy("county-2004")


def drawn(released: Plan, draw: random.Random) -> tuple[list[Mark], dict[str, Mark]]:
    """One or two cases, and who has arrived."""
    moves = list(released.moves)
    cases = draw.sample(moves, draw.choice((1, 1, 2)))
    marks = [
        Mark(MarkKind.STAY, one.person_id)
        if draw.random() < 0.6
        else Mark(MarkKind.FORBID, one.person_id, unit=one.to_unit)
        for one in cases
    ]
    share = draw.choice((0.1, 0.5, 0.9))
    others = [one for one in moves if one not in cases and draw.random() < share]
    return marks, {one.person_id: Mark(MarkKind.PIN, one.person_id, one.slot) for one in others}


def is_possible(planner: Planner, marks: list[Mark]) -> bool:
    try:
        planner.with_marks(marks)
    except MarksConflict:
        return False
    return True


def check(released: Plan, draw: random.Random) -> Plan:
    roster, policy = county()
    fixed, kept = drawn(released, draw)
    planner = repair(released, roster, policy, marks=())
    best, freed = fewest(planner, fixed, kept, most=300)
    plan = best.plan()
    before, after = slots(released), slots(plan)
    assert all(after[one] == before[one] for one in kept if one not in freed)
    for smaller in range(min(len(freed), 2)):
        for people in combinations(kept, smaller):
            marks = [mark for one, mark in kept.items() if one not in people]
            assert not is_possible(planner, [*fixed, *marks])
    assert all(row.out == row.into for row in balance(plan))
    assert verified(plan, released, roster, policy) > 20
    assert plan.certificate.total[0] == sum(after[one] != before[one] for one in before)
    return plan


@pytest.mark.parametrize("seed", range(6))
def test_the_fewest_who_arrived_move_and_a_repair_is_repaired(seed: int) -> None:
    draw = random.Random(seed)
    first = check(demo_plan(), draw)
    second = check(first, draw)
    assert second.repairs is not None


def test_without_leave_nobody_who_arrived_moves() -> None:
    released = demo_plan()
    roster, policy = county()
    one = released.moves[0]
    kept = {
        move.person_id: Mark(MarkKind.PIN, move.person_id, move.slot)
        for move in released.moves
        if move is not one
    }
    planner = repair(released, roster, policy, marks=())
    with pytest.raises(MarksConflict):
        fewest(planner, [Mark(MarkKind.STAY, one.person_id)], kept, most=1)
