"""What binds a plan as a whole besides its pairs: relatives arriving together (section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from lungang.verify.arcs import Arcs


class Sides:
    """The rule of section 5 in a case, over the pool. ``related`` are binding relatives in it."""

    def __init__(self, arcs: Arcs) -> None:
        self._arcs = arcs
        self.binds = arcs.case.binds("relatives_together")
        self.related = self._related_in_pool() if self.binds else {}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair of binding relatives in the pool, once."""
        for i, others in self.related.items():
            yield from ((i, r) for r in others if i < r)

    def together(self, i: int, j: int, r: int, k: int) -> bool:
        """Whether relatives ``i`` and ``r`` may not go to ``j`` and ``k`` in one plan.

        Staying is going to the own slot: it counts only where the pack disregards the positions
        that relatives leave, since otherwise the pair is barred by itself already.
        """
        if i == j and r == k:
            return False
        moving = i != j and r != k
        if not moving and self._arcs.case.policy.avoidance.leaving_relatives_count:
            return False
        positions = self._arcs.positions
        return bool(self._arcs.lines.conflicts(positions[j], positions[k]))

    def _related_in_pool(self) -> dict[int, tuple[int, ...]]:
        index = self._arcs.index
        found = {}
        for person, i in index.items():
            rows = self._arcs.lines.relatives.get(person, ())
            if others := [index[row.id] for row in rows if row.id in index]:
                found[i] = tuple(sorted(others))
        return found
