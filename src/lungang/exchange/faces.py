"""Several costs in strict order, exactly: solve one, keep its optimal face, solve the next on it.

For any optimal prices an assignment is optimal if and only if all its arcs are tight, so the next
word need look at tight arcs only. The prices of all words together are vector prices whose
reduced costs are lexicographically non-negative on every arc of the problem: that is the
certificate, and it needs no record of the faces (docs/algorithm.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lungang.exchange.assignment import solve
from lungang.exchange.problem import Problem

Bans = Mapping[int, frozenset[int]]
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


@dataclass(frozen=True, eq=False)
class _Face:
    """The arcs left after some words, by person, with their fit."""

    indptr: list[int]
    indices: list[int]
    fit: list[int]

    def arcs(self) -> list[Arc]:
        """Every arc as a pair; few are left when the tie-break asks."""
        spans = zip(self.indptr, self.indptr[1:], strict=False)
        return [(i, j) for i, span in enumerate(spans) for j in self.indices[slice(*span)]]

    def tight(self, costs: list[int], u: list[int], v: list[int]) -> _Face:
        """The arcs whose reduced cost is 0."""
        indptr, indices, fit = self.indptr, self.indices, self.fit
        kept: list[int] = []
        ends = [0]
        for i, price in enumerate(u):
            span = range(indptr[i], indptr[i + 1])
            kept += [k for k in span if costs[k] - v[indices[k]] == price]
            ends.append(len(kept))
        return _Face(ends, [indices[k] for k in kept], [fit[k] for k in kept])


def solve_words(problem: Problem, bans: Bans, seed: bytes, tie_breaks: int) -> Solution:
    """Solve the words of the problem and ``tie_breaks`` tie-break words in strict order.

    Raises:
        InfeasibleError: the bans leave no assignment.
    """
    face = _open_arcs(problem, bans)
    totals, us, vs = [], [], []
    slot_of: list[int] = []
    for word in (*problem.words, *range(tie_breaks)):
        if word == "fit":
            costs = face.fit
        elif word == "unplaced":
            costs = _unplaced(problem, face)
        elif word == "changed":
            costs = problem.changed(face.arcs())
        else:
            costs = problem.tie_break(face.arcs(), seed, int(word))
        slot_of, u, v = solve(face.indptr, face.indices, costs)
        totals.append(sum(u) + sum(v))
        us.append(tuple(u))
        vs.append(tuple(v))
        face = face.tight(costs, u, v)
    return Solution(
        slot_of=tuple(slot_of),
        totals=tuple(totals),
        person_price=tuple(us),
        slot_price=tuple(vs),
        unique=_is_only_one(slot_of, face.arcs()),
    )


def _open_arcs(problem: Problem, bans: Bans) -> _Face:
    """Return the arcs not banned."""
    if not bans:
        return _Face(problem.indptr, problem.indices, problem.fit)
    indptr, indices, fit = [0], list[int](), list[int]()
    for i in range(problem.size):
        span = slice(problem.indptr[i], problem.indptr[i + 1])
        slots, fits = problem.indices[span], problem.fit[span]
        closed = bans.get(i)
        if closed and not closed.isdisjoint(slots):
            kept = [k for k, j in enumerate(slots) if j not in closed]
            slots, fits = [slots[k] for k in kept], [fits[k] for k in kept]
        indices += slots
        fit += fits
        indptr.append(len(indices))
    return _Face(indptr, indices, fit)


def _unplaced(problem: Problem, face: _Face) -> list[int]:
    """The word of the unplaced, without asking every arc: staying is a person's first."""
    costs = [0] * len(face.indices)
    for i, rank in enumerate(problem.class_of):
        begin = face.indptr[i]
        if begin < face.indptr[i + 1] and face.indices[begin] == i:
            costs[begin] = problem.class_weights[rank]
    return costs


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
