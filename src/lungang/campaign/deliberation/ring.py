"""Where things stand in the exchange picture: units on an ellipse, their labels, names on edges.

All in the picture's own units, of which a letter is :data:`FONT` high. Labels keep a row of their
own on either side, so that none lies on another whatever the number of units; a name is put where
it lies on nothing else, or not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi

FONT = 16
ROW = 21
"""Room of a label, from one to the next."""
RISE, FALL = 13.0, 5.0
"""How far letters reach above and below their line."""
WIDTH = 660.0
TALL, WIDE, NARROW = 188.0, 216.0, 130.0
"""Half the height of the ellipse, and half its width: at most, at least."""
NODE = 7.0
BESIDE = 15.0
_MARGIN = 16.0


@dataclass(frozen=True)
class Point:
    """A place."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """What a piece of text covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the two lie on each other, or nearer than ``slack``."""
        return (
            self.left < other.right + slack
            and other.left < self.right + slack
            and self.top < other.bottom + slack
            and other.top < self.bottom + slack
        )


@dataclass(frozen=True)
class Node:
    """A unit: its place, and that of its label with its line and side (``start`` or ``end``)."""

    unit: str
    at: Point
    text: Point
    anchor: str
    box: Box


def width_of(text: str, font: float = FONT) -> float:
    """Return about how wide a text is: a Han character is a square, other letters half one."""
    wide = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.6 for sign in text)
    return wide * font


@dataclass(frozen=True)
class Ring:
    """The units around their ellipse, whose middle is (``middle.x``, ``middle.y``)."""

    nodes: dict[str, Node]
    middle: Point
    height: float


def ring_of(labels: Sequence[tuple[str, float]]) -> Ring:
    """Place units, given in the order of the ring with the widths of their labels.

    They begin right of the top and go clockwise.
    """
    many = len(labels)
    turns = [2 * pi * (at + 0.5) / many for at in range(many)]
    right = [at for at, turn in enumerate(turns) if turn <= pi + 1e-9]
    left = [at for at in range(many) if at not in set(right)][::-1]
    tall = max(TALL, (max(len(right), len(left)) - 1) * ROW / 1.94)
    heights = dict(
        pair for side in (right, left) for pair in zip(side, _rows(turns, side, tall), strict=True)
    )
    slopes = {at: heights[at] / tall for at in heights}
    across = {at: (1 - slope * slope) ** 0.5 for at, slope in slopes.items()}
    wide = _half_width(labels, across)
    middle = Point(WIDTH / 2, tall + RISE + BESIDE + _MARGIN)
    nodes = {}
    for at, (unit, width) in enumerate(labels):
        side = 1 if at in set(right) else -1
        spot = Point(middle.x + side * wide * across[at], middle.y - heights[at])
        nodes[unit] = _node(unit, spot, slopes[at], side, width)
    return Ring(nodes, middle, 2 * middle.y)


def _rows(turns: Sequence[float], side: Sequence[int], tall: float) -> list[float]:
    """Return the heights of one side's units from the top, a row apart at least."""
    heights = [tall * min(cos(turns[at]), 0.985) for at in side]
    for at in range(1, len(heights)):
        heights[at] = min(heights[at], heights[at - 1] - ROW)
    lowest = -0.985 * tall
    for at in range(len(heights) - 1, -1, -1):
        heights[at] = max(heights[at], lowest)
        lowest = heights[at] + ROW
    return heights


def _half_width(labels: Sequence[tuple[str, float]], across: dict[int, float]) -> float:
    """Return half the ellipse's width such that every label stays in the picture."""
    room = [
        (WIDTH / 2 - BESIDE * across[at] - width - 4) / max(across[at], 0.2)
        for at, (_unit, width) in enumerate(labels)
    ]
    return max(NARROW, min(WIDE, *room)) if room else WIDE


def _node(unit: str, spot: Point, slope: float, side: int, width: float) -> Node:
    above = 14.0 if abs(slope) > 0.95 else 0.0  # over its node rather than beside it
    lead = BESIDE * (1 - slope * slope) ** 0.5 - above
    drop = 5.8 - (17 if slope > 0 else 18.5) * slope + (2.5 if slope < -0.95 else 0)
    text = Point(spot.x + side * lead, spot.y + drop)
    ends = sorted((text.x, text.x + side * width))
    box = Box(ends[0], text.y - RISE, ends[1], text.y + FALL)
    return Node(unit, spot, text, "start" if side > 0 else "end", box)


@dataclass(frozen=True)
class Curve:
    """An edge: a quadratic curve from one node to another, short of both."""

    start: Point
    bend: Point
    end: Point

    def at(self, part: float) -> Point:
        """Return the point after ``part`` of the way."""
        a, b, c = (1 - part) ** 2, 2 * part * (1 - part), part**2
        return Point(
            a * self.start.x + b * self.bend.x + c * self.end.x,
            a * self.start.y + b * self.bend.y + c * self.end.y,
        )


def curve(ring: Ring, origin: str, target: str, lane: int, lanes: int) -> Curve:
    """Return the ``lane``-th of so many edges between two units, each on a way of its own.

    All bow to the middle; those of one pair part to both sides of that way.
    """
    one, other = ring.nodes[origin].at, ring.nodes[target].at
    middle = Point((one.x + other.x) / 2, (one.y + other.y) / 2)
    first, second = (one, other) if origin < target else (other, one)
    length = hypot(second.x - first.x, second.y - first.y) or 1.0
    spread = (lane - (lanes - 1) / 2) * min(46.0, 130.0 / lanes)
    inward = 0.3 + (0.1 if lanes > 1 else 0.0)
    bend = Point(
        middle.x
        + (ring.middle.x - middle.x) * inward
        - (second.y - first.y) / length * spread,
        middle.y
        + (ring.middle.y - middle.y) * inward
        + (second.x - first.x) / length * spread,
    )  # fmt: skip
    return Curve(_towards(one, bend, NODE + 2), bend, _towards(other, bend, NODE + 4))


def _towards(start: Point, goal: Point, way: float) -> Point:
    length = hypot(goal.x - start.x, goal.y - start.y) or 1.0
    return Point(
        start.x + (goal.x - start.x) / length * way, start.y + (goal.y - start.y) / length * way
    )


ALONG = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)
ASIDE = (0.0, 10.0, -10.0, 20.0, -20.0, 30.0, -30.0)


def put_names(ring: Ring, named: Sequence[tuple[str, Curve]]) -> list[tuple[Point, Box] | None]:
    """Return for each name the middle of its line and its box, or None where there is no room.

    Short ways first: they have the fewest places.
    """
    taken = [node.box for node in ring.nodes.values()]
    taken += [_around(node.at) for node in ring.nodes.values()]
    found: list[tuple[Point, Box] | None] = [None] * len(named)
    for at in sorted(range(len(named)), key=lambda one: _length(named[one][1])):
        name, way = named[at]
        for spot, box in _spots(name, way):
            if not any(box.meets(other, 1.0) for other in taken):
                found[at] = spot, box
                taken.append(box)
                break
    return found


def _spots(name: str, way: Curve) -> Iterator[tuple[Point, Box]]:
    half = width_of(name) / 2 + 1
    for aside in ASIDE:
        for part in ALONG:
            on = way.at(part)
            spot = Point(on.x + aside * 0.6, on.y + aside + FALL + 1)
            yield spot, Box(spot.x - half, spot.y - RISE, spot.x + half, spot.y + FALL)


def _around(spot: Point) -> Box:
    return Box(spot.x - NODE, spot.y - NODE, spot.x + NODE, spot.y + NODE)


def _length(way: Curve) -> float:
    return hypot(way.end.x - way.start.x, way.end.y - way.start.y)


def boxes_meet(boxes: Iterable[Box]) -> bool:
    """Whether any two of the boxes lie on each other."""
    known = list(boxes)
    return any(a.meets(b) for at, a in enumerate(known) for b in known[at + 1 :])


__all__ = [
    "Box", "Curve", "Node", "Point", "Ring", "boxes_meet", "curve", "put_names", "ring_of",
    "width_of",
]  # fmt: skip
