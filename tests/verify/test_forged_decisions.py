"""Marks, decisions of the leading group and repairs: the honest ones pass, each forgery is told."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lungang.domain.codes import Verdict
from lungang.domain.plan import Mark, MarkKind, Settled
from lungang.verify import verify_plan
from tests.verify import rich
from tests.verify.county import person, policy, random_county, random_policy, roster
from tests.verify.reference import World, plan_of, world

PEOPLE = rich.PEOPLE
KNOWN = {"settled": rich.SETTLED, "marks": rich.MARKS, "released": rich.released()}


def checks(plan, records=None, **known):
    report = verify_plan(plan, *(records or rich.records()), **known)
    assert not report.ok
    return {one.check for one in report.refutations}


def test_the_honest_repair_is_accepted():
    report = verify_plan(rich.repaired(), *rich.records(), deep=True, **KNOWN)
    assert report.refutations == ()
    assert report.skipped == ()
    figures = {row.name: dict(row.figures) for row in report.checks}
    assert figures["marks"] == {"个标记": 4}
    assert figures["settled"] == {"项决定": 2}
    assert figures["repairs"] == {"名已公布去向的人员": 8}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_best_of_all_permutations_under_marks_is_accepted(seed):
    rng = random.Random(seed)
    county, pack = random_county(rng, rng.randrange(2, 7)), random_policy(rng)
    bare = world(county, pack)
    if len(bare.arcs) < 2:
        return
    marks = _random_marks(bare, rng)
    w = World(county, pack, (county, pack), marks=marks)
    if not w.feasible:
        return
    assert verify_plan(plan_of(w, w.best()), county, pack, marks=marks).refutations == ()
    mended = World(county, pack, (county, pack), marks=marks, released=plan_of(bare, bare.best()))
    plan = plan_of(mended, mended.best())
    assert verify_plan(plan, county, pack, released=mended.released).refutations == ()
    other = max(mended.feasible, key=mended.total)
    if other != mended.best():
        assert not verify_plan(plan_of(mended, other), county, pack).ok


def _random_marks(w, rng):
    marks = []
    for _ in range(rng.randrange(1, 4)):
        one, other = rng.sample(w.arcs.people, 2)
        kind = rng.choice(("pin", "pin", "slot", "unit", "stay"))
        if kind == "stay":
            marks.append(Mark(MarkKind.STAY, one.id))
        elif kind == "unit" and one.post.unit != other.post.unit:
            marks.append(Mark(MarkKind.FORBID, one.id, unit=other.post.unit))
        elif kind == "pin":
            marks.append(Mark(MarkKind.PIN, one.id, other.id))
        else:
            marks.append(Mark(MarkKind.FORBID, one.id, other.id))
    return tuple(dict.fromkeys(marks))


# ── marks ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dropped", range(len(rich.MARKS)))
def test_a_mark_dropped_or_added_needs_another_certificate(dropped):
    """The proof of one problem is not the proof of another."""
    some = rich.MARKS[:dropped] + rich.MARKS[dropped + 1 :]
    assert "certificate" in checks(replace(rich.repaired(), marks=some))
    fewer = plan_of(rich.decided_world(some, rich.released()))
    assert checks(replace(fewer, marks=rich.MARKS)) & {"marks", "stays", "certificate"}


def test_a_mark_hidden_with_everything_recomputed_is_told_by_the_minutes():
    some = rich.MARKS[1:]
    plan = plan_of(rich.decided_world(some, rich.released()))
    assert verify_plan(plan, *rich.records()).ok
    assert checks(plan, marks=rich.MARKS) == {"marks"}
    whole = plan_of(rich.decided_world(released=rich.released()))
    assert checks(whole, marks=some) == {"marks"}


def test_a_pin_on_a_slot_that_the_rules_bar():
    """The pin does not lend the move what the rules refuse."""
    people = [person(0, "甲局"), person(1, "乙局", practised_specialty="林业"), person(2, "丙局")]
    county, pack = roster(people), policy()
    pin = Mark(MarkKind.PIN, people[0].id, people[1].id)
    w = World(county, pack, (county, pack), marks=(pin,))
    assert w.feasible == []
    free = world(county, policy(("specialty",)), (county, pack))
    plan = replace(plan_of(free, (1, 0, 2)), marks=(pin,))
    assert "specialty" in checks(plan, (county, pack))


@pytest.mark.parametrize(
    "mark",
    [
        Mark(MarkKind.PIN, PEOPLE[3].id, PEOPLE[3].id),
        Mark(MarkKind.PIN, PEOPLE[3].id),
        Mark(MarkKind.PIN, PEOPLE[3].id, unit=rich.JIA),
        Mark(MarkKind.PIN, "不在", PEOPLE[0].id),
        Mark(MarkKind.FORBID, PEOPLE[3].id),
        Mark(MarkKind.FORBID, PEOPLE[3].id, PEOPLE[0].id, rich.JIA),
        Mark(MarkKind.FORBID, PEOPLE[3].id, unit=rich.DING),
        Mark(MarkKind.FORBID, PEOPLE[3].id, unit="没有"),
        Mark(MarkKind.FORBID, PEOPLE[3].id, PEOPLE[14].id),
        Mark(MarkKind.STAY, PEOPLE[14].id),
        Mark(MarkKind.STAY, PEOPLE[6].id, PEOPLE[6].id),
    ],
)
def test_an_unsound_mark(mark):
    assert "marks" in checks(replace(rich.repaired(), marks=(*rich.MARKS, mark)))


def test_a_plan_that_does_not_keep_its_marks():
    for mark in (
        Mark(MarkKind.STAY, PEOPLE[0].id),
        Mark(MarkKind.STAY, PEOPLE[2].id),
        Mark(MarkKind.FORBID, PEOPLE[0].id, PEOPLE[2].id),
        Mark(MarkKind.FORBID, PEOPLE[0].id, unit=rich.BING),
        Mark(MarkKind.PIN, PEOPLE[2].id, PEOPLE[1].id),
        Mark(MarkKind.PIN, PEOPLE[2].id, PEOPLE[0].id),
    ):
        assert "marks" in checks(replace(rich.repaired(), marks=(*rich.MARKS, mark)))


def test_who_is_kept_is_told_so_and_nobody_is_asked_for_them():
    plan = rich.repaired()
    at = next(n for n, stay in enumerate(plan.stays) if stay.kind == "kept")
    other = next(n for n, stay in enumerate(plan.stays) if stay.kind != "kept")
    ask = rich.plan().stays[0].ask
    for number, changes in (
        (at, {"kind": "shortage"}),
        (at, {"kind": "no_destination"}),
        (at, {"ask": ask}),
        (other, {"kind": "kept"}),
        (other, {"ask": ask}),
    ):
        stays = list(plan.stays)
        stays[number] = replace(stays[number], **changes)
        assert checks(replace(plan, stays=tuple(stays))) == {"stays"}


# ── decisions of the leading group ─────────────────────────────────────────────


def test_a_decision_that_the_records_do_not_have():
    plan = plan_of(rich.decided_world(()))
    assert verify_plan(plan, *rich.records(), settled=rich.SETTLED).ok
    assert checks(plan, settled=rich.SETTLED[:1]) == {"settled"}
    assert checks(plan, settled=()) == {"settled"}
    assert checks(rich.plan(), settled=rich.SETTLED) == {"settled"}


@pytest.mark.parametrize(
    "row",
    [
        Settled(PEOPLE[9].id, Verdict.DEFERRED, "又一次"),
        Settled("不在", Verdict.DEFERRED, "会"),
        Settled(PEOPLE[14].id, Verdict.MAY, "会"),
    ],
)
def test_an_unsound_decision(row):
    plan = rich.released()
    assert "settled" in checks(replace(plan, settled=(*plan.settled, row)))


def test_a_person_taken_from_the_pool_without_a_decision():
    assert {"screening", "pool"} <= checks(replace(rich.released(), settled=rich.SETTLED[1:]))


def test_who_is_out_by_the_rules_stays_out_on_their_ground():
    ill = Settled(PEOPLE[11].id, Verdict.EXCLUDED, "会")
    w = World(*rich.records(), stamp=rich.records(), settled=(ill,))
    assert w.screening.findings[PEOPLE[11].id].verdict == Verdict.DEFERRED
    assert verify_plan(plan_of(w), *rich.records()).ok


# ── repairs ────────────────────────────────────────────────────────────────────


def test_another_released_plan_than_the_one_at_hand():
    plan = rich.repaired()
    repairs = plan.repairs
    assert checks(replace(plan, repairs=replace(repairs, released="00")), **KNOWN) == {"repairs"}
    assert checks(rich.released(), **KNOWN) >= {"repairs"}
    one, other = PEOPLE[5].id, PEOPLE[6].id
    table = {**repairs.assignment}
    table[one], table[other] = table[other], table[one]
    forged = replace(plan, repairs=replace(repairs, assignment=table))
    assert "repairs" in checks(forged, **KNOWN)
    assert "total" in checks(forged)


def test_a_released_plan_that_is_no_permutation():
    plan = rich.repaired()
    for table in (
        {},
        {**plan.repairs.assignment, "不在": "不在"},
        {**plan.repairs.assignment, PEOPLE[0].id: PEOPLE[1].id, PEOPLE[1].id: PEOPLE[1].id},
    ):
        forged = replace(plan, repairs=replace(plan.repairs, assignment=table))
        assert "repairs" in checks(forged)


def test_the_best_plan_that_changes_more_is_refused_as_a_repair():
    """Best by the former order is not enough: fewest changed comes first."""
    whole = rich.decided_world(released=rich.released())
    others = [
        plan for plan in whole.feasible if whole.total(plan)[0] > whole.total(whole.best())[0]
    ]
    for chosen in others[:20]:
        assert "certificate" in checks(plan_of(whole, chosen))


def test_a_repair_that_forgets_to_count_changes():
    plan = plan_of(rich.decided_world())
    repairs = rich.repaired().repairs
    assert {"total"} <= checks(replace(plan, repairs=repairs))
