"""How wide the columns of a table are: short cells stay whole, long ones take like many lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from lungang.paperwork import layout
from lungang.paperwork.breaking import width
from lungang.paperwork.document import Table

_RUN = re.compile(r"[!-~]+")
_SHORT = 6.0
"""Cells of up to so many characters (names, months, ranks) stay in one line while there is room."""
_LEAST = 4.0
"""Longer cells are broken anyhow: they take at least so many characters a line."""


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Widths in points that add up to ``room``, from what stands in the columns.

    The fewest lines a row are sought such that every column, given its share of its longest cell,
    has room; what is over then goes to all in proportion.
    """
    size, inset = layout.pt("table_size"), 2 * layout.pt("table_inset") + 0.6
    cells = list(zip(*([column.head for column in table.columns], *table.rows), strict=True))
    longest = [max(max(map(width, column)), 1.0) for column in cells]
    least = [
        max(_least(head, most, table.headless), _unbroken((head, *rest)))
        for (head, *rest), most in zip(cells, longest, strict=True)
    ]
    room -= inset * len(cells)
    low, high = 1.0, 1.0
    while high < 64 and size * sum(_share(longest, least, high)) > room:
        high *= 2
    for _ in range(30):
        lines = (low + high) / 2
        if size * sum(_share(longest, least, lines)) > room:
            low = lines
        else:
            high = lines
    share = _share(longest, least, high if size * sum(longest) > room else 1.0)
    return tuple(inset + room * one / sum(share) for one in share)


def _least(head: str, most: float, headless: bool) -> float:
    told = width(head)
    # Above the values of a form no head is printed: it says how much room they need.
    whole = told if headless or told <= 4 else told / 2 + 0.5
    return max(most if most <= _SHORT else _LEAST, whole)


def _unbroken(cells: Sequence[str]) -> float:
    """The longest run of figures and Latin, which no line breaks (a masked id)."""
    return max((width(run) for cell in cells for run in _RUN.findall(cell)), default=0.0) * 1.15


def _share(longest: Sequence[float], least: Sequence[float], lines: float) -> list[float]:
    # A line loses about half a character to words that do not break where it ends.
    slack = 0.0 if lines <= 1 else 0.5
    return [max(low, one / lines + slack) for one, low in zip(longest, least, strict=True)]


def row_lines(table: Table, room: float) -> list[int]:
    """About how many lines of text each row of a table takes, the head first if it has one."""
    size, inset = layout.pt("table_size"), 2 * layout.pt("table_inset") + 0.6
    fits = [max(1, int((wide - inset) / size)) for wide in column_widths(table, room)]
    head = () if table.headless else (tuple(column.head for column in table.columns),)
    return [
        max(ceil(width(cell) / fit) or 1 for cell, fit in zip(row, fits, strict=True))
        for row in (*head, *table.rows)
    ]
