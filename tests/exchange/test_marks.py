"""Plans under marks of the joint meeting: against brute force, a fresh planner, and the verifier's
eye; marks that leave no plan are named, none of them to spare.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from lungang.domain.codes import Verdict
from lungang.domain.movement import balance, compare, cycles
from lungang.domain.plan import Mark, MarkKind, Settled
from lungang.domain.records import plan_to_json
from lungang.domain.roster import Roster
from lungang.errors import InputError, MarksConflict
from lungang.exchange import Planner
from lungang.exchange.branching import Relatives
from lungang.exchange.problem import Problem
from lungang.policy.pack import Policy
from tests.exchange.counties import county, kin, person, policy, random_county

Plans = list[tuple[tuple[int, ...], tuple[int, ...]]]
PACK = policy()


def pack_of(leaving_count: bool) -> Policy:
    avoidance = replace(PACK.avoidance, leaving_relatives_count=leaving_count)
    return replace(PACK, avoidance=avoidance)


def planner_of(roster: Roster, pack: Policy = PACK, marks: tuple[Mark, ...] = ()) -> Planner:
    return Planner(roster, pack, seed="种子", marks=marks)


def every_plan(planner: Planner) -> Plans:
    """Every permutation that keeps the rules, with its value; the best first."""
    problem, relatives = planner.problem, Relatives(planner.problem)
    n = problem.size
    ends = problem.indptr
    fits = [
        {problem.indices[k]: problem.fit[k] for k in range(ends[i], ends[i + 1])} for i in range(n)
    ]
    every = [(i, j) for i in range(n) for j in range(n)]
    unplaced = dict(zip(every, problem.unplaced(every), strict=True))
    bound = bytes.fromhex(planner.seed.bound)
    ties = dict(zip(every, problem.tie_break(every, bound, 0), strict=True))
    found = []
    for plan in permutations(range(n)):
        if all(j in fits[i] for i, j in enumerate(plan)) and not relatives.violated(plan):
            value = (
                sum(unplaced[i, j] for i, j in enumerate(plan)),
                sum(fits[i][j] for i, j in enumerate(plan)),
                sum(ties[i, j] for i, j in enumerate(plan)),
            )
            found.append((value, plan))
    return sorted(found)


def keeps(problem: Problem, plan: tuple[int, ...], mark: Mark) -> bool:
    i = problem.at[mark.person_id]
    there = problem.pool[plan[i]]
    if mark.kind is MarkKind.PIN:
        return there.id == mark.slot
    if mark.kind is MarkKind.STAY:
        return plan[i] == i
    return there.id != mark.slot and there.unit != mark.unit


def random_marks(problem: Problem, draw: random.Random, most: int) -> tuple[Mark, ...]:
    marks = []
    for _ in range(draw.randint(1, most)):
        one, other = draw.sample(problem.pool, 2)
        kind = draw.choice(["pin", "pin", "forbid", "unit", "stay"])
        if kind == "stay":
            marks.append(Mark(MarkKind.STAY, one.id))
        elif kind == "unit" and one.unit != other.unit:
            marks.append(Mark(MarkKind.FORBID, one.id, unit=other.unit))
        else:
            marks.append(Mark(MarkKind.PIN if kind == "pin" else MarkKind.FORBID, one.id, other.id))
    return tuple(marks)


@pytest.mark.parametrize("leaving_count", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_the_best_plan_that_keeps_the_marks_is_found_or_they_conflict(
    seed: int, leaving_count: bool
) -> None:
    pack = pack_of(leaving_count)
    roster = random_county(seed, size=3 + seed % 5, kin_pairs=2)
    bare = planner_of(roster, pack)
    problem, draw = bare.problem, random.Random(seed)
    if problem.size < 2:
        return
    plans = every_plan(bare)
    bare_text = plan_to_json(bare.plan())
    for _ in range(12):
        marks = random_marks(problem, draw, most=4)
        kept = [plan for plan in plans if all(keeps(problem, plan[1], mark) for mark in marks)]
        if not kept:
            _conflict_is_minimal(bare, plans, marks)
            continue
        marked = bare.with_marks(marks)
        assert (marked.optimum.solution.totals, marked.optimum.solution.slot_of) == kept[0]
        assert marked.optimum.certificate.unique
        text = plan_to_json(marked.plan())
        assert text == plan_to_json(planner_of(roster, pack, marks[::-1]).plan())
        assert plan_to_json(marked.with_marks(()).plan()) == bare_text
    assert plan_to_json(bare.plan()) == bare_text


def _conflict_is_minimal(bare: Planner, plans: Plans, marks: tuple[Mark, ...]) -> None:
    with pytest.raises(MarksConflict) as caught:
        bare.with_marks(marks)
    named = caught.value.marks
    assert set(named) <= set(marks)

    def possible(some: tuple[object, ...]) -> bool:
        return any(all(keeps(bare.problem, plan, mark) for mark in some) for _, plan in plans)  # type: ignore[arg-type]

    assert not possible(named)
    for mark in named:
        assert possible(tuple(other for other in named if other is not mark))
    assert "9999" not in str(caught.value)
    if len(named) == 1:
        assert bare.refusal(named[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(25))
def test_a_single_pin_is_refused_exactly_where_no_plan_keeps_it(seed: int) -> None:
    bare = planner_of(random_county(seed, size=5, kin_pairs=2))
    plans = every_plan(bare)
    for one in bare.problem.pool:
        for other in bare.problem.pool:
            mark = Mark(MarkKind.PIN, one.id, other.id)
            possible = one is not other and any(keeps(bare.problem, p, mark) for _, p in plans)
            assert (bare.refusal(mark) == "") == possible
            assert bare.refusal(Mark(MarkKind.STAY, one.id)) == ""


@pytest.mark.parametrize("seed", range(15))
def test_prices_under_marks_are_those_of_the_pinned_plans(seed: int) -> None:
    roster = random_county(seed, size=12, units=5, kin_pairs=3)
    bare = planner_of(roster)
    draw = random.Random(seed)
    try:
        marked = bare.with_marks(random_marks(bare.problem, draw, most=4))
    except MarksConflict:
        return
    for one in marked.problem.pool:
        if any(mark.person_id == one.id for mark in marked.marks):
            continue
        found = {row.slot: row for row in marked.alternatives(one.id)}
        for other in marked.problem.pool:
            if (
                other is one
                or marked.optimum.solution.slot_of[marked.problem.at[one.id]]
                == (marked.problem.at[other.id])
            ):
                continue
            try:
                then = marked.with_marks((*marked.marks, Mark(MarkKind.PIN, one.id, other.id)))
            except MarksConflict:
                assert other.id not in found
                continue
            comparison = marked.differences(then)
            assert found[other.id].worse_fit == comparison.worse_fit
            more = tuple(more for _, more in comparison.more_unplaced)
            assert found[other.id].more_unplaced == more


def test_a_swap_is_two_pins() -> None:
    roster = county([person(n, f"单位{n % 5}") for n in range(1, 11)])
    bare = planner_of(roster)
    one, other = bare.moves[0], bare.moves[1]
    swap = (
        Mark(MarkKind.PIN, one.person_id, other.slot),
        Mark(MarkKind.PIN, other.person_id, one.slot),
    )
    if any(bare.refusal(mark) for mark in swap):
        pytest.skip("the two may not take each other's slots")
    swapped = {move.person_id: move.slot for move in bare.with_marks(swap).moves}
    assert swapped[one.person_id] == other.slot
    assert swapped[other.person_id] == one.slot


def test_who_is_kept_keeps_the_slot_and_is_said_to() -> None:
    roster = random_county(4, size=20, units=5)
    bare = planner_of(roster)
    kept = bare.moves[0]
    plan = bare.with_marks((Mark(MarkKind.STAY, kept.person_id),)).plan()
    stay = next(row for row in plan.stays if row.person_id == kept.person_id)
    assert stay.kind == "kept"
    assert stay.ask == ()
    assert kept.person_id not in {move.slot for move in plan.moves}
    assert all(row.out == row.into for row in balance(plan))


def test_a_conflict_names_the_people_and_no_more() -> None:
    roster = county([person(n, f"单位{n}") for n in range(1, 7)])
    bare = planner_of(roster)
    ids = [member.id for member in bare.problem.pool]
    pins = (
        Mark(MarkKind.PIN, ids[0], ids[2]),
        Mark(MarkKind.PIN, ids[1], ids[2]),
        Mark(MarkKind.STAY, ids[5]),
    )
    with pytest.raises(MarksConflict, match="人1（单位1）钉住单位3人3的编制位") as caught:
        bare.with_marks(pins)
    assert caught.value.marks == pins[:2]
    with pytest.raises(MarksConflict, match="出一进一"):
        planner_of(
            county([person(1, "甲"), person(2, "甲"), person(3, "乙")]),
            marks=(Mark(MarkKind.PIN, person(1, "甲").id, person(2, "甲").id),),
        )


@pytest.mark.parametrize(
    "mark",
    [
        Mark(MarkKind.PIN, "不在", "不在"),
        Mark(MarkKind.PIN, person(1, "甲").id),
        Mark(MarkKind.PIN, person(1, "甲").id, person(1, "甲").id),
        Mark(MarkKind.PIN, person(1, "甲").id, unit="乙"),
        Mark(MarkKind.FORBID, person(1, "甲").id),
        Mark(MarkKind.FORBID, person(1, "甲").id, unit="甲"),
        Mark(MarkKind.FORBID, person(1, "甲").id, unit="没有"),
        Mark(MarkKind.FORBID, person(1, "甲").id, person(2, "乙").id, "乙"),
        Mark(MarkKind.STAY, person(1, "甲").id, person(2, "乙").id),
    ],
)
def test_a_mark_that_says_nothing_sound_is_refused(mark: Mark) -> None:
    bare = planner_of(county([person(1, "甲"), person(2, "乙"), person(3, "丙")]))
    assert bare.refusal(mark)
    with pytest.raises(MarksConflict):
        bare.with_marks((mark,))


def test_why_not_names_the_mark() -> None:
    bare = planner_of(county([person(n, f"单位{n}") for n in range(1, 5)]))
    one, two, three, _ = bare.problem.pool
    marked = bare.with_marks(
        (
            Mark(MarkKind.FORBID, one.id, unit=two.unit),
            Mark(MarkKind.STAY, three.id),
        )
    )
    assert [row.bar for row in marked.why_not(one.id, two.unit)] == ["forbid"]
    assert [row.bar for row in marked.why_not(one.id, three.unit)] == ["stay"]
    assert {row.slot for row in bare.alternatives(one.id)} > {
        row.slot for row in marked.alternatives(one.id)
    }


# ── settled by the leading group ───────────────────────────────────────────────


def test_whom_the_leading_group_deferred_is_not_in_the_pool() -> None:
    roster = random_county(4, size=20, units=5)
    bare = planner_of(roster)
    gone = bare.problem.pool[0]
    settled = (Settled(gone.id, Verdict.DEFERRED, "县轮岗领导小组第三次会议"),)
    planner = Planner(roster, PACK, seed="种子", settled=settled)
    row = planner.screening.of[gone.id]
    assert row.verdict is Verdict.DEFERRED
    assert row.ground is not None
    assert (row.ground.rule, row.ground.title) == ("settled", "领导小组决定")
    assert row.ground.clause == settled[0].source
    assert row.priority_class == ""
    assert planner.problem.size == bare.problem.size - 1
    assert planner.plan().settled == settled


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([Settled("不在", Verdict.DEFERRED, "会")], "不在花名册"),
        ([Settled(person(1, "甲").id, Verdict.MAY, "会")], "人1（甲）"),
        ([Settled(person(1, "甲").id, Verdict.DEFERRED, "会")] * 2, "有且只有一个"),
    ],
)
def test_an_unsound_decision_is_refused(rows: list[Settled], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Planner(county([person(1, "甲"), person(2, "乙")]), PACK, settled=rows)


# ── what moves, from the plan alone ────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(8))
def test_rounds_and_balances_tell_the_whole_exchange(seed: int) -> None:
    planner = planner_of(random_county(seed, size=30, units=6, kin_pairs=2))
    plan = planner.plan(explain=False)
    rounds = cycles(plan)
    assert sorted(move.person_id for row in rounds for move in row) == sorted(
        move.person_id for move in plan.moves
    )
    for row in rounds:
        for move, following in zip(row, (*row[1:], row[0]), strict=True):
            assert move.slot == following.person_id
    assert [len(row) for row in rounds] == sorted((len(row) for row in rounds), reverse=True)
    assert all(row.out == row.into for row in balance(plan))
    assert sum(row.out for row in balance(plan)) == len(plan.moves)
    assert (planner.moves, planner.left) == (plan.moves, plan.left)
    assert compare(plan, planner).changes == ()


def test_differences_tell_who_goes_elsewhere() -> None:
    bare = planner_of(random_county(9, size=30, units=6))
    kept = bare.moves[0]
    marked = bare.with_marks((Mark(MarkKind.STAY, kept.person_id),))
    told = bare.differences(marked)
    rows = {row.person_id: row for row in told.changes}
    assert rows[kept.person_id].after_slot == kept.person_id
    assert rows[kept.person_id].before_slot == kept.slot
    before = {move.person_id: move.slot for move in bare.moves}
    after = {move.person_id: move.slot for move in marked.moves}
    pool = [member.id for member in bare.problem.pool]
    assert set(rows) == {key for key in pool if before.get(key) != after.get(key)}
    back = marked.differences(bare.plan(explain=False))
    assert back.worse_fit == -told.worse_fit
    assert sum(more for _, more in told.more_unplaced) > 0


def test_relatives_are_kept_apart_under_marks() -> None:
    """The husband is pinned to 丙, so the wife goes elsewhere, though 丙 would be her best."""
    husband, wife = person(1, "甲"), person(2, "乙")
    there = [person(3, "丙"), person(4, "丙")]
    others = [person(n, unit, practised_specialty="会计") for n, unit in ((5, "丁"), (6, "戊"))]
    roster = county([husband, wife, *there, *others], kinships=(kin(husband, wife),))
    marks = (Mark(MarkKind.PIN, husband.id, there[0].id),)
    moves = {move.person_id: move.to_unit for move in planner_of(roster, marks=marks).moves}
    assert moves[husband.id] == "丙"
    assert moves[wife.id] != "丙"
    both = (*marks, Mark(MarkKind.PIN, wife.id, there[1].id))
    with pytest.raises(MarksConflict) as caught:
        planner_of(roster, marks=both)
    assert caught.value.marks == both
