"""In which order units stand around the picture, so that few arrows cross."""

from __future__ import annotations

from collections.abc import Sequence

Edge = tuple[str, str]

_ROUNDS = 30
_LENGTH = 0.01
"""What a step of an arrow's length weighs against a crossing."""


def circular_order(units: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """Order ``units`` around a circle: unit by unit goes where its edges cross fewest others.

    A local search without chance: the same units and edges always give the same order. Taking
    one unit out leaves the cyclic order of the others as it is, so only its own edges count.
    """
    pairs = sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]})
    order = list(units)
    for _ in range(_ROUNDS):
        before = list(order)
        for unit in units:
            _reinsert(order, unit, pairs)
        if order == before:
            break
    return order


def _reinsert(order: list[str], unit: str, pairs: Sequence[Edge]) -> None:
    now = order.index(unit)
    order.pop(now)
    place = {name: at for at, name in enumerate(order)}
    mine = [pair for pair in pairs if unit in pair]
    others = [(place[a], place[b]) for a, b in pairs if unit not in (a, b)]
    ends = [place[b if a == unit else a] for a, b in mine]
    crossed = [_crossed(end, others, len(order)) for end in ends]

    def cost(at: int) -> tuple[float, bool]:
        crossings = sum(row[at] for row in crossed)
        length = sum(_distance(at - 0.5, end, len(order)) for end in ends)
        return crossings + _LENGTH * length, at != now

    order.insert(min(range(len(order) + 1), key=cost), unit)


def _crossed(end: int, others: Sequence[tuple[int, int]], size: int) -> list[int]:
    """How many edges an edge to ``end`` crosses, for each gap that it may come from.

    From one gap to the next only the edges of the unit between them change sides.
    """
    edges = [pair for pair in others if end not in pair]
    of_unit: list[list[int]] = [[] for _unit in range(size)]
    for number, pair in enumerate(edges):
        for unit in pair:
            of_unit[unit].append(number)
    crosses = [(a < end) != (b < end) for a, b in edges]
    counts = [sum(crosses)]
    for unit in range(size):
        for number in of_unit[unit]:
            crosses[number] = not crosses[number]
        counts.append(counts[-1] + sum(1 if crosses[n] else -1 for n in of_unit[unit]))
    return counts


def _cross(a: float, b: float, c: float, d: float) -> bool:
    if a in (c, d) or b in (c, d):
        return False
    low, high = min(a, b), max(a, b)
    return (low < c < high) != (low < d < high)


def _distance(a: float, b: float, size: int) -> float:
    gap = abs(a - b)
    return min(gap, size - gap)


def crossings(order: Sequence[str], edges: Sequence[Edge]) -> int:
    """How many pairs of edges cross when the units stand in this order on a circle."""
    place = {unit: float(at) for at, unit in enumerate(order)}
    spots = [(place[a], place[b]) for a, b in sorted({(min(e), max(e)) for e in edges})]
    return sum(_cross(*one, *other) for n, one in enumerate(spots) for other in spots[n + 1 :])
