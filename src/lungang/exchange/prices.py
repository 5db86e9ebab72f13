"""What another destination would cost the whole plan, exactly.

The cheapest plan that sends person i to slot j differs from the best one by one alternating
cycle, so its price is the reduced cost of the arc plus a shortest path on reduced costs from the
person displaced back to the slot that i gives up (docs/algorithm.md). Prices are exact for the
problem without relatives arriving together; where that rule is broken by the plan a price stands
for, the question is solved again with the arc forced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

from lungang.errors import InfeasibleError
from lungang.exchange.branching import Optimum, Relatives, what_if
from lungang.exchange.problem import Problem


@dataclass(frozen=True, slots=True)
class Price:
    """What sending a person to ``slot`` costs the whole plan.

    ``more_unplaced`` by priority class, ``worse_fit``, and ``changed``: how many people's
    destinations differ from the plan's. ``slot_of`` is the plan it stands for.
    """

    slot: int
    more_unplaced: tuple[int, ...]
    worse_fit: int
    changed: int
    slot_of: tuple[int, ...]


class Prices:
    """Prices over one optimum; each person is one shortest-path search."""

    def __init__(self, problem: Problem, optimum: Optimum) -> None:
        self.problem = problem
        self.optimum = optimum
        self._relatives = Relatives(problem)
        self._best = optimum.root.totals[:2]
        self._plan = optimum.solution

    @cached_property
    def _reduced(self) -> list[int]:
        """One integer an arc: (unplaced, fit) reduced costs, then 1, so that of equal prices the
        path that changes fewest people is found.
        """
        problem, root = self.problem, self.optimum.root
        (u1, u2), (v1, v2) = root.person_price[:2], root.slot_price[:2]
        arcs = [
            (i, problem.indices[k])
            for i in range(problem.size)
            for k in range(problem.indptr[i], problem.indptr[i + 1])
        ]
        first = [c - u1[i] - v1[j] for c, (i, j) in zip(problem.unplaced(arcs), arcs, strict=True)]
        second = [c - u2[i] - v2[j] for c, (i, j) in zip(problem.fit, arcs, strict=True)]
        hops = problem.size + 1
        self._fit_base = 2 * hops * (max(map(abs, second), default=0) + 1)
        self._hops = hops
        return [(a * self._fit_base + b) * hops + 1 for a, b in zip(first, second, strict=True)]

    @cached_property
    def _entering(self) -> list[list[tuple[int, int]]]:
        """By slot: (person, packed reduced cost) of every arc into it."""
        problem, reduced = self.problem, self._reduced
        entering: list[list[tuple[int, int]]] = [[] for _ in range(problem.size)]
        for i in range(problem.size):
            for k in range(problem.indptr[i], problem.indptr[i + 1]):
                entering[problem.indices[k]].append((i, reduced[k]))
        return entering

    @cached_property
    def _person_of(self) -> list[int]:
        person_of = [0] * self.problem.size
        for i, j in enumerate(self.optimum.root.slot_of):
            person_of[j] = i
        return person_of

    def _paths_back(self, person: int) -> tuple[dict[int, int], dict[int, int]]:
        """Distance from each person, once displaced, to the slot that ``person`` would give up;
        and the slot each takes on the way.
        """
        slot_of, entering = self.optimum.root.slot_of, self._entering
        distance: dict[int, int] = {}
        takes: dict[int, int] = {}
        tentative: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []
        target, base = slot_of[person], 0
        while True:
            for other, cost in entering[target]:
                if other not in distance and other != person:
                    reach = base + cost
                    if other not in tentative or reach < tentative[other]:
                        tentative[other] = reach
                        heappush(heap, (reach, other, target))
            while heap:
                base, other, slot = heappop(heap)
                if other not in distance:
                    break
            else:
                return distance, takes
            distance[other], takes[other] = base, slot
            target = slot_of[other]

    def _changed_plan(self, person: int, slot: int, takes: dict[int, int]) -> tuple[int, ...]:
        plan = list(self.optimum.root.slot_of)
        goal = plan[person]
        plan[person] = slot
        while slot != goal:
            displaced = self._person_of[slot]
            slot = takes[displaced]
            plan[displaced] = slot
        return tuple(plan)

    def of(self, person: int, most: int | None = None) -> Iterator[Price]:
        """Yield the prices of a person's other destinations, cheapest first, at most ``most``.

        A destination to which no plan can send the person is left out.
        """
        problem = self.problem
        distance, takes = self._paths_back(person)
        reduced = self._reduced
        person_of = self._person_of
        bounds = []
        for k in range(problem.indptr[person], problem.indptr[person + 1]):
            slot = problem.indices[k]
            if slot == person or slot == self._plan.slot_of[person]:
                continue
            if slot == self.optimum.root.slot_of[person]:
                bounds.append((0, slot))
            elif person_of[slot] in distance:
                bounds.append((reduced[k] + distance[person_of[slot]], slot))
        ready: list[tuple[tuple[int, ...], int, int, Price]] = []
        heapify(bounds)
        found = 0
        while (bounds or ready) and (most is None or found < most):
            if bounds and (not ready or self._words(bounds[0][0]) <= ready[0][0][:2]):
                _, slot = heappop(bounds)
                price = self._exact(person, slot, takes)
                if price is not None:
                    heappush(ready, (self._key(price), slot, price.changed, price))
                continue
            found += 1
            yield heappop(ready)[3]

    def _words(self, packed: int) -> tuple[int, ...]:
        """Lower bound on (unplaced, fit) of the plan behind a packed path length."""
        both = packed // self._hops
        first, second = divmod(both + self._fit_base // 2, self._fit_base)
        second -= self._fit_base // 2
        return self._best[0] + first, self._best[1] + second

    def _exact(self, person: int, slot: int, takes: dict[int, int]) -> Price | None:
        plan = self._changed_plan(person, slot, takes)
        if self._relatives.violated(plan) is not None:
            others = frozenset(range(self.problem.size)) - {slot}
            try:
                plan = what_if(self.problem, {person: others}).slot_of
            except InfeasibleError:
                return None
        return self._price(slot, plan)

    def _price(self, slot: int, plan: tuple[int, ...]) -> Price:
        problem, best = self.problem, self._plan.slot_of
        more = [0] * len(problem.class_weights)
        for i, (now, then) in enumerate(zip(best, plan, strict=True)):
            more[problem.class_of[i]] += (then == i) - (now == i)
        return Price(
            slot=slot,
            more_unplaced=tuple(more),
            worse_fit=self._fit_of(plan) - self._plan.totals[1],
            changed=sum(now != then for now, then in zip(best, plan, strict=True)),
            slot_of=plan,
        )

    @cached_property
    def _fits(self) -> list[dict[int, int]]:
        problem = self.problem
        return [
            dict(
                zip(
                    problem.indices[problem.indptr[i] : problem.indptr[i + 1]],
                    problem.fit[problem.indptr[i] : problem.indptr[i + 1]],
                    strict=True,
                )
            )
            for i in range(problem.size)
        ]

    def _fit_of(self, plan: tuple[int, ...]) -> int:
        return sum(self._fits[i][j] for i, j in enumerate(plan))

    def _key(self, price: Price) -> tuple[int, ...]:
        weights = self.problem.class_weights
        more = sum(w * m for w, m in zip(weights, price.more_unplaced, strict=True))
        totals = self._plan.totals
        return totals[0] + more, totals[1] + price.worse_fit, price.changed
