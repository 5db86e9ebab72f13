"""The assignment kernel against two independent solvers, and its proof on every arc."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import linear_sum_assignment as ortools_lsa
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from lungang.exchange import InfeasibleError, assign

HUGE = 10**13


@st.composite
def problems(draw: st.DrawFn, least: int, most: int) -> tuple[list[int], list[int], list[int]]:
    """Sparse square problems that have an assignment, with costs between two bounds."""
    n = draw(st.integers(1, 9))
    hidden = draw(st.permutations(range(n)))
    indptr, indices, costs = [0], [], []
    for i in range(n):
        slots = draw(st.sets(st.integers(0, n - 1))) | {hidden[i]}
        for j in draw(st.permutations(sorted(slots))):
            indices.append(j)
            costs.append(draw(st.integers(least, most)))
        indptr.append(len(indices))
    return indptr, indices, costs


def dense(indptr: list[int], indices: list[int], costs: list[int]) -> np.ndarray:
    n = len(indptr) - 1
    matrix = np.full((n, n), np.inf)
    for i in range(n):
        for k in range(indptr[i], indptr[i + 1]):
            matrix[i, indices[k]] = min(matrix[i, indices[k]], costs[k])
    return matrix


def assert_proven(indptr: list[int], indices: list[int], costs: list[int]) -> int:
    found = assign(indptr, indices, costs)
    n = len(indptr) - 1
    assert sorted(found.slot_of) == list(range(n))
    chosen = 0
    for i in range(n):
        best = []
        for k in range(indptr[i], indptr[i + 1]):
            reduced = costs[k] - found.person_price[i] - found.slot_price[indices[k]]
            assert reduced >= 0
            if indices[k] == found.slot_of[i]:
                best.append((reduced, costs[k]))
        assert min(best)[0] == 0
        chosen += min(best)[1]
    assert found.total == chosen == sum(found.person_price) + sum(found.slot_price)
    return found.total


@given(problems(-50, 330))
def test_equals_scipy_on_small_costs(problem) -> None:
    matrix = dense(*problem)
    rows, columns = linear_sum_assignment(matrix)
    assert assert_proven(*problem) == matrix[rows, columns].sum()


@given(problems(-HUGE, HUGE))
def test_equals_ortools_near_ten_to_the_thirteen(problem) -> None:
    indptr, indices, costs = problem
    solver = ortools_lsa.SimpleLinearSumAssignment()
    people = len(indptr) - 1
    for i in range(people):
        for k in range(indptr[i], indptr[i + 1]):
            # Of negative costs OR-Tools sometimes says INFEASIBLE: every cost is raised alike.
            solver.add_arc_with_cost(i, indices[k], costs[k] + HUGE)
    assert solver.solve() == solver.OPTIMAL
    assert assert_proven(*problem) == solver.optimal_cost() - people * HUGE


@given(problems(-(10**40), 10**40))
def test_costs_of_any_size_are_exact(problem) -> None:
    assert_proven(*problem)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32))
def test_larger_problems_equal_ortools(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 200
    hidden = rng.permutation(n)
    indptr, indices = [0], []
    for i in range(n):
        indices.extend({*rng.integers(0, n, size=12).tolist(), int(hidden[i])})
        indptr.append(len(indices))
    costs = rng.integers(-3, 40, size=len(indices))
    solver = ortools_lsa.SimpleLinearSumAssignment()
    for i in range(n):
        for k in range(indptr[i], indptr[i + 1]):
            solver.add_arc_with_cost(i, indices[k], int(costs[k]) + 3)
    assert solver.solve() == solver.OPTIMAL
    assert assert_proven(indptr, indices, costs.tolist()) == solver.optimal_cost() - 3 * n


def test_takes_integer_arrays() -> None:
    found = assign(
        np.array([0, 2, 4], dtype=np.int64),
        np.array([0, 1, 0, 1], dtype=np.uint32),
        np.array([5, 1, 1, 5], dtype=np.int64),
    )
    assert found.slot_of == (1, 0)
    assert found.total == 2
    assert all(type(price) is int for price in found.person_price + found.slot_price)


@settings(deadline=None)
@given(st.integers(1, 8), st.data())
def test_infeasible_names_people_who_have_too_few_slots(n: int, data) -> None:
    rows = [data.draw(st.sets(st.integers(0, n - 1))) for _ in range(n)]
    indptr, indices = [0], []
    for slots in rows:
        indices.extend(sorted(slots))
        indptr.append(len(indices))
    matrix = [[j in slots for j in range(n)] for slots in rows]
    if (maximum_bipartite_matching(csr_matrix(matrix)) >= 0).all():
        found = assign(indptr, indices, [1] * len(indices))
        assert all(j in rows[i] for i, j in enumerate(found.slot_of))
        return
    with pytest.raises(InfeasibleError) as caught:
        assign(indptr, indices, [1] * len(indices))
    error = caught.value
    between = set().union(*(rows[i] for i in error.people))
    assert len(between) < len(error.people)
    assert between == set(error.slots)
    assert str(len(error.people)) in str(error)


def test_a_person_without_any_arc_is_infeasible() -> None:
    with pytest.raises(InfeasibleError) as caught:
        assign([0, 0, 1], [0], [7])
    assert caught.value.people == (0,)
    assert caught.value.slots == ()


def test_nobody_is_no_problem() -> None:
    found = assign([0], [], [])
    assert found.slot_of == ()
    assert found.total == 0


@pytest.mark.parametrize(
    ("indptr", "indices", "costs"),
    [
        ([], [], []),
        ([1, 1], [0], [1]),
        ([0, 2], [0], [1]),
        ([0, 1], [1], [1]),
        ([0, 1], [-1], [1]),
        ([0, 1], [0], []),
        ([0, 2, 1, 2], [0, 1], [1, 1]),
        ([0, 1], [0], [1.5]),
        ([0, 1], [0], ["1"]),
        ([0, 1], [0], [float("nan")]),
    ],
)
def test_what_is_no_problem_is_refused(indptr, indices, costs) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (any wording; the type is the contract)
        assign(indptr, indices, costs)
