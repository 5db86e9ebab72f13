"""What another destination would cost the whole plan, exactly.

The cheapest assignment that sends person i to slot j differs from the best one by one alternating
cycle, so its price is the reduced cost of the arc plus a shortest path on reduced costs from the
person displaced back to the slot that i gives up (docs/algorithm.md). Every plan lies in a leaf
of the branching on relatives, so the least over the leaves bounds every plan from below; where
the plan behind it breaks no rule it is the price, else the question is solved anew.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

from lungang.errors import InfeasibleError
from lungang.exchange.branching import NOTHING_CLOSED, Optimum, Relatives, what_if
from lungang.exchange.faces import Bans, Solution
from lungang.exchange.problem import Problem

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Price:
    """What sending a person to ``slot`` costs the whole plan.

    ``more_unplaced`` by priority class, ``worse_fit``, and ``changed``: how many people's
    destinations differ from the plan's. ``slot_of`` is the plan it stands for. ``more_changed``
    is, in a repair, how many more differ from the released plan.
    """

    slot: int
    more_changed: int
    more_unplaced: tuple[int, ...]
    worse_fit: int
    changed: int
    slot_of: tuple[int, ...]


class _Leaf:
    """Cheapest changes of one leaf's assignment, by shortest paths on its reduced costs.

    Reduced costs are packed into one integer an arc: the problem's words, and 1, so that of equal
    paths the one that changes fewest people is found.
    """

    def __init__(self, problem: Problem, bans: Bans, solution: Solution) -> None:
        self.problem, self.bans, self.solution = problem, bans, solution
        self._person_of = [0] * problem.size
        for i, j in enumerate(solution.slot_of):
            self._person_of[j] = i

    @cached_property
    def _packed(self) -> tuple[list[int], list[int]]:
        """Packed reduced cost of every arc, and the bases of the words after the first."""
        problem = self.problem
        people = (i for i in range(problem.size) for _ in range(*problem.indptr[i : i + 2]))
        arcs = list(zip(people, problem.indices, strict=True))
        costs = {"unplaced": problem.unplaced(arcs), "fit": problem.fit}
        if problem.released:
            costs["changed"] = problem.changed(arcs)
        hops, bases = problem.size + 1, list[int]()
        packed = [0] * len(arcs)
        for word, name in enumerate(problem.words):
            u, v = self.solution.person_price[word], self.solution.slot_price[word]
            reduced = [cost - u[i] - v[j] for cost, (i, j) in zip(costs[name], arcs, strict=True)]
            if word:
                bases.append(2 * hops * (max(map(abs, reduced), default=0) + 1))
                packed = [a * bases[-1] + b for a, b in zip(packed, reduced, strict=True)]
            else:
                packed = reduced
        return [value * hops + 1 for value in packed], bases

    @cached_property
    def _entering(self) -> list[list[tuple[int, int]]]:
        """By slot: (person, packed reduced cost) of every open arc into it."""
        problem, (packed, _) = self.problem, self._packed
        entering: list[list[tuple[int, int]]] = [[] for _ in range(problem.size)]
        for i in range(problem.size):
            closed = self.bans.get(i, _NONE)
            for k in range(problem.indptr[i], problem.indptr[i + 1]):
                if problem.indices[k] not in closed:
                    entering[problem.indices[k]].append((i, packed[k]))
        return entering

    def bounds(
        self, person: int, most: int | None
    ) -> tuple[dict[int, tuple[int, ...]], dict[int, int]]:
        """Return, by slot, the words of the leaf's best assignment with the person there;
        and the slot that each displaced person takes on the way back. With ``most`` only the
        cheapest so many are sure to be among them.
        """
        problem, (packed, _) = self.problem, self._packed
        here, closed = self.solution.slot_of[person], self.bans.get(person, _NONE)
        span = range(*problem.indptr[person : person + 2])
        leaving = {problem.indices[k]: packed[k] for k in span if problem.indices[k] not in closed}
        distance, takes = self._paths_back(person, leaving, most)
        found = {}
        for slot, cost in leaving.items():
            if slot == here:
                found[slot] = self.solution.totals[: len(problem.words)]
            elif self._person_of[slot] in distance:
                found[slot] = self._words(cost + distance[self._person_of[slot]])
        return found, takes

    def _paths_back(
        self, person: int, leaving: Mapping[int, int], most: int | None
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Distance from each person, once displaced, to the slot that ``person`` would give up;
        and the slot each takes on the way. The search ends when nobody farther away can be
        displaced more cheaply than by the ``most`` cheapest found.
        """
        slot_of, entering = self.solution.slot_of, self._entering
        cheapest: list[int] = []
        step = min((cost for slot, cost in leaving.items() if slot != person), default=0)
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
            if most is not None and len(cheapest) >= most and cheapest[most - 1] <= base + step:
                return distance, takes
            distance[other], takes[other] = base, slot
            target = slot_of[other]
            if target in leaving and target != person:
                insort(cheapest, base + leaving[target])

    def _words(self, packed: int) -> tuple[int, ...]:
        """Unpack a path length and add it to the leaf's totals."""
        value = packed // (self.problem.size + 1)
        more: list[int] = []
        for base in reversed(self._packed[1]):
            value, low = divmod(value + base // 2, base)
            more.append(low - base // 2)
        more.append(value)
        totals = self.solution.totals[: len(more)]
        return tuple(total + word for total, word in zip(totals, reversed(more), strict=True))

    def changed(self, person: int, slot: int, takes: dict[int, int]) -> tuple[int, ...]:
        """Return the assignment behind a bound."""
        plan = list(self.solution.slot_of)
        goal = plan[person]
        plan[person] = slot
        while slot != goal:
            displaced = self._person_of[slot]
            slot = takes[displaced]
            plan[displaced] = slot
        return tuple(plan)


class Prices:
    """Prices over one optimum; each person is one shortest-path search in each leaf."""

    def __init__(
        self,
        problem: Problem,
        optimum: Optimum,
        closed: Bans = NOTHING_CLOSED,
        relatives: Relatives | None = None,
    ) -> None:
        """Make ready; ``closed`` and ``relatives`` as for :func:`optimise`."""
        self.problem = problem
        self._plan = optimum.solution
        self._closed = closed
        self._relatives = relatives or Relatives(problem)
        self._leaves = [_Leaf(problem, bans, solution) for bans, solution in optimum.leaves]

    def of(self, person: int, most: int | None = None) -> Iterator[Price]:
        """Yield the prices of a person's other destinations, cheapest first, at most ``most``.

        A destination to which no plan can send the person is left out.
        """
        # Where relatives may spoil a plan, more than the cheapest may have to be looked at.
        enough = None if self._relatives.pairs else most
        words = len(self.problem.words)
        searched = [(leaf, *leaf.bounds(person, enough)) for leaf in self._leaves]
        bounds = [
            (value, slot, at)
            for at, (_, found, _) in enumerate(searched)
            for slot, value in found.items()
            if slot not in (person, self._plan.slot_of[person])
        ]
        heapify(bounds)
        ready: list[tuple[tuple[int, ...], int, Price]] = []
        asked: set[int] = set()
        given = 0
        while (bounds or ready) and (most is None or given < most):
            if not bounds or (ready and ready[0][0][:words] < bounds[0][0]):
                given += 1
                yield heappop(ready)[2]
                continue
            _, slot, at = heappop(bounds)
            if slot not in asked:
                asked.add(slot)
                leaf, _, takes = searched[at]
                price = self._exact(person, slot, leaf.changed(person, slot, takes))
                if price is not None:
                    heappush(ready, (self._key(price), slot, price))

    def _exact(self, person: int, slot: int, plan: tuple[int, ...]) -> Price | None:
        if self._relatives.violated(plan) is not None:
            others = frozenset(range(self.problem.size)) - {slot}
            try:
                plan = what_if(
                    self.problem, {**self._closed, person: others}, self._relatives
                ).slot_of
            except InfeasibleError:
                return None
        return self._price(slot, plan)

    def _price(self, slot: int, plan: tuple[int, ...]) -> Price:
        problem, best = self.problem, self._plan.slot_of
        more = [0] * len(problem.class_weights)
        for i, (now, then) in enumerate(zip(best, plan, strict=True)):
            more[problem.class_of[i]] += (then == i) - (now == i)
        released = problem.released or best
        return Price(
            slot=slot,
            more_changed=sum(
                (then != there) - (now != there)
                for now, then, there in zip(best, plan, released, strict=True)
            )
            if problem.released
            else 0,
            more_unplaced=tuple(more),
            worse_fit=sum(fits[j] for fits, j in zip(self._fits, plan, strict=True))
            - self._plan.totals[len(problem.words) - 1],
            changed=sum(now != then for now, then in zip(best, plan, strict=True)),
            slot_of=plan,
        )

    @cached_property
    def _fits(self) -> list[dict[int, int]]:
        """Fit by slot, for each person."""
        problem = self.problem
        spans = [slice(*problem.indptr[i : i + 2]) for i in range(problem.size)]
        return [dict(zip(problem.indices[span], problem.fit[span], strict=True)) for span in spans]

    def _key(self, price: Price) -> tuple[int, ...]:
        weights = self.problem.class_weights
        unplaced = sum(w * m for w, m in zip(weights, price.more_unplaced, strict=True))
        more = {"changed": price.more_changed, "unplaced": unplaced, "fit": price.worse_fit}
        totals = zip(self.problem.words, self._plan.totals, strict=False)
        return (*(total + more[word] for word, total in totals), price.changed)
