"""A cheapest perfect assignment by shortest augmenting paths, over whole numbers of any size.

Only the deep check needs it. Rows are people, columns slots; a missing entry is not admissible.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Rows = Sequence[Mapping[int, int]]
"""For each row the costs (not negative) by column."""


class Matching:
    """An assignment under construction, with the dual prices that keep it cheapest."""

    def __init__(self, rows: Rows) -> None:
        size = len(rows)
        self._rows = rows
        self._row_price, self._column_price = [0] * size, [0] * size
        self._row_of: list[int | None] = [None] * size
        self.result = [-1] * size

    @property
    def value(self) -> int:
        """Cost of the whole assignment."""
        return sum(self._rows[i][j] for i, j in enumerate(self.result))

    def solve(self) -> bool:
        """Assign every row as cheaply as possible; False if that cannot be done."""
        return all(self._augment(row, skip=None) for row in range(len(self._rows)))

    def forced(self, row: int, column: int) -> list[int] | None:
        """The cheapest assignment with ``row`` at ``column``, from a solved one, which it keeps.

        The row that had the column looks for another over one augmenting path.
        """
        copy = Matching(self._rows)
        copy._row_price, copy._column_price = [*self._row_price], [*self._column_price]
        copy._row_of, copy.result = [*self._row_of], [*self.result]
        loser, left = copy._row_of[column], copy.result[row]
        assert loser is not None
        if loser == row:
            return copy.result
        copy.result[row], copy._row_of[column], copy._row_of[left] = column, row, None
        return copy.result if copy._augment(loser, skip=column) else None

    def _augment(self, start: int, skip: int | None) -> bool:
        """Give row ``start`` a column, moving others along the cheapest path to a free one."""
        distance: dict[int, int] = {}
        parent: dict[int, int] = {}
        done: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        row, base = start, 0
        while True:
            for column, cost in self._rows[row].items():
                if column == skip or column in done:
                    continue
                far = base + cost - self._row_price[row] - self._column_price[column]
                if column not in distance or far < distance[column]:
                    distance[column], parent[column] = far, row
                    heapq.heappush(heap, (far, column))
            while heap and heap[0][1] in done:
                heapq.heappop(heap)
            if not heap:
                return False
            base, column = heapq.heappop(heap)
            done[column] = base
            taker = self._row_of[column]
            if taker is None:
                break
            row = taker
        self._reprice(start, base, done)
        self._shift(start, column, parent)
        return True

    def _reprice(self, start: int, final: int, done: Mapping[int, int]) -> None:
        self._row_price[start] += final
        for column, far in done.items():
            self._column_price[column] -= final - far
            taker = self._row_of[column]
            if taker is not None:
                self._row_price[taker] += final - far

    def _shift(self, start: int, column: int, parent: Mapping[int, int]) -> None:
        while True:
            row = parent[column]
            before = self.result[row]
            self.result[row], self._row_of[column] = column, row
            if row == start:
                return
            column = before
