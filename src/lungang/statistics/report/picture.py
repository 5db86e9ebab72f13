"""The picture of the exchange: units on an ellipse, an arrow for every way that people go.

Units stand at even heights on both sides, so that their names never run into each other however
long they are. The picture says nothing that the tables do not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from lungang.statistics.phrases import cycle_path
from lungang.statistics.records import Cycle, Outcomes
from lungang.statistics.report.layout import circular_order
from lungang.statistics.report.markup import Child, Markup, el, join

MOST_UNITS = 30
"""Beyond this many units only one round is drawn; the tables are then the main view."""

_WIDTH, _CENTRE, _REACH = 1000, 500, 215
_STEP, _NODE = 46, 6
_LABEL = 13  # Han characters on a line of a label
_NAMED = 8  # longest round whose arrows carry names


@dataclass(frozen=True, slots=True)
class _Arrow:
    origin: str
    target: str
    names: tuple[str, ...]
    chosen: bool


Point = tuple[float, float]


def drawn_cycles(outcomes: Outcomes) -> tuple[Cycle, ...]:
    """The rounds that the picture shows: all, or the longest that is not too large, or none."""
    if len({row.unit for row in outcomes.balances}) <= MOST_UNITS:
        return outcomes.cycles
    fits = (row for row in outcomes.cycles if len({w.unit for w in row.people}) <= MOST_UNITS)
    return tuple(fits)[:1]


def picture(outcomes: Outcomes) -> Markup:
    """The picture as inline SVG; nothing if nobody moves or no round is small enough."""
    shown = drawn_cycles(outcomes)
    arrows = _arrows(shown)
    if not arrows:
        return Markup()
    units = list(dict.fromkeys(who.unit for cycle in shown for who in cycle.people))
    order = circular_order(units, [(arrow.origin, arrow.target) for arrow in arrows])
    spots, height = _places(order)
    people = sum(len(arrow.names) for arrow in arrows)
    named = [arrow for arrow in arrows if arrow.chosen]
    if sum(len(arrow.names) for arrow in named) > _NAMED:
        named = []  # more names than the middle has room for
    label = f"{len(units)} 个单位之间 {people} 人的去向图，同样的内容在图下方的表里"
    return el(
        "svg",
        el("defs", _marker("a0", "#66727f"), _marker("a1", "#1c4a86")),
        join(_drawn(outcomes, arrow, spots, height / 2) for arrow in arrows),
        join(_node(outcomes, unit, spots[unit], arrows) for unit in order),
        join(_names(arrow, spots, height / 2) for arrow in named),
        class_="ring",
        viewBox=f"0 0 {_WIDTH} {height:.0f}",
        role="img",
        aria_label=label,
    )


def _arrows(cycles: Sequence[Cycle]) -> list[_Arrow]:
    ways: dict[tuple[bool, str, str], list[str]] = {}
    for at, cycle in enumerate(cycles):
        chosen = at == 0
        for one, other in zip(cycle.people, (*cycle.people[1:], cycle.people[0]), strict=True):
            ways.setdefault((chosen, one.unit, other.unit), []).append(one.name)
    # The chosen round comes last, that is on top.
    return [
        _Arrow(origin, target, tuple(names), chosen)
        for (chosen, origin, target), names in sorted(ways.items(), key=lambda item: item[0][0])
    ]


def _places(order: Sequence[str]) -> tuple[dict[str, Point], float]:
    right = (len(order) + 1) // 2
    height = _STEP * right + 24
    middle, half = height / 2, _STEP * right / 2 + 4
    spots: dict[str, Point] = {}
    for side, units in ((1, order[:right]), (-1, list(reversed(order[right:])))):
        for at, unit in enumerate(units):
            y = middle + _STEP * (at - (len(units) - 1) / 2)
            spots[unit] = (_CENTRE + side * _REACH * sqrt(1 - ((y - middle) / half) ** 2), y)
    return spots, height


def _bend(start: Point, end: Point, middle: float) -> Point:
    # Towards the centre, and to the right of the way, so that a pair of opposite arrows parts.
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    return (
        x + (_CENTRE - x) * 0.4 - (y2 - y1) * 0.1,
        y + (middle - y) * 0.3 + (x2 - x1) * 0.1,
    )


def _towards(point: Point, aim: Point, by: float) -> Point:
    length = hypot(aim[0] - point[0], aim[1] - point[1]) or 1.0
    return (
        point[0] + (aim[0] - point[0]) * by / length,
        point[1] + (aim[1] - point[1]) * by / length,
    )


def _drawn(outcomes: Outcomes, arrow: _Arrow, spots: Mapping[str, Point], middle: float) -> Markup:
    bend = _bend(spots[arrow.origin], spots[arrow.target], middle)
    x1, y1 = _towards(spots[arrow.origin], bend, _NODE + 2)
    x2, y2 = _towards(spots[arrow.target], bend, _NODE + 3)
    path = f"M{x1:.1f} {y1:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}"
    names = "、".join(arrow.names)
    return el(
        "g",
        el("title", f"{names}：{outcomes.short(arrow.origin)} → {outcomes.short(arrow.target)}"),
        el("path", class_="hit", d=path),
        el("path", d=path, marker_end=f"url(#a{int(arrow.chosen)})"),
        class_="edge on" if arrow.chosen else "edge",
    )


def _names(arrow: _Arrow, spots: Mapping[str, Point], middle: float) -> Markup:
    start, end = spots[arrow.origin], spots[arrow.target]
    bend = _bend(start, end, middle)
    x, y = ((a + 2 * b + c) / 4 for a, b, c in zip(start, bend, end, strict=True))
    return el("text", "、".join(arrow.names), class_="who", x=f"{x:.1f}", y=f"{y + 5:.1f}")


def _node(outcomes: Outcomes, unit: str, spot: Point, arrows: Sequence[_Arrow]) -> Markup:
    x, y = spot
    side = 1 if x >= _CENTRE else -1
    moved = sum(len(arrow.names) for arrow in arrows if arrow.origin == unit)
    stayed = sum(row.who.unit == unit for row in outcomes.stays)
    chosen = any(arrow.chosen and unit in (arrow.origin, arrow.target) for arrow in arrows)
    lines = _lines(outcomes.short(unit))
    count: list[Child] = [el("tspan", f" {moved}", class_="n")]
    if stayed:
        count.append(el("tspan", f" 留 {stayed}", class_="stay"))
    at = f"{x + side * 14:.1f}"
    rows = [
        el("tspan", line, *(count if n == len(lines) - 1 else ()), x=at, dy=f"{18 if n else 0}")
        for n, line in enumerate(lines)
    ]
    return el(
        "g",
        el("title", unit),
        el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=_NODE),
        el(
            "text",
            *rows,
            y=f"{y + 5 - 9 * (len(lines) - 1):.1f}",
            text_anchor="start" if side > 0 else "end",
        ),
        class_="node on" if chosen else "node",
    )


def _lines(name: str) -> list[str]:
    if len(name) <= _LABEL:
        return [name]
    half = min(_LABEL, (len(name) + 1) // 2)
    rest = name[half:]
    return [name[:half], rest if len(rest) <= _LABEL else f"{rest[: _LABEL - 1]}…"]


def _marker(name: str, colour: str) -> Markup:
    return el(
        "marker",
        el("path", d="M0 1L9 5L0 9z", fill=colour),
        id=name,
        viewBox="0 0 10 10",
        refX=8,
        refY=5,
        markerWidth=11,
        markerHeight=11,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def caption(outcomes: Outcomes) -> str:
    """What the picture shows, and what it leaves out."""
    shown = drawn_cycles(outcomes)
    units = len({row.unit for row in outcomes.balances})
    if not shown:
        return f"共 {units} 个单位，一张图画不下，去向看下面的表。"
    if len(shown) < len(outcomes.cycles):
        return (
            f"共 {units} 个单位，图上只画第 {shown[0].number} 环"
            f"（{len(shown[0].people)} 人），全部去向看下面的表。"
        )
    lead = f"粗线是第 1 环：{cycle_path(outcomes, shown[0])}。" if len(shown) > 1 else ""
    return f"箭头从原单位指向现单位，单位后面的数字是换出的人数。{lead}"
