"""Several costs in strict order, exactly: solve one, keep its optimal face, solve the next on it.

For any optimal prices an assignment is optimal if and only if all its arcs are tight, so the next
word need look at tight arcs only. The prices of all words together are vector prices whose
reduced costs are lexicographically non-negative on every arc of the problem: that is the
certificate, and it needs no record of the faces (docs/algorithm.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from lungang.exchange.assignment import solve
from lungang.exchange.problem import Problem

Bans = Mapping[int, Set[int]]
"""Slots that are closed to a person, besides those without an arc."""

Arc = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Solution:
    """The best assignment under some bans: totals and prices, one row per word.

    ``face`` are the arcs still tight after the last word; ``unique`` says that they admit no
    other assignment.
    """

    slot_of: tuple[int, ...]
    totals: tuple[int, ...]
    person_price: tuple[tuple[int, ...], ...]
    slot_price: tuple[tuple[int, ...], ...]
    unique: bool


def solve_words(problem: Problem, bans: Bans, seed: bytes, tie_breaks: int) -> Solution:
    """Solve the words of the problem and ``tie_breaks`` tie-break words in strict order.

    Raises:
        InfeasibleError: the bans leave no assignment.
    """
    arcs, fit = _open_arcs(problem, bans)
    n = problem.size
    totals, us, vs = [], [], []
    slot_of: list[int] = []
    for word in (*problem.words, *range(tie_breaks)):
        if word == "changed":
            costs = problem.changed(arcs)
        elif word == "unplaced":
            costs = problem.unplaced(arcs)
        elif word == "fit":
            costs = fit
        else:
            costs = problem.tie_break(arcs, seed, int(word))
        slot_of, u, v = solve(*_rows(n, arcs, costs))
        totals.append(sum(u) + sum(v))
        us.append(tuple(u))
        vs.append(tuple(v))
        tight = [k for k, (i, j) in enumerate(arcs) if costs[k] == u[i] + v[j]]
        arcs = [arcs[k] for k in tight]
        fit = [fit[k] for k in tight]
    return Solution(
        slot_of=tuple(slot_of),
        totals=tuple(totals),
        person_price=tuple(us),
        slot_price=tuple(vs),
        unique=_is_only_one(slot_of, arcs),
    )


def _open_arcs(problem: Problem, bans: Bans) -> tuple[list[Arc], list[int]]:
    """Return the arcs not banned, by person, and their fit."""
    arcs: list[Arc] = []
    fit: list[int] = []
    closed: Set[int]
    for i in range(problem.size):
        closed = bans.get(i, frozenset())
        for k in range(problem.indptr[i], problem.indptr[i + 1]):
            j = problem.indices[k]
            if j not in closed:
                arcs.append((i, j))
                fit.append(problem.fit[k])
    return arcs, fit


def _rows(n: int, arcs: list[Arc], costs: list[int]) -> tuple[list[int], list[int], list[int]]:
    indptr = [0] * (n + 1)
    for i, _ in arcs:
        indptr[i + 1] += 1
    for i in range(n):
        indptr[i + 1] += indptr[i]
    return indptr, [j for _, j in arcs], costs


def _is_only_one(slot_of: list[int], arcs: Iterable[Arc]) -> bool:
    """Whether the arcs admit no assignment but this one.

    Another would differ by cycles that leave a person along an open arc and enter the slot's
    person; so it is enough that this graph of people has no cycle (Kahn's elimination).
    """
    n = len(slot_of)
    person_of = [0] * n
    for i, j in enumerate(slot_of):
        person_of[j] = i
    following: list[list[int]] = [[] for _ in range(n)]
    entering = [0] * n
    for i, j in arcs:
        if slot_of[i] != j:
            following[i].append(person_of[j])
            entering[person_of[j]] += 1
    ready = [i for i in range(n) if not entering[i]]
    removed = 0
    while ready:
        removed += 1
        for other in following[ready.pop()]:
            entering[other] -= 1
            if not entering[other]:
                ready.append(other)
    return removed == n
