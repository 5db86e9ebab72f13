"""Repairs against brute force: fewest released people changed first, then the former order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lungang.domain.movement import balance
from lungang.domain.plan import Mark, MarkKind
from lungang.domain.records import plan_digest, plan_from_json, plan_to_json
from lungang.errors import InputError, MarksConflict
from lungang.exchange import Planner, repair
from lungang.verify import verify_plan
from tests.exchange.counties import policy, random_county
from tests.exchange.test_marks import every_plan, keeps, pack_of, planner_of, random_marks


@pytest.mark.parametrize("leaving_count", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_the_fewest_are_changed_and_then_the_former_order_decides(
    seed: int, leaving_count: bool
) -> None:
    pack = pack_of(leaving_count)
    roster = random_county(seed, size=3 + seed % 5, kin_pairs=2)
    bare = planner_of(roster, pack)
    draw = random.Random(seed)
    if bare.problem.size < 2:
        return
    released = bare.plan()
    before = bare.optimum.solution.slot_of
    plans = every_plan(bare)
    for _ in range(10):
        marks = random_marks(bare.problem, draw, most=2)
        kept = [plan for plan in plans if all(keeps(bare.problem, plan[1], mark) for mark in marks)]
        if not kept:
            with pytest.raises(MarksConflict):
                repair(released, roster, pack, marks=marks)
            continue
        value, best = min(
            ((sum(map(int.__ne__, before, slots)), *value), slots) for value, slots in kept
        )
        mended = repair(released, roster, pack, marks=marks)
        assert mended.optimum.solution.totals == value
        assert mended.optimum.solution.slot_of == best
        text = plan_to_json(mended.plan())
        again = repair(released, roster, pack, marks=()).with_marks(marks)
        assert plan_to_json(again.plan()) == text
        _says_so(mended, value[0])


def _says_so(mended: Planner, changed: int) -> None:
    plan = mended.plan()
    assert plan.repairs is not None
    now = {move.person_id: move.slot for move in plan.moves}
    told = {row.person_id: row.reasons[-1] for row in plan.explanations}
    elsewhere = [
        person
        for person, slot in plan.repairs.assignment.items()
        if now.get(person, person) != slot
    ]
    assert len(elsewhere) == changed
    for person in told:
        assert ("改为" in told[person]) == (person in elsewhere)
    assert all(row.out == row.into for row in balance(plan))


@pytest.mark.parametrize("seed", range(10))
def test_a_repair_verifies_against_the_released_plan(seed: int) -> None:
    pack = policy()
    roster = random_county(seed, size=16, units=6, kin_pairs=4)
    bare = planner_of(roster, pack)
    released = bare.plan()
    if not released.moves:
        return
    move = released.moves[seed % len(released.moves)]
    kind = MarkKind.STAY if seed % 2 else MarkKind.FORBID
    mark = Mark(kind, move.person_id, unit="" if seed % 2 else move.to_unit)
    plan = repair(released, roster, pack, marks=(mark,)).plan()
    plan = plan_from_json(plan_to_json(plan))
    report = verify_plan(
        plan, roster, pack, agreed="种子", deep=True, settled=(), marks=(mark,), released=released
    )
    assert report.refutations == ()
    assert report.skipped == ()
    assert plan.certificate.words[:3] == ("changed", "unplaced", "fit")
    assert plan.repairs is not None
    assert plan.repairs.released == plan_digest(released)


def test_a_repair_of_nothing_changes_nobody() -> None:
    roster = random_county(5, size=20, units=6, kin_pairs=3)
    released = planner_of(roster).plan()
    mended = repair(released, roster, policy(), marks=())
    assert mended.moves == released.moves
    assert mended.optimum.solution.totals[0] == 0


def test_a_second_repair_starts_from_the_first() -> None:
    roster = random_county(5, size=20, units=6)
    released = planner_of(roster).plan()
    marks = tuple(Mark(MarkKind.STAY, move.person_id) for move in released.moves[:2])
    first = repair(released, roster, policy(), marks=marks[:1]).plan()
    second = repair(first, roster, policy(), marks=marks).plan()
    assert second.repairs is not None
    assert second.repairs.released == plan_digest(first)
    report = verify_plan(second, roster, policy(), released=first)
    assert report.refutations == ()


def test_a_plan_of_other_records_is_not_repaired() -> None:
    roster = random_county(5, size=20, units=6)
    released = planner_of(roster).plan(explain=False)
    with pytest.raises(InputError, match="花名册"):
        repair(released, random_county(6, size=20, units=6), policy(), marks=())
    with pytest.raises(InputError, match="应交流人员"):
        repair(replace(released, moves=released.moves[1:]), roster, policy(), marks=())
