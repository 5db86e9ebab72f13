"""The joint meeting with the engine beside it: pin, forbid, swap and undo on a solved pool.

``./dev bench session [size …]`` prints, for each size, milliseconds of the processor for one act:
the best plan under the new marks, where everybody then goes, and what every unit gives and gets.
Median and worst of several acts on people drawn with one seed, after the problem was built once;
plans under marks are confirmed by the verifier, and undoing gives the former plan again.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.pools import policy, pool
from lungang.domain.movement import balance
from lungang.domain.plan import Mark, MarkKind
from lungang.errors import MarksConflict
from lungang.exchange import Planner, repair
from lungang.verify import verify_plan

STANDING = 10
"""Marks that stand already when an act is measured, as late in a meeting."""

Marks = tuple[Mark, ...]


def clock(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def decide(planner: Planner, marks: Marks) -> Planner:
    """One act: the new best plan and its balance."""
    marked = planner.with_marks(marks)
    assert len(marked.optimum.solution.slot_of) == planner.problem.size
    assert all(row.out == row.into for row in balance(marked))
    return marked


def draws(planner: Planner, kind: str, draw: random.Random) -> Iterator[Marks]:
    """Marks of a kind, each admissible by itself."""
    problem = planner.problem
    ids = [person.id for person in problem.pool]
    while True:
        one, other = draw.sample(range(problem.size), 2)
        slots = problem.indices[slice(*problem.indptr[one : one + 2])]
        there = draw.choice(slots)
        if there == one:
            continue
        if kind == "forbid":
            yield (Mark(MarkKind.FORBID, ids[one], unit=problem.pool[there].unit),)
        elif kind == "pin":
            yield (Mark(MarkKind.PIN, ids[one], ids[there]),)
        else:
            goes = planner.optimum.solution.slot_of
            if goes[one] != one and goes[other] != other:
                swap = ((one, goes[other]), (other, goes[one]))
                yield tuple(Mark(MarkKind.PIN, ids[i], ids[j]) for i, j in swap if i != j)


def some(planner: Planner, kind: str, draw: random.Random, standing: Marks) -> Marks:
    """Marks of a kind that can be beside those that stand."""
    for marks in draws(planner, kind, draw):
        try:
            planner.with_marks((*standing, *marks))
        except MarksConflict:
            continue
        return marks
    raise AssertionError


def measure(size: int) -> None:
    roster, pack, draw = pool(size), policy(), random.Random(1)
    made: list[Planner] = []
    built = clock(lambda: made.append(Planner(roster, pack, seed="x")))
    planner = made[0]
    arcs, runs = len(planner.problem.indices), 15 if size <= 1000 else 4
    print(f"\n{size} people, {arcs:,} arcs; built and solved once in {built:.0f} ms")
    standing: Marks = ()
    for number in range(STANDING):
        standing += some(planner, ("pin", "forbid")[number % 2], draw, standing)
    for kind in ("pin", "forbid", "swap"):
        acts = [(*standing, *some(planner, kind, draw, standing)) for _ in range(runs)]
        show(kind, [clock(lambda marks=marks: decide(planner, marks)) for marks in acts])  # type: ignore[misc]
    show("undo", [clock(lambda: decide(planner, standing)) for _ in range(runs)])
    last = decide(planner, acts[-1])
    one = last.moves[0].person_id
    show("prices of one", [clock(lambda: last.with_marks(last.marks).alternatives(one, 5))])
    show("conflict", [clock(lambda: conflict(planner, standing))])
    released = planner.plan(explain=False)
    ill = (Mark(MarkKind.STAY, one),)
    found: list[Planner] = []
    show("repair", [clock(lambda: found.append(repair(released, roster, pack, marks=ill)))])
    if size <= 1000:
        for plan in (last.plan(), found[0].plan()):
            assert verify_plan(plan, roster, pack).ok
    assert decide(last, ()).optimum.certificate == planner.optimum.certificate


def conflict(planner: Planner, standing: Marks) -> None:
    """Two people pinned on one slot, beside the marks that stand."""
    pinned = next(mark for mark in standing if mark.kind is MarkKind.PIN)
    problem = planner.problem
    goal = problem.at[pinned.slot]
    other = next(
        person.id
        for i, person in enumerate(problem.pool)
        if goal in problem.indices[slice(*problem.indptr[i : i + 2])]
        and person.id not in (pinned.person_id, pinned.slot)
    )
    try:
        planner.with_marks((*standing, Mark(MarkKind.PIN, other, pinned.slot)))
    except MarksConflict as error:
        named = error.marks
    assert len(named) == 2


def show(name: str, times: list[float]) -> None:
    print(f"  {name:<16}{statistics.median(times):9.0f} ms   worst {max(times):.0f} ms")


def main() -> None:
    for size in [int(word) for word in sys.argv[1:]] or [300, 5000]:
        measure(size)


if __name__ == "__main__":
    main()
