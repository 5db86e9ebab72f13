"""The exchange picture: units on a ring, and between them who goes where, as static SVG.

Solid grey is decided, dashed proposed, thick blue the chosen cycle with names on its edges; beside
a unit stands how many leave it, and in red how many stay (留 1). It is drawn on the server out of
nothing but what it is given, carries no style but classes (``deliberation.css``), and tells nothing
that the table of cycles below it does not tell too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from lungang.campaign.deliberation.ring import (
    Box,
    Curve,
    Point,
    Ring,
    curve,
    put_names,
    ring_of,
    width_of,
)
from lungang.campaign.deliberation.unit_order import unit_order

MOST = 30
"""So many units stay readable; of more, only the chosen cycle and its neighbours are drawn."""
AT_ALL = 44
"""A cycle through more units than this is no picture any more: the table shows it."""
_BETWEEN, _BEFORE_STAY = 5, 9


class Show(StrEnum):
    """Which edges are drawn."""

    ALL = "all"
    CYCLE = "cycle"
    PROPOSED = "proposed"


@dataclass(frozen=True, kw_only=True)
class Move:
    """Who goes from which unit to which, whether that is decided, and in which cycle."""

    origin: str
    target: str
    name: str
    decided: bool
    cycle: int = 0


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the picture says, in the reader's language: format strings.

    ``edge`` takes name, origin, target and state; ``stays`` a number.
    """

    label: str = "{units} 个单位之间 {people} 人的交流去向图，表在图下方"
    edge: str = "{name}：{origin} → {target}（{state}）"
    decided: str = "已定"
    proposed: str = "拟定"
    stays: str = "留 {n}"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The picture. ``left_out`` units are not in it, ``unnamed`` people of the cycle not written.

    ``edges`` are the moves drawn; ``boxes`` what labels and names cover.
    """

    svg: str
    edges: tuple[Move, ...]
    boxes: tuple[Box, ...]
    left_out: int = 0
    unnamed: tuple[str, ...] = ()


def draw(
    order: Sequence[str],
    moves: Sequence[Move],
    *,
    stays: Mapping[str, int] | None = None,
    chosen: int = 0,
    focus: str = "",
    show: Show = Show.ALL,
    words: Words | None = None,
) -> Picture | None:
    """Draw the picture of units in the ``order`` of the ring, or None where it could not be read.

    ``chosen`` is the number of the cycle in blue, ``focus`` the unit of the person looked at, by
    which the part of a large picture is chosen; ``stays`` counts who stays, by unit.
    """
    said, left = words or Words(), stays or {}
    shown = _shown(order, moves, chosen, focus)
    if not shown or len(shown) > AT_ALL:
        return None
    known = set(shown)
    inside = [move for move in moves if {move.origin, move.target} <= known]
    if len(shown) < len(order):
        heart = _heart(moves, chosen, focus)
        inside = [move for move in inside if move.origin in heart or move.target in heart]
        shown = _around(shown, inside, chosen)
    out = Counter(move.origin for move in moves)
    labels = [_Label(unit, out[unit], left.get(unit, 0), said) for unit in shown]
    ring = ring_of([(label.unit, label.width) for label in labels])
    ways = _ways(ring, inside)
    edges = [
        (move, way) for move, way in zip(inside, ways, strict=True) if _is_drawn(move, show, chosen)
    ]
    edges.sort(key=lambda edge: _of(edge[0], chosen))  # what is chosen lies above
    named = [(move, way) for move, way in edges if _of(move, chosen)]
    spots = put_names(ring, [(move.name, way) for move, way in named])
    svg = _svg(ring, labels, edges, named, spots, chosen, said, len(order), len(moves))
    return Picture(
        svg=svg,
        edges=tuple(move for move, _way in edges),
        boxes=(*(ring.nodes[unit].box for unit in shown), *(spot[1] for spot in spots if spot)),
        left_out=len(order) - len(shown),
        unnamed=tuple(
            move.name for (move, _way), spot in zip(named, spots, strict=True) if spot is None
        ),
    )


def _of(move: Move, chosen: int) -> bool:
    return bool(chosen) and move.cycle == chosen


def _is_drawn(move: Move, show: Show, chosen: int) -> bool:
    if show is Show.CYCLE:
        return _of(move, chosen)
    return show is Show.ALL or not move.decided or _of(move, chosen)


def _heart(moves: Iterable[Move], chosen: int, focus: str) -> set[str]:
    """Units of the chosen cycle, or the one unit looked at."""
    ends = {unit for move in moves if _of(move, chosen) for unit in (move.origin, move.target)}
    return ends or ({focus} if focus else set())


def _shown(order: Sequence[str], moves: Sequence[Move], chosen: int, focus: str) -> tuple[str, ...]:
    """All units; of too many, the chosen cycle's and their neighbours, the nearest first."""
    if len(order) <= MOST:
        return tuple(order)
    heart = _heart(moves, chosen, focus) or set(order[:1])
    near: Counter[str] = Counter()
    for move in moves:
        for one, other in ((move.origin, move.target), (move.target, move.origin)):
            if one in heart and other not in heart:
                near[other] += 1
    nearest = sorted(near, key=lambda unit: (-near[unit], order.index(unit)))
    kept = heart | set(nearest[: max(0, MOST - len(heart))])
    return tuple(unit for unit in order if unit in kept)


def _around(shown: tuple[str, ...], moves: Sequence[Move], chosen: int) -> tuple[str, ...]:
    """Return the part of a large picture in an order of its own, with the cycle around it."""
    flows = tuple((move.origin, move.target) for move in moves)
    after = {move.origin: move.target for move in moves if _of(move, chosen)}
    passed, unit = [], next(iter(after), "")
    while unit in after:
        passed.append(unit)
        unit = after.pop(unit)
    return unit_order(shown, flows, tuple(passed), trials=0)


def _ways(ring: Ring, moves: Sequence[Move]) -> list[Curve]:
    """Return a way for each move; whoever goes between the same two units has another."""
    many = Counter(frozenset((move.origin, move.target)) for move in moves)
    # One direction first, then the other: what goes the same way lies side by side.
    lane: Counter[frozenset[str]] = Counter()
    ways: dict[int, Curve] = {}
    for at in sorted(range(len(moves)), key=lambda one: moves[one].origin > moves[one].target):
        move = moves[at]
        pair = frozenset((move.origin, move.target))
        ways[at] = curve(ring, move.origin, move.target, lane[pair], many[pair])
        lane[pair] += 1
    return [ways[at] for at in range(len(moves))]


@dataclass(frozen=True)
class _Label:
    unit: str
    out: int
    stays: int
    words: Words

    @property
    def stay(self) -> str:
        return self.words.stays.format(n=self.stays) if self.stays else ""

    @property
    def width(self) -> float:
        width = width_of(self.unit) + (_BETWEEN + width_of(str(self.out)) if self.out else 0)
        return width + (_BEFORE_STAY + width_of(self.stay) if self.stays else 0)


_ARROW = '<path d="M0 .8L10 5L0 9.2z"/>'


def _svg(
    ring: Ring, labels: Sequence[_Label], edges: Sequence[tuple[Move, Curve]],
    named: Sequence[tuple[Move, Curve]], spots: Sequence[tuple[Point, Box] | None],
    chosen: int, words: Words, units: int, people: int,
) -> str:  # fmt: skip
    title = escape(words.label.format(units=units, people=people))
    blue = {unit for move, _way in named for unit in (move.origin, move.target)}
    parts = [
        f'<svg class="ring" viewBox="0 0 {2 * ring.middle.x:.0f} {ring.height:.0f}" role="img"'
        f' aria-label="{title}" focusable="false"><defs>',
        _marker("arrow", 11),
        _marker("arrow-on", 17),
        "</defs>",
        *(_edge(move, way, _of(move, chosen), words) for move, way in edges),
        *(_unit(ring, label, label.unit in blue) for label in labels),
        *(
            f'<text class="name" x="{spot[0].x:.1f}" y="{spot[0].y:.1f}">{escape(move.name)}</text>'
            for (move, _way), spot in zip(named, spots, strict=True)
            if spot is not None
        ),
        "</svg>",
    ]
    return "".join(parts)


def _marker(name: str, size: int) -> str:
    return (
        f'<marker id="{name}" class="{name}" viewBox="0 0 10 10" refX="8.5" refY="5"'
        f' markerWidth="{size}" markerHeight="{size}" markerUnits="userSpaceOnUse" orient="auto">'
        f"{_ARROW}</marker>"
    )


def _edge(move: Move, way: Curve, on: bool, words: Words) -> str:
    state = words.decided if move.decided else words.proposed
    title = words.edge.format(
        name=move.name, origin=move.origin, target=move.target, state=state
    )  # fmt: skip
    kind = ("on " if on else "") + ("decided" if move.decided else "proposed")
    return (
        f'<path class="edge {kind}" fill="none" d="M{way.start.x:.1f} {way.start.y:.1f}'
        f'Q{way.bend.x:.1f} {way.bend.y:.1f} {way.end.x:.1f} {way.end.y:.1f}"'
        f' marker-end="url(#arrow{"-on" if on else ""})"><title>{escape(title)}</title></path>'
    )


def _unit(ring: Ring, label: _Label, on: bool) -> str:
    node = ring.nodes[label.unit]
    out = f'<tspan class="out" dx="{_BETWEEN}">{label.out}</tspan>'
    stay = f'<tspan class="stay" dx="{_BEFORE_STAY}">{escape(label.stay)}</tspan>'
    return (
        f'<circle class="node{" on" if on else ""}" cx="{node.at.x:.1f}" cy="{node.at.y:.1f}"'
        f' r="7"/><text class="unit{" on" if on else ""}" text-anchor="{node.anchor}"'
        f' x="{node.text.x:.1f}" y="{node.text.y:.1f}">{escape(label.unit)}'
        f"{out if label.out else ''}{stay if label.stays else ''}"
        "</text>"
    )
