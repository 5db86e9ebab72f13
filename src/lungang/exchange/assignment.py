"""The sparse square assignment problem, exactly, with the prices that prove it.

Shortest augmenting paths on reduced costs (Jonker & Volgenant, Computing 38, 1987; Tomizawa 1971)
over compressed rows. Plain Python integers throughout, so costs of any sign and size are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import index

from lungang.errors import InfeasibleError


@dataclass(frozen=True, slots=True)
class Assignment:
    """An optimal assignment of n people to n slots, and its proof.

    ``slot_of[i]`` is the slot of person i and ``total`` the sum of the chosen costs. For every arc
    person_price[i] + slot_price[j] ≤ cost, with equality on the chosen ones; hence
    ``total`` = Σ person_price + Σ slot_price, and no assignment costs less.
    """

    slot_of: tuple[int, ...]
    total: int
    person_price: tuple[int, ...]
    slot_price: tuple[int, ...]


def assign(indptr: Sequence[int], indices: Sequence[int], costs: Sequence[int]) -> Assignment:
    """Assign each of n people one of n slots at least total cost.

    Args:
        indptr: n + 1 offsets; the arcs of person i are ``indptr[i]`` up to ``indptr[i + 1]``.
        indices: slot of each arc, 0 … n − 1, in any order; of parallel arcs the cheapest counts.
        costs: whole cost of each arc, of any sign and size. Sequences or integer arrays.

    Raises:
        InfeasibleError: some people cannot all be served; it names them (a Hall violator).
        ValueError: the three do not describe such a problem.
    """
    offsets, slots, prices = (_integers(values) for values in (indptr, indices, costs))
    _check(offsets, slots, prices)
    slot_of, person_price, slot_price = solve(offsets, slots, prices)
    return Assignment(
        slot_of=tuple(slot_of),
        total=sum(person_price) + sum(slot_price),
        person_price=tuple(person_price),
        slot_price=tuple(slot_price),
    )


def _integers(values: Sequence[int]) -> list[int]:
    """Return a list of plain ints; arrays are converted whole, and 1.5 is refused, not rounded."""
    plain = values.tolist() if hasattr(values, "tolist") else values
    try:
        return [index(value) for value in plain]
    except TypeError as error:
        raise ValueError("offsets, slots and costs must be whole numbers") from error


def _check(indptr: list[int], indices: list[int], costs: list[int]) -> None:
    n = len(indptr) - 1
    if n < 0 or indptr[0] != 0 or indptr[-1] != len(indices) or len(indices) != len(costs):
        raise ValueError("indptr must run from 0 to the number of arcs, one slot and cost each")
    if any(indptr[i] > indptr[i + 1] for i in range(n)):
        raise ValueError("indptr must not fall")
    if indices and not (min(indices) >= 0 and max(indices) < n):
        raise ValueError(f"slots must lie in 0 … {n - 1}")


def solve(
    indptr: list[int], indices: list[int], costs: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """Solve a checked problem; return (slot of person, person prices, slot prices).

    Raises:
        InfeasibleError: as :func:`assign`.
    """
    n = len(indptr) - 1
    u, v, slot_of, person_of = _start(n, indptr, indices, costs)
    paths = _Paths(indptr, indices, costs, u, v, slot_of, person_of)
    for person in range(n):
        if slot_of[person] < 0:
            paths.augment(person)
    return slot_of, u, v


def _start(
    n: int, indptr: list[int], indices: list[int], costs: list[int]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Reduce columns, then rows; match greedily on the arcs that are then tight."""
    v: list[int] = [0] * n
    reached = [False] * n
    for j, c in zip(indices, costs, strict=True):
        if not reached[j]:
            reached[j] = True
            v[j] = c
        elif c < v[j]:
            v[j] = c
    u: list[int] = [0] * n
    slot_of, person_of = [-1] * n, [-1] * n
    for i in range(n):
        begin, end = indptr[i], indptr[i + 1]
        if begin == end:
            continue
        reduced = [costs[k] - v[indices[k]] for k in range(begin, end)]
        least = u[i] = min(reduced)
        for k, cost in enumerate(reduced, begin):
            if cost == least and person_of[indices[k]] < 0:
                slot_of[i], person_of[indices[k]] = indices[k], i
                break
    return u, v, slot_of, person_of


class _Paths:
    """Cheapest augmenting paths, one at a time; prices and matching are changed in place."""

    def __init__(
        self,
        indptr: list[int],
        indices: list[int],
        costs: list[int],
        u: list[int],
        v: list[int],
        slot_of: list[int],
        person_of: list[int],
    ) -> None:
        n = len(u)
        self.indptr, self.indices, self.costs = indptr, indices, costs
        self.u, self.v, self.slot_of, self.person_of = u, v, slot_of, person_of
        self.distance: list[int] = [0] * n
        self.parent = [-1] * n
        # Stamps spare clearing n entries per path: 2k reached, 2k + 1 settled by the k-th path.
        self.stamp = [-1] * n
        self.round = 0

    def augment(self, start: int) -> None:
        """Match one more person along the cheapest path to a free slot."""
        settled, last, reach = self._search(start)
        if last < 0:
            people = [start, *(self.person_of[j] for j in settled)]
            raise InfeasibleError(sorted(people), sorted(settled))
        u, v, distance, person_of = self.u, self.v, self.distance, self.person_of
        u[start] += reach
        for j in settled:
            gap = reach - distance[j]
            v[j] -= gap
            u[person_of[j]] += gap
        slot = last
        while True:
            person = self.parent[slot]
            person_of[slot] = person
            slot, self.slot_of[person] = self.slot_of[person], slot
            if person == start:
                return

    def _search(self, start: int) -> tuple[list[int], int, int]:
        """Dijkstra from a person; return (settled slots, free slot or −1, its distance)."""
        indptr, indices, costs, u, v = self.indptr, self.indices, self.costs, self.u, self.v
        distance, parent, stamp, person_of = (
            self.distance, self.parent, self.stamp, self.person_of,
        )  # fmt: skip
        n = len(u)
        self.round += 2
        seen, done = self.round, self.round + 1
        heap: list[int] = []  # distance · n + slot: one integer compares faster than a pair
        settled: list[int] = []
        person, base = start, 0
        while True:
            shift = base - u[person]
            for k in range(indptr[person], indptr[person + 1]):
                j = indices[k]
                mark = stamp[j]
                if mark == done:
                    continue
                reach = costs[k] + shift - v[j]
                if mark != seen or reach < distance[j]:
                    distance[j], parent[j], stamp[j] = reach, person, seen
                    if reach == base and person_of[j] < 0:
                        return settled, j, reach
                    heappush(heap, reach * n + j)
            while heap:
                base, j = divmod(heappop(heap), n)
                if stamp[j] != done:
                    break
            else:
                return settled, -1, 0
            if person_of[j] < 0:
                return settled, j, base
            stamp[j] = done
            settled.append(j)
            person = person_of[j]
