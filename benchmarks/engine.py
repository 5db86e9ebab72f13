"""Planning a pool, and the bare assignment beside scipy and OR-Tools on the same costs.

``./dev bench engine [size …]`` prints, for each size, the median of several runs: the whole
``plan`` (screening, arcs, three words, certificate), the verifier, and one assignment by fit alone
(with staying at a price) by each solver. All solvers must find the same total.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.pools import policy, pool
from lungang.exchange import assign, plan
from lungang.exchange.problem import Problem, build_problem
from lungang.policy.screening import screen
from lungang.verify import verify_plan

STAYING = 100_000
"""What staying costs in the bare assignment."""

Arcs = tuple[list[int], list[int], list[int]]


def by_lungang(arcs: Arcs) -> int:
    return assign(*arcs).total


def by_scipy(arcs: Arcs) -> int:
    indptr, indices, costs = (np.array(values) for values in arcs)
    size = len(indptr) - 1
    # scipy drops zero weights: shift every cost by one.
    matrix = csr_matrix((costs + 1, indices, indptr), shape=(size, size))
    rows, columns = min_weight_full_bipartite_matching(matrix)
    return int(matrix[rows, columns].sum()) - size


def by_ortools(arcs: Arcs) -> int:
    indptr, indices, costs = (np.array(values) for values in arcs)
    solver = SimpleLinearSumAssignment()
    people = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    solver.add_arcs_with_cost(people, indices, costs)
    assert solver.solve() == solver.OPTIMAL
    return int(solver.optimal_cost())


SOLVERS: dict[str, Callable[[Arcs], int]] = {
    "lungang.assign": by_lungang,
    "scipy sparse": by_scipy,
    "OR-Tools": by_ortools,
}


def bare(problem: Problem) -> Arcs:
    """Return a problem's arcs with their fit, and staying at a price."""
    costs = [
        STAYING if problem.indices[k] == i else problem.fit[k]
        for i in range(problem.size)
        for k in range(problem.indptr[i], problem.indptr[i + 1])
    ]
    return problem.indptr, problem.indices, costs


def timed(work: Callable[[], object], runs: int) -> tuple[float, object]:
    """Median seconds of several runs, and what the last returned."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def measure(size: int) -> None:
    roster, pack = pool(size), policy()
    runs = 5 if size <= 1000 else 3
    seconds, made = timed(lambda: plan(pool(size), pack, seed="x"), runs)
    moved = len(made.moves)  # type: ignore[attr-defined]
    found = screen(roster, pack)
    ranks = {key: pack.class_rank[found.of[key].priority_class] for key in found.pool}
    problem = build_problem(roster, pack, found.pool, ranks)
    print(f"\n{size} people, {len(problem.indices):,} arcs, {moved} moved")
    print(f"  {'plan':<16}{seconds:9.3f} s")
    seconds, report = timed(lambda: verify_plan(made, roster, pack), 1)  # type: ignore[arg-type]
    assert report.ok  # type: ignore[attr-defined]
    print(f"  {'verify':<16}{seconds:9.3f} s")
    arcs = bare(problem)
    totals = set()
    for name, solver in SOLVERS.items():
        seconds, total = timed(lambda solver=solver: solver(arcs), runs)  # type: ignore[misc]
        totals.add(total)
        print(f"  {name:<16}{seconds:9.3f} s   total {total}")
    assert len(totals) == 1, "the solvers disagree"


def main() -> None:
    for size in [int(word) for word in sys.argv[1:]] or [27, 300, 5000]:
        measure(size)


if __name__ == "__main__":
    main()
