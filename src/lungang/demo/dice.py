"""Chance that falls alike on every machine and every version of Python.

Only ``random.Random(text)`` and its ``random()`` are used: both are promised to stay as they are,
which ``choice``, ``sample`` and ``shuffle`` are not. Every part of the county throws its own dice,
so that a change of one part does not stir the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance named by a seed and a word."""

    def __init__(self, seed: int, word: str) -> None:
        self._random = Random(f"{seed}/{word}").random  # noqa: S311 - invention, not secrecy

    def chance(self, probability: float) -> bool:
        """Return True as often as ``probability`` says."""
        return self._random() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.between(0, len(items) - 1)]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """Return a key, as often as its weight says."""
        point = self.between(1, sum(weights.values()))
        for key, weight in weights.items():
            point -= weight
            if point <= 0:
                return key
        raise AssertionError("the weights are empty")

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Return the items in another order."""
        rest = list(items)
        for last in range(len(rest) - 1, 0, -1):
            other = self.between(0, last)
            rest[last], rest[other] = rest[other], rest[last]
        return rest
