"""In which order the units of the exchange picture stand around the ring.

The order is made once, from the scenario that was computed first (甲, which never changes and is
sealed like the picture itself), so that no unit jumps when a mark changes the plan or another
scenario is looked at. Nothing but the picture follows from it.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp

Flow = tuple[str, str]
"""From which unit to which."""
MOST_ANNEALED = 30
"""Of more units the picture shows a part at a time, in an order of its own."""
TRIALS = 1500
"""So many exchanges of two places are tried: at thirty units a tenth of a second, once."""
FIRST_HEAT, LAST_HEAT = 2.0, 0.02
LENGTH = 0.12
"""What a step around the ring between two units weighs against a crossing."""


@lru_cache(maxsize=64)
def unit_order(
    units: tuple[str, ...],
    flows: tuple[Flow, ...],
    cycle: tuple[str, ...] = (),
    trials: int = TRIALS,
) -> tuple[str, ...]:
    """Return the units in the order of the ring, clockwise: few crossings, short ways.

    ``cycle`` are the units of the longest exchange cycle: they stand evenly spread, in its order.
    The trials are drawn from the names of the units, so that the same county has the same picture.
    """
    fixed = tuple(dict.fromkeys(unit for unit in cycle if unit in units))
    pairs = {tuple(sorted(flow)) for flow in flows if flow[0] != flow[1]}
    known = [(a, b) for a, b in sorted(pairs) if a in units and b in units]
    of: dict[str, list[Flow]] = {unit: [] for unit in units}
    for pair in known:
        of[pair[0]].append(pair)
        of[pair[1]].append(pair)
    places = _places(units, fixed, of)
    free = [unit for unit in units if unit not in fixed]
    if len(free) > 1:
        _anneal(places, known, free, of, _dice(units), trials)
    return tuple(sorted(units, key=places.__getitem__))


def _dice(units: Iterable[str]) -> random.Random:
    seed = hashlib.sha256("\n".join(sorted(units)).encode()).digest()
    return random.Random(seed)  # noqa: S311 - draws a picture, guards nothing


def _places(
    units: Sequence[str], fixed: Sequence[str], of: Mapping[str, Sequence[Flow]]
) -> dict[str, int]:
    """Put the fixed ones evenly around, the others each as near its own as there is room."""
    size, many = len(units), max(len(fixed), 1)
    places = {unit: at * size // many for at, unit in enumerate(fixed)}
    left = sorted(set(range(size)) - set(places.values()))
    for unit in sorted((one for one in units if one not in places), key=lambda one: -len(of[one])):
        ends = [places[end] for pair in of[unit] for end in pair if end in places]
        nearest = min(left, key=lambda at: (sum(_apart(at, end, size) for end in ends), at))
        places[unit] = nearest
        left.remove(nearest)
    return places


def _apart(one: int, other: int, size: int) -> int:
    return min(abs(one - other), size - abs(one - other))


def _anneal(
    places: dict[str, int], pairs: Sequence[Flow], free: Sequence[str],
    of: Mapping[str, Sequence[Flow]], dice: random.Random, trials: int,
) -> None:  # fmt: skip
    for trial in range(trials):
        one, other = dice.sample(free, 2)
        touched = [*of[one], *of[other]]
        before = _cost(places, touched, pairs)
        places[one], places[other] = places[other], places[one]
        worse = _cost(places, touched, pairs) - before
        heat = FIRST_HEAT * (LAST_HEAT / FIRST_HEAT) ** (trial / trials)
        if worse > 0 and dice.random() >= exp(-worse / heat):
            places[one], places[other] = places[other], places[one]


def _cost(places: dict[str, int], touched: Iterable[Flow], pairs: Sequence[Flow]) -> float:
    size, cost = len(places), 0.0
    for one, other in touched:
        a, b = places[one], places[other]
        if a > b:
            a, b = b, a
        cost += LENGTH * _apart(a, b, size)
        for third, fourth in pairs:
            c, d = places[third], places[fourth]
            if c not in (a, b) and d not in (a, b) and (a < c < b) != (a < d < b):
                cost += 1
    return cost
